"""`sidegrade export`: everything of a study as files to publish."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grading.errors import StudyError
from grading.strict import read_text
from grading.words import counted
from tui.commands.completing import TASKS
from tui.commands.console import progress, say, telling
from tui.commands.options import NAMED_PATH, open_study, rubric_option, study_option

if TYPE_CHECKING:
    from grading.exchange.binding import IndexWanted


@click.command()
@click.argument("folder", type=NAMED_PATH)
@study_option
@click.option("--anonymous", is_flag=True, help="Number the reviewers, and leave out machines, sessions and folders.")
@click.option(
    "--index", "index_file", type=NAMED_PATH, metavar="FILE", help="An outside index, CSV or JSON: model, value."
)
@click.option(
    "--task",
    default="",
    metavar="KEY",
    help="The task whose standings are held against the index.",
    shell_complete=TASKS,
)
@rubric_option
def export(
    folder: Path, study_folder: Path | None, anonymous: bool, index_file: Path | None, task: str, rubric_name: str
) -> None:
    """Write standings, scorecards and data into FOLDER.

    They are index.html, cards/, pairs/, standings.*, decisions.csv and study.json. FOLDER is new, empty, or an earlier
    export, which is replaced as a whole. study.json holds tasks, rubrics, runs with their figures, and every decision:
    `sidegrade import` joins them with another study, or fills an empty one. The files of the workspaces are not in it.
    With --anonymous the reviewers' names also leave what they wrote, as far as they are words of their own there.

    \b
        sidegrade export out/ --index arena.csv --task rails-chat
    """
    from grading.exchange.exporting import Wanted

    with open_study(study_folder) as study:
        wanted = Wanted(folder, anonymous, _index(index_file, task, rubric_name))
        with progress("pages") as watch:
            done = study.export(wanted, lambda done, of: watch("pages", done, of))
    with telling("everything is exported"):
        parts = [counted(done.standings, "table"), counted(done.cards, "card"), counted(done.pairs, "pair")]
        say(f"exported {', '.join(parts)} and {counted(done.decisions, 'decision')} to {folder}")
        say(f"open {folder / 'index.html'}")


def _index(file: Path | None, task: str, rubric: str) -> "IndexWanted | None":
    from grading.exchange.binding import IndexWanted

    if file is None and (task or rubric):
        raise StudyError("--task and --rubric say what an index is held against", do="give it with --index FILE")
    return None if file is None else IndexWanted(read_text(file), file.name, task, rubric)
