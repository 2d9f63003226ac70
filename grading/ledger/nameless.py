"""A copy of a ledger in which nobody has a name: what is made from it cannot betray one."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from grading.ledger.faults import ledger_faults
from grading.ledger.seals import put_seals
from grading.ledger.store import Ledger

_WRITERS: Final = ("decisions", "draws", "counterparts")
_WRITTEN: Final = ("reason", "output")
"""What people wrote, or a command of theirs printed, in the body of a decision."""
_TRIGGERS: Final = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
_STANDING: Final = (
    # Beside the table: in it, a name on the way to another one can meet it.
    """CREATE TEMP TABLE standing AS
        SELECT run, rubric, iif(reviewer = '', '', called(reviewer)), slot, cell, entry, decision FROM current""",
    "DELETE FROM current",
    "INSERT INTO current SELECT * FROM standing",
)


def writers(ledger: Ledger) -> list[str]:
    """Everybody who has an entry, in the order of their first ones: a decision goes before other entries."""
    first: dict[str, tuple[int, str]] = {}
    for place, table in enumerate(_WRITERS):
        for name, ident in ledger.query(tuple[str, str], f"SELECT reviewer, min(id) FROM {table} GROUP BY reviewer"):
            first.setdefault(name, (min(place, 1), ident))
    return sorted(first, key=lambda name: first[name])


@contextmanager
def nameless(ledger: Ledger, called: Mapping[str, str], rewritten: Callable[[str], str]) -> Iterator[Ledger]:
    """A copy in memory: reviewers as `called`, what they wrote `rewritten`; no machine, session or folder of theirs."""
    with ledger_faults(ledger.path):
        connection = sqlite3.connect(":memory:", isolation_level=None)
        try:
            ledger.connection.backup(connection)
            _take_names(connection, called, rewritten)
            yield Ledger(ledger.path, connection, 0)
        finally:
            connection.close()


def _take_names(connection: sqlite3.Connection, called: Mapping[str, str], rewritten: Callable[[str], str]) -> None:
    connection.create_function("called", 1, called.__getitem__, deterministic=True)
    connection.create_function("rewritten", 1, rewritten, deterministic=True)
    connection.create_function("rewritten_body", 1, lambda body: _body(body, rewritten), deterministic=True)
    # It is a copy: what forbids changes in a ledger would forbid taking the names out.
    for (name,) in connection.execute(_TRIGGERS).fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("BEGIN")
    for table in _WRITERS:
        connection.execute(f"UPDATE {table} SET reviewer = called(reviewer)")
    connection.execute("UPDATE decisions SET session = '', machine = ''")
    for condition in (
        "kind = 'note'",
        "kind = 'figure' AND cell = 'reason'",
        "kind = 'evidence' AND substr(value, 1, 2) = '$ '",
    ):
        connection.execute(f"UPDATE decisions SET value = rewritten(value) WHERE {condition}")
    connection.execute("UPDATE decisions SET body = rewritten_body(body) WHERE body != ''")
    connection.execute("UPDATE workspaces SET origin = ''")
    for step in _STANDING:
        connection.execute(step)
    connection.execute("DELETE FROM seals")  # one of a decision with its names would fit nothing any more
    put_seals(connection)
    connection.execute("COMMIT")


def _body(body: str, rewritten: Callable[[str], str]) -> str:
    """The texts of a body rewritten; one that cannot be read is left out, whatever it may say."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(said, dict):
        return ""
    told = {key: rewritten(text) if key in _WRITTEN else text for key, text in said.items() if isinstance(text, str)}
    return json.dumps(told, ensure_ascii=False, sort_keys=True)
