"""What the process that lexes is asked for: whole texts, and the parts of them that are on a screen.

Invariant: the lock guards the texts and the errands, and is held for a moment only; what an errand itself keeps belongs
to the one thread that tells and hears it. An errand can be told from its start again, to another process: what was
heard before stays. A text that is spoilt has no errands, and never will have.
"""

import threading
from array import array
from collections import OrderedDict
from collections.abc import Iterator
from typing import Final

from msgspec import Struct, field

from tui.painting.colours import Colours, Part
from tui.painting.frames import FRAME, MOST_BYTES, MOST_LINES, Chunk, Frame, Lines, Request, chunks

_MARGIN: Final = 60
"""Lines around those on a screen: a lexer that starts in the middle needs some to find its place."""
_MOST_SEEN: Final = 400
_SHORT: Final = 5_000
"""Lines: a text of more is long on its way to the process, and what is seen of it does not wait for that."""


class Text(Struct, eq=False):
    """A text that somebody asked for."""

    key: str
    name: str
    colours: Colours
    is_spoilt: bool = False
    """Whether no lexer may see any of it: there is nothing to see, or a lexer came to harm with it."""


class Errand(Struct, eq=False):
    """Lines to be coloured."""

    ticket: int
    text: Text
    lines: Lines
    part: Part
    is_window: bool
    is_told: bool = False
    """Whether all of it was handed over."""
    is_too_large: bool = False
    _chunks: Iterator[Chunk] | None = None
    _lengths: "array[int]" = field(default_factory=lambda: array("H"))
    _size: int = 0
    _heard: int = 0

    @property
    def urgency(self) -> tuple[bool, int]:
        """What is on a screen goes first, then what was asked for last."""
        return self.is_window, self.ticket

    def restart(self) -> None:
        """Has it told from the start again."""
        self.is_told, self._chunks, self._size, self._heard = False, None, 0, 0
        self._lengths = array("H")

    def tell(self, budget: float) -> bytes:
        """The next chunk of it, as a request; nothing once it turns out to be too large."""
        if self._chunks is None:
            self._chunks = chunks(self.lines, self.part.lines)
        chunk = next(self._chunks)
        self._lengths += chunk.lengths
        self._size += len(chunk.data)
        self.is_told = chunk.is_last
        self.is_too_large = self._size > MOST_BYTES
        if self.is_too_large:
            return b""
        name, size = self.text.name, len(chunk.data)
        request = Request(self.ticket, name, budget, self.is_window, is_last=chunk.is_last, size=size)
        return request.line() + chunk.data

    def hear(self, frame: Frame) -> None:
        """Takes in the next lines' colours."""
        self.part.add(frame, self._heard, self._lengths)
        self._heard += len(frame.counts)


class Errands:
    """All that is asked for and not done, and the texts that were asked for last."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._changed = threading.Condition()
        self._texts: OrderedDict[str, Text] = OrderedDict()
        self._open: dict[int, Errand] = {}
        self._dropped: list[int] = []
        self._tickets = 0
        self._is_over = False

    def ask(self, key: str, name: str, lines: Lines, visible: range) -> tuple[Colours, bool]:
        """The colours of a text, and whether there is more to do now."""
        with self._changed:
            before = self._tickets
            text = self._texts.get(key) or self._note(key, name, lines)
            self._texts.move_to_end(key)
            self._look(text, lines, visible)
            return text.colours, self._tickets != before

    def wait(self, key: str, seconds: float) -> Colours:
        """The colours of a text, once all is known or the time is over."""
        with self._changed:
            text = self._texts.get(key)
            colours = Colours(is_done=True) if text is None else text.colours
            self._changed.wait_for(lambda: colours.is_done, seconds)
            return colours

    def is_idle(self) -> bool:
        """Whether nothing is to be done."""
        with self._changed:
            return not self._open

    def find(self, ticket: int) -> Errand | None:
        """An errand that is not done, and still wanted."""
        with self._changed:
            return self._open.get(ticket)

    def untold(self) -> Errand | None:
        """What is to be told next."""
        with self._changed:
            waiting = (one for one in self._open.values() if not one.is_told)
            return max(waiting, key=lambda one: one.urgency, default=None)

    def dropped(self) -> list[int]:
        """The tickets that nobody wants any more, once."""
        with self._changed:
            dropped, self._dropped = self._dropped, []
            return dropped

    def finish(self, errand: Errand, *, is_cut: bool) -> None:
        """Notes that all is known that will be."""
        with self._changed:
            self._open.pop(errand.ticket, None)
            if not errand.is_window:
                self._end(errand.text, is_cut=is_cut)
            elif is_cut:
                self._spoil(errand.text)

    def refuse(self, errand: Errand) -> None:
        """Notes that what was to be told is too large: of a whole text, windows still have colours."""
        with self._changed:
            self._open.pop(errand.ticket, None)
            self._dropped.append(errand.ticket)
            errand.text.is_spoilt |= errand.is_window
            self._end(errand.text, is_cut=True)

    def restart(self, ticket: int) -> Text | None:
        """Has everything told again, but for the text that a process was at when it ended: that one is spoilt."""
        with self._changed:
            errand = self._open.get(ticket)
            if errand is not None:
                self._spoil(errand.text)
            self._dropped.clear()
            for one in self._open.values():
                one.restart()
            return None if errand is None else errand.text

    def end(self) -> None:
        """Ends every text as it is; whatever is asked for from now on has no colours."""
        with self._changed:
            self._is_over = True
            for text in self._texts.values():
                self._spoil(text)

    def _note(self, key: str, name: str, lines: Lines) -> Text:
        text = self._texts[key] = Text(key, name, Colours(len(lines)))
        if self._is_over or not len(lines):
            text.is_spoilt = text.colours.is_done = True
        elif len(lines) > MOST_LINES:
            text.colours.end(is_cut=True)
        else:
            self._add(text, lines, text.colours.whole, is_window=False)
        if len(self._texts) > self._most:
            self._spoil(self._texts.popitem(last=False)[1])
        return text

    def _look(self, text: Text, lines: Lines, visible: range) -> None:
        """Opens a window where what is visible is not known and will not be in a moment."""
        colours = text.colours
        start = max(visible.start, 0)
        stop = min(visible.stop, start + _MOST_SEEN, len(lines))
        is_all_known = colours.is_done and not colours.is_cut
        # The first frame of a short text is there as soon as a window would be.
        is_soon = stop <= FRAME and not colours.is_done and len(lines) <= _SHORT
        if text.is_spoilt or is_all_known or is_soon or stop <= start or colours.has_asked(range(start, stop)):
            return
        around = range(max(start - _MARGIN, 0), min(stop + _MARGIN, len(lines)))
        self._add(text, lines, colours.open_window(around), is_window=True)

    def _add(self, text: Text, lines: Lines, part: Part, *, is_window: bool) -> None:
        self._tickets += 1
        self._open[self._tickets] = Errand(self._tickets, text, lines, part, is_window)

    def _spoil(self, text: Text) -> None:
        text.is_spoilt = True
        self._end(text, is_cut=True)

    def _end(self, text: Text, *, is_cut: bool) -> None:
        """Nothing more of a text will be known, but for windows beyond a cut."""
        if text.is_spoilt or not is_cut:
            tickets = [one.ticket for one in self._open.values() if one.text is text]
            for ticket in tickets:
                del self._open[ticket]
            self._dropped += tickets
        if not text.colours.is_done:
            text.colours.end(is_cut=is_cut)
        self._changed.notify_all()
