"""Contents and names that strangers wrote: lines, what is shown of them, how two of them stand side by side."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from typing import Final

from grading.compare.folds import Fold, Folds
from grading.compare.hunks import hunks_in
from grading.compare.lines import Hunk, Kind, Rows, align
from grading.compare.nature import nature
from grading.compare.shown import shown
from grading.compare.text import Text, read_text
from grading.compare.words import changed, pieces
from grading.errors import RunError
from grading.runs.model import RunName, require_name, slug
from grading.sides import Pair, Side
from grading.visible import path_bytes, path_text, visible
from tests.hostile.fuzz import Check, Target
from tests.hostile.scanner import offending
from tests.hostile.texts import Hostile

BETWEEN: Final = b"\n=======\n"
"""What stands between the two sides of an input."""
_PLAIN: Final = re.compile(r"[\x20-\x7e]*")
_MOST_LINES: Final = 200
_SLUG: Final = re.compile(r"[a-z0-9._][a-z0-9._-]*")


def require_shown(text: str) -> None:
    """Nothing in a text that a terminal obeys, or that nobody sees."""
    if not _PLAIN.fullmatch(text):
        assert "\n" not in text
        assert "\x1b" not in text
        assert not offending(text.encode("utf-8", "surrogatepass"))


def _contents(_: Path) -> Check:
    def check(data: bytes) -> None:
        text = read_text(data)
        nature(data[:40], text)
        if text.is_binary:
            return
        _require_whole(text)
        if text.is_as_stored:
            assert text.data == data
        for line in text:
            _require_line(line)
        cut = text.in_pieces()
        _require_whole(cut)
        assert cut.data == text.data
        numbers = [cut.number(index) for index in range(len(cut))]
        assert [one for one in numbers if one is not None] == list(range(1, len(text) + 1))
        assert [cut.line_of(index) for index in range(len(cut))] == _filled(numbers)
        nature(data[:40], cut)

    return check


def _require_whole(text: Text) -> None:
    """The lines, joined, are the content."""
    assert b"".join(text.raw(index) for index in range(len(text))) == text.data


def _filled(numbers: Sequence[int | None]) -> list[int]:
    found: list[int] = []
    for one in numbers:
        found.append(found[-1] if one is None else one)
    return found


def _require_line(line: str) -> None:
    seen = shown(line)
    require_shown(seen.text)
    places = list(seen.places)
    assert len(places) == len(line) + 1
    assert places[0] == 0
    assert places[-1] == len(seen.text)
    assert all(one < two for one, two in pairwise(places))
    ends = [end for span in seen.warned for end in span]
    assert ends == sorted(set(ends))
    assert not ends or ends[-1] <= len(seen.text)


def sides_of(data: bytes) -> Pair[bytes]:
    """Both sides of an input; where it has one only, the other is like it."""
    a, between, b = data.partition(BETWEEN)
    return Pair(a, b if between else data.replace(b"a", b"b").replace(b" ", b""))


def _aligned(_: Path) -> Check:
    def check(data: bytes) -> None:
        texts = sides_of(data).map(read_text)
        if any(one.is_binary for one in texts):
            return
        if any(one.has_long_lines for one in texts):
            texts = texts.map(Text.in_pieces)
        lines = texts.map(lambda one: [one.raw(index) for index in range(len(one))])
        hunks = _differing(lines)
        assert hunks_in(_printed(hunks, lines)) == hunks
        rows = align(hunks, *texts)
        require_aligned(rows, lines)
        for context in (3, 0, None):
            _require_folded(Folds(rows, context))

    return check


def _differing(lines: Pair[list[bytes]]) -> list[Hunk]:
    """Where two texts differ, found in another way than the program does."""
    if max(map(len, lines)) > _MOST_LINES:
        return [Hunk(0, len(lines.a), 0, len(lines.b))]
    codes = SequenceMatcher(None, lines.a, lines.b, autojunk=False).get_opcodes()
    return [Hunk(a1, a2 - a1, b1, b2 - b1) for tag, a1, a2, b1, b2 in codes if tag != "equal"]


def _printed(hunks: Sequence[Hunk], lines: Pair[list[bytes]]) -> bytes:
    """The hunks as `git diff -U0` prints them."""
    said = [b"diff --git a/x b/x\nindex 1..2 100644\n--- a/x\n+++ b/x\n"]
    for a, a_count, b, b_count in hunks:
        places = (a + 1 if a_count else a, a_count, b + 1 if b_count else b, b_count)
        first, second = ((b"%d" if count == 1 else b"%d,%d" % (at, count)) for at, count in (places[:2], places[2:]))
        ranges = (first % places[0] if a_count == 1 else first, second % places[2] if b_count == 1 else second)
        said.append(b"@@ -%s +%s @@ def x():\n" % ranges)
        for sign, ones in ((b"-", lines.a[a : a + a_count]), (b"+", lines.b[b : b + b_count])):
            said += [sign + one + (b"" if one.endswith(b"\n") else b"\n\\ No newline at end of file\n") for one in ones]
    return b"".join(said)


def require_aligned(rows: Rows, lines: Pair[list[bytes]], *, is_exact: bool = True) -> None:
    """Every line of both sides stands in one row, in order; what is told to be the same is."""
    found = list(rows)
    assert len(found) == len(rows)
    for side, ones in zip(Side, lines, strict=True):
        held = [(place, row.on(side)) for place, row in enumerate(found) if row.on(side) is not None]
        assert [line for _, line in held] == list(range(len(ones)))
        assert [rows.row_of(side, line) for line in range(len(ones))] == [place for place, _ in held]
    differing = {place for one in rows.changes() for place in one}
    for place, row in enumerate(found):
        assert (row.kind is Kind.SAME) == (place not in differing)
        assert row.a is not None or row.kind is Kind.ONLY_B
        assert row.b is not None or row.kind is Kind.ONLY_A
        if is_exact and row.kind is Kind.SAME and row.a is not None and row.b is not None:
            assert lines.a[row.a] == lines.b[row.b]


def _require_folded(folds: Folds) -> None:
    """What is shown and what is folded are all rows, each once and in order."""
    every = list(folds)
    assert len(every) == len(folds)
    flat = [row for one in every for row in (one.rows if isinstance(one, Fold) else (one,))]
    assert flat == list(range(len(folds.rows)))
    for line, one in enumerate(every):
        assert folds[line] == one
        assert folds.line_of(one.rows[-1] if isinstance(one, Fold) else one) == line
    folded = [one for one in every if isinstance(one, Fold)]
    for one in folded[:3]:
        opened = folds.open(one)
        assert len(opened) == len(folds) + len(one.rows) - 1


def _words(_: Path) -> Check:
    def check(data: bytes) -> None:
        sides = sides_of(data).map(lambda one: one.decode("utf-8", "surrogateescape"))
        found = pieces(*sides)
        assert "".join(one.a for one in found) == sides.a
        assert "".join(one.b for one in found) == sides.b
        assert all(one.a == one.b for one in found if one.is_same)
        for line, spans in zip(sides, changed(*sides), strict=True):
            ends = [end for span in spans for end in span]
            assert ends == sorted(ends)
            assert all(0 <= begin < end <= len(line) for begin, end in spans)

    return check


def _names(_: Path) -> Check:
    def check(data: bytes) -> None:
        said = path_text(data)
        require_shown(said)
        assert path_bytes(said) == data
        text = data.decode("utf-8", "surrogateescape")
        meant = path_bytes(text)
        assert path_bytes(path_text(meant)) == meant
        seen = visible(text)
        require_shown(seen)
        assert visible(seen) == seen
        made = slug(text)
        assert _SLUG.fullmatch(made)
        assert len(made) <= 80
        assert slug(made) == made
        try:
            name = require_name(text, "name of a model")
        except RunError:
            return
        require_shown(name)
        require_shown(RunName(made, name, name, name, 2).id)

    return check


_CODE: Final = (
    b"def one(a, b):\n    return a + b\n\n\nclass Two:\n    x = [1, 2]\n\n    def three(self):\n        pass\n"
)
_OTHER: Final = b"def one(a, c):\n    return a - c\n\nclass Two:\n    x = [1, 3]\n    y = {}\n\n    def three(self):\n        pass\n"
_DRAWN: Final = Hostile(7)
_HOSTILE: Final = tuple(_DRAWN.text() for _ in range(30))
_SAME: Final = b"}\n" * 30
PAIRS: Final = (
    *(_CODE + BETWEEN + _OTHER, _OTHER + BETWEEN, BETWEEN + _CODE, _SAME + _CODE + BETWEEN + _SAME + _OTHER + _SAME),
    *(one + BETWEEN + two for one, two in pairwise(_HOSTILE)),
    b"@@ -1 +1 @@\n-a\n" + BETWEEN + b"@@ -1,5 +1 @@\n+b\n\n",
    *(
        b"x;\r\n" * 9 + BETWEEN + b"x;\n" * 8 + b"x;",
        b"\n" * 30 + BETWEEN + b"\n" * 29 + b" ",
        b"f(a);{0};" * 300 + BETWEEN + b"f(b);" * 500,
    ),
)
SIGNS: Final = (
    BETWEEN,
    b"    ",
    b"return",
    b"def ",
    b"}",
    b"{",
    b";",
    b"\r\n",
    b"\x0b",
    b"\x0c",
    b"\x85",
    "\u2028".encode(),
    b"@@ -1 +1 @@",
)
_LINES: Final = (
    *(b"x = [1, 2, 3]" + BETWEEN + b"x = [1, 22, 3, 4]", b"a b" + BETWEEN + b"a  b", b"" + BETWEEN + b"x", b"a" * 90),
    *("é漢 naïve".encode() + BETWEEN + "e漢 naive ".encode(), b"one two three" * 9 + BETWEEN + b"one 2 three" * 9),
)
_WIDE: Final = tuple(
    _CODE.decode().encode(codec) for codec in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig")
)
_ENDS: Final = (
    b"\\",
    b"\\x",
    b"\\x9b",
    b"\\xff",
    b"\\u{202e}",
    b"\\u{110000}",
    b"\\u{dc80}",
    b"\\\\",
    b"\\u{41}",
    b"/",
    b"..",
    b"\\x41",
)
TARGETS: Final = (
    Target(
        "contents of files",
        _contents,
        lambda: (_CODE, *_WIDE, *_HOSTILE, b"caf\xe9 \x80\n" * 9, b"a;{0} " * 500),
        SIGNS,
    ),
    Target("two contents side by side", _aligned, lambda: PAIRS, SIGNS),
    Target(
        "two lines, word by word",
        _words,
        lambda: _LINES,
        (BETWEEN, b" ", b"  ", b"one", b"1", b"_", "é".encode()),
        longest=240,
    ),
    Target(
        "names of files and models",
        _names,
        lambda: (b"src/app.py", *(_DRAWN.name(number) for number in range(30))),
        _ENDS,
    ),
)
