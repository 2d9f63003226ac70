"""Database access. One connection per thread."""

import hashlib
import sqlite3
import threading
from pathlib import Path

import settings

SCHEMA = Path(__file__).with_name("schema.sql")

_local = threading.local()


def connection():
    if not hasattr(_local, "connection"):
        _local.connection = sqlite3.connect(settings.DB_PATH, timeout=10)
        _local.connection.row_factory = sqlite3.Row
        _local.connection.execute("PRAGMA foreign_keys = ON")
    return _local.connection


def query(sql, params=()):
    """All rows as dicts."""
    return [dict(row) for row in connection().execute(sql, params)]


def get(sql, params=()):
    """The first row as a dict, or None."""
    row = connection().execute(sql, params).fetchone()
    return dict(row) if row else None


def execute(sql, params=()):
    """Runs one statement and commits; returns the id of a new row."""
    try:
        cursor = connection().execute(sql, params)
        connection().commit()
    except sqlite3.Error:
        connection().rollback()
        raise
    return cursor.lastrowid


def hash_key(key):
    return hashlib.sha256(key.encode()).hexdigest()


def create_schema():
    connection().execute("PRAGMA journal_mode = WAL")
    connection().executescript(SCHEMA.read_text())
    if not get("SELECT id FROM api_keys WHERE role = 'admin'"):
        execute(
            "INSERT INTO api_keys (name, role, key_hash) VALUES (?, ?, ?)",
            ("admin", "admin", hash_key(settings.ADMIN_KEY)),
        )


if __name__ == "__main__":
    create_schema()
    print(f"schema ready in {settings.DB_PATH}")
