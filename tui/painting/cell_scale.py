"""What the numbers of a cell mean: anchors and ladders, with the one that applies marked for each side."""

from collections.abc import Sequence
from fractions import Fraction

from grading.marks.entry import Scale, scale_of
from grading.rubric.arithmetic import NOT_ATTEMPTED
from grading.rubric.model import Anchor, Cell, Criterion, Dimension
from grading.sides import Side
from grading.strict import number_text
from tui.painting.cell_values import points_text, stages_of, typed_points
from tui.painting.panel_view import PanelView
from tui.painting.spans import Line, Span, columns, paragraph, right, safe
from tui.themes import Look


def typed_rows(view: PanelView, cell: Cell, room: int) -> list[Line]:
    """What is being typed, what it would give, and why the last key was refused."""
    found = []
    scale = _scale(cell)
    if view.entry.text and scale is not None:
        spans = [Span(f"{view.entry.text}_", Look.WAITING)]
        value, points = scale.value_of(view.entry.text), scale.points(view.entry.text)
        if value is not None and points is not None:
            gives = f" gives {points_text(points)}" if scale.ladder else ""
            spans.append(Span(f"{gives} · {view.key_of('take')} takes {number_text(value)}", Look.FAINT))
        found.append(Line(tuple(spans)))
    if view.entry.why:
        found += [Line(row) for row in paragraph((Span("! ", Look.UNSURE),), safe(view.entry.why), room, Look.UNSURE)]
    return found


def _scale(cell: Cell) -> Scale | None:
    if isinstance(cell.item, (Dimension, Criterion)) and cell.dimension is not None:
        return scale_of(cell.item, cell.dimension.step)
    return None


def anchor_rows(view: PanelView, cell: Cell, room: int) -> list[Line]:
    """What some numbers of a dimension mean; each side's letter stands at the one that its mark reaches.

    A mark that is another number than its anchor is told behind it, so that nobody takes the anchor for the mark.
    """
    if not isinstance(cell.item, Dimension) or not cell.item.anchors:
        return []
    anchors = cell.item.anchors
    marks = {side: _mark(view, side, cell.item, cell) for side in Side}
    reached = {side: _reached(anchors, mark) for side, mark in marks.items()}
    size = max(len(number_text(anchor.at)) for anchor in anchors)
    found: list[Line] = []
    for anchor in anchors:
        is_here = reached[view.side] is anchor
        head = [*_letters([side for side in Side if reached[side] is anchor])]
        head.append(Span(f" {right(number_text(anchor.at), size)} ", Look.TITLE))
        own = ", ".join(
            f"{side.value} has {points_text(mark)}"
            for side, mark in marks.items()
            if mark is not None and reached[side] is anchor and mark != anchor.at
        )
        rows = paragraph(head, f"{safe(anchor.means)} ({own})" if own else safe(anchor.means), room)
        found += [Line(row, Look.HERE if is_here else Look.TEXT) for row in rows]
    return found


def _letters(sides: Sequence[Side]) -> list[Span]:
    return [Span(side.value if side in sides else " ", Look.A if side is Side.A else Look.B) for side in Side]


def _mark(view: PanelView, side: Side, dimension: Dimension, cell: Cell) -> Fraction | None:
    """The mark of a side before anything was deducted; what is being typed comes first."""
    if side is view.side and view.entry.text:
        return typed_points(view, cell)
    card = view.cards[side]
    return None if card is None else stages_of(card, dimension).given


def _reached(anchors: Sequence[Anchor], mark: Fraction | None) -> Anchor | None:
    below = [anchor for anchor in anchors if mark is not None and anchor.at <= mark]
    return max(below, key=lambda anchor: anchor.at, default=None)


def ladder_rows(view: PanelView, cell: Cell, room: int) -> list[Line]:
    """The rungs of a ladder side by side; the letter of each side stands before the one that it reached."""
    if not isinstance(cell.item, Criterion) or not cell.item.ladder:
        return []
    ladder = cell.item.ladder
    reached: dict[int, list[Side]] = {}
    for side in Side:
        measured = _measured(view, side, cell.item)
        rungs = [place for place, rung in enumerate(ladder) if measured is not None and rung.measured <= measured]
        if rungs:
            best = max(rungs, key=lambda place: ladder[place].points)
            reached.setdefault(best, []).append(side)
    found: list[Line] = []
    row: list[Span] = []
    for place, rung in enumerate(ladder):
        here = reached.get(place, [])
        text = f" {number_text(rung.measured)}→{number_text(rung.points)} "
        spans = [Span(side.value, Look.A if side is Side.A else Look.B) for side in here]
        spans = [Span(" "), *spans] if spans else []
        spans.append(Span(text, Look.CELL if view.side in here else Look.TITLE if here else Look.TEXT))
        if row and columns(row) + columns(spans) > room:
            found.append(Line(tuple(row)))
            row = []
        row += spans
    return [*found, Line(tuple(row))]


def _measured(view: PanelView, side: Side, criterion: Criterion) -> Fraction | None:
    if side is view.side and view.entry.text:
        return Scale(criterion.points, Fraction(1), criterion).value_of(view.entry.text)
    card = view.cards[side]
    given = None if card is None else card.answers.given.get(criterion.key)
    return None if given is None or given is NOT_ATTEMPTED else given
