"""Commands of the real program, quickly: each in a process of its own, forked from one that has imported it already.

A command that hangs, dies of a signal, or ends in a traceback is told as what it is.
"""

import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import traceback
from io import FileIO, TextIOWrapper
from pathlib import Path
from typing import Final, NamedTuple, NoReturn, Self

_BOUND: Final = 60
"""Seconds that a command may take."""


class Answer(NamedTuple):
    """How a command ended, and what it printed."""

    status: int
    """A negative one is the signal that ended it."""
    out: str
    err: str

    @property
    def fault(self) -> str:
        """Why this is no answer and no clear error of ours; empty where it is."""
        if self.status not in (0, 1, 2) or "Traceback" in self.err:
            return f"status {self.status}: {self.err[-600:]}"
        if self.status == 2 and (not self.err.startswith("sidegrade: ") or self.err.count("\n") != 1):
            return f"no one sentence: {self.err[-600:]!r}"
        return ""


class Commands:
    """A process that runs commands."""

    def __init__(self, **environment: str) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.hostile.fault_commands"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **environment},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.communicate()

    def __call__(self, study: Path, *arguments: str) -> Answer:
        """Runs a command on a study."""
        assert self._server.stdin is not None and self._server.stdout is not None
        self._server.stdin.write(json.dumps([*arguments, "--study", str(study)]) + "\n")
        self._server.stdin.flush()
        return Answer(*json.loads(self._server.stdout.readline()))


def _serve() -> None:
    # What every command needs; the rest is imported by whoever needs it.
    for name in ("tui.__main__", "tui.commands.group", "grading.study", "grading.checking"):
        importlib.import_module(name)
    for line in sys.stdin:
        print(json.dumps(_answer(json.loads(line))), flush=True)


def _answer(arguments: list[str]) -> tuple[int, str, str]:
    with tempfile.TemporaryFile(dir="/tmp") as out, tempfile.TemporaryFile(dir="/tmp") as err:
        child = os.fork()
        if child == 0:
            _be(arguments, out.fileno(), err.fileno())
        _, status = os.waitpid(child, 0)
        out.seek(0)
        err.seek(0)
        said, complaint = (file.read().decode("utf-8", "replace") for file in (out, err))
        return os.waitstatus_to_exitcode(status), said, complaint


def _be(arguments: list[str], out: int, err: int) -> NoReturn:
    """Is the program."""
    status = 70
    try:
        signal.alarm(_BOUND)
        for number, file in enumerate((os.open(os.devnull, os.O_RDONLY), out, err)):
            os.dup2(file, number)
        sys.stdin, sys.argv = TextIOWrapper(FileIO(0, closefd=False)), ["sidegrade", *arguments]
        from tui.__main__ import main

        main()
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    _serve()
