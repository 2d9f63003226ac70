"""Two aligned texts, printed in one column: as `diff -u` has it, or with the changed words inside the line."""

from collections.abc import Iterator, Sequence

from grading.compare.aligned import Aligned
from grading.compare.folds import CONTEXT, Fold, Folds
from grading.compare.lines import Kind, Row
from grading.compare.shown import shown
from grading.compare.text import Text
from grading.compare.words import pieces as word_pieces
from grading.sides import Side
from tui.painting.ink import Ink, Tone
from tui.painting.lines import NO_NEWLINE, PLAIN, SIGNS, WORD, LinePainter
from tui.painting.pieces import Piece, inked


def unified(aligned: Aligned, ink: Ink, context: int | None = CONTEXT) -> Iterator[str]:
    """The lines to print; for reading, since what would not show is shown."""
    painter = LinePainter(aligned)
    for place, rows in _shown(aligned, context):
        yield ink(Tone.FAINT, place)
        for group in _grouped(rows):
            for side in Side:
                for row in group:
                    index = row.on(side)
                    if index is not None and (side is Side.A or row.kind is not Kind.SAME):
                        sign = Piece(Tone.PLAIN, " ") if row.kind is Kind.SAME else Piece(PLAIN[side], SIGNS[side])
                        line = painter.line(side, index, row.kind, painter.changed(row)[side])
                        yield inked([sign, *line], ink)


def word_diff(aligned: Aligned, ink: Ink, context: int | None = CONTEXT) -> Iterator[str]:
    """The lines to print: what only A has in [-…-], what only B has in {+…+}."""
    painter = LinePainter(aligned)
    for place, rows in _shown(aligned, context):
        yield ink(Tone.FAINT, place)
        for row in rows:
            if row.kind is Kind.SAME and row.a is not None:
                yield inked(painter.line(Side.A, row.a, row.kind), ink)
            elif row.kind is Kind.CHANGED and row.a is not None and row.b is not None:
                found = word_pieces(painter.text(Side.A, row.a), painter.text(Side.B, row.b))
                yield "".join(_word(one.is_same, one.a, one.b, ink) for one in found) + _ends(painter, row, ink)
            else:
                for side in Side:
                    index = row.on(side)
                    if index is not None:
                        text = "".join(piece.text for piece in painter.line(side, index, row.kind))
                        yield _bracketed(side, text, ink)


def _word(is_same: bool, a: str, b: str, ink: Ink) -> str:
    if is_same:
        return shown(a).text
    return "".join(_bracketed(side, shown(text).text, ink) for side, text in zip(Side, (a, b), strict=True) if text)


def _ends(painter: LinePainter, row: Row, ink: Ink) -> str:
    """What is said where the line of one side only is ended: its words may well be the same."""
    lacking = [side for side in Side if (index := row.on(side)) is not None and painter.lacks_newline(side, index)]
    return _bracketed(lacking[0], NO_NEWLINE.text, ink) if len(lacking) == 1 else ""


def _bracketed(side: Side, text: str, ink: Ink) -> str:
    first, last = ("[-", "-]") if side is Side.A else ("{+", "+}")
    return ink(WORD[side], f"{first}{text}{last}")


def _shown(aligned: Aligned, context: int | None) -> Iterator[tuple[str, list[Row]]]:
    """The rows that stand together, and where they do."""
    for block in Folds(aligned.rows, context).blocks():
        if not isinstance(block, Fold):
            rows = [aligned.rows[number] for number in block]
            above = aligned.rows[block.start - 1] if block.start else None
            places = [_place(aligned.texts[side], side, rows, above) for side in Side]
            yield f"@@ -{places[0]} +{places[1]} @@", rows


def _place(text: Text, side: Side, rows: Sequence[Row], above: Row | None) -> str:
    """Where rows stand in a text, as `diff -u` says it: where there are none, the line above them."""
    lines = [index for row in rows if (index := row.on(side)) is not None]
    first = lines[0] if lines else above.on(side) if above else None
    number = 0 if first is None else text.line_of(first)
    return f"{number}" if len(lines) == 1 else f"{number},{len(lines)}"


def _grouped(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Same rows one by one, and the changed ones between them together: A's lines of a change stand before B's."""
    held: list[Row] = []
    for row in rows:
        if row.kind is not Kind.SAME:
            held.append(row)
            continue
        if held:
            yield held
            held = []
        yield [row]
    if held:
        yield held
