"""`sidegrade runs`, `tasks`, `rubrics`: what there is."""

from pathlib import Path

import click

from grading.rubric.model import Rubric
from grading.runs.model import Run, Task
from grading.strict import number_text
from grading.words import cost_words, count_words, counted, time_words
from tui.commands.columns import Column
from tui.commands.completing import TASKS
from tui.commands.console import say, say_json, say_table
from tui.commands.options import format_option, open_study, study_option


@click.command()
@study_option
@click.option("--task", default=None, help="Only the runs of this task.", shell_complete=TASKS)
@format_option("table", "json")
def runs(study_folder: Path | None, task: str | None, form: str) -> None:
    """List the runs with their figures.

    \b
        sidegrade runs --task ap-dashboard
    """
    with open_study(study_folder) as study:
        found = study.runs(study.find_task(task) if task else None)
        elsewhere = set(study.runs_elsewhere())
    if form == "json":
        say_json({"runs": [_run_json(run, is_elsewhere=run.id in elsewhere) for run in found]})
    elif not found:
        say("no runs yet; add some with: sidegrade add FOLDER")
    else:
        say_table(_OF_RUNS, [_run_row(run, is_elsewhere=run.id in elsewhere) for run in found])
        if away := sum(run.id in elsewhere for run in found):
            came = f"{counted(away, 'run')} came with an import, without files ({_ELSEWHERE})"
            say(f"{came}; add the folders to read them: sidegrade add FOLDER")


_OF_RUNS = (
    *(Column("run"), Column("model", rank=1), Column("state"), Column("cost", True), Column("time", True)),
    *(Column("tokens", True, rank=2), Column("files", True, rank=3), Column("snapshot", rank=4)),
)
_ELSEWHERE = "elsewhere"


def _run_row(run: Run, *, is_elsewhere: bool) -> list[str]:
    figures, snapshot = run.figures, run.snapshot
    return [
        run.id,
        run.name.model,
        figures.state.value,
        cost_words(figures.cost),
        time_words(figures.seconds),
        count_words(figures.all_tokens),
        _ELSEWHERE if is_elsewhere else str(snapshot.files) if snapshot else "–",
        snapshot.tree[:12] if snapshot else "–",
    ]


def _run_json(run: Run, *, is_elsewhere: bool) -> dict[str, object]:
    name, figures = run.name, run.figures
    return {
        "run": run.id,
        "task": name.task,
        "model": name.model,
        "harness": name.harness,
        "condition": name.condition,
        "attempt": name.attempt,
        "label": name.label,
        "state": figures.state.value,
        "reason": figures.reason,
        "cost": {"basis": figures.cost.basis.value, "usd": _text(figures.cost.usd)},
        "seconds": _text(figures.seconds),
        "tokens": figures.all_tokens,
        "weights": figures.weights or None,
        "snapshot": run.snapshot.tree if run.snapshot else None,
        "files_elsewhere": is_elsewhere,
    }


def _text(value: object) -> str | None:
    return None if value is None else str(value)


@click.command()
@study_option
@format_option("table", "json")
def tasks(study_folder: Path | None, form: str) -> None:
    """List the tasks with their runs and rubrics.

    \b
        sidegrade tasks
    """
    with open_study(study_folder) as study:
        rows = [(task, study.runs(task.key), study.rubrics_of(task.key)) for task in study.tasks()]
    if form == "json":
        say_json({"tasks": [_task_json(task, of_task, asked) for task, of_task, asked in rows]})
    elif not rows:
        say("no tasks yet; add runs with: sidegrade add FOLDER")
    else:
        headings = [Column("task"), Column("title", wraps=True), Column("runs", True), Column("rubrics", wraps=True)]
        headings += [Column("prompt", rank=1), Column("baseline", rank=2)]
        say_table(headings, [_task_row(*row) for row in rows])


def _task_row(task: Task, of_task: list[Run], asked: list[Rubric]) -> list[str]:
    return [
        task.key,
        task.title,
        str(len(of_task)),
        ", ".join(_with_earlier(editions) for editions in _editions(asked)) or "–",
        counted(len(task.prompt.split()), "word") if task.prompt else "–",
        counted(task.baseline.files, "file") if task.baseline else "–",
    ]


def _editions(asked: list[Rubric]) -> list[list[Rubric]]:
    """The rubrics in groups of one key, each oldest first: the last one is what a task is graded by now."""
    return [[one for one in asked if one.key == key] for key in dict.fromkeys(one.key for one in asked)]


def _with_earlier(editions: list[Rubric]) -> str:
    *before, last = [one.name for one in editions]
    return f"{last} (before: {', '.join(reversed(before))})" if before else last


def _task_json(task: Task, of_task: list[Run], asked: list[Rubric]) -> dict[str, object]:
    return {
        "task": task.key,
        "title": task.title,
        "prompt": task.prompt,
        "baseline": task.baseline.tree if task.baseline else None,
        "runs": [run.id for run in of_task],
        "rubrics": [one.name for one in asked],
        "graded_by": [editions[-1].name for editions in _editions(asked)],
    }


@click.command()
@study_option
@format_option("table", "json")
def rubrics(study_folder: Path | None, form: str) -> None:
    """List the rubrics with what they grade.

    \b
        sidegrade rubrics
    """
    with open_study(study_folder) as study:
        found, bound = study.rubrics(), study.tasks_of_rubric()
        tasks = [task.key for task in study.tasks()]
    if form == "json":
        say_json(
            {"rubrics": [{"rubric": r.name, "id": r.id, "title": r.title, "tasks": bound.get(r.id)} for r in found]}
        )
    elif not found:
        say("no rubrics yet; add one with: sidegrade rubric add FILE")
    else:
        headings = [Column("rubric"), Column("title", wraps=True), Column("dimensions", True, rank=2)]
        headings += [Column("cells", True, rank=1), Column("scale", True, rank=1), Column("tasks", wraps=True)]
        headings += [Column("id", rank=3)]
        say_table(headings, [_rubric_row(one, _graded(one, found, bound, tasks)) for one in found])


def _graded(one: Rubric, every: list[Rubric], bound: dict[str, list[str]], tasks: list[str]) -> str:
    """The tasks that a rubric grades, and which of them a later edition grades by now."""
    # Where there is no task yet, "" stands for whichever comes.
    own = bound.get(one.id) or tasks or [""]
    later: dict[str, list[str]] = {}
    for task in own:
        last = [other for other in every if other.key == one.key and task in bound.get(other.id, [task])][-1]
        if last.id != one.id:
            later.setdefault(last.name, []).append(task)
    now = [
        f"now by {name}" if len(some) == len(own) else f"{', '.join(some)} now by {name}"
        for name, some in later.items()
    ]
    return ", ".join(bound.get(one.id, ["all"])) + (f" ({'; '.join(now)})" if now else "")


def _rubric_row(one: Rubric, graded: str) -> list[str]:
    sizes = [str(len(one.dimensions)), str(len(one.open_cells)), number_text(one.scale)]
    return [one.name, one.title, *sizes, graded, one.id[:12]]
