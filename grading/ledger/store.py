"""The ledger's one connection: append decisions, read them back; nothing else.

Durability: WAL with `synchronous=FULL`; a write is one `BEGIN IMMEDIATE` transaction and is on disk when the call
returns. `current` and the seals are kept in the same transaction, so they never disagree with the decisions.
"""

import json
import os
import random
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import GenericAlias
from typing import Final, TypeVar

from msgspec import Struct, convert

from grading.errors import LedgerError
from grading.ledger.faults import ledger_faults
from grading.ledger.ids import instant_text, micros_of, new_id, now_micros
from grading.ledger.schema import migrate
from grading.ledger.seals import COLUMNS, Columns, put_seal
from grading.login import login_name
from grading.marks.events import Decision, Event, Slot, Withdraw, is_empty, slot_key, standing
from grading.marks.rows import Row, from_row, may_stand, to_row
from grading.patience import patience
from grading.visible import visible

_Kind = TypeVar("_Kind")
_COLUMNS: Final = ", ".join(COLUMNS)
_NO_ROOM: Final = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_SHMMAP)
_TURN: Final = (0.0002, 0.002)
"""Seconds between two looks whether it is this one's turn; not always the same, so that nobody is always too late."""


class Draft(Struct, frozen=True):
    """A decision about to be made; the ledger gives it its id and instant."""

    reviewer: str
    run: str
    event: Event
    rubric: str = ""
    asked: str = ""
    snapshot: str = ""


class Ledger:
    """One open ledger. It stays on the thread that opened it."""

    def __init__(self, path: Path, connection: sqlite3.Connection, waits: float) -> None:
        """`waits` says how many seconds other programs' writes are waited for."""
        self.path = path
        self._waits = waits
        self.connection = connection
        self.session = new_id(now_micros())
        self.machine = visible(f"{login_name()}@{os.uname().nodename}")
        """Who is logged in, and where."""

    @classmethod
    def create(cls, path: Path) -> "Ledger":
        """A new, empty ledger; one that is there already is opened."""
        with ledger_faults(path):
            return cls._opened(path, sqlite3.connect(path, isolation_level=None), may_be_new=True)

    @classmethod
    def open(cls, path: Path) -> "Ledger":
        """The ledger of a study."""
        if not path.is_file():
            raise LedgerError("the ledger is missing", where=visible(str(path)), do="restore it, or start a new study")
        with ledger_faults(path):
            address = f"{path.resolve().as_uri()}?{_way_to_open(path)}"

            def connected() -> sqlite3.Connection:
                return sqlite3.connect(address, isolation_level=None, uri=True)

            try:
                return cls._opened(path, connected(), may_be_new=False)
            except sqlite3.OperationalError as error:
                if getattr(error, "sqlite_errorcode", None) not in _NO_ROOM:
                    raise
                # A full disk: what programs share beside the ledger has no room. Whoever is alone needs none of it, and
                # reads what was saved, the log included.
                alone = connected()
                alone.execute("PRAGMA locking_mode = EXCLUSIVE")
                return cls._opened(path, alone, may_be_new=False)

    @classmethod
    def _opened(cls, path: Path, connection: sqlite3.Connection, *, may_be_new: bool) -> "Ledger":
        try:
            waits = patience()
            _wait(connection, waits)
            connection.execute("PRAGMA foreign_keys = ON")
            migrate(connection, path, may_be_new=may_be_new)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
        except BaseException:
            connection.close()
            raise
        return cls(path, connection, waits)

    def close(self) -> None:
        """Lets go of the file."""
        self.connection.close()

    def wait_at_most(self, seconds: float) -> None:
        """From now on, for another program that writes."""
        self._waits = seconds
        _wait(self.connection, seconds)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: everything in it is on disk at the end, or nothing is. Inside another, it is part of it."""
        if self._is_inside():
            yield
            return
        with ledger_faults(self.path):
            self._begin()
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                # A full disk may have ended the transaction already.
                if self._is_inside():
                    self.connection.execute("ROLLBACK")
                raise

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One view of the ledger: what others decide meanwhile does not show in it, and nobody waits for it."""
        if self._is_inside():
            yield
            return
        with ledger_faults(self.path):
            self.connection.execute("BEGIN")
            self.connection.execute("SELECT 1 FROM decisions LIMIT 1")  # a view begins with the first look
            # What is written in here would go when the view does: better that it is refused.
            self.connection.execute("PRAGMA query_only = ON")
            try:
                yield
            finally:
                self.connection.execute("PRAGMA query_only = OFF")
                if self._is_inside():
                    self.connection.execute("ROLLBACK")

    def _begin(self) -> None:
        """Waits for its turn. SQLite's own waiting sleeps longer and longer, so that who came last goes first."""
        deadline = time.monotonic() + self._waits
        _wait(self.connection, 0)
        try:
            while True:
                try:
                    self.connection.execute("BEGIN IMMEDIATE")
                except sqlite3.OperationalError as error:
                    if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                        raise
                    time.sleep(random.uniform(*_TURN))
                else:
                    return
        finally:
            _wait(self.connection, self._waits)

    def written(self) -> tuple[int, int]:
        """What is another one as soon as anything was written, here or by another program; quick to ask."""
        ((others,),) = self.query(tuple[int], "PRAGMA data_version")
        return others, self.connection.total_changes

    def _is_inside(self) -> bool:
        return self.connection.in_transaction

    def query(self, kind: type[_Kind], sql: str, values: Sequence[object] = ()) -> list[_Kind]:
        """The rows of a query, each of this kind. SQLite itself hands over what lies there, be it another type."""
        with ledger_faults(self.path):
            found = self.connection.execute(sql, values).fetchall()
            return list(convert(found, GenericAlias(list, kind)))

    def each(self, kind: type[_Kind], sql: str, values: Sequence[object] = (), *, at_once: int = 1) -> Iterator[_Kind]:
        """The same one after another, a few at once, and only as far as somebody asks."""
        with ledger_faults(self.path):
            found = self.connection.execute(sql, values)
            while some := found.fetchmany(at_once):
                yield from convert(some, GenericAlias(list, kind))

    def append(self, drafts: Iterable[Draft]) -> list[Decision]:
        """Takes decisions in one transaction, in order; they are on disk when this returns."""
        with self.writing():
            last = self.query(tuple[str], "SELECT id FROM decisions ORDER BY id DESC LIMIT 1")
            micros = micros_of(last[0][0]) if last else 0
            taken = []
            for draft in drafts:
                # Never before the last one: a clock that was set back cannot put a newer mark behind an older one.
                micros = max(now_micros(), micros + 1)
                decision = self._decision(draft, micros)
                self._insert(decision)
                self._follow(decision)
                taken.append(decision)
            return taken

    def _decision(self, draft: Draft, micros: int) -> Decision:
        return Decision(
            id=new_id(micros),
            at=instant_text(micros),
            reviewer=draft.reviewer,
            session=self.session,
            machine=self.machine,
            run=draft.run,
            rubric=draft.rubric,
            asked=draft.asked,
            snapshot=draft.snapshot,
            event=draft.event,
        )

    def _insert(self, one: Decision) -> None:
        columns = (
            *(one.id, one.at, one.reviewer, one.session, one.machine),
            *(one.run, one.rubric or None, one.asked, one.snapshot or None),
            *to_row(one.event),
        )
        self.connection.execute(
            f"INSERT INTO decisions ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", columns
        )
        put_seal(self.connection, columns)

    def _follow(self, decision: Decision) -> None:
        """Brings `current` up to date with a decision that was just taken."""
        if isinstance(decision.event, Withdraw):
            self._rebuild_cell(decision)
            return
        place = (*owner(decision), *slot_key(decision))
        if is_empty(decision.event):
            self.connection.execute(f"DELETE FROM current WHERE {_PLACE}", _plain(place))
        else:
            self.connection.execute(
                "INSERT OR REPLACE INTO current VALUES (?, ?, ?, ?, ?, ?, ?)", (*_plain(place), decision.id)
            )

    def _rebuild_cell(self, decision: Decision) -> None:
        """After a withdrawal, what stands follows from the whole history of the cell."""
        run, rubric, reviewer = owner(decision)
        cell = decision.event.cell
        condition, values = "run = ? AND rubric IS ? AND cell = ?", [run, rubric or None, cell]
        if reviewer:
            condition, values = f"{condition} AND reviewer = ?", [*values, reviewer]
        # Others wait meanwhile: of a long history, no more is read than may stand.
        sql = f"SELECT id, kind, value FROM decisions WHERE {condition} ORDER BY id DESC"
        ids = list(may_stand(self.query(tuple[str, str, str], sql, values)))
        history = self.decisions("id IN (SELECT value FROM json_each(?))", (json.dumps(ids),))
        self.connection.execute(
            "DELETE FROM current WHERE run = ? AND rubric = ? AND reviewer = ? AND cell = ?",
            (run, rubric, reviewer, cell),
        )
        for key, one in standing(history).items():
            if owner(one) == (run, rubric, reviewer):
                self.connection.execute(
                    "INSERT INTO current VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (run, rubric, reviewer, key.slot.value, key.cell, key.entry, one.id),
                )

    def decisions(self, condition: str = "1", values: Sequence[object] = ()) -> list[Decision]:
        """All decisions that meet a condition, in the order they were taken."""
        sql = f"SELECT {_COLUMNS} FROM decisions WHERE {condition} ORDER BY id"
        return [as_decision(row) for row in self.query(Columns, sql, values)]

    def latest(self, reviewer: str) -> Iterator[Decision]:
        """A reviewer's decisions, the last one first, read only as far as somebody asks."""
        sql = f"SELECT {_COLUMNS} FROM decisions WHERE reviewer = ? ORDER BY id DESC"
        yield from map(as_decision, self.each(Columns, sql, (reviewer,)))

    def standing(self, condition: str, values: Sequence[object] = ()) -> list[Decision]:
        """The decisions that stand where a condition on `current` (as `c`) is met."""
        columns = ", ".join(f"d.{name}" for name in _COLUMNS.split(", "))
        sql = f"SELECT {columns} FROM current c JOIN decisions d ON d.id = c.decision WHERE {condition} ORDER BY d.id"
        return [as_decision(row) for row in self.query(Columns, sql, values)]


def _wait(connection: sqlite3.Connection, seconds: float) -> None:
    connection.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")


def _way_to_open(path: Path) -> str:
    """Read-only where nothing can be written, so that a backup on such a disk can be looked at."""
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return "mode=rw"
    waiting = path.with_name(f"{path.name}-wal")
    # Without a log beside it the file is all there is, and SQLite needs no file of its own to read it.
    return "mode=ro" if waiting.exists() and waiting.stat().st_size else "mode=ro&immutable=1"


_PLACE: Final = "run = ? AND rubric = ? AND reviewer = ? AND slot = ? AND cell = ? AND entry = ?"


def owner(decision: Decision) -> tuple[str, str, str]:
    """Whose card a decision is on: run, rubric, reviewer. A run's figures are nobody's own."""
    is_figure = decision.event.slot is Slot.FIGURE or not decision.rubric
    return (decision.run, "", "") if is_figure else (decision.run, decision.rubric, decision.reviewer)


def _plain(place: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(part.value if isinstance(part, Slot) else part for part in place)


def as_decision(row: Columns) -> Decision:
    """A decision from its columns."""
    try:
        said = from_row(Row(row.kind, row.cell, row.value, row.body))
    except (ValueError, ZeroDivisionError) as error:
        raise LedgerError(f"the decision {row.id} cannot be read ({error})", do="run `sidegrade doctor`") from error
    return Decision(
        id=row.id,
        at=row.at,
        reviewer=row.reviewer,
        session=row.session,
        machine=row.machine,
        run=row.run,
        rubric=row.rubric or "",
        asked=row.asked,
        snapshot=row.snapshot or "",
        event=said,
    )
