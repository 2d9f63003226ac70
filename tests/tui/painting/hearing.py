"""Hears what becomes known of colours, and says what was found."""

import threading
from collections.abc import Callable, Sequence

from tui.painting.syntax import Colours, Role, Syntax

PATIENCE = 60.0
"""Seconds; only a test that fails takes so long."""


class Hearing:
    """Waits for what a test waits for, whenever more is known."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self._changed = threading.Condition()

    def __call__(self, key: str) -> None:
        with self._changed:
            self.keys.append(key)
            self._changed.notify_all()

    def until(self, holds: Callable[[], object]) -> None:
        """Waits until it holds."""
        with self._changed:
            assert self._changed.wait_for(holds, PATIENCE)


def said(colours: Colours, lines: Sequence[str]) -> list[tuple[int, str, Role]]:
    """Line, text and role of every span."""
    return [
        (number, line[span.start : span.end], span.role)
        for number, line in enumerate(lines)
        for span in colours.of(number)
    ]


def all_of(syntax: Syntax, name: str, lines: Sequence[str], key: str | None = None) -> Colours:
    """The colours of a text, once all is known; none of them lies outside its line or on another."""
    key = key or f"{name}\0{hash(tuple(lines))}"
    syntax.colours(key, name, lines)
    colours = syntax.wait(key, PATIENCE)
    assert colours.is_done
    for number, line in enumerate(lines):
        before = 0
        for span in colours.of(number):
            assert before <= span.start < span.end <= len(line)
            before = span.end
    return colours
