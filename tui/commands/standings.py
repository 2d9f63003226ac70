"""`sidegrade standings`: who stands where, computed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grading.words import cost_words, counted, time_words
from tui.commands.columns import Column
from tui.commands.console import say, say_json, say_table, say_title
from tui.commands.options import format_option, open_study, rubric_option, study_option

if TYPE_CHECKING:
    from grading.report.standings import Ranked, Standings


@click.command()
@study_option
@click.option("--task", default=None, help="Only this task.")
@rubric_option
@click.option("--common", is_flag=True, help="Count only the dimensions that every ranked run attempted.")
@format_option("table", "json")
def standings(study_folder: Path | None, task: str | None, rubric_name: str, common: bool, form: str) -> None:
    """Show the standings: competition ranks on totals as shown, ties (≈), tiers, cost; partial cards apart.

    \b
        sidegrade standings --task rails-chat
    """
    with open_study(study_folder) as study:
        tables = study.reports.tables(task or "", rubric_name, common=common)
    if form == "json":
        said = [_as_json(one) for one in tables]
        say_json(said[0] if task and len(said) == 1 else {"standings": said})
        return
    if not tables:
        say("no standings yet: a task needs runs and a rubric")
    for number, one in enumerate(tables):
        if number:
            say()
        _show(one)


def _show(one: Standings) -> None:
    only = "" if one.common is None else f" · only {', '.join(one.common) or 'nothing: no dimension is common'}"
    say_title(f"{one.task} · {one.rubric.title} ({one.rubric.name}){only}")
    if one.ranked:
        headings = [Column("rank", True), Column("run"), Column("total", True), Column(""), Column("tier")]
        headings += [Column("cards", True, rank=3), Column("cost", True, rank=1), Column("time", True, rank=2)]
        headings += [Column("state")]
        say_table(headings, [_row(entry) for entry in one.ranked])
    if one.partial:
        rows = [[p.run.id, f"{p.total} of {p.of} so far", f"{counted(p.missing, 'cell')} open"] for p in one.partial]
        say_table([Column("not complete"), Column("total"), Column("")], rows)
    if one.apart:
        say_table([Column("not ranked"), Column("why", wraps=True)], [[a.run.id, a.why] for a in one.apart])


def _row(entry: Ranked) -> list[str]:
    figures = entry.run.figures
    state = "" if figures.state.value == "complete" else figures.state.value
    return [
        str(entry.rank),
        entry.run.id.split("/", 1)[1],
        entry.total,
        "≈" if entry.is_near_next else "",
        entry.tier.name if entry.tier else "",
        str(entry.cards),
        cost_words(figures.cost),
        time_words(figures.seconds),
        state,
    ]


def _as_json(one: Standings) -> dict[str, object]:
    return {
        "task": one.task,
        "rubric": one.rubric.name,
        "common": list(one.common) if one.common is not None else None,
        "ranked": [
            {
                "rank": entry.rank,
                "run": entry.run.id,
                "total": entry.total,
                "exact": str(entry.exact),
                "tier": entry.tier.name if entry.tier else None,
                "cards": entry.cards,
                "near_next": entry.is_near_next,
                "state": entry.run.figures.state.value,
            }
            for entry in one.ranked
        ],
        "partial": [{"run": p.run.id, "total": p.total, "of": p.of, "missing": p.missing} for p in one.partial],
        "apart": [{"run": a.run.id, "why": a.why} for a in one.apart],
    }
