"""Texts cut, padded and folded to columns: never wider than said, and nothing lost where nothing had to go."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.hostile.scanner import offending
from tui.painting.spans import Span, clipped, columns, folded, left, paragraph, right, safe, sentence

_TEXT = st.text(st.sampled_from([*"ab  漢é→[]/\x1b\x07\u202e\u200b", "👍", "🏽", "\ufe0f"]), max_size=60).map(safe)


@given(_TEXT, st.integers(0, 40))
def test_padded_texts_are_exactly_as_wide_as_said(text: str, width: int) -> None:
    assert cell_len(left(text, width)) == cell_len(right(text, width)) == width
    assert cell_len(clipped(text, width)) <= width


@given(_TEXT, st.integers(2, 40))
def test_what_fits_is_not_touched_and_what_does_not_says_so(text: str, width: int) -> None:
    part = clipped(text, width)
    assert part == text if cell_len(text) <= width else part.endswith("…")


@given(_TEXT, st.integers(2, 40), st.integers(2, 40))
def test_a_folded_text_is_whole_and_no_row_is_too_wide(text: str, width: int, first: int) -> None:
    rows = [*folded(text, width, first)]
    assert "".join(rows).replace(" ", "") == text.replace(" ", "")
    assert cell_len(rows[0]) <= first
    assert all(cell_len(row) <= width for row in rows[1:])


def test_words_stay_whole_where_they_can() -> None:
    assert [*folded("only blank guards", 10)] == ["only blank", "guards"]
    assert [*folded("only blankguards", 10)] == ["only", "blankguard", "s"]
    assert [*folded("", 10)] == [""]
    assert [*folded("  indented", 20)] == ["  indented"]


def test_further_rows_stand_under_the_first_one() -> None:
    rows = paragraph((Span("12 "),), "only blank guards", 13)
    assert ["".join(span.text for span in row) for row in rows] == ["12 only blank", "   guards"]


def test_under_a_long_head_there_is_little_indent() -> None:
    rows = paragraph((Span("a head of some length "),), "one two three", 30)
    assert ["".join(span.text for span in row) for row in rows] == ["a head of some length one two", "  three"]
    rows = paragraph((Span("    to find out: "),), "one two three", 26)
    assert ["".join(span.text for span in row) for row in rows] == ["    to find out: one two", "      three"]


@given(st.text(max_size=40))
def test_nothing_strange_is_left_in_a_safe_text(text: str) -> None:
    assert not offending(safe(text).encode())


def test_a_text_without_end_is_cut_before_it_is_measured() -> None:
    assert len(safe("x" * 100_000)) == 2_001


def test_columns_count_wide_characters_twice() -> None:
    assert columns([Span("漢字"), Span("a")]) == 5


def test_of_a_sentence_that_is_cut_what_to_do_is_kept() -> None:
    said = "the workspace of what is to be opened is not in this study's vault; add its folder to read it"
    assert sentence(said, 100) == said
    assert sentence(said, 60) == "the workspace of what is to be o…; add its folder to read it"
    assert sentence(said, 30) == "the workspace of what is to b…"
    assert sentence("a sentence without an end to it", 12) == "a sentence …"
    assert cell_len(sentence("漢字" * 40 + "; 漢字", 31)) <= 31
