"""Deductions and gates by letter, with what was said of each on both sides."""

from collections.abc import Sequence
from typing import Final

from grading.review.outline import Section
from grading.rubric.model import Cell, Deduction, Gate
from grading.sides import Side
from grading.strict import number_text
from tui.painting.cell_values import gate_value, points_text
from tui.painting.panel_view import Mode, PanelView
from tui.painting.spans import Aim, Line, Span, Target, clipped, columns, left, paragraph, right, safe
from tui.themes import Look

_CALLED: Final = "■"
_SPARED: Final = "□"
_OPEN: Final = "·"


def deduction_rows(view: PanelView, section: Section, room: int) -> list[Line]:
    """The deductions of a dimension: letter, price, title, and a sign for each side."""
    found = section.deductions
    if not found:
        return []
    is_asked = view.mode is Mode.DEDUCT
    rows = [_heading(view, "deductions", "deduct", room, 1, is_asked=is_asked)]
    size = max(len(points_text(fault.points)) for fault in found.values()) + 1
    for letter, fault in found.items():
        states = [_state(view, side, fault) for side in Side]
        head = (Span(f"{letter} ", Look.TITLE), Span(right(f"−{points_text(fault.points)}", size) + " ", Look.TEXT))
        look = Look.TITLE if states[view.side is Side.B].text == _CALLED else Look.TEXT
        rows += _entry(head, Span(fault.title, look, Target(Aim.DEDUCTION, fault.key)), states, room)
    if is_asked:
        rows += [Line(row) for row in paragraph((), letters_words(view.mode, [*found]), room, Look.UNSURE)]
    return rows


def letters_words(mode: Mode, letters: Sequence[str]) -> str:
    """What a small letter does, and what a capital."""
    small = "–".join([*letters[:1], *letters[1:][-1:]])
    if mode is Mode.GATES:
        return f"{small}: it holds (pass) · again: it fails (FAIL) · once more: open"
    return f"{small}: called {_CALLED} · with Shift: looked at, not called {_SPARED} · again: taken back"


def _heading(view: PanelView, what: str, command: str, room: int, size: int, *, is_asked: bool) -> Line:
    """A part's own row, with the letters of the sides over their columns."""
    place = room - 2 * (size + 1)
    said = f"{what} · {view.key_of(command)}"
    if is_asked:
        said = f"{what} of side {view.side.value} · {view.key_of('escape')} closes"
    named = [side.value if view.cards[side] is not None else "" for side in Side]
    sides = [Span(f" {left(name, size)}", look) for name, look in zip(named, (Look.A, Look.B), strict=True)]
    return Line((Span(left(said, place), Look.TITLE if is_asked else Look.FAINT), *sides))


def _entry(head: tuple[Span, ...], title: Span, states: list[Span], room: int) -> list[Line]:
    """A title in as many rows as it takes, the signs of both sides at the end of the first."""
    width = room - columns(states) - len(states)
    aimed = tuple(span._replace(target=title.target) for span in head)
    rows = paragraph(aimed, safe(title.text), width, title.look, title.target)
    first = (*rows[0], Span(" " * (width - columns(rows[0]))))
    for state in states:
        first = (*first, Span(" "), state)
    return [Line(first), *(Line(row) for row in rows[1:])]


def _state(view: PanelView, side: Side, fault: Deduction) -> Span:
    card = view.cards[side]
    if card is None:
        return Span(" ")
    if (side, fault.key) in view.pending:
        return Span("!", Look.BAD)
    if fault.key in card.answers.called:
        return Span(_CALLED, Look.TITLE)
    return Span(_SPARED, Look.TEXT) if fault.key in card.spared else Span(_OPEN, Look.FAINT)


def gate_rows(view: PanelView, section: Section, room: int) -> list[Line]:
    """The gates that cap a dimension, or all of them while they are answered or when the cursor is among them."""
    is_asked = view.mode is Mode.GATES
    dimension = section.dimension
    gates = {
        letter: gate
        for letter, gate in view.outline.gates.items()
        if is_asked or (dimension is not None and any(cap.dimension == dimension.key for cap in gate.caps))
    }
    if not gates:
        return []
    rows = [_heading(view, "gates", "gates", room, 4, is_asked=is_asked)]
    for letter, gate in gates.items():
        states = [_gate_state(view, side, gate) for side in Side]
        head = (Span(f"{letter} ", Look.TITLE),)
        rows += _entry(head, Span(gate.title, Look.TEXT, Target(Aim.GATE, gate.key)), states, room)
        share = next((cap.share for cap in gate.caps if dimension is not None and cap.dimension == dimension.key), None)
        if share is not None and dimension is not None and not is_asked:
            most = f"  fails: at most {points_text(share * dimension.max)} of {number_text(dimension.max)}"
            rows.append(Line((Span(clipped(most, room), Look.FAINT),)))
    if is_asked:
        rows += [Line(row) for row in paragraph((), letters_words(view.mode, [*gates]), room, Look.UNSURE)]
    return rows


def _gate_state(view: PanelView, side: Side, gate: Gate) -> Span:
    card = view.cards[side]
    if card is None:
        return Span("    ")
    if (side, gate.key) in view.pending:
        return Span("!   ", Look.BAD)
    found = gate_value(card.answers.gates.get(gate.key))
    return Span(left(found.text, 4), found.look)


def gate_caps(view: PanelView, cell: Cell, room: int) -> list[Line]:
    """What is left of each dimension when a gate fails."""
    if not isinstance(cell.item, Gate):
        return []
    dimensions = {one.key: one for one in view.outline.rubric.dimensions}
    found: list[Line] = []
    for cap in cell.item.caps:
        dimension = dimensions[cap.dimension]
        most = f"{points_text(cap.share * dimension.max)} of {number_text(dimension.max)}"
        head = (Span(f"fails: at most {most}  ", Look.FAINT),)
        found += [Line(row) for row in paragraph(head, safe(dimension.title), room)]
    return found
