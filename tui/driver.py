"""The terminal as the application has it: one that may be taken away at any moment."""

import asyncio
import select
import signal
import termios
from collections.abc import Callable
from contextlib import suppress
from io import BufferedWriter, FileIO, TextIOWrapper

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Resize
from textual.geometry import Size


class Driver(LinuxDriver):
    """Survives a terminal that goes away, so that the application can end in order.

    What is written to a terminal that is gone is lost, where the library's thread would end and whoever writes next
    wait for it for ever. And a terminal that hangs up also sends "go on", for which the library starts a second thread
    beside the first, even in the middle of a write.
    """

    def __init__(
        self, app: App[object], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        assert self._file is not None, "the program has given every closed stream a place"
        bare = BufferedWriter(FileIO(self._file.fileno(), "wb", closefd=False))
        self._file = _Screen(bare, self._file.encoding, self._file.errors)

    @property
    def is_gone(self) -> bool:
        """Whether the terminal was taken away. The signal that says so may be one that is ignored here, and the
        library's thread reads on from what has nothing to say, as fast as it can."""
        asked = select.poll()
        asked.register(self.fileno, 0)
        return any(said & select.POLLHUP for _, said in asked.poll(0))

    def run_input_thread(self) -> None:
        """Reads keys, as long as there is anything to read from: that there is not, the application finds out."""
        with suppress(OSError):
            super().run_input_thread()

    def start_application_mode(self) -> None:
        """Takes the terminal, and hears of every size that it has from now on."""
        start: Callable[[], None] = super().start_application_mode
        start()
        loop = asyncio.get_running_loop()
        # A second signal may come in the middle of what the first one began, and tell of its size before it does.
        signal.signal(signal.SIGWINCH, lambda *_: loop.call_soon_threadsafe(self._tell_size))

    def _tell_size(self) -> None:
        if not self._in_band_window_resize:
            size = Size(*self._get_terminal_size())
            self._app.post_message(Resize(size, size))

    def resume_application_mode(self) -> None:
        """Takes the terminal back; what was typed for whoever had it is no command."""
        with suppress(termios.error):  # a terminal that is gone has nothing left of it
            termios.tcflush(self.fileno, termios.TCIFLUSH)
        super().resume_application_mode()

    def _sigcont_application(self, *_: object) -> None:
        if self._must_signal_resume:  # it was stopped in order, before
            super()._sigcont_application()


class _Screen(TextIOWrapper):
    """What is written to: takes everything, whether somebody is there or not."""

    def write(self, text: str) -> int:
        """Writes it."""
        with suppress(OSError):
            super().write(text)
        return len(text)

    def flush(self) -> None:
        """Brings it to whoever looks."""
        with suppress(OSError):
            super().flush()
