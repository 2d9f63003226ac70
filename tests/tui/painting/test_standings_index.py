"""Standings held against an outside index, as rows."""

from grading.report.index import AgainstIndex, against_index, read_index
from tests.grading.report.tables import card, points, run, table
from tui.painting.standings_index import index_table


def held(index: str, **totals: str) -> AgainstIndex:
    """Models with these totals, held against the text of an index."""
    runs = [run(model) for model in totals]
    cards = [card(points(), one, build=total) for one, total in zip(runs, totals.values(), strict=True)]
    return against_index(table(points(), runs, cards), read_index(index, "arena\x1b.csv"))


def said(found: AgainstIndex) -> list[str]:
    """Every row as words."""
    rows = index_table(found).entries
    return [" ".join(span.text for span in (one.cells or one.sentence)) for one in rows]


def test_each_model_has_its_place_here_and_there_and_every_reversed_pair_is_named() -> None:
    rows = said(held("model,value\namber,1\ncobalt,3\nopal,2\nelse,9\n", amber="10", cobalt="9", jade="5", opal="4"))
    assert rows == [
        *("1 ↑ 2 amber 10 3 1", "2 ↓ 1 cobalt 9 1 3", "3 ↓ 1 opal 4 2 2"),
        *("", "held against arena␛.csv", "Kendall's tau-b −0.33 · Spearman's rho −0.50 · 3 in both"),
        "best over worst: 2.5× here, 9.0× there",
        *("only here: jade", "only there: else"),
        *("", "The other way round   2"),
        "amber is ahead of cobalt here, 10 to 9; there it is 1 to 3",
        "amber is ahead of opal here, 10 to 4; there it is 1 to 2",
    ]


def test_nothing_in_common_and_nothing_reversed_are_said() -> None:
    rows = said(held("model,value\nelse,9\n", amber="10", cobalt="9"))
    assert rows[0] == "held against arena␛.csv" and "only here: amber, cobalt" in rows
    assert rows[-1] == "no two models are the other way round"


def test_the_mean_of_several_runs_is_named_as_that() -> None:
    entries = index_table(held("model,value\namber,1\n", amber="10")).entries
    assert entries[0].more == "place 1 here, 1 there, of 1 that both know"
