import json
import os
import sqlite3
from contextlib import contextmanager
from pathlib import Path

from inventory import security

SCHEMA = Path(__file__).with_name("schema.sql")


class Storage:
    """The database file. Every request opens its own connection through session()."""

    def __init__(self, path):
        self.path = path

    def create(self):
        if not os.path.exists(self.path):
            os.close(os.open(self.path, os.O_CREAT | os.O_WRONLY, 0o600))
        connection = self._connect()
        try:
            connection.executescript(SCHEMA.read_text())
        finally:
            connection.close()

    def ensure_admin(self, key):
        with self.session("service", writes=True) as session:
            if session.all("SELECT 1 FROM api_key WHERE role = 'admin' AND revoked IS NULL"):
                return
            session.run(
                "INSERT INTO api_key (name, role, locator, salt, digest) VALUES ('first', 'admin', ?, ?, ?)",
                *security.make_record(key),
            )

    def find_key(self, key):
        with self.session(None) as session:
            rows = session.all(
                "SELECT * FROM api_key WHERE locator = ? AND revoked IS NULL", security.locator(key)
            )
        return security.match(key, rows)

    @contextmanager
    def session(self, key_name, writes=False):
        connection = self._connect()
        try:
            connection.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
            try:
                yield Session(connection, key_name)
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")
        finally:
            connection.close()

    def _connect(self):
        connection = sqlite3.connect(self.path, timeout=10, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        return connection


class Session:
    """One transaction, on behalf of one key."""

    def __init__(self, connection, key_name):
        self.connection = connection
        self.key_name = key_name

    def run(self, sql, *values):
        return self.connection.execute(sql, values).lastrowid

    def all(self, sql, *values):
        return [dict(row) for row in self.connection.execute(sql, values)]

    def one(self, sql, *values):
        rows = self.all(sql, *values)
        return rows[0] if rows else None

    def exists(self, sql, *values):
        return self.one(sql, *values) is not None

    def audit(self, action, entity, entity_id, after=None):
        self.run(
            "INSERT INTO audit_entry (key_name, action, entity, entity_id, after) VALUES (?, ?, ?, ?, ?)",
            self.key_name, action, entity, entity_id, None if after is None else json.dumps(after),
        )
