"""What the line at the top says."""

from enum import Enum

from msgspec import Struct


class Sight(Enum):
    """What the reviewer knows of the runs."""

    BLIND = "blind"
    REVEALED = "revealed"
    OPEN = "open"
    """Names were never hidden."""


class TopView(Struct, frozen=True):
    """Where the reviewer is in the study, and whether all is well."""

    title: str
    """The task, or the study where no task is chosen; made safe when it is painted."""
    number: int | None
    """Which pair of the queue this is; None for runs that were asked for by name."""
    of: int
    sight: Sight
    reviewer: str
    decided: int
    cells: int
    """How many cells of both cards there are to decide."""
    unsaved: str = ""
    """Why something is not on disk; empty where everything is."""
    better: str = ""
    """Which side was called better overall; empty while nobody said."""
