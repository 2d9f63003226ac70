"""A line as it may be shown: nothing hides in it, and every character can be found again."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from grading.compare.shown import Shown, cells, shown
from tests.grading.compare.texts import ODD

always = settings(max_examples=150, deadline=None, derandomize=True)
LINES = st.one_of(
    st.text(st.sampled_from(ODD), max_size=30),
    st.text(st.characters(), max_size=30),
    st.text(max_size=60).map(lambda text: text.encode().decode("latin-1")),
    st.binary(max_size=60).map(lambda data: data.decode("utf-8", "surrogateescape")),
)


def test_a_plain_line_is_shown_as_it_is() -> None:
    assert shown("x = [1, 2]") == Shown("x = [1, 2]", range(11))
    assert shown("") == Shown("", range(1))


def test_what_would_not_show_stands_as_a_symbol_and_is_warned_of() -> None:
    found = shown("a\r\x1b[1m\u202eb")
    assert found.text == "a␍␛[1m⟨202E⟩b"
    assert list(found.places) == [0, 1, 2, 3, 4, 5, 6, 12, 13]
    assert found.warned == ((1, 3), (6, 12))


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("\udcff\udc80", "⟨FF⟩⟨80⟩"),  # bytes that are no text
        ("\ud800\udfff", "⟨D800⟩⟨DFFF⟩"),
        ("\x0b\x0c\x1c\x85\u2028", "␋␌␜⟨0085⟩⟨2028⟩"),
        ("👍🏽", "👍⟨1F3FD⟩"),
        ("\u00ad\u200b\ufeff\U000e0041", "⟨00AD⟩⟨200B⟩⟨FEFF⟩⟨E0041⟩"),
        ("naïve 数", "naïve 数"),
        ("␀⟨00⟩", "␀⟨00⟩"),
    ],
)
def test_every_odd_character_has_a_symbol(line: str, text: str) -> None:
    assert shown(line).text == text


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("\tx", "    x"),
        ("a\tx", "a   x"),
        ("abc\tx", "abc x"),
        ("abcd\tx", "abcd    x"),
        ("\t\tx", "        x"),
        ("数\tx", "数  x"),
        ("数字\tx", "数字    x"),
        ("e\u0301\tx", "e\u0301   x"),
        ("\u1112\u1161\u11ab\tx", "\u1112\u1161\u11ab  x"),
        ("\u202e\tx", "⟨202E⟩  x"),
        ("🎈\udcff\tx", "🎈⟨FF⟩  x"),
        ("\r\tx", "␍   x"),
    ],
)
def test_a_tab_reaches_the_next_stop_whatever_stands_before_it(line: str, text: str) -> None:
    assert shown(line).text == text
    assert shown(line).places[-1] == len(text)


def test_tab_stops_can_be_wider_apart() -> None:
    assert shown("数\tx", 8).text == "数      x"
    assert shown("\t", 1).text == " "


@pytest.mark.parametrize(
    ("char", "width"), [("a", 1), ("é", 1), ("数", 2), ("한", 2), ("🎈", 2), ("\u0301", 0), ("\u1161", 0)]
)
def test_a_character_takes_as_many_columns_as_on_a_terminal(char: str, width: int) -> None:
    assert cells(char) == width == cell_len(char)


@always
@given(LINES)
def test_nothing_hides_in_what_is_shown(line: str) -> None:
    for char in shown(line).text:
        assert not (char < " " or "\x7f" <= char <= "\x9f" or "\U0001f3fb" <= char <= "\U0001f3ff")
        assert unicodedata.category(char) not in {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
        assert unicodedata.bidirectional(char) not in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@always
@given(LINES)
def test_each_character_is_found_where_its_place_says(line: str) -> None:
    found = shown(line)
    assert (len(found.places), found.places[0], found.places[-1]) == (len(line) + 1, 0, len(found.text))
    for char, (begin, end) in zip(line, pairwise(found.places), strict=True):
        assert begin < end
        if char != "\t":
            assert found.text[begin:end] == shown(char).text


@always
@given(LINES, st.sampled_from([1, 2, 4, 8]))
def test_every_tab_ends_at_a_stop_and_is_no_longer_than_it_must_be(line: str, tab: int) -> None:
    found = shown(line, tab)
    for char, (begin, end) in zip(line, pairwise(found.places), strict=True):
        if char == "\t":
            assert set(found.text[begin:end]) == {" "}
            assert end - begin == tab - sum(map(cells, found.text[:begin])) % tab


@always
@given(LINES)
def test_exactly_what_was_replaced_is_warned_of(line: str) -> None:
    found = shown(line)
    warned = {place for begin, end in found.warned for place in range(begin, end)}
    replaced = {
        place
        for char, (begin, end) in zip(line, pairwise(found.places), strict=True)
        for place in range(begin, end)
        if char != "\t" and found.text[begin:end] != char
    }
    assert warned == replaced
    assert all(before[1] < after[0] for before, after in pairwise(found.warned)), "apart, and in order"
    assert all(begin < end for begin, end in found.warned)
