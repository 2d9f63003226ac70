"""The line at the bottom in parts: keys and what they do, as many as there is room for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from msgspec import Struct
from msgspec.structs import replace
from rich.cells import cell_len

from tui.keys import Keymap
from tui.painting.key_rows import JOINT, first_keys
from tui.painting.spans import Span
from tui.themes import Look

GAP: Final = 2
"""Columns between two parts."""
_ALWAYS: Final = "help"


class KeyPart(Struct, frozen=True):
    """Neighbours with one label: their keys, then the label."""

    keys: tuple[tuple[str, str], ...]
    """Each key as it is shown, with its command; one that only joins others has none."""
    label: str

    @property
    def width(self) -> int:
        """How many columns it takes."""
        return sum(cell_len(key) for key, _ in self.keys) + 1 + cell_len(self.label)


class PlacedPart(Struct, frozen=True):
    """A part, and the column that it begins in."""

    column: int
    part: KeyPart

    def command_at(self, column: int) -> str:
        """The command under a column of the line; a label stands for its command where there is only one."""
        column -= self.column
        if not 0 <= column < self.part.width:
            return ""
        for key, name in self.part.keys:
            if column < cell_len(key):
                return name
            column -= cell_len(key)
        names = {name for _, name in self.part.keys}
        return names.pop() if len(names) == 1 else ""


def relabelled(keymap: Keymap, labels: Mapping[str, str]) -> Keymap:
    """The same keys, some of whose commands do something else here than their labels say."""
    return Keymap(tuple(replace(one, label=labels.get(one.id, one.label)) for one in keymap.commands))


def placed_parts(keymap: Keymap, names: Iterable[str], width: int) -> list[PlacedPart]:
    """The parts that a line of so many columns holds; how to get help stands at its end, whatever else goes."""
    placed: list[PlacedPart] = []
    end = width - 1
    for part in _parts(keymap, [_ALWAYS]):
        end -= part.width
        placed.append(PlacedPart(max(end, 0), part))
    column = 1
    for part in _parts(keymap, [name for name in names if name != _ALWAYS]):
        if column + part.width + GAP > end:
            break
        placed.append(PlacedPart(column, part))
        column += part.width + GAP
    return placed


def part_spans(placed: Sequence[PlacedPart], width: int) -> tuple[Span, ...]:
    """The parts as pieces of a line, blanks between them."""
    spans: list[Span] = []
    column = 0
    for place in sorted(placed, key=lambda one: one.column):
        spans.append(Span(" " * (place.column - column), Look.BAR))
        spans += [Span(text, Look.BAR if (text, name) == JOINT else Look.BAR_KEY) for text, name in place.part.keys]
        spans.append(Span(f" {place.part.label}", Look.BAR))
        column = place.column + place.part.width
    return (*spans, Span(" " * (width - column), Look.BAR))


def _parts(keymap: Keymap, names: Iterable[str]) -> Iterator[KeyPart]:
    for label, found in groupby((keymap[name] for name in names), key=lambda command: command.label):
        keys = tuple(first_keys(list(found)))
        if keys:
            yield KeyPart(keys, label)
