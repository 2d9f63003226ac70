"""One view for reading, and rows that are read out and joined."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from grading.errors import LedgerError
from grading.ledger.contents import PARTS, join, rows
from grading.ledger.nameless import nameless, writers
from grading.ledger.store import Draft, Ledger
from grading.marks.events import Mark, Note
from tests.builders import ask, study_with

RUN = "service/amber"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    study_with(tmp_path).close()
    made = Ledger.open(tmp_path / "study" / ".sidegrade" / "ledger.db")
    yield made
    made.close()


def mark(ledger: Ledger, reviewer: str = "mia") -> None:
    rubric = ask(ledger, "SELECT id FROM rubrics")[0][0]
    ledger.append([Draft(reviewer, RUN, Mark("api", Fraction(3)), rubric)])


def count(ledger: Ledger) -> int:
    return int(ask(ledger, "SELECT count(*) FROM decisions")[0][0])


def test_a_view_stays_as_it_was_while_others_decide(ledger: Ledger) -> None:
    other = Ledger.open(ledger.path)
    with ledger.reading():
        mark(other)
        assert count(ledger) == 0
        mark(other)
        with ledger.reading():  # inside another, it is the same
            assert count(ledger) == 0
    assert count(ledger) == 2
    other.close()


def test_nothing_is_written_in_a_view(ledger: Ledger) -> None:
    with pytest.raises(LedgerError), ledger.reading():
        mark(ledger)
    assert count(ledger) == 0
    mark(ledger)
    assert count(ledger) == 1


def test_a_view_ends_whatever_happens(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="stop"), ledger.reading():
        raise ValueError("stop")
    mark(ledger)
    assert count(ledger) == 1


def test_a_ledger_joined_with_itself_stays_as_it_is(ledger: Ledger) -> None:
    mark(ledger)
    everything = {name: list(rows(ledger, name)) for name in PARTS}
    assert set(join(ledger, everything).values()) == {0}
    assert {name: list(rows(ledger, name)) for name in PARTS} == everything
    assert [name for name, found in everything.items() if found] == ["tasks", "rubrics", "runs", "decisions"]


def test_every_table_is_read_out(ledger: Ledger) -> None:
    tables = {row[0] for row in ask(ledger, "SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert tables - {"_sqlite_migrations", "current", "elsewhere", "seals"} == set(PARTS)
    for name, part in PARTS.items():
        columns = [row[1] for row in ask(ledger, f"PRAGMA table_info({name})")]
        assert set(columns) - set(part.columns) == ({"id"} if name in ("prompts", "workspaces") else set())


def test_a_copy_without_names_leaves_the_ledger_as_it_is(ledger: Ledger) -> None:
    for who in ("noor", "mia", "noor"):
        mark(ledger, who)
    rubric = ask(ledger, "SELECT id FROM rubrics")[0][0]
    ledger.append([Draft("mia", RUN, Note("", "by mia"), rubric)])
    before = list(rows(ledger, "decisions"))
    # Names that change places: none is lost on the way.
    with nameless(ledger, {"noor": "mia", "mia": "noor"}, str.upper) as copy:
        assert writers(copy) == ["mia", "noor"]
        assert ask(copy, "SELECT DISTINCT reviewer FROM current WHERE run = ? ORDER BY 1", (RUN,)) == [
            ("mia",),
            ("noor",),
        ]
        assert ask(copy, "SELECT DISTINCT session, machine FROM decisions") == [("", "")]
        assert ask(copy, "SELECT value FROM decisions WHERE kind = 'note'") == [("BY MIA",)]
    assert list(rows(ledger, "decisions")) == before
    assert writers(ledger) == ["noor", "mia"]
