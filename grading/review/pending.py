"""A decision that could not be written: it is shown where it belongs until it can be, or is given up."""

from dataclasses import dataclass

from grading.marks.events import Event


@dataclass(frozen=True, slots=True)
class Pending:
    """What a reviewer decided, and why it is not on disk."""

    event: Event
    why: str
    do: str = ""
