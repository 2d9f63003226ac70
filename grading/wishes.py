"""What somebody wants decided, made ready for the ledger: rows of a marks file, and places in a workspace."""

import hashlib
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from grading.errors import Faults, MarkError, SidegradeError
from grading.marks.events import Event, Evidence, Note
from grading.marks.places import COMMAND, place_from
from grading.marks.typed import TypedMark, typed_event
from grading.rubric.model import Rubric
from grading.runs.model import Run, require_name
from grading.runs.vault import Vault
from grading.visible import path_bytes, path_text, visible
from grading.words import counted


class Wish(Struct, frozen=True):
    """A decision that somebody wants taken: about which run, under which rubric, by whom."""

    run: Run
    rubric: Rubric
    reviewer: str
    event: Event
    place: str = ""
    """Where it was written, for errors."""


def wishes_from(
    rows: Iterable[TypedMark],
    find_run: Callable[[str], Run],
    find_rubric: Callable[[str, str], Rubric],
    *,
    reviewer: str,
    rubric: str,
    faults: Faults,
) -> Iterator[Wish]:
    """The decisions that the rows of a marks file mean; a row's own reviewer and rubric go before those given.

    A row that means none is noted among the faults.
    """
    for row in rows:
        try:
            run = find_run(row.run)
            asked = find_rubric(run.name.task, row.rubric or rubric)
            said: list[Event] = [typed_event(asked, row.cell, row.value)] if row.value else []
            said += [Note(row.cell, row.note)] if row.note else []
            who = require_name(row.reviewer or reviewer, "name of a reviewer")
        except SidegradeError as error:
            faults.note(MarkError(error.what, where=row.place, do=error.do))
        else:
            yield from (Wish(run, asked, who, event, row.place) for event in said)


def evidence_at(vault: Vault, run: Run, cell: str, place: str) -> Evidence:
    """The evidence that `path`, `path:12` or `path:12-20` in a run's snapshot is; `$ command` stands for itself."""
    said = place.strip()
    if not said or (place.lstrip().startswith(COMMAND) and said == COMMAND.strip()):
        do = f"give path, path:line, path:from-to, or a command: '{COMMAND}pytest -q'"
        raise MarkError("the evidence is empty", do=do)
    if said.startswith(COMMAND):
        return Evidence(cell, visible(said))
    found = place_from(said)
    if found is None or run.snapshot is None:
        raise MarkError(f"{run.id} has no workspace to find evidence in", do="name a command instead: '$ pytest -q'")
    path = path_bytes(found.path)
    entry = vault.entries(run.snapshot.tree).get(path)
    if entry is None:
        raise MarkError(
            f'{run.id} has no file "{visible(found.path)}"', do="write the path as it stands in the workspace"
        )
    data = vault.read(entry.blob)
    if found.lines is None:
        return Evidence(cell, path_text(path), hashlib.sha256(data).hexdigest())
    lines = data.split(b"\n")
    (first, last), count = found.lines, len(lines) - (lines[-1] == b"")
    if not 1 <= first <= last <= count:
        which = f"and no line {first}" if first == last else f"not {first}–{last}"
        has = f"{visible(found.path)} has {counted(count, 'line')}"
        raise MarkError(f"{has}, {which}", do="name lines that are there")
    quoted = b"\n".join(lines[first - 1 : last])
    span = f":{first}" if first == last else f":{first}-{last}"
    return Evidence(cell, path_text(path) + span, hashlib.sha256(quoted).hexdigest())
