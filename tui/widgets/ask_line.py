"""A question of one line, and the line in which it is answered."""

from collections.abc import Callable, Sequence

from textual import events
from textual.geometry import Offset
from textual.message import Message

from tui.painting.one_line import OneLine, completed
from tui.painting.question import Question
from tui.painting.spans import Line, Span, clipped, columns, safe
from tui.themes import Look, Theme
from tui.widgets.papered import Papered

_LEAST = 12
"""However long the question and what is said beside it: this much is left for the answer. What the question is about
gives way to a longer one, its words do not."""


class AskLine(Papered, can_focus=True):
    """Its screen gives it every key while it is there: what is typed here never scores."""

    DEFAULT_CSS = "AskLine { height: 1; }"

    class Changed(Message):
        """The answer is another one now, not given yet."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Answered(Message):
        """Enter was pressed."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Message):
        """Escape was pressed."""

    class Stepped(Message):
        """An arrow key asks for the next thing, or the one before: another hit, an earlier answer."""

        def __init__(self, steps: int) -> None:
            super().__init__()
            self.steps = steps

    def __init__(
        self,
        theme: Theme,
        question: str | Question,
        answer: str = "",
        *,
        completions: Callable[[str], Sequence[str]] | None = None,
        id: str | None = None,
    ) -> None:
        """`completions` gives what an answer that begins so could become."""
        super().__init__(theme, id=id)
        self._question = question if isinstance(question, Question) else Question(question)
        self._typed = OneLine(answer)
        self._completions = completions
        self._said: tuple[str, Look] = ("", Look.BAR)
        self._is_focused = False
        """As `has_focus`, which changes only after the handlers here were called."""
        self.is_over = False
        """Whether it was answered or left: what is typed from then on is not meant for it."""
        self._offered: list[str] = []
        """The completions that Tab goes through."""

    @property
    def answer(self) -> str:
        """What is typed by now."""
        return self._typed.text

    @answer.setter
    def answer(self, text: str) -> None:
        self._typed.replace(text)
        self._offered = []
        self._lay()

    def say(self, text: str, look: Look = Look.BAR) -> None:
        """Says something beside the answer: how many there are, or what is wrong with it."""
        self._said = (safe(text), look)
        self._lay()

    def _parts(self, width: int) -> tuple[list[Span], int, list[Span]]:
        """What stands before the answer, the room for it, and what stands after it."""
        said, look = self._said
        taken = max(_LEAST, columns([Span(f"{self.answer}  {said}")]))
        words = min(self._question.least, width - _LEAST - 2)
        question = self._question.fitted(max(words, width - taken - 4, 4))
        before = [Span(f" {question} ", Look.BAR_KEY)]
        rest = width - columns(before) - _LEAST
        after = [Span(f" {clipped(said, rest - 2)} ", look)] if said and rest > 4 else []
        return before, width - columns(before) - columns(after), after

    def _lay(self) -> None:
        width = self.size.width
        if not width:
            return
        before, room, after = self._parts(width)
        left, here, right = self._typed.seen(room)
        spans = [*before, Span(left, Look.BAR), Span(here, Look.CELL if self._is_focused else Look.BAR)]
        spans.append(Span(right, Look.BAR))
        blank = room - columns([Span(left + here + right)])
        line = Line((*spans, Span(" " * blank, Look.BAR), *after), Look.BAR)
        self._put([line])
        if self._is_focused:  # where the terminal puts the window of an input method
            self.app.cursor_position = Offset(self.region.x + columns(before) + columns([Span(left)]), self.region.y)

    def on_resize(self) -> None:
        """Another width has other room."""
        self._lay()

    def on_focus(self) -> None:
        """Shows the cursor."""
        self._is_focused = True
        self._lay()

    def on_blur(self) -> None:
        """Hides the cursor."""
        self._is_focused = False
        self._lay()

    def take(self, event: events.Key) -> bool:
        """Edits, answers or leaves; whether the key is one for that."""
        if self.is_over:
            return False
        if event.key in ("enter", "escape", "up", "down", "tab", "shift+tab"):
            self._decide(event.key)
        elif event.is_printable and event.character:
            self._edit(lambda: self._typed.insert(event.character or ""))
        else:
            return self._press(event.key)
        return True

    def _decide(self, key: str) -> None:
        self.is_over = key in ("enter", "escape")
        match key:
            case "enter":
                self.post_message(self.Answered(self.answer))
            case "escape":
                self.post_message(self.Left())
            case "up" | "down":
                self.post_message(self.Stepped(1 if key == "down" else -1))
            case _:
                self._complete(1 if key == "tab" else -1)

    def _press(self, key: str) -> bool:
        before = self.answer
        known = self._typed.press(key)
        if known:
            self._changed(before)
        return known

    def _edit(self, change: Callable[[], None]) -> None:
        before = self.answer
        change()
        self._changed(before)

    def _changed(self, before: str) -> None:
        self._lay()
        if self.answer != before:
            self._offered = []
            self.post_message(self.Changed(self.answer))

    def _complete(self, steps: int) -> None:
        """What all completions have in common first, then one after the other."""
        if self._completions is None:
            return
        before = self.answer
        offered = self._offered or list(self._completions(before))
        common = completed(before, offered)
        if not offered:
            return self.say("nothing begins so", Look.BAR_KEY)
        if before in offered and len(offered) > 1:
            common = offered[(offered.index(before) + steps) % len(offered)]
        elif common == before:
            common = offered[0 if steps > 0 else -1]
        self._edit(lambda: self._typed.replace(common))
        self._offered = offered if len(offered) > 1 and common in offered else []
        return self.say(
            f"{offered.index(common) + 1} of {len(offered):,}" if common in offered else f"{len(offered):,}"
        )

    def paste(self, text: str) -> None:
        """What was copied elsewhere, as one line."""
        if not self.is_over:
            self._edit(lambda: self._typed.insert(text.strip("\r\n")))

    def on_click(self, event: events.Click) -> None:
        """Puts the cursor there."""
        event.stop()
        before, room, _ = self._parts(self.size.width)
        place = event.x - columns(before)
        if 0 <= place < room:
            self._typed.column_at(place, room)
            self._lay()
