"""The lines that evidence names, read from the snapshot it was given on: what a published scorecard quotes."""

from collections import OrderedDict
from collections.abc import Collection, Mapping
from typing import Final

from grading.compare.shown import shown
from grading.errors import SidegradeError
from grading.marks.events import Evidence
from grading.marks.places import COMMAND, place_from
from grading.report.cards import Quote
from grading.runs.content import LINK
from grading.runs.vault import Entry, Vault
from grading.visible import path_bytes, visible

NOT_HERE: Final = "the workspace is not in this study's vault: it came by import; add its folder to read it"
_MOST_LINES: Final = 40
"""A quote shows what is meant; whoever wants the whole file opens it."""
_LONGEST: Final = 400
_LARGEST: Final = 16 * 2**20
_TREES: Final = 8
"""Evidence comes run by run, so the last few trees are all that is asked for again."""


class Quotes:
    """Reads quotes; what a tree holds is asked for once, not once for every quote."""

    def __init__(self, vault: Vault, elsewhere: Collection[str] = ()) -> None:
        """`elsewhere` are trees that came with an import, without their files."""
        self._vault = vault
        self._elsewhere = elsewhere
        self._trees: OrderedDict[str, Mapping[bytes, Entry]] = OrderedDict()

    def quote(self, evidence: Evidence, tree: str) -> Quote:
        """What a piece of evidence shows, found on this tree; never an error, since a report says what is missing."""
        place = place_from(evidence.place)
        if evidence.place.startswith(COMMAND) or place is None:
            return _cut(
                evidence.place, 0, evidence.output.splitlines(), "" if evidence.output else "no output was kept"
            )
        if place.lines is None:
            return Quote(evidence.place, why_none="the whole file")
        if not tree:
            return Quote(evidence.place, why_none="the run had no workspace")
        try:
            data = self._read(path_bytes(place.path), tree)
        except SidegradeError as error:
            return Quote(evidence.place, why_none=NOT_HERE if tree in self._elsewhere else visible(error.what))
        first, last = place.lines
        lines = [] if data is None or not first else data.split(b"\n")[first - 1 : last]
        why = "" if lines else "the lines are not in the snapshot"
        return _cut(evidence.place, first, [line.decode("utf-8", "surrogateescape") for line in lines], why)

    def _read(self, path: bytes, tree: str) -> bytes | None:
        if tree not in self._trees:
            self._trees[tree] = self._vault.entries(tree)
            if len(self._trees) > _TREES:
                self._trees.popitem(last=False)
        self._trees.move_to_end(tree)
        entry = self._trees[tree].get(path)
        return None if entry is None or entry.mode == LINK else self._vault.read_small(entry.blob, _LARGEST)


def _cut(place: str, first: int, lines: list[str], why_none: str) -> Quote:
    kept = tuple(_short(shown(line.rstrip("\r")).text) for line in lines[:_MOST_LINES])
    return Quote(place, first if kept else 0, kept, max(0, len(lines) - _MOST_LINES), why_none)


def _short(line: str) -> str:
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
