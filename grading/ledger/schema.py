"""The ledger's tables, as numbered, append-only migrations.

A migration that has shipped is never edited. Opening a ledger brings it up to date, after a copy is kept; a ledger
of a newer program is refused, untouched. The number of applied migrations is SQLite's `user_version`, so an
up-to-date ledger opens without loading the library that writes schemas.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from grading.errors import LedgerError
from grading.ledger.seals import put_seals
from grading.visible import visible

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID: Final = 0x51DE64AD
"""Marks the file as a sidegrade ledger."""

_TABLES: Final = (
    """CREATE TABLE tasks (
        key TEXT PRIMARY KEY, title TEXT NOT NULL, added_at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE prompts (
        id INTEGER PRIMARY KEY, task TEXT NOT NULL REFERENCES tasks(key), text TEXT NOT NULL, added_at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE runs (
        id TEXT PRIMARY KEY, task TEXT NOT NULL REFERENCES tasks(key), model TEXT NOT NULL, harness TEXT NOT NULL,
        condition TEXT NOT NULL, attempt INTEGER NOT NULL, label TEXT NOT NULL, added_at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE snapshots (
        tree TEXT PRIMARY KEY, digest TEXT NOT NULL, files INTEGER NOT NULL, bytes INTEGER NOT NULL,
        added_at TEXT NOT NULL
    ) STRICT""",
    # One row for each time a folder was taken in; the last one is the run's (or, without a run, the task's baseline).
    """CREATE TABLE workspaces (
        id INTEGER PRIMARY KEY, task TEXT NOT NULL REFERENCES tasks(key), run TEXT REFERENCES runs(id),
        snapshot TEXT NOT NULL REFERENCES snapshots(tree), origin TEXT NOT NULL, report TEXT NOT NULL,
        added_at TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX workspaces_of_run ON workspaces(run, id)",
    "CREATE INDEX workspaces_of_task ON workspaces(task, id)",
    """CREATE TABLE rubrics (
        id TEXT PRIMARY KEY, key TEXT NOT NULL, edition TEXT NOT NULL, title TEXT NOT NULL, source TEXT NOT NULL,
        added_at TEXT NOT NULL, UNIQUE (key, edition)
    ) STRICT""",
    """CREATE TABLE task_rubrics (
        task TEXT NOT NULL REFERENCES tasks(key), rubric TEXT NOT NULL REFERENCES rubrics(id), added_at TEXT NOT NULL,
        PRIMARY KEY (task, rubric)
    ) STRICT""",
    """CREATE TABLE decisions (
        id TEXT PRIMARY KEY, at TEXT NOT NULL, reviewer TEXT NOT NULL, session TEXT NOT NULL, machine TEXT NOT NULL,
        kind TEXT NOT NULL, run TEXT NOT NULL REFERENCES runs(id), rubric TEXT REFERENCES rubrics(id),
        cell TEXT NOT NULL, value TEXT NOT NULL, body TEXT NOT NULL, asked TEXT NOT NULL,
        snapshot TEXT REFERENCES snapshots(tree)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX decisions_of_cell ON decisions(run, rubric, reviewer, cell)",
    """CREATE TRIGGER decisions_never_change BEFORE UPDATE ON decisions
        BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END""",
    """CREATE TRIGGER decisions_never_go BEFORE DELETE ON decisions
        BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END""",
    # Which decision stands where; derived, and rebuilt by doctor. For figures, rubric and reviewer are empty.
    """CREATE TABLE current (
        run TEXT NOT NULL, rubric TEXT NOT NULL, reviewer TEXT NOT NULL, slot TEXT NOT NULL, cell TEXT NOT NULL,
        entry TEXT NOT NULL, decision TEXT NOT NULL REFERENCES decisions(id),
        PRIMARY KEY (run, rubric, reviewer, slot, cell, entry)
    ) STRICT, WITHOUT ROWID""",
)

_VIEWS: Final = (
    """CREATE VIEW marks AS
        SELECT c.run, r.key || '@' || r.edition AS rubric, c.reviewer, c.cell, d.kind, d.value, d.at, d.id AS decision
        FROM current c JOIN decisions d ON d.id = c.decision JOIN rubrics r ON r.id = c.rubric
        WHERE c.slot IN ('value', 'adjust')""",
    """CREATE VIEW notes AS
        SELECT c.run, r.key || '@' || r.edition AS rubric, c.reviewer, c.cell, d.value AS note, d.at, d.id AS decision
        FROM current c JOIN decisions d ON d.id = c.decision JOIN rubrics r ON r.id = c.rubric
        WHERE c.slot = 'note'""",
    """CREATE VIEW evidence AS
        SELECT c.run, r.key || '@' || r.edition AS rubric, c.reviewer, c.cell, d.value AS place, d.body, d.snapshot,
               d.at, d.id AS decision
        FROM current c JOIN decisions d ON d.id = c.decision JOIN rubrics r ON r.id = c.rubric
        WHERE c.slot = 'evidence'""",
    """CREATE VIEW figures AS
        SELECT c.run, c.cell AS figure, d.value, d.reviewer AS said_by, d.body, d.at, d.id AS decision
        FROM current c JOIN decisions d ON d.id = c.decision
        WHERE c.slot = 'figure'""",
)


def m001_ground_floor(db: sqlite3.Connection) -> None:
    for statement in (*_TABLES, *_VIEWS):
        db.execute(statement)


def m002_counterparts(db: sqlite3.Connection) -> None:
    # What people stood side by side; `a` and `b` name runs, baselines or snapshots, and a file without another one
    # stands alone.
    db.execute(
        """CREATE TABLE counterparts (
            id TEXT PRIMARY KEY, at TEXT NOT NULL, reviewer TEXT NOT NULL, a TEXT NOT NULL, b TEXT NOT NULL,
            file_a TEXT, file_b TEXT
        ) STRICT, WITHOUT ROWID"""
    )
    db.execute("CREATE INDEX counterparts_of_pair ON counterparts(a, b)")
    for event, verb in (("UPDATE", "change"), ("DELETE", "go")):
        db.execute(
            f"""CREATE TRIGGER counterparts_never_{verb} BEFORE {event} ON counterparts
                BEGIN SELECT RAISE(ABORT, 'counterparts are append-only'); END"""
        )


def m003_draws(db: sqlite3.Connection) -> None:
    # Which run stood on which side before whom; `later` says that a pair was handed to later, or taken up again.
    db.execute(
        """CREATE TABLE draws (
            id TEXT PRIMARY KEY, at TEXT NOT NULL, reviewer TEXT NOT NULL, task TEXT NOT NULL REFERENCES tasks(key),
            a TEXT NOT NULL REFERENCES runs(id), b TEXT NOT NULL REFERENCES runs(id), later INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID"""
    )
    db.execute("CREATE INDEX draws_of_task ON draws(task, reviewer)")
    for event, verb in (("UPDATE", "change"), ("DELETE", "go")):
        db.execute(
            f"""CREATE TRIGGER draws_never_{verb} BEFORE {event} ON draws
                BEGIN SELECT RAISE(ABORT, 'draws are append-only'); END"""
        )


def m004_elsewhere(db: sqlite3.Connection) -> None:
    # Snapshots that came with an import, whose files lie in another study's vault.
    db.execute("CREATE TABLE elsewhere (snapshot TEXT PRIMARY KEY REFERENCES snapshots(tree)) STRICT, WITHOUT ROWID")


def m005_seals(db: sqlite3.Connection) -> None:
    # In a table of its own, so that a decision that is gone leaves its seal behind.
    db.execute(
        """CREATE TABLE seals (
            decision TEXT PRIMARY KEY REFERENCES decisions(id), seal BLOB NOT NULL
        ) STRICT, WITHOUT ROWID"""
    )
    for event, verb in (("UPDATE", "change"), ("DELETE", "go")):
        db.execute(
            f"""CREATE TRIGGER seals_never_{verb} BEFORE {event} ON seals
                BEGIN SELECT RAISE(ABORT, 'seals are append-only'); END"""
        )
    put_seals(db)


MIGRATIONS: Final = (m001_ground_floor, m002_counterparts, m003_draws, m004_elsewhere, m005_seals)
"""In order; the place in this tuple is the number. Only ever append."""


_SHAPES: Final = """SELECT CAST(name AS BLOB), CAST(sql AS BLOB) FROM sqlite_master
    WHERE type != 'trigger' AND name NOT LIKE '%sqlite%'"""
"""Ours, whatever their bytes are: those of SQLite and of the library that keeps count are laid out as they please."""


def require_readable(connection: sqlite3.Connection, path: Path, *, may_be_new: bool) -> int:
    """The number of applied migrations, if this program can read the file. Nothing is written."""
    where = visible(str(path))
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        raise LedgerError(
            f"was written by a newer sidegrade (schema {version}; this one knows {len(MIGRATIONS)})",
            where=where,
            do="update sidegrade; the ledger was not touched",
        )
    is_empty = not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if is_empty and not may_be_new:
        raise LedgerError("the ledger is empty", where=where, do="restore it from a backup; nothing was written")
    if application != APPLICATION_ID and not is_empty:
        raise LedgerError("is an SQLite file of another program", where=where, do="restore the ledger from a backup")
    return version


def migrate(
    connection: sqlite3.Connection, path: Path, *, may_be_new: bool = True, stop_before: str | None = None
) -> None:
    """Brings a ledger up to date in one transaction; a copy of the old one is kept beside it."""
    version = require_readable(connection, path, may_be_new=may_be_new)
    if version == len(MIGRATIONS):
        return
    from sqlite_utils import Database, Migrations

    if version:
        _keep_copy(connection, path.with_name(f"{path.name}.schema-{version}"))
    steps = Migrations("sidegrade")
    for step in MIGRATIONS:
        steps(name=step.__name__)(_applying(step))
    db = Database(connection, execute_plugins=False)
    # Immediate: of two processes that open an old ledger at once, the second waits and finds nothing left to do.
    connection.execute("BEGIN IMMEDIATE")
    try:
        steps.apply(db, stop_before=stop_before)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(steps.applied(db))}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _applying(step: Callable[[sqlite3.Connection], None]) -> "Callable[[Database], None]":
    return lambda db: step(db.conn)


def misshapen(connection: sqlite3.Connection) -> list[str]:
    """The tables, indexes and views that are not as the migrations make them."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        for step in MIGRATIONS:
            step(fresh)
        made = set(fresh.execute(_SHAPES))
    return sorted(name.decode() for name, _ in made - set(connection.execute(_SHAPES)))


def _keep_copy(connection: sqlite3.Connection, path: Path) -> None:
    copy = sqlite3.connect(path)
    try:
        connection.backup(copy)
    finally:
        copy.close()
