"""Runs the program as a shell would, in this process."""

import io
import sys
from typing import NamedTuple

import pytest

from tui.__main__ import run


class Said(NamedTuple):
    """How a command ended and what it printed."""

    status: int
    out: str
    err: str


class Program:
    """The program, with a study that every command is told of."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, study: str) -> None:
        self._capsys = capsys
        self._monkeypatch = monkeypatch
        self.study = study

    def __call__(self, *arguments: str, stdin: str | bytes = "", study: bool = True) -> Said:
        raw = stdin.encode() if isinstance(stdin, str) else stdin
        with self._monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
            status = run([*arguments, *(["--study", self.study] if study else [])])
        out, err = self._capsys.readouterr()
        return Said(status, out, err)
