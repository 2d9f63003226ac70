"""An exported study taken into this one: all of it or nothing, and the same again changes nothing."""

from collections import Counter
from pathlib import Path
from typing import Final

from msgspec import Struct

from grading.errors import FileError
from grading.exchange.vetting import Watch, unwatched, vetted
from grading.exchange.vetting_entries import Entries
from grading.ledger.contents import PARTS, Values, join
from grading.ledger.store import Ledger
from grading.ledger.things import Things
from grading.report.formats.archive import FIELDS
from grading.report.formats.archive_reading import Archive, read_archive
from grading.runs.vault import Vault
from grading.visible import visible

_LARGEST: Final = 512 * 2**20
"""A study of 500 runs, 97 criteria and three reviewers takes about a sixth of it."""


class Imported(Struct, frozen=True):
    """What an import brought."""

    tasks: int
    runs: int
    rubrics: int
    decisions: int
    known: int
    """How many decisions were there already."""
    without_files: tuple[str, ...]
    """The runs whose workspaces are in another study's vault and not in this one's."""

    @property
    def is_nothing_new(self) -> bool:
        """Whether everything was there already."""
        return not any((self.tasks, self.runs, self.rubrics, self.decisions))


def take_in(file: Path, ledger: Ledger, things: Things, vault: Vault, watch: Watch | None = None) -> Imported:
    """Joins an export with what a study has; refused, it changes nothing."""
    archive = read_archive(_text(file), visible(str(file)))
    entries = Entries()
    looks = {"draws": entries.draw, "counterparts": entries.counterpart, "decisions": entries.decision}
    vetted(archive, looks, watch or unwatched)
    del entries, looks
    kept = vault.snapshots() if vault.is_there else set()
    with ledger.writing():
        before = {one.tree for one in things.snapshots()}
        fresh = join(ledger, {name: _in_order(archive, name) for name in PARTS})
        there = {one.tree for one in things.snapshots()}
        # One that the study had before is its own: where its files are gone, that is damage.
        things.are_elsewhere({*things.elsewhere(), *(there - before)} - kept)
    found = Counter(fresh)
    return Imported(
        tasks=found["tasks"],
        runs=found["runs"],
        rubrics=found["rubrics"],
        decisions=found["decisions"],
        known=len(archive.parts["decisions"]) - found["decisions"],
        without_files=tuple(things.runs_elsewhere()),
    )


def _in_order(archive: Archive, name: str) -> list[Values]:
    """The rows of a part as the ledger has its columns."""
    columns = [one.name for one in FIELDS[name]]
    places = [columns.index(column) for column in PARTS[name].columns]
    return [tuple(row[place] for place in places) for row in archive.parts[name]]


def _text(file: Path) -> str:
    where = visible(str(file))
    try:
        if file.exists() and not file.is_file():
            raise FileError("is no file", where=where, do="give the study.json of an export")
        with file.open("rb") as stream:
            raw = stream.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise FileError(f"cannot be read ({why})", where=where, do="check the path") from error
    if len(raw) > _LARGEST:
        raise FileError(f"is larger than {_LARGEST >> 20} MiB", where=where, do="give the study.json of an export")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise FileError(f"line {line} is not UTF-8", where=where, do="export the study anew") from error
