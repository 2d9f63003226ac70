"""What the application begins with: the session, and the first screen."""

import os
from collections.abc import Sequence
from contextlib import suppress

from grading.errors import StudyError
from grading.marks.events import Reveal
from grading.review.opening import Opening, opened, opening
from grading.review.queue import Queue
from grading.review.stand import Stand
from grading.study import Study
from grading.wishes import Wish
from tui.preferences import preferences_path, read_preferences
from tui.session import OutsideIndex, Session
from tui.themes import theme_for


def session_for(
    study: Study, reviewer: str, *, is_open: bool = False, rubric: str = "", index: OutsideIndex | None = None
) -> Session:
    """A person at the program."""
    preferences = read_preferences(preferences_path())
    theme = theme_for(preferences["theme"], os.environ)
    return Session(study, reviewer, preferences, theme, is_open=is_open, rubric=rubric, index=index)


def first_screen(session: Session, runs: Sequence[str], task: str) -> Opening | Stand | None:
    """The runs that were named; else where the reviewer was; else the only pair; else the queue.

    What came by import without its files can only be listed.
    """
    study, reviewer = session.study, session.reviewer
    if runs:
        return opening(study, runs, reviewer, task=task, rubric=session.rubric, is_blind=not session.is_open)
    every = session.queue()
    last = _last(session, every, task)
    if last is not None or not task:
        return _readable(session, last or every.only)
    study.find_task(task)  # or it says which tasks there are
    stands = (*every.open(task), *(tasks[0] for tasks in every.tasks if tasks.task == task and len(tasks)))
    if not stands:
        raise StudyError(f"{task} cannot be graded yet", do="it needs runs and a rubric")
    return _readable(session, stands[0])


def _readable(session: Session, stand: Stand | None) -> Stand | None:
    with suppress(StudyError):
        session.study.require_files(stand.runs if stand else ())
        return stand
    return None


def read_ahead(session: Session, first: Opening | Stand | None) -> None:
    """Begins to open what the first screen shows, if that is a pair."""
    if isinstance(first, Stand):
        first = opened(session.study, first.runs, first.rubric, session.reviewer)
    if first is not None:
        record_open(session, first)
        session.read_ahead(first)


def _last(session: Session, every: Queue, task: str) -> Stand | None:
    last = session.places.last
    if last is None or task not in ("", last.task):
        return None
    for one in every.tasks:
        if (one.task, one.rubric.id) == (last.task, last.rubric) and set(last.runs) <= set(one.runs):
            return one.stand(frozenset(last.runs))
    return None


def record_open(session: Session, found: Opening) -> None:
    """Whoever asked for the names from the beginning sees them here, and the ledger says so."""
    if not session.is_open:
        return
    study, reviewer = session.study, session.reviewer
    runs = [run for run in found.runs if run is not None]
    wishes = [Wish(run, found.rubric, reviewer, Reveal()) for run in runs]
    study.decide(wish for wish in wishes if not study.card(wish.run, found.rubric, reviewer).revealed)
