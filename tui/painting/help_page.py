"""All keys at a glance, by group, in columns: in sentences where those have room, else in a word or two."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from rich.cells import cell_len

from tui.key_names import key_shown
from tui.keys import Command, Group, Keymap, Scope
from tui.painting.key_rows import every_key, first_keys, rows_of
from tui.painting.spans import Aim, Line, Span, Target, columns, left
from tui.themes import Look

_GAP: Final = 2
_WIDEST_GAP: Final = 6
_KEYS: Final = 9
_SHORT: Final = 25
_KEYS_AT_LENGTH: Final = 18

Row = tuple[Span, ...]


def help_lines(keymap: Keymap, scope: Scope, width: int, height: int) -> tuple[Line, ...]:
    """The rows of the help; more than `height` where even short ones have no room there."""
    commands = list(keymap.in_scope(scope))
    at_length = _in_columns(list(_flow(commands, is_short=False)), width)
    if len(at_length) <= height:
        return at_length
    return _in_columns(list(_flow(commands, is_short=True)), width)


def _flow(commands: Sequence[Command], *, is_short: bool) -> Iterator[Row]:
    """The rows of all groups, a title before each; between sentences there is room for an empty row, too."""
    for number, (group, found) in enumerate(groupby(commands, key=lambda command: command.group)):
        if number and not is_short:
            yield ()
        yield _title(group)
        if is_short:
            yield from (_short(list(row)) for _, row in groupby(found, key=lambda command: command.label))
        else:
            yield from (_at_length(row) for row in rows_of(found))


def _title(group: Group) -> Row:
    return (Span(f"── {group.value} ".ljust(_SHORT - 1, "─"), Look.FAINT),)


def _at_length(row: Sequence[Command]) -> Row:
    target = Target(Aim.COMMAND, row[0].id)
    keys = left("  ".join(every_key(row)), _KEYS_AT_LENGTH)
    return (Span(keys, Look.TITLE, target), Span(row[0].help, Look.TEXT, target))


def _short(row: Sequence[Command]) -> Row:
    target = Target(Aim.COMMAND, row[0].id)
    keys = "".join(key for key, _ in first_keys(row))
    spans = [Span(left(keys, _KEYS), Look.TITLE, target), Span(row[0].label, Look.TEXT, target)]
    also = "/".join(key_shown(command.keys[1]) for command in row if len(command.keys) > 1)
    if also and columns(spans) + 1 + cell_len(also) <= _SHORT:
        spans.append(Span(f" {also}", Look.FAINT, target))
    return tuple(spans)


def _in_columns(rows: Sequence[Row], width: int) -> tuple[Line, ...]:
    """The rows beside each other, as evenly as titles allow, which never stand last in a column."""
    size = max(columns(row) for row in rows)
    across = max((width - 1 + _GAP) // (size + _GAP), 1)
    each = -(-len(rows) // across)
    while len(parts := _cut(rows, each)) > across:
        each += 1
    room = min((width - 1) // len(parts), size + _WIDEST_GAP)
    height = max(map(len, parts))
    return tuple(Line(_joined([part[row] if row < len(part) else () for part in parts], room)) for row in range(height))


def _cut(rows: Sequence[Row], each: int) -> list[list[Row]]:
    parts: list[list[Row]] = [[]]
    for place, row in enumerate(rows):
        is_title = len(row) == 1
        is_full = len(parts[-1]) >= each or (is_title and len(parts[-1]) == each - 1 and place)
        if is_full:
            parts.append([])
        if row or parts[-1]:
            parts[-1].append(row)
    return parts


def _joined(rows: Sequence[Row], room: int) -> Row:
    spans: list[Span] = [Span(" ")]
    for row in rows:
        spans += [*row, Span(" " * max(room - columns(row), 0))]
    return tuple(spans)
