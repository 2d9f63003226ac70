"""One person at the program: which study, who decides, what they want of it, and where they are.

Where they are is written soon after it changes, never on the way of a key; what they decide is the study's.
"""

from dataclasses import dataclass, field

from grading.errors import SidegradeError
from grading.review.opening import Opening, side_drawn
from grading.review.place import Place, Places, remember, remembered
from grading.review.queue import Queue, queue
from grading.review.stand import Stand
from grading.review.undo import Undo
from grading.review.workspaces import Workspaces
from grading.study import Study
from tui.preferences import Preferences
from tui.themes import Theme


@dataclass(slots=True)
class Session:
    """What every screen of the application works with."""

    study: Study
    reviewer: str
    preferences: Preferences
    theme: Theme
    is_open: bool = False
    """Whether names were asked for from the beginning; else everybody grades blind."""
    rubric: str = ""
    """The rubric that was asked for; empty for each task's own."""
    unkept: str = ""
    """Why where they are could not be read or written; empty where it could."""
    undo: Undo = field(init=False)
    ahead: Workspaces | None = field(init=False, default=None)
    """What is read before there is a screen for it."""
    places: Places = field(init=False)
    _is_kept: bool = field(init=False, default=True)

    def __post_init__(self) -> None:
        self.undo = Undo(self.study, self.reviewer)
        found = remembered(self.study.place_of(self.reviewer), self.reviewer)
        self.places, self.unkept = found.places, found.why

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
