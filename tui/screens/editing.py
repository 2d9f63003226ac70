"""The reviewer's own editor: for reading both files as copies that cannot be changed, and for writing a note."""

import os
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from textual.app import App

from grading.blind import Mask
from grading.errors import MarkError

_LONGEST_NAME: Final = 100


def editor() -> str:
    """The command, as the user's shell would read it."""
    return os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""


def written(app: App[None], text: str) -> str:
    """What becomes of a text in the editor."""
    if not editor():
        raise MarkError("no editor is named", do="set EDITOR")
    with tempfile.TemporaryDirectory(prefix="sidegrade-") as folder:
        path = Path(folder, "note.md")
        path.write_text(text, encoding="utf-8", errors="surrogateescape")
        _run(app, editor(), [path])
        return path.read_bytes().decode("utf-8", "replace").rstrip("\n")


def read(app: App[None], copies: list[tuple[str, str, bytes]], mask: Mask | None) -> None:
    """Shows contents, each under a folder and a name, as copies that nobody can take for the files themselves."""
    command = editor() or os.environ.get("PAGER") or "less"
    with tempfile.TemporaryDirectory(prefix="sidegrade-") as folder:
        paths = [_copy(Path(folder, side), name, data, mask) for side, name, data in copies]
        _run(app, command, paths)


def _run(app: App[None], command: str, paths: list[Path]) -> None:
    with app.suspend():
        # Through the shell, as everywhere: the variable may hold options. The paths are no part of what it reads.
        done = subprocess.run(["/bin/sh", "-c", f'{command} "$@"', "sh", *map(str, paths)], check=False)
    if done.returncode:
        raise MarkError(f"{command} ended with {done.returncode}", do="set EDITOR to another one")


def _copy(folder: Path, name: str, data: bytes, mask: Mask | None) -> Path:
    folder.mkdir()
    path = folder / (name.replace("/", "_").lstrip("-.")[:_LONGEST_NAME] or "file")
    if mask is not None:
        data = mask(data.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
    path.write_bytes(data)
    path.chmod(0o400)
    return path
