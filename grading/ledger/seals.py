"""Seals: a byte of a decision that another hand, or a failing disk, made another one does not go unnoticed.

A seal is the SHA-256 over every column of a decision. A column is told with its length before it (`5:amber`), and one
that is empty by NULL as `-`: no two rows are told by the same bytes, wherever the end of one column and the beginning
of the next lie. Lengths, not JSON, because doctor tells what lies on the disk, also where it is no text any more.
There is no key to it: seals find damage, and do not hold against somebody who makes them anew.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple


class Columns(NamedTuple):
    """A decision as it is kept, in the order that it is sealed in."""

    id: str
    at: str
    reviewer: str
    session: str
    machine: str
    run: str
    rubric: str | None
    asked: str
    snapshot: str | None
    kind: str
    cell: str
    value: str
    body: str


COLUMNS: Final = Columns._fields
RAW: Final = ", ".join(f"CAST(decisions.{name} AS BLOB)" for name in COLUMNS)
"""The same as they lie on the disk, for a query."""


def seal(columns: Iterable[bytes | None]) -> bytes:
    """The seal of a decision with these columns."""
    told = [b"-" if raw is None else b"%d:%b" % (len(raw), raw) for raw in columns]
    return hashlib.sha256(b"".join(told)).digest()


def put_seal(connection: sqlite3.Connection, columns: Sequence[str | None]) -> None:
    """Seals a decision that was just taken, in the same transaction."""
    raw = [None if text is None else text.encode() for text in columns]
    connection.execute("INSERT INTO seals VALUES (?, ?)", (columns[0], seal(raw)))


def put_seals(connection: sqlite3.Connection, condition: str = "1", values: Sequence[object] = ()) -> None:
    """Seals the decisions that meet a condition, as they are written."""
    written = connection.execute(f"SELECT id, {RAW} FROM decisions WHERE {condition}", values)
    connection.executemany("INSERT INTO seals VALUES (?, ?)", ((ident, seal(columns)) for ident, *columns in written))
