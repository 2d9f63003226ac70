"""The one thing that a name means: tasks, runs and rubrics by what people type of them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from grading.errors import StudyError
from grading.runs.model import Run, Task
from grading.visible import visible

if TYPE_CHECKING:
    from grading.rubric.model import Rubric


def named_task(tasks: Sequence[Task], key: str) -> str:
    """The task of this key."""
    keys = [task.key for task in tasks]
    if key not in keys:
        raise StudyError(f'there is no task "{visible(key)}"', do=f"there are {', '.join(keys) or 'none yet'}")
    return key


def named_run(runs: Sequence[Run], name: str) -> Run:
    """The run of this id, or the only one whose id ends or begins so, in whatever case; nothing at all names none."""
    wanted = name.casefold()
    ids = [(run, run.id.casefold(), run.id.casefold().split("/", 1)[1]) for run in runs]
    for matches in (
        [run for run in runs if run.id == name],
        [run for run, *names in ids if wanted in names],
        [run for run, *names in ids if wanted and any(one.startswith(wanted) for one in names)],
    ):
        if len(matches) == 1:
            return matches[0]
        if matches:
            told = ", ".join(run.id for run in matches[:6]) + (" …" if len(matches) > 6 else "")
            raise StudyError(f'"{visible(name)}" names {len(matches)} runs', do=f"say which of {told}")
    raise StudyError(f'there is no run "{visible(name)}"', do="`sidegrade runs` lists them")


def named_rubric(candidates: "Sequence[Rubric]", task: str, name: str = "") -> "Rubric":
    """One of a task's rubrics: by key, key@edition or the start of its id; the last edition of it."""
    if not candidates:
        raise StudyError(f"the task {task} has no rubric yet", do="add one with `sidegrade rubric add FILE`")
    if name:
        fitting = called(candidates, name)
        if not fitting:
            told = ", ".join(one.name for one in candidates)
            raise StudyError(f'the task {task} has no rubric "{visible(name)}"', do=f"it has {told}")
        return fitting[-1]
    keys = dict.fromkeys(one.key for one in candidates)
    if len(keys) > 1:
        raise StudyError(f"the task {task} has {len(keys)} rubrics", do=f"say --rubric with one of {', '.join(keys)}")
    return candidates[-1]


def called(rubrics: "Sequence[Rubric]", name: str) -> "list[Rubric]":
    """The rubrics that may be called so: by key, key@edition or the start of the id."""
    return [one for one in rubrics if name in (one.key, one.name) or _is_start(name, one.id)]


def _is_start(name: str, ident: str) -> bool:
    return len(name) >= 6 and ident.startswith(name)
