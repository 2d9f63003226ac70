"""Where a reviewer was, so that the program opens there again: pair, file, line, cell, and what was half written.

Nothing of it is a decision, so it lies beside the ledger, one file for each reviewer. A file that cannot be read, or
that a newer program wrote, is as good as none, and the reason is told.
"""

import json
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from msgspec import Struct, field
from msgspec.structs import fields, replace

from grading.errors import StudyError
from grading.sides import Side
from grading.visible import visible

_FORMAT: Final = 1
_MOST_PLACES: Final = 200
"""Pairs whose places are kept; the one left longest ago is forgotten first."""
_LARGEST: Final = 32 * 2**20


class Place(Struct, frozen=True):
    """Where a reviewer is in one pair, or one run."""

    task: str = ""
    runs: tuple[str, ...] = ()
    """One or two ids, in the order of their sides."""
    rubric: str = ""
    """The rubric's id."""
    cell: str = ""
    cell_side: str = Side.A.value
    """Which side the next key is about."""
    file_a: str = ""
    """The path on each side, as `visible.path_text` writes it; empty where a side has no file."""
    file_b: str = ""
    side: str = Side.A.value
    """Which side's text the cursor is in."""
    line: int = 0
    column: int = 0
    view: str = ""
    white: str = ""
    is_wrapped: bool = False
    folders: tuple[str, ...] = ()
    """Those that are open in the list of files."""
    listed: str = ""
    """The line of the list that the cursor is on."""
    drafts: Mapping[str, str] = field(default_factory=dict)
    """Notes that were begun and not finished, by side and cell (`A tests`)."""
    columns: str = "auto"
    """How many were asked for here, as the setting of that name has it."""

    @property
    def key(self) -> str:
        """What it is the place in."""
        return " ".join((self.task, self.rubric, *sorted(self.runs)))


_NEW: Final = {one.name: getattr(Place(), one.name) for one in fields(Place)}


class Places(Struct, frozen=True):
    """Everything that is remembered of one reviewer."""

    reviewer: str
    by_key: Mapping[str, Place] = field(default_factory=dict)
    """The last place in every pair, the newest at the end."""
    read: frozenset[str] = frozenset()
    """The files that were marked as read, by their contents: one that changes is unread again."""

    @property
    def last(self) -> Place | None:
        """Where the reviewer was at the end."""
        return [*self.by_key.values()][-1] if self.by_key else None

    def place_in(self, task: str, rubric: str, runs: tuple[str, ...]) -> Place:
        """The last place in a pair; its beginning where there is none."""
        new = Place(task=task, rubric=rubric, runs=runs)
        return self.by_key.get(new.key, new)

    def at(self, place: Place) -> "Places":
        """The same with the reviewer in this place."""
        others = {key: one for key, one in self.by_key.items() if key != place.key}
        kept = [*others.items(), (place.key, place)][-_MOST_PLACES:]
        return replace(self, by_key=dict(kept))

    def marked(self, mark: str, *, is_read: bool) -> "Places":
        """The same with a file marked as read, or not any more."""
        return replace(self, read=self.read | {mark} if is_read else self.read - {mark})


def read_mark(a: str | None, b: str | None) -> str:
    """What a file is marked as read by: the contents of both sides."""
    return f"{a or ''}:{b or ''}"


class Remembered(Struct, frozen=True):
    """What was found of a reviewer, and what was wrong with it."""

    places: Places
    why: str = ""
    """Why nothing could be read, in a sentence; empty where all is well, or nobody was here before."""


def remembered(path: Path, reviewer: str) -> Remembered:
    """Where a reviewer was."""
    nothing = Places(reviewer)
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError:
        return Remembered(nothing)
    except OSError as error:
        return Remembered(nothing, f"where you were cannot be read ({(error.strerror or 'not known').lower()})")
    try:
        if len(data) > _LARGEST:
            raise ValueError("it is too large")
        return Remembered(_from_json(json.loads(data), reviewer))
    except (ValueError, TypeError, KeyError, RecursionError):
        return Remembered(nothing, f"where you were is not known any more: {visible(str(path))} is damaged")


def remember(path: Path, places: Places) -> None:
    """Keeps where a reviewer is: the old file or the new one is there, whatever happens."""
    said = json.dumps(_to_json(places), ensure_ascii=True, separators=(",", ":"))
    made = ""
    try:
        path.parent.mkdir(exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=".place-", delete=False) as file:
            made = file.name
            file.write(said)
        Path(made).replace(path)
    except OSError as error:
        with suppress(OSError):
            Path(made).unlink()
        where, reason = visible(str(path)), (error.strerror or "not known").lower()
        raise StudyError(f"where you are cannot be kept ({reason})", where=where, do="check the disk") from error


def _to_json(places: Places) -> dict[str, object]:
    return {
        "format": _FORMAT,
        "reviewer": places.reviewer,
        "places": [_said(one) for one in places.by_key.values()],
        "read": sorted(places.read),
    }


def _said(place: Place) -> dict[str, object]:
    """What differs from a new place."""
    return {name: value for name, new in _NEW.items() if (value := getattr(place, name)) != new}


def _from_json(said: object, reviewer: str) -> Places:
    if not isinstance(said, dict) or said["format"] != _FORMAT or said["reviewer"] != reviewer:
        raise ValueError("not of this program, or not this reviewer's")
    if not isinstance(said["places"], list):
        raise ValueError("no list of places")
    found = [_place(one) for one in said["places"]]
    return Places(reviewer, {one.key: one for one in found}, frozenset(_texts(said["read"])))


def _place(said: object) -> Place:
    """A place; what it does not say, or a later program says besides, is left as it is in a new one."""
    if not isinstance(said, dict):
        raise ValueError("no place")
    known = {name: said[name] for name in _NEW if name in said}
    for name, value in known.items():
        before = _NEW[name]
        if isinstance(before, tuple):
            known[name] = _texts(value)
        elif isinstance(before, dict) and isinstance(value, dict):
            _texts([*value.values()])
        elif type(value) is not type(before) or (isinstance(value, int) and value < 0):
            raise ValueError(f"{name} is something else")
    return Place(**known)


def _texts(values: object) -> tuple[str, ...]:
    if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
        raise ValueError("no list of texts")
    return tuple(values)
