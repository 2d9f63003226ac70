"""What is seen of a file list, as lines: its header, the rows that fit, and at the right edge where they are."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from tui.painting.file_names import FileNames
from tui.painting.file_rows import (
    Said,
    Where,
    file_line,
    filter_header,
    folder_line,
    header,
    hits_header,
    plain_line,
    same_line,
)
from tui.painting.file_walk import FileWalk
from tui.painting.spans import Line, Span
from tui.themes import Look

_PLAIN: Final = Span("│", Look.FAINT)
_SEEN: Final = Span("┃", Look.TEXT)
_KEPT: Final = 2_000
EDGE: Final = 1
"""The columns of the right edge."""


class FilePage:
    """Paints where a reader is in a list."""

    def __init__(self, walk: FileWalk, name_of: Callable[[bytes], str]) -> None:
        self._walk = walk
        self._names = FileNames(name_of)
        self._together: dict[int, Said] = {}
        self._rows: dict[tuple[int, bool, Where, Span], Line] = {}
        self._read: int | None = None

    def forget(self) -> None:
        """What is known of files, or which are seen, has changed."""
        self._together.clear()
        self._rows.clear()
        self._read = None

    def lines(self, width: int, height: int, *, has_cursor: bool) -> list[Line]:
        """Everything that is seen."""
        inner, room = width - EDGE, height - 1
        edge = self._edge(room)
        body = [*self._body(inner, edge, has_cursor=has_cursor), *self._end(inner, room)][:room]
        body += [_edged(plain_line("", inner), span) for span in edge[len(body) :]]
        return [_edged(self._header(inner), _PLAIN), *body]

    def _header(self, width: int) -> Line:
        walk = self._walk
        if walk.is_filtering:
            return filter_header(walk.typed, walk.matches, walk.filter.named, width)
        if walk.facts.hits is not None:
            return hits_header([*walk.facts.hits.values()], width)
        return header(walk.tally, self._read_by_now(), width)

    def _read_by_now(self) -> int:
        if self._read is None:
            self._read = self._walk.read
        return self._read

    def _body(self, width: int, edge: Sequence[Span], *, has_cursor: bool) -> Iterator[Line]:
        walk = self._walk
        tree, rows = walk.tree, walk.tree.rows
        current = walk.current_row
        cursor = walk.row if has_cursor or walk.is_filtering else current
        if len(self._rows) > _KEPT:
            self._rows.clear()
        for row, span in enumerate(edge[: len(rows) - walk.top], walk.top):
            node = rows[row]
            is_cursor = row == cursor
            where = Where(width, tree.depth(node), row == current, is_cursor, is_cursor and has_cursor)
            key = (node, tree.is_open(node), where, span)
            line = self._rows.get(key)
            if line is None:
                line = self._rows[key] = _edged(self._row(node, where), span)
            yield line

    def _end(self, width: int, room: int) -> Iterator[Line]:
        """What stands below the rows, or in their place."""
        walk = self._walk
        text = ""
        if not walk.files:
            text = "no files on either side"
        elif walk.is_filtering and not walk.matches:
            text = "no file has these letters"
        elif walk.unseen and walk.top + room > len(walk.tree.rows):
            text = f"and {walk.unseen:,} more: type on"
        if text:
            yield _edged(plain_line(text, width), _PLAIN)

    def _row(self, node: int, where: Where) -> Line:
        walk = self._walk
        one = walk.tree[node]
        if one.file is not None:
            file = walk.files[one.file]
            typed = walk.typed if walk.is_filtering else ""
            return file_line(file, self._names.file(file), walk.facts.said(one.file), where, typed)
        is_open = walk.tree.is_open(node)
        if node == walk.tree.heading:
            return same_line(walk.tally.same, Said() if is_open else walk.said_of_same, where, is_open=is_open)
        name = self._names.folder(one.path, one.above)
        if is_open:
            return folder_line(name, Said(), where)
        return folder_line(name, self._said(node), where, walk.tree.count(node))

    def _said(self, node: int) -> Said:
        found = self._together.get(node)
        if found is None:
            found = self._together[node] = self._walk.facts.said_together(self._walk.tree.within(node))
        return found

    def _edge(self, room: int) -> list[Span]:
        """The right edge; where not all is seen, which part is."""
        lines = self._walk.lines
        if room <= 0 or lines <= room:
            return [_PLAIN] * room
        size = max(room * room // lines, 1)
        first = (room - size) * self._walk.top // (lines - room)
        return [_SEEN if first <= row < first + size else _PLAIN for row in range(room)]


def _edged(line: Line, edge: Span) -> Line:
    return Line((*line.spans, edge), line.ground)
