"""The same work in another process: the same answer, the same errors, and nothing left behind."""

import os
import shutil
import signal
import sys
from pathlib import Path

import pytest

from grading import apart as helping
from grading.apart import ApartError, apart
from grading.compare.aligned import aligned
from grading.compare.apart import aligned_apart
from grading.compare.hunks import White
from grading.compare.text import read_text
from grading.errors import VaultError
from grading.runs.vault import Vault
from grading.sides import Pair
from tests.grading.compare.texts import kept

CONTENTS = (
    (b"1\n2\n", b"1\nzwei\n2"),
    (b"\xff\n", "é\n".encode("utf-16")),
    (b"f(a);" * 600, b"f(a);" * 601),
    (b"", b"1\n"),
    (b"\0", b"1\n"),
)


@pytest.mark.parametrize("contents", CONTENTS, ids=["text", "other encodings", "long lines", "empty", "no text"])
def test_the_answer_is_the_same(contents: tuple[bytes, bytes], vault: Vault) -> None:
    blobs = Pair(*kept(vault, list(contents)))
    for white in (White.EXACT, White.ALL):
        assert aligned_apart(vault, blobs, white) == aligned(vault, blobs, Pair(*contents).map(read_text), white)


def test_a_side_that_is_not_there_is_none_there_too(vault: Vault) -> None:
    (blob,) = kept(vault, [b"1\n"])
    here = aligned(vault, Pair(None, blob), Pair(b"", b"1\n").map(read_text), White.EXACT)
    assert aligned_apart(vault, Pair(None, blob), White.EXACT) == here


def test_what_another_vault_lends_is_read_there_too(vault: Vault, tmp_path: Path) -> None:
    a, b = kept(vault, [b"1\n2\n"])[0], kept(Vault.create(tmp_path / "other.git"), [b"1\nzwei\n"])[0]
    both = Vault(tmp_path / "other.git", vault)
    assert len(aligned_apart(both, Pair(a, b), White.EXACT).rows.changes()) == 1


def test_a_vault_that_is_named_from_the_current_folder_is_found(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    (blob,) = kept(vault, [b"1\n"])
    monkeypatch.chdir(vault.path.parent)
    assert len(aligned_apart(Vault(Path(vault.path.name)), Pair(blob, None), White.EXACT).rows) == 1


@pytest.fixture
def pids(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file in which every git that is started notes its process."""
    real = shutil.which("git")
    (tmp_path / "bin").mkdir()
    shim = tmp_path / "bin" / "git"
    shim.write_text(
        f'#!/bin/sh\necho $$ >> {tmp_path}/pids\nPATH=/usr/bin:/bin\n. {tmp_path}/script\nexec {real} "$@"\n'
    )
    shim.chmod(0o755)
    (tmp_path / "script").touch()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return tmp_path / "pids"


def is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_an_error_arrives_as_it_was_and_leaves_no_process(vault: Vault, pids: Path) -> None:
    (blob,) = kept(vault, [b"1\n"])
    fresh = Vault(vault.path)  # one that has not looked for git yet
    with pytest.raises(VaultError) as missing:
        aligned_apart(fresh, Pair(blob, "0" * 40), White.EXACT)
    assert str(missing.value) == f"{vault.path}: the content 000000000000 is missing; run `sidegrade doctor`"
    noted = [int(line) for line in pids.read_text().split()]
    assert noted and all(map(is_gone, noted))


def wait_for_nobody(vault: Path, report: str) -> None:
    """Work that starts a git which never ends."""
    Vault(vault).git.run("for-each-ref", report)


def test_work_that_nobody_waits_for_any_more_takes_its_git_along(vault: Vault, pids: Path, tmp_path: Path) -> None:
    started = tmp_path / "started"
    os.mkfifo(started)
    (tmp_path / "script").write_text(f"cat > /dev/null\necho $$ > {started}\nexec tail -f /dev/null\n")
    with pytest.raises(KeyboardInterrupt), apart() as begin:
        begin(wait_for_nobody, vault.path, "x")
        pid = int(started.read_text())
        assert not is_gone(pid)
        raise KeyboardInterrupt
    assert is_gone(pid)
    assert [int(line) for line in pids.read_text().split()] == [pid]


def deaf(started: Path) -> None:
    """Work that does not end when it is asked to."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    started.write_text(f"{os.getpid()}")
    signal.pause()


def test_a_process_that_does_not_end_when_it_is_asked_to_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(helping, "_PATIENCE", 0.1)
    os.mkfifo(tmp_path / "started")
    with apart() as begin:
        begin(deaf, tmp_path / "started")
        pid = int((tmp_path / "started").read_text())
    assert is_gone(pid)


def test_a_helper_that_ends_before_it_has_read_its_work_gives_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    with pytest.raises(ApartError, match="without an answer; free some memory"), apart() as begin:
        begin(len, b"x" * 10**7)()


def test_a_helper_that_cannot_be_started_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    with pytest.raises(ApartError, match=r"cannot be started \(No such file or directory\); free"), apart():
        raise AssertionError("there is nothing to wait for")


def test_an_answer_that_is_larger_than_a_pipe_and_not_waited_for_holds_nobody_up() -> None:
    with apart() as begin:
        begin(bytes, 50_000_000)
