"""What a folder that was named to `add` holds: a run, a task, or a tree of tasks. Only names are looked at."""

import os
from enum import Enum
from pathlib import Path
from typing import Final

from grading.runs.manifest import RESULT_FILE, RUN_FILE

TASK_FILE: Final = "task.toml"
PROMPT: Final = "prompt.md"
RUBRIC: Final = "rubric.toml"
BASELINE: Final = "baseline"
WORKSPACE: Final = "workspace"
_TASK_MARKS: Final = "marks.csv"

_SOURCE_FOLDERS: Final = {
    *("api", "app", "backend", "bin", "client", "cmd", "config", "core", "db", "docs", "frontend", "include"),
    *("internal", "lib", "pkg", "public", "scripts", "server", "service", "services", "spec", "src", "static"),
    *("templates", "test", "tests", "web"),
}
"""Names that say: the folder around is a project, not a collection of runs."""


class Shape(Enum):
    """What a folder that was named to `add` holds."""

    RUN = "run"
    TASK = "task"
    TREE = "tree"


def shape(path: Path) -> Shape:
    """Whether a folder is a run, a task with runs, or a tree of tasks: manifests say so, else the look of it."""
    if is_run(path):
        return Shape.RUN
    if _holds_runs(path) or _is_laid_out_as_task(path):
        return Shape.TASK
    inner = folders(path)
    if any(_holds_runs(child) or _is_laid_out_as_task(child) for child in inner):
        return Shape.TREE
    if _has_files(path) or not inner or any(child.name.lower() in _SOURCE_FOLDERS for child in inner):
        return Shape.RUN
    # Tasks hold folders only, and a model's work is often nothing but `src/`: then the folders around it are runs.
    further = [one.name.lower() for child in inner for one in folders(child)]
    is_tree = not any(_has_files(child) for child in inner) and bool(further) and not _SOURCE_FOLDERS & set(further)
    return Shape.TREE if is_tree else Shape.TASK


def _is_laid_out_as_task(path: Path) -> bool:
    """Whether a folder holds just what a task's does: a rubric or a baseline beside runs, or runs that say so."""
    files = {one.name for one in entries(path) if one.is_file(follow_symlinks=False)}
    inner = [one.name for one in folders(path)]
    has_part = RUBRIC in files or (BASELINE in inner and len(inner) > 1) or all(map(is_run, folders(path)))
    return has_part and bool(inner) and files <= {RUBRIC, PROMPT, _TASK_MARKS}


def _has_files(path: Path) -> bool:
    return any(one.is_file(follow_symlinks=False) for one in entries(path))


def _holds_runs(path: Path) -> bool:
    return has(path, TASK_FILE) or any(has(child, RUN_FILE, RESULT_FILE) for child in folders(path))


def is_run(path: Path) -> bool:
    """Whether a folder says that it is a run: it describes one, or holds a `workspace/` and nothing else."""
    return has(path, RUN_FILE, RESULT_FILE) or (len(entries(path)) == 1 and folders(path) == [path / WORKSPACE])


def has(path: Path, *names: str) -> bool:
    """Whether one of these names is in a folder, whatever it is."""
    return any(os.path.lexists(path / name) for name in names)


def folders(path: Path) -> list[Path]:
    """The folders right inside, links and hidden ones left out."""
    inner = [one for one in entries(path) if one.is_dir(follow_symlinks=False) and not one.name.startswith(".")]
    return sorted(path / one.name for one in inner)


def entries(path: Path) -> list["os.DirEntry[str]"]:
    """What lies in a folder; nothing where it may not be listed: the walk names that, and goes on."""
    try:
        with os.scandir(path) as found:
            return list(found)
    except OSError:
        return []
