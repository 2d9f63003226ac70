"""Standing two workspaces side by side, by the names people type: runs, baselines, snapshots, plain folders.

What reads folders is imported where one is read: the review, which reads none, begins sooner without it.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from grading.apart import Begin, apart, here
from grading.compare.comparison import Comparison, Workspace
from grading.compare.tree import Choice
from grading.errors import StudyError
from grading.finding import named_run
from grading.runs.model import LEFT_OUT_BY_NAME, Run, Snapshot, Task
from grading.runs.vault import Entry, Vault
from grading.sides import Pair, Side
from grading.visible import visible

BASELINE: Final = "baseline"
_PLAINLY_A_PATH: Final = r"(\.{0,2}|~[^/]*)(/|\Z)"
_IDENT: Final = r"[0-9a-f]{6,40}"
_MANY_FILES: Final = 2_000
"""From so many files on, starting another process costs less than it saves."""

Watch = Callable[[str, int, int], None]
"""Told which folder is read, and how many files of how many have been."""


class Source(Struct, frozen=True):
    """What a name stands for: a snapshot of the study's vault, or a folder on disk; or neither, which holds no file."""

    name: str
    key: str = ""
    """What choices of a person are kept by; a plain folder has none."""
    snapshot: Snapshot | None = None
    folder: Path | None = None


class Known(Struct, frozen=True):
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
    if re.match(_PLAINLY_A_PATH, name):
        return folder_source(name)
    for task in known.tasks:
        if name == f"{task.key}/{BASELINE}":
            if task.baseline is None:
                raise StudyError(f"the task {task.key} has no baseline")
            return Source(name, name, task.baseline)
    fitting = [one for one in known.snapshots if one.tree.startswith(name)] if re.fullmatch(_IDENT, name) else []
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


def require_here(elsewhere: Collection[str], vault: Vault, sources: Iterable[Source]) -> None:
    """Refuses to read what came with an import, and whose files are not here yet."""
    for one in sources:
        # In the vault it is looked for only where it may be missing: that takes a git command.
        if one.snapshot and one.snapshot.tree in elsewhere and not vault.has(one.snapshot.tree):
            what = f"the workspace of {one.name} is not in this study's vault: it came by import"
            raise StudyError(what, do="add its folder to read it")


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
    if vault is not None and not any(one.folder for one in sources):
        yield Comparison(vault, sources.map(lambda one: _stored(one, vault)), choices)
        return
    from grading.cache import cache_vault

    with _readers(sources) as begin, cache_vault(vault) as cache:
        skipped = tuple(skipped_folders)
        looking = [_look(sources[side], cache, skipped, begin[side], watch, everything=everything) for side in Side]
        found = Pair(*(answer() for answer in looking))
        # Nobody asks for a content that is the same on both sides, so only the others are kept.
        differing = found.beside(found.swapped()).map(_differing)
        keeping = [_keep(sources[side], differing[side], cache, begin[side]) for side in Side]
        changed = Pair(*(answer() for answer in keeping))
        yield Comparison(cache, found.beside(changed).map(_as_kept), choices)


@contextmanager
def _readers(sources: Pair[Source]) -> Iterator[Pair[Begin]]:
    """Where each side is read: the second of two large folders by another process, while the first is read here."""
    from grading.runs.walk import has_many

    if sources.a.folder and sources.b.folder and has_many(sources.a.folder, _MANY_FILES):
        with apart() as there:
            yield Pair(here, there)
    else:
        yield Pair(here, here)


def _look(
    one: Source, vault: Vault, skipped: tuple[str, ...], begin: Begin, watch: Watch, *, everything: bool
) -> Callable[[], Workspace]:
    if one.folder is None:
        return partial(_stored, one, vault)
    from grading.runs.listing import listing
    from grading.runs.snapshot import unwatched

    told = partial(watch, one.name) if begin is here else unwatched  # nobody watches what another process reads
    answer = begin(listing, one.folder, vault, skipped, told, everything=everything)

    def workspace() -> Workspace:
        found = answer()
        return Workspace(one.name, found.entries, found.left_out, found.odd)

    return workspace


def _stored(one: Source, vault: Vault) -> Workspace:
    return Workspace(one.name, vault.entries(one.snapshot.tree) if one.snapshot else {})


def _differing(sides: tuple[Workspace, Workspace]) -> dict[bytes, Entry]:
    one, other = sides
    return {path: entry for path, entry in one.tree.items() if other.tree.get(path) != entry}


def _keep(
    one: Source, entries: Mapping[bytes, Entry], vault: Vault, begin: Begin
) -> Callable[[], Mapping[bytes, Entry | None]]:
    if not (one.folder and entries):
        return dict
    from grading.runs.listing import keep

    return begin(keep, one.folder, entries, vault)


def _as_kept(side: tuple[Workspace, Mapping[bytes, Entry | None]]) -> Workspace:
    """A workspace as its files were when they were kept."""
    found, changed = side
    if not changed:
        return found
    now = ((path, changed.get(path, entry)) for path, entry in found.tree.items())
    return replace(found, tree={path: entry for path, entry in now if entry is not None})
