"""What cannot be read, and what nobody foresaw: said on the screen that is there, or after it, and never drawn over it."""

from pathlib import Path

import pytest

from grading.errors import LedgerError, SidegradeError
from grading.marks.scorecard import Scorecard
from grading.rubric.model import Rubric
from grading.runs.model import Run
from grading.study import Study
from tests.tui.screens.reviewing import Review, review, session_of, study_of
from tui import __main__
from tui.app import Sidegrade
from tui.opening import first_screen
from tui.screens.queue import QueueScreen
from tui.screens.review import ReviewScreen

_DAMAGED = "the ledger is damaged; restore it from a backup"


def _no_card_of(model: str, error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the cards of a model's run cannot be read."""
    card = Study.card

    def found(self: Study, run: Run, rubric: Rubric, reviewer: str) -> Scorecard:
        if run.name.model == model:
            raise error
        return card(self, run, rubric, reviewer)

    monkeypatch.setattr(Study, "card", found)


@pytest.mark.parametrize("error", [LedgerError("the ledger is damaged"), ValueError("nobody foresaw it")])
def test_what_ends_the_application_is_raised_once_its_screen_is_gone(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    _no_card_of("cobalt", error, monkeypatch)
    with study_of(tmp_path) as study:
        session = session_of(study)
        app = Sidegrade(session, first_screen(session, (), ""))
        with pytest.raises(type(error), match=str(error)):
            app.live(headless=True)
    printed = "".join(capfd.readouterr())
    assert "Traceback" not in printed and str(error) not in printed


def test_a_fault_of_the_screen_is_one_sentence_and_a_status(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def answer(_: list[str] | None) -> int:
        raise SidegradeError("the ledger is damaged", do="restore it from a backup")

    monkeypatch.setattr(__main__, "_answer", answer)
    assert __main__.run([]) == 2
    assert capsys.readouterr().err == f"sidegrade: {_DAMAGED}\n"


def test_a_pair_that_cannot_be_opened_is_told_where_it_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with study_of(tmp_path, ("amber", "cobalt", "jade")) as study:

        async def drive(found: Review) -> None:
            _no_card_of("jade", LedgerError("the ledger is damaged", do="restore it from a backup"), monkeypatch)
            for _ in range(2):
                await found.press("down", "enter")
                assert isinstance(found.app.screen, QueueScreen)
                assert _DAMAGED in found.text()
            await found.press("up", "up", "enter")
            assert isinstance(found.app.screen, ReviewScreen)

        review(session_of(study, is_open=True), drive)


def test_standings_that_cannot_be_computed_leave_the_review_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with study_of(tmp_path) as study:

        async def drive(found: Review) -> None:
            def broken(self: Study) -> list[Rubric]:
                raise LedgerError("the ledger is damaged", do="restore it from a backup")

            monkeypatch.setattr(Study, "rubrics", broken)
            monkeypatch.setattr(Study, "rubrics_of", broken, raising=False)
            await found.press("T")
            assert _DAMAGED in found.said
            monkeypatch.undo()
            await found.press("5")
            assert "5" in str(found.screen.desk.sitting.values)

        review(session_of(study, is_open=True), drive)
