"""Where the names of points go, so that none lies over another or over a point. The same points, the same places."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from grading.report.formats.charts_text import SIZE, width
from grading.rubric.arithmetic import rounded


class Box(NamedTuple):
    """A rectangle in whole units."""

    left: int
    top: int
    right: int
    bottom: int

    def overlaps(self, other: "Box") -> bool:
        """Whether the two have an inside in common."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other: "Box") -> bool:
        """Whether the other is wholly inside."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )


class Point(NamedTuple):
    """A point, in whole units."""

    x: int
    y: int


class Spot(NamedTuple):
    """Where one text goes, and where the line that leads to it ends."""

    box: Box
    tip: Point | None = None
    """None where it is beside its point, so that no line is needed."""

    @property
    def baseline(self) -> int:
        """How high the letters stand."""
        return self.box.bottom - 4


_HIGH: Final = SIZE + 3
_MARK: Final = 7
"""Half of what a point takes."""
_CLEAR: Final = 12
"""Within this reach of a point a text would be taken for that one's."""
_NEAR: Final = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))
"""To the right of it, to the left, above, below, and the corners: nearest first."""
_STEPS: Final = (20, 34, 48, 64)


def point(x: Fraction, y: Fraction) -> Point:
    """A point where its mark is drawn, to the nearest unit."""
    return Point(int(rounded(x, 0)), int(rounded(y, 0)))


def label_width(text: str) -> int:
    """How wide a text is, in whole units, upward."""
    return -int(-width(text) // 1)


class Places:
    """What is taken already."""

    def __init__(self, area: Box, points: Sequence[Point], lines: Sequence[Box]) -> None:
        self._area, self._points, self._lines = area, points, lines
        self._taken = [_around(one, _MARK) for one in points]

    def take(self, of: Point, wide: int) -> Spot | None:
        """A free place for a text of this width beside a point, and it is taken; none where there is none.

        Nearest first, but rather with a line that leads to it than where it would be taken for another point's.
        """
        others = [_around(one, _CLEAR) for one in self._points if one != of]

        def doubt(spot: Spot) -> int:
            if spot.tip:
                return 2
            return 3 if _hits(spot.box, others) else 1 if _hits(spot.box, self._lines) else 0

        found = min((one for one in _spots(of, wide) if self._is_free(of, one)), key=doubt, default=None)
        if found:
            self._taken += _boxes(of, found)
        return found

    def choice(self, of: Point, wide: int) -> int:
        """Among how many good places a text of this width could choose as things are."""
        others = [_around(one, _CLEAR) for one in self._points if one != of]
        near = [one for one in _spots(of, wide) if not one.tip and self._is_free(of, one)]
        return sum(not _hits(one.box, [*others, *self._lines]) for one in near)

    def _is_free(self, of: Point, spot: Spot) -> bool:
        if not self._area.holds(spot.box) or any(_hits(one, self._taken) for one in _boxes(of, spot)):
            return False
        own = _distance(of, spot.box)
        # Without a line to its own point a text is read as that of the nearest.
        return bool(spot.tip) or all(_distance(one, spot.box) >= own for one in self._points)


def _boxes(of: Point, spot: Spot) -> list[Box]:
    """What a text takes, with the line that leads to it from the edge of its point's mark."""
    if not spot.tip:
        return [spot.box]
    x, y = spot.tip
    edge = of.y + _MARK if y > of.y else of.y - _MARK
    return [spot.box, Box(min(x, of.x) - 1, min(y, edge), max(x, of.x) + 1, max(y, edge))]


def _around(of: Point, reach: int) -> Box:
    return Box(of.x - reach, of.y - reach, of.x + reach, of.y + reach)


def _distance(of: Point, box: Box) -> int:
    """How far a point is from a box, squared."""
    across = max(box.left - of.x, of.x - box.right, 0)
    down = max(box.top - of.y, of.y - box.bottom, 0)
    return across * across + down * down


def _hits(box: Box, others: Sequence[Box]) -> bool:
    return any(box.overlaps(one) for one in others)


def _spots(of: Point, wide: int) -> list[Spot]:
    found = [Spot(_beside(of, wide, side, _MARK + 2)) for side in _NEAR]
    for step in _STEPS:
        for side in _NEAR:
            if side[1]:
                box = _beside(of, wide, side, _MARK + 5, step)
                tip = Point(min(max(of.x, box.left), box.right), box.bottom if side[1] < 0 else box.top)
                found.append(Spot(box, tip))
    return found


def _beside(of: Point, wide: int, side: tuple[int, int], gap: int, further: int = 0) -> Box:
    x, y = side
    left = of.x + gap if x > 0 else of.x - gap - wide if x < 0 else of.x - wide // 2
    down = gap + further if not x or further else _HIGH // 2 + 2
    top = of.y + down if y > 0 else of.y - down - _HIGH if y < 0 else of.y - _HIGH // 2
    return Box(left, top, left + wide, top + _HIGH)
