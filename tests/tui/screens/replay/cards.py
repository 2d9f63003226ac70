"""What a reviewer decided, as the model keeps it: slots with what stands in them, a log, and a way back.

Nothing here is taken from the program but the rubric. What stands in a slot is kept before and after each decision, so
undo puts the one back and redo the other; the program withdraws decisions instead, and must come to the same.
"""

from collections import defaultdict
from fractions import Fraction
from typing import NamedTuple

from grading.rubric.model import Rubric

_APART = "reveal"
"""What was learned cannot be taken back."""


class Refused(Exception):
    """The key decides nothing."""


class Slot(NamedTuple):
    """Where one thing stands, or several where they stand side by side."""

    what: str
    run: str
    cell: str


class Entry(NamedTuple):
    """A decision as the ledger should have it."""

    kind: str
    cell: str
    value: str


class _Step(NamedTuple):
    slot: Slot
    before: object
    after: object
    is_unlock: bool = False


class Cards:
    """Every card of one reviewer under one rubric."""

    def __init__(self, rubric: Rubric) -> None:
        self.rubric = rubric
        self.stands: dict[Slot, object] = {}
        self.log: defaultdict[str, list[Entry]] = defaultdict(list)
        self._done: list[_Step] = []
        self._undone: list[_Step] = []

    def at(self, what: str, run: str, cell: str = "") -> object:
        """What stands in a slot."""
        return self.stands.get(Slot(what, run, cell))

    def many(self, what: str, run: str, cell: str) -> tuple[object, ...]:
        """What stands there side by side."""
        found = self.at(what, run, cell)
        return found if isinstance(found, tuple) else ()

    def is_locked(self, run: str) -> bool:
        return self.at("lock", run) is not None

    def decide(self, kind: str, slot: Slot, after: object, value: str = "") -> None:
        """Takes a decision; only a lock, a reveal and a preference are taken on a locked card."""
        if self.is_locked(slot.run) and kind not in ("lock", "reveal", "prefer"):
            raise Refused
        self.log[slot.run].append(Entry(kind, "" if kind == "prefer" else slot.cell, value))
        before = self.stands.get(slot)
        self._put(slot, after)
        if kind != _APART:
            self._done.append(_Step(slot, before, after))
            self._undone.clear()

    def unlock(self, run: str) -> None:
        """Takes a lock back: what was decided last is undone by it, anything else is a decision of its own."""
        slot = Slot("lock", run, "")
        if self._done and self._done[-1].slot == slot and not self._done[-1].is_unlock:
            self.undo()
            return
        self.log[run].append(Entry("withdraw", "", ""))
        self._done.append(_Step(slot, self.stands.get(slot), None, is_unlock=True))
        self._undone.clear()
        self._put(slot, None)

    def undo(self) -> Slot:
        """Takes the last decision back; what it was about."""
        return self._turn(self._done, self._undone, is_back=True)

    def redo(self) -> Slot:
        """Brings back what undo took last."""
        return self._turn(self._undone, self._done, is_back=False)

    def _turn(self, taken: list[_Step], put: list[_Step], *, is_back: bool) -> Slot:
        if not taken:
            raise Refused
        step = taken.pop()
        put.append(step)
        self._put(step.slot, step.before if is_back else step.after)
        cell = "" if step.slot.what == "prefer" else step.slot.cell
        self.log[step.slot.run].append(Entry("withdraw", cell, ""))
        return step.slot

    def _put(self, slot: Slot, value: object) -> None:
        if value in (None, "", ()):
            self.stands.pop(slot, None)
        else:
            self.stands[slot] = value

    # What follows from it

    def is_open(self, run: str, cell: str) -> bool:
        """Whether a cell waits for a value: one of a dimension that is marked as a whole does not."""
        own = next((one.key for one in self.rubric.dimensions for row in one.criteria if row.key == cell), cell)
        return all(not isinstance(self.at("value", run, key), (Fraction, str)) for key in (cell, own))

    def missing(self, run: str, cells: list[str]) -> list[str]:
        """The cells that wait."""
        return [cell for cell in cells if self.is_open(run, cell)]

    @property
    def preferred(self) -> dict[tuple[str, str], object]:
        """Which of two runs is better, by the runs on A and B."""
        return {(slot.run, slot.cell): value for slot, value in self.stands.items() if slot.what == "prefer"}

    def unsure(self, run: str) -> list[str]:
        """The cells that are flagged."""
        return [slot.cell for slot in self.stands if slot.what == "flag" and slot.run == run]

    def of(self, run: str) -> dict[tuple[str, str], object]:
        """Everything that stands on a run's card, but for preferences."""
        return {
            (slot.what, slot.cell): value
            for slot, value in self.stands.items()
            if slot.run == run and slot.what != "prefer"
        }
