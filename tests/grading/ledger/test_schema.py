"""Opening ledgers of other ages: older ones are brought up to date, newer ones and strangers are left alone."""

import sqlite3
from pathlib import Path

import pytest

from grading.errors import LedgerError
from grading.ledger import schema
from grading.ledger.checkup import check_ledger
from grading.ledger.store import Ledger
from grading.ledger.things import Things
from tests.builders import ask


def test_a_new_ledger_says_what_it_is(tmp_path: Path) -> None:
    ledger = Ledger.create(tmp_path / "ledger.db")
    assert ask(ledger, "PRAGMA application_id")[0][0] == schema.APPLICATION_ID
    assert ask(ledger, "PRAGMA user_version")[0][0] == len(schema.MIGRATIONS)
    assert ask(ledger, "PRAGMA journal_mode")[0][0] == "wal"
    assert ask(ledger, "PRAGMA synchronous")[0][0] == 2
    assert [row[0] for row in ask(ledger, "SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY 1")] == [
        "evidence",
        "figures",
        "marks",
        "notes",
    ]
    ledger.close()


@pytest.mark.parametrize("shape", ["prompts", "marks", "draws_of_task"])
def test_a_layout_that_is_another_is_told_by_the_checkup(shape: str, tmp_path: Path) -> None:
    ledger = Ledger.create(tmp_path / "ledger.db")
    assert check_ledger(ledger).damage == ()
    ask(ledger, "PRAGMA writable_schema = ON")
    ask(
        ledger,
        "UPDATE sqlite_master SET sql = replace(sql, 'task', CAST(x'74bc736b' AS TEXT)) WHERE name = ?",
        (shape,),
    )
    ask(ledger, "UPDATE sqlite_master SET sql = replace(sql, 'cell', 'bell') WHERE name = ?", (shape,))
    assert check_ledger(ledger).damage == (f"layout: {shape} is not as it was made",)
    ledger.close()


def test_a_newer_ledger_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    ledger = Ledger.create(path)
    ask(ledger, f"PRAGMA user_version = {len(schema.MIGRATIONS) + 1}")
    ledger.close()
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="was written by a newer sidegrade"):
        Ledger.open(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(("application", "version"), [(77, 0), (77, 1), (0, 1)])
def test_a_file_of_another_program_is_refused(application: int, version: int, tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA application_id = {application}")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.execute("CREATE TABLE theirs (a)")
    connection.close()
    with pytest.raises(LedgerError, match="is an SQLite file of another program"):
        Ledger.open(path)


def m999_for_the_test(db: sqlite3.Connection) -> None:
    """Adds a column, as a later edition might."""
    db.execute("ALTER TABLE tasks ADD COLUMN colour TEXT NOT NULL DEFAULT 'none'")


def test_an_older_ledger_is_brought_up_to_date_and_a_copy_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ledger.db"
    old = Ledger.create(path)
    Things(old).put_task("service", "A service", "")
    old.close()
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, m999_for_the_test))
    new = Ledger.open(path)
    assert ask(new, "SELECT title, colour FROM tasks") == [("A service", "none")]
    assert ask(new, "SELECT name FROM _sqlite_migrations ORDER BY rowid") == [
        (step.__name__,) for step in schema.MIGRATIONS
    ]
    new.close()
    before = len(schema.MIGRATIONS) - 1
    copy = sqlite3.connect(tmp_path / f"ledger.db.schema-{before}")
    assert copy.execute("PRAGMA user_version").fetchone() == (before,)
    assert copy.execute("SELECT title FROM tasks").fetchall() == [("A service",)]
    copy.close()


def m999_that_fails(db: sqlite3.Connection) -> None:
    """Does half of its work."""
    db.execute("ALTER TABLE tasks ADD COLUMN colour TEXT")
    db.execute("INSERT INTO no_such_table VALUES (1)")


def test_a_migration_that_fails_leaves_the_ledger_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ledger.db"
    Ledger.create(path).close()
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, m999_that_fails))
        with pytest.raises(LedgerError, match="no_such_table"):
            Ledger.open(path)
    ledger = Ledger.open(path)
    assert ask(ledger, "SELECT * FROM tasks") == []
    ledger.close()


def test_stopping_before_a_step_leaves_it_for_later(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)
    schema.migrate(connection, tmp_path / "ledger.db", stop_before="m001_ground_floor")
    assert connection.execute("PRAGMA user_version").fetchone() == (0,)
    schema.migrate(connection, tmp_path / "ledger.db", stop_before="m002_counterparts")
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    schema.migrate(connection, tmp_path / "ledger.db")
    assert connection.execute("PRAGMA user_version").fetchone() == (len(schema.MIGRATIONS),)
    connection.close()
