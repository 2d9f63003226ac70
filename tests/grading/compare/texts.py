"""Contents to compare: texts of few lines that repeat, edited ones, odd encodings, and what is no text at all."""

import random
from collections.abc import Iterable, Sequence
from typing import Final

from hypothesis import strategies as st

from grading.compare.aligned import Aligned, aligned
from grading.compare.hunks import White
from grading.compare.lines import Rows
from grading.compare.text import Text, read_text
from grading.runs.vault import Vault, blob_id
from grading.sides import Pair, Side

NO_LINE_ENDS: Final = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
"""What Python takes for the end of a line, and git does not."""
ODD: Final = f"{NO_LINE_ENDS}\0\r\t\x1b\x7f\x9b\u00ad\u202e\u2066\u200b\ufeff\ue000\U0001f3fd\U000e0041 a;é数한🎈"
WHITES: Final = tuple(White)

_FEW: Final = (b"", b"a", b" a", b"a ", b"a\r", b"\ta  b", b"a b", b"}", b"x = [1, 2]", b"x = [1, 3]")
_CODECS: Final = ("utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32")


def _joined(lines: Iterable[bytes], is_ended: bool) -> bytes:
    text = b"".join(line + b"\n" for line in lines)
    return text if is_ended else text[:-1]


FEW_LINES: Final = st.builds(_joined, st.lists(st.sampled_from(_FEW), max_size=40), st.booleans())
"""Many lines, few of them different: CRLF and LF mixed, with and without an end."""
ODD_TEXT: Final = st.text(st.one_of(st.sampled_from(ODD + "\n\n"), st.characters(codec="utf-8")), max_size=60)
ENCODED: Final = st.builds(lambda text, codec: text.encode(codec, "replace"), ODD_TEXT, st.sampled_from(_CODECS))
DAMAGED: Final = st.builds(lambda *parts: b"".join(parts), ENCODED, st.binary(max_size=4), ENCODED)
LONG_LINES: Final = st.builds(
    lambda parts, times, rest: b"".join(parts) * times + rest,
    st.lists(st.sampled_from([b"f(a);", b"{", b"}", b"0", "é数".encode(), b"\xff\xfe", b"word ", b"\n"]), max_size=8),
    st.integers(100, 500),
    FEW_LINES,
)
CONTENTS: Final = st.one_of(FEW_LINES, ENCODED, DAMAGED, LONG_LINES, st.binary(max_size=60))


@st.composite
def edited(draw: st.DrawFn, contents: st.SearchStrategy[bytes] = FEW_LINES) -> tuple[bytes, bytes]:
    """A text, and the same one after some edits."""
    before = draw(contents)
    lines = before.splitlines(keepends=True)
    for _ in range(draw(st.integers(0, 4))):
        first, count = draw(st.integers(0, len(lines))), draw(st.integers(0, 5))
        taken = lines[first : first + count]
        lines[first : first + count] = draw(
            st.sampled_from([[], taken[::-1], taken * 2, [b"new\n"], [line.strip() + b"\r\n" for line in taken]])
        )
    return before, b"".join(lines)


PAIRS: Final = st.one_of(edited(), edited(LONG_LINES), st.tuples(FEW_LINES, FEW_LINES), st.tuples(CONTENTS, CONTENTS))


def shuffled(seed: int, size: int, distinct: int) -> bytes:
    """Lines in no order, so many of them different."""
    drawn = random.Random(seed)
    return b"".join(b"%d\n" % drawn.randrange(distinct) for _ in range(size))


def numbered(numbers: Iterable[object]) -> bytes:
    """A line for each."""
    return b"".join(f"{number}\n".encode() for number in numbers)


def kept(vault: Vault, contents: Sequence[bytes]) -> list[str]:
    """The ids of contents, which are in the vault then."""
    blobs = [blob_id(data) for data in contents]
    vault.keep(zip(blobs, contents, strict=True))
    return blobs


def compared(vault: Vault, a: bytes, b: bytes, white: White = White.EXACT) -> Aligned:
    """Two contents, aligned."""
    blobs = Pair(*kept(vault, [a, b]))
    return aligned(vault, blobs, Pair(a, b).map(read_text), white)


def read_down(rows: Rows, side: Side, text: Text) -> bytes:
    """The bytes of a side, as the rows have them."""
    lines = (row.on(side) for row in rows)
    return b"".join(text.raw(line) for line in lines if line is not None)


def differing(rows: Rows) -> int:
    """How many lines of both sides are told to differ."""
    return rows.differing(Side.A) + rows.differing(Side.B)
