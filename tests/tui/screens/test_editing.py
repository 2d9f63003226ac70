"""Copies in the reviewer's own editor: names and contents without names, and no program that a workspace holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.app import App

from grading.blind import MASK, Mask
from grading.compare.text import read_text
from grading.errors import MarkError
from tui.screens import editing
from tui.screens.editing import Copy


class Suspended(App[None]):
    """An application without a terminal to give away."""

    @contextmanager
    def suspend(self) -> Iterator[None]:
        """Does as if it did."""
        yield


@pytest.fixture
def recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the editor is given, names and contents."""
    editor, got = tmp_path / "editor", tmp_path / "got"
    editor.write_text(f'#!/bin/sh\nfor one; do echo "$one"; cat "$one"; done >> "{got}"\n')
    editor.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(editor))
    return got


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "latin-1"])
def test_a_copy_holds_no_name_in_any_encoding(encoding: str, recorded: Path) -> None:
    text = read_text("by Café 9, that is café_9\n".encode(encoding))
    editing.read(Suspended(), [Copy("A", "told.txt", text)], Mask(["café 9"]))
    assert recorded.read_text().splitlines()[1] == f"by {MASK}, that is {MASK}"


def test_a_name_of_many_masks_is_no_longer_than_a_file_may_be_called(recorded: Path) -> None:
    text = read_text(b"same\n")
    editing.read(Suspended(), [Copy("A", f"{MASK}." * 60, text), Copy("B", "-/..", text)], None)
    first, _, second, _ = recorded.read_text().splitlines()
    assert len(Path(first).name.encode()) <= 255
    assert second.endswith("/B/_..")


def test_how_a_pager_was_left_is_no_fault_and_one_that_cannot_be_started_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    copies = [Copy("A", "a", read_text(b"same\n"))]
    monkeypatch.setenv("EDITOR", "exit 1;")
    editing.read(Suspended(), copies, None)
    with pytest.raises(MarkError, match="exit 1; ended with 1"):
        editing.written(Suspended(), "a note")
    monkeypatch.setenv("EDITOR", "/nowhere/to-be-found")
    with pytest.raises(MarkError, match="/nowhere/to-be-found cannot be started; set EDITOR"):
        editing.read(Suspended(), copies, None)


def test_what_shows_a_copy_is_never_taken_from_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("VISUAL", "EDITOR", "PAGER"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "less").write_text("#!/bin/sh\ntouch ran\n")
    (tmp_path / "less").chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", ".")
    with pytest.raises(MarkError, match="no editor is named"):
        editing.read(Suspended(), [Copy("A", "a", read_text(b"same\n"))], None)
    assert not (tmp_path / "ran").exists()
