"""Is the ledger whole? Every decision is held against its seal; `current` is rebuilt from all of them and compared,
and what differs is mended.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct, convert

from grading.errors import LedgerError, MarkError, SidegradeError
from grading.ledger.faults import ledger_faults
from grading.ledger.schema import misshapen
from grading.ledger.seals import COLUMNS, RAW, Columns, seal
from grading.ledger.store import Ledger, as_decision, owner
from grading.marks.events import Decision, standing
from grading.marks.fit import require_fit
from grading.rubric.file import rubric_from_toml
from grading.rubric.model import Rubric

_ORDERED = f"""SELECT seals.seal, {RAW}
    FROM decisions LEFT JOIN seals ON seals.decision = decisions.id
    ORDER BY run, rubric, CASE WHEN rubric IS NULL THEN '' ELSE reviewer END, id"""
_KEPT = "SELECT run, rubric, reviewer, slot, cell, entry, decision FROM current"
_GONE = """SELECT CAST(gone.decision AS BLOB), CAST(run AS BLOB), CAST(cell AS BLOB), CAST(reviewer AS BLOB)
    FROM (
        SELECT decision FROM seals WHERE decision NOT IN (SELECT id FROM decisions)
        UNION SELECT decision FROM current WHERE decision NOT IN (SELECT id FROM decisions)
    ) AS gone LEFT JOIN current ON current.decision = gone.decision"""
_OWN = ("current", "seals")
"""Tables whose references are looked at one by one."""
_WHOLE = ("page: ", "layout: ")
"""How damage begins that leaves nothing to be read with any trust."""
_COMPARE = "compare it with a backup or an export"


class Checkup(Struct, frozen=True):
    """What was looked at and what was found."""

    decisions: int
    current: int
    mended: int
    """Current values that differed from what the decisions say, and now say it."""
    damage: tuple[str, ...]
    """What nothing here can mend, one sentence each."""
    notes: tuple[str, ...] = ()
    """What is as it should be, and yet good to know."""


def check_ledger(ledger: Ledger) -> Checkup:
    """Looks at every page, reference, rubric, decision and seal; mends the current values."""
    with ledger_faults(ledger.path):
        rubrics: dict[str, Rubric] = {}
        damage = _damage(ledger, rubrics)
        if any(one.startswith(_WHOLE) for one in damage):
            return Checkup(0, 0, 0, tuple(damage))
        look = _Look(rubrics)
        # Compared under a read's own view first: a sound ledger is checked without making anyone wait.
        ledger.connection.execute("BEGIN")
        kept, said = _kept_and_said(ledger.connection, look)
        lost = _lost(ledger)
        ledger.connection.execute("COMMIT")
        damage += [*look.damage, *lost]
        # Where decisions are gone, others or cannot be read, the current values are the last trace of them.
        if kept == said or look.damage or lost:
            return Checkup(look.seen, len(said), 0, tuple(damage))
        with ledger.writing():
            kept, said = _kept_and_said(ledger.connection, _Look(rubrics))
            _mend(ledger.connection, kept, said)
        mended = {row[:6] for row in kept ^ said}
        return Checkup(look.seen, len(said), len(mended), tuple(damage))


def _lost(ledger: Ledger) -> list[str]:
    """What stood, or was sealed, and is not there: of what no longer stood, only the seal still tells."""
    names = [_named(*row) for row in ledger.query(tuple[bytes, bytes | None, bytes | None, bytes | None], _GONE)]
    return _grouped(names, "decisions are gone from the ledger")


def _named(ident: bytes, *place: bytes | None) -> str:
    """A decision's id, and its run, cell and reviewer as far as they are known, whatever their bytes are."""
    told = ", ".join(_text(part) for part in place if part)
    return f"{_text(ident)} ({told})" if told else _text(ident)


def _text(raw: bytes) -> str:
    return raw.decode(errors="replace")


def _grouped(names: list[str], what: str) -> list[str]:
    """One line for many of a kind, with the first few names."""
    if not names:
        return []
    told = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
    return [f"{len(names)} {what}: {told}"]


_Rows = set[tuple[str, ...]]


def _kept_and_said(connection: sqlite3.Connection, look: "_Look") -> tuple[_Rows, _Rows]:
    """What `current` has, and what the decisions say it should have."""
    return set(connection.execute(_KEPT)), set(_standing_rows(connection, look))


def _mend(connection: sqlite3.Connection, kept: _Rows, said: _Rows) -> None:
    place = "run = ? AND rubric = ? AND reviewer = ? AND slot = ? AND cell = ? AND entry = ?"
    connection.executemany(f"DELETE FROM current WHERE {place}", [row[:6] for row in kept - said])
    connection.executemany("INSERT INTO current VALUES (?, ?, ?, ?, ?, ?, ?)", said - kept)


class _Look:
    """What a look through all decisions finds by the way."""

    def __init__(self, rubrics: Mapping[str, Rubric]) -> None:
        self.seen = 0
        self.damage: list[str] = []
        self._rubrics = rubrics

    def holds(self, kept: bytes | None, columns: Sequence[bytes | None]) -> bool:
        """Whether a decision is sealed as it lies there; noted where it is not."""
        self.seen += 1
        if kept == seal(columns):
            return True
        said = dict(zip(COLUMNS, columns, strict=True))
        named = _named(said["id"] or b"", said["run"], said["cell"], said["reviewer"])
        how = "has no seal" if kept is None else "does not fit its seal"
        self.damage.append(f"the decision {named} {how}: {_COMPARE}")
        return False

    def judge(self, decision: Decision) -> None:
        """Notes a decision that its rubric could not have taken."""
        rubric = self._rubrics.get(decision.rubric)
        if rubric is not None:
            try:
                require_fit(rubric, decision.event)
            except MarkError as error:
                self.damage.append(f"the decision {decision.id} does not fit its rubric ({error.what})")


def _is_report(text: str) -> bool:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(said, dict) and {"left_out", "odd"} <= said.keys()


def _damage(ledger: Ledger, rubrics: dict[str, Rubric]) -> list[str]:
    """What is damaged besides decisions; the rubrics that are sound are put into `rubrics`."""
    try:
        pages = ledger.query(tuple[str], "PRAGMA integrity_check(20)")
        found = [f"page: {said}" for (said,) in pages if said != "ok"]
    except LedgerError as error:
        found = [f"page: {error.what}"]
    found = found or [f"layout: {name} is not as it was made" for name in misshapen(ledger.connection)]
    if found:
        return found
    strays = ledger.query(tuple[str, int | None, str, int], "PRAGMA foreign_key_check")
    missing = Counter((table, other) for table, _, other, _ in strays if table not in _OWN)
    found += [
        f"{count} rows of {table} refer to {other} that are not there" for (table, other), count in missing.items()
    ]
    for tree, report in ledger.query(tuple[str, str], "SELECT snapshot, report FROM workspaces"):
        if not _is_report(report):
            found.append(f"the report on the snapshot {tree[:12]} cannot be read")
    kept = ledger.query(tuple[str, str, str], "SELECT id, key || '@' || edition, source FROM rubrics")
    for ident, name, source in kept:
        try:
            rubric = rubric_from_toml(source, name)
        except SidegradeError as error:
            found.append(f"the rubric {name} cannot be read ({error})")
            continue
        if rubric.id == ident:
            rubrics[ident] = rubric
        else:
            found.append(f"the rubric {name} is not the one that was added")
    return found


def _standing_rows(connection: sqlite3.Connection, look: _Look) -> Iterator[tuple[str, ...]]:
    """The rows that `current` should have, card by card so that memory does not grow with the ledger."""
    for whose, decisions in groupby(_decisions(connection, look), key=owner):
        for key, one in standing(decisions).items():
            look.judge(one)
            yield (*whose, key.slot.value, key.cell, key.entry, one.id)


def _decisions(connection: sqlite3.Connection, look: _Look) -> Iterator[Decision]:
    for kept, *columns in connection.execute(_ORDERED):
        if not look.holds(kept, columns):
            continue
        try:
            yield as_decision(convert([None if raw is None else raw.decode() for raw in columns], Columns))
        except LedgerError as error:
            look.damage.append(error.what)
