"""What was said about a cell on both sides: stages, notes, evidence, adjustments, doubts, and what was not saved."""

from typing import Final

from rich.cells import cell_len

from grading.marks.scorecard import Scorecard
from grading.review.outline import Section
from grading.rubric.arithmetic import NOT_ATTEMPTED, Stages
from grading.rubric.model import Cell
from grading.sides import Side
from tui.painting.cell_values import event_text, points_text, signed, stages_of
from tui.painting.panel_view import PanelView
from tui.painting.spans import Aim, Line, Span, Target, clipped, paragraph, right, safe
from tui.themes import Look

_LONGEST_NOTE: Final = 40
"""No more rows of a note are shown; the editor has the rest."""
_OUTPUT: Final = 3


def _sides(view: PanelView) -> list[tuple[Side, Scorecard]]:
    """The cards that there are, the active side first."""
    return [(side, card) for side in (view.side, view.side.other) if (card := view.cards[side]) is not None]


def _letter(side: Side) -> Span:
    return Span(f"{side.value} ", Look.A if side is Side.A else Look.B)


def trouble_rows(view: PanelView, section: Section, cell: Cell, room: int) -> list[Line]:
    """What was decided about the cell and is not on disk, with what to do."""
    keys = {cell.key, section.key, *(fault.key for fault in section.deductions.values())}
    found: list[Line] = []
    for (side, key), one in view.pending.items():
        if key in keys:
            what = event_text(one.event) or "this"
            do = f"; {safe(one.do)}" if one.do else ""
            head = (_letter(side), Span(f" {safe(what)} NOT SAVED ", Look.BAD), Span(" "))
            found += [Line(row) for row in paragraph(head, f"{safe(one.why)}{do}", room, Look.TITLE)]
    return found


def stage_rows(view: PanelView, section: Section, room: int) -> list[Line]:
    """How a dimension's mark became its points, where something changed it on the way."""
    if section.dimension is None:
        return []
    found: list[Line] = []
    for side, card in _sides(view):
        own = card.answers.given.get(section.key)
        text = _stages(stages_of(card, section.dimension))
        if own is NOT_ATTEMPTED:
            text = "not attempted: it does not count"
        elif own is not None and section.dimension.criteria:
            text = f"marked as a whole: {text or points_text(own)}"
        if text:
            found += [Line(row) for row in paragraph((_letter(side),), text, room)]
    return found


def _stages(steps: Stages) -> str:
    """given 12 → deducted 2 → capped 1; empty where nothing changed."""
    if steps.given is None or steps.deducted is None or steps.capped is None or steps.points is None:
        return ""
    said = [f"given {points_text(steps.given)}"]
    if steps.deducted != steps.given:
        said.append(f"deducted {points_text(steps.deducted)}")
    if steps.capped != steps.deducted:
        said.append(f"capped {points_text(steps.capped)}")
    if steps.points != steps.capped:
        said.append(f"adjusted {points_text(steps.points)}")
    return " → ".join(said) if len(said) > 1 else ""


def said_rows(view: PanelView, cell: Cell, room: int) -> list[Line]:
    """Doubts, notes and evidence of both sides."""
    found: list[Line] = []
    for side, card in _sides(view):
        if cell.key in card.unsure:
            hint = f" · {view.key_of('unsure')} takes it back" if side is view.side else ""
            found.append(Line((_letter(side), Span("? unsure", Look.UNSURE), Span(hint, Look.FAINT))))
        note = card.notes.get(cell.key)
        if note:
            found += _note(view, (_letter(side), Span("note ", Look.FAINT)), note, room)
        for place in card.evidence.get(cell.key, ()):
            target = Target(Aim.EVIDENCE, place.place)
            head = (_letter(side), Span("ev ", Look.EVIDENCE, target))
            found += [Line(row) for row in paragraph(head, view.told(place.place), room, Look.TEXT, target)]
            for text in place.output.splitlines()[:_OUTPUT]:
                found += [Line(row) for row in paragraph((Span("     "),), view.told(text), room, Look.FAINT)[:1]]
    return found


def digest_rows(view: PanelView, cell: Cell, room: int) -> list[Line]:
    """What the active side has been said about, in one row: for a panel that has no room to show all of it."""
    card = view.cards[view.side]
    note = "" if card is None else card.notes.get(cell.key, "")
    places = () if card is None else card.evidence.get(cell.key, ())
    if not note and not places:
        return []
    count = f"ev {len(places)} · " if len(places) > 1 else f"ev {view.told(places[0].place)} · " if places else ""
    said = view.told(note.replace("\n", " "))
    text = f"{clipped(count, room // 2)}note {said}" if note else count.removesuffix(" · ")
    return [Line((_letter(view.side), Span(clipped(text, room - 2), Look.FAINT)))]


def _note(view: PanelView, head: tuple[Span, ...], text: str, room: int) -> list[Line]:
    """A note in its own lines; of a very long one the beginning."""
    indent = (Span(" " * sum(len(span.text) for span in head)),)
    found: list[Line] = []
    lines = text[: _LONGEST_NOTE * room].split("\n")
    for place, line in enumerate(lines):
        found += [Line(row) for row in paragraph(head if not place else indent, view.told(line), room)]
    if len(found) > _LONGEST_NOTE or len(text) > _LONGEST_NOTE * room:
        found = [*found[:_LONGEST_NOTE], Line((*indent, Span(f"… {len(text):,} characters in all", Look.FAINT)))]
    return found


def adjusted_rows(view: PanelView, section: Section, room: int) -> list[Line]:
    """Points given or taken outside the rubric, with their reasons."""
    found: list[Line] = []
    for side, card in _sides(view):
        for one in card.adjustments.get(section.key, ()):
            head = (_letter(side), Span(f"{signed(one.points)} ", Look.TITLE))
            found += [Line(row) for row in paragraph(head, view.told(one.reason), room)]
    return found


def precedent_rows(view: PanelView, room: int) -> list[Line]:
    """How this cell was marked before."""
    precedents = view.precedents or ()
    if not precedents:
        return [Line((Span("you have marked this cell on no run but what is open here", Look.FAINT),))]
    found = [Line((Span("your earlier marks here", Look.TITLE),), Look.HERE)]
    size = min(max(cell_len(safe(one.value)) for one in precedents), room // 3)
    for one in precedents:
        count = f" ×{one.count}" if one.count > 1 else ""
        head = (Span(right(safe(one.value), size), Look.TITLE), Span(f"{count}  ", Look.FAINT))
        text = view.told(one.note.replace("\n", " ")) or "no note"
        found += [Line(row) for row in paragraph(head, text, room, Look.TEXT if one.note else Look.FAINT)]
        for place in one.places:
            found += [Line(row) for row in paragraph((Span(" " * (size + 2)),), view.told(place), room, Look.EVIDENCE)]
    return found
