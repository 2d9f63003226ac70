"""What follows from one table, as lines: working runs, an outside index, another rubric."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grading.printing import VOID_WORDS, agreement_words, minus, number, per_unit, places, spent_words, times
from grading.strict import number_text
from grading.words import UNKNOWN, counted
from tui.commands.columns import Column
from tui.commands.console import say, say_prose, say_table, say_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grading.report.costs import WorkingCost
    from grading.report.editions import Editions, Moved
    from grading.report.index import AgainstIndex
    from grading.report.standings import Ranked

_OF_WORKING = (
    *(Column("model"), Column("runs", True, rank=1), Column("working", True), Column("spent", True)),
    *(Column("per working run", True), Column("why not known", wraps=True, beneath=True)),
)
_WORKING = "cost per working run: all money, by runs that pass the gates on every card"
_OF_INDEX = (
    *(Column("model"), Column("rank", True), Column("total", True), Column("rank there", True)),
    *(Column("value there", True), Column("places", True)),
)
_OF_EDITIONS = (
    *(Column("run"), Column("before", True), Column("after", True), Column("change", True)),
    *(Column("rank", True), Column("places", True), Column("tier")),
)


def show_working(costs: Sequence[WorkingCost]) -> None:
    """What a working run of each model costs."""
    say()
    rows = [
        [
            *(one.model, str(one.runs), str(one.working), spent_words(one.spent)),
            *(per_unit(one.per_working_run, one.spent.basis), one.why_unknown),
        ]
        for one in costs
    ]
    say_table(_OF_WORKING, rows, title=_WORKING)
    if any(one.void for one in costs):
        say_prose(VOID_WORDS, 0)


def show_index(one: AgainstIndex) -> None:
    """The table against an outside index."""
    say()
    say_title(f"against {one.index.name}: {agreement_words(one.agreement)}")
    if one.compared:
        rows = [
            [
                *(each.model, str(each.rank), each.total_shown, str(each.index_rank)),
                *(number(each.value), places(each.places)),
            ]
            for each in one.compared
        ]
        say_table(_OF_INDEX, rows)
    say_prose(f"best over worst: {times(one.spread)} here, {times(one.index.spread)} there", 0)
    for pair in one.reversed:
        here, there = pair.ahead_here, pair.ahead_there
        near = " ≈" if pair.is_near else ""
        say_prose(
            f"reversed: {here.model} {here.total_shown}{near} ahead of {there.model} {there.total_shown} here, "
            f"{number(here.value)} to {number(there.value)} there",
            0,
        )
    for where, models in (("here", one.only_here), ("there", one.only_there)):
        if models:
            say_prose(f"only {where}: {', '.join(models)}", 0)


def show_editions(one: Editions) -> None:
    """The table beside that of another rubric."""
    say()
    say_title(f"{one.before.rubric.name} → {one.after.rubric.name}: {agreement_words(one.agreement)}")
    if one.moved:
        rows = [
            [
                *(each.run.split("/", 1)[1], *one.totals(each), minus(one.change_shown(each))),
                *(
                    f"{each.rank_before} → {each.rank_after}",
                    places(each.places),
                    _tiers(each) if one.have_tiers else "",
                ),
            ]
            for each in one.moved
        ]
        say_table(_OF_EDITIONS, rows)
    flips, pairs = counted(len(one.flips), "run"), counted(len(one.reversed), "pair")
    converted = f", all out of {number_text(one.scale.of)}" if one.scale.is_converted else ""
    flipped = f"{flips} in another tier, " if one.have_tiers else ""
    say_prose(f"{flipped}{pairs} of runs the other way round; changes are of exact totals{converted}", 0)
    for table, only in ((one.before, one.only_before), (one.after, one.only_after)):
        if only:
            say_prose(f"only under {table.rubric.name}: {', '.join(_short(each) for each in only)}", 0)


def _short(one: Ranked) -> str:
    return one.run.id.split("/", 1)[1]


def _tiers(one: Moved) -> str:
    before, after = (side.tier.name if side.tier else UNKNOWN for side in (one.before, one.after))
    if one.flips:
        return f"{before} → {after}"
    return "" if UNKNOWN in (before, after) else after
