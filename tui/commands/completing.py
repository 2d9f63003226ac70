"""What the shell completes: runs, tasks, rubrics and cells of the study; nothing at all where there is none.

A name is completed by its beginning, as it may be typed: of a run, that of its id or of what comes after the task.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from click import Context, Parameter

from grading.errors import SidegradeError
from grading.patience import waiting_at_most
from grading.visible import visible
from grading.whereabouts import nearest_study

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from grading.rubric.model import Cell, Rubric
    from grading.study import Study

Complete = Callable[[Context, Parameter, str], list["CompletionItem"]]

_PATIENCE: Final = 0.3
"""Seconds: who pressed a key waits no longer for another program that writes."""


def offered(text: str, kind: str = "plain") -> "CompletionItem":
    """What the shell is offered; imported when it asks, since every command is started without."""
    from click.shell_completion import CompletionItem

    return CompletionItem(text, type=kind)


def _of_study(names: "Callable[[Study, Context, str], Iterable[str]]") -> Complete:
    """Completes by what a study has."""

    def complete(context: Context, parameter: Parameter, begun: str) -> "list[CompletionItem]":
        told = context.params.get("study_folder")
        folder = told if isinstance(told, Path) else nearest_study(Path())
        if folder is None:
            return []
        from grading.study import Study

        try:
            with waiting_at_most(_PATIENCE), Study.open(folder) as study:
                return [offered(visible(name)) for name in names(study, context, begun)]
        except (SidegradeError, OSError):
            return []  # the command itself says what is wrong

    return complete


def _beginning(names: Iterable[str], begun: str) -> list[str]:
    return [name for name in dict.fromkeys(names) if name.startswith(begun)]


def _runs(study: "Study", context: Context, begun: str) -> list[str]:
    known = [run for runs in study.run_ids().values() for run in runs]
    return _beginning(known, begun) or [run for run in known if run.split("/", 1)[1].startswith(begun)]


def _tasks(study: "Study", context: Context, begun: str) -> list[str]:
    return _beginning(study.run_ids(), begun)


def _rubrics(study: "Study", context: Context, begun: str) -> list[str]:
    found = study.rubrics()
    return _beginning((one.key for one in found), begun) or _beginning((one.name for one in found), begun)


def _cells(study: "Study", context: Context, begun: str) -> list[str]:
    return _beginning((key for one in _asked(study, context) for key in one.cells), begun)


def _values(study: "Study", context: Context, begun: str) -> list[str]:
    """The words that a cell can be answered with; numbers are typed."""
    key = str(context.params.get("cell"))
    cells = [one.cells[key] for one in _asked(study, context) if key in one.cells]
    return _beginning((word for cell in cells for word in _answers(cell)), begun)


def _answers(cell: "Cell") -> tuple[str, ...]:
    words = {"deduction": ("call", "spare"), "gate": ("pass", "fail"), "dimension": ("x",), "criterion": ()}
    return (*words[cell.kind.value], "clear")


def _asked(study: "Study", context: Context) -> "list[Rubric]":
    """The rubrics that the run in the command line is graded by."""
    task = study.find_run(str(context.params.get("run"))).name.task
    named = str(context.params.get("rubric_name") or "")
    return [one for one in study.rubrics_of(task) if named in ("", one.key, one.name)]


def _or_file(complete: Complete) -> Complete:
    """What else may be named there is a file."""

    def both(context: Context, parameter: Parameter, begun: str) -> "list[CompletionItem]":
        return complete(context, parameter, begun) or [offered(begun, "file")]

    return both


RUNS: Final = _of_study(_runs)
TASKS: Final = _of_study(_tasks)
RUBRICS: Final = _of_study(_rubrics)
CELLS: Final = _of_study(_cells)
VALUES: Final = _of_study(_values)
RUNS_OR_FILES: Final = _or_file(RUNS)
RUBRICS_OR_FILES: Final = _or_file(RUBRICS)
