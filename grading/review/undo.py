"""Undo and redo of any decision, across pairs, through this session and those before it."""

from msgspec import Struct

from grading.errors import MarkError
from grading.marks.events import Decision, Prefer, Withdraw
from grading.marks.trail import Step, Trail
from grading.study import Study


class Turned(Struct, frozen=True):
    """What undo took back, or redo brought back."""

    decision: Decision
    """What a person decided, be it that they took something back."""
    about: Decision
    """The mark, note or other thing that it is about in the end."""
    stands: bool
    """Whether that counts now."""

    @property
    def run(self) -> str:
        return self.about.run

    @property
    def rubric(self) -> str:
        """The rubric's id; empty for a figure of a run."""
        return self.about.rubric

    @property
    def runs(self) -> frozenset[str]:
        """The run, or the two that were compared."""
        event = self.about.event
        return frozenset({self.run, event.other} if isinstance(event, Prefer) else {self.run})

    @property
    def cell(self) -> str:
        return self.about.event.cell


class Undo:
    """One reviewer's way back and forth. What other programs write meanwhile is seen too."""

    def __init__(self, study: Study, reviewer: str) -> None:
        self._study = study
        self._reviewer = reviewer
        self._trail = Trail()

    def follow(self) -> None:
        """Learns what was decided since. The first time takes longest: it may be done when nobody waits."""
        self._study.follow(self._trail, self._reviewer)

    def to_undo(self) -> str:
        """The id of what undo takes back; an error where there is nothing."""
        self.follow()
        if not self._trail.to_undo:
            raise MarkError("there is nothing to undo")
        return self._trail.to_undo

    def to_redo(self) -> Step:
        """The withdrawal that redo takes back; an error where there is none."""
        self.follow()
        if self._trail.to_redo is None:
            raise MarkError("there is nothing to redo", do="only what {undo} took back last can be brought back")
        return self._trail.to_redo

    def undo(self) -> Turned:
        """Takes the last thing back that was decided and still stands."""
        decision = self._study.decision(self.to_undo())
        self._study.withdraw(decision, self._reviewer)
        return self._turned(decision, stands=False)

    def redo(self) -> Turned:
        """Brings back what undo took last, as long as nothing was decided since."""
        last = self.to_redo()
        self._study.withdraw(self._study.decision(last.id), self._reviewer)
        return self._turned(self._study.decision(last.target), stands=True)

    def _turned(self, decision: Decision, *, stands: bool) -> Turned:
        about = decision
        while isinstance(about.event, Withdraw):
            about, stands = self._study.decision(about.event.target), not stands
        return Turned(decision, about, stands)
