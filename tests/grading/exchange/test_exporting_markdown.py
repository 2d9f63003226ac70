"""Markdown: every cell of every table, and every number of every line, beside an independent reckoning."""

from tests.grading.exchange.conftest import Made
from tests.grading.exchange.expected_card_markdown import CardSheet
from tests.grading.exchange.expected_markdown import every_line, every_table
from tests.grading.exchange.page_reading import markdown, told, unlike
from tests.grading.exchange.test_exporting_cards import cards


def test_every_figure_of_the_standings(published: Made) -> None:
    tables, lines = markdown(published.read("standings.md"))
    assert len(tables) > 10
    assert unlike(tables, every_table(published.front)) == []
    assert told(lines, published.known) == every_line(published.front)


def test_every_figure_of_every_card(published: Made) -> None:
    every = list(cards(published))
    assert len(every) > 15
    for stem, _, card in every:
        tables, lines = markdown(published.read(f"{stem}.md"))
        expected = CardSheet(card)
        assert (stem, unlike(tables, expected.tables())) == (stem, [])
        assert (stem, told(lines, published.known)) == (stem, expected.lines())
