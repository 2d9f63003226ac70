"""Pages of cards and pairs: every cell of every table, and every number of every sentence, from the decisions alone."""

import json
from collections.abc import Iterator

from tests.grading.exchange.conftest import Made
from tests.grading.exchange.expected_cards import CardPage
from tests.grading.exchange.expected_pairs import PairPage
from tests.grading.exchange.ledger_reading import Graded
from tests.grading.exchange.ledger_standings import Table
from tests.grading.exchange.page_reading import Node, page, sentences, tables, tidy, unlike


def cards(made: Made) -> Iterator[tuple[str, Table, Graded]]:
    """Every card that has a page, where it lies without its ending, and the standings that it counts for."""
    found = {(one.task, one.rubric.name): one for one in made.front.tables}
    left = set(made.kept.cards)
    for path in sorted((made.out / "cards").glob("*.json")):
        said = json.loads(path.read_text(encoding="utf-8"))
        key = said["run"], said["rubric"], said["reviewer"]
        left.remove(key)
        yield f"cards/{path.stem}", found[said["task"], said["rubric"]], made.kept.cards[key]
    assert not left


def test_every_figure_of_every_card(published: Made) -> None:
    every = list(cards(published))
    assert len(every) > 15
    for stem, table, card in every:
        root, expected = page(published.read(f"{stem}.html")), CardPage(published.kept, table, card)
        assert (stem, unlike(tables(root), expected.every_table())) == (stem, [])
        assert (stem, sentences(root, published.known)) == (stem, expected.sentences())


def test_every_figure_of_every_pair(published: Made) -> None:
    expected = {(table.rubric.name, who, *runs) for table in published.front.tables
                for (who, _), runs in published.front.pairs(table).items()}  # fmt: skip
    shown = set()
    for path in sorted((published.out / "pairs").glob("*.html")):
        root = page(path.read_text(encoding="utf-8"))
        key = rubric, who, *runs = whose(root, published)
        one = PairPage(published.kept, *(published.kept.cards[run, rubric, who] for run in runs))
        assert (path.name, unlike(tables(root), {": Every cell on both sides": one.table()})) == (path.name, [])
        assert (path.name, sentences(root, published.known)) == (path.name, one.sentences())
        shown.add(key)
    assert shown == expected
    assert len(shown) > 15


def whose(root: Node, made: Made) -> tuple[str, ...]:
    """The rubric, the reviewer and both runs that a pair's page names."""
    (_, task), (who,), (a, b), (*_, rubric) = (
        [
            tidy(one.text())
            for one in next(root.every(tag) if not kind else (x for x in root.every(tag) if x.has(kind))).every("bdi")
        ]
        for tag, kind in (("nav", ""), ("p", "kicker"), ("h1", ""), ("p", "lede"))
    )
    runs = {one.full: one.id for one in made.kept.runs.values() if (made.kept.titles[one.task] or one.task) == task}
    return rubric, who, runs[a], runs[b]
