"""All about the cell under the cursor, in rows: what it asks, what its numbers mean, what was said about it."""

from collections.abc import Iterator, Sequence
from typing import Final

from rich.cells import cell_len

from grading.review.outline import Section
from grading.rubric.model import Cell, Criterion, Dimension, Gate
from grading.strict import number_text
from tui.painting.cell_calls import deduction_rows, gate_caps, gate_rows
from tui.painting.cell_page import CellPage
from tui.painting.cell_said import adjusted_rows, digest_rows, precedent_rows, said_rows, stage_rows, trouble_rows
from tui.painting.cell_scale import anchor_rows, ladder_rows, typed_rows
from tui.painting.cell_values import number_of
from tui.painting.panel_view import Mode, PanelView
from tui.painting.spans import Line, Span, clipped, columns, left, paragraph, safe
from tui.themes import Look

_PAD: Final = Span(" ")
_RULED: Final = Span("│ ", Look.FAINT)
_GLIMPSE: Final = 2
"""So many rows of what was said on the screen tell that there is something to scroll to."""


def cell_page(view: PanelView, width: int, height: int, *, is_ruled: bool = False) -> CellPage:
    """The rows about the cell that the cursor is in, for a panel of a size, with a rule at its left or without."""
    cell = view.outline.rubric.cells[view.cell]
    section = view.outline.section_of(view.cell)
    edge = _RULED if is_ruled else _PAD
    room = max(width - columns((edge,)) - 1, 8)  # the last column is the scroll mark's
    title, is_whole = _title(view, section, cell, room)
    parts = [*_parts(view, section, cell, room, is_whole=is_whole)]
    head = (title, *typed_rows(view, cell, room))
    remarks = said_rows(view, cell, room)
    if len(head) + sum(len(part) for _, part in parts) + min(len(remarks), _GLIMPSE) > height:
        parts.insert(0, (False, digest_rows(view, cell, room)))
    rest = remarks, adjusted_rows(view, section, room), _more(view, section, cell, room)
    parts += [(False, part) for part in rest]
    found: list[Line] = []
    focus: range | None = None
    for is_focus, part in parts:
        begin = len(found)
        found += part
        if is_focus and part:
            marked = [begin + place for place, row in enumerate(part) if row.ground is Look.HERE]
            focus = range(marked[0], marked[-1] + 1) if marked else range(begin, len(found))
    return CellPage(head, tuple(found), focus, edge)


def _parts(
    view: PanelView, section: Section, cell: Cell, room: int, *, is_whole: bool
) -> Iterator[tuple[bool, Sequence[Line]]]:
    """The parts above what was said, from top to bottom, and whether the eye should be on one."""
    calls = deduction_rows(view, section, room)
    gates = gate_rows(view, section, room)
    if not is_whole:
        yield False, _lines(paragraph((), safe(cell.title), room, Look.TITLE))
    yield False, trouble_rows(view, section, cell, room)
    if view.precedents is not None:
        yield True, precedent_rows(view, room)
    if view.mode is Mode.DEDUCT:
        yield True, calls
    if view.mode is Mode.GATES:
        yield True, gates
    yield False, stage_rows(view, section, room)
    yield False, _asked(view, cell, room)
    is_typed = bool(view.entry.text)
    yield is_typed, anchor_rows(view, cell, room)
    yield is_typed, ladder_rows(view, cell, room)
    if view.mode is not Mode.DEDUCT:
        yield False, calls
    if view.mode is not Mode.GATES:
        yield False, gates


def _title(view: PanelView, section: Section, cell: Cell, room: int) -> tuple[Line, bool]:
    """The number, the title and the range in one row, and whether the whole title is in it."""
    number = number_of(view.outline, section, cell)
    text = f"{number}  {safe(cell.title)}" if number else safe(cell.title)
    forms = [(files, form) for form in _ranges(cell) for files in _files(view)]
    files, form = next((one for one in forms if cell_len(text) + len("".join(one)) + 2 <= room), forms[-1])
    place = room - len(form) - len(files) - 2
    spans = (Span(left(text, place), Look.TITLE), Span(files, Look.EVIDENCE), Span(f"  {form}", Look.FAINT))
    return Line(spans, Look.FOLD), cell_len(text) <= place


def _files(view: PanelView) -> list[str]:
    """How many files the cell names, in words and in fewer words."""
    if not view.named:
        return [""]
    return [f"  ◆ {view.named:,} file{'s' if view.named > 1 else ''}", f" ◆{view.named:,}"]


def _ranges(cell: Cell) -> list[str]:
    """What the cell takes, in words and in fewer words."""
    match cell.item:
        case Criterion(ladder=ladder, points=most) if ladder:
            return [f"measured, gives 0 … {number_text(most)}", f"measured → {number_text(most)}", "measured"]
        case Dimension(max=most) | Criterion(points=most):
            step = cell.dimension.step if cell.dimension else 1
            whole = f"0 … {number_text(most)}"
            return [whole] if step == 1 else [f"{whole} in steps of {step_text(cell)}", f"{whole} by {step_text(cell)}"]
        case Gate():
            return ["pass or fail", "gate"]
        case _:
            return [""]


def step_text(cell: Cell) -> str:
    """The step of a cell's numbers."""
    return number_text(cell.dimension.step) if cell.dimension else "1"


def _asked(view: PanelView, cell: Cell, room: int) -> list[Line]:
    """What the cell asks, and the command that answers it."""
    asks = getattr(cell.item, "asks", "")
    verify = getattr(cell.item, "verify", "")
    found = _lines(paragraph((), safe(asks), room)) if asks else []
    if verify:
        found += _lines(paragraph((Span("$ ", Look.FAINT),), safe(verify), room, Look.UNSURE))
    if isinstance(cell.item, Gate):
        holds, fails = view.key_of("score-1"), view.key_of("score-0")
        found += [*gate_caps(view, cell, room), Line((Span(f"{holds} it holds · {fails} it fails", Look.FAINT),))]
    return found


def _more(view: PanelView, section: Section, cell: Cell, room: int) -> list[Line]:
    """Where to look, what the whole dimension asks, and the name for the command line."""
    found: list[Line] = []
    if view.named:
        files = _files(view)[0].strip()
        found.append(Line((Span(files, Look.EVIDENCE), Span(f" · {view.key_of('where')} opens the next", Look.FAINT))))
    elif view.named == 0:
        found.append(Line((Span(clipped("◆ no file is where the rubric would look", room), Look.FAINT),)))
    if isinstance(cell.item, Criterion) and section.dimension is not None and section.dimension.asks:
        text = f"{clipped(safe(section.title), room // 2)}: {safe(section.dimension.asks)}"
        found += _lines(paragraph((), text, room, Look.FAINT))
    found.append(Line((Span(clipped(f"key {safe(cell.key)}, for `sidegrade mark`", room), Look.FAINT),)))
    return found


def _lines(rows: Sequence[tuple[Span, ...]]) -> list[Line]:
    return [Line(row) for row in rows]
