"""`sidegrade diff` on a real terminal and in pipes: pagers of all kinds, readers that leave, interrupts, hang-ups."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.builders import write_files
from tests.tui.program import Program, Said
from tests.tui.terminal import CTRL_C, PATIENCE, Terminal
from tests.tui.test_endings import shell
from tui.commands import pager
from tui.commands.differences import Differences

_PROGRAM = f"{sys.executable} -P -m tui diff"
_LONG = 20_000
# A pager that says what happens to it, and leaves when it reads a q.
_PATIENT = """
import os, signal, sys
sys.stderr = None
signal.signal(signal.SIGINT, lambda *_: os.write(1, b"stays\\n"))
sys.stdin.buffer.readline()
os.write(1, b"ready\\n")
keys = os.open("/dev/tty", os.O_RDONLY)
while os.read(keys, 1) != b"q":
    pass
os.write(1, b"leaves\\n")
"""

Start = Callable[..., Terminal]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with short texts that differ, and very long ones."""
    top = tmp_path_factory.mktemp("folders")
    for name, word in (("one", "this"), ("other", "that")):
        write_files(top / name, {"short.txt": f"a\n{word}\n", "same.txt": "s\n"})
        write_files(top / f"long-{name}", {"long.txt": "".join(f"{word} {line}\n" for line in range(_LONG))})
        write_files(top / f"some-{name}", {"some.txt": "".join(f"{word} {line}\n" for line in range(20))})
    (top / "patient.py").write_text(_PATIENT)
    return top


@pytest.fixture
def start(place: Path, tmp_path: Path) -> Iterator[Start]:
    """Starts the command on a terminal."""
    started: list[Terminal] = []

    def on_terminal(*arguments: str, size: tuple[int, int] = (24, 100), **environment: str) -> Terminal:
        known = {name: value for name, value in os.environ.items() if name not in _ABOUT_PAGERS}
        command = [sys.executable, "-P", "-m", "tui", "diff", *arguments]
        told = {**known, "TERM": "xterm", **environment}
        started.append(Terminal(command, tmp_path / "complaints", told, folder=place, size=size))
        return started[-1]

    yield on_terminal
    for one in started:
        one.close()


_ABOUT_PAGERS = ("PAGER", "SIDEGRADE_PAGER", "LESS", "NO_COLOR", "COLORTERM", "COLUMNS", "LINES")


def text_of(terminal: Terminal) -> str:
    """What stands on the terminal, without colours."""
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[=>]|\r", "", terminal.printed.decode())


# Pagers


def test_short_output_ends_by_itself_in_less(start: Start, program: Callable[[str], str]) -> None:
    program("less")
    terminal = start("one", "other", "--all")
    assert (terminal.end(), terminal.err) == (1, "")
    assert "2 - this " in text_of(terminal)
    assert b"\x1b[33m - \x1b[0m" in terminal.printed


def test_less_can_be_left_early(start: Start, program: Callable[[str], str]) -> None:
    program("less")
    terminal = start("long-one", "long-other", "--all")
    terminal.until(b":")
    terminal.send(b"q")
    assert (terminal.end(), terminal.err) == (1, "")
    assert "this 19999" not in text_of(terminal)


@pytest.mark.parametrize("said", ["cat", " cat ", ""])
def test_cat_and_nothing_are_no_pager(said: str, start: Start) -> None:
    terminal = start("one", "other", PAGER=said)
    assert (terminal.end(), terminal.err) == (1, "")
    assert "1 changed, 1 the same" in text_of(terminal)


def test_its_own_variable_goes_before_the_common_one(start: Start) -> None:
    terminal = start("one", "other", PAGER="no-such-pager", SIDEGRADE_PAGER="tr a-z A-Z")
    assert (terminal.end(), terminal.err) == (1, "")
    assert "1 CHANGED, 1 THE SAME" in text_of(terminal)


def test_no_pager_and_a_dumb_terminal_have_none(start: Start) -> None:
    terminal = start("one", "other", "--all", "--no-pager", PAGER="no-such-pager")
    assert (terminal.end(), terminal.err) == (1, "")
    assert b"\x1b[33m" in terminal.printed
    terminal = start("one", "other", "--all", PAGER="no-such-pager", TERM="dumb")
    assert (terminal.end(), terminal.err) == (1, "")
    assert b"\x1b" not in terminal.printed


@pytest.mark.parametrize("said", ["no-such-pager", "/", "./patient.py"])
def test_a_pager_that_cannot_be_started_is_one_sentence(said: str, start: Start) -> None:
    terminal = start("one", "other", PAGER=said)
    assert terminal.end() == 2
    last = terminal.err.splitlines()[-1]
    assert last == f"sidegrade: the pager {said} cannot be started; set PAGER, or say --no-pager"


def test_where_there_is_no_less_there_is_no_pager(start: Start, tmp_path: Path) -> None:
    (tmp_path / "git").symlink_to(shutil.which("git") or "git")
    terminal = start("one", "other", PATH=str(tmp_path))
    assert (terminal.end(), terminal.err) == (1, "")
    assert "1 changed, 1 the same" in text_of(terminal)


@pytest.mark.parametrize("leaving", ["true", "head -1", "exit 3"])
def test_a_pager_that_leaves_early_is_no_fault(leaving: str, start: Start) -> None:
    terminal = start("long-one", "long-other", "--all", PAGER=leaving)
    assert (terminal.end(), terminal.err) == (1, "")


def test_an_interrupt_is_the_pagers_once_all_is_written(start: Start) -> None:
    terminal = start("some-one", "some-other", "-u", PAGER=f"exec {sys.executable} -I -S patient.py")
    _stays_until_it_is_left(terminal)
    assert (terminal.end(), terminal.err) == (1, "")
    assert "leaves" in text_of(terminal)


def test_an_interrupt_ends_the_writing_and_the_pager_stays(start: Start) -> None:
    terminal = start("long-one", "long-other", "--all", PAGER=f"exec {sys.executable} -I -S patient.py")
    _stays_until_it_is_left(terminal)
    assert terminal.end() == 130
    assert terminal.err.strip() == "sidegrade: interrupted; what was done before is kept"
    assert "leaves" in text_of(terminal)


def _stays_until_it_is_left(terminal: Terminal) -> None:
    terminal.until(b"ready")
    for _ in range(3):
        terminal.send(CTRL_C)
        terminal.until(b"stays")
    assert terminal.process.poll() is None
    terminal.send(b"q\n")


def test_a_terminal_that_hangs_up_leaves_no_traceback(start: Start) -> None:
    terminal = start("long-one", "long-other", "--all", PAGER=f"exec {sys.executable} -I -S patient.py")
    terminal.until(b"ready")
    terminal.hang_up()
    assert terminal.process.wait(PATIENCE) == 129
    assert terminal.err == ""


def test_the_width_is_the_terminals(start: Start) -> None:
    for size, arguments, width in (((24, 63), [], 63), ((24, 200), ["--width", "50"], 50), ((24, 20), [], 40)):
        terminal = start("some-one", "some-other", "--all", "--no-pager", *arguments, size=size)
        assert terminal.end() == 1
        lines = [line for line in text_of(terminal).splitlines() if "│" in line]
        assert (len(lines), max(map(cell_len, lines)) <= width) == (20, True)
        assert {line.index("│") for line in lines} == {(width - 3) // 2 + 1}


# An interrupt at the very moment when the pager is waited for: that moment is made by hand, being over too soon.


class _Pager:
    """A pager whose pipe is full when it is closed, and that is interrupted meanwhile."""

    def __init__(self, *_: object, **__: object) -> None:
        self.stdin = self
        self.returncode: int | None = None

    def write(self, text: str) -> None:
        _interrupt()

    def close(self) -> None:
        _interrupt()
        raise BrokenPipeError

    def wait(self) -> None:
        _interrupt()
        self.returncode = 0


def _interrupt() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_no_interrupt_leaves_the_pager_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[_Pager] = []

    def start(*_: object, **__: object) -> _Pager:
        started.append(_Pager())
        return started[0]

    monkeypatch.setattr(subprocess, "Popen", start)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("PAGER", "some-pager")
    monkeypatch.setenv("TERM", "xterm")
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        pager.page(["x"])
    assert signal.getsignal(signal.SIGINT) is before
    assert started[0].returncode == 0


def test_an_interrupt_while_the_pager_starts_is_kept_until_it_can_be_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: list[_Pager] = []

    def start(*_: object, **__: object) -> _Pager:
        _interrupt()
        started.append(_Pager())
        return started[0]

    monkeypatch.setattr(subprocess, "Popen", start)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("PAGER", "some-pager")
    monkeypatch.setenv("TERM", "xterm")
    with pytest.raises(KeyboardInterrupt):
        pager.page(["x"])
    assert started[0].returncode == 0


# Pipes


def test_a_reader_that_leaves_early_does_not_change_the_answer(place: Path) -> None:
    folder = f"cd {place}; set -o pipefail"
    for options in ("--all", "--format json --all", "-u"):
        status, out, err = shell(f"{folder}; {_PROGRAM} long-one long-other {options} | head -1")
        assert (status, len(out.splitlines()), err) == (1, 1, "")
    assert shell(f"{folder}; {_PROGRAM} one other | true")[::2] == (1, "")
    assert shell(f"{folder}; {_PROGRAM} one one | true")[::2] == (0, "")


def test_an_output_that_is_closed_or_full_is_one_sentence(place: Path) -> None:
    for options in ("", "--all", "--format json"):
        closed = shell(f"cd {place}; {_PROGRAM} one other {options} >&-")
        assert closed == (2, "", "sidegrade: the output: bad file descriptor\n")
    if Path("/dev/full").exists():
        full = shell(f"cd {place}; {_PROGRAM} one other > /dev/full")
        assert full == (2, "", "sidegrade: the output: no space left on device\n")


def test_an_output_that_has_no_such_sign_gets_its_number(place: Path) -> None:
    status, out, err = shell(f"cd {place}; PYTHONIOENCODING=ascii {_PROGRAM} one other")
    assert (status, "\\u2260 short.txt  +1  \\u22121" in out, err) == (1, True, "")


def test_a_choice_is_saved_although_the_output_is_closed(sidegrade: Program, tmp_path: Path) -> None:
    for name, file in (("jade", "a.txt"), ("onyx", "b.bin")):
        sidegrade("add", str(write_files(tmp_path / "service" / name, {file: f"{name}\n"})))
    found = shell(f"{_PROGRAM} jade onyx --beside a.txt b.bin --study {sidegrade.study} >&-")
    said = "the choice is saved, but the output could not be written (bad file descriptor)"
    assert found == (2, "", f"sidegrade: {said}\n")
    assert "a.txt ↔ b.bin" in sidegrade("diff", "jade", "onyx").out


def test_an_interrupt_while_it_prints_is_one_sentence(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: Differences) -> Iterator[str]:
        yield "first"
        raise KeyboardInterrupt

    monkeypatch.chdir(place)
    monkeypatch.setattr(Differences, "tree", interrupted)
    said = Program(capsys, monkeypatch, "")("diff", "one", "other", study=False)
    assert said == Said(130, "first\n", "\nsidegrade: interrupted; what was done before is kept\n")
