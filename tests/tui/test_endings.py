"""Streams that are closed or full, and signals: one sentence or none, never a traceback."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.tui.program import Program

_PROGRAM = f"{sys.executable} -m tui"
_needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="not run: this system has no /dev/full")


def shell(command: str) -> tuple[int, str, str]:
    """How a command line ended, and what it printed."""
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, timeout=60)
    return done.returncode, done.stdout, done.stderr


@_needs_full
@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("mark amber api 3", "the decision is saved"),
        ("figure amber seconds=3", "the figures are saved"),
        ("mark - <<< $'run,cell,value\\namber,api,3'", "the decisions are saved"),
    ],
)
def test_a_full_output_says_that_the_decision_is_saved(command: str, said: str, sidegrade: Program) -> None:
    name, rest = command.split(" ", 1)
    found = shell(f"{_PROGRAM} {name} --study {sidegrade.study} {rest} > /dev/full")
    assert found == (2, "", f"sidegrade: {said}, but the output could not be written (no space left on device)\n")
    assert json.loads(sidegrade("doctor", "--format", "json").out)["decisions"] == 1


def test_closed_streams_are_one_sentence_or_none(sidegrade: Program) -> None:
    study = f"--study {sidegrade.study}"
    status, out, err = shell(f"{_PROGRAM} runs {study} <&-")
    assert (status, out.count("service/"), err) == (0, 2, "")
    status, out, err = shell(f"{_PROGRAM} mark - {study} <&-")
    assert (status, out, err.startswith("sidegrade: standard input: is empty")) == (2, "", True)
    assert shell(f"{_PROGRAM} runs {study} >&-") == (2, "", "sidegrade: the output: bad file descriptor\n")
    saved = "sidegrade: the decision is saved, but the output could not be written (bad file descriptor)\n"
    assert shell(f"{_PROGRAM} mark amber api 3 {study} >&-") == (2, "", saved)
    assert shell(f"{_PROGRAM} mark amber api 99 {study} 2>&-") == (2, "", "")
    assert shell(f"{_PROGRAM} runs {study} <&- >&- 2>&-") == (2, "", "")


def test_a_folder_that_is_gone_is_not_taken_for_the_output(sidegrade: Program, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    said = "sidegrade: the folder that you are in is gone; go to another one\n"
    assert shell(f"mkdir {gone}; cd {gone}; rmdir {gone}; {_PROGRAM} runs") == (2, "", said)


def test_too_little_memory_is_one_sentence(sidegrade: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left(*arguments: object, **more: object) -> None:
        raise MemoryError

    monkeypatch.setattr("grading.study.Study.open", none_left)
    assert sidegrade("runs") == (2, "", "sidegrade: there is not enough memory; what was done before is kept\n")


def test_a_reader_that_has_gone_is_no_fault(sidegrade: Program) -> None:
    command = f"set -o pipefail; (sleep 0.2; {_PROGRAM} runs --study {sidegrade.study}) | true"
    assert shell(command) == (0, "", "")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="not run: this system has no /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_unwinds_and_is_quiet(number: signal.Signals, sidegrade: Program) -> None:
    command = [sys.executable, "-m", "tui", "mark", "-", "--study", sidegrade.study]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        _wait_until_it_reads(child.pid)
        child.send_signal(number)
        out, err = child.communicate(timeout=30)
    assert (child.returncode, out, err) == (128 + number, b"", b"")


def test_an_interrupt_at_any_moment_leaves_no_traceback() -> None:
    for moment in ("click", "grading.errors", "tui.commands.group", "grading.runs.model"):
        command = [sys.executable, "-c", _INTERRUPTED_AT, moment, "runs"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 130
        assert "Traceback" not in done.stderr


_INTERRUPTED_AT = """
import builtins, os, signal, sys
import tui.__main__ as program
real = builtins.__import__
def interrupted(name, *rest):
    if name == moment:
        os.kill(os.getpid(), signal.SIGINT)
    return real(name, *rest)
builtins.__import__ = interrupted
moment = sys.argv.pop(1)
program.main()
"""


def _wait_until_it_reads(pid: int) -> None:
    for _ in range(600):
        if _is_asleep_with_signals(pid):
            return
        time.sleep(0.05)
    raise AssertionError("it never read its input")


def _is_asleep_with_signals(pid: int) -> bool:
    """Whether the program has its handlers and waits."""
    status = Path(f"/proc/{pid}/status").read_text()
    caught = int(next(line for line in status.splitlines() if line.startswith("SigCgt")).split()[1], 16)
    return bool(caught >> (signal.SIGTERM - 1) & 1) and "State:\tS" in status
