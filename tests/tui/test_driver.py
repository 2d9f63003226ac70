"""How large the terminal is, is asked when the application is told that it changed: never what was true before."""

import asyncio
import os
import shutil
import signal
from collections.abc import Iterator

import pytest
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Resize
from textual.message import Message

from tui.driver import Driver


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[int, int]]]:
    """The sizes that an application is told of, whose terminal nobody takes."""
    sizes: list[tuple[int, int]] = []

    def keep(_: App[object], message: Message) -> bool:
        assert isinstance(message, Resize)
        sizes.append((message.size.width, message.size.height))
        return True

    monkeypatch.setattr(LinuxDriver, "start_application_mode", lambda self: None)
    monkeypatch.setattr(App, "post_message", keep)
    before = signal.getsignal(signal.SIGWINCH)
    yield sizes
    signal.signal(signal.SIGWINCH, before)


def test_of_two_changes_at_once_the_earlier_one_never_comes_last(
    told: list[tuple[int, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = iter([os.terminal_size((200, 50))] * 2)

    async def changed_twice() -> None:
        Driver(App()).start_application_mode()
        monkeypatch.setattr(shutil, "get_terminal_size", lambda: os.terminal_size((20, 8)))
        signal.raise_signal(signal.SIGWINCH)
        # The second change is there before anybody could tell of the first.
        monkeypatch.setattr(shutil, "get_terminal_size", lambda: next(sizes))
        signal.raise_signal(signal.SIGWINCH)
        await asyncio.sleep(0)

    asyncio.run(changed_twice())
    assert told == [(200, 50)] * 2
