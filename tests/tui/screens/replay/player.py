"""Plays a session: draws keys from a seed, presses them, and holds what the program shows against the model."""

import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from copy import deepcopy

from textual.message import Message

from tests.tui.screens.replay.against import check_ledger, standing
from tests.tui.screens.replay.cards import Refused
from tests.tui.screens.replay.model import Model
from tests.tui.screens.reviewing import Review
from tests.tui.widgets.mounted import painted, wheel
from tui.keys import COMMANDS, Scope
from tui.painting.panel_view import Mode
from tui.screens.palette import PaletteScreen
from tui.screens.queue import QueueScreen
from tui.screens.review import ReviewScreen
from tui.screens.settings import SettingsScreen

_SIZES = ((120, 36), (80, 24), (200, 50), (40, 12), (120, 36))
_TEXTS = ("same", "health", "README", "zz 12", "os", "it's [b]9[/]", "a/b?c*d=1,5 L", "é漢 👍")
_POINTS = ("+2", "-1.5", "1", "0", "900")
_ELSEWHERE = ("9", "Z", "down", "pagedown", "home", "%")
_CHECK_ALL = 40
"""After so many deeds everything is held against the ledger; after each, what the screen shows."""

_AT_ONCE = (
    *("most", "more", "less", "same", "not-attempted", "erase", "clear", "take", "take", "other-side", "cell-up"),
    *("cell-down", "section-up", "section-down", "next-open", "unsure", "deduct", "gates", "better-a", "better-b"),
    *("equal", "undo", "undo", "redo", "lock", "reveal", "escape", "swap-focus"),
)
_LOOKING = (
    *("line-down", "line-up", "left", "right", "page-down", "page-up", "first-line", "last-line", "next-change"),
    *("last-change", "next-hit", "last-hit", "view", "white", "wrap", "columns", "fold", "fold-all", "extend-up"),
    *("extend-down", "copy", "next-file", "last-file", "read", "where", "precedents"),
)

Deed = Callable[[], Awaitable[None]]


class Player:
    """A reviewer who tries everything."""

    def __init__(self, it: Review, model: Model, chance: random.Random) -> None:
        self.it = it
        self.model = model
        self.chance = chance
        self.keys = 0
        self.said: list[str] = []
        """What was pressed last, to be told when something is not as it should be."""
        self._screen: ReviewScreen | None = None
        self._deeds = 0

    # Pressing

    async def press(self, *keys: str) -> None:
        """Presses keys."""
        self.said = [*self.said[-60:], *keys]
        self.keys += len(keys)
        await self.it.press(*keys)

    async def command(self, name: str) -> bool:
        """Presses one of the keys of a command in the review; whether the model lets it act."""
        keys = [key for one in COMMANDS if one.id == name and Scope.REVIEW in one.scopes for key in one.keys]
        keys = [key for key in keys if self.model.hears(name, key)]
        if not keys:
            return False
        try:
            self.model.press(name)
            does = True
        except Refused:
            does = False
        await self.press(self.chance.choice(keys))
        return does

    # One deed after the other

    async def play(self, keys: int, told: Callable[[int], None]) -> None:
        """Does deeds until so many keys were pressed; `told` hears after each how many those are."""
        goal = self.keys + keys
        self._look()
        while self.keys < goal:
            await self._deed()()
            self._deeds += 1
            self._look()
            told(self.keys)
            if self._deeds % _CHECK_ALL == 0:
                check_ledger(self.model, self.it.app.session.study, self._told())

    def _deed(self) -> Deed:
        screen = self.it.app.screen
        assert isinstance(screen, (ReviewScreen, QueueScreen)), f"{screen} is still there"
        if isinstance(screen, QueueScreen):
            deeds = {self._queue_move: 8, self._queue_open: 10, self._queue_show: 5, self._turn_at_queue: 2}
            deeds |= {self._queue_filter: 2, self._other_screen: 1, self._resize: 1, self._settings: 1}
        elif self.model.mode:
            deeds = {self._letter: 8, self._digit: 1, self._plain: 1}
        elif self.model.is_listing:
            deeds = {self._list: 4, self._digit: 2, self._plain: 1}
        else:
            is_locked = self.model.cards.is_locked(self.model.run)
            deeds = {
                self._digit: 60,
                self._plain: 60,
                self._read: 20,
                self._unlock: 60 * is_locked,
                self._note: 4,
                self._adjust: 3,
                self._ask: 4,
            }
            deeds |= {self._evidence: 6, self._palette: 3, self._other_screen: 2, self._settings: 1, self._resize: 2}
            deeds |= {self._click: 4, self._wheel: 3, self._travel: 3, self._finish: 1, self._nonsense: 1}
        return self.chance.choices([*deeds], [*deeds.values()])[0]

    async def _digit(self) -> None:
        await self.command(self.chance.choice([*(f"score-{digit}" for digit in range(10)), "point"]))

    async def _plain(self) -> None:
        """Everything that decides or moves at once."""
        name = self.chance.choice(_AT_ONCE)
        if name == "take" and self.model.is_listing:
            await self._list()
            return
        if name == "reveal" and self.chance.random() < 0.8:  # only once can anybody be blind
            name = "undo"
        await self.command(name)
        if name in ("not-attempted", "lock") and self.model.again and self.chance.random() < 0.5:
            await self.command(name)

    async def _letter(self) -> None:
        letter = self.chance.choice(self.model.letters + self.model.letters.upper())
        with suppress(Refused):
            self.model.letter(letter)
        await self.press(letter)

    async def _read(self) -> None:
        """What looks and decides nothing."""
        for _ in range(self.chance.randrange(1, 4)):
            await self.command(self.chance.choice(_LOOKING))

    async def _nonsense(self) -> None:
        self.model.mode, self.model.is_taken = "", False
        await self.press(self.chance.choice(("%", "f9", "ctrl+y", "ß")))

    async def _list(self) -> None:
        """The cursor is in the list of files."""
        for _ in range(self.chance.randrange(4)):
            await self.command(self.chance.choice(("line-down", "line-up", "cell-down", "left", "right", "page-down")))
        if not self.model.is_listing or self.chance.random() < 0.3:
            await self.command("swap-focus")
            return
        was_taken, self.model.again, self.model.is_taken = self.model.is_taken, "", False
        self.model.is_listing = was_taken or self.it.screen.desk.widgets.files.under_cursor is None
        await self.press("enter")

    # Typing

    async def _type(self, text: str, *end: str) -> None:
        await self.press(*("space" if one == " " else one for one in text), *end)

    def _is_asked(self) -> bool:
        return self.it.screen.asking.is_asking

    async def _note(self) -> None:
        if not await self.command("note"):
            return
        assert self.it.screen.writing.is_writing
        known = str(self.model.cards.at("note", self.model.run, self.model.cell) or "")
        text = self.chance.choice((*_TEXTS, ""))
        if known and self.chance.random() < 0.3:
            await self.press("f7", "backspace")
            known = ""
        await self._type(text, self.chance.choice(("escape", "ctrl+s")))
        self.model.write_note(f"{known}\n{text}".strip())

    async def _adjust(self) -> None:
        if not await self.command("adjust"):
            return
        assert self._is_asked()
        points, reason = self.chance.choice((*_POINTS, "two")), self.chance.choice((*_TEXTS, ""))
        await self._type(points, "enter")
        if not (is_refused := points in ("0", "900", "two")):
            await self._type(reason, end := self.chance.choice(("enter", "enter", "escape")))
            is_refused = end == "enter" and not reason.strip()
            if end == "enter" and not is_refused:
                self.model.adjust(points, reason)
        assert self._is_asked() == is_refused
        await self.press(*["escape"] * is_refused)

    async def _ask(self) -> None:
        """Searches, filters, and another file beside this one."""
        name = self.chance.choice(("search", "search-all", "filter", "stand-beside"))
        await self.command(name)
        assert self._is_asked() or name == "stand-beside"
        if self._is_asked():
            ends = [["enter"], ["escape"], ["down", "up", "enter"], ["tab", "enter"]]
            await self._type(self.chance.choice((*_TEXTS, "")), *self.chance.choice(ends))
        assert not self._is_asked()

    async def _evidence(self) -> None:
        text, files = self.it.screen.desk.widgets.text, self.it.screen.desk.widgets.files
        lines = text.selected or text.here
        self.model.again = self.model.mode = ""
        self.model.is_taken = False
        if lines is not None and files.current is not None:
            path = files.current.paths[lines.side]
            assert path is not None
            span = f":{lines.first + 1}" + (f"-{lines.last + 1}" if lines.last > lines.first else "")
            with suppress(Refused):
                self.model.rest_on("AB".index(lines.side.value), path.decode() + span)
        await self.press("e")

    # Other screens, and the mouse

    async def _palette(self) -> None:
        name = self.chance.choice(("most", "undo", "redo", "unsure", "next-open", "other-side", "lock", "fold"))
        await self.command("palette")
        if self.chance.random() < 0.2:
            await self._type(name, "escape")
            return
        await self._type(name.replace("-", " "))
        await self.press("enter")
        is_refused = isinstance(self.it.app.screen, PaletteScreen)  # it says why, and not even ends what is typed
        model = deepcopy(self.model) if is_refused else self.model
        with suppress(Refused):
            model.press(name)
            assert not is_refused, self._told()
        if is_refused:
            await self.press("escape")

    async def _other_screen(self) -> None:
        name = self.chance.choice(("help", "prompt") if isinstance(self.it.app.screen, ReviewScreen) else ("help",))
        await self.command(name)
        for _ in range(self.chance.randrange(3)):
            await self.press(self.chance.choice(_ELSEWHERE))
        await self.press("escape")

    async def _settings(self) -> None:
        if isinstance(self.it.app.screen, ReviewScreen):
            await self.command("settings")
        else:
            await self.press("ctrl+s")
        assert isinstance(self.it.app.screen, SettingsScreen)
        row, steps = self.chance.randrange(4), self.chance.randrange(3)
        back = self.chance.random() < 0.5
        await self.press(*["down"] * row, *["left" if back else "right"] * steps, "escape")
        if row == 1:
            self.model.prefer_after(-steps if back else steps)

    async def _resize(self) -> None:
        await self.it.pilot.resize_terminal(*self.chance.choice(_SIZES))
        await self.it.settle()

    async def _click(self) -> None:
        """A click on a cell of the rubric, where it can be seen."""
        panel = self.it.screen.desk.widgets.rubric
        rows = painted(panel)
        cell, side = self.chance.choice(self.model.cells), self.chance.randrange(2)
        title = self.model.rubric.cells[cell].title[:8]
        y = next((number for number, row in enumerate(rows) if title in row), None)
        if y is None or "B" not in rows[0]:
            return
        self.said.append(f"click {cell} {side}")
        await self.it.pilot.click(panel, offset=(rows[0].rindex("AB"[side]), y))
        await self.it.settle()
        with suppress(Refused):
            self.model.stand_on(cell, side)

    async def _wheel(self) -> None:
        widgets = self.it.screen.desk.widgets
        wheel(self.chance.choice((widgets.files, widgets.text, widgets.rubric, widgets.cell)), up=self.keys % 2 == 0)
        await self.it.settle()

    async def _travel(self) -> None:
        """To another pair, or to the queue."""
        await self.command(self.chance.choice(("next-pair", "last-pair", "later", "queue", "queue")))

    async def _finish(self) -> None:
        """Grades what is open, so that cards get locked, too."""
        for _ in range(2 * len(self.model.cells)):
            if not any(self.model.cards.missing(run, self.model.cells) for run in self.model.runs):
                break
            await self.command("next-open")
            await self.command("score-1" if self.model.is_measured else "most")
        await self.command("take")
        for _ in range(2):
            await self.command("lock")
            if self.model.again == "lock" and not self.model.cards.is_locked(self.model.run):
                await self.command("lock")
            await self.command("other-side")

    async def _unlock(self) -> None:
        """Opens a locked card again, so that there is something to decide."""
        await self.command("lock")
        await self.command("lock")

    # At the queue

    async def _queue_move(self) -> None:
        await self.press(self.chance.choice(("up", "down", "j", "k", "space", "b", "pageup", "home", "end", "ß")))

    async def _queue_show(self) -> None:
        await self.press(self.chance.choice(("o", "y", "ctrl+l", "W", "ctrl+o", "G", "escape")))

    async def _queue_filter(self) -> None:
        await self._type(self.chance.choice(("f", "/")) + self.chance.choice(("2", "serv", "zz")), "enter")

    async def _queue_open(self) -> None:
        await self.press(self.chance.choice(("enter", "n")))

    async def _turn_at_queue(self) -> None:
        name = self.chance.choice(("undo", "undo", "redo"))
        with suppress(Refused):
            self.model.cards.undo() if name == "undo" else self.model.cards.redo()
        await self.press("u" if name == "undo" else "U")

    def hear(self, message: Message) -> None:
        """What the queue asks for says where to begin."""
        if isinstance(message, QueueScreen.Opened):
            self.model.leads = (message.run, message.cell)

    # Holding it against the model

    def _look(self) -> None:
        """What the screen shows is what the model says."""
        screen, model = self.it.app.screen, self.model
        if not isinstance(screen, ReviewScreen):
            return
        desk = screen.desk
        if screen is not self._screen:
            self._screen = screen
            runs = [run.id for run in desk.opening.runs if run is not None]
            model.arrive((runs[0], runs[1]))
        model.note_place()
        sitting = desk.sitting
        mode = "" if desk.mode is Mode.NORMAL else desk.mode.value
        shown = (sitting.cell, sitting.side.value, sitting.entry.text, mode, desk.is_listing)
        wanted = (model.cell, "AB"[model.side], model.typed, model.mode, model.is_listing)
        assert shown == wanted, (
            f"{shown} is shown, {wanted} is right {self._told()} {[self.model.cards.of(run) for run in self.model.runs]} {[standing(card) for card in sitting.cards if card]}"
        )
        for run, card in zip(model.runs, sitting.cards, strict=True):
            assert card is not None
            assert standing(card) == model.cards.of(run), self._told()

    def _told(self) -> str:
        said = self.it.said if isinstance(self.it.app.screen, ReviewScreen) else ""
        return f"after {self.keys} keys, {' '.join(self.said)} (it says: {said})"
