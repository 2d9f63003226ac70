"""What is told between threads, the review and the application. Threads touch no widget; they post these."""

from collections.abc import Sequence

from textual.message import Message

from grading.compare import search
from grading.compare.counts import Counts
from grading.compare.tree import FilePair
from grading.review.stand import Stand
from tui.painting.page import Page


class Found(Message):
    """Every file is known, with counterparts."""

    def __init__(self, files: Sequence[FilePair]) -> None:
        super().__init__()
        self.files = files


class Counted(Message):
    """How far some files differ."""

    def __init__(self, counts: dict[FilePair, Counts]) -> None:
        super().__init__()
        self.counts = counts


class Opened(Message):
    """The page of a file is there."""

    def __init__(self, file: FilePair, page: Page, number: int) -> None:
        super().__init__()
        self.file = file
        self.page = page
        self.number = number


class Sought(Message):
    """Every file was looked through for a text."""

    def __init__(self, text: str, found: search.Found) -> None:
        super().__init__()
        self.text = text
        self.found = found


class Failed(Message):
    """A file cannot be shown."""

    def __init__(self, why: str) -> None:
        super().__init__()
        self.why = why


class PairWanted(Message):
    """Another pair is to be opened."""

    def __init__(self, stand: Stand, said: str = "", begin: tuple[str, str] = ("", "")) -> None:
        super().__init__()
        self.stand = stand
        self.said = said
        self.begin = begin
        """The run and the cell to stand on; empty for wherever its reviewer was."""


class QueueWanted(Message):
    """The queue is to be shown."""


class StandingsWanted(Message):
    """The standings of a task are to be shown over what is open, under the rubric that it is graded by there."""

    def __init__(self, task: str, rubric: str) -> None:
        super().__init__()
        self.task = task
        self.rubric = rubric
        """The rubric's id."""


class SettingsWanted(Message):
    """The settings are to be shown."""
