"""What a reviewer decides besides values: notes, evidence, faults, gates, adjustments, doubts, preferences, the end.

Where an error names a key, it names the command in braces: which key that is, only a front end knows.
"""

import re
from fractions import Fraction
from typing import Final

from grading.errors import MarkError
from grading.marks.entry import typed
from grading.marks.events import (
    Adjust,
    Answer,
    Clear,
    Deduct,
    Event,
    Flag,
    GateResult,
    Lock,
    Note,
    Prefer,
    Reveal,
    Spare,
)
from grading.marks.fit import require_new
from grading.review.outline import GATES
from grading.review.sitting import AskAgainError, Sitting
from grading.review.way import After
from grading.rubric.model import Deduction, Dimension
from grading.sides import Side
from grading.strict import exact_number, number_text

_POINTS: Final = r"([+−-]?) ?(\d{1,9}(?:\.\d{1,9})?)"


def rest_of(sitting: Sitting, key: str) -> str:
    """What is left to type of a number that this key has taken by itself: 5 after `3.` where marks go by halves."""
    scale = sitting.scale
    if scale is None or sitting.card.locked:
        return ""
    text = sitting.entry.text + key
    value = typed(scale, sitting.entry, key).value
    return "" if value is None else number_text(value)[len("0." if text == "." else text) :]


def note(sitting: Sitting, text: str) -> bool:
    """Says something about the cell; whether that is anything new."""
    before = sitting.card.notes.get(sitting.cell, "")
    if text.strip() == before.strip():
        return False
    sitting.decide(Note(sitting.cell, text.strip()))
    return True


def evidence(sitting: Sitting, place: str) -> str:
    """Rests the cell on a place of the workspace; the place, as it is kept."""
    sitting.require_unlocked()
    found = sitting.study.evidence(sitting.run, sitting.cell, place)
    require_new(found, [one.place for one in sitting.card.evidence.get(sitting.cell, ())])
    sitting.decide(found)
    return found.place


def deduct(sitting: Sitting, letter: str) -> Event:
    """Calls a deduction of the section by its letter, or takes it back; a capital says that it was looked at."""
    fault = _fault(sitting, letter.lower())
    card = sitting.card
    wanted: type[Deduct] | type[Spare] = Spare if letter.isupper() else Deduct
    standing = fault.key in (card.spared if wanted is Spare else card.answers.called)
    event = Clear(fault.key) if standing else wanted(fault.key)
    sitting.decide(event, After.STAY)
    return event


def require_deductions(sitting: Sitting) -> None:
    """Refuses where there is nothing to call."""
    if not sitting.section.deductions:
        raise MarkError(f"{sitting.section.title} has no deductions")


def require_gates(sitting: Sitting) -> None:
    """Refuses where there is nothing to answer."""
    if not sitting.rubric.gates:
        raise MarkError("this rubric has no gates")


def _fault(sitting: Sitting, letter: str) -> Deduction:
    require_deductions(sitting)
    deductions = sitting.section.deductions
    if letter not in deductions:
        raise MarkError(f"there is no deduction {letter}", do=f"there are {', '.join(deductions)}")
    return deductions[letter]


def gate(sitting: Sitting, letter: str) -> Event:
    """Says of a gate, by its letter, that it holds, then that it fails, then nothing."""
    require_gates(sitting)
    gates = sitting.rubric.gates
    place = ord(letter) - ord("a") if len(letter) == 1 else -1
    if not 0 <= place < len(gates):
        raise MarkError(f"there is no gate {letter}", do="press the letter before its name")
    key = gates[place].key
    holds = sitting.card.answers.gates.get(key)
    event = GateResult(key, True) if holds is None else GateResult(key, False) if holds else Clear(key)
    sitting.decide(event, After.STAY)
    return event


def adjust(sitting: Sitting, points: Fraction, reason: str) -> None:
    """Gives or takes points outside the rubric, with a reason that everyone sees."""
    sitting.decide(Adjust(dimension_of(sitting).key, points, reason), After.STAY)


def points_of(text: str) -> Fraction:
    """The points of an adjustment, as people write them: `+2`, `-1.5`."""
    found = re.fullmatch(_POINTS, text.strip(), re.ASCII)
    if found is None:
        raise MarkError(f'"{text.strip()}" are no points', do="say how many, such as +2 or -1.5")
    points = exact_number(found[2], None)
    return points if found[1] in ("", "+") else -points


def dimension_of(sitting: Sitting) -> Dimension:
    """The dimension that the cell is in; an error where it is a gate."""
    dimension = sitting.section.dimension
    if dimension is None:
        raise MarkError("a gate cannot be adjusted", do="stand on a dimension")
    return dimension


def doubt(sitting: Sitting) -> bool:
    """Flags the cell as unsure, or not any more; whether it is now."""
    unsure = sitting.cell not in sitting.card.unsure
    sitting.decide(Flag(sitting.cell, unsure))
    return unsure


def prefer(sitting: Sitting, answer: Answer) -> None:
    """Says which side is better overall."""
    require_two(sitting)
    b = sitting.runs[Side.B]
    assert b is not None
    sitting.decide(Prefer("", b.id, answer), side=Side.A)


def require_two(sitting: Sitting) -> None:
    """Refuses where there is nothing to compare with."""
    if None in sitting.runs:
        raise MarkError("one run is graded here, so there is none to prefer it to")


def lock(sitting: Sitting, *, sure: bool = False) -> bool:
    """Ends the card of this side, or opens it again; whether it is locked now."""
    sitting.end_entry()
    card = sitting.card
    if card.locked:
        if not sure:
            raise AskAgainError("the card is locked", do="{lock} again unlocks it; that is recorded")
        sitting.study.unlock(sitting.run, sitting.rubric, sitting.reviewer)
        sitting.refresh()
        return False
    if sitting.pending:
        raise MarkError("something is not saved yet", do="{take} tries again")
    if card.total.missing:
        raise MarkError(f"{_cells(len(card.total.missing))} open", do="{next-open} leads to the next")
    if card.unsure and not sure:
        raise AskAgainError(f"{_cells(len(card.unsure))} unsure", do="{lock} again locks all the same")
    sitting.decide(Lock())
    return True


def _cells(count: int) -> str:
    return f"{count} {'cell is' if count == 1 else 'cells are'}"


def reveal(sitting: Sitting, *, sure: bool = False) -> None:
    """Shows whose work it is, for ever; that is recorded."""
    require_hidden(sitting)
    if not sure and not all(card.locked for card in sitting.values.values()):
        if _hides_others(sitting):
            # In eighty columns there is room for no more words.
            raise AskAgainError(
                "not all is locked", do="{reveal} again shows names and what others gave, and records it"
            )
        raise AskAgainError("not every card is locked yet", do="{reveal} again shows the names; that is recorded")
    for side, card in sitting.values.items():
        if not card.revealed:
            sitting.decide(Reveal(), side=side)


def _hides_others(sitting: Sitting) -> bool:
    """Whether somebody else has marked a run whose card here is neither locked nor named: their marks are hidden."""
    runs = [run for side, card in sitting.values.items() if not card.locked and (run := sitting.runs[side]) is not None]
    return any(one != sitting.reviewer for run in runs for one in sitting.study.reviewers_of(run, sitting.rubric))


def require_hidden(sitting: Sitting) -> None:
    """Refuses where there is nothing to show."""
    if is_revealed(sitting):
        raise MarkError("the names are shown already")


def is_revealed(sitting: Sitting) -> bool:
    """Whether the reviewer knows whose work it is."""
    return all(card.revealed for card in sitting.values.values())


def gates_by_letter(sitting: Sitting) -> dict[str, str]:
    """The titles of the rubric's gates by the letters they are called by."""
    section = next((one for one in sitting.outline.sections if one.key == GATES), None)
    return {} if section is None else {chr(ord("a") + place): cell.title for place, cell in enumerate(section.cells)}


def said(event: Event, title: str) -> str:
    """What a decision was, in a few words."""
    match event:
        case Deduct():
            return f"called: {title}"
        case Spare():
            return f"looked at, not called: {title}"
        case GateResult(holds=holds):
            return f"{title}: {'holds' if holds else 'fails'}"
        case Adjust(points=points):
            return f"{title}: adjusted by {number_text(points)}"
        case _:
            return f"taken back: {title}"
