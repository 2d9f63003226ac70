"""How files are called in a list: by what the rows above do not say, in as many columns as there are."""

from collections.abc import Callable, Iterator
from typing import Final

from msgspec import Struct
from rich.cells import cell_len

from grading.blind import MASK
from grading.compare.tree import FilePair
from tui.painting.spans import fitting

BETWEEN: Final = " ↔ "
_GONE: Final = "…"
_LEAST: Final = 10
"""So many columns of a name stay, whatever else there is to say."""
_SHORT: Final = 12
"""In so few columns, two halves of a name would say less than its beginning."""


class Called(Struct, frozen=True):
    """The name of a file, and of its counterpart where that has another path."""

    name: str
    others: tuple[str, ...] = ()
    """From the whole name of the counterpart to what is different about it."""


class FileNames:
    """The names of one pair, each made when it is first asked for."""

    def __init__(self, name_of: Callable[[bytes], str]) -> None:
        """`name_of` makes a whole path safe and masks it; a slash stays a slash."""
        self._name_of = name_of
        self._parts: dict[bytes, list[str]] = {}
        self._called: dict[tuple[bytes, bytes | None], Called] = {}

    def folder(self, path: bytes, above: int) -> str:
        """A folder by those of its names that no row above has said."""
        return "/".join(self._names(path)[above:])

    def file(self, file: FilePair) -> Called:
        """A file, in the row of a folder that says where it is."""
        a, b = file.paths
        key = (file.path, b if b != file.path else None)
        found = self._called.get(key)
        if found is None:
            names = self._names(file.path)
            others = _others(names, self._names(b)) if a is not None and b is not None and a != b else ()
            found = self._called[key] = Called(names[-1], tuple(dict.fromkeys(others)))
        return found

    def _names(self, path: bytes) -> list[str]:
        found = self._parts.get(path)
        if found is None:
            found = self._name_of(path).split("/")
            count = path.count(b"/") + 1
            if len(found) != count:
                # A mask took a slash along: what it hid is not to be read from the parts.
                found = [*[MASK] * (count - 1), found[-1]]
            self._parts[path] = found
        return found


def _others(a: list[str], b: list[str]) -> Iterator[str]:
    """The names of B's path beside A's, which its folders stand above: ever less of what both have in common."""
    if a[:-1] == b[:-1]:
        yield b[-1]
        yield from _less(a[-1], b[-1])
        return
    yield "/".join(b)
    shared = 0
    while shared < min(len(a), len(b)) - 1 and a[shared] == b[shared]:
        shared += 1
    if shared:
        yield "/".join((_GONE, *b[shared:]))
    ending = 0
    while ending < min(len(a), len(b)) - shared - 1 and a[-1 - ending] == b[-1 - ending]:
        ending += 1
    if ending:
        yield "/".join((*b[shared : len(b) - ending], _GONE))
        yield "/".join((b[shared], _GONE))
    elif len(b) - shared > 1:
        yield "/".join((b[shared], _GONE, b[-1]))
        yield "/".join((_GONE, b[-1]))


def _less(a: str, b: str) -> Iterator[str]:
    """A name without how it begins like another, and without how it ends like it."""
    begin = 0
    while begin < min(len(a), len(b)) and a[begin] == b[begin]:
        begin += 1
    if begin > 1:
        yield _GONE + b[begin:]
    end = 0
    while end < min(len(a), len(b)) - begin and a[-1 - end] == b[-1 - end]:
        end += 1
    if end > 1:
        yield (_GONE if begin > 1 else "") + b[begin if begin > 1 else 0 : len(b) - end] + _GONE


def least(called: Called) -> int:
    """How many columns a name is to get before anything else does."""
    if not called.others:
        return min(cell_len(called.name), _LEAST)
    beside = min(map(cell_len, called.others))
    return min(cell_len(called.name), _LEAST) + len(BETWEEN) + min(beside, _LEAST)


def whole(called: Called) -> int:
    """How many columns all of a name takes."""
    return cell_len(called.name) + (len(BETWEEN) + cell_len(called.others[0]) if called.others else 0)


def both(called: Called, width: int) -> tuple[str, str]:
    """A name and what is said of its counterpart, in so many columns together."""
    name, room = called.name, width - len(BETWEEN)
    if not called.others or room < 2:
        return shortened(name, width), ""
    for other in called.others:
        if cell_len(name) + cell_len(other) <= room:
            return name, other
    # Neither gives way further than to its half, where the other one needs more.
    other = min(called.others, key=cell_len)
    half = room - room // 2
    other = shortened(other, max(half, room - cell_len(name)))
    return shortened(name, room - cell_len(other)), other


def shortened(name: str, width: int) -> str:
    """A name in at most so many columns: its middle goes, since its end says what it is; in few columns, its end."""
    if cell_len(name) <= width:
        return name
    if width <= 1:
        return _GONE if width == 1 else ""
    tail = _ending(name, (width - 1) // 2) if width > _SHORT else ""
    return f"{fitting(name, width - 1 - cell_len(tail))}{_GONE}{tail}"


def _ending(text: str, width: int) -> str:
    """As much of the end of a text as so many columns hold; a mark without its letter is none of it."""
    place, left = len(text), width
    while place and cell_len(text[place - 1]) <= left:
        place -= 1
        left -= cell_len(text[place])
    while place < len(text) and cell_len(text[place]) == 0:
        place += 1
    return text[place:]
