"""Connections, transactions, migrations."""

import sqlite3
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path

MIGRATIONS = Path(__file__).parent / "migrations"


def connect(path: str) -> sqlite3.Connection:
    # isolation_level=None: transactions begin where the code says so and nowhere else
    db = sqlite3.connect(path, timeout=10, isolation_level=None)
    db.row_factory = sqlite3.Row
    db.execute("PRAGMA foreign_keys = ON")
    return db


@contextmanager
def writing(db: sqlite3.Connection):
    """A write transaction that holds the lock from its first statement on."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    else:
        db.execute("COMMIT")


def migrate(db: sqlite3.Connection) -> list[int]:
    """Applies the numbered files that are newer than the database; returns their numbers."""
    db.execute("PRAGMA journal_mode = WAL")
    current = db.execute("PRAGMA user_version").fetchone()[0]
    applied = []
    for path in sorted(MIGRATIONS.glob("[0-9]*.sql")):
        number = int(path.name.split("_", 1)[0])
        if number <= current:
            continue
        # executescript commits first, so the file carries its own BEGIN and COMMIT
        script = path.read_text(encoding="utf-8")
        db.executescript(f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version = {number};\nCOMMIT;")
        applied.append(number)
    return applied


def now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds")


def like(text: str) -> str:
    """A pattern for LIKE … ESCAPE '\\' that finds the text anywhere, taken literally."""
    for special in ("\\", "%", "_"):
        text = text.replace(special, "\\" + special)
    return f"%{text}%"
