"""What is known of a text's colours by now, packed: four bytes for a span, four for a line.

One thread adds and any thread reads, without a lock: what is there never changes, and a line is known only after its
spans are there. What is added was checked, so that every span read here lies in its line, in order, apart from others.
"""

from array import array
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from tui.painting.frames import Frame, Garbled, Span, are_sane, unpacked

_MOST_WINDOWS: Final = 64
UNKNOWN, _READ_ALONE, FOR_GOOD = range(3)
"""How well a line is known: not yet, as it looks when its part is read alone, or for good."""


class Part:
    """The lines of a text from one of them on, as far as they are known."""

    def __init__(self, lines: range) -> None:
        self.lines = lines
        """Those that were asked for."""
        self._ends = array("I", [0])
        self._spans = array("I")

    @property
    def stop(self) -> int:
        """The first line that is not known yet."""
        return self.lines.start + len(self._ends) - 1

    def add(self, frame: Frame, at: int, lengths: Sequence[int]) -> None:
        """Takes in lines from the one numbered `at` in this part on; those that are known stay as they are."""
        if at + len(frame.counts) > len(lengths):
            raise Garbled
        ends = [0, *accumulate(frame.counts)]
        for index, length in enumerate(lengths[at : at + len(frame.counts)]):
            if not are_sane(frame.spans[ends[index] : ends[index + 1]], length):
                raise Garbled
        known = len(self._ends) - 1 - at
        if not 0 <= known < len(frame.counts):
            return
        shift = self._ends[-1] - ends[known]
        self._spans += frame.spans[ends[known] :]
        self._ends.extend(end + shift for end in ends[known + 1 :])

    def of(self, line: int) -> Sequence[Span]:
        """The spans of a line that is known."""
        index = line - self.lines.start
        return unpacked(self._spans[self._ends[index] : self._ends[index + 1]])


class Colours:
    """What is known of one text by now. It grows while the text is lexed."""

    def __init__(self, lines: int = 0, *, is_done: bool = False) -> None:
        self.is_done = is_done
        """Whether all is known that will be."""
        self.is_cut = False
        """Whether the text was given up before its end; beyond, only windows that were asked for have colours."""
        self.whole = Part(range(lines))
        self._windows: tuple[Part, ...] = ()

    def of(self, line: int) -> Sequence[Span]:
        """The spans of a line, from left to right; none while they are unknown."""
        for part in (self.whole, *reversed(self._windows)):
            if part.lines.start <= line < part.lines.stop and line < part.stop:
                return part.of(line)
        return ()

    def knows(self, line: int) -> int:
        """How well a line is known."""
        if line < self.whole.stop:
            return FOR_GOOD
        for part in reversed(self._windows):
            # What is cheap is asked first: this is asked for every line that is seen, many times a second.
            if part.lines.start <= line < part.lines.stop and line < part.stop:
                return _READ_ALONE
        return UNKNOWN

    def has_asked(self, lines: range) -> bool:
        """Whether some lines are known, or will be soon."""
        return lines.stop <= self.whole.stop or any(
            one.lines.start <= lines.start and lines.stop <= one.lines.stop for one in self._windows
        )

    def open_window(self, lines: range) -> Part:
        """A place for lines that are lexed alone: they hold until the text has been lexed as far."""
        window = Part(lines)
        self._windows = (*self._windows[1 - _MOST_WINDOWS :], window)
        return window

    def end(self, *, is_cut: bool) -> None:
        """Nothing more will come, but for windows beyond a cut."""
        self.is_cut = is_cut
        if not is_cut:
            self._windows = ()
        self.is_done = True
