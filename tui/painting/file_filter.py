"""Finding files while somebody types: what has the text in one piece, else its letters in their order, best first.

The letters stand in one path, never across the two of a pair. Small letters fit both, a capital only itself. What is
typed on to is only looked for in what fitted before.
"""

import re
from collections.abc import Callable, Sequence
from heapq import nsmallest
from typing import Final, NamedTuple

from grading.compare.tree import FilePair, Status

MOST: Final = 400
"""Nobody reads more matches than that: one more letter is quicker."""
BETWEEN: Final = " ↔ "
_PLACE: Final = 1 << 24
_SIZE: Final = 1 << 14
_SPREAD: Final = _PLACE * 2 * _SIZE
_HOW: Final = _SPREAD * _SIZE
"""How badly a file fits, as one number: how, how far the letters are spread, the size of its name, itself."""
_START, _WORD_START, _INSIDE, _IN_PATH, _LETTERS = (how * _HOW for how in range(5))
"""Best first; in the last case the letters stand apart."""


class Found(NamedTuple):
    """What fits, best first, and how many fit in all."""

    files: list[int]
    matches: int


class FileFilter:
    """The names of many files, and what was found in them letter by letter."""

    def __init__(self, files: Sequence[FilePair], name_of: Callable[[bytes], str]) -> None:
        self._files = files
        self._name_of = name_of
        self._texts: list[str] = []
        self._small: list[str] = []
        self._begins: list[int] = []
        self._ends: list[int] = []
        """Where the first path of a file begins with its name, and where it ends."""
        self._sizes: list[int] = []
        self._fitting: dict[str, list[int]] = {}
        self._found: dict[str, Found] = {}

    @property
    def named(self) -> int:
        """How many names are made by now."""
        return len(self._texts)

    def name_more(self, most: int) -> bool:
        """Makes so many more names, since a name may take a while to be made; whether any are still left."""
        more = self._files[self.named : self.named + most]
        for file in more:
            a, b = file.paths
            text = self._name_of(file.path)
            self._begins.append(text.rfind("/") + 1)
            self._ends.append(len(text))
            if b is not None and a is not None and a != b:
                text += BETWEEN + self._name_of(b)
            size = 2 * min(len(text), _SIZE - 1) + (file.status is Status.SAME)
            self._sizes.append(size * _PLACE + self.named)
            self._texts.append(text)
            self._small.append(small(text))
        if more:
            self._fitting.clear()
            self._found.clear()
        return self.named < len(self._files)

    def find(self, typed: str) -> Found:
        """The best matches among the files that have a name by now."""
        needle = "".join(typed.split())
        found = self._found.get(needle)
        if found is None:
            found = self._found[needle] = self._ranked(needle)
        return found

    def _ranked(self, needle: str) -> Found:
        is_exact = needle != needle.lower()
        texts = self._texts if is_exact else self._small
        known = max((one for one in self._fitting if needle.startswith(one)), key=len, default=None)
        scores = self._scores(needle, texts, range(len(texts)) if known is None else self._fitting[known])
        # What was typed otherwise is of no use for what is typed on.
        self._fitting = {one: files for one, files in self._fitting.items() if needle.startswith(one)}
        self._fitting[needle] = [score % _PLACE for score in scores]
        scores = [score for score in scores if score < _LETTERS] or scores
        best = [score % _PLACE for score in nsmallest(MOST, scores)]
        if scores and max(scores) >= _LETTERS:
            best.sort(key=lambda file: self._looseness(needle, texts[file], file))
        return Found(best, len(scores))

    def _scores(self, needle: str, texts: Sequence[str], files: Sequence[int]) -> list[int]:
        """How badly each file fits that fits at all."""
        begins, ends, sizes, apart = self._begins, self._ends, self._sizes, _apart(needle).match
        found: list[int] = []
        for file in files:
            text, begin, end = texts[file], begins[file], ends[file]
            at = text.find(needle, begin)
            if at == begin:
                how = _START
            elif at > 0:
                how = _INSIDE if text[at - 1].isalnum() else _WORD_START
            elif needle in text:
                how = _IN_PATH
            elif fitting := apart(text, begin, end):
                how = _LETTERS + _SPREAD * min(fitting.end() - begin, _SIZE // 2)
            elif fitting := apart(text, 0, end) or apart(text, end + len(BETWEEN)):
                how = _LETTERS + _SPREAD * min(_SIZE // 2 + fitting.end(), _SIZE - 1)
            else:
                continue
            found.append(how + sizes[file])
        return found

    def _looseness(self, needle: str, text: str, file: int) -> int:
        """Of letters that stand apart, in how many pieces; what fits in one piece stays before them."""
        if needle in text:
            return 0
        shape, end = self._texts[file], self._ends[file]
        name = places(text[:end], needle, shape[:end], self._begins[file])
        other = end + len(BETWEEN)
        found = name or places(text[:end], needle, shape[:end]) or places(text[other:], needle, shape[other:])
        apart = [at for at in found if at - 1 not in found]
        return len(apart) + sum(not _begins_word(shape, at) for at in apart) + (0 if name else len(needle))


def small(text: str) -> str:
    """A text in small letters, each in its place."""
    found = text.lower()
    return found if len(found) == len(text) else "".join(one if len(one.lower()) != 1 else one.lower() for one in text)


def places(text: str, needle: str, shape: str, begin: int = 0) -> list[int]:
    """Where the letters stand that are looked for: in one piece, else at starts of words; empty where any is missing.

    The shape is the text before its letters were made small.
    """
    at = text.find(needle, begin)
    if at >= 0:
        return list(range(at, at + len(needle)))
    # The last place where each letter may stand, so that those after it still find one.
    latest: list[int] = []
    end = len(text)
    for char in reversed(needle):
        end = text.rfind(char, begin, end)
        if end < 0:
            return []
        latest.append(end)
    found: list[int] = []
    for char, last in zip(needle, reversed(latest), strict=True):
        if found and found[-1] < last and text[found[-1] + 1] == char:
            found.append(found[-1] + 1)
            continue
        first = found[-1] + 1 if found else begin
        fitting = (at for at in range(first, last + 1) if text[at] == char and _begins_word(shape, at))
        found.append(next(fitting, text.find(char, first)))
    return found


def _begins_word(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum() or (text[at].isupper() and text[at - 1].islower())


def _apart(needle: str) -> re.Pattern[str]:
    """Finds letters that stand in this order, without ever going back."""
    return re.compile("".join(f"[^{re.escape(char)}]*+{re.escape(char)}" for char in needle))
