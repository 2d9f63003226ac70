"""The history of a scorecard: every decision in the order they were taken, what was taken back among them."""

from collections.abc import Mapping
from typing import Final

from grading.marks.events import (
    Adjust,
    Answer,
    Clear,
    Decision,
    Deduct,
    Evidence,
    FigureSet,
    Flag,
    GateResult,
    Lock,
    Mark,
    Note,
    Prefer,
    Reveal,
    Spare,
    Withdraw,
    standing,
    withdrawn,
)
from grading.marks.rows import given_text
from grading.visible import visible
from tui.painting.cell_values import signed
from tui.painting.run_rows import Writing
from tui.painting.run_said import LONGEST_NOTE
from tui.painting.run_sheet import RunSheet
from tui.painting.spans import Span, clipped, left, safe
from tui.themes import Look

_MOST: Final = 2_000
_AT: Final = 16
_ANSWERS: Final = {Answer.A: "better than", Answer.B: "not as good as", Answer.EQUAL: "as good as"}


def write_history(rows: Writing, sheet: RunSheet) -> None:
    """All decisions on the card and, where they may be read, on the run's figures."""
    every = [one for one in sheet.report.history if one.rubric or not sheet.is_hidden]
    rows.part("History", (Span(f"{len(every):,}", Look.FAINT),))
    gone, stands = withdrawn(every), {one.id for one in standing(every).values()}
    by_id = {one.id: one for one in every}
    size = max((len(safe(visible(one.reviewer))) for one in every), default=0)
    shown = every[-_MOST:]
    if len(shown) < len(every):
        rows.say(f"{len(every) - len(shown):,} older ones are not shown", Look.FAINT)
    for one in shown:
        word, look = "", Look.TEXT
        if one.id in gone:
            word, look = "taken back", Look.FAINT
        elif one.id not in stands and not isinstance(one.event, (Withdraw, Clear)):
            word, look = "replaced", Look.FAINT
        rows.cell = one.event.cell if one.event.cell in sheet.rubric.cells else ""
        at = one.at.replace("T", " ")[:_AT]
        who = left(clipped(safe(visible(one.reviewer)), 16), min(size, 16))
        sign = "× " if one.id in gone else "  "
        head = (Span(f"{left(safe(visible(at)), _AT)}  {who}  ", Look.FAINT), Span(sign, Look.UNSURE))
        tail = (Span(word, Look.UNSURE),) if word else ()
        rows.tell(head, event_words(sheet, one, by_id).split("\n"), look, tail, _place_of(one, by_id))


def _place_of(decision: Decision, by_id: Mapping[str, Decision]) -> str:
    """The place of evidence that a decision gave or took back; empty where it was about something else."""
    event = decision.event
    if isinstance(event, Withdraw) and event.target in by_id:
        event = by_id[event.target].event
    return event.place if isinstance(event, Evidence) else ""


def event_words(sheet: RunSheet, decision: Decision, by_id: Mapping[str, Decision]) -> str:
    """What a decision says; only a note has several lines."""
    event = decision.event
    cell = sheet.rubric.cells.get(event.cell)
    title = sheet.title(cell.title) if cell else "the whole card" if not event.cell else sheet.told(event.cell)
    match event:
        case Mark() | Clear() | Deduct() | Spare() | GateResult() | Flag():
            said = _value_words(event, title)
        case Adjust(points=points, reason=reason):
            said = f"{title}: adjusted {signed(points)}: {sheet.told(reason)}"
        case Note(text=text):
            said = f"{title}: {_note_words(sheet, text)}"
        case Evidence(place=place):
            said = f"{title}: evidence {sheet.told(place)}"
        case Prefer(other=other, answer=answer):
            called = sheet.known.hidden.get(other, "the other side" if sheet.is_hidden else sheet.told(other))
            said = f"{_ANSWERS[answer]} {called}{f' in {title}' if event.cell else ''}"
        case Lock():
            said = "locked"
        case Reveal():
            said = "names revealed"
        case FigureSet(value=value, reason=reason):
            said = f"{sheet.told(event.cell)}: {sheet.told(value)}{f' ({sheet.told(reason)})' if reason else ''}"
        case Withdraw(target=target):
            said = "took back: " + (event_words(sheet, by_id[target], by_id) if target in by_id else title)
    return said


def _note_words(sheet: RunSheet, text: str) -> str:
    if not text:
        return "note taken away"
    lines = sheet.lines(text[:LONGEST_NOTE])
    lines += [f"… {len(text):,} characters in all"] if len(text) > LONGEST_NOTE else []
    said = "\n".join(lines)
    return f"note “{said}”"


def _value_words(event: Mark | Clear | Deduct | Spare | GateResult | Flag, title: str) -> str:
    match event:
        case Mark(value=value):
            return f"{title}: {given_text(value)}"
        case Clear():
            return f"{title}: cleared"
        case Deduct():
            return f"deduction called: {title}"
        case Spare():
            return f"deduction looked at, not called: {title}"
        case GateResult(holds=holds):
            return f"{title}: {'pass' if holds else 'FAIL'}"
        case Flag(unsure=unsure):
            return f"{title}: {'unsure' if unsure else 'not unsure any more'}"
