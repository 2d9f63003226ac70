"""The line at the bottom: the keys that matter now, or what was just said."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from textual import events
from textual.message import Message

from tui.keys import Keymap
from tui.painting.key_parts import PlacedPart, part_spans, placed_parts, relabelled
from tui.painting.spans import Line, Span, left, safe, sentence
from tui.themes import Look, Theme
from tui.widgets.papered import Papered

_AS_EVERYWHERE: Final[Mapping[str, str]] = {}


class KeyLine(Papered):
    """Paints one row. What is said takes the place of the keys until it is cleared."""

    DEFAULT_CSS = "KeyLine { height: 1; }"

    class Asked(Message):
        """A command was clicked."""

        def __init__(self, command: str) -> None:
            super().__init__()
            self.command = command

    def __init__(self, theme: Theme, keymap: Keymap, names: Sequence[str] = (), *, id: str | None = None) -> None:
        super().__init__(theme, id=id)
        self._keymap = keymap
        self._names = tuple(names)
        self._labels = _AS_EVERYWHERE
        self._said: tuple[str, Look] | None = None
        self._held: Callable[[int], Line] | None = None
        self._parts: list[PlacedPart] = []

    @property
    def keymap(self) -> Keymap:
        """The keys as they are now."""
        return self._keymap

    @keymap.setter
    def keymap(self, keymap: Keymap) -> None:
        self._keymap = keymap
        self._lay()

    @property
    def said(self) -> str:
        """What is said now; nothing while the keys are shown."""
        return self._said[0] if self._said else ""

    def show(self, names: Sequence[str], labels: Mapping[str, str] = _AS_EVERYWHERE) -> None:
        """Shows these commands, first things first, as far as there is room; `labels` call some of them otherwise."""
        self._names = tuple(names)
        self._labels = labels
        self._lay()

    def say(self, text: str, look: Look = Look.BAR) -> None:
        """Shows a sentence in place of the keys."""
        self._said = (safe(text), look)
        self._lay()

    def clear(self) -> None:
        """Shows the keys again."""
        self._said = None
        self._lay()

    def hold(self, paint: Callable[[int], Line] | None) -> None:
        """Shows what holds while somebody writes, in place of the keys, which mean nothing then; none ends that."""
        self._held = paint
        self.clear()

    def _lay(self) -> None:
        width = self.size.width
        if width:
            self._put([self._line(width)])

    def _line(self, width: int) -> Line:
        if self._said is not None:
            self._parts = []
            text, look = self._said
            return Line((Span(left(f" {sentence(text, width - 1)}", width), look),), look)
        if self._held is not None:
            self._parts = []
            return self._held(width)
        keymap = relabelled(self._keymap, self._labels) if self._labels else self._keymap
        self._parts = placed_parts(keymap, self._names, width)
        return Line(part_spans(self._parts, width), Look.BAR)

    def on_resize(self) -> None:
        """Another width has room for other keys."""
        self._lay()

    def on_click(self, event: events.Click) -> None:
        """Asks for the command whose key or label was clicked."""
        event.stop()
        for place in self._parts:
            name = place.command_at(event.x)
            if name:
                self.post_message(self.Asked(name))
                return
