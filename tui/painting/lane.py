"""Where a reader is in the lines of a view: the line of the cursor, and what stands at the top of the screen.

A line may take several rows of the screen; how many is only ever asked for lines around those that are seen, so that
a text of a million lines scrolls like a short one. Invariant: the cursor's line is on the screen.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from grading.sides import Side
from tui.painting.flows import Flow

_MARGIN: Final = 3
"""So many rows around the cursor stay in sight."""
_FAR: Final = 3
"""What is jumped to stands a third of the screen from the top."""


class Place(NamedTuple):
    """A row of a line."""

    line: int
    sub: int = 0


def flat(_: int) -> int:
    """Every line is one row."""
    return 1


class Lane:
    """A view's lines on their way past a screen."""

    def __init__(self, flow: Flow, side: Side | None = None, height: Callable[[int], int] = flat) -> None:
        self.flow = flow
        self.side = side
        """The side that it shows alone, if it does."""
        self.height = height
        """How many rows of the screen a line takes."""
        self.cursor = 0
        self.top = Place(0)

    def seen(self, room: int) -> list[Place]:
        """What stands in each row of a screen; fewer where the lines end before."""
        found: list[Place] = []
        line, sub = self.top
        while len(found) < room and line < len(self.flow):
            for below in range(sub, self.height(line)):
                if len(found) < room:
                    found.append(Place(line, below))
            line, sub = line + 1, 0
        return found

    def move(self, lines: int, room: int) -> None:
        """Moves the cursor; what is taller than the screen is walked through first."""
        if abs(lines) == 1 and self._walk(lines, room):
            return
        self.cursor = self._within(self.cursor + lines)
        self.follow(room)

    def page(self, pages: float, room: int) -> None:
        """Moves the screen and the cursor by pages; at an end, the cursor alone."""
        rows = max(round(abs(pages) * room) - (2 if abs(pages) >= 1 else 0), 1)
        rows = rows if pages > 0 else -rows
        before = self.top
        self.top = self._clamped(self._away(self.top, rows), room)
        if self.top == before:
            self.cursor = self._within(len(self.flow) if pages > 0 else 0)
        else:
            self.cursor = self._within(self._away(Place(self.cursor), rows).line)
            self._keep(room, _MARGIN)

    def beyond(self, pages: float, room: int) -> list[Place]:
        """What would stand in each row of a screen so many pages further."""
        before = self.top, self.cursor
        self.page(pages, room)
        found = self.seen(room)
        self.top, self.cursor = before
        return found

    def scroll(self, rows: int, room: int) -> None:
        """Moves the screen; the cursor goes along where it would be lost."""
        self.top = self._clamped(self._away(self.top, rows), room)
        self._keep(room)

    def show_at(self, line: int, room: int) -> None:
        """Moves the screen so that a line stands at its middle, as where a ruler is clicked."""
        self.top = self._clamped(self._away(Place(self._within(line)), -(room // 2)), room)
        self._keep(room)

    def go(self, line: int, room: int, *, is_near: bool = False) -> None:
        """Moves the cursor to a line: into sight if it is not, and then with a view of what follows."""
        self.cursor = self._within(line)
        seen = {place.line for place in self.seen(room)}
        if is_near or (self.cursor in seen and self._fits(room)):
            self.follow(room)
        else:
            self.top = self._clamped(self._away(Place(self.cursor), -(room // _FAR)), room)
            self.follow(room)

    def put(self, above: int, room: int) -> None:
        """Moves the screen so that the cursor stands so many lines below its top."""
        self.top = Place(self._within(self.cursor - above))
        self.follow(room)

    def follow(self, room: int) -> None:
        """Moves the screen as little as brings the cursor into sight."""
        margin = min(_MARGIN, max((room - 1) // 2, 0))
        first = self._away(Place(self.cursor), -margin)
        tall = self.height(self.cursor) if len(self.flow) else 1
        last = self._away(Place(self.cursor, tall - 1), margin)
        lowest = self._away(last, 1 - room)
        if self.top < lowest:
            self.top = min(lowest, Place(self.cursor))
        if self.top > first and not (self.top.line == self.cursor and tall > room):
            self.top = first
        self.top = self._clamped(self.top, room)

    def _walk(self, lines: int, room: int) -> bool:
        """Scrolls inside of a line that does not fit on the screen; whether there was anything left of it."""
        tall = self.height(self.cursor) if len(self.flow) else 1
        if tall <= room:
            return False
        if lines > 0 and self._away(self.top, room - 1) < Place(self.cursor, tall - 1):
            self.top = self._away(self.top, 1)
            return True
        if lines < 0 and self.top > Place(self.cursor):
            self.top = self._away(self.top, -1)
            return True
        return False

    def _fits(self, room: int) -> bool:
        """Whether all of the cursor's line is in sight, and rows around it."""
        seen = self.seen(room)
        margin = min(_MARGIN, max((room - 1) // 2, 0))
        inner = seen[margin : len(seen) - margin]
        return Place(self.cursor) in inner and Place(self.cursor, self.height(self.cursor) - 1) in inner

    def _keep(self, room: int, margin: int = 0) -> None:
        """Takes the cursor into what is seen, so far from its ends where the lines go on there."""
        seen = self.seen(room)
        if seen:
            margin = min(margin, (len(seen) - 1) // 2)
            whole = [one.line for one in seen if one.sub == 0] or [seen[0].line]
            first = whole[0] if self.top == Place(0) else max(whole[0], seen[margin].line)
            last = seen[-1 if seen[-1].line == len(self.flow) - 1 else -1 - margin].line
            self.cursor = min(max(self.cursor, first), max(last, first))

    def _within(self, line: int) -> int:
        return min(max(line, 0), max(len(self.flow) - 1, 0))

    def _away(self, place: Place, rows: int) -> Place:
        """The place so many rows further down, or up; no further than the ends."""
        line, sub = place
        if self.height is flat:
            return Place(self._within(line + rows))
        while rows > 0 and len(self.flow):
            left = self.height(line) - 1 - sub
            if rows <= left:
                return Place(line, sub + rows)
            if line + 1 >= len(self.flow):
                return Place(line, sub + left)
            rows -= left + 1
            line, sub = line + 1, 0
        while rows < 0:
            if -rows <= sub:
                return Place(line, sub + rows)
            if line == 0:
                return Place(0)
            rows += sub + 1
            line -= 1
            sub = self.height(line) - 1
        return Place(line, sub)

    def _clamped(self, top: Place, room: int) -> Place:
        """No screen begins so low that it would stay empty below."""
        if not len(self.flow):
            return Place(0)
        end = len(self.flow) - 1
        lowest = self._away(Place(end, self.height(end) - 1), 1 - room)
        return min(top, lowest)
