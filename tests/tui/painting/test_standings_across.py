"""All tasks together, as rows: who it is about, and as many tasks as there is room for."""

from grading.report.across import across, between
from grading.report.groups import By, grouped
from tests.grading.report.tables import totals_table
from tui.painting.standings_across import across_table

TASKS = [f"{name} service with a name that is long" for name in ("accounts", "billing", "checkout", "delivery")]
CONTENDER = "a-model-with-a-long-name-2026-05"


def test_long_names_of_tasks_leave_room_for_several_and_for_contenders_in_full() -> None:
    tables = [totals_table({CONTENDER: "80", "amber": "60"}, task=task) for task in TASKS]
    found = across_table(across(tables), ())
    for width, tasks in ((120, 3), (96, 1), (80, 0)):
        head, line = (
            "".join(span.text for span in one.spans)
            for one in (found.head(width), found.line(0, width - 1, has_cursor=False))
        )
        assert CONTENDER in line and len(head) <= width
        assert [f"{task[:15]}…" in head for task in TASKS] == [place < tasks for place in range(4)], head
    more = found.entries[0].more
    assert all(f"{task} 80" in more for task in TASKS)


def test_short_names_of_tasks_stand_above_their_totals_and_are_said_once() -> None:
    found = across_table(across([totals_table({"amber": "60"}, task=task) for task in ("service", "patch")]), ())
    assert "service" in "".join(span.text for span in found.head(80).spans)
    assert "60" not in found.entries[0].more


def test_every_two_tasks_are_held_against_each_other() -> None:
    totals = {
        "first": {"amber": "82", "birch": "75", "cedar": "73", "dune": "30"},
        "second": {"amber": "84", "cedar": "86", "dune": "83"},
    }
    tables = [totals_table(some, task=task) for task, some in totals.items()]
    every = across(tables)
    seen = [one for one in (*every.ranked, *every.incomplete) if one.contender.model != "dune"]
    for contenders, agree in (
        ([*every.ranked, *every.incomplete], "Kendall's tau-b 0.33 · Spearman's rho 0.50 · 3 in both"),
        (seen, "Kendall's tau-b −1.00 · Spearman's rho −1.00 · 2 in both"),
    ):
        found = across_table(every, (), between(every, contenders), grouped(tables, By.TASK))
        said = ["".join(span.text for span in entry.sentence) for entry in found.entries if entry.sentence]
        assert "first  4 runs ranked · mean 65.0 · 30 to 82, 2.7× · – spent" in said
        ahead = "amber is ahead of cedar in first, 82 to 73, and behind in second, 84 to 86"
        assert said[said.index("first → second  1") :] == ["first → second  1", agree, ahead]
