"""Told to end at an awkward moment."""

import importlib
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.screen import Screen

from grading.review.opening import opening
from tests.tui.screens.reviewing import session_of, study_of
from tui import __main__
from tui.app import Sidegrade
from tui.ending import ENDING


class _Told(Sidegrade):
    """Is told to end while it begins."""

    number = signal.SIGTERM

    def get_default_screen(self) -> Screen[None]:
        signal.raise_signal(self.number)
        return super().get_default_screen()


@pytest.mark.parametrize("runs", [(), ("amber", "cobalt")], ids=["the queue", "a pair"])
@pytest.mark.parametrize("number", ENDING)
def test_told_to_end_before_anything_is_on_the_screen(
    number: signal.Signals, runs: tuple[str, ...], tmp_path: Path
) -> None:
    before = signal.getsignal(number)
    signal.signal(number, lambda *_: None)
    mine = signal.getsignal(number)
    try:
        with study_of(tmp_path) as study:
            app = _Told(session_of(study), opening(study, runs, "mia") if runs else None)
            app.number = number
            app.live(headless=True)
            assert app.ended_by == number
            assert signal.getsignal(number) is mine
            assert app._exception is None
    finally:
        signal.signal(number, before)


@pytest.fixture
def as_before() -> Iterator[None]:
    """What is done about signals afterwards is what was done before."""
    before = {one: signal.getsignal(one) for one in (*ENDING, signal.SIGINT, signal.SIGALRM)}
    yield
    for one, handler in before.items():
        signal.signal(one, handler)


@pytest.mark.usefixtures("as_before")
@pytest.mark.parametrize("number", [*ENDING, signal.SIGINT])
def test_told_to_end_while_something_is_imported(
    number: signal.Signals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A class that is made would make another error of what comes, and a weak reference's call would lose it."""
    name = f"imported_{number.name.lower()}"
    (tmp_path / f"{name}.py").write_text(
        "import signal, weakref\n"
        "class Part:\n"
        f"    def __set_name__(self, owner, name): signal.raise_signal({number.value})\n"
        "class Whole:\n"
        "    part = Part()\n"
        f"lost = weakref.ref(Whole(), lambda _: signal.raise_signal({number.value}))\n"
        "is_whole = True\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))

    def answer(_: list[str] | None) -> int:
        assert importlib.import_module(name).is_whole
        signal.sigtimedwait([], 10)
        raise AssertionError("it went on")

    monkeypatch.setattr(__main__, "_answer", answer)
    monkeypatch.setattr(__main__, "_forget", lambda _: None)  # the streams are the test's own
    with pytest.raises(SystemExit) as ended:
        __main__.main()
    assert ended.value.code == 128 + number
