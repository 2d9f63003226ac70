"""Widgets on a screen of their own, with what they told it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from textual import events
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

M = TypeVar("M", bound=Message)


class Mounted(App[None]):
    """A screen that holds some widgets and nothing else."""

    def __init__(self, *widgets: Widget) -> None:
        super().__init__()
        self._widgets = widgets
        self.heard: list[Message] = []
        self.keys: list[str] = []
        """The keys that no widget took."""

    def compose(self) -> ComposeResult:
        """The widgets, one below the other."""
        yield from self._widgets

    def on_key(self, event: object) -> None:
        """Remembers what came through."""
        self.keys.append(getattr(event, "key", ""))

    def of(self, kind: type[M]) -> list[M]:
        """The messages of a kind, in their order."""
        # The hook hears a message again wherever it bubbles to.
        return list({id(one): one for one in self.heard if isinstance(one, kind)}.values())


Body = Callable[[Mounted, Pilot[None]], Awaitable[None]]


def mounted(*widgets: Widget, size: tuple[int, int] = (80, 12)) -> Callable[[Body], None]:
    """Runs what is decorated at once, on a screen with these widgets."""

    def run(body: Body) -> None:
        async def whole() -> None:
            app = Mounted(*widgets)
            async with app.run_test(size=size, message_hook=app.heard.append) as pilot:
                await pilot.pause()
                await body(app, pilot)

        asyncio.run(whole())

    return run


def painted(widget: Widget) -> list[str]:
    """The rows of a widget as they are painted."""
    strips = widget.render_lines(widget.size.region)
    return ["".join(part.text for part in strip if not part.control) for strip in strips]


def wheel(widget: Widget, *, up: bool = False) -> None:
    """Turns the wheel by one notch over a widget."""
    kind = events.MouseScrollUp if up else events.MouseScrollDown
    widget.post_message(kind(widget, 1, 1, 0, -1 if up else 1, 0, False, False, False))
