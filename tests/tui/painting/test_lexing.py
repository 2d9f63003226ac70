"""Whatever becomes of the process that lexes: nobody waits for it, nothing of it is left, and the next text is coloured."""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.painting.hearing import PATIENCE, Hearing, all_of
from tui.painting.syntax import Syntax

_STRANGE = """
import os, re, signal
from pygments.lexer import Lexer
from pygments.token import Keyword

def words(text):
    for number, line in enumerate(text.split("\\n")[:-1]):
        yield 5 * number, Keyword, line

def lexer(ending, act):
    def tokens(self, text):
        for index, kind, value in words(text):
            if value == "dire":
                act()
            yield index, kind, value
    made = type(f"Strange{ending}", (Lexer,), {"name": ending, "filenames": [f"*.{ending}"]})
    made.get_tokens_unprocessed = tokens
    return made

Stuck = lexer("stuck", lambda: re.match("(a+)+$", "a" * 60 + "!"))
Crashing = lexer("crashing", lambda: os.kill(os.getpid(), signal.SIGSEGV))
Greedy = lexer("greedy", lambda: [0] * 2**28)
Printing = lexer("printing", lambda: print("x" * 99, flush=True))
"""
_ENTRIES = """
[pygments.lexers]
a = strange_lexers:Stuck
b = strange_lexers:Crashing
c = strange_lexers:Greedy
d = strange_lexers:Printing
"""
GOOD, DIRE = ["good"] * 400, ["dire"] * 20
_needs_pidfd = pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="not run: this system has no pidfd_open")
_needs_proc = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="not run: this system has no /proc")


@pytest.fixture
def strange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lexers that come to harm at the word dire."""
    (tmp_path / "strange_lexers.py").write_text(_STRANGE)
    described = tmp_path / "strange_lexers-1.dist-info"
    described.mkdir()
    (described / "METADATA").write_text("Metadata-Version: 2.1\nName: strange-lexers\nVersion: 1\n")
    (described / "entry_points.txt").write_text(_ENTRIES)
    known = os.environ.get("PYTHONPATH")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), *([known] if known else [])]))


def is_coloured(syntax: Syntax, key: str) -> bool:
    """Whether a text that is new still gets its colours."""
    colours = all_of(syntax, "a.py", ["pass"] * 3, key)
    return not colours.is_cut and all(colours.of(line) for line in range(3))


def test_a_text_that_takes_too_long_is_cut_and_windows_beyond_still_open() -> None:
    hearing = Hearing()
    lines = [f"x{number} = f({number})" for number in range(90_000)]
    with Syntax(hearing, budget=0.3) as syntax:
        colours = all_of(syntax, "a.py", lines, "large")
        pid = syntax.pid
        assert colours.is_cut
        assert 0 < colours.whole.stop < 90_000
        assert (list(colours.of(89_000)), bool(colours.of(colours.whole.stop - 1))) == ([], True)
        assert syntax.colours("large", "a.py", lines, range(89_000, 89_060)) is colours
        hearing.until(lambda: colours.of(89_059))
        assert is_coloured(syntax, "next")
        assert syntax.pid == pid


@pytest.mark.parametrize("name", ["x.stuck", "x.crashing", "x.greedy"])
def test_a_text_that_ends_the_process_is_cut_and_nothing_else(name: str, strange: None) -> None:
    hearing = Hearing()
    with Syntax(hearing, budget=0.3) as syntax:
        assert is_coloured(syntax, "before")
        pid = syntax.pid
        dire = syntax.colours("dire", name, GOOD + DIRE)
        other = syntax.colours("other", "b.py", ["pass"] * 2_000)
        hearing.until(lambda: dire.is_done and other.is_done)
        assert [(one.is_cut, bool(one.of(0))) for one in (dire, other)] == [(True, True), (False, True)]
        assert not dire.of(len(GOOD))
        assert syntax.colours("dire", name, GOOD + DIRE, range(350, 410)) is dire
        assert is_coloured(syntax, "after")
        assert syntax.pid != pid


def test_a_window_that_ends_the_process_is_the_last_of_its_text(strange: None) -> None:
    hearing = Hearing()
    lines = [*["good"] * 90_000, *DIRE]
    with Syntax(hearing, budget=60) as syntax:
        colours = syntax.colours("dire", "x.crashing", lines, range(89_990, 90_010))
        hearing.until(lambda: colours.is_done)
        assert colours.is_cut
        syntax.colours("dire", "x.crashing", lines, range(50_000, 50_010))
        assert not colours.has_asked(range(50_000, 50_010))
        assert is_coloured(syntax, "after")


def test_a_lexer_that_prints_says_nothing(strange: None) -> None:
    with Syntax() as syntax:
        colours = all_of(syntax, "x.printing", GOOD + DIRE)
        assert (colours.is_cut, bool(colours.of(len(GOOD)))) == (False, True)


def test_a_process_that_is_stopped_is_replaced() -> None:
    with Syntax(patience=0.5) as syntax:
        assert is_coloured(syntax, "before")
        pid = syntax.pid
        assert pid is not None
        os.kill(pid, signal.SIGSTOP)
        assert is_coloured(syntax, "after")
        assert syntax.pid != pid


def test_a_process_that_is_killed_is_replaced() -> None:
    hearing = Hearing()
    with Syntax(hearing, budget=60) as syntax:
        for key in ("first", "second"):
            assert is_coloured(syntax, key)
            assert syntax.pid is not None
            os.kill(syntax.pid, signal.SIGKILL)
        large = syntax.colours("large", "a.py", ["pass"] * 99_000)
        hearing.until(lambda: large.of(0))
        assert syntax.pid is not None
        os.kill(syntax.pid, signal.SIGKILL)
        assert syntax.wait("large", PATIENCE).is_cut
        assert is_coloured(syntax, "after")


def test_nobody_waits_for_a_process_that_takes_nothing_in() -> None:
    texts = {str(number): ["pass  # " + "a" * 150] * 2_000 for number in range(4)}
    with Syntax() as syntax:
        assert is_coloured(syntax, "before")
        pid = syntax.pid
        assert pid is not None
        os.kill(pid, signal.SIGSTOP)
        began = time.monotonic()
        for key, lines in texts.items():
            syntax.colours(key, "a.py", lines, range(1_000, 1_060))
        assert time.monotonic() - began < 1
        os.kill(pid, signal.SIGCONT)
        assert not any(syntax.wait(key, PATIENCE).is_cut for key in texts)
        assert syntax.pid == pid


@pytest.mark.parametrize("program", [("-c", "print('x' * 99)"), ("-c", "raise SystemExit"), ("-c", "1/0")])
def test_without_a_process_that_works_text_is_plain(program: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.painting.child._PROGRAM", program)
    with Syntax() as syntax:
        for key in ("first", "second"):
            colours = all_of(syntax, "a.py", ["pass"], key)
            assert (list(colours.of(0)), syntax.pid) == ([], None)


def test_without_a_python_text_is_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with Syntax() as syntax:
        assert list(all_of(syntax, "a.py", ["pass"]).of(0)) == []


def test_nothing_is_left_once_it_is_closed(strange: None) -> None:
    syntax = Syntax()
    all_of(syntax, "a.py", ["pass"])
    stuck = syntax.colours("stuck", "x.stuck", DIRE)
    pid = syntax.pid
    assert pid is not None
    for _ in range(2):
        syntax.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert (stuck.is_done, stuck.is_cut) == (True, True)
    assert list(all_of(syntax, "a.py", ["later"]).of(0)) == []
    syntax.start()
    assert syntax.pid is None


def test_one_that_was_never_used_is_closed() -> None:
    Syntax().close()


def test_whoever_hears_may_close() -> None:
    syntax = Syntax(lambda _: syntax.close())
    syntax.colours("a", "a.py", ["pass"])
    assert syntax.wait("a", PATIENCE).is_done
    syntax.close()
    assert syntax.pid is None


_CLIENT = """
import sys
from tui.painting.syntax import Syntax
syntax = Syntax(lambda _: print(syntax.pid, flush=True), budget=0.2)
syntax.colours("a", sys.argv[1], ["good"] * 400 + ["dire"] * 20)
sys.stdin.read()
"""


@_needs_pidfd
@pytest.mark.parametrize(
    ("name", "end"),
    [
        ("a.py", lambda client: client.stdin.close()),
        ("a.py", lambda client: client.kill()),
        ("x.stuck", lambda client: client.kill()),
    ],
)
def test_nothing_is_left_of_a_client_that_has_gone(
    name: str, end: Callable[["subprocess.Popen[bytes]"], None], strange: None
) -> None:
    command = [sys.executable, "-c", _CLIENT, name]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as client:
        assert client.stdout is not None
        ended = os.pidfd_open(int(client.stdout.readline()))
        try:
            end(client)
            poll = select.poll()
            poll.register(ended, select.POLLIN)
            assert poll.poll(PATIENCE * 1000)
        finally:
            os.close(ended)


@_needs_proc
def test_the_process_knows_next_to_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "1")
    with Syntax() as syntax:
        assert is_coloured(syntax, "a")
        place = Path(f"/proc/{syntax.pid}")
        names = {entry.split(b"=")[0] for entry in (place / "environ").read_bytes().split(b"\0") if entry}
        assert names <= {b"PATH", b"HOME", b"LANG", b"LC_ALL", b"PYTHONPATH"}
        assert (place / "cwd").readlink() == Path("/")
        assert os.getsid(syntax.pid or 0) == syntax.pid


def test_nothing_is_imported_from_the_folder_one_stands_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pygments.py").write_text("raise SystemExit")
    monkeypatch.chdir(tmp_path)
    with Syntax() as syntax:
        assert is_coloured(syntax, "a")
