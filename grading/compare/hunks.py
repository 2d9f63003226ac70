"""Where two texts differ: git finds it, in the vault, in bounded time.

git is a child of its own, so a front end is never held up; only the positions of its answer are read.
"""

import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import Final

from msgspec import Struct

from grading.compare.lines import Hunk
from grading.compare.text import Text
from grading.runs.git import GitTooSlowError
from grading.runs.vault import Vault
from grading.sides import Pair

_POSITIONS: Final = re.compile(rb"^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
MANY_LINES: Final = 200_000
"""Texts are compared by the algorithm that is sure to end, not by the one that reads best, where one has more lines."""
_ALGORITHMS: Final = (("histogram", 2), ("myers", 10))
"""With their seconds of work. The first reads best for two independent works; it is slow where every line is common."""
PATIENCE: Final = 4
"""On a busy machine, so many seconds go by for one of work."""
_SMALL: Final = 5_000
_WORSE: Final = 1.1
"""Files of fewer lines than that are never told to differ in more lines than this times the least."""
_OTHERS: Final = ("patience", "myers")


class Begun(Struct, frozen=True):
    """Hunks that git looks for already."""

    algorithm: str
    result: Callable[[], list[Hunk]]


class White(Enum):
    """Which white space counts."""

    EXACT = "exact"
    END = "end"
    """Not at the end of a line: CRLF is like LF."""
    AMOUNT = "amount"
    """Not how much of it."""
    ALL = "all"
    """None at all."""

    @property
    def flags(self) -> tuple[str, ...]:
        """How git is told."""
        return _FLAGS[self]


_FLAGS: Final[dict[White, tuple[str, ...]]] = {
    White.EXACT: (),
    White.END: ("--ignore-space-at-eol",),
    White.AMOUNT: ("--ignore-space-change",),
    White.ALL: ("--ignore-all-space",),
}


class Differences(Struct, frozen=True):
    """The hunks of two texts; rough ones, everything against everything, when no time was left to find better."""

    hunks: Sequence[Hunk]
    is_rough: bool = False


def differences(
    vault: Vault, blobs: Pair[str | None], texts: Pair[Text], white: White, begun: Begun | None = None
) -> Differences:
    """Where two texts differ; `blobs` are their contents, and `begun` is what git looks for already."""
    if not len(texts.a) or not len(texts.b):
        return Differences(_everything(texts))
    if blobs.a is not None and blobs.b is not None and all(_is_stored(one) for one in texts):
        return _asked(vault, (blobs.a, blobs.b), texts, white, begun)
    with tempfile.TemporaryDirectory(prefix="sidegrade-") as name:
        places = Pair(Path(name) / "a", Path(name) / "b")
        for place, text in zip(places, texts, strict=True):
            place.write_bytes(_one_to_a_line(text, white))
        return _asked(vault, ("--no-index", "--", str(places.a), str(places.b)), texts, white)


def _is_stored(text: Text) -> bool:
    return text.is_as_stored and text.pieces is None


def _one_to_a_line(text: Text, white: White) -> bytes:
    if text.pieces is None:
        return text.data
    parts = (text.raw(index) for index in range(len(text)))
    # Where all white space counts, a piece that its line goes on after is not the same as one that ends it.
    goes_on = b"\0\n" if white is White.EXACT else b"\n"
    return b"".join(part if part.endswith(b"\n") else part + goes_on for part in parts)


def _everything(texts: Pair[Text]) -> list[Hunk]:
    return [Hunk(0, len(texts.a), 0, len(texts.b))] if len(texts.a) or len(texts.b) else []


@contextmanager
def beginning(vault: Vault, blobs: Pair[str | None], white: White, *, is_large: bool = False) -> Iterator[Begun | None]:
    """Has git look for the hunks of two contents while they are read here; `is_large` has it be sure to end."""
    if blobs.a is None or blobs.b is None or blobs.a == blobs.b:
        yield None
        return
    algorithm, work = _ALGORITHMS[-1 if is_large else 0]
    with _looking(vault, (blobs.a, blobs.b), white, algorithm, work) as found:
        yield Begun(algorithm, found)


def _asked(
    vault: Vault, what: tuple[str, ...], texts: Pair[Text], white: White, begun: Begun | None = None
) -> Differences:
    is_large = max(map(len, texts)) > MANY_LINES
    for algorithm, work in _ALGORITHMS[-1:] if is_large else _ALGORITHMS:
        try:
            if begun is not None and begun.algorithm == algorithm:
                found = begun.result()
            else:
                found = _hunks(vault, what, white, algorithm, work)
        except GitTooSlowError:
            continue
        return Differences(_short_enough(vault, what, texts, white, found))
    return Differences(_everything(texts), is_rough=True)


def _hunks(vault: Vault, what: tuple[str, ...], white: White, algorithm: str, work: int) -> list[Hunk]:
    with _looking(vault, what, white, algorithm, work) as found:
        return found()


@contextmanager
def _looking(
    vault: Vault, what: tuple[str, ...], white: White, algorithm: str, work: int
) -> Iterator[Callable[[], list[Hunk]]]:
    """git at work: what it finds, for whoever waits for it; it is ended where nobody does."""
    options = ("--no-color", "--no-ext-diff", "--no-textconv", "--text", "-U0", "--inter-hunk-context=0")
    chosen = f"--diff-algorithm={algorithm}"
    with vault.git.child(("diff", *options, chosen, *white.flags, *what), work=work) as child:

        def found() -> list[Hunk]:
            printed = child.finish(patience=PATIENCE * work)
            child.require(0, 1)  # 1: without an index, git says so that there are differences
            return hunks_in(printed)

        yield found


def hunks_in(printed: bytes) -> list[Hunk]:
    """The hunks in what `git diff -U0` printed; of the lines themselves, each begins with a sign that no hunk does."""
    return [
        _hunk(*map(int, (a, a_count or 1, b, b_count or 1))) for a, a_count, b, b_count in _POSITIONS.findall(printed)
    ]


def _hunk(a: int, a_count: int, b: int, b_count: int) -> Hunk:
    # A side without lines is named by the line before it.
    return Hunk(a - 1 if a_count else a, a_count, b - 1 if b_count else b, b_count)


def _short_enough(
    vault: Vault, what: tuple[str, ...], texts: Pair[Text], white: White, found: list[Hunk]
) -> list[Hunk]:
    """Other hunks, where there are some with clearly fewer lines in them."""
    told = _size(found)
    if max(len(texts.a), len(texts.b)) >= _SMALL:
        return found
    if white is White.EXACT and told <= _WORSE * _least(texts):
        return found
    try:
        least = _hunks(vault, what, white, "minimal", _ALGORITHMS[0][1])
        if told <= _WORSE * _size(least):
            return found
        for algorithm in _OTHERS:
            other = _hunks(vault, what, white, algorithm, _ALGORITHMS[0][1])
            if _size(other) <= _WORSE * _size(least):
                return other
    except GitTooSlowError:
        return found
    return least


def _size(hunks: Sequence[Hunk]) -> int:
    return sum(one.a_count + one.b_count for one in hunks)


def _least(texts: Pair[Text]) -> int:
    """No comparison can do with fewer lines: those that one side has more often than the other."""
    counts = Counter(map(texts.a.raw, range(len(texts.a))))
    counts.subtract(map(texts.b.raw, range(len(texts.b))))
    return sum(map(abs, counts.values()))
