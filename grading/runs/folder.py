"""A folder and its manifest → descriptions of tasks and runs. Only names and manifests are read here.

What a description says comes from, in this order: what the command was told, `run.toml`, `result.json`, the
folder's name.
"""

import os
import stat
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from grading.errors import RunError
from grading.runs.content import read_named
from grading.runs.figures import FIGURES, figure_text, require_whole
from grading.runs.manifest import RUN_FILE, manifest, result
from grading.runs.model import RunName, require_name, require_task_key
from grading.runs.shape import BASELINE, PROMPT, RUBRIC, TASK_FILE, WORKSPACE, Shape, folders, is_run, shape
from grading.strict import Table, decoded, toml_table
from grading.tabular import rows
from grading.visible import path_text, visible
from grading.whereabouts import is_study

_LONGEST_QUOTED: Final = 80


class Told(Struct, frozen=True):
    """What the command line says about runs; it goes before everything else."""

    task: str = ""
    model: str = ""
    harness: str = ""
    condition: str = ""
    attempt: int | None = None
    one_run: bool = False
    """Each path is one run's workspace, whatever is in it."""
    prompt: Path | None = None
    baseline: Path | None = None


class FoundRun(Struct, frozen=True):
    """One run as its folder or its row describes it; no workspace where only figures are known."""

    name: RunName
    figures: Mapping[str, str]
    workspace: Path | None = None
    has_own_folder: bool = False
    """Whether the workspace lies beside its description and not around it."""


class FoundTask(Struct, frozen=True):
    """A task and its runs as folders describe them."""

    key: str
    title: str = ""
    prompt: str = ""
    baseline: Path | None = None
    rubrics: tuple[Path, ...] = ()
    runs: list[FoundRun] = field(default_factory=list)


def look(paths: Sequence[Path], told: Told) -> list[FoundTask]:
    """The tasks and runs that these folders hold."""
    found: dict[str, FoundTask] = {}
    if told.baseline is not None:
        _require_folder(told.baseline, "name the baseline's folder")
    for path in paths:
        _require_folder(path, "name the folder that a run left behind")
        is_a = Shape.RUN if told.one_run else shape(path)
        if is_a is Shape.RUN and not told.one_run and is_study(path):
            do = "name the runs' own folders, or say --one if it is what a run left behind"
            raise RunError("is a study", where=visible(str(path)), do=do)
        _look_at(path.resolve(), is_a, told, found)
    if not any(task.runs for task in found.values()) and found:
        raise RunError("no run was found", where=visible(str(paths[0])), do="name a folder that holds runs")
    if told.model and sum(len(task.runs) for task in found.values()) > 1:
        raise RunError("--model names one model, but several runs were found", do="add them one at a time")
    return list(found.values())


def _require_folder(path: Path, do: str) -> None:
    if not path.is_dir():
        what = "is not a folder" if os.path.lexists(path) else "does not exist"
        raise RunError(what, where=visible(str(path)), do=do)


def _look_at(path: Path, is_a: Shape, told: Told, found: dict[str, FoundTask]) -> None:
    match is_a:
        case Shape.TREE:
            for child in folders(path):
                _look_at(child, Shape.TASK, told, found)
        case Shape.TASK:
            task = _task(path, told, found, is_task=True)
            baseline = task.baseline
            for child in folders(path):
                if child != baseline:
                    task.runs.append(_run(child, task.key, told))
        case Shape.RUN:
            task = _task(path.parent, told, found)
            if path == task.baseline and not told.one_run:
                do = "leave it out: it comes with the runs beside it; --one adds it as a run all the same"
                raise RunError(f"is what the runs of {task.key} began with", where=visible(str(path)), do=do)
            task.runs.append(_run(path, task.key, told))


def _task(path: Path, told: Told, found: dict[str, FoundTask], *, is_task: bool = False) -> FoundTask:
    key = require_task_key(told.task or path.name)
    if key not in found:
        # A task that the command names is described by the command alone.
        described = FoundTask(key) if told.task else _described_task(path, key, is_task=is_task)
        found[key] = replace(
            described,
            prompt=_file_text(told.prompt) if told.prompt else described.prompt,
            baseline=told.baseline.resolve() if told.baseline else described.baseline,
        )
    return found[key]


def _file_text(path: Path) -> str:
    if path.is_dir():
        raise RunError("is a folder", where=visible(str(path)), do="name a text file")
    data = read_named(path.parent, path.name)
    if data is None:
        raise RunError("is not there", where=visible(str(path)), do="check the path")
    return decoded(data, visible(str(path)))


def _described_task(path: Path, key: str, *, is_task: bool) -> FoundTask:
    raw = read_named(path, TASK_FILE)
    file = visible(str(path / TASK_FILE))
    table = toml_table(decoded(raw, file) if raw is not None else "", file)
    title = table.text("title", "")
    prompt, baseline = table.text("prompt", ""), table.text("baseline", "")
    rubrics = table.texts("rubrics")
    table.done()
    _require_inside(path, table, "prompt", (prompt,))
    _require_inside(path, table, "baseline", (baseline,))
    _require_inside(path, table, "rubrics", rubrics)
    if baseline and not Path(baseline).parts:
        raise table.wrong("baseline", "it would hold every run", "name a folder beside the runs")
    # Many write the text itself where its file is named, so it is said what a prompt is.
    do = f"prompt names a file beside {TASK_FILE} that holds the text"
    _require_there(path, table, "prompt", filter(None, (prompt,)), do)
    _require_there(path, table, "baseline", filter(None, (baseline,)), f"baseline names a folder beside {TASK_FILE}")
    _require_there(path, table, "rubrics", rubrics, f"rubrics names files beside {TASK_FILE}")
    # Around a run that was named by itself, only a folder that says it is a task is read as one.
    if raw is None and not is_task and not (path / PROMPT).is_file():
        return FoundTask(key)
    if not prompt and (path / PROMPT).is_file():
        prompt = PROMPT
    if not baseline and (path / BASELINE).is_dir() and not (path / BASELINE).is_symlink():
        baseline = BASELINE
    if not rubrics and (path / RUBRIC).is_file() and not (path / RUBRIC).is_symlink():
        rubrics = (RUBRIC,)
    return FoundTask(
        key,
        title=visible(title),
        prompt=_file_text(path / prompt) if prompt else "",
        baseline=path / baseline if baseline else None,
        rubrics=tuple(path / name for name in rubrics),
    )


def _require_inside(path: Path, table: Table, key: str, names: Iterable[str]) -> None:
    for name in names:
        if "\0" in name:
            raise table.wrong(key, f"{_quoted(name)} can name no file", "name a file inside it")
        if Path(name).is_absolute() or ".." in Path(name).parts:
            raise table.wrong(key, f"{_quoted(name)} leaves the task's folder", "name a file inside it")
        if (path / name).resolve() != path.resolve() / name:
            raise table.wrong(key, f"{_quoted(name)} leads through a link", "name a file itself")


def _require_there(path: Path, table: Table, key: str, names: Iterable[str], do: str) -> None:
    kind, what = (stat.S_ISDIR, "folder") if key == "baseline" else (stat.S_ISREG, "file")
    for name in names:
        if not _is_a(kind, path / name):
            raise table.wrong(key, f"there is no {what} {_quoted(name)}", do)


def _quoted(name: str) -> str:
    """A name as it is shown; of a text that stands in its place, the beginning."""
    return f'"{visible(name if len(name) <= _LONGEST_QUOTED else name[: _LONGEST_QUOTED - 1] + "…")}"'


def _is_a(kind: Callable[[int], bool], path: Path) -> bool:
    """Whether something of a kind is there; nothing is under a name that is too long."""
    try:
        return kind(path.stat().st_mode)
    except OSError:
        return False


def _run(path: Path, task: str, told: Told) -> FoundRun:
    try:
        return _described_run(path, task, told)
    except RunError as error:
        raise RunError(error.what, where=error.where or path_text(os.fsencode(path)), do=error.do) from error


def _described_run(path: Path, task: str, told: Told) -> FoundRun:
    said = {**result(path), **manifest(path)}
    given_task = said.pop("task", "")
    if given_task and not told.task and require_task_key(given_task) != task:
        raise RunError(
            f'is of the task "{visible(given_task)}", but its folder stands in "{task}"',
            where=visible(str(path / RUN_FILE)),
            do="move the folder, or say --task",
        )
    name = RunName(
        task=task,
        model=require_name(told.model or said.pop("model", path.name), "name of a model"),
        harness=_name_or_none(told.harness or said.pop("harness", ""), "name of a harness"),
        condition=_name_or_none(told.condition or said.pop("condition", ""), "name of a condition"),
        attempt=told.attempt or int(said.pop("attempt", "1")),
        label=visible(said.pop("label", "")),
    )
    figures = {key: text for key, text in said.items() if key in FIGURES}
    require_whole(figures, visible(str(path / RUN_FILE)))
    # What does not tell of a run beside its `workspace/` is a project that has such a folder.
    has_own = not told.one_run and (path / WORKSPACE) in folders(path) and is_run(path)
    return FoundRun(name, figures, path / WORKSPACE if has_own else path, has_own)


def _name_or_none(text: str, what: str) -> str:
    return require_name(text, what) if text.strip() else ""


_NAME_COLUMNS: Final = ("task", "model", "harness", "condition", "attempt", "label")


def figure_rows(text: str, file: str) -> list[FoundTask]:
    """Runs that have figures only, from CSV or JSON."""
    found: dict[str, FoundTask] = {}
    seen: set[str] = set()
    for place, row in rows(text, file, (*_NAME_COLUMNS, *FIGURES)):
        try:
            run = _figures_run(row)
            require_whole(run.figures, place)
            if run.name.id in seen:
                raise RunError(f"the run {run.name.id} is there twice", do="tell them apart by condition or attempt")
            seen.add(run.name.id)
        except RunError as error:
            raise RunError(error.what, where=place, do=error.do) from error
        found.setdefault(run.name.task, FoundTask(run.name.task)).runs.append(run)
    return list(found.values())


def _figures_run(row: Mapping[str, str]) -> FoundRun:
    attempt = row.get("attempt", "1")
    if not (attempt.isascii() and attempt.isdigit() and len(attempt) <= 4 and int(attempt) >= 1):
        raise RunError(f'attempt is "{visible(attempt)}"', do="give a whole number of 1 or more")
    name = RunName(
        task=require_task_key(row.get("task", "")),
        model=require_name(row.get("model", ""), "name of a model"),
        harness=_name_or_none(row.get("harness", ""), "name of a harness"),
        condition=_name_or_none(row.get("condition", ""), "name of a condition"),
        attempt=int(attempt),
        label=visible(row.get("label", "")),
    )
    return FoundRun(name, {key: figure_text(key, text) for key, text in row.items() if key in FIGURES})
