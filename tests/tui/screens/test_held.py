"""Another program holds the ledger: the screen does not stand still, says so, and keeps what was decided until it can."""

import sqlite3
import time
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import pytest

from grading.marks.events import Mark
from grading.patience import waiting_at_most
from grading.study import Study
from tests.tui.program import Program
from tests.tui.screens.reviewing import Review, review, session_of, study_of
from tui.app import Sidegrade
from tui.commands import review as command
from tui.widgets.key_line import KeyLine


def test_what_another_program_holds_up_is_pending_until_it_lets_go(tmp_path: Path) -> None:
    study_of(tmp_path).close()

    async def drive(it: Review) -> None:
        await it.settle()
        path = tmp_path / "study" / ".sidegrade" / "ledger.db"
        with closing(sqlite3.connect(path, isolation_level=None)) as holder:
            holder.execute("BEGIN IMMEDIATE")
            begin = time.monotonic()
            await it.press("9")
            assert time.monotonic() - begin < 5
            assert it.said.startswith("NOT SAVED:")
            assert "another program holds it; close that program or try again" in it.said
            assert str(tmp_path) not in it.said, "there would be no room for what to do"
            waiting = [one.event for one in it.screen.desk.sitting.pending.values()]
            assert waiting == [Mark("api", Fraction(9))]
            assert "NOT SAVED" in it.text()
            assert not it.screen.desk.sitting.card.answers.given
            holder.execute("ROLLBACK")
        await it.press("enter")
        assert it.said == "saved ✓"
        assert not it.screen.desk.sitting.pending
        cards = it.screen.desk.sitting.values.values()
        assert [card.answers.given for card in cards if card.answers.given] == [{"api": Fraction(9)}]

    with waiting_at_most(0.05), Study.open(tmp_path / "study") as study:
        review(session_of(study), drive)


@pytest.mark.parametrize("key", ["n", "enter"])
def test_a_pair_that_cannot_be_drawn_is_not_opened_until_it_can(tmp_path: Path, key: str) -> None:
    study_of(tmp_path, ("amber", "cobalt", "jade", "onyx")).close()

    async def drive(it: Review) -> None:
        queue = it.app.screen
        with closing(sqlite3.connect(tmp_path / "study" / ".sidegrade" / "ledger.db", isolation_level=None)) as holder:
            holder.execute("BEGIN IMMEDIATE")
            await it.press(key)
            assert it.app.screen is queue
            assert "another program holds it" in queue.query_one(KeyLine).said
            holder.execute("ROLLBACK")
            await it.press(key)
            first = it.screen
            holder.execute("BEGIN IMMEDIATE")
            await it.press("}")
            assert it.screen is first
            assert "another program holds it" in it.said
            holder.execute("ROLLBACK")

    with waiting_at_most(0.05), Study.open(tmp_path / "study") as study:
        review(session_of(study), drive)


def test_before_there_is_a_screen_it_waits_as_long_as_a_script(
    sidegrade: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = iter(range(1_000))
    monkeypatch.setattr("grading.ledger.store.time.monotonic", lambda: float(next(seconds)))
    shown: list[int] = []
    monkeypatch.setattr(Sidegrade, "live", lambda _: shown.append(next(seconds)))
    monkeypatch.setattr(command, "has_screen", lambda: True)
    path = tmp_path / "study" / ".sidegrade" / "ledger.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")

        def lets_go(_: float) -> None:
            if next(seconds) > 5:
                holder.execute("ROLLBACK")

        monkeypatch.setattr("grading.ledger.store.time.sleep", lets_go)
        done = sidegrade("review", "amber", "cobalt")
    assert (done.status, done.err) == (0, "")
    assert shown and shown[0] > 5


@pytest.mark.parametrize("arguments", [["review"], ["review", "amber"]])
def test_a_screen_waits_less_than_a_script(
    sidegrade: Program, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    seen: list[float] = []
    monkeypatch.setattr(command, "has_screen", lambda: True)
    monkeypatch.setattr(Study, "wait_at_most", lambda _, seconds: seen.append(seconds))
    monkeypatch.setattr(Sidegrade, "live", lambda _: seen.append(0))
    assert sidegrade(*arguments).status == 0
    assert seen == [1.0, 0]
