"""Standing two workspaces side by side, by the names people type: runs, baselines, snapshots, plain folders."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from grading.cache import cache_vault
from grading.compare.comparison import Comparison, Workspace
from grading.compare.tree import Choice
from grading.errors import StudyError
from grading.finding import named_run
from grading.runs.listing import Listing, listing, listings
from grading.runs.model import Run, Snapshot, Task
from grading.runs.snapshot import LEFT_OUT_BY_NAME
from grading.runs.vault import Entry, Vault
from grading.sides import Pair
from grading.visible import visible

BASELINE: Final = "baseline"
_PLAINLY_A_PATH: Final = re.compile(r"(\.{0,2}|~[^/]*)(/|\Z)")
_IDENT: Final = re.compile(r"[0-9a-f]{6,40}")

Watch = Callable[[str, int, int], None]
"""Told which folder is read, and how many files of how many have been."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a name stands for: a snapshot of the study's vault, or a folder on disk."""

    name: str
    key: str = ""
    """What choices of a person are kept by; a plain folder has none."""
    snapshot: Snapshot | None = None
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What a study has that a name can stand for."""

    tasks: Sequence[Task]
    runs: Sequence[Run]
    snapshots: Sequence[Snapshot]


def folder_source(name: str) -> Source:
    """A plain folder."""
    try:
        path = Path(name).expanduser()
    except RuntimeError as error:  # `~somebody` who is not known here
        raise StudyError(
            "nobody of that name has a folder here", where=visible(name), do="write the path out"
        ) from error
    if not path.is_dir():
        what = "is a file" if path.is_file() else "is no folder"
        raise StudyError(what, where=visible(name), do="name a folder, or a run of a study (--study DIR)")
    return Source(name, folder=path)


def source(name: str, known: Known) -> Source:
    """What a name stands for in a study; a path that begins with `.`, `/` or `~` is always a folder."""
    if _PLAINLY_A_PATH.match(name):
        return folder_source(name)
    for task in known.tasks:
        if name == f"{task.key}/{BASELINE}":
            if task.baseline is None:
                raise StudyError(f"the task {task.key} has no baseline")
            return Source(name, name, task.baseline)
    fitting = [one for one in known.snapshots if one.tree.startswith(name)] if _IDENT.fullmatch(name) else []
    if len(fitting) > 1:
        raise StudyError(f'"{name}" names {len(fitting)} snapshots', do="say more of the one that is meant")
    for one in fitting:
        return Source(one.tree[:12], one.tree, one)
    # A folder of exactly this name is rather meant than a run whose id only begins so.
    if Path(name).is_dir() and not any(name in (run.id, run.id.split("/", 1)[1]) for run in known.runs):
        return folder_source(name)
    try:
        run = named_run(known.runs, name)
    except StudyError as error:
        raise StudyError(f"{error.what}, and no folder of that name", do=error.do) from error
    if run.snapshot is None:
        raise StudyError(f"{run.id} has figures only, no workspace", do="add the run's folder first")
    return Source(run.id, run.id, run.snapshot)


@contextmanager
def compared(
    sources: Pair[Source],
    vault: Vault | None = None,
    *,
    choices: Iterable[Choice] = (),
    everything: bool = False,
    skipped_folders: Sequence[str] = LEFT_OUT_BY_NAME,
    watch: Watch = lambda name, done, of: None,
) -> Iterator[Comparison]:
    """Two workspaces, compared; what lies in the study's vault is read from there, what does not goes to the cache."""
    if vault is not None and all(one.snapshot for one in sources):
        yield Comparison(vault, sources.map(lambda one: _kept(one, vault)), choices)
        return
    with cache_vault(vault) as cache:
        found = _looked_at(sources, cache, skipped_folders, watch, everything=everything)
        trees = found.map(lambda one: one.entries if isinstance(one, Listing) else dict(one.tree))
        with ThreadPoolExecutor(2) as at_once:  # most of it is git's work, in a process for each side
            list(at_once.map(partial(_keep_what_differs, cache), found, trees.swapped()))
        yield Comparison(cache, Pair(_workspace(sources.a, found.a), _workspace(sources.b, found.b)), choices)


def _looked_at(
    sources: Pair[Source], cache: Vault, skipped: Sequence[str], watch: Watch, *, everything: bool
) -> Pair[Workspace | Listing]:
    def told(folder: Path, done: int, of: int) -> None:
        watch(str(folder), done, of)

    if sources.a.folder and sources.b.folder:
        return listings(Pair(sources.a.folder, sources.b.folder), cache, skipped, told, everything=everything)
    return sources.map(
        lambda one: (
            listing(one.folder, cache, skipped, told, everything=everything) if one.folder else _kept(one, cache)
        )
    )


def _kept(one: Source, vault: Vault) -> Workspace:
    assert one.snapshot is not None
    return Workspace(one.name, vault.entries(one.snapshot.tree))


def _workspace(one: Source, found: Workspace | Listing) -> Workspace:
    if isinstance(found, Workspace):
        return found
    return Workspace(one.name, found.entries, found.left_out, found.odd)


def _keep_what_differs(cache: Vault, side: Workspace | Listing, other: Mapping[bytes, Entry]) -> None:
    """Nobody asks for a content that is the same on both sides, so only the others are kept."""
    if isinstance(side, Workspace):
        return
    wanted = {path: entry.blob for path, entry in side.entries.items() if other.get(path) != entry}
    lacking = cache.lacks(set(wanted.values()))
    paths = {path for path, blob in wanted.items() if blob in lacking}
    if paths:
        cache.keep(side.again(paths))
