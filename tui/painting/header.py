"""The rows above a text: both paths, and what a reader must know before."""

from collections.abc import Iterator

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from grading.sides import Side
from grading.visible import visible
from tui.painting.page import Page, View
from tui.painting.painted import blank
from tui.painting.spread import Shape, lone_side
from tui.painting.swatches import Swatches
from tui.themes import Look


def header(page: Page, shape: Shape, swatches: Swatches, width: int) -> list[Strip]:
    """The rows, each of this width."""
    rows = [Strip([*_titles(page, shape, swatches, width)], width)]
    style = swatches[Look.TEXT] + swatches[Look.UNSURE]
    said = (set_cell_size(f" {visible(notice)}", width) for notice in page.notices)
    return [*rows, *(Strip([Segment(text, style)], width) for text in said)]


def _titles(page: Page, shape: Shape, swatches: Swatches, width: int) -> Iterator[Segment]:
    lone = lone_side(page)
    bar = swatches[Look.BAR]
    if lone is not None:
        note = f"{lone.other.value} has no such file " if page.is_of_two else ""
        room = max(width - len(note), 0)
        yield from _title(page, lone, swatches, room, is_active=shape.side is lone)
        yield Segment(note[: width - room], bar)
        return
    if not shape.is_beside and shape.view is not View.DIFFERENCES:
        yield from _title(page, shape.side, swatches, width - len(_said(shape)), is_active=True)
        yield Segment(_said(shape), bar)
        return
    if shape.view is not View.DIFFERENCES:
        width -= len(_said(shape))
    left = (shape.width - 1) // 2
    yield from _title(page, Side.A, swatches, left, is_active=shape.side is Side.A)
    yield Segment("│", bar)
    yield from _title(page, Side.B, swatches, width - left - 1, is_active=shape.side is Side.B)
    if shape.view is not View.DIFFERENCES:
        yield Segment(_said(shape), bar)


def _said(shape: Shape) -> str:
    """Which view it is, where it is not the usual one."""
    return f" {shape.view.value} "


def _title(page: Page, side: Side, swatches: Swatches, width: int, *, is_active: bool) -> Iterator[Segment]:
    bar = swatches[Look.BAR]
    sign = "▸" if is_active else " "
    begin = f"{sign}{side.value} "[:width]
    yield Segment(begin, swatches.letters[side])
    title = page.titles[side]
    path = _from_the_right(title, width - len(begin) - 1)
    yield Segment(path, bar + Style(bold=True) if is_active else bar)
    yield Segment(blank(max(width - len(begin) - cell_len(path), 0)), bar)


def _from_the_right(path: str, width: int) -> str:
    """As much of a path's end as there is room for: the name tells more than the folders."""
    if width <= 0:
        return ""
    if cell_len(path) <= width:
        return path
    begin = 0
    while cell_len(path) - cell_len(path[:begin]) > width - 1:
        begin += 1
    return f"…{path[begin:]}"
