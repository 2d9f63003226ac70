"""Several tables put together, as lines: contenders over tasks, and runs in groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grading.printing import MEANS_WORDS, number, spent_words, times
from grading.strict import number_text
from grading.words import UNKNOWN
from tui.commands.columns import Column
from tui.commands.console import say_prose, say_table, say_title

if TYPE_CHECKING:
    from grading.printing import Together
    from grading.report.across import Across, Overall
    from grading.report.groups import Groups
    from grading.report.scales import Scale

_OF_GROUPS = (
    *(Column("ranked", True), Column("mean", True), Column("best", True), Column("worst", True)),
    *(Column("best/worst", True, rank=2), Column("not ranked", True, rank=1), Column("spent", True, rank=3)),
)


def show_together(one: Together, only: str = "") -> None:
    """What was asked for of these tables."""
    runs = f" · only {only}" if only else ""
    if one.across:
        rubrics = ", ".join(dict.fromkeys(rubric.name for rubric in one.across.rubrics))
        say_title(f"across {', '.join(one.across.tasks)} · {rubrics}{runs}")
        _show_across(one.across)
    if one.groups:
        tasks = ", ".join(dict.fromkeys(table.task for table in one.tables))
        rubrics = ", ".join(dict.fromkeys(table.rubric.name for table in one.tables))
        say_title(f"by {one.groups.by.value} · {tasks} · {rubrics}{runs}")
        _show_groups(one.groups)


def _show_across(one: Across) -> None:
    if one.ranked:
        columns = [Column("rank", True), Column("contender"), *(Column(task, True, rank=1) for task in one.tasks)]
        columns += [Column("mean", True), Column("swing", True), Column("consistency", True), Column("weights", rank=2)]
        say_table(columns, [_overall(one, each) for each in one.ranked])
        say_prose("swing: best task less worst, as shown; consistency: 1 varies least", 0)
    if one.incomplete:
        rows = [[_who(each), one.mean_shown(each), ", ".join(each.missing)] for each in one.incomplete]
        say_table([Column("not in every task"), Column("mean", True), Column("not ranked in", wraps=True)], rows)
    if one.ranked or one.incomplete:
        say_prose(MEANS_WORDS, 0)
    else:
        say_prose("nobody is ranked in any of these tasks; --rubric asks for another edition", 0)
    _say_scale(one.scale)


def _overall(across: Across, one: Overall) -> list[str]:
    totals = [number(one.totals.get(task), across.scale.decimals) for task in across.tasks]
    swing, steady = across.swing_shown(one) or UNKNOWN, str(one.consistency or UNKNOWN)
    return [str(one.rank or ""), _who(one), *totals, across.mean_shown(one), swing, steady, one.weights or UNKNOWN]


def _who(one: Overall) -> str:
    who = one.contender
    return who.model + (f" @ {who.harness}" if who.harness else "") + (f" + {who.condition}" if who.condition else "")


def _show_groups(groups: Groups) -> None:
    decimals = groups.scale.decimals
    rows = [
        [
            one.name or "not said",
            str(len(one.ranked)),
            *(number(one.mean, groups.decimals), number(one.best, decimals), number(one.worst, decimals)),
            *(times(one.spread), str(len(one.not_ranked)), spent_words(one.spent)),
        ]
        for one in groups.groups
    ]
    say_table([Column(groups.by.value), *_OF_GROUPS], rows)
    if any(one.totals for one in groups.groups):
        say_prose(MEANS_WORDS, 0)
    _say_scale(groups.scale)


def _say_scale(scale: Scale) -> None:
    if scale.is_converted:
        say_prose(f"totals are out of {number_text(scale.of)}: the rubrics have scales of their own", 0)
