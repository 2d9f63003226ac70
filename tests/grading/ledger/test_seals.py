"""Every decision is sealed as it is taken, joined, copied or brought up to date; what was changed on the disk is named."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.errors import LedgerError
from grading.ledger import schema
from grading.ledger.checkup import Checkup, check_ledger
from grading.ledger.contents import PARTS, join, rows
from grading.ledger.nameless import nameless
from grading.ledger.seals import COLUMNS, seal
from grading.ledger.store import Draft, Ledger
from grading.marks.events import Adjust, FigureSet, Mark, Note
from tests.builders import ask, study_with

RUN = "service/amber"
COMPARE = "compare it with a backup or an export"


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of four decisions."""
    top = tmp_path_factory.mktemp("sealed")
    study_with(top).close()
    made = Ledger.open(top / "study" / ".sidegrade" / "ledger.db")
    rubric = ask(made, "SELECT id FROM rubrics")[0][0]
    events = (Mark("api", Fraction(3)), Note("api", "löst es"), Adjust("api", Fraction(1), "why"))
    made.append([*(Draft("mia", RUN, one, rubric) for one in events), Draft("tom", RUN, FigureSet("seconds", "9"))])
    made.close()
    return made.path


def copied(path: Path) -> Ledger:
    """A copy in memory that may be changed as a disk would change it."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with closing(sqlite3.connect(path)) as whole:
        whole.backup(connection)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    return Ledger(path, connection, 0)


@pytest.fixture
def ledger(sealed: Path) -> Iterator[Ledger]:
    made = copied(sealed)
    yield made
    made.close()


def told(ledger: Ledger, cell: str = "api", kind: str = "mark") -> tuple[str, str]:
    """A decision's id, and how it is named to people."""
    ident, who = ask(ledger, "SELECT id, reviewer FROM decisions WHERE cell = ? AND kind = ?", (cell, kind))[0]
    return ident, f"{ident} ({RUN}, {cell}, {who})"


pieces = st.lists(st.none() | st.text("0123:-", max_size=4).map(str.encode), max_size=4)


@given(pieces, pieces)
def test_two_decisions_that_differ_have_seals_that_differ(one: list[bytes | None], other: list[bytes | None]) -> None:
    assert (seal(one) == seal(other)) == (one == other)


def test_a_seal_is_made_as_it_always_was() -> None:
    assert (
        seal([b"service/amber", None, b"", "ü".encode()]) == hashlib.sha256("13:service/amber-0:2:ü".encode()).digest()
    )


def test_every_column_of_a_decision_is_sealed(ledger: Ledger) -> None:
    columns = [row[1] for row in ask(ledger, "PRAGMA table_info(decisions)")]
    assert sorted(columns) == sorted(COLUMNS)
    assert check_ledger(ledger) == Checkup(4, 4, 0, ())


@given(data=st.data())
def test_any_byte_of_any_column_that_is_another_is_noticed(sealed: Path, data: st.DataObject) -> None:
    ledger = copied(sealed)
    ident, said = data.draw(st.sampled_from(ask(ledger, f"SELECT id, {', '.join(COLUMNS)} FROM decisions")).map(_split))
    column = data.draw(st.sampled_from([name for name in COLUMNS if said[name]]))
    raw = bytearray(str(said[column]).encode())
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= data.draw(st.integers(1, 255))
    ask(ledger, f"UPDATE decisions SET {column} = CAST(? AS TEXT) WHERE id = ?", (bytes(raw), ident))
    found = check_ledger(ledger)
    name = raw.decode(errors="replace") if column == "id" else ident
    how = "has no seal" if column == "id" else "does not fit its seal"
    assert [one for one in found.damage if name in one and one.endswith(f"{how}: {COMPARE}")], found.damage
    assert found.mended == 0, "the current values may be the last trace of what was decided"
    ledger.close()


def _split(row: tuple[str, ...]) -> tuple[str, dict[str, str | None]]:
    return row[0], dict(zip(COLUMNS, row[1:], strict=True))


@pytest.mark.parametrize(("column", "value"), [("rubric", ""), ("snapshot", ""), ("rubric", None)])
def test_nothing_is_not_the_same_as_an_empty_text(ledger: Ledger, column: str, value: str | None) -> None:
    ident, _ = told(ledger, "api") if value is None else told(ledger, "seconds", "figure")
    ask(ledger, f"UPDATE decisions SET {column} = ? WHERE id = ?", (value, ident))
    assert any(one.startswith(f"the decision {ident} ") for one in check_ledger(ledger).damage)


def test_what_is_told_says_where_to_look_and_what_to_do(ledger: Ledger) -> None:
    (_, note), (mark, changed) = told(ledger, kind="note"), told(ledger)
    ask(ledger, "UPDATE decisions SET value = '4' WHERE id = ?", (mark,))
    ask(ledger, "DELETE FROM seals WHERE decision IN (SELECT id FROM decisions WHERE kind = 'note')")
    found = check_ledger(ledger)
    assert found.damage == (
        f"the decision {changed} does not fit its seal: {COMPARE}",
        f"the decision {note} has no seal: {COMPARE}",
    )
    assert found.decisions == 4


def test_a_seal_that_was_changed_is_noticed_whatever_it_is_now(ledger: Ledger) -> None:
    _, named = told(ledger)
    ask(ledger, "UPDATE seals SET seal = x'b9' WHERE decision IN (SELECT id FROM decisions WHERE kind = 'mark')")
    assert check_ledger(ledger).damage == (f"the decision {named} does not fit its seal: {COMPARE}",)


def test_a_seal_whose_decision_is_another_names_both(ledger: Ledger) -> None:
    ident, named = told(ledger)
    ask(ledger, "UPDATE seals SET decision = CAST(x'30b9' AS TEXT) WHERE decision = ?", (ident,))
    assert check_ledger(ledger).damage == (
        f"the decision {named} has no seal: {COMPARE}",
        "1 decisions are gone from the ledger: 0\N{REPLACEMENT CHARACTER}",
    )


def test_seals_never_change_never_go_and_are_of_decisions(tmp_path: Path) -> None:
    ledger = Ledger.create(tmp_path / "ledger.db")
    with pytest.raises(LedgerError, match="FOREIGN KEY"):
        ask(ledger, "INSERT INTO seals VALUES ('nobody', x'00')")
    ask(ledger, "PRAGMA foreign_keys = OFF")
    ask(ledger, "INSERT INTO seals VALUES ('nobody', x'00')")
    for statement in ("UPDATE seals SET seal = x'01'", "DELETE FROM seals"):
        with pytest.raises(LedgerError, match="append-only"):
            ask(ledger, statement)
    ledger.close()


def test_a_ledger_from_before_has_its_decisions_sealed(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    connection = sqlite3.connect(path, isolation_level=None)
    schema.migrate(connection, path, stop_before="m005_seals")
    connection.execute("INSERT INTO tasks VALUES ('service', 'A task', '2026')")
    connection.execute("INSERT INTO runs VALUES (?, 'service', 'amber', '', '', 1, '', '2026')", (RUN,))
    columns = ", ".join(COLUMNS)
    for number in range(3):
        row = f"'{number}', 'then', 'mia', '', '', '{RUN}', NULL, '', NULL, 'figure', 'seconds', '{number}', ''"
        connection.execute(f"INSERT INTO decisions ({columns}) VALUES ({row})")
    connection.execute(f"INSERT INTO current VALUES ('{RUN}', '', '', 'figure', 'seconds', '', '2')")
    connection.close()
    ledger = Ledger.open(path)
    assert check_ledger(ledger) == Checkup(3, 1, 0, ())
    assert ask(ledger, "SELECT count(*) FROM seals") == [(3,)]
    assert (tmp_path / "old.db.schema-4").is_file()
    ledger.close()


def test_what_is_joined_is_sealed_and_what_was_there_is_not_sealed_anew(ledger: Ledger, tmp_path: Path) -> None:
    everything = {name: list(rows(ledger, name)) for name in PARTS}
    other = Ledger.create(tmp_path / "other.db")
    join(other, everything)
    assert check_ledger(other) == Checkup(4, 4, 0, ())
    assert ask(other, "SELECT * FROM seals") == ask(ledger, "SELECT * FROM seals")
    ask(other, "DROP TRIGGER seals_never_go")
    ask(other, "DELETE FROM seals")
    join(other, everything)
    assert len(check_ledger(other).damage) == 4
    other.close()


def test_a_copy_without_names_has_seals_of_its_own(ledger: Ledger) -> None:
    before = ask(ledger, "SELECT * FROM seals")
    with nameless(ledger, {"mia": "reviewer 1", "tom": "reviewer 2"}, str.upper) as copy:
        assert check_ledger(copy) == Checkup(4, 4, 0, ())
        assert not set(ask(copy, "SELECT seal FROM seals")) & {row[1:] for row in before}
    assert ask(ledger, "SELECT * FROM seals") == before


def test_a_decision_that_is_refused_leaves_no_seal(tmp_path: Path) -> None:
    study_with(tmp_path).close()
    ledger = Ledger.open(tmp_path / "study" / ".sidegrade" / "ledger.db")
    rubric = ask(ledger, "SELECT id FROM rubrics")[0][0]
    mark = Mark("api", Fraction(3))
    with pytest.raises(LedgerError, match="refused an entry"):
        ledger.append([Draft("mia", RUN, mark, rubric), Draft("mia", "no/run", mark, rubric)])
    assert ask(ledger, "SELECT count(*) FROM seals") == [(0,)]
    ledger.close()
