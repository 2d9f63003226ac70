"""Decisions in words, and what became of each: it stands, a later one took its place, or it was taken back."""

from collections.abc import Sequence
from enum import Enum
from fractions import Fraction
from typing import NamedTuple, assert_never

from grading.marks.events import (
    Adjust,
    Answer,
    Clear,
    Decision,
    Deduct,
    Event,
    Evidence,
    FigureSet,
    Flag,
    GateResult,
    Lock,
    Mark,
    Note,
    Prefer,
    Reveal,
    SlotKey,
    Spare,
    Withdraw,
    slot_key,
    withdrawn,
)
from grading.report.formats.figures import number, signed
from grading.rubric.arithmetic import Given
from grading.rubric.model import Deduction, Rubric

NOT_ATTEMPTED_WORDS = "not attempted"


class Became(Enum):
    """What became of a decision."""

    STANDS = "stands"
    REPLACED = "replaced"
    TAKEN_BACK = "taken back"


class Entry(NamedTuple):
    """One row of a card's history."""

    id: str
    at: str
    reviewer: str
    cell: str
    said: str
    became: Became
    target: str
    """The decision that this one takes back; empty for any other."""


def history(decisions: Sequence[Decision], rubric: Rubric) -> list[Entry]:
    """Every decision in words, in the order it was given in."""
    gone = withdrawn(decisions)
    last: dict[SlotKey, str] = {slot_key(one): one.id for one in decisions if one.id not in gone}
    by_id = {one.id: one.event for one in decisions}
    rows = []
    for one in decisions:
        event, target = one.event, ""
        if isinstance(event, Withdraw):
            target = event.target if event.target in by_id else ""
            said = f"took back: {_words(by_id[target], rubric)}" if target else "took back an entry"
        else:
            said = _words(event, rubric)
        if one.id in gone:
            became = Became.TAKEN_BACK
        elif isinstance(event, Withdraw) or last[slot_key(one)] == one.id:
            became = Became.STANDS
        else:
            became = Became.REPLACED
        rows.append(Entry(one.id, one.at, one.reviewer, event.cell, said, became, target))
    return rows


def given_words(given: Given) -> str:
    """A mark in words."""
    return number(given) if isinstance(given, Fraction) else NOT_ATTEMPTED_WORDS


_ANSWERS = {Answer.A: "better than", Answer.B: "not as good as", Answer.EQUAL: "as good as"}


def _words(event: Event, rubric: Rubric) -> str:
    match event:
        case Mark(_, value):
            return f"mark {given_words(value)}"
        case Clear():
            return "cleared"
        case Deduct(cell):
            asked = rubric.cells.get(cell)
            price = f" (−{number(asked.item.points)})" if asked and isinstance(asked.item, Deduction) else ""
            return f"deduction called{price}"
        case Spare():
            return "looked at, not called"
        case GateResult(_, holds):
            return "gate holds" if holds else "gate fails"
        case _:
            return _remark_words(event)


def _remark_words(event: Adjust | Note | Evidence | Flag | Prefer | Lock | Reveal | FigureSet | Withdraw) -> str:
    match event:
        case Adjust(_, points, reason):
            return f"adjusted by {signed(points)}: {reason}"
        case Note(_, text):
            return f"note: {text}" if text else "note taken away"
        case Evidence(_, place):
            return f"evidence: {place}"
        case Flag(_, unsure):
            return "unsure, to come back to" if unsure else "no longer unsure"
        case _:
            return _words_of_card(event)


def _words_of_card(event: Prefer | Lock | Reveal | FigureSet | Withdraw) -> str:
    match event:
        case Prefer(_, other, answer):
            return f"{_ANSWERS[answer]} {other}"
        case Lock():
            return "locked: finished"
        case Reveal():
            return "names revealed"
        case FigureSet(_, value, reason):
            return f"{value or 'unknown'}{': ' + reason if reason else ''}"
        case Withdraw():
            return "taking back"
        case _:
            assert_never(event)
