"""One reviewer's scorecard for one run, and what its reader may know of the run."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from grading.visible import visible
from tui.painting.spans import LONGEST, safe
from tui.painting.standings_rows import Known

if TYPE_CHECKING:
    from grading.marks.scorecard import Scorecard
    from grading.report.cards import CardReport
    from grading.rubric.model import Rubric


class RunSheet(Struct, frozen=True):
    """What a scorecard is painted from."""

    report: "CardReport"
    known: Known
    number: int
    """Which of the run's cards this is, from 0."""
    of: int
    standing: str = ""
    """Where the run stands; empty where it has no place."""
    key: Callable[[str], str] = str
    """The key of a command."""

    @property
    def card(self) -> "Scorecard":
        return self.report.card

    @property
    def rubric(self) -> "Rubric":
        return self.report.card.rubric

    @property
    def is_hidden(self) -> bool:
        """Whether the reader does not know whose work it is."""
        return self.report.run.id in self.known.hidden

    @property
    def unseen(self) -> str:
        """That what others gave the run is hidden; empty where it is not."""
        return self.known.unseen_words(self.report.run)

    @property
    def name(self) -> str:
        """What the run is called."""
        return self.known.name(self.report.run)

    def told(self, text: str) -> str:
        """A text of the card on one line, safe, without names that are not to be read."""
        return self.known.told(self.report.run.id, text)

    def mask(self, text: str) -> str:
        """A text that is safe already, without names that are not to be read."""
        return self.known.mask(text) if self.is_hidden else text

    def lines(self, text: str) -> list[str]:
        """The same in the lines that it was written in; a line that is longer than can be shown at once, in parts."""
        masked = [self.mask(visible(line)) for line in text.split("\n")]
        return [safe(line[at : at + LONGEST]) for line in masked for at in range(0, max(len(line), 1), LONGEST)]

    def title(self, text: str) -> str:
        """A title of the rubric."""
        return safe(visible(text))
