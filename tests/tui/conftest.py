"""The program, ready to run."""

from pathlib import Path

import pytest

from tests.builders import study_with
from tests.tui.program import Program


@pytest.fixture
def sidegrade(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Program:
    """The program, in a study with the runs amber and cobalt; the reviewer is mia."""
    study_with(tmp_path).close()
    monkeypatch.setenv("COLUMNS", "120")
    return Program(capsys, monkeypatch, str(tmp_path / "study"))
