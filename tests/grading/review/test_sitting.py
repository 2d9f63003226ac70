"""What a key decides about a pair of runs, where it leads, and what a ledger that cannot be written makes of it."""

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from grading.errors import LedgerError, MarkError
from grading.marks.events import Decision, Deduct, GateResult, Lock, Mark
from grading.review.sitting import AskAgainError, Sitting
from grading.review.way import After
from grading.rubric.arithmetic import NOT_ATTEMPTED
from grading.sides import Pair, Side
from grading.study import Study
from grading.wishes import Wish
from tests.builders import study_with

A, B = Side.A, Side.B


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with study_with(tmp_path) as study:
        yield study


def sit(study: Study, *, after: After = After.SIDE) -> Sitting:
    """Amber on side A, cobalt on side B."""
    runs = Pair(study.find_run("amber"), study.find_run("cobalt"))
    return Sitting(study, "mia", study.find_rubric("service"), runs, after=after)


@pytest.fixture
def sitting(study: Study) -> Sitting:
    return sit(study)


def type_all(sitting: Sitting, keys: str) -> None:
    for key in keys:
        sitting.type(key)


def given(sitting: Sitting, side: Side) -> dict[str, object]:
    card = sitting.cards[side]
    assert card is not None
    return {**card.answers.given, **card.answers.gates}


def here(sitting: Sitting) -> tuple[str, Side]:
    return sitting.cell, sitting.side


# Marks


def test_it_begins_at_the_first_open_cell(study: Study, sitting: Sitting) -> None:
    assert here(sitting) == ("api", A)
    sitting.type("7")
    assert here(sitting) == ("api", B)
    assert here(sit(study)) == ("api", B)
    sitting.type("8")
    assert here(sit(study)) == here(sitting) == ("collected", A)


def test_a_number_is_taken_as_soon_as_no_longer_one_could_be_meant(sitting: Sitting) -> None:
    sitting.type("1")
    assert (sitting.entry.text, given(sitting, A), here(sitting)) == ("1", {}, ("api", A))
    sitting.type("8")
    assert (sitting.entry.text, given(sitting, A), here(sitting)) == ("", {"api": Fraction(18)}, ("api", B))


@pytest.mark.parametrize("leave", [Sitting.end_entry, lambda one: one.move(1), lambda one: one.place("api", B)])
def test_enter_or_any_move_takes_what_is_typed(leave: Callable[[Sitting], object], sitting: Sitting) -> None:
    sitting.type("1")
    leave(sitting)
    assert given(sitting, A) == {"api": Fraction(1)}
    assert sitting.entry.text == ""


def test_a_number_that_is_none_holds_the_cursor(sitting: Sitting) -> None:
    sitting.place("collected", A)
    type_all(sitting, "1.")
    sitting.type("5")
    with pytest.raises(MarkError, match="is a number"):
        sitting.type(".")
    assert sitting.entry.text == "1.5"
    sitting.erase()
    sitting.erase()
    sitting.erase()
    with pytest.raises(MarkError, match="nothing is being typed"):
        sitting.erase()
    assert given(sitting, A) == {}


def test_digits_too_large_are_refused_and_what_was_typed_stays(sitting: Sitting) -> None:
    sitting.type("2")
    with pytest.raises(MarkError, match="20 is the most"):
        sitting.type("5")
    assert sitting.entry.text == "2"
    sitting.type("0")
    assert given(sitting, A) == {"api": Fraction(20)}


def test_a_ladder_takes_what_was_measured(sitting: Sitting) -> None:
    sitting.place("collected", A)
    type_all(sitting, "117")
    sitting.end_entry()
    assert given(sitting, A) == {"collected": Fraction(117)}
    for refused in (sitting.most, lambda: sitting.step(1)):
        with pytest.raises(MarkError, match="type what was measured"):
            refused()


def test_steps_and_the_most(sitting: Sitting) -> None:
    sitting.place("faithful", A)
    for steps in (-1, 1):
        with pytest.raises(MarkError, match="no number is given here yet; a digit gives one"):
            sitting.step(steps)
    assert given(sitting, A) == {}
    sitting.decide(Mark("faithful", Fraction(2)), After.STAY)
    sitting.step(1)
    assert here(sitting) == ("faithful", A)
    with pytest.raises(MarkError, match="that is the most"):
        sitting.step(1)
    sitting.step(-1)
    assert given(sitting, A) == {"faithful": Fraction(2)}
    sitting.most()
    assert given(sitting, A) == {"faithful": Fraction(5, 2)}
    assert here(sitting) == ("faithful", B)


def test_a_gate_holds_or_fails(sitting: Sitting) -> None:
    sitting.place("starts", A)
    sitting.type("1")
    sitting.type("0")
    assert [given(sitting, side) for side in Side] == [{"starts": True}, {"starts": False}]
    sitting.place("starts", A)
    sitting.step(-1)
    sitting.place("starts", B)
    sitting.most()
    assert [given(sitting, side) for side in Side] == [{"starts": False}, {"starts": True}]
    with pytest.raises(MarkError, match="a gate takes no number"):
        sitting.type("7")
    with pytest.raises(MarkError, match="cannot be left out"):
        sitting.leave_out()


def test_a_dimension_is_left_out_at_once_and_a_section_when_asked_again(sitting: Sitting) -> None:
    sitting.leave_out()
    assert given(sitting, A) == {"api": NOT_ATTEMPTED}
    sitting.place("faithful", B)
    with pytest.raises(
        AskAgainError, match=r"all of Tests would be left out as not attempted; \{not-attempted\} again"
    ):
        sitting.leave_out()
    sitting.leave_out(sure=True)
    assert given(sitting, B) == {"tests": NOT_ATTEMPTED}
    sitting.place("faithful", B)
    sitting.clear()
    assert given(sitting, B) == {}
    with pytest.raises(MarkError, match="no value to take away"):
        sitting.clear()


def test_the_other_sides_value_is_taken_over(sitting: Sitting) -> None:
    with pytest.raises(MarkError, match="the other side has no value yet"):
        sitting.same()
    type_all(sitting, "17")
    sitting.same()
    assert given(sitting, B) == {"api": Fraction(17)}
    sitting.place("starts", B)
    sitting.type("0")
    assert here(sitting) == ("starts", A)
    sitting.same()
    assert given(sitting, A) == {"api": Fraction(17), "starts": False}


# Where a key leads


def test_both_sides_of_a_cell_come_before_the_next_one(sitting: Sitting) -> None:
    went = []
    for keys in ("9", "9", "9\n", "9\n", "2.", "2.", "1", "1"):
        went.append(here(sitting))
        for key in keys:
            if key == "\n":
                sitting.end_entry()
                sitting.next_open()
            else:
                sitting.type(key)
    cells = ("api", "collected", "faithful", "starts")
    assert went == [(cell, side) for cell in cells for side in Side]
    assert not sitting.go_on()
    assert all(card.total.complete for card in sitting.values.values())


def test_a_value_on_b_leads_back_to_an_open_a(sitting: Sitting) -> None:
    sitting.place("api", B)
    sitting.type("9")
    assert here(sitting) == ("api", A)
    sitting.type("9")
    assert here(sitting) == ("collected", A)


def test_one_side_at_a_time(study: Study) -> None:
    sitting = sit(study, after=After.CELL)
    sitting.type("9")
    assert here(sitting) == ("collected", A)
    sitting.place("starts", A)
    sitting.type("1")
    assert here(sitting) == ("starts", A)
    sitting.next_open()
    assert here(sitting) == ("starts", B)


def test_a_value_that_took_the_place_of_another_is_known(sitting: Sitting) -> None:
    sitting.type("9")
    assert sitting.replaced is None
    for before in (Fraction(9), Fraction(7)):
        sitting.place("api", A)
        sitting.type("7")
        assert sitting.replaced == (Mark("api", before), Mark("api", Fraction(7)))
    sitting.place("starts", A)
    sitting.type("1")
    sitting.place("starts", A)
    sitting.type("0")
    assert sitting.replaced == (GateResult("starts", True), GateResult("starts", False))


def test_a_mark_can_stay_where_it_is(study: Study) -> None:
    sitting = sit(study, after=After.STAY)
    sitting.type("9")
    assert here(sitting) == ("api", A)


def test_moves_go_as_far_as_there_is_something(sitting: Sitting) -> None:
    went = []
    moves: list[Callable[[], object]] = [
        lambda: sitting.move(-1),
        lambda: sitting.move(2),
        lambda: sitting.move_section(1),
        lambda: sitting.move(9),
    ]
    for move in moves:
        move()
        went.append(sitting.cell)
    assert went == ["api", "faithful", "starts", "starts"]
    sitting.change_side()
    sitting.move_section(-1)
    assert here(sitting) == ("collected", B)


def test_one_run_is_graded_alone(study: Study) -> None:
    sitting = Sitting(study, "mia", study.find_rubric("service"), Pair(None, study.find_run("cobalt")))
    assert (sitting.graded, here(sitting)) == ((B,), ("api", B))
    for refused in (sitting.change_side, sitting.same):
        with pytest.raises(MarkError, match="no other side"):
            refused()
    sitting.type("9")
    assert here(sitting) == ("collected", B)
    sitting.place("starts", A)
    assert here(sitting) == ("starts", B)


# A card that is locked, a ledger that cannot be written


def test_nothing_is_typed_into_a_locked_card(study: Study, sitting: Sitting) -> None:
    study.decide([Wish(sitting.run, sitting.rubric, "mia", Lock())])
    sitting.refresh()
    keys: list[Callable[[], object]] = [lambda: sitting.type("9"), sitting.most, sitting.leave_out]
    for refused in keys:
        with pytest.raises(MarkError, match=r"the card is locked; \{lock\} unlocks it"):
            refused()
    assert given(sitting, A) == {}
    sitting.change_side()
    sitting.type("9")
    assert given(sitting, B) == {"api": Fraction(9)}


@pytest.fixture
def full(study: Study, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bool]]:
    """A disk that is full while the list is not empty."""
    states = [True]
    decide = study.decide

    def decide_if_there_is_room(wishes: Iterable[Wish]) -> list[Decision]:
        if states:
            raise LedgerError("not saved: the disk is full", do="make room")
        return decide(wishes)

    monkeypatch.setattr(study, "decide", decide_if_there_is_room)
    yield states


def test_what_cannot_be_written_is_pending_and_counts_for_nothing(sitting: Sitting, full: list[bool]) -> None:
    with pytest.raises(LedgerError, match="the disk is full"):
        sitting.type("9")
    assert given(sitting, A) == {}
    assert here(sitting) == ("api", A)
    assert sitting.pending[A, "api"].event == Mark("api", Fraction(9))
    assert (sitting.pending[A, "api"].why, sitting.pending[A, "api"].do) == ("not saved: the disk is full", "make room")


def test_the_next_decision_takes_what_is_pending_along(sitting: Sitting, full: list[bool]) -> None:
    with pytest.raises(LedgerError):
        sitting.type("9")
    sitting.change_side()
    full.clear()
    sitting.type("8")
    assert [given(sitting, side) for side in Side] == [{"api": Fraction(9)}, {"api": Fraction(8)}]
    assert sitting.pending == {}


def test_a_later_value_takes_the_place_of_a_pending_one(sitting: Sitting, full: list[bool]) -> None:
    for key in "97":
        with pytest.raises(LedgerError):
            sitting.type(key)
    full.clear()
    sitting.retry()
    assert given(sitting, A) == {"api": Fraction(7)}
    assert sitting.pending == {}
    assert here(sitting) == ("api", B)


def test_what_was_pending_elsewhere_moves_nobody(sitting: Sitting, full: list[bool]) -> None:
    with pytest.raises(LedgerError):
        sitting.type("9")
    sitting.move(1)
    stood = here(sitting)
    full.clear()
    sitting.retry()
    assert given(sitting, A) == {"api": Fraction(9)}
    assert here(sitting) == stood


def test_what_is_pending_can_be_given_up(sitting: Sitting, full: list[bool]) -> None:
    with pytest.raises(LedgerError):
        sitting.decide(Deduct("no-paging"))
    sitting.give_up()
    full.clear()
    sitting.type("9")
    assert given(sitting, A) == {"api": Fraction(9)}
    assert not sitting.cards.a or not sitting.cards.a.answers.called
