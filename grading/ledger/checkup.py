"""Is the ledger whole? `current` is rebuilt from all decisions and compared, and what differs is mended."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from grading.errors import LedgerError, SidegradeError
from grading.ledger.faults import ledger_faults
from grading.ledger.store import Ledger, as_decision, owner
from grading.marks.events import Decision, standing
from grading.rubric.file import rubric_from_toml

_ORDERED = """SELECT id, at, reviewer, session, machine, run, rubric, asked, snapshot, kind, cell, value, body
    FROM decisions ORDER BY run, rubric, CASE WHEN rubric IS NULL THEN '' ELSE reviewer END, id"""
_KEPT = "SELECT run, rubric, reviewer, slot, cell, entry, decision FROM current"


@dataclass(frozen=True, slots=True)
class Checkup:
    """What was looked at and what was found."""

    decisions: int
    current: int
    mended: int
    """Current values that differed from what the decisions say, and now say it."""
    damage: tuple[str, ...]
    """What nothing here can mend, one sentence each."""


def check_ledger(ledger: Ledger) -> Checkup:
    """Looks at every page, reference, rubric and decision; mends the current values."""
    with ledger_faults(ledger.path):
        damage = _damage(ledger)
        if any(one.startswith("page") for one in damage):
            return Checkup(0, 0, 0, tuple(damage))
        counter = _Counter()
        # Compared under a read's own view first: a sound ledger is checked without making anyone wait.
        ledger.connection.execute("BEGIN")
        kept, said = _kept_and_said(ledger.connection, counter)
        ledger.connection.execute("COMMIT")
        if kept != said:
            with ledger.writing():
                kept, said = _kept_and_said(ledger.connection, _Counter())
                _mend(ledger.connection, kept, said)
        mended = {row[:6] for row in kept ^ said}
        return Checkup(counter.seen, len(said), len(mended), tuple(damage))


_Rows = set[tuple[str, ...]]


def _kept_and_said(connection: sqlite3.Connection, counter: "_Counter") -> tuple[_Rows, _Rows]:
    """What `current` has, and what the decisions say it should have."""
    return set(connection.execute(_KEPT)), set(_standing_rows(connection, counter))


def _mend(connection: sqlite3.Connection, kept: _Rows, said: _Rows) -> None:
    place = "run = ? AND rubric = ? AND reviewer = ? AND slot = ? AND cell = ? AND entry = ?"
    connection.executemany(f"DELETE FROM current WHERE {place}", [row[:6] for row in kept - said])
    connection.executemany("INSERT INTO current VALUES (?, ?, ?, ?, ?, ?, ?)", said - kept)


class _Counter:
    def __init__(self) -> None:
        self.seen = 0


def _damage(ledger: Ledger) -> list[str]:
    try:
        found = [f"page: {row[0]}" for row in ledger.query("PRAGMA integrity_check(20)") if row[0] != "ok"]
    except LedgerError as error:
        found = [f"page: {error.what}"]
    if found:
        return found
    found += [
        f"{row[0]} row {row[1]} refers to {row[2]} that is not there"
        for row in ledger.query("PRAGMA foreign_key_check")
    ]
    for ident, name, source in ledger.query("SELECT id, key || '@' || edition, source FROM rubrics"):
        try:
            rubric = rubric_from_toml(source, name)
        except SidegradeError as error:
            found.append(f"the rubric {name} cannot be read ({error})")
            continue
        if rubric.id != ident:
            found.append(f"the rubric {name} is not the one that was added")
    return found


def _standing_rows(connection: sqlite3.Connection, counter: _Counter) -> Iterator[tuple[str, ...]]:
    """The rows that `current` should have, card by card so that memory does not grow with the ledger."""
    for whose, decisions in groupby(_decisions(connection, counter), key=owner):
        for key, one in standing(decisions).items():
            yield (*whose, key.slot.value, key.cell, key.entry, one.id)


def _decisions(connection: sqlite3.Connection, counter: _Counter) -> Iterator[Decision]:
    for row in connection.execute(_ORDERED):
        counter.seen += 1
        yield as_decision(row)
