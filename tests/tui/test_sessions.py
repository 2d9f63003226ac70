"""Whole sessions on a real terminal: grading with the keyboard alone, leaving, coming back, mishaps."""

import fcntl
import os
import re
import signal
import struct
import sys
import termios
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grading.study import Study
from tests.tui.screens.reviewing import study_of
from tests.tui.sitting_down import given, marks, sat_down, seen
from tests.tui.terminal import PATIENCE, Terminal

SitDown = Callable[..., Terminal]
_ALL = b"9812\r9\r2.1.10"
"""Every cell of both cards: a dimension, a ladder, halves, a gate."""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A study of one pair."""
    study_of(tmp_path).close()
    return tmp_path / "study"


@pytest.fixture
def sit_down(study: Path, tmp_path: Path) -> Iterator[SitDown]:
    """Starts the review; it is there when this returns."""
    started: list[Terminal] = []

    def start(*arguments: str, size: tuple[int, int] = (36, 120), **environment: str) -> Terminal:
        terminal = sat_down(study, tmp_path, *arguments, size=size, **environment)
        started.append(terminal)
        terminal.until(b"help")
        return terminal

    yield start
    for one in started:
        one.close()


def leave(terminal: Terminal) -> None:
    """Leaves as people do."""
    terminal.send(b"q")
    assert terminal.end() == 0
    assert "Traceback" not in seen(terminal)


def test_a_pair_is_graded_with_nothing_but_the_keyboard(study: Path, sit_down: SitDown) -> None:
    terminal = sit_down()
    terminal.send(_ALL)
    terminal.until(b"8 of 8 cells")
    leave(terminal)
    cards = sorted(tuple(sorted(given(study, run).items())) for run in ("amber", "cobalt"))
    assert cards == [
        (("api", "8"), ("collected", "9"), ("faithful", "3/2"), ("starts", "False")),
        (("api", "9"), ("collected", "12"), ("faithful", "5/2"), ("starts", "True")),
    ]
    assert "amber" not in seen(terminal).lower()
    assert "cobalt" not in seen(terminal).lower()


def test_the_program_opens_where_it_was_left(study: Path, sit_down: SitDown) -> None:
    terminal = sit_down()
    terminal.send(b"ijj98")
    terminal.until(b"2 of 8 cells")
    leave(terminal)
    again = sit_down()
    assert "app/main.py" in seen(again)
    again.send(b"7\r")
    again.until(b"3 of 8 cells")
    leave(again)
    assert marks(study) == 3
    assert given(study, "amber").keys() | given(study, "cobalt").keys() == {"api", "collected"}


def test_a_terminal_that_becomes_smaller_and_larger_again(study: Path, sit_down: SitDown) -> None:
    terminal = sit_down()
    for rows, columns in ((24, 80), (10, 40), (3, 12), (50, 200), (36, 120)):
        fcntl.ioctl(terminal.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.kill(terminal.process.pid, signal.SIGWINCH)
        terminal.send(b"1\r")
    terminal.send(b"\x1b[A")
    terminal.until(b"5 of 8 cells")
    leave(terminal)
    assert marks(study) == 5


def test_a_terminal_that_does_not_say_how_large_it_is(study: Path, sit_down: SitDown) -> None:
    # Who asks it is told one size, and who asks Python another: each made the screen go back to the other one, for ever.
    terminal = sit_down(size=(0, 0))
    terminal.send(b"9")
    terminal.until(b"1 of 8")
    leave(terminal)
    assert marks(study) == 1


@pytest.mark.parametrize("count", [1, 3, 7])
def test_a_program_that_is_killed_has_kept_every_mark_that_it_showed(
    count: int, study: Path, sit_down: SitDown
) -> None:
    terminal = sit_down()
    keys = [b"9", b"8", b"1\r", b"9\r", b"2.", b"1.", b"1"][:count]
    for number, key in enumerate(keys, 1):
        terminal.send(key)
        terminal.until(b"%d of 8 cells" % number)
    terminal.process.kill()
    terminal.end()
    assert marks(study) == count
    again = sit_down()
    assert f"{count} of 8 cells" in seen(again)
    again.send(b"u")
    again.until(b"%d of 8 cells" % (count - 1))
    leave(again)


def test_a_terminal_that_is_closed_takes_nothing_along(study: Path, sit_down: SitDown) -> None:
    terminal = sit_down()
    terminal.send(b"98")
    terminal.until(b"2 of 8 cells")
    terminal.hang_up()
    terminal.process.wait(PATIENCE)
    assert "Traceback" not in seen(terminal)
    assert marks(study) == 2


def test_a_terminal_that_goes_away_without_a_word_holds_nobody_up(study: Path, sit_down: SitDown) -> None:
    terminal = sit_down(ignoring="HUP")
    terminal.send(b"98")
    terminal.until(b"2 of 8 cells")
    terminal.hang_up()
    assert terminal.process.wait(PATIENCE) >= 0
    assert marks(study) == 2


_LATE = """
import os, select, sys
from tui.commands import review
begun = review.run_review
def run_review(*arguments, **named):
    os.write(1, b"READY")
    asked = select.poll()
    asked.register(0, 0)
    asked.poll()
    begun(*arguments, **named)
review.run_review = run_review
sys.argv = ["sidegrade", "review", "--study", sys.argv[1]]
from tui.__main__ import main
main()
"""


def test_a_terminal_that_went_away_before_anything_was_on_it_holds_nobody_up(study: Path) -> None:
    command = ["sh", "-c", 'trap "" HUP; exec "$@"', "sh", sys.executable, "-P", "-c", _LATE, str(study)]
    with Terminal(command, None, {**os.environ, "TERM": "xterm-256color"}, folder=study.parent) as terminal:
        terminal.until(b"READY")
        terminal.hang_up()
        assert terminal.process.wait(PATIENCE) == 128 + signal.SIGHUP


def test_being_told_to_go_on_changes_nothing(study: Path, sit_down: SitDown) -> None:
    """A terminal that hangs up says so, too, at any moment."""
    terminal = sit_down()
    for number, key in enumerate("98", 1):
        terminal.process.send_signal(signal.SIGCONT)
        terminal.send(key.encode())
        terminal.process.send_signal(signal.SIGCONT)
        terminal.until(f"{number} of 8 cells".encode())
    leave(terminal)
    assert terminal.printed.count(b"\x1b[?1049h") == 1
    assert marks(study) == 2


def test_a_program_that_is_told_to_end_leaves_the_terminal_as_it_was(study: Path, sit_down: SitDown) -> None:
    terminal = sit_down()
    terminal.send(b"9")
    terminal.until(b"1 of 8 cells")
    terminal.process.send_signal(signal.SIGTERM)
    assert terminal.end() == 128 + signal.SIGTERM
    assert "Traceback" not in seen(terminal)
    assert terminal.printed.rstrip().endswith(b"l") or b"\x1b[?1049l" in terminal.printed[-400:]
    assert marks(study) == 1


def test_a_small_terminal_is_enough(study: Path, sit_down: SitDown) -> None:
    terminal = sit_down(size=(24, 80))
    terminal.send(_ALL)
    terminal.until(b"8 of 8 cells")
    leave(terminal)
    assert marks(study) == 8


def test_notes_evidence_and_search(study: Path, sit_down: SitDown) -> None:
    terminal = sit_down()
    terminal.send(b"i")
    terminal.until(b"app/main.py")
    terminal.send(b"e")
    terminal.until("✓".encode())
    terminal.send(b"conly 12 guards, 7 missing\x13")
    terminal.until(b"the note on")
    terminal.send(b"/same\r")
    terminal.until(b"1 of 30")
    leave(terminal)
    with Study.open(study) as opened:
        cards = [opened.card(run, opened.find_rubric("service"), "mia") for run in opened.runs()]
    assert [note for card in cards for note in card.notes.values()] == ["only 12 guards, 7 missing"]
    assert sum(len(places) for card in cards for places in card.evidence.values()) == 1
    assert marks(study) == 0, "digits of a note never score"


def test_what_is_typed_for_a_pager_that_has_ended_is_no_mark(study: Path, sit_down: SitDown) -> None:
    terminal = sit_down(EDITOR="sh -c 'echo; echo who; echo reads; read line'")
    terminal.send(b"o")
    terminal.until(b"who\r\nreads")
    terminal.send(b"all of it\n97")
    terminal.until(b"help")
    terminal.send(b"8")
    terminal.until(b"1 of 8 cells")
    leave(terminal)
    assert sorted([*given(study, "amber").values(), *given(study, "cobalt").values()]) == ["8"]


def test_undo_and_redo_across_a_restart(study: Path, sit_down: SitDown) -> None:
    terminal = sit_down()
    terminal.send(b"98")
    terminal.until(b"2 of 8 cells")
    leave(terminal)
    again = sit_down()
    again.send(b"uu")
    again.until(b"0 of 8 cells")
    again.send(b"U")
    again.until(b"1 of 8 cells")
    leave(again)
    assert marks(study) == 1


def test_cards_are_locked_and_names_shown(study: Path, sit_down: SitDown) -> None:
    terminal = sit_down()
    terminal.send(_ALL)
    terminal.until(b"8 of 8 cells")
    for _ in range(2):
        terminal.send(b"L")
        terminal.until(b"card is locked")
        terminal.send(b"\t")
    terminal.send(b"R")
    terminal.until(b"the names are shown")
    leave(terminal)
    with Study.open(study) as opened:
        cards = [opened.card(run, opened.find_rubric("service"), "mia") for run in opened.runs()]
    assert [(card.locked, card.revealed) for card in cards] == [(True, True)] * 2


def test_the_queue_leads_to_every_pair(tmp_path: Path) -> None:
    study_of(tmp_path / "four", ("amber", "cobalt", "jade", "onyx")).close()
    study = tmp_path / "four" / "study"
    with sat_down(study, tmp_path) as terminal:
        terminal.until(b"pair 6")
        terminal.send(b"\r")
        terminal.until(b"pair 1 of 6")
        terminal.send(b"9")
        terminal.until(b"1 of 8 cells")
        terminal.send(b"}")
        terminal.until(b"pair 2 of 6")
        terminal.send(b"7")
        terminal.until(b"1 of 8 cells")
        terminal.send(b"Q")
        terminal.until(b"pair 6")
        leave(terminal)
    assert marks(study) == 2


def test_without_a_terminal_it_says_what_to_do_instead(study: Path, tmp_path: Path) -> None:
    with sat_down(study, tmp_path, "--screenshot", str(tmp_path / "first.svg")) as terminal:
        assert terminal.end() == 0
    drawn = (tmp_path / "first.svg").read_text()
    assert "blind" in drawn
    assert not re.search("amber|cobalt", drawn, re.IGNORECASE)
