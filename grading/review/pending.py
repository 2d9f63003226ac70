"""A decision that could not be written: it is shown where it belongs until it can be, or is given up."""

from msgspec import Struct

from grading.marks.events import Event


class Pending(Struct, frozen=True):
    """What a reviewer decided, and why it is not on disk."""

    event: Event
    why: str
    do: str = ""
