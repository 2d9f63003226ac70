"""What pages are put together from, where a small book has nothing of the kind."""

from collections import Counter
from fractions import Fraction

import pytest
from msgspec.structs import replace

from grading.marks.events import Answer, Decision, Event, Lock, Mark, Note, Reveal, Withdraw, standing
from grading.marks.scorecard import scorecard
from grading.report.cards import CardReport, NamesShown, PairReport
from grading.report.formats.html import index_page
from grading.report.formats.html_card import Changes, on_other_snapshots, parts
from grading.report.formats.html_pair import ahead, pair_rows, preference_words
from grading.report.formats.json import card_json
from grading.report.formats.markdown import book_markdown, card_markdown
from grading.report.standings import standings
from grading.runs.model import State
from grading.sides import Pair
from tests.grading.report.formats.html_books import Made, made
from tests.grading.report.formats.test_html import rows

MARK = Mark("api", Fraction(9))


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


def test_what_changed_the_points_is_said_on_both_sides(small: Made) -> None:
    amber, _, _, cobalt, *_ = reports(small)
    rows = {row.title: row for row in pair_rows(PairReport(Pair(amber, cobalt), None))}
    assert [side.how for side in rows["Interface"].sides] == [
        "given 19, −0.5 adjusted",
        "given 17, −3 deducted, capped ≤ 10",
    ]
    assert [side.how for side in rows["Tests"].sides] == ["", ""]
    page = small.pages["pairs/service-amber-cobalt-mia.html"]
    assert "Adjusted by <b>−0.5</b>: <bdi>an odd default</bdi>" in page


@pytest.mark.parametrize(
    ("events", "said"),
    [
        ([MARK, Lock()], NamesShown.NEVER),
        ([Reveal(), MARK, Lock()], NamesShown.FIRST),
        ([MARK, Reveal(), Lock()], NamesShown.AMID),
        ([MARK, Lock(), Reveal()], NamesShown.AFTER),
        ([MARK, Lock(), Reveal(), Note("api", "so")], NamesShown.AFTER),
        ([MARK, Lock(), Reveal(), Withdraw("", "01"), MARK, Lock()], NamesShown.CHANGED),
        ([MARK, Lock(), Reveal(), Withdraw("", "01"), Withdraw("api", "00"), Lock()], NamesShown.CHANGED),
        ([MARK, Lock(), Withdraw("", "01"), Reveal(), Lock()], NamesShown.AMID),
        ([MARK, Reveal(), Lock(), Reveal()], NamesShown.AMID),
    ],
)
def test_it_is_told_whether_names_were_shown_before_or_after_the_card_was_locked(
    events: list[Event], said: NamesShown, small: Made
) -> None:
    first = reports(small)[0]
    decided = [
        Decision(f"{number:02}", "", "mia", "", "", first.run.id, first.card.rubric.id, "", "", event)
        for number, event in enumerate(events)
    ]
    card = scorecard(first.card.rubric, first.run.id, "mia", standing(decided).values())
    report = replace(first, card=card, history=tuple(decided))
    assert report.names_shown is said
    assert bool(said.words) is bool(said.value)
    assert card_json(report)["names_shown"] == (None if said is NamesShown.NEVER else said.name.lower())
    assert (said.value in card_markdown(report), "Which run it is" in card_markdown(report)) == (
        True,
        said in (NamesShown.AFTER, NamesShown.CHANGED),
    )


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


def test_a_task_of_which_every_run_is_void_is_one_line_after_the_others(small: Made) -> None:
    whole, little = small.book.sections
    void = [one.run for one in whole.table.apart if one.run.figures.state is State.VOID]
    table = standings("concept", whole.table.rubric, void, {})
    last = replace(whole, task=little.task, table=table, cards={}, pairs=(), groups=(), editions=(), against=None)
    book = replace(small.book, sections=(last, whole), across=())
    page = index_page(book)
    assert page.index('<section id="s2"') < page.index('<section id="s1"')
    said = page[page.index('<section id="s1"') :]
    assert "Every run of this task is void." in said and "it saw the answers" in said
    assert not any(word in said for word in ("ranked, out of", "within the noise", "Tiers", "per working run"))
    markdown = book_markdown(book)
    assert markdown.index("`service`") < markdown.index("Every run of this task is void.")


def test_a_column_of_what_stands_apart_is_there_only_where_it_says_something(small: Made) -> None:
    whole, _ = small.book.sections
    awaited = [one.run for one in whole.table.apart if one.is_awaited]
    section = replace(whole, table=standings("service", whole.table.rubric, awaited, {}), cards={}, pairs=())
    book = replace(small.book, sections=(section,), across=())
    assert next(rows(index_page(book), "s1-apart")) == ["Ground", "Run", "State", "Cost"]
    (heads,) = [line for line in book_markdown(book).splitlines() if line.startswith("| ground")]
    assert [head.strip() for head in heads.strip("|").split("|")] == ["ground", "run", "id", "state"]


def test_only_what_changed_points_is_told() -> None:
    assert Changes(False, False, False).words.startswith("Points are what was given; nothing changed them.")
    assert Changes(True, True, True).words.startswith(
        "Points are what was given, less the deductions called, at most what the failed gates leave, plus adjustments."
    )
