"""`sidegrade standings`: who stands where, computed, and what follows from it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.commands.completing import RUBRICS, TASKS
from tui.commands.console import say, say_json
from tui.commands.options import NAMED_PATH, format_option, open_study, rubric_option, study_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grading.printing import Sheet, Together
    from tui.commands.standings_asked import Shown

_SORT = "rank, total, cost, time, tokens, cost-per-point, or the key of a dimension; what is not known comes last."
_INDEX = "Beside an outside index of models and values, as CSV or JSON: how far the orders agree, every reversed pair."
_BESIDE = "Beside another rubric or edition: who moves, by how much, and who comes to another tier."
_WORKS = "By model, what a run costs that passes the gates on every card; an unmeasurable one never does."
_GATE = "With --working: only this gate has to be passed; may be said again."


@click.command()
@study_option
@click.option("--task", default=None, metavar="KEY", help="Only this task.", shell_complete=TASKS)
@rubric_option
@click.option("--common", is_flag=True, help="Count only the dimensions that every ranked run attempted.")
@click.option("--sort", default="rank", metavar="COLUMN", help=_SORT)
@click.option("--weights", type=click.Choice(("open", "closed")), default=None, help="Only runs with such weights.")
@click.option("--condition", default=None, metavar="NAME", help='Only runs under this condition; "" for none.')
@click.option(
    "--by",
    type=click.Choice(("task", "condition", "harness", "weights")),
    default=None,
    help="In place of the tables: runs in groups.",
)
@click.option("--across", is_flag=True, help="In place of the tables: mean, swing and consistency over tasks.")
@click.option("--index", type=NAMED_PATH, metavar="FILE", help=_INDEX)
@click.option("--beside", default="", metavar="RUBRIC", help=_BESIDE, shell_complete=RUBRICS)
@click.option("--working", is_flag=True, help=_WORKS)
@click.option("--gate", "gates", multiple=True, metavar="KEY", help=_GATE)
@format_option("table", "md", "csv", "json")
def standings(
    study_folder: Path | None,
    task: str | None,
    rubric_name: str,
    common: bool,
    sort: str,
    weights: str | None,
    condition: str | None,
    by: str | None,
    across: bool,
    index: Path | None,
    beside: str,
    working: bool,
    gates: tuple[str, ...],
    form: str,
) -> None:
    """Show the standings: ranks, ties, tiers and cost.

    Ranks are competition ranks on totals as shown. ≈ stands between neighbours within the rubric's tie band: their
    order says nothing. Partial cards are listed apart. The total of a run that several reviewers have graded is the
    mean of their complete cards, and spread is how far the highest of them is above the lowest. A run that was added
    by mistake is taken out with `sidegrade figure RUN state=void reason="added twice"`: it stays, as everything does,
    and is listed apart.

    \b
        sidegrade standings --task rails-chat
        sidegrade standings --sort cost-per-point --weights open
        sidegrade standings --task inventory --index index.csv --format md
        sidegrade standings --across
    """
    from tui.commands.standings_asked import Shown, require_column, require_condition
    from tui.commands.standings_gathered import Asked, group_by, require_fit, sheets, together

    asked = Asked(group_by(by), across, index, beside, working or bool(gates), gates)
    require_fit(asked, form)
    with open_study(study_folder) as study:
        tables = study.reports.tables(task or "", rubric_name, common=common, is_across=across)
        view = Shown(weights or "", require_condition(tables, condition), require_column(tables, sort))
        found = sheets(study, tables, asked, view, common=common)
        whole = together(study, [one.table for one in found], asked)
    _print(form, found, whole, view, is_of_one_task=bool(task))


def _print(form: str, found: Sequence[Sheet], whole: Sequence[Together], view: Shown, *, is_of_one_task: bool) -> None:
    from grading import printing

    if form == "json":
        documents = printing.standings_in_json(found, whole, view.only)
        is_plain = is_of_one_task and len(found) == 1 and not whole
        say_json(printing.sheet_in_json(found[0], view.only) if is_plain else documents)
    elif form == "csv":
        _say_as_it_is(printing.standings_in_csv(found))
    elif form == "md":
        say(printing.standings_in_markdown(found, whole, view.only).removesuffix("\n"))
    else:
        _show(found, whole, view)


def _say_as_it_is(text: str) -> None:
    """A machine format: for another program unchanged, for a terminal made safe to show."""
    if sys.stdout.isatty():
        say(text.removesuffix("\n"))
    else:
        # click would take out what looks like a colour, and with it a part of somebody's note.
        sys.stdout.write(text)
        sys.stdout.flush()


def _show(found: Sequence[Sheet], whole: Sequence[Together], view: Shown) -> None:
    from tui.commands.standings_beside import show_editions, show_index, show_working
    from tui.commands.standings_table import show_table
    from tui.commands.standings_together import show_together

    if not found:
        say("no standings yet: a task needs runs and a rubric")
    for number, one in enumerate(whole):
        if number:
            say()
        show_together(one, view.only)
    for number, sheet in enumerate([] if whole else found):
        if number:
            say()
        show_table(sheet.table, view.only)
        if sheet.working and not sheet.table.is_void:
            show_working(sheet.working)
        if sheet.against:
            show_index(sheet.against)
        for editions in sheet.editions:
            show_editions(editions)
