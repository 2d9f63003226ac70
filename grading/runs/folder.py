"""A folder and its manifest → descriptions of tasks and runs. Only names and manifests are read here.

What a description says comes from, in this order: what the command was told, `run.toml`, `result.json`, the
folder's name.
"""

import os
import stat
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from grading.errors import FileError, RunError
from grading.runs.content import read_named
from grading.runs.figures import FIGURES, figure_text, require_whole
from grading.runs.manifest import RESULT_FILE, RUN_FILE, manifest, result
from grading.runs.model import RunName, require_name, require_task_key
from grading.strict import decoded, toml_table
from grading.tabular import rows
from grading.visible import path_text, visible

TASK_FILE: Final = "task.toml"
_PROMPT: Final = "prompt.md"
_RUBRIC: Final = "rubric.toml"
_BASELINE: Final = "baseline"
_WORKSPACE: Final = "workspace"
_TASK_MARKS: Final = "marks.csv"

_SOURCE_FOLDERS: Final = {
    *("api", "app", "backend", "bin", "client", "cmd", "config", "core", "db", "docs", "frontend", "include"),
    *("internal", "lib", "pkg", "public", "scripts", "server", "service", "services", "spec", "src", "static"),
    *("templates", "test", "tests", "web"),
}
"""Names that say: the folder around is a project, not a collection of runs."""


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


class Shape(Enum):
    """What a folder that was named to `add` holds."""

    RUN = "run"
    TASK = "task"
    TREE = "tree"


def look(paths: Sequence[Path], told: Told) -> list[FoundTask]:
    """The tasks and runs that these folders hold."""
    found: dict[str, FoundTask] = {}
    if told.baseline is not None and not told.baseline.is_dir():
        raise RunError("is not a folder", where=visible(str(told.baseline)), do="name the baseline's folder")
    for path in paths:
        if not path.is_dir():
            raise RunError("is not a folder", where=visible(str(path)), do="name the folder that a run left behind")
        _look_at(path.resolve(), Shape.RUN if told.one_run else shape(path), told, found)
    if not any(task.runs for task in found.values()) and found:
        raise RunError("no run was found", where=visible(str(paths[0])), do="name a folder that holds runs")
    if told.model and sum(len(task.runs) for task in found.values()) > 1:
        raise RunError("--model names one model, but several runs were found", do="add them one at a time")
    return list(found.values())


def _look_at(path: Path, is_a: Shape, told: Told, found: dict[str, FoundTask]) -> None:
    match is_a:
        case Shape.TREE:
            for child in _folders(path):
                _look_at(child, Shape.TASK, told, found)
        case Shape.TASK:
            task = _task(path, told, found, is_task=True)
            baseline = task.baseline
            for child in _folders(path):
                if child != baseline:
                    task.runs.append(_run(child, task.key, told))
        case Shape.RUN:
            task = _task(path.parent, told, found)
            task.runs.append(_run(path, task.key, told))


def shape(path: Path) -> Shape:
    """Whether a folder is a run, a task with runs, or a tree of tasks: manifests say so, else the look of it."""
    if _has(path, RUN_FILE, RESULT_FILE):
        return Shape.RUN
    if _holds_runs(path) or _is_laid_out_as_task(path):
        return Shape.TASK
    inner = _folders(path)
    if any(_holds_runs(child) or _is_laid_out_as_task(child) for child in inner):
        return Shape.TREE
    if _has_files(path) or not inner or any(child.name.lower() in _SOURCE_FOLDERS for child in inner):
        return Shape.RUN
    # Tasks hold folders only, and a model's work is often nothing but `src/`: then the folders around it are runs.
    further = [one.name.lower() for child in inner for one in _folders(child)]
    is_tree = not any(_has_files(child) for child in inner) and bool(further) and not _SOURCE_FOLDERS & set(further)
    return Shape.TREE if is_tree else Shape.TASK


def _is_laid_out_as_task(path: Path) -> bool:
    """Whether a folder holds just what a task's does: a rubric or a baseline, and folders of runs beside it."""
    files = {one.name for one in _entries(path) if one.is_file(follow_symlinks=False)}
    folders = [one.name for one in _folders(path)]
    has_part = _RUBRIC in files or (_BASELINE in folders and len(folders) > 1)
    return has_part and bool(folders) and files <= {_RUBRIC, _PROMPT, _TASK_MARKS}


def _has_files(path: Path) -> bool:
    return any(one.is_file(follow_symlinks=False) for one in _entries(path))


def _holds_runs(path: Path) -> bool:
    return _has(path, TASK_FILE) or any(_has(child, RUN_FILE, RESULT_FILE) for child in _folders(path))


def _has(path: Path, *names: str) -> bool:
    return any(os.path.lexists(path / name) for name in names)


def _folders(path: Path) -> list[Path]:
    """The folders right inside, links and hidden ones left out."""
    inner = [one for one in _entries(path) if one.is_dir(follow_symlinks=False) and not one.name.startswith(".")]
    return sorted(path / one.name for one in inner)


def _entries(path: Path) -> list["os.DirEntry[str]"]:
    """What lies in a folder; nothing where it may not be listed: the walk names that, and goes on."""
    try:
        with os.scandir(path) as entries:
            return list(entries)
    except OSError:
        return []


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
    for name in (prompt, baseline, *rubrics):
        if "\0" in name:
            raise FileError(f'"{visible(name)}" can name no file', where=file, do="name a file inside it")
        if Path(name).is_absolute() or ".." in Path(name).parts:
            raise FileError(f'"{visible(name)}" leaves the task\'s folder', where=file, do="name a file inside it")
        if (path / name).resolve() != path.resolve() / name:
            raise FileError(f'"{visible(name)}" leads through a link', where=file, do="name a file itself")
    if baseline and not Path(baseline).parts:
        raise FileError("the baseline would hold every run", where=file, do="name a folder beside the runs")
    if baseline and not _is_a(stat.S_ISDIR, path / baseline):
        raise FileError(f'the baseline "{visible(baseline)}" is not there', where=file, do="name a folder")
    for name in rubrics:
        if not _is_a(stat.S_ISREG, path / name):
            raise FileError(f'the rubric "{visible(name)}" is not there', where=file, do="name a file")
    # Around a run that was named by itself, only a folder that says it is a task is read as one.
    if raw is None and not is_task and not (path / _PROMPT).is_file():
        return FoundTask(key)
    if not prompt and (path / _PROMPT).is_file():
        prompt = _PROMPT
    if not baseline and (path / _BASELINE).is_dir() and not (path / _BASELINE).is_symlink():
        baseline = _BASELINE
    if not rubrics and (path / _RUBRIC).is_file() and not (path / _RUBRIC).is_symlink():
        rubrics = (_RUBRIC,)
    return FoundTask(
        key,
        title=visible(title),
        prompt=_file_text(path / prompt) if prompt else "",
        baseline=path / baseline if baseline else None,
        rubrics=tuple(path / name for name in rubrics),
    )


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
    has_own = not told.one_run and (path / _WORKSPACE) in _folders(path) and _is_described_beside(path)
    return FoundRun(name, figures, path / _WORKSPACE if has_own else path, has_own)


def _is_described_beside(path: Path) -> bool:
    """Whether what lies beside `workspace/` tells of the run; else it is a project with such a folder."""
    return _has(path, RUN_FILE, RESULT_FILE) or [one.name for one in _entries(path)] == [_WORKSPACE]


def _name_or_none(text: str, what: str) -> str:
    return require_name(text, what) if text.strip() else ""


_NAME_COLUMNS: Final = ("task", "model", "harness", "condition", "attempt", "label")


def figure_rows(text: str, file: str) -> list[FoundTask]:
    """Runs that have figures only, from CSV or JSON lines."""
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
