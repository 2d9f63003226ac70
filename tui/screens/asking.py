"""One question at a time, in place of the line of keys."""

from collections.abc import Callable, Sequence

from textual import events

from tui.painting.question import Question
from tui.screens.desk import Desk
from tui.themes import Look
from tui.widgets.ask_line import AskLine


def _nothing(_: object = None) -> None:
    """Nobody wants to know."""


class Asking:
    """Asks, and hands the answer to whoever asked."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._line: AskLine | None = None
        self.changed: Callable[[str], object] = _nothing
        self.answered: Callable[[str], object] = _nothing
        self.left: Callable[[], object] = _nothing
        self.stepped: Callable[[int], object] = _nothing

    @property
    def is_asking(self) -> bool:
        return self._line is not None

    @property
    def is_over(self) -> bool:
        """Whether the question was answered or left a moment ago."""
        return self._line is not None and self._line.is_over

    def press(self, event: events.Key) -> bool:
        """Types a key into the answer; whether there is a question."""
        if self._line is not None:
            self._line.take(event)
        return self._line is not None

    def paste(self, text: str) -> None:
        """Puts what is pasted into the answer."""
        if self._line is not None:
            self._line.paste(text)

    def ask(
        self,
        question: str | Question,
        answer: str = "",
        *,
        answered: Callable[[str], object],
        changed: Callable[[str], object] = _nothing,
        left: Callable[[], object] = _nothing,
        stepped: Callable[[int], object] = _nothing,
        completions: Callable[[str], Sequence[str]] | None = None,
    ) -> None:
        """Shows a question."""
        self.end()
        self.changed, self.answered, self.left, self.stepped = changed, answered, left, stepped
        self._line = AskLine(self._desk.session.theme, question, answer, completions=completions)
        keys = self._desk.widgets.keys
        keys.display = False
        self._desk.hand_keys_to(self._line, self._desk.screen.mount(self._line, after=keys))

    def say(self, text: str, look: Look = Look.BAR) -> None:
        """Says something beside the answer."""
        if self._line is not None:
            self._line.say(text, look)

    def end(self) -> None:
        """The keys are shown again."""
        if self._line is not None:
            self._line.remove()
            self._line = None
            self._desk.widgets.keys.display = True
            self._desk.screen.set_focus(None)
