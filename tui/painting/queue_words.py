"""The queue in words: a pair is called by its number, and whose work it is stays untold as long as it is hidden."""

from collections.abc import Mapping
from typing import Final

from grading.marks.events import (
    Adjust,
    Answer,
    Clear,
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
    Spare,
    Withdraw,
)
from grading.review.attention import Attention, Need
from grading.review.outline import Section
from grading.review.stand import Stand, State
from grading.review.undo import Turned
from grading.rubric.model import Rubric
from grading.sides import Side

SIGNS: Final[Mapping[State, str]] = {
    State.NEW: "○",
    State.STARTED: "◐",
    State.GRADED: "●",
    State.LOCKED: "✓",
    State.TO_COMPARE: "◇",
    State.COMPARED: "◆",
}
ANSWERS: Final[Mapping[Answer, str]] = {Answer.A: "A better", Answer.B: "B better", Answer.EQUAL: "equal"}
NEEDS: Final[Mapping[Need, str]] = {Need.UNSURE: "?", Need.CHANGED: "!", Need.EDITION: "!", Need.UNLOCKED: "●"}
_DONE: Final[Mapping[type[Event], str]] = {
    Mark: "the mark",
    Clear: "the cleared mark",
    Deduct: "the deduction",
    Spare: "the deduction that was not called",
    GateResult: "the gate's answer",
    Adjust: "the adjustment",
    Note: "the note",
    Evidence: "the evidence",
    Flag: "the flag",
    Prefer: "the preference",
    Lock: "the lock",
    Reveal: "the reveal",
    FigureSet: "the figure",
    Withdraw: "what was taken back",
}


def is_named(stand: Stand, *, is_open: bool) -> bool:
    """Whether the reviewer may read whose work it is."""
    return is_open or stand.is_revealed


def pair_words(stand: Stand) -> str:
    """What a pair is called: pair 3."""
    return f"pair {stand.number:,}" if len(stand.runs) == 2 else "run 1"


def moved_words(before: Stand, now: Stand | None) -> str:
    """That a pair has another number now that it is open; nothing where it has not."""
    if now is None or now.number == before.number:
        return ""
    return f"{pair_words(before)} is {pair_words(now)} now: pairs are numbered in the order they are opened"


def run_names(stand: Stand, *, is_open: bool) -> tuple[str, ...]:
    """The runs in the order of their sides, without their task; nothing as long as they are hidden."""
    if not is_named(stand, is_open=is_open):
        return ()
    # Where no sides are drawn there is nothing that an order could tell.
    ordered = tuple(stand.sides) if stand.sides else tuple(sorted(stand.runs))
    return tuple(run.split("/", 1)[-1] for run in ordered)


def where_words(stand: Stand, run: str = "", *, is_open: bool) -> str:
    """Where one run of a pair is to be found: orders-patch, pair 3, side A."""
    parts = [stand.task, pair_words(stand)]
    if run and is_named(stand, is_open=is_open):
        parts.append(run.split("/", 1)[-1])
    elif run and stand.sides:
        parts.append(f"side {(Side.A if stand.sides.a == run else Side.B).value}")
    return ", ".join(parts)


def state_words(stand: Stand, *, is_open: bool) -> str:
    """What the state of a pair means, and what is left to do there; commands stand in braces for their keys."""
    cards = "cards are" if len(stand.runs) == 2 else "card is"
    left = stand.of - stand.decided
    locks = "" if stand.is_locked else ", {lock} locks"
    hidden = "" if is_named(stand, is_open=is_open) else "; names are hidden until {reveal} there shows them"
    return {
        State.NEW: "nothing is marked yet",
        State.STARTED: f"begun: {left:,} {'cell waits' if left == 1 else 'cells wait'} for a value",
        State.GRADED: f"every cell is marked; the {cards} not locked: {{lock}} there locks one",
        State.LOCKED: f"the {cards} locked{hidden}",
        State.TO_COMPARE: f"both graded: {{better-a}} {{better-b}} {{equal}} there say which is better{locks}",
        State.COMPARED: "both are graded in other pairs; you said which one is better",
    }[stand.state]


def left_words(*, is_empty: bool) -> str:
    """That no pair is open: there is none, or every one is graded."""
    return "nothing to grade yet" if is_empty else "nothing is left to grade"


def next_words(stand: Stand | None, section: Section | None, *, is_empty: bool = False) -> str:
    """What comes next; of a pair, or of a dimension that is graded across all pairs."""
    if stand is None:
        return left_words(is_empty=is_empty)
    where = where_words(stand, is_open=False)
    return f"next: {section.title} · {where}" if section else f"next: {where}"


def need_words(need: Attention, title: str) -> str:
    """Why something needs attention; `title` is that of the cell it is about."""
    marks = "1 mark rests" if need.count == 1 else f"{need.count:,} marks rest"
    match need.need:
        case Need.UNSURE:
            return f"unsure: {title}"
        case Need.CHANGED:
            return f"{marks} on an older snapshot"
        case Need.EDITION:
            return f"{marks} on an older edition only"
        case Need.UNLOCKED:
            return "graded, not locked"


def turned_words(turned: Turned, rubric: Rubric | None, where: str = "") -> str:
    """What undo took back, or redo brought back: taken back: the mark on Tests · orders-patch, pair 3, side A."""
    cell = rubric.cells.get(turned.cell) if rubric else None
    title = cell.title if cell else turned.cell
    done = _DONE[type(turned.about.event)]
    said = f"{'brought back' if turned.stands else 'taken back'}: {done}"
    about = f"{said} on {title}" if title else said
    return f"{about} · {where}" if where else about
