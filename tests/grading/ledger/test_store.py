"""The append-only table, the current values beside it, and a disk or file that is not as it should be."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.errors import LedgerError
from grading.ledger import store
from grading.ledger.checkup import check_ledger
from grading.ledger.ids import instant_text, micros_of, new_id
from grading.ledger.seals import put_seals
from grading.ledger.store import Draft, Ledger
from grading.ledger.things import Things
from grading.marks.events import Adjust, Clear, Decision, Event, FigureSet, Mark, Note, Withdraw, standing
from grading.patience import waiting_at_most
from grading.runs.model import RunName
from tests.builders import SERVICE, ask, rubric

RUN = "service/amber"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = Ledger.create(tmp_path / "ledger.db")
    things = Things(made)
    things.put_task("service", "", "")
    things.put_run(RunName("service", "amber"))
    things.put_rubric(rubric(), SERVICE)
    yield made
    made.close()


def draft(event: Event, reviewer: str = "mia") -> Draft:
    return Draft(reviewer, RUN, event, rubric().id)


def values(ledger: Ledger, reviewer: str = "mia") -> list[Event]:
    return [one.event for one in ledger.standing("c.reviewer = ? AND c.rubric != ''", (reviewer,))]


def test_a_decision_comes_back_as_it_was_taken(ledger: Ledger) -> None:
    (taken,) = ledger.append([Draft("mia", RUN, Mark("api", Fraction(15, 2)), rubric().id, asked="hash")])
    assert ledger.decisions() == [taken]
    assert taken.at == instant_text(micros_of(taken.id))
    assert taken.session == ledger.session


def test_a_later_mark_takes_the_place_of_an_earlier_one_and_both_are_kept(ledger: Ledger) -> None:
    ledger.append([draft(Mark("api", Fraction(3))), draft(Mark("api", Fraction(4)))])
    assert values(ledger) == [Mark("api", Fraction(4))]
    assert len(ledger.decisions()) == 2


def test_reviewers_never_touch_each_others_cells(ledger: Ledger) -> None:
    ledger.append([draft(Mark("api", Fraction(3))), draft(Mark("api", Fraction(4)), "tom")])
    assert values(ledger) == [Mark("api", Fraction(3))]
    assert values(ledger, "tom") == [Mark("api", Fraction(4))]


def test_clear_opens_a_cell_and_an_empty_note_takes_the_note_away(ledger: Ledger) -> None:
    ledger.append([draft(Mark("api", Fraction(3))), draft(Note("api", "why"))])
    ledger.append([draft(Clear("api")), draft(Note("api", ""))])
    assert values(ledger) == []


def test_undo_and_redo_are_entries(ledger: Ledger) -> None:
    first, second = ledger.append([draft(Mark("api", Fraction(3))), draft(Mark("api", Fraction(4)))])
    (undo,) = ledger.append([draft(Withdraw("api", second.id))])
    assert values(ledger) == [first.event]
    ledger.append([draft(Withdraw("api", undo.id))])
    assert values(ledger) == [second.event]
    assert len(ledger.decisions()) == 4


def test_adjustments_stand_side_by_side_until_withdrawn(ledger: Ledger) -> None:
    one, two = ledger.append([draft(Adjust("api", Fraction(1), "a")), draft(Adjust("api", Fraction(2), "b"))])
    assert values(ledger) == [one.event, two.event]
    ledger.append([draft(Withdraw("api", one.id))])
    assert values(ledger) == [two.event]


def test_a_withdrawn_figure_gives_way_to_the_earlier_one_whoever_said_it(ledger: Ledger) -> None:
    ledger.append([Draft("mia", RUN, FigureSet("seconds", "10"))])
    (wrong,) = ledger.append([Draft("tom", RUN, FigureSet("seconds", "99", "measured again"))])
    ledger.append([Draft("tom", RUN, Withdraw("seconds", wrong.id))])
    assert Things(ledger).figure_texts(RUN) == {RUN: {"seconds": "10"}}


def test_nothing_can_change_or_delete_a_decision(ledger: Ledger) -> None:
    ledger.append([draft(Mark("api", Fraction(3)))])
    for statement in ("UPDATE decisions SET value = '4'", "DELETE FROM decisions"):
        with pytest.raises(LedgerError, match="append-only"):
            ask(ledger, statement)


def test_whether_anything_was_written_is_known_whoever_wrote_it(ledger: Ledger) -> None:
    before = ledger.written()
    ledger.decisions()
    assert ledger.written() == before
    ledger.append([draft(Mark("api", Fraction(3)))])
    own = ledger.written()
    with closing(Ledger.open(ledger.path)) as other:
        assert ledger.written() == own != before
        other.append([draft(Mark("api", Fraction(4)))])
        assert ledger.written() != own


def test_a_clock_that_was_set_back_does_not_reorder_decisions(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "now_micros", lambda: 2_000_000_000_000_000)
    ledger.append([draft(Mark("api", Fraction(1)))])
    monkeypatch.setattr(store, "now_micros", lambda: 1_000_000_000_000_000)
    ledger.append([draft(Mark("api", Fraction(2)))])
    assert values(ledger) == [Mark("api", Fraction(2))]
    assert [one.event for one in ledger.decisions()] == [Mark("api", Fraction(1)), Mark("api", Fraction(2))]


@given(st.integers(0, 2**48 * 1000 - 1), st.integers(0, 2**48 * 1000 - 1))
def test_ids_sort_as_instants_and_give_them_back(early: int, late: int) -> None:
    assert micros_of(new_id(early)) == early
    if early < late:
        assert new_id(early) < new_id(late)


def test_one_transaction_takes_all_or_nothing(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="refused an entry"):
        ledger.append([draft(Mark("api", Fraction(1))), Draft("mia", "no/run", Mark("api", Fraction(1)), rubric().id)])
    assert ledger.decisions() == []
    assert values(ledger) == []


cells = st.sampled_from(["api", "tests"])
events = st.one_of(
    st.builds(Mark, cells, st.builds(Fraction, st.integers(0, 20))),
    st.builds(Clear, cells),
    st.builds(Note, cells, st.sampled_from(["", "a", "b"])),
    st.builds(Adjust, cells, st.just(Fraction(1)), st.just("why")),
    st.integers(0, 30),
)


@settings(max_examples=150, deadline=None)
@given(history=st.lists(st.tuples(events, st.sampled_from(["mia", "tom"])), max_size=25))
def test_current_always_equals_what_the_whole_history_says(history: list[tuple[Event | int, str]]) -> None:
    """A number stands for taking back the decision at that place, whatever it was."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    ledger = Ledger._opened(Path(":memory:"), connection, may_be_new=True)
    connection.execute("PRAGMA foreign_keys = OFF")
    taken: list[Decision] = []
    for event, reviewer in history:
        if isinstance(event, int):
            mine = [one for one in taken if one.reviewer == reviewer]
            if not mine:
                continue
            target = mine[event % len(mine)]
            said: Event = Withdraw(target.event.cell, target.id)
        else:
            said = event
        taken += ledger.append([Draft(reviewer, RUN, said, "rubric")])
    for reviewer in ("mia", "tom"):
        mine = [one for one in taken if one.reviewer == reviewer]
        by_cell = [standing([one for one in mine if one.event.cell == cell]) for cell in ("api", "tests")]
        expected = sorted(one.id for found in by_cell for one in found.values())
        assert sorted(one.id for one in ledger.standing("c.reviewer = ?", (reviewer,))) == expected
    connection.close()


def test_the_checkup_mends_current_values_and_says_how_many(ledger: Ledger) -> None:
    ledger.append([draft(Mark("api", Fraction(3))), draft(Mark("tests", Fraction(4))), draft(Note("api", "n"))])
    before = ask(ledger, "SELECT * FROM current ORDER BY 1, 2, 3, 4, 5, 6")
    ask(ledger, "DELETE FROM current WHERE cell = 'tests'")
    ask(ledger, "UPDATE current SET entry = 'x' WHERE slot = 'note'")
    found = check_ledger(ledger)
    assert (found.decisions, found.current, found.mended) == (3, 3, 3)
    assert ask(ledger, "SELECT * FROM current ORDER BY 1, 2, 3, 4, 5, 6") == before
    assert check_ledger(ledger).mended == 0


def test_the_checkup_names_what_it_cannot_mend(ledger: Ledger) -> None:
    ask(ledger, "PRAGMA foreign_keys = OFF")
    ask(ledger, "INSERT INTO task_rubrics VALUES ('service', 'gone', 'now')")
    ask(ledger, "UPDATE rubrics SET source = replace(source, 'Interface', 'Another')")
    ask(ledger, "INSERT INTO rubrics VALUES ('broken', 'b', '1', 'B', 'format = ', 'now')")
    ask(ledger, "INSERT INTO snapshots VALUES ('tree', '', 0, 0, 'now')")
    ask(ledger, "INSERT INTO workspaces VALUES (1, 'service', NULL, 'tree', '', '[', 'now')")
    damage = check_ledger(ledger).damage
    assert damage[0] == "1 rows of task_rubrics refer to rubrics that are not there"
    assert "the rubric service@1 is not the one that was added" in damage
    assert "the report on the snapshot tree cannot be read" in damage
    assert any(one.startswith("the rubric b@1 cannot be read") for one in damage)
    with pytest.raises(LedgerError, match="the report on the snapshot tree cannot be read"):
        Things(ledger).workspaces("task", "service")
    ask(ledger, "DELETE FROM rubrics WHERE id != 'broken'")
    for source in ("format = ", 'format = 1\ntit1e = "B"\nfaults = "several"'):
        ask(ledger, "UPDATE rubrics SET source = ?", (source,))
        with pytest.raises(LedgerError, match=r"^the rubric broken is damaged; run `sidegrade doctor`$"):
            Things(ledger).rubrics()


def test_decisions_that_vanished_stay_named_until_they_are_restored(ledger: Ledger) -> None:
    one, first, two = ledger.append([draft(Mark(cell, Fraction(3))) for cell in ("api", "tests", "tests")])
    ask(ledger, "DROP TRIGGER decisions_never_go")
    ask(ledger, "PRAGMA foreign_keys = OFF")
    ask(ledger, "DELETE FROM decisions WHERE id != ?", (one.id,))
    names = f"{first.id}, {two.id} (service/amber, tests, mia)"  # only what stood is known by more than its seal
    for _ in range(2):
        found = check_ledger(ledger)
        assert found.damage == (f"2 decisions are gone from the ledger: {names}",)
        assert (found.decisions, found.mended) == (1, 0)
    assert values(ledger) == [one.event]


def test_one_decision_that_cannot_be_read_does_not_hide_the_others(ledger: Ledger) -> None:
    (bad, _) = ledger.append([draft(Mark("api", Fraction(3))), draft(Mark("tests", Fraction(4)))])
    ask(ledger, "DROP TRIGGER decisions_never_change")
    ask(ledger, "DROP TRIGGER seals_never_go")
    ask(ledger, "UPDATE decisions SET value = 'many' WHERE cell = 'api'")
    ask(ledger, "DELETE FROM seals")
    put_seals(ledger.connection)
    found = check_ledger(ledger)
    assert found.decisions == 2
    assert [one.split("(")[0] for one in found.damage] == [f"the decision {bad.id} cannot be read "]


def test_a_mark_that_its_rubric_could_not_have_taken_is_found(ledger: Ledger) -> None:
    (one,) = ledger.append([draft(Mark("api", Fraction(999)))])
    assert check_ledger(ledger).damage == (f"the decision {one.id} does not fit its rubric (api cannot get 999)",)


def test_an_empty_file_in_the_ledgers_place_is_not_made_a_new_ledger(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.touch()
    with pytest.raises(LedgerError, match="the ledger is empty; restore it from a backup; nothing was written"):
        Ledger.open(path)
    assert path.read_bytes() == b""


def test_a_ledger_that_cannot_be_written_can_be_read(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.append([draft(Mark("api", Fraction(3)))])
    monkeypatch.setattr(os, "access", lambda *_: False)
    reader = Ledger.open(ledger.path)
    assert values(reader) == [Mark("api", Fraction(3))]
    with pytest.raises(LedgerError, match="it cannot be written"):
        reader.append([draft(Mark("api", Fraction(4)))])
    reader.close()


def test_a_damaged_page_is_found_and_nothing_is_touched(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    made = Ledger.create(path)
    things = Things(made)
    for number in range(400):
        things.put_task(f"task-{number}", "x" * 200, "")
    ask(made, "PRAGMA wal_checkpoint(TRUNCATE)")
    made.close()
    content = bytearray(path.read_bytes())
    content[-3 * 4096 : -2 * 4096] = bytes(4096)
    path.write_bytes(content)
    opened = Ledger.open(path)
    assert check_ledger(opened).damage[0].startswith("page: ")
    opened.close()


def test_words_that_say_no_decision_are_an_error_with_the_id(ledger: Ledger) -> None:
    ledger.append([draft(Mark("api", Fraction(3)))])
    ask(ledger, "DROP TRIGGER decisions_never_change")
    ask(ledger, "UPDATE decisions SET value = 'many'")
    ident = ask(ledger, "SELECT id FROM decisions")[0][0]
    with pytest.raises(LedgerError, match=f"the decision {ident} cannot be read"):
        ledger.decisions()


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("database is locked", "another program holds it"),
        ("attempt to write a readonly database", "it cannot be written"),
        ("database or disk is full", "the disk is full"),
        ("database disk image is malformed", "it is damaged"),
        ("unable to open database file", "it cannot be opened"),
        ("disk I/O error", "the disk does not answer as it should"),
        ("something new", "SQLite says: something new"),
    ],
)
def test_faults_of_the_file_are_sentences(message: str, said: str, tmp_path: Path) -> None:
    from grading.ledger.faults import ledger_faults

    with pytest.raises(LedgerError) as caught, ledger_faults(tmp_path / "ledger.db"):
        raise sqlite3.OperationalError(message)
    assert said in str(caught.value)
    assert caught.value.do


def test_a_ledger_that_is_missing_or_no_ledger_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="the ledger is missing"):
        Ledger.open(tmp_path / "ledger.db")
    path = tmp_path / "text.db"
    path.write_text("this is no database, but it is long enough to look like a file of one" * 20)
    with pytest.raises(LedgerError, match="it is damaged"):
        Ledger.open(path)


def test_a_disk_that_is_full_says_not_saved_and_keeps_what_was_there(ledger: Ledger) -> None:
    ledger.append([draft(Mark("api", Fraction(3)))])
    pages = int(ask(ledger, "PRAGMA page_count")[0][0])
    ask(ledger, f"PRAGMA max_page_count = {pages}")
    with pytest.raises(LedgerError, match="not saved or not read: the disk is full"):
        ledger.append([draft(Note("api", "x" * 50_000))])
    assert values(ledger) == [Mark("api", Fraction(3))]
    ledger.append([draft(Mark("api", Fraction(5)))])
    assert values(ledger) == [Mark("api", Fraction(5))]


def test_a_ledger_that_another_process_holds_is_waited_for_as_long_as_was_said(ledger: Ledger) -> None:
    assert ask(ledger, "PRAGMA busy_timeout") == [(10_000,)]
    with waiting_at_most(0.1):
        impatient = Ledger.open(ledger.path)
    with closing(impatient), closing(sqlite3.connect(ledger.path, isolation_level=None)) as holder:
        assert ask(impatient, "PRAGMA busy_timeout") == [(100,)]
        holder.execute("BEGIN IMMEDIATE")
        begin = time.monotonic()
        with pytest.raises(LedgerError, match="another program holds it"):
            impatient.append([draft(Mark("api", Fraction(3)))])
        assert 0.1 <= time.monotonic() - begin < 5
        assert ask(impatient, "PRAGMA busy_timeout") == [(100,)], "it was another one for a moment"
        holder.execute("ROLLBACK")
        impatient.append([draft(Mark("api", Fraction(3)))])
    assert values(ledger) == [Mark("api", Fraction(3))]
