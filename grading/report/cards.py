"""Scorecards as they are published: one of a run, with what it rests on and how it came about, or two side by side."""

from collections.abc import Mapping
from enum import Enum
from typing import Final

from msgspec import Struct

from grading.marks.events import Answer, Decision, Lock, Reveal, Slot, Withdraw, standing
from grading.marks.scorecard import Scorecard
from grading.runs.model import Run
from grading.sides import Pair


class Quote(Struct, frozen=True):
    """What one piece of evidence shows: lines of a snapshot, or a command and its output."""

    place: str
    """`path`, `path:12`, `path:12-20` or `$ command`, as the reviewer's entry says it."""
    first: int = 0
    """The number of the first line that is quoted; 0 for a command's output."""
    lines: tuple[str, ...] = ()
    """Safe to show. Not more than a page of them; `left_out` says how many there were beyond that."""
    left_out: int = 0
    why_none: str = ""
    """Why nothing is quoted; empty where something is."""


class NamesShown(Enum):
    """When the reviewer was shown which run it is, as a sentence."""

    NEVER = ""
    FIRST = "The reviewer had seen which run it is before the first mark."
    AMID = "The reviewer saw which run it is before the card was locked."
    AFTER = "Which run it is was shown only after the card was locked."
    CHANGED = "Which run it is was shown after the card was locked; it was changed since."

    @property
    def words(self) -> str:
        """The same, where there is little room."""
        return _SHORT[self]


_SHORT: Final = {
    NamesShown.NEVER: "",
    NamesShown.FIRST: "name seen before the first mark",
    NamesShown.AMID: "name seen before the card was locked",
    NamesShown.AFTER: "name seen after the card was locked",
    NamesShown.CHANGED: "name seen after the card was locked, which was changed since",
}

_MARKS: Final = (Slot.VALUE, Slot.ADJUST)


class CardReport(Struct, frozen=True):
    """One reviewer's scorecard for one run, and everything it came from."""

    run: Run
    card: Scorecard
    quotes: Mapping[str, tuple[Quote, ...]]
    """By cell, in the order they were given; "" is the whole card."""
    history: tuple[Decision, ...]
    """Every decision on the card and on the run's figures, oldest first, those that were taken back among them."""

    @property
    def names_shown(self) -> NamesShown:
        """When the name was first seen: whoever takes that back has seen it all the same."""
        own = [one for one in self.history if one.rubric]
        place = next((place for place, one in enumerate(own) if isinstance(one.event, Reveal)), None)
        if not self.card.revealed or place is None:
            return NamesShown.NEVER
        before, after = own[:place], own[place:]
        if not any(isinstance(one.event, Lock) for one in standing(before).values()):
            return NamesShown.AMID if any(one.event.slot in _MARKS for one in before) else NamesShown.FIRST
        marks = {one.id for one in own if one.event.slot in _MARKS}
        changed = [one.event.target if isinstance(one.event, Withdraw) else one.id for one in after]
        return NamesShown.AFTER if marks.isdisjoint(changed) else NamesShown.CHANGED


class PairReport(Struct, frozen=True):
    """Two runs of one task as one reviewer graded them."""

    cards: Pair[CardReport]
    preference: Answer | None
    """Which side the reviewer finds better overall; none where nothing was said."""
