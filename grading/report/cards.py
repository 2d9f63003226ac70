"""Scorecards as they are published: one of a run, with what it rests on and how it came about, or two side by side."""

from collections.abc import Mapping

from msgspec import Struct

from grading.marks.events import Answer, Decision
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


class CardReport(Struct, frozen=True):
    """One reviewer's scorecard for one run, and everything it came from."""

    run: Run
    card: Scorecard
    quotes: Mapping[str, tuple[Quote, ...]]
    """By cell, in the order they were given; "" is the whole card."""
    history: tuple[Decision, ...]
    """Every decision on the card and on the run's figures, oldest first, those that were taken back among them."""


class PairReport(Struct, frozen=True):
    """Two runs of one task as one reviewer graded them."""

    cards: Pair[CardReport]
    preference: Answer | None
    """Which side the reviewer finds better overall; none where nothing was said."""
