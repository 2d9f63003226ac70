"""Standing decisions become a card: what is given, what is missing, points, total and tier."""

from fractions import Fraction

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
    Spare,
    standing,
)
from grading.marks.scorecard import Scorecard, scorecard
from grading.rubric.arithmetic import NOT_ATTEMPTED, Total
from tests.builders import rubric


def card(*events: Event) -> Scorecard:
    decisions = [Decision(f"{n:03d}", "", "mia", "", "", "run", "", "", "", event) for n, event in enumerate(events)]
    return scorecard(rubric(), "run", "mia", standing(decisions).values())


def mark(cell: str, value: str) -> Mark:
    return Mark(cell, Fraction(value))


FULL = (mark("api", "16"), mark("collected", "12"), mark("faithful", "2.5"), GateResult("starts", True))


def test_a_full_card_has_a_total_and_a_tier() -> None:
    # 16 − 3 = 13 of 20 and 2 + 2.5 = 4.5 of 7.5, which weigh 20 and 30: 13 + 18 = 31.
    one = card(*FULL, Deduct("no-paging"))
    assert (one.run, one.reviewer, one.rubric) == ("run", "mia", rubric())
    assert [stage.points for stage in one.stages] == [13, Fraction(9, 2)]
    assert one.total == Total(Fraction(31), Fraction(50), ())
    assert one.total_shown == "31.0"
    assert one.tier is not None
    assert one.tier.name == "B"
    assert one.decided == 4
    assert one.attempted == {"api", "tests"}


def test_a_card_reaches_a_tier_at_its_bound() -> None:
    # 19.9 + 20 would not do; 16 + 30 × 6 ÷ 7.5 = 40 does.
    one = card(mark("api", "16"), mark("tests", "6"), GateResult("starts", True))
    assert one.total_shown == "40.0"
    assert one.tier is not None
    assert one.tier.name == "A"


def test_an_empty_card_is_all_open_and_in_no_tier() -> None:
    one = card()
    assert one.total == Total(Fraction(0), Fraction(0), ("starts", "api", "collected", "faithful"))
    assert (one.total_shown, one.tier, one.decided) == ("0.0", None, 0)
    assert (one.notes, one.evidence, one.adjustments) == ({}, {}, {})
    assert (one.spared, one.unsure, one.locked, one.revealed) == (frozenset(), frozenset(), False, False)
    assert one.attempted == {"api", "tests"}


def test_a_partial_total_is_in_no_tier_however_high() -> None:
    one = card(*FULL[:3])
    assert one.total.exact == 34
    assert one.total.missing == ("starts",)
    assert (one.tier, one.decided) == (None, 3)


def test_where_everything_was_left_out_there_is_no_total_and_no_tier() -> None:
    one = card(Mark("api", NOT_ATTEMPTED), Mark("tests", NOT_ATTEMPTED), GateResult("starts", True))
    assert (one.total.exact, one.total_shown, one.tier) == (None, "", None)
    assert (one.decided, one.attempted) == (4, frozenset())


def test_a_failed_gate_and_adjustments_show_in_the_stages() -> None:
    one = card(
        *FULL[:3], GateResult("starts", False), Adjust("api", Fraction(3), "a"), Adjust("api", Fraction(-1), "b")
    )
    api = one.stages[0]
    assert [api.given, api.deducted, api.capped, api.points] == [16, 16, 10, 12]
    assert one.adjustments == {"api": (Adjust("api", Fraction(3), "a"), Adjust("api", Fraction(-1), "b"))}
    assert one.answers.adjusted == {"api": 2}


def test_everything_that_was_said_is_on_the_card() -> None:
    places = (Evidence("api", "a.py:1"), Evidence("api", "a.py:9"))
    one = card(
        *places,
        Evidence("tests", "$ pytest"),
        Note("api", "first"),
        Note("api", "second"),
        Note("", "the whole"),
        Note("tests", "gone"),
        Note("tests", ""),
        Spare("no-paging"),
        Flag("api", True),
        Flag("tests", True),
        Flag("tests", False),
        Lock(),
        Reveal(),
    )
    assert one.evidence == {"api": places, "tests": (Evidence("tests", "$ pytest"),)}
    assert one.notes == {"api": "second", "": "the whole"}
    assert one.spared == {"no-paging"}
    assert one.unsure == {"api"}
    assert (one.locked, one.revealed) == (True, True)


def test_a_later_value_takes_the_place_of_an_earlier_one_and_a_clear_opens_the_cell() -> None:
    one = card(*FULL, mark("api", "5"), Deduct("no-paging"), Spare("no-paging"), Clear("faithful"))
    assert one.stages[0].points == 5
    assert one.spared == {"no-paging"}
    assert one.total.missing == ("faithful",)


def test_what_is_no_mark_moves_no_number() -> None:
    said = (Prefer("api", "jade", Answer.A), FigureSet("cost", "1"), Note("api", "n"), Lock(), Evidence("api", "a.py"))
    assert card(*FULL, *said).total == card(*FULL).total


def test_a_total_over_some_dimensions_counts_only_those() -> None:
    one = card(*FULL)
    # 50 × 16 ÷ 20 over api alone; a gate that is open stays missing whatever is counted.
    assert one.total_over(["api"]) == Total(Fraction(40), Fraction(50), ())
    assert one.total_over(["api", "tests"]) == one.total
    assert one.total_over([]) == Total(None, Fraction(0), ())
    assert card(mark("api", "16")).total_over(["api"]) == Total(Fraction(40), Fraction(50), ("starts",))
