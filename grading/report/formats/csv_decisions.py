"""`decisions.csv`: every decision that was ever taken, also those that were taken back, in the order of their ids.

id, at, reviewer, session, machine (user@host)
run, rubric       what about: the run's id, and the rubric as key@edition; a run's figures are under none
cell, kind, value
reason            of an adjustment or a figure
other             the other run of a preference
sha256, output    of evidence: the hash of the lines that it names, or what a command printed
asked             the hash of what the cell asked
snapshot          the tree that was graded
stands            yes for what the cards are made of: nothing later took its place, and nobody took it back
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from grading.errors import LedgerError
from grading.report.formats.archive import FIELDS, Value
from grading.report.formats.csv import to_csv
from grading.visible import visible

COLUMNS: Final = (
    *("id", "at", "reviewer", "session", "machine", "run", "rubric", "cell", "kind", "value", "reason", "other"),
    *("sha256", "output", "asked", "snapshot", "stands"),
)
_BODY: Final = ("reason", "other", "sha256", "output")
_KEPT: Final = [one.name for one in FIELDS["decisions"]]
_SOME: Final = 2_000


def decision_lines(
    decisions: Sequence[Sequence[Value]], rubrics: Mapping[str, str], stands: Collection[str]
) -> Iterator[str]:
    """The file, some rows at a time; the decisions are as `study.json` has their columns."""
    header = to_csv(COLUMNS, [])
    yield header
    for start in range(0, len(decisions), _SOME):
        some = [_row(row, rubrics, stands) for row in decisions[start : start + _SOME]]
        yield to_csv(COLUMNS, some)[len(header) :]


def _row(row: Sequence[Value], rubrics: Mapping[str, str], stands: Collection[str]) -> dict[str, str]:
    said = {name: str(value) for name, value in zip(_KEPT, row, strict=True) if value is not None}
    body = said.pop("body")
    if body:
        said |= _body(body, said["id"])
    if "rubric" in said:
        said["rubric"] = rubrics[said["rubric"]]
    if said["id"] in stands:
        said["stands"] = "yes"
    return said


def _body(body: str, ident: str) -> dict[str, str]:
    try:
        said = json.loads(body)
        return {key: said[key] for key in _BODY if isinstance(said.get(key), str)}
    except (ValueError, AttributeError, RecursionError) as error:
        raise LedgerError(f"the decision {visible(ident)} cannot be read", do="run `sidegrade doctor`") from error
