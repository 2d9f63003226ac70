"""Which run stood on which side, and what was handed to later."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from grading.errors import LedgerError
from grading.ledger import draws as module
from grading.ledger import ids, schema
from grading.ledger.draws import draw, draws, hand_over
from grading.ledger.store import Ledger
from grading.ledger.things import Things
from grading.marks.queue import Draw
from grading.runs.model import RunName
from grading.sides import Pair
from tests.builders import ask

FIRST, SECOND = Pair("t/amber", "t/cobalt"), Pair("t/jade", "t/amber")


def with_runs(ledger: Ledger) -> Ledger:
    things = Things(ledger)
    for task in ("t", "u"):
        things.put_task(task, "", "")
        for model in ("amber", "cobalt", "jade"):
            things.put_run(RunName(task, model))
    return ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger.create(tmp_path / "ledger.db")) as made:
        yield with_runs(made)


def test_draws_come_back_in_order_for_this_reviewer_and_task_only(ledger: Ledger) -> None:
    draw(ledger, "t", "mia", FIRST)
    draw(ledger, "t", "tom", FIRST.swapped())
    draw(ledger, "u", "mia", Pair("u/amber", "u/jade"))
    draw(ledger, "t", "mia", SECOND)
    assert draws(ledger, "t", "mia") == [Draw(FIRST), Draw(SECOND)]
    assert draws(ledger, "t", "tom") == [Draw(FIRST.swapped())]
    assert draws(ledger, "t", "ann") == []


def test_sides_that_were_drawn_stay_and_are_kept_once(ledger: Ledger) -> None:
    assert draw(ledger, "t", "mia", FIRST).runs == FIRST
    assert draw(ledger, "t", "mia", FIRST.swapped()).runs == FIRST
    assert draws(ledger, "t", "mia") == [Draw(FIRST)]


def test_a_pair_is_handed_to_later_and_back_on_the_sides_it_has(ledger: Ledger) -> None:
    draw(ledger, "t", "mia", FIRST)
    for is_later in (True, True, False, True):
        assert hand_over(ledger, "t", "mia", Draw(FIRST.swapped(), is_later)) == Draw(FIRST, is_later)
    assert [one.is_later for one in draws(ledger, "t", "mia")] == [False, True, False, True]
    # Looking at it does not take it up.
    assert draw(ledger, "t", "mia", FIRST) == Draw(FIRST, True)
    assert hand_over(ledger, "t", "mia", Draw(SECOND, True)) == Draw(SECOND, True)


def test_what_was_drawn_keeps_its_order_when_the_clock_is_set_back(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw(ledger, "t", "mia", FIRST)
    monkeypatch.setattr(module, "now_micros", lambda: ids.now_micros() - 3_600_000_000)
    draw(ledger, "t", "mia", SECOND)
    assert [one.runs for one in draws(ledger, "t", "mia")] == [FIRST, SECOND]


def test_a_draw_is_never_changed_never_goes_and_names_runs_that_are_there(ledger: Ledger) -> None:
    draw(ledger, "t", "mia", FIRST)
    for statement in ("UPDATE draws SET later = 1", "DELETE FROM draws"):
        with pytest.raises(LedgerError, match="append-only"):
            ask(ledger, statement)
    with pytest.raises(LedgerError, match="FOREIGN KEY"):
        draw(ledger, "t", "mia", Pair("t/amber", "t/nobody"))
    assert draws(ledger, "t", "mia") == [Draw(FIRST)]


def test_a_ledger_from_before_has_no_draws_and_takes_some(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    connection = sqlite3.connect(path, isolation_level=None)
    schema.migrate(connection, path, stop_before="m003_draws")
    connection.execute("INSERT INTO tasks VALUES ('t', 'A task', '2026-01-01T00:00:00Z')")
    for name in ("amber", "cobalt"):
        connection.execute("INSERT INTO runs VALUES (?, 't', ?, '', '', 1, '', '2026')", (f"t/{name}", name))
    connection.close()
    with closing(Ledger.open(path)) as ledger:
        assert draws(ledger, "t", "mia") == []
        draw(ledger, "t", "mia", FIRST)
        assert draws(ledger, "t", "mia") == [Draw(FIRST)]
    assert (tmp_path / "old.db.schema-2").is_file()
