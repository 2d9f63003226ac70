"""What was not attempted, in every format: a column that does not add up to the totals says why, and no other does."""

import json
import re

from msgspec.structs import replace

from grading.marks.events import Decision, Mark
from grading.marks.scorecard import Outcome, scorecard
from grading.report.formats.figures import LEFT_OUT_WORDS
from grading.report.formats.html import card_page, index_page
from grading.report.formats.html_standings import standings_table
from grading.report.formats.json import standings_json
from grading.report.formats.markdown import card_markdown, standings_markdown
from grading.rubric.arithmetic import NOT_ATTEMPTED
from grading.runs.model import Run
from tests.builders import rubric
from tests.grading.report.formats.html_books import made
from tests.grading.report.formats.sheets import section
from tests.grading.report.tables import card, run, table
from tests.grading.report.test_standings import TWO

ASKED = rubric(TWO)
AMBER, COBALT = run("amber"), run("cobalt")
FEWER = "(… cards): the mean of so many of a run's cards; the others say not attempted"
NONE = "– in a dimension: not attempted"
REST = LEFT_OUT_WORDS[1:]


def of_three(run: Run, *tests: str) -> list[Outcome]:
    return [card(ASKED, run, f"r{place}", api="8", tests=given) for place, given in enumerate(tests)]


def said(*cards: Outcome) -> tuple[str, str, list[list[str]]]:
    """The Markdown, the page, and the dimensions as the page's table has them."""
    found = table(ASKED, [AMBER, COBALT], cards)
    small = made().book
    here = replace(section(), table=found, cards={}, working=(), groups=(), editions=(), against=None, pairs=())
    page = index_page(replace(small, sections=(here,), across=()))
    rows = [[one.text for one in row.dimensions] for row in standings_table(here).rows]
    return re.sub(" +", " ", standings_markdown(here)), page.replace("&#39;", "'"), rows


def test_a_mean_of_fewer_cards_than_the_total_says_of_how_many() -> None:
    markdown, page, rows = said(*of_three(AMBER, "10", "20", "x"), *of_three(COBALT, "x", "x", "8"))
    assert rows == [["8", "15 (2 cards)"], ["8", "8 (1 card)"]]
    assert "| 8 | 15 (2 cards) | 3 |" in markdown and ">15 (2 cards)</td>" in page
    for text, end in ((markdown, "\n"), (page, ".")):
        assert FEWER + end in text and REST + end in text and NONE not in text


def test_what_nobody_attempted_is_a_dash_that_is_explained() -> None:
    markdown, page, rows = said(card(ASKED, AMBER, api="9", tests="x"), card(ASKED, COBALT, api="8", tests="5"))
    assert rows == [["9", "–"], ["8", "5"]]
    for text, end in ((markdown, "\n"), (page, ".")):
        assert NONE + end in text and REST + end in text and "(… cards)" not in text


def test_what_no_total_counts_is_not_said_to_be_left_out_of_some() -> None:
    found = table(ASKED, [AMBER, COBALT], [*of_three(AMBER, "10", "x"), *of_three(COBALT, "8")], common=True)
    markdown = standings_markdown(replace(section(), table=found, cards={}))
    assert found.common == ("api",) and FEWER in markdown and REST not in markdown


def test_where_all_was_attempted_nothing_is_said() -> None:
    markdown, page, rows = said(*of_three(AMBER, "10", "20", "0"), *of_three(COBALT, "0", "0", "8")[:1])
    assert rows == [["8", "10"], ["8", "0"]]
    assert "not attempted" not in markdown + page


def test_programs_are_told_of_how_many_cards_a_mean_is() -> None:
    found = table(ASKED, [AMBER], of_three(AMBER, "10", "20", "x"))
    assert [(one.key, one.cards) for one in found.ranked[0].left_out] == [("tests", 2)]
    document = json.loads(json.dumps(standings_json(found)))
    assert document["ranked"][0]["dimensions"] == {
        "api": {"points": "8", "of": "10", "share": "4/5", "cards": 3},
        "tests": {"points": "15", "of": "20", "share": "3/4", "cards": 2},
    }


def test_where_nothing_was_attempted_there_is_no_sum_to_explain() -> None:
    small = made()
    book, part, report = small.book, small.book.sections[0], next(iter(small.cards.values()))
    link = next(one for one in part.cards[report.run.id] if one.reviewer == report.card.reviewer)
    answers = [
        Decision(one.key, "", "mia", "", "", report.run.id, report.card.rubric.id, "", "", Mark(one.key, NOT_ATTEMPTED))
        for one in report.card.rubric.dimensions
    ]
    none = replace(report, card=scorecard(report.card.rubric, report.run.id, "mia", answers))
    assert none.card.total.exact is None
    for text in (card_page(book, part, none, link), card_markdown(none)):
        assert "÷" not in text
    for text in (card_page(book, part, report, link), card_markdown(report)):
        assert "weight × points ÷ of" in text
