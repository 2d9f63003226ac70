"""Runs put together, as rows: how many of them a mean is about, and how many were paid for."""

from grading.report.groups import By, grouped
from tests.grading.report.tables import card, points, run, table
from tui.painting.standings_groups import groups_table


def test_a_group_says_of_how_many_runs_its_mean_is_and_for_how_many_it_was_paid() -> None:
    ranked, unmarked = run("amber", cost_usd="2"), run("cobalt", cost_usd="3")
    alone = table(points(), [ranked], [card(points(), ranked, build="10")])
    both = table(points(), [ranked, unmarked], [card(points(), ranked, build="10")])
    for one, runs, spent in ((alone, "1", "$2.00"), (both, "1 of 2", "$5.00")):
        found = groups_table([grouped([one], By.HARNESS)], [])
        entry = next(entry for entry in found.entries if entry.cells)
        assert (entry.cells[1].text, entry.cells[-1].text) == (runs, spent)
    assert entry.more == "1 run not ranked"
