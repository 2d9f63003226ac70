"""What is painted: as wide as it may be, nothing lost, and every meaning readable without its colour."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from grading.compare.aligned import Aligned
from grading.compare.folds import CONTEXT
from grading.compare.shown import shown
from grading.sides import Pair
from tests.hostile.scanner import offending
from tests.tui.painting.beside import beside
from tui.painting.ink import Ink, always_ink
from tui.painting.lines import LinePainter
from tui.painting.side_by_side import side_by_side
from tui.painting.unified import unified, word_diff

_CODE: Final = re.compile(r"\x1b\[[0-9;]+m")
_ODD: Final = st.sampled_from(
    [
        *"a b\t漢字한é→│-+[]{}",
        "\r",
        "\x1b[31m",
        "\x00",
        "\u202e",
        "\u200b",
        "\u0301",
        "👍",
        "🏽",
        "🇩🇪",
        "\ufe0f",
        "ﷺ",
        "⟨",
    ]
)
_LINE: Final = st.lists(_ODD | st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=90)
_TEXT: Final = st.lists(_LINE.map("".join), max_size=12).flatmap(
    lambda lines: st.sampled_from(["\n".join(lines), "".join(f"{line}\n" for line in lines)])
)
_PLAIN_LINE: Final = st.text("ab \t.0漢", max_size=30)
_PLAIN: Final = st.lists(_PLAIN_LINE, max_size=8).map(lambda lines: "".join(f"{line}\n" for line in lines))


def cells(text: str) -> int:
    """The columns that a terminal gives a text, by the Unicode tables alone."""
    wide = sum(unicodedata.east_asian_width(char) in ("W", "F") for char in text if not _is_joined(char))
    return sum(not _is_joined(char) for char in text) + wide


def _is_joined(char: str) -> bool:
    return unicodedata.category(char).startswith("M") or "\u1160" <= char <= "\u11ff" or "\ud7b0" <= char <= "\ud7fb"


@given(_TEXT, _TEXT, st.integers(40, 130), st.sampled_from([None, 0, 1, CONTEXT]))
@example("x" * 200, "漢" * 100, 41, None)
@example("\t\t\t\t\tx", "a\tb", 40, None)
@example("a\u0301" * 100, "", 40, 0)
def test_no_line_side_by_side_is_wider_than_it_may_be(a: str, b: str, width: int, context: int | None) -> None:
    for line in side_by_side(beside(a, b), width, Ink(), context):
        assert max(cells(line), cell_len(line)) <= width
        assert "\n" not in line


@given(_TEXT, _TEXT, st.integers(40, 130))
def test_both_columns_begin_where_they_always_do(a: str, b: str, width: int) -> None:
    lines = [line for line in side_by_side(beside(a.replace("│", ""), b.replace("│", "")), width, Ink(), None)]
    assert {cell_len(line.split("│")[0]) for line in lines} <= {(width - 3) // 2 + 1}


@given(_PLAIN, _PLAIN, st.integers(40, 80))
def test_every_column_holds_its_whole_text(a: str, b: str, width: int) -> None:
    aligned = beside(a, b)
    margin = LinePainter(aligned).digits() + 3
    found = Pair("", "")
    for line in side_by_side(aligned, width, Ink(), None):
        left, _, right = line.partition(" │" if line.endswith(" │") else " │ ")
        found = Pair(found.a + _cut(left, margin), found.b + _cut(right, margin))
    assert found.map(_without_blanks) == Pair(a, b).map(_without_blanks)


def _cut(column: str, margin: int) -> str:
    return column[margin:]


def _without_blanks(text: str) -> str:
    return "".join(text.split())


@given(_PLAIN, _PLAIN)
def test_one_column_holds_both_texts(a: str, b: str) -> None:
    lines = [line for line in unified(beside(a, b), Ink(), None) if not line.startswith("@@")]
    for signs, text in ((" -", a), (" +", b)):
        assert [line[1:] for line in lines if line[0] in signs] == [shown(line).text for line in text.splitlines()]


@given(_PLAIN, _PLAIN)
def test_words_in_brackets_are_what_only_one_side_has(a: str, b: str) -> None:
    printed = "".join(line for line in word_diff(beside(a, b), Ink(), None) if not line.startswith("@@"))
    only_a, only_b = re.sub(r"\{\+.*?\+\}", "", printed), re.sub(r"\[-.*?-\]", "", printed)
    assert _without_blanks(re.sub(r"\[-|-\]", "", only_a)) == _without_blanks(a)
    assert _without_blanks(re.sub(r"\{\+|\+\}", "", only_b)) == _without_blanks(b)


@given(_TEXT, _TEXT)
def test_colours_add_nothing_and_take_nothing_away(a: str, b: str) -> None:
    aligned = beside(a, b)
    for paint in (side_by_side_of_60, unified, word_diff):
        for plain, inked in zip_longest(paint(aligned, Ink()), paint(aligned, always_ink())):
            assert _CODE.sub("", inked).rstrip(" ") == plain.rstrip(" ")
            assert offending(inked.encode()) == []


def side_by_side_of_60(aligned: Aligned, ink: Ink) -> Iterator[str]:
    return side_by_side(aligned, 60, ink)
