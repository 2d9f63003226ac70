"""What one reviewer did, in order, as undo and redo walk back and forth on it. Pure.

Undo withdraws the last thing that was done; redo withdraws that withdrawal, as long as nothing new was done since. A
withdrawal of anything else, such as opening a locked card again, is a thing that was done, and can be undone itself.
"""

from collections.abc import Iterable

from msgspec import Struct


class Step(Struct, frozen=True):
    """A decision, as far as undo needs to know it."""

    id: str
    target: str = ""
    """What it takes back, where it does."""
    is_apart: bool = False
    """Nothing that is undone here, such as a figure from a folder, or that a name was learned."""


class Trail:
    """Everything that can be undone, and redone."""

    def __init__(self) -> None:
        self.last = ""
        """The id of the last step that is known here."""
        self._done: list[str] = []
        self._undone: list[Step] = []
        self._apart: set[str] = set()

    def follow(self, steps: Iterable[Step]) -> None:
        """Goes on with what happened since, in its order."""
        for step in steps:
            self._take(step)
            self.last = step.id

    def _take(self, step: Step) -> None:
        if step.is_apart or step.target in self._apart:
            self._apart.add(step.id)
        elif step.target and self._done and self._done[-1] == step.target:
            self._done.pop()
            self._undone.append(step)
        elif step.target and self._undone and self._undone[-1].id == step.target:
            self._done.append(self._undone.pop().target)
        else:
            self._done.append(step.id)
            self._undone.clear()

    @property
    def to_undo(self) -> str:
        """The id of what undo withdraws; empty where nothing is left."""
        return self._done[-1] if self._done else ""

    @property
    def to_redo(self) -> Step | None:
        """The withdrawal that redo withdraws."""
        return self._undone[-1] if self._undone else None
