"""How a reviewer marked a cell on other runs, so that the same fault gets the same price. No run is named."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from grading.marks.events import Decision, Deduct, Event, Evidence, GateResult, Mark, Note, Spare
from grading.marks.rows import given_text
from grading.rubric.arithmetic import criterion_points
from grading.rubric.model import Criterion, Rubric
from grading.strict import number_text
from grading.study import Study


class Precedent(Struct, frozen=True):
    """A mark that was given before: its value as shown, the note with it, and the places it rests on."""

    value: str
    note: str = ""
    places: tuple[str, ...] = ()
    count: int = 1
    """How many runs have the same value and note."""
    at: str = ""
    """When the last of them was decided."""


def precedents(
    study: Study, cell: str, rubric: Rubric, reviewer: str, besides: Collection[str] = ()
) -> list[Precedent]:
    """How this reviewer marked the cell on every run but those named, the newest first, and the same only once.

    Then how it was marked under other editions of the rubric, which are named, on the runs at hand as well.
    """
    found = _under(rubric, study.standing_on(cell, rubric, reviewer), besides)
    for other in reversed(study.rubrics()):
        if other.key == rubric.key and other.id != rubric.id:
            under = _under(other, study.standing_on(cell, other, reviewer), ())
            found += (replace(one, value=f"{one.value} @{other.edition}".strip()) for one in under)
    return found


def _under(rubric: Rubric, stands: Iterable[Decision], besides: Collection[str]) -> list[Precedent]:
    """What these decisions under one rubric come to, run by run."""
    by_run: defaultdict[str, list[Decision]] = defaultdict(list)
    for one in stands:
        if one.run not in besides:
            by_run[one.run].append(one)
    found: dict[tuple[str, str], Precedent] = {}
    for decisions in sorted(by_run.values(), key=_last, reverse=True):
        this = _precedent(rubric, decisions)
        same = (this.value, this.note)
        if same in found:
            known = found[same]
            places = tuple(dict.fromkeys((*known.places, *this.places)))
            found[same] = replace(known, places=places, count=known.count + 1)
        elif any(same):
            found[same] = this
    return list(found.values())


def _last(decisions: Iterable[Decision]) -> str:
    return max(one.id for one in decisions)


def _precedent(rubric: Rubric, decisions: Iterable[Decision]) -> Precedent:
    value = note = at = ""
    places: list[str] = []
    for one in decisions:
        at = max(at, one.at)
        match one.event:
            case Note(text=text):
                note = text
            case Evidence(place=place):
                places.append(place)
            case event:
                value = _value(rubric, event)
    return Precedent(value, note, tuple(places), at=at)


def _value(rubric: Rubric, event: Event) -> str:
    match event:
        case Mark(cell, given):
            item = rubric.cells[cell].item
            if isinstance(item, Criterion) and item.ladder and isinstance(given, Fraction):
                return f"{given_text(given)} → {number_text(criterion_points(item, given))}"
            return given_text(given)
        case Deduct():
            return "called"
        case Spare():
            return "not called"
        case GateResult(holds=holds):
            return "holds" if holds else "fails"
        case _:
            return ""
