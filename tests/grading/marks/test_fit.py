"""What does not fit the rubric or the card is refused, and the error says what would fit."""

from fractions import Fraction

import pytest

from grading.errors import MarkError
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
from grading.marks.fit import LONGEST_TEXT, CardState, expected, find_cell, require_fit
from grading.rubric.arithmetic import NOT_ATTEMPTED
from tests.builders import rubric

ONE = Fraction(1)
HALF = Fraction(1, 2)

ALWAYS: list[Event] = [
    Reveal(),
    Prefer("", "jade", Answer.A),
    Prefer("api", "jade", Answer.A),
]
UNTIL_LOCKED: list[Event] = [
    Mark("api", Fraction(0)),
    Mark("api", Fraction(20)),
    Mark("api", NOT_ATTEMPTED),
    Mark("tests", Fraction(15, 2)),
    Mark("tests", NOT_ATTEMPTED),
    Mark("faithful", HALF),
    Mark("faithful", Fraction(5, 2)),
    Mark("collected", Fraction(0)),
    Mark("collected", Fraction(10**9)),
    Mark("collected", Fraction(1, 3)),
    Clear("api"),
    Clear("starts"),
    Deduct("no-paging"),
    Spare("no-paging"),
    GateResult("starts", False),
    Adjust("api", Fraction(-20), "why"),
    Adjust("tests", Fraction(1, 3), "x" * LONGEST_TEXT),
    Note("api", "x" * LONGEST_TEXT),
    Note("no-paging", ""),
    Note("", "the whole card"),
    Evidence("starts", "a.py:1"),
    Evidence("", "$ pytest", "", "x" * LONGEST_TEXT),
    Flag("api", True),
    Flag("", False),
    FigureSet("no such cell", "1"),
    Withdraw("no such cell", "1"),
]


@pytest.mark.parametrize("event", [*ALWAYS, *UNTIL_LOCKED])
def test_what_the_rubric_asks_for_fits(event: Event) -> None:
    require_fit(rubric(), event)


def refusal(event: Event, *standing: Event) -> str:
    with pytest.raises(MarkError) as caught:
        require_fit(rubric(), event)
        CardState(standing).take(rubric(), event)
    return str(caught.value)


LOCKED = "the card is locked; unlock it first"


@pytest.mark.parametrize("event", UNTIL_LOCKED)
def test_a_locked_card_takes_no_more_marks(event: Event) -> None:
    assert refusal(event, Lock()) == LOCKED


@pytest.mark.parametrize("event", ALWAYS)
def test_a_locked_card_can_be_unlocked_compared_and_revealed(event: Event) -> None:
    require_fit(rubric(), event)
    CardState([Lock()]).require_open(event)


def test_what_would_change_a_locked_card_can_be_neither_taken_nor_taken_back() -> None:
    with pytest.raises(MarkError) as caught:
        CardState([Lock()]).require_open(Mark("api", ONE))
    assert str(caught.value) == LOCKED
    CardState([]).require_open(Mark("api", ONE))


def test_a_card_is_locked_once() -> None:
    assert refusal(Lock(), Lock()) == "the card is locked already"


def test_nothing_is_taken_behind_a_lock_in_the_same_call() -> None:
    card = CardState([])
    card.take(rubric(), Lock())
    with pytest.raises(MarkError, match="the card is locked;"):
        card.take(rubric(), Mark("api", ONE))


def test_a_place_is_evidence_for_a_cell_once() -> None:
    known = Evidence("api", "a.py:1", "abc")
    assert refusal(Evidence("api", "a.py:1"), known) == "a.py:1 is evidence for this cell already"
    assert refusal(Evidence("", "a.py"), Evidence("", "a.py")) == "a.py is evidence for this card already"
    card = CardState([known])
    for other in (Evidence("api", "a.py:2"), Evidence("tests", "a.py:1"), Evidence("", "a.py:1")):
        card.take(rubric(), other)


@pytest.mark.parametrize("whole", [Mark("tests", ONE), Mark("tests", NOT_ATTEMPTED)])
def test_a_mark_that_would_change_nothing_is_refused(whole: Mark) -> None:
    said = "tests is marked as a whole, so a mark on collected would change nothing; clear tests first"
    assert refusal(Mark("collected", ONE), whole) == said
    card = CardState([whole])
    card.take(rubric(), Clear("tests"))
    card.take(rubric(), Mark("collected", ONE))


def test_an_adjustment_is_never_more_than_there_is() -> None:
    said = "api cannot be adjusted by -21; it has 20 points"
    assert refusal(Adjust("api", Fraction(-21), "why")) == said


API = "give 0 to 20 in steps of 1"
FAITHFUL = "give 0 to 2.5 in steps of 0.5"
CALLED = "say call, spare or clear"
PASSED = "say pass, fail or clear"
UNKNOWN = 'the rubric service@1 has no cell "zzz"; its cells are starts, api, collected, faithful'


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (Mark("api", Fraction(21)), f"api cannot get 21; {API}"),
        (Mark("api", Fraction(-1)), f"api cannot get -1; {API}"),
        (Mark("api", HALF), f"api cannot get 0.5; {API}"),
        (Mark("api", Fraction(1, 3)), f"api cannot get 1/3; {API}"),
        (Mark("tests", Fraction(8)), "tests cannot get 8; give 0 to 7.5 in steps of 0.5"),
        (Mark("faithful", Fraction(3)), f"faithful cannot get 3; {FAITHFUL}"),
        (Mark("faithful", Fraction(1, 4)), f"faithful cannot get 0.25; {FAITHFUL}"),
        (Mark("collected", Fraction(-1)), "collected cannot measure -1; measure 0 or more"),
        (Mark("faithful", NOT_ATTEMPTED),
         "faithful is a criterion, and only a dimension can be left out as not attempted; mark tests with x"),
        (Mark("collected", NOT_ATTEMPTED),
         "collected is a criterion, and only a dimension can be left out as not attempted; mark tests with x"),
        (Mark("no-paging", ONE), f"no-paging is a deduction, so it takes no number; {CALLED}"),
        (Mark("starts", ONE), f"starts is a gate, so it takes no number; {PASSED}"),
        (Mark("starts", NOT_ATTEMPTED), f"starts is a gate, so it takes no number; {PASSED}"),
        (Deduct("api"), f"api is a dimension, so it cannot be called or spared; {API}"),
        (Spare("faithful"), f"faithful is a criterion, so it cannot be called or spared; {FAITHFUL}"),
        (Spare("collected"),
         "collected is a criterion, so it cannot be called or spared; say what was measured, as a number of 0 or more"),
        (Deduct("starts"), f"starts is a gate, so it cannot be called or spared; {PASSED}"),
        (GateResult("api", True), f"api is a dimension, so it cannot be passed or failed; {API}"),
        (GateResult("no-paging", True), f"no-paging is a deduction, so it cannot be passed or failed; {CALLED}"),
        (Adjust("faithful", ONE, "why"), "faithful is a criterion, but only a dimension can be adjusted"),
        (Adjust("no-paging", ONE, "why"), "no-paging is a deduction, but only a dimension can be adjusted"),
        (Adjust("starts", ONE, "why"), "starts is a gate, but only a dimension can be adjusted"),
        (Adjust("api", Fraction(0), "why"),
         "an adjustment of 0 points changes nothing; say how many points, such as +2 or -1.5"),
        (Adjust("api", ONE, " \n"),
         "an adjustment needs a reason; say why in a sentence; it is shown wherever the card is"),
        (Adjust("api", ONE, "x" * (LONGEST_TEXT + 1)), "the text on api is longer than 100000 characters; shorten it"),
        (Note("api", "x" * (LONGEST_TEXT + 1)), "the text on api is longer than 100000 characters; shorten it"),
        (Note("", "x" * (LONGEST_TEXT + 1)), "the text on the card is longer than 100000 characters; shorten it"),
        (Evidence("api", "$ x", "", "x" * (LONGEST_TEXT + 1)), "the text on api is longer than 100000 characters; shorten it"),
        *(
            (event, UNKNOWN)
            for event in (
                Mark("zzz", ONE),
                Clear("zzz"),
                Deduct("zzz"),
                Spare("zzz"),
                GateResult("zzz", True),
                Adjust("zzz", ONE, "why"),
                Note("zzz", "a"),
                Evidence("zzz", "a"),
                Flag("zzz", True),
                Prefer("zzz", "jade", Answer.A),
            )
        ),
        (Clear(""), 'the rubric service@1 has no cell ""; its cells are starts, api, collected, faithful'),
        (Mark("colected", ONE), 'the rubric service@1 has no cell "colected"; perhaps collected is meant'),
        (Mark("z\x1b\u202e", ONE),
         'the rubric service@1 has no cell "z␛⟨202E⟩"; its cells are starts, api, collected, faithful'),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_what_would(event: Event, said: str) -> None:
    assert refusal(event) == said


def test_of_many_cells_the_first_twelve_are_named() -> None:
    rows = "".join(f'[[dimension.criterion]]\nkey = "c{n}"\ntitle = "C"\npoints = 1\n' for n in range(15))
    said = rubric(f'format = 1\nkey = "r"\nedition = "1"\ntitle = "R"\n[[dimension]]\nkey = "d"\ntitle = "D"\n{rows}')
    with pytest.raises(MarkError) as caught:
        find_cell(said, "zzz")
    listed = ", ".join(f"c{n}" for n in range(12))
    assert str(caught.value) == f'the rubric r@1 has no cell "zzz"; its cells are {listed} and 3 more'


def test_a_cell_is_found_by_its_key() -> None:
    cell = find_cell(rubric(), "faithful")
    assert (cell.key, cell.title) == ("faithful", "Doubles match")
    assert expected(cell) == FAITHFUL


@pytest.mark.parametrize(
    "event",
    [
        Note("api", "\ud83c"),
        Adjust("api", ONE, "why \udcff"),
        Evidence("api", "$ cat", "", "\udcff"),
        Evidence("api", "$ cat \udcff"),
    ],
)
def test_half_a_character_that_the_ledger_could_not_hold_is_refused(event: Event) -> None:
    # A byte on the command line that is not UTF-8 arrives like this.
    assert refusal(event) == "the text on api is not all UTF-8; write it anew"
