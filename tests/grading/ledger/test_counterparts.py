"""Which files people stood side by side."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from grading.compare.tree import Choice
from grading.errors import LedgerError
from grading.ledger import schema
from grading.ledger.counterparts import choices, choose
from grading.ledger.store import Ledger
from grading.sides import Pair
from tests.builders import ask

PAIR = Pair("task/amber", "task/cobalt")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger.create(tmp_path / "ledger.db")) as made:
        yield made


def test_choices_come_back_in_order_for_this_pair_only(ledger: Ledger) -> None:
    choose(ledger, "mia", PAIR, Choice(b"a.py", b"b.py"))
    choose(ledger, "jo", PAIR, Choice(b"c.py", None))
    choose(ledger, "mia", Pair("task/amber", "task/jade"), Choice(b"a.py", b"z.py"))
    assert choices(ledger, PAIR) == [Choice(b"a.py", b"b.py"), Choice(b"c.py", None)]


def test_a_pair_is_the_same_pair_the_other_way_round(ledger: Ledger) -> None:
    choose(ledger, "mia", PAIR.swapped(), Choice(b"of-cobalt", b"of-amber"))
    choose(ledger, "mia", PAIR.swapped(), Choice(None, b"alone"))
    assert choices(ledger, PAIR) == [Choice(b"of-amber", b"of-cobalt"), Choice(b"alone", None)]
    assert choices(ledger, PAIR.swapped()) == [Choice(b"of-cobalt", b"of-amber"), Choice(None, b"alone")]


def test_any_file_name_comes_back_as_it_was(ledger: Ledger) -> None:
    name = bytes(range(1, 256)).replace(b"/", b"")
    choose(ledger, "mia", PAIR, Choice(name, b"\\x41"))
    assert choices(ledger, PAIR) == [Choice(name, b"\\x41")]


def test_a_choice_is_never_changed_and_never_goes(ledger: Ledger) -> None:
    choose(ledger, "mia", PAIR, Choice(b"a", b"b"))
    for statement in ("UPDATE counterparts SET file_b = 'c'", "DELETE FROM counterparts"):
        with pytest.raises(LedgerError, match="append-only"):
            ask(ledger, statement)
    assert choices(ledger, PAIR) == [Choice(b"a", b"b")]


def test_a_ledger_from_before_has_no_choices_and_takes_some(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    connection = sqlite3.connect(path, isolation_level=None)
    schema.migrate(connection, path, stop_before="m002_counterparts")
    connection.execute("INSERT INTO tasks VALUES ('service', 'A service', '2026-01-01T00:00:00Z')")
    connection.close()
    with closing(Ledger.open(path)) as ledger:
        assert choices(ledger, PAIR) == []
        choose(ledger, "mia", PAIR, Choice(b"a", b"b"))
        assert choices(ledger, PAIR) == [Choice(b"a", b"b")]
        assert ask(ledger, "SELECT title FROM tasks") == [("A service",)]


def test_a_clock_that_was_set_back_changes_no_order(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter((5_000_000, 1_000_000, 0))
    monkeypatch.setattr("grading.ledger.counterparts.now_micros", lambda: next(clock))
    wanted = [Choice(b"a.py", other) for other in (b"first.py", b"second.py", b"third.py")]
    for choice in wanted:
        choose(ledger, "mia", PAIR, choice)
    assert choices(ledger, PAIR) == wanted
