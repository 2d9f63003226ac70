"""The front page: every cell of every table, and every number of every sentence, beside an independent reckoning."""

from tests.grading.exchange.conftest import Made
from tests.grading.exchange.page_reading import sentences, tables, unlike
from tests.grading.exchange.spelling import DASH


def test_every_cell_of_every_table(published: Made) -> None:
    expected = published.front.every_table()
    assert len(expected) > 10
    assert unlike(tables(published.index), expected) == []


def test_no_column_of_the_priced_study_is_empty(priced: Made) -> None:
    seen: dict[tuple[str, str], set[str]] = {}
    for name, rows in tables(priced.index).items():
        for row in rows:
            for column, text in row.items():
                seen.setdefault((name.partition("-")[2], column), set()).add(text.partition(" [")[0])
    assert [place for place, texts in seen.items() if texts <= {"", DASH}] == []
    assert {name for name, _ in seen} >= {"standings", "partial", "apart", "working", "index", "beside-1", "by-weights"}


def test_every_number_of_every_sentence(published: Made) -> None:
    assert sentences(published.index, published.known) == published.front.sentences()
