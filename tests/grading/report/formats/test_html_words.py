"""Values in the words of a page, and decisions in words."""

from decimal import Decimal
from fractions import Fraction

import pytest

from grading.marks.events import (
    Answer,
    Clear,
    Decision,
    Deduct,
    Event,
    Evidence,
    FigureSet,
    Flag,
    GateResult,
    Mark,
    Note,
    Prefer,
    Withdraw,
)
from grading.report.costs import spent
from grading.report.formats import figures
from grading.report.formats import html_words as words
from grading.report.formats.html_history import Became, history
from grading.report.ratios import INFINITE, UNKNOWN, Ratio
from grading.rubric.arithmetic import NOT_ATTEMPTED
from grading.runs.model import Basis, Cost, RunName
from tests.builders import rubric


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (None, None, "–"),
        (None, 2, "–"),
        (Fraction(12), None, "12"),
        (Fraction("7.25"), None, "7.25"),
        (Fraction(-1, 2), None, "−0.5"),
        (Fraction(-3), None, "−3"),
        (Fraction(2, 3), None, "0.67"),
        (Fraction("2.45"), 1, "2.5"),
        (Fraction(0), 1, "0.0"),
    ],
)
def test_numbers(value: Fraction | None, decimals: int | None, text: str) -> None:
    assert figures.number(value, decimals) == text


@pytest.mark.parametrize(("value", "text"), [("2", "+2"), ("-0.5", "−0.5"), ("0", "0"), ("0.25", "+0.25")])
def test_a_change_has_a_sign(value: str, text: str) -> None:
    assert figures.signed(Fraction(value)) == text


def test_what_is_shown_as_nothing_has_no_sign() -> None:
    assert figures.signed(Fraction("0.01"), 1) == "0.0"
    assert [figures.places(count) for count in (3, 0, -1)] == ["+3", "0", "−1"]
    assert figures.coefficient(-0.5) == "−0.50"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("12.345", "$12.35"),
        ("1", "$1.00"),
        ("0.5", "$0.50"),
        ("0.0123", "$0.012"),
        ("0.00042", "$0.00042"),
        ("0", "$0.00"),
    ],
)
def test_dollars_keep_what_tells_small_ones_apart(value: str, text: str) -> None:
    assert figures.dollars(Fraction(value), Basis.EXACT) == text
    assert figures.per_unit(Ratio(Fraction(value)), Basis.ESTIMATED) == f"~{text}"


def test_an_unknown_amount_is_never_nothing() -> None:
    assert [figures.per_unit(one, Basis.EXACT) for one in (UNKNOWN, INFINITE)] == ["–", "∞"]
    assert [figures.times(one) for one in (UNKNOWN, INFINITE, Ratio(Fraction(41, 8)), Ratio(Fraction(103, 100)))] == [
        *("–", "∞", "5.1×", "1.03×"),
    ]
    known, unknown = Cost(Basis.EXACT, Decimal("2")), Cost()
    assert [
        figures.spent_words(spent(ones)) for ones in ([known], [known, unknown], [unknown], [Cost(Basis.SUBSCRIPTION)])
    ] == [
        "$2.00",
        "$2.00 + 1 run unknown",
        "–",
        "subscription",
    ]


def test_what_a_column_is_sorted_by() -> None:
    assert [words.sorting(one) for one in (None, UNKNOWN, INFINITE, Ratio(Fraction(1, 3)), Fraction(5, 2))] == [
        *("", "", "1e99", "0.333333333", "2.5"),
    ]


def test_a_bar_is_as_long_as_its_share_and_never_longer_than_its_cell() -> None:
    shares = [(None, 1), (Fraction(1), 0), (Fraction(0), 5), (Fraction(1), 8), (Fraction(9), 8), (Fraction(-1), 8)]
    assert [words.share_of(points, Fraction(of)) for points, of in shares] == ["", "", " w0", " w13", " w100", " w0"]


def test_a_run_is_called_by_its_label_and_what_tells_it_apart() -> None:
    assert words.called(RunName("t", "amber", label="Amber, large")) == "Amber, large"
    assert words.manner(RunName("t", "amber")) == ""
    assert words.manner(RunName("t", "amber", "forge", "no network", 3)) == "forge · no network · attempt 3"


def test_instants_are_readable_and_foreign_ones_unchanged() -> None:
    assert words.instant("2026-05-03T10:20:30.123456Z") == "2026-05-03 10:20:30 UTC"
    assert words.instant("2026-05-03T10:20:30+02:00") == "2026-05-03T10:20:30+02:00"
    assert words.instant("then") == "then"


def test_text_of_several_lines_keeps_them_and_shows_what_is_hidden() -> None:
    assert words.paragraphs("\na <b>\r\n  c\td\u202e\n") == "a &lt;b&gt;\n  c␉d⟨202E⟩"
    assert words.rows(["a < b", "\u200b"]) == "a &lt; b<li>⟨200B⟩"


def decided(*events: Event) -> list[Decision]:
    return [
        Decision(f"id-{number}", "", "mia", "", "", "run", "rubric", "", "", event)
        for number, event in enumerate(events, 1)
    ]


def test_every_kind_of_decision_has_words() -> None:
    said: list[tuple[Event, str]] = [
        (Mark("api", Fraction("7.5")), "mark 7.5"),
        (Mark("tests", NOT_ATTEMPTED), "mark not attempted"),
        (Clear("api"), "cleared"),
        (Deduct("no-paging"), "deduction called (−3)"),
        (Deduct("gone"), "deduction called"),
        (GateResult("starts", False), "gate fails"),
        (Note("api", ""), "note taken away"),
        (Evidence("api", "a.py:1"), "evidence: a.py:1"),
        (Flag("api", False), "no longer unsure"),
        (Prefer("", "other", Answer.EQUAL), "as good as other"),
        (Prefer("", "other", Answer.B), "not as good as other"),
        (FigureSet("seconds", ""), "unknown"),
        (FigureSet("seconds", "60", "measured anew"), "60: measured anew"),
        (Withdraw("api", "id-1"), "took back: mark 7.5"),
        (Withdraw("api", "elsewhere"), "took back an entry"),
    ]
    found = history(decided(*(event for event, _ in said)), rubric())
    assert [one.said for one in found] == [text for _, text in said]
    assert [one.target for one in found if one.target] == ["id-1"]


def test_what_became_of_a_decision() -> None:
    mark, later = Mark("api", Fraction(1)), Mark("api", Fraction(2))
    beside = Evidence("api", "a.py:1"), Evidence("api", "b.py:1")
    undone = decided(mark, later, Withdraw("api", "id-2"), *beside)
    assert [one.became for one in history(undone, rubric())] == [
        Became.STANDS,
        Became.TAKEN_BACK,
        *[Became.STANDS] * 3,
    ]
    done_again = decided(mark, later, Withdraw("api", "id-2"), Withdraw("api", "id-3"))
    assert [one.became for one in history(done_again, rubric())] == [
        Became.REPLACED,
        Became.STANDS,
        Became.TAKEN_BACK,
        Became.STANDS,
    ]
