"""The application: screens for one session, and what all of them need.

Nothing strange reaches the terminal (`SafeText` goes over every line once more), and garbage is looked for when nobody
waits, since that is what a key would otherwise wait for.
"""

import asyncio
import gc
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING, Final

from textual import events
from textual._styles_cache import StylesCache
from textual.filter import LineFilter
from textual.message import Message
from textual.screen import Screen

from grading.errors import SidegradeError
from grading.review.opening import Opening, opened
from grading.review.stand import Stand
from tui.driver import Driver
from tui.ending import ENDING
from tui.opening import record_open
from tui.painting.queue_words import moved_words
from tui.painting.safe import SafeText
from tui.painting.syntax import Syntax
from tui.preferences import Preferences, preferences_path
from tui.screens import arrivals
from tui.screens.review import ReviewScreen
from tui.session import Session
from tui.themes import Theme, theme_for
from tui.typed import TypedApp

if TYPE_CHECKING:
    from tui.screens.queue import QueueScreen
    from tui.screens.run import RunScreen
    from tui.screens.standings import StandingsScreen

_SAFE: Final = SafeText()
_KEEP: Final = 0.5
"""Seconds after which it is written where somebody is, and looked whether anybody still is."""
_IDLE: Final = 1.0
"""Seconds without a key after which nobody waits."""
_FEW: Final = 1_000
"""Objects that are not worth looking for garbage among."""
_MANY: Final = 100_000
"""Objects, some ten megabytes of them, that are looked through even while somebody presses keys without a pause."""


class ColoursArrived(Message):
    """More is known of a text's colours."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


class Sidegrade(TypedApp, inherit_bindings=False):
    """The application."""

    ENABLE_COMMAND_PALETTE = False
    CSS = "Screen { background: transparent; }"

    def __init__(self, session: Session, first: Opening | Stand | None = None) -> None:
        """What opens first: runs that were named, a pair of the queue, or the queue."""
        super().__init__(Driver)
        # What is said stands in the top line: no screen needs the two widgets that Textual would lay over it.
        self._disable_tooltips = self._disable_notifications = True
        self.session = session
        self._first = first
        self.syntax = Syntax(self._hear)
        self._last_key = time.monotonic()
        self.ended_by = 0
        """The signal that ended it; 0 where a person did."""

    def _hear(self, key: str) -> None:
        """Called on the thread of the colours."""
        self.post_message(ColoursArrived(key))

    def get_line_filters(self) -> list[LineFilter]:
        """What every line goes through."""
        return [*super().get_line_filters(), _SAFE]

    def on_mount(self) -> None:
        """Opens the first screen."""
        for number in ENDING:
            asyncio.get_running_loop().add_signal_handler(number, self._end, number)
        self._is_over()
        gc.disable()
        self.animation_level = "none"
        self.syntax.start()
        self.set_interval(_KEEP, self._look_around)
        self.set_interval(_IDLE, self.tidy)
        self.call_after_refresh(self._settle)

    def live(self, *, headless: bool = False) -> None:
        """Runs. Told to end before there is a loop that could hear it, it ends as soon as there is one."""
        before = {number: signal.getsignal(number) for number in (*ENDING, signal.SIGINT)}
        heard = [number for number, handler in before.items() if handler is not signal.SIG_IGN]
        for number in heard:
            # An exception, as it is raised elsewhere, would end a part of what begins here and leave the rest waiting.
            # An interrupt is heard by the loop itself, where it finds that nobody else does.
            signal.signal(number, signal.default_int_handler if number == signal.SIGINT else self._note_end)
        try:
            self.run(headless=headless)
        finally:
            for number in heard:
                signal.signal(number, before[number])
        if self._exception is not None:
            raise self._exception

    def _fatal_error(self) -> None:
        """Ends after what nobody caught: it is told where every command's faults are, once the screen is gone.

        (Textual's own page would show what variables held, contents of workspaces among them.)
        """
        self._close_messages_no_wait()

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """Says on the screen that is there why another one does not open."""
        try:
            yield
        except SidegradeError as error:
            from tui.screens.list_screen import ListScreen

            if isinstance(self.screen, ReviewScreen):
                self.screen.desk.refuse(self.screen.desk.shown(str(error)))
            elif isinstance(self.screen, ListScreen):
                self.screen.refuse(str(error))
            else:
                raise

    def _note_end(self, number: int, _: FrameType | None) -> None:
        self.ended_by = number

    def _end(self, number: int) -> None:
        self.ended_by = number
        self.exit()

    def _is_over(self) -> bool:
        """Whether it was told to end, or nobody is there any more; then it ends."""
        if isinstance(self._driver, Driver) and self._driver.is_gone:
            self.ended_by = self.ended_by or signal.SIGHUP
        if self.ended_by:
            self.exit()
        return bool(self.ended_by)

    def _look_around(self) -> None:
        """Keeps where somebody is, while somebody is there."""
        if not self._is_over():
            self.session.keep()

    def _settle(self) -> None:
        """What is there by now stays: it need not be looked through for garbage."""
        gc.freeze()

    def tidy(self) -> None:
        """Lets go of what nobody needs any more."""
        # Its cache, meant to be small, holds every widget's strips: those of all screens that were ever left.
        StylesCache.get_inner_outer.cache_clear()
        new = gc.get_count()[0]
        if time.monotonic() - self._last_key > _IDLE:
            if new > _FEW:
                gc.collect()
        elif new > _MANY:
            gc.collect(0)

    def on_unmount(self) -> None:
        """Keeps where somebody is, and lets go of the helper."""
        self.session.keep()
        self.syntax.close()
        gc.enable()

    # Screens

    def get_default_screen(self) -> Screen[None]:
        """The first screen: beneath it would be an empty one, laid out and painted for nobody."""
        screen: Screen[None]
        if isinstance(self._first, Opening):
            screen = self._named(self._first)
        else:
            screen = self._stood(self._first) if isinstance(self._first, Stand) else self._queue()
        screen._push_result_callback(self, None)  # as pushing it would: else no other could take its place
        return screen

    def _named(self, opening: Opening) -> ReviewScreen:
        """Runs that were named; where they are a line of the queue, its number is told."""
        runs = frozenset(opening.key)
        for tasks in self.session.queue().tasks:
            if (tasks.task, tasks.rubric.id) == (opening.task, opening.rubric.id) and tasks.lists(runs):
                return self._review(opening, tasks.stand(runs), len(tasks))
        return self._review(opening)

    def _stood(self, stand: Stand) -> ReviewScreen:
        return self._named(opened(self.session.study, stand.runs, stand.rubric, self.session.reviewer))

    def _review(self, opening: Opening, stand: Stand | None = None, of: int = 0) -> ReviewScreen:
        record_open(self.session, opening)
        return ReviewScreen(self.session, opening, self.syntax, stand, of, is_led_back=self._leads_back())

    def _leads_back(self) -> bool:
        """Whether a review that opens now was asked for by a scorecard."""
        under = [one for one in self.screen_stack if not isinstance(one, ReviewScreen)]
        if not under:
            return False  # what opens first is to be there at once, without all that lists need
        from tui.screens.standings_frame import FramedScreen

        return isinstance(under[-1], FramedScreen)

    def _queue(self) -> "QueueScreen":
        from tui.screens.queue import QueueScreen

        return QueueScreen(self.session)

    def _open(self, stand: Stand, said: str = "", begin: tuple[str, str] = ("", "")) -> None:
        """Opens a pair of the queue, in place of the one that is open; `begin` names a run and a cell."""
        with self._speaking():
            screen = self._stood(stand)
            if isinstance(self.screen, ReviewScreen):
                self.switch_screen(screen)
            else:
                self.push_screen(screen)
            self.begin(screen, partial(screen.begin, *begin, said or moved_words(stand, screen.desk.stand)))

    def on_pair_wanted(self, event: arrivals.PairWanted) -> None:
        """Opens another pair, unless a window lies over the one that is left."""
        if isinstance(self.screen, ReviewScreen):
            self._open(event.stand, event.said, event.begin)

    def on_queue_screen_opened(self, event: "QueueScreen.Opened") -> None:
        """Opens a pair of the queue."""
        self._open(event.stand, begin=(event.run, event.cell))

    def on_queue_screen_standings_wanted(self, event: "QueueScreen.StandingsWanted") -> None:
        """Shows who stands where."""
        from tui.screens.standings import StandingsScreen

        with self._speaking():
            self.push_screen(StandingsScreen(self.session, event.task, event.shelf))

    def on_standings_screen_card_wanted(self, event: "StandingsScreen.CardWanted") -> None:
        """Shows a scorecard."""
        from tui.screens.run import RunScreen

        with self._speaking():
            self.push_screen(RunScreen(self.session, event.run, event.rubric, event.shelf))

    def on_run_screen_evidence_wanted(self, event: "RunScreen.EvidenceWanted") -> None:
        """Opens the review of a run where its reviewer graded it, at the lines that a mark rests on."""
        from tui.screens.run_evidence import forget_file, stand_on_evidence

        session = self.session
        with self._speaking():
            opening = opened(session.study, event.runs, event.rubric, session.reviewer)
            if event.place:
                forget_file(session, opening)
            screen = self._named(opening)
            self.push_screen(screen)
            self.begin(screen, partial(stand_on_evidence, screen, event.run, event.cell, event.place))

    def on_standings_wanted(self, event: arrivals.StandingsWanted) -> None:
        """Shows who stands where, over a review."""
        from tui.screens.standings import StandingsScreen

        with self._speaking():
            self.push_screen(StandingsScreen(self.session, event.task, None, event.rubric))

    def on_framed_screen_left(self) -> None:
        """Goes back to what lies beneath."""
        self.pop_screen()
        if isinstance(self.screen, ReviewScreen):
            self.screen.read_again()

    def on_queue_screen_quit(self) -> None:
        """Ends."""
        self.exit()

    def on_queue_wanted(self) -> None:
        """Goes back to the queue."""
        from tui.screens.queue import QueueScreen
        from tui.screens.standings_frame import FramedScreen

        beneath = self.screen_stack[-2] if len(self.screen_stack) > 1 else None
        for screen in self.screen_stack:
            if isinstance(screen, QueueScreen):
                screen.refresh_queue()
        if isinstance(beneath, (QueueScreen, FramedScreen)):
            self.pop_screen()
        else:
            self.switch_screen(QueueScreen(self.session, is_back=True))

    def on_settings_wanted(self) -> None:
        """Shows the settings."""
        from tui.screens.settings import SettingsScreen

        session = self.session
        self.push_screen(SettingsScreen(session.theme, session.preferences, preferences_path(), self._prefer))

    def _prefer(self, preferences: Preferences) -> Theme:
        from tui.screens.queue import QueueScreen
        from tui.screens.standings_frame import FramedScreen

        session = self.session
        before, session.preferences = session.preferences, preferences
        changed = {key for key, value in preferences.values.items() if before[key] != value}
        session.theme = theme_for(preferences["theme"], os.environ)
        for screen in self.screen_stack:
            if isinstance(screen, (ReviewScreen, QueueScreen, FramedScreen)):
                screen.wear(session.theme)
            if isinstance(screen, ReviewScreen):
                screen.prefer(changed)
        return session.theme

    def on_colours_arrived(self, event: ColoursArrived) -> None:
        """Shows colours."""
        for screen in self.screen_stack:
            if isinstance(screen, ReviewScreen):
                screen.desk.widgets.text.colours_arrived(event.key)

    async def on_event(self, event: events.Event) -> None:
        """Notes when somebody was last at work."""
        if isinstance(event, events.Key):
            self._last_key = time.monotonic()
        await super().on_event(event)
