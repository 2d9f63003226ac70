"""Views of a pair at work: a rubric, what was decided about both sides, and where the cursor is."""

from collections.abc import Sequence

from grading.marks.events import Decision, Event
from grading.marks.scorecard import Scorecard, scorecard
from grading.review.outline import Outline
from grading.rubric.model import Rubric
from grading.sides import Pair, Side
from tests.builders import rubric
from tui.painting.panel_view import PanelView
from tui.painting.spans import Line


def card(of: Rubric, events: Sequence[Event]) -> Scorecard:
    """The card that these decisions make."""
    decisions = [Decision(str(place), "", "mia", "", "", "run", of.id, "", "", one) for place, one in enumerate(events)]
    return scorecard(of, "run", "mia", decisions)


def view(
    a: Sequence[Event] = (),
    b: Sequence[Event] | None = (),
    *,
    cell: str = "",
    side: Side = Side.A,
    of: Rubric | None = None,
) -> PanelView:
    """What was decided about each side of the small service; a B of none is not graded. The first cell is the cursor's."""
    of = of or rubric()
    cards: Pair[Scorecard | None] = Pair(card(of, a), None if b is None else card(of, b))
    outline = Outline(of)
    return PanelView(outline, cards, Pair("A", "B"), cell or outline.keys[0], side)


def texts(lines: Sequence[Line]) -> list[str]:
    """The rows as plain text."""
    return ["".join(span.text for span in line.spans) for line in lines]


def row(lines: Sequence[Line], word: str) -> str:
    """The first row that has a word in it."""
    return next(text for text in texts(lines) if word in text)
