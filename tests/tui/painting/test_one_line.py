"""One typed line: its editing keys, what is seen of it, and what may be in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.hostile.scanner import offending
from tui.painting.one_line import OneLine, cleaned, completed


def after(text: str, *keys: str) -> tuple[str, str]:
    """What a line holds after some keys, split at its cursor."""
    line = OneLine(text)
    for key in keys:
        assert line.press(key)
    return line.text[: line.place], line.text[line.place :]


@pytest.mark.parametrize(
    ("keys", "before", "behind"),
    [
        (["left"], "app/mai", "n"),
        (["home", "left"], "", "app/main"),
        (["home", "right"], "a", "pp/main"),
        (["home", "end", "right"], "app/main", ""),
        (["ctrl+left"], "app/", "main"),
        (["home", "ctrl+right", "ctrl+right"], "app/main", ""),
        (["backspace"], "app/mai", ""),
        (["home", "backspace"], "", "app/main"),
        (["home", "delete"], "", "pp/main"),
        (["ctrl+w"], "app/", ""),
        (["ctrl+left", "ctrl+k"], "app/", ""),
        (["ctrl+left", "ctrl+u"], "", "main"),
    ],
)
def test_the_usual_keys_edit(keys: list[str], before: str, behind: str) -> None:
    assert after("app/main", *keys) == (before, behind)


def test_other_keys_are_not_its_own() -> None:
    assert not OneLine("x").press("f5")


def test_what_is_typed_goes_where_the_cursor_is_up_to_the_longest() -> None:
    line = OneLine("ad", longest=5)
    line.press("left")
    line.insert("bc")
    assert (line.text, line.place) == ("abcd", 3)
    line.insert("xyz")
    assert line.text == "abcxd"
    line.replace("another")
    assert (line.text, line.place) == ("anoth", 5)


@given(st.text(max_size=40), st.integers(0, 45), st.integers(3, 30))
def test_the_cursor_is_always_seen_and_nothing_is_too_wide(text: str, place: int, width: int) -> None:
    line = OneLine(text)
    line.place = min(place, len(line.text))
    before, here, behind = line.seen(width)
    assert cell_len(before + here + behind) <= width
    assert here == (line.text[line.place : line.place + 1] or " ")


def test_a_click_puts_the_cursor_there() -> None:
    line = OneLine("abcdef")
    line.column_at(2, 20)
    assert line.place == 2
    line.column_at(19, 20)
    assert line.place == 6
    long = OneLine("0123456789" * 5)
    before, _, _ = long.seen(20)
    long.column_at(5, 20)
    assert long.text[long.place] == before[5]


@given(st.text())
def test_what_was_pasted_has_nothing_strange_in_it(text: str) -> None:
    assert not offending(cleaned(text).encode("utf-8", "surrogatepass"))
    assert "\n" not in cleaned(text)


def test_ends_of_lines_and_tabs_stay_where_they_may() -> None:
    assert cleaned("a\r\nb\rc\n\td\x1b[31m", keep="\n\t") == "a\nb\nc\n\td[31m"
    assert cleaned("a\r\nb\tc") == "a b c"
    assert cleaned("\ud800x") == "x"


@pytest.mark.parametrize(
    ("text", "found", "common"),
    [
        ("a", ["app/a", "app/b"], "app/"),
        ("app/", ["app/a", "app/b"], "app/"),
        ("a", ["abc"], "abc"),
        ("a", [], "a"),
        ("x", ["abc", "abd"], "x"),
        ("", ["ab", "a"], "a"),
    ],
)
def test_completing_goes_as_far_as_all_agree(text: str, found: list[str], common: str) -> None:
    assert completed(text, found) == common
