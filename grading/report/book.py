"""What an export holds: every standing with what follows from it, and where the page of each card and pair lies."""

from collections.abc import Mapping

from msgspec import Struct

from grading.report.across import Across
from grading.report.costs import WorkingCost
from grading.report.editions import Editions
from grading.report.groups import Groups
from grading.report.index import AgainstIndex
from grading.report.standings import Standings
from grading.runs.model import Task
from grading.sides import Pair


class CardLink(Struct, frozen=True):
    """One reviewer's card of a run, and where its page lies."""

    run: str
    reviewer: str
    stem: str
    """`cards/…` without an ending: `.html`, `.md` and `.json` lie there. Safe in a URL as it is, and its own."""
    total: str
    """As shown; empty where nothing was attempted."""
    is_complete: bool


class PairLink(Struct, frozen=True):
    """Two runs that one reviewer graded, and where the page with both cards lies (`pairs/…`, only `.html`)."""

    runs: Pair[str]
    reviewer: str
    stem: str


class Section(Struct, frozen=True):
    """The standings of one task under one rubric, and what follows from them."""

    task: Task
    table: Standings
    cards: Mapping[str, tuple[CardLink, ...]]
    """By run, each run's by reviewer."""
    pairs: tuple[PairLink, ...]
    working: tuple[WorkingCost, ...]
    """Empty where the rubric has no gates."""
    groups: tuple[Groups, ...]
    """Only those in which there is more than one group."""
    editions: tuple[Editions, ...]
    """Each earlier rubric of the task beside this one, where both rank the same runs."""
    against: AgainstIndex | None
    """Beside the outside index that the export was given."""


class Book(Struct, frozen=True):
    """One whole export."""

    title: str
    sections: tuple[Section, ...]
    """By task, then the oldest rubric first."""
    across: tuple[Across, ...]
    """For each rubric key that grades several tasks; empty where none does."""
    reviewers: tuple[str, ...]
    """As the export calls them."""
    is_anonymous: bool
    decisions: int
    last: str
    """The instant of the last decision; the only time that an export knows, so that it is the same every time."""
