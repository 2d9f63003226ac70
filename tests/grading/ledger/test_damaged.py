"""A ledger on a full disk, and one whose bytes are others: what was saved is read, or one sentence says what is wrong."""

import os
import resource
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from grading.errors import LedgerError
from grading.ledger.contents import PARTS, rows
from grading.ledger.faults import ledger_faults
from grading.ledger.ids import instant_text, micros_of
from grading.ledger.nameless import nameless
from grading.ledger.outcomes import outcomes
from grading.ledger.store import Ledger
from grading.ledger.tallies import doubts, tallies
from grading.ledger.things import Things
from grading.marks.typed import TypedMark
from tests.builders import ask, study_with
from tests.hostile.fault_bytes import settle
from tests.hostile.fault_study import ledger_of
from tests.hostile.ledger_types import TEXT, type_places

_FULL = """
import resource, sys
from pathlib import Path
from grading.errors import LedgerError
from grading.ledger.draws import draw
from grading.ledger.store import Ledger
from grading.sides import Pair
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
ledger = Ledger.open(Path(sys.argv[1]))
print(ledger.query(tuple[str], "SELECT key FROM tasks"))
try:
    draw(ledger, "t", "mia", Pair("t/amber", "t/cobalt"))
except LedgerError as error:
    print("refused")
"""


def _ledger(path: Path, *, is_killed: bool) -> None:
    """A ledger of one task; killed, what it wrote is in the log beside it, and nowhere else."""
    kept = "import os; os._exit(0)" if is_killed else "ledger.close()"
    code = (
        "import sys; from pathlib import Path; from grading.ledger.store import Ledger; from grading.ledger.things import Things\n"
        "ledger = Ledger.create(Path(sys.argv[1])); Things(ledger).put_task('t', 'T', '')\n"
        f"{kept}"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=True)


@pytest.mark.parametrize("is_killed", [False, True])
def test_a_full_disk_leaves_what_was_saved_readable(is_killed: bool, tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    _ledger(path, is_killed=is_killed)
    (tmp_path / "ledger.db-shm").unlink(missing_ok=True)
    # What measures coverage would write a file of its own, and complain that it cannot.
    alone = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    command = [sys.executable, "-c", _FULL, str(path)]
    done = subprocess.run(command, env=alone, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "[('t',)]\nrefused\n", "")
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 1_000


def test_text_of_a_damaged_file_that_is_no_text_is_told_as_damage(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="it is damaged; restore it from a backup"), ledger_faults(tmp_path):
        bytes([0xB9]).decode()


def test_a_file_whose_tables_are_written_in_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    Ledger.create(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    data = path.read_bytes()
    for place in (data.index(b"CREATE VIEW marks"), data.index(b"CREATE TABLE draws")):
        path.write_bytes(data[:place] + b"\xb9" + data[place + 1 :])
        with pytest.raises(LedgerError, match="damaged"):
            Ledger.open(path)


@pytest.mark.parametrize("ident", [None, "", "01a1ff16", "ffffffff-ffff-7fff-bfff-fffffffffffg"])
def test_an_id_that_is_none_is_told_as_damage(ident: str) -> None:
    with pytest.raises(LedgerError, match="is damaged; run `sidegrade doctor`"):
        micros_of(ident)


def test_an_instant_that_no_calendar_has_is_told_as_damage() -> None:
    with pytest.raises(LedgerError, match="is damaged; run `sidegrade doctor`"):
        instant_text(micros_of("ffffffff-ffff-7fff-bfff-ffffffffffff"))


def _read_all(ledger: Ledger) -> None:
    things = Things(ledger)
    held = [*things.tasks(), *things.runs(), *things.run_ids(with_void=False), *things.snapshots()]
    held += [*things.runs_elsewhere(), *things.workspaces("run", "service/amber"), *ledger.latest("mia")]
    for rubric in things.rubrics():
        held += [*tallies(ledger, rubric), *outcomes(ledger, "service", rubric), *doubts(ledger, "mia")]
    held += [row for name in PARTS for row in rows(ledger, name)]
    assert held


def test_a_value_that_is_said_to_be_of_another_type_is_told_as_damage_or_is_in_nobodys_way(tmp_path: Path) -> None:
    study = study_with(tmp_path)
    study.mark([TypedMark("here", "amber", "api", "12", note="a note")], reviewer="mia")
    study.close()
    path = ledger_of(tmp_path / "study")
    settle(tmp_path / "study")
    data = path.read_bytes()
    refused = 0
    for place in type_places(data):
        was = data[place]
        for other in {0, 1, 7, 9, TEXT - 1, was - 1 if was > TEXT else TEXT} - {was}:
            path.write_bytes(data[:place] + bytes([other]) + data[place + 1 :])
            try:
                with closing(Ledger.open(path)) as ledger:
                    _read_all(ledger)
            except LedgerError:
                refused += 1
    assert refused > 100


def test_a_copy_without_names_is_not_made_where_somebody_stands_who_never_decided(tmp_path: Path) -> None:
    study = study_with(tmp_path)
    study.close()
    with closing(Ledger.open(ledger_of(tmp_path / "study"))) as ledger:
        ask(ledger, "PRAGMA foreign_keys = OFF")
        ask(ledger, "INSERT INTO current VALUES ('service/amber', 'r', 'nobody', 'value', 'api', '', 'gone')")
        with pytest.raises(LedgerError, match="it is damaged"), nameless(ledger, {"mia": "Reviewer 1"}, str):
            pass
