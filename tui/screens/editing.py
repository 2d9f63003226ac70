"""The reviewer's own editor: for reading both files as copies that cannot be changed, and for writing a note."""

import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from msgspec import Struct
from textual.app import App

from grading.blind import Mask
from grading.compare.text import Text
from grading.errors import MarkError
from tui.programs import usual

_LONGEST_NAME: Final = 200
"""Bytes of a name; no file system takes more than 255."""
_NEVER_RAN: Final = (126, 127)
"""With what a shell ends that cannot start a program."""


class Copy(Struct, frozen=True):
    """What is to be read of one side."""

    side: str
    name: str
    """Safe and masked."""
    text: Text


def editor() -> str:
    """The command, as the user's shell would read it."""
    return os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""


def written(app: App[None], text: str) -> str:
    """What becomes of a text in the editor."""
    if not editor():
        raise MarkError("no editor is named", do="set EDITOR")
    with _folder() as folder:
        path = folder / "note.md"
        path.write_text(text, encoding="utf-8", errors="surrogateescape")
        if status := _run(app, editor(), [path]):
            raise MarkError(f"{editor()} ended with {status}", do="set EDITOR to another one")
        return path.read_bytes().decode("utf-8", "replace").rstrip("\n")


def read(app: App[None], copies: Sequence[Copy], mask: Mask | None) -> None:
    """Shows contents, each under a folder and a name, as copies that nobody can take for the files themselves."""
    command = editor() or os.environ.get("PAGER") or usual("less")
    if not command:
        raise MarkError("no editor is named", do="set EDITOR")
    with _folder() as folder:
        status = _run(app, command, [_copied(folder / one.side, one, mask) for one in copies])
        if status in _NEVER_RAN:  # any other tells of how it was left, and nothing comes of that here
            raise MarkError(f"{command} cannot be started", do="set EDITOR to another one")


@contextmanager
def _folder() -> Iterator[Path]:
    try:
        with tempfile.TemporaryDirectory(prefix="sidegrade-") as name:
            yield Path(name)
    except OSError as error:
        raise MarkError(f"the copy cannot be kept ({error.strerror})", do="make room for it") from error


def _run(app: App[None], command: str, paths: list[Path]) -> int:
    """Gives it the terminal; how it ended."""
    with app.suspend():
        # Through the shell, as everywhere: the variable may hold options. The paths are no part of what it reads.
        done = subprocess.run(["/bin/sh", "-c", f'{command} "$@"', "sh", *map(str, paths)], check=False)
    return done.returncode


def _copied(folder: Path, one: Copy, mask: Mask | None) -> Path:
    folder.mkdir()
    name = one.name.replace("/", "_").lstrip("-.").encode()[:_LONGEST_NAME].decode("utf-8", "ignore")
    path = folder / (name or "file")
    data = one.text.data
    if mask is not None:
        said = data.decode(one.text.encoding, "surrogateescape")
        hidden = mask(said)
        data = data if hidden == said else hidden.encode("utf-8", "surrogateescape")
    path.write_bytes(data)
    path.chmod(0o400)
    return path
