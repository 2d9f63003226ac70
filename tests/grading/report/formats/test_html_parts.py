"""What pages are put together from, where a small book has nothing of the kind."""

from collections import Counter
from fractions import Fraction

import pytest
from msgspec.structs import replace

from grading.marks.events import Answer
from grading.report.cards import CardReport, PairReport
from grading.report.formats.html_card import Changes, on_other_snapshots, parts
from grading.report.formats.html_pair import ahead, pair_rows, preference_words
from grading.sides import Pair
from tests.grading.report.formats.html_books import Made, made


@pytest.fixture(scope="module")
def small() -> Made:
    return made()


def reports(book: Made) -> list[CardReport]:
    """Those of amber by both reviewers, of its second attempt, cobalt, ecru and fawn."""
    return list(book.cards.values())


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (None, "Nothing was said about which of the two is better overall."),
        (Answer.EQUAL, "Overall, the reviewer finds them equally good."),
        (Answer.A, "Overall, the reviewer prefers A: amber (forge)."),
        (Answer.B, "Overall, the reviewer prefers B: cobalt (loom)."),
    ],
)
def test_a_preference_is_said_with_the_run_it_is_for(small: Made, answer: Answer | None, said: str) -> None:
    amber, _, _, cobalt, *_ = reports(small)
    assert preference_words(PairReport(Pair(amber, cobalt), answer)) == said


def test_what_one_side_did_not_attempt_puts_nobody_ahead(small: Made) -> None:
    amber, _, again, *_ = reports(small)
    rows = {row.title: row for row in pair_rows(PairReport(Pair(again, amber), None))}
    assert [side.text for side in rows["Tests"].sides] == ["not attempted", "7.5"]
    assert rows["Tests"].ahead == ""
    assert rows["Interface"].ahead == "A +1.5"


def test_who_is_ahead() -> None:
    values = [("5", "3"), ("3", "5.5"), ("3", "3")]
    assert [ahead(Fraction(a), Fraction(b)) for a, b in values] == ["A +2", "B +2.5", ""]
    assert (ahead(None, Fraction(1)), ahead(Fraction(1), None)) == ("", "")


def test_decisions_on_another_snapshot_are_counted(small: Made) -> None:
    report = reports(small)[0]
    assert on_other_snapshots(report) == ""
    tree = report.run.snapshot.tree if report.run.snapshot else ""
    elsewhere = replace(report, card=replace(report.card, snapshots=Counter({tree: 5, "earlier": 2})))
    assert on_other_snapshots(elsewhere) == "2 decisions of 7 made on another snapshot than the run has now"


def test_the_anchor_that_applies_is_the_highest_that_was_reached(small: Made) -> None:
    (interface, _) = parts(reports(small)[0].card)
    assert [(one.at, one.applies) for one in interface.anchors] == [("20", False), ("10", True)]
    (below, _) = parts(reports(small)[-1].card)
    assert [one.applies for one in below.anchors] == [False, False]


def test_only_what_changed_points_is_told() -> None:
    assert Changes(False, False, False).words.startswith("Points are what was given; nothing changed them.")
    assert Changes(True, True, True).words.startswith(
        "Points are what was given, less the deductions called, at most what the failed gates leave, plus adjustments."
    )
