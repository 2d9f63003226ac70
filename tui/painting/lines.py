"""The lines of two aligned texts as pieces: what both the side-by-side and the unified print are made of."""

from collections.abc import Iterator
from typing import Final

from grading.compare.aligned import Aligned
from grading.compare.folds import Fold
from grading.compare.lines import Kind, Row
from grading.compare.shown import shown
from grading.compare.words import changed
from grading.sides import Pair, Side
from tui.painting.ink import Tone
from tui.painting.pieces import Piece, Ranges, pieces

PLAIN: Final = Pair(Tone.A, Tone.B)
WORD: Final = Pair(Tone.A_WORD, Tone.B_WORD)
SIGNS: Final = Pair("-", "+")
NO_NEWLINE: Final = Piece(Tone.WARNED, "⟨no newline⟩")
_NOTHING: Final[Pair[Ranges]] = Pair((), ())


class LinePainter:
    """Paints the lines of one pair of texts."""

    def __init__(self, aligned: Aligned) -> None:
        self.texts = aligned.texts
        # Where every line of both sides ends so, a symbol at the end of each would say nothing.
        self._trims = all(text.newlines in ("CRLF", "") for text in aligned.texts)

    def changed(self, row: Row) -> Pair[Ranges]:
        """Where the two lines of a row differ from one another."""
        if row.kind is not Kind.CHANGED or row.a is None or row.b is None:
            return _NOTHING
        found = changed(self.text(Side.A, row.a), self.text(Side.B, row.b))
        return Pair(found.a, found.b)

    def line(self, side: Side, index: int, kind: Kind, ranges: Ranges = ()) -> list[Piece]:
        """One line of a side."""
        tone = Tone.PLAIN if kind is Kind.SAME else PLAIN[side]
        found = pieces(shown(self.text(side, index)), tone, WORD[side], ranges)
        if kind is not Kind.SAME and self.lacks_newline(side, index):
            found.append(NO_NEWLINE)
        return found

    def text(self, side: Side, index: int) -> str:
        """What a line says, not yet safe to show."""
        line = self.texts[side][index]
        return line.removesuffix("\r") if self._trims and self.texts[side].raw(index).endswith(b"\n") else line

    def lacks_newline(self, side: Side, index: int) -> bool:
        """Whether a line is the last one, and not ended."""
        text = self.texts[side]
        return index == len(text) - 1 and not text.ends_with_newline and not text.is_cut

    def number(self, side: Side, index: int | None) -> str:
        """A line's number, where it has one."""
        number = None if index is None else self.texts[side].number(index)
        return "" if number is None else str(number)

    def digits(self) -> int:
        """How wide the widest line number is."""
        return max(len(str(text.line_of(max(len(text) - 1, 0)))) for text in self.texts)


def fold_text(fold: Fold) -> str:
    """What stands for rows that are not shown."""
    return f"{len(fold.rows):,} lines the same"


def notices(aligned: Aligned) -> Iterator[str]:
    """What a reader must know of two texts, and cannot see from their lines."""
    texts = aligned.texts
    if aligned.is_rough:
        yield "too different to compare in time: everything stands against everything"
    yield from _unusual(texts.map(lambda text: text.stored_as if text.data else ""), "UTF-8")
    if aligned.is_binary:
        return  # nobody sees lines, so nothing is to be said of them
    yield from _unusual(texts.map(lambda text: text.newlines), "LF")
    for side in Side:
        if texts[side].is_cut:
            yield f"{side.value} goes on: the first {len(texts[side]):,} lines are compared"
    if any(text.pieces is not None for text in texts):
        yield "very long lines are shown in pieces"


def _unusual(said: Pair[str], usual: str) -> Iterator[str]:
    """What is said of both sides, unless it is what everybody expects; a side may have nothing to say."""
    if {said.a, said.b} <= {usual, ""}:
        return
    if said.a == said.b:
        yield f"both sides: {said.a}"
    else:
        yield ", ".join(f"{side.value}: {said[side]}" for side in Side if said[side])
