"""One person at the program: which study, who decides, what they want of it, and where they are.

Where they are is written soon after it changes, never on the way of a key; what they decide is the study's.
"""

from typing import NamedTuple

from grading.errors import SidegradeError
from grading.review.opening import Opening, side_drawn
from grading.review.place import Place, remember, remembered
from grading.review.queue import Queue, queue
from grading.review.stand import Stand
from grading.review.undo import Undo
from grading.review.workspaces import Workspaces
from grading.study import Study
from tui.preferences import Preferences
from tui.themes import Theme


class OutsideIndex(NamedTuple):
    """A file of models and values that the standings can be held against."""

    text: str
    file: str


class Session:
    """What every screen of the application works with."""

    def __init__(
        self,
        study: Study,
        reviewer: str,
        preferences: Preferences,
        theme: Theme,
        *,
        is_open: bool = False,
        rubric: str = "",
        index: OutsideIndex | None = None,
    ) -> None:
        """Names are hidden unless it `is_open` from the beginning; without a `rubric`, each task has its own."""
        self.study, self.reviewer = study, reviewer
        self.preferences, self.theme = preferences, theme
        self.is_open, self.rubric, self.index = is_open, rubric, index
        self.undo = Undo(study, reviewer)
        self.ahead: Workspaces | None = None
        """What is read before there is a screen for it."""
        found = remembered(study.place_of(reviewer), reviewer)
        self.places, self.unkept = found.places, found.why
        """Where they are, and why that could not be read or written; empty where it could."""
        self._is_kept = True

    def place_in(self, opening: Opening) -> Place:
        """Where the person was in an opening."""
        return self.places.place_in(opening.task, opening.rubric.id, opening.key)

    def read_ahead(self, opening: Opening) -> None:
        """Begins to open what will be looked at first."""
        self.ahead = Workspaces(self.study, opening)
        self.ahead.read_ahead(self.place_in(opening))

    def workspaces(self, opening: Opening) -> Workspaces:
        """What stands on both sides; where it was read ahead, that."""
        ahead, self.ahead = self.ahead, None
        if ahead is not None and ahead.opening == opening:
            return ahead
        if ahead is not None:
            ahead.close()
        return Workspaces(self.study, opening)

    def queue(self) -> Queue:
        """What there is to grade."""
        return queue(self.study, self.reviewer, self.rubric)

    def draw(self, stand: Stand) -> None:
        """Draws the sides of a pair that is about to open, so that what cannot be written is said where one is."""
        self.study.require_files(stand.runs)
        if len(stand.runs) == 2:
            side_drawn(self.study, stand.task, self.reviewer, stand.runs)

    def be_at(self, place: Place) -> None:
        """Notes where the person is."""
        self.places = self.places.at(place)
        self._is_kept = False

    def mark_read(self, mark: str, *, is_read: bool) -> None:
        """Notes that a file was read, or is to be read again."""
        self.places = self.places.marked(mark, is_read=is_read)
        self._is_kept = False

    def keep(self) -> None:
        """Writes where the person is, if that is not written yet."""
        if self._is_kept:
            return
        try:
            remember(self.study.place_of(self.reviewer), self.places)
        except SidegradeError as error:
            self.unkept = str(error)
        self._is_kept = True
