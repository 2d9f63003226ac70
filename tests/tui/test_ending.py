"""Told to end at an awkward moment."""

import signal
from pathlib import Path

import pytest
from textual.screen import Screen

from tests.tui.screens.reviewing import session_of, study_of
from tui.app import Sidegrade
from tui.ending import ENDING


class _Told(Sidegrade):
    """Is told to end while it begins."""

    number = signal.SIGTERM

    def get_default_screen(self) -> Screen[None]:
        signal.raise_signal(self.number)
        return super().get_default_screen()


@pytest.mark.parametrize("number", ENDING)
def test_told_to_end_before_anything_is_on_the_screen(number: signal.Signals, tmp_path: Path) -> None:
    before = signal.getsignal(number)
    signal.signal(number, lambda *_: None)
    mine = signal.getsignal(number)
    try:
        with study_of(tmp_path) as study:
            app = _Told(session_of(study))
            app.number = number
            app.live(headless=True)
            assert app.ended_by == number
            assert signal.getsignal(number) is mine
    finally:
        signal.signal(number, before)
