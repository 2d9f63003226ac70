"""`sidegrade import`: an exported study taken into this one."""

from pathlib import Path

import click

from grading.words import counted
from tui.commands.console import progress, say, telling
from tui.commands.options import NAMED_PATH, open_study, study_option


@click.command("import")
@click.argument("file", type=NAMED_PATH)
@study_option
def import_(file: Path, study_folder: Path | None) -> None:
    """Join the study.json of an export with what the study has.

    All of it is taken, or nothing where they contradict. FILE is study.json, or the folder of the export. What is there
    already is not taken twice: of several people who grade copies of a study, each exports, and one imports. A rubric
    that was for every task is, where there are other tasks, for those that it came with. The title of this study stays.
    The files of workspaces are no part of an export: add a run's folder to read them here.

    \b
        sidegrade init again && sidegrade import out/ --study again
    """
    with open_study(study_folder) as study, progress("rows") as watch:
        bound = study.tasks_of_rubric()
        for_all = dict.fromkeys(one.key for one in study.rubrics() if one.id not in bound)
        done = study.take_in(
            file / "study.json" if file.is_dir() else file, lambda number, of: watch("rows", number, of)
        )
    with telling("everything is imported"):
        if done.is_nothing_new:
            say(f"nothing new: {counted(done.known, 'decision')} here already")
        else:
            parts = [counted(done.tasks, "task"), counted(done.runs, "run"), counted(done.rubrics, "rubric")]
            known = f", {done.known} here already" if done.known else ""
            say(f"imported {', '.join(parts)} and {counted(done.decisions, 'decision')}{known}")
        if done.tasks and for_all:
            say(f"note: for every task here, so for what was imported, too: {', '.join(for_all)}")
        if done.without_files:
            said = ", ".join(done.without_files[:3]) + (" …" if len(done.without_files) > 3 else "")
            say(
                f"without files: {counted(len(done.without_files), 'workspace')} ({said}); add the folders to read them"
            )
