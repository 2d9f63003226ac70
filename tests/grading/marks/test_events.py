"""Which decision stands: later ones take the place of earlier ones, undo is an entry, and redo undoes that."""

from fractions import Fraction

import pytest

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
    Slot,
    SlotKey,
    Spare,
    Withdraw,
    is_empty,
    slot_key,
    standing,
    withdrawn,
)
from grading.rubric.arithmetic import NOT_ATTEMPTED


def history(*events: Event) -> list[Decision]:
    """Decisions with the ids 1, 2, 3 …"""
    return [Decision(str(n), "", "mia", "", "", "run", "rubric", "", "", event) for n, event in enumerate(events, 1)]


def stands(*events: Event) -> list[Event]:
    return [decision.event for decision in standing(history(*events)).values()]


def mark(value: int, cell: str = "api") -> Mark:
    return Mark(cell, Fraction(value))


def undo(target: int, cell: str = "api") -> Withdraw:
    return Withdraw(cell, str(target))


ONE_AFTER_THE_OTHER: list[tuple[Event, Event]] = [
    (mark(1), mark(2)),
    (mark(1), Mark("api", NOT_ATTEMPTED)),
    (Deduct("slow"), Spare("slow")),
    (Spare("slow"), Deduct("slow")),
    (GateResult("starts", True), GateResult("starts", False)),
    (Note("api", "a"), Note("api", "b")),
    (Note("", "a"), Note("", "b")),
    (Flag("api", True), Flag("api", True)),
    (Prefer("api", "other", Answer.A), Prefer("api", "other", Answer.EQUAL)),
    (Lock(), Lock()),
    (Reveal(), Reveal()),
    (FigureSet("cost", "1.10"), FigureSet("cost", "1.20", "typing error")),
]


@pytest.mark.parametrize(("earlier", "later"), ONE_AFTER_THE_OTHER)
def test_a_later_decision_takes_the_place_of_an_earlier_one_in_its_slot(earlier: Event, later: Event) -> None:
    assert stands(earlier, later) == [later]


@pytest.mark.parametrize(("earlier", "later"), ONE_AFTER_THE_OTHER)
def test_undo_brings_the_earlier_one_back_and_redo_the_later(earlier: Event, later: Event) -> None:
    cell = later.cell
    assert stands(earlier, later, undo(2, cell)) == [earlier]
    assert stands(earlier, later, undo(2, cell), undo(3, cell)) == [later]
    assert stands(earlier, later, undo(2, cell), undo(3, cell), undo(4, cell)) == [earlier]
    assert stands(earlier, later, undo(2, cell), undo(1, cell)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (mark(1, "api"), mark(1, "tests")),
        (mark(1), Note("api", "a")),
        (Note("", "a"), Note("api", "a")),
        (Flag("api", True), mark(1)),
        (Prefer("api", "cobalt", Answer.A), Prefer("api", "jade", Answer.B)),
        (Prefer("", "cobalt", Answer.A), Prefer("api", "cobalt", Answer.A)),
        (Lock(), Reveal()),
        (FigureSet("cost", "1"), FigureSet("seconds", "1")),
        (Adjust("api", Fraction(1), "why"), Adjust("api", Fraction(1), "why")),
        (Evidence("api", "a.py:1"), Evidence("api", "a.py:1")),
    ],
)
def test_decisions_in_other_slots_or_in_one_that_holds_many_stand_side_by_side(one: Event, other: Event) -> None:
    assert stands(one, other) == [one, other]
    assert stands(one, other, undo(1, one.cell)) == [other]


@pytest.mark.parametrize(
    ("full", "empty"),
    [
        (mark(1), Clear("api")),
        (Deduct("api"), Clear("api")),
        (GateResult("api", False), Clear("api")),
        (Note("api", "a"), Note("api", "")),
        (Flag("api", True), Flag("api", False)),
    ],
)
def test_an_empty_decision_leaves_its_slot_empty_until_it_is_withdrawn(full: Event, empty: Event) -> None:
    assert is_empty(empty)
    assert not is_empty(full)
    assert stands(full, empty) == []
    assert stands(empty) == []
    assert stands(empty, full) == [full]
    assert stands(full, empty, undo(2)) == [full]
    assert stands(full, empty, undo(2), undo(3)) == []


def test_a_clear_takes_the_value_and_leaves_everything_else() -> None:
    kept: list[Event] = [
        Note("api", "n"),
        Adjust("api", Fraction(1), "why"),
        Evidence("api", "a.py"),
        Flag("api", True),
    ]
    assert stands(mark(1), *kept, Clear("api")) == kept


def test_a_decision_taken_back_twice_needs_both_taken_back_to_return() -> None:
    assert stands(mark(1), undo(1), undo(1)) == []
    assert stands(mark(1), undo(1), undo(1), undo(2)) == []
    assert stands(mark(1), undo(1), undo(1), undo(2), undo(3)) == [mark(1)]


def test_what_is_in_the_middle_can_be_taken_back_alone() -> None:
    assert stands(mark(1), mark(2), mark(3), undo(2)) == [mark(3)]
    assert stands(mark(1), mark(2), mark(3), undo(2), undo(3)) == [mark(1)]


def test_taking_back_what_is_not_there_changes_nothing() -> None:
    assert stands(mark(1), undo(99)) == [mark(1)]


def test_withdrawn_names_what_does_not_count() -> None:
    assert withdrawn(history(mark(1), mark(2), undo(2), undo(3), undo(1))) == {"3", "1"}
    assert withdrawn([]) == set()


def test_standing_decisions_take_any_iterable_and_come_by_their_place() -> None:
    found = standing(iter(history(mark(1), Adjust("api", Fraction(1), "why"), Prefer("", "jade", Answer.A), undo(9))))
    assert list(found) == [
        SlotKey(Slot.VALUE, "api", ""),
        SlotKey(Slot.ADJUST, "api", "2"),
        SlotKey(Slot.PREFER, "", "jade"),
    ]
    assert all(slot_key(decision) == key for key, decision in found.items())


def test_two_slots_hold_many() -> None:
    assert {slot for slot in Slot if slot.holds_many} == {Slot.ADJUST, Slot.EVIDENCE}
