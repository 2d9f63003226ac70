"""Text that strangers wrote never reaches a screen as anything but text."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.visible import path_bytes, path_text, visible

always = settings(max_examples=300, deadline=None, derandomize=True)
any_text = st.text(st.characters())  # surrogates and unassigned characters are among them


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("", ""),
        ("plain ~ text", "plain ~ text"),
        ("naïve 数 🎈 ŝ", "naïve 数 🎈 ŝ"),
        ("a\u00a0b\u3000c", "a\u00a0b\u3000c"),
        ("\x00\t\n\r\x1b\x1f", "␀␉␊␍␛␟"),
        ("\x1b[31mred", "␛[31mred"),
        ("a\x7f", "a␡"),
        ("\x80\x9b31m\x9f", "⟨0080⟩⟨009B⟩31m⟨009F⟩"),
        ("\u202eexe.txt\u2066\u200f\u061c", "⟨202E⟩exe.txt⟨2066⟩⟨200F⟩⟨061C⟩"),
        ("pa\u200by\u200dpal\ufeff\u2060\u00ad", "pa⟨200B⟩y⟨200D⟩pal⟨FEFF⟩⟨2060⟩⟨00AD⟩"),
        ("\U000e0041\U000e007f", "⟨E0041⟩⟨E007F⟩"),
        ("\u2028\u2029", "⟨2028⟩⟨2029⟩"),
        ("\ud800\udcff", "⟨D800⟩⟨DCFF⟩"),
        ("\ue000\uffff\U0010ffff", "⟨E000⟩⟨FFFF⟩⟨10FFFF⟩"),
    ],
)
def test_what_would_not_show_stands_as_a_symbol(raw: str, seen: str) -> None:
    assert visible(raw) == seen


def test_what_is_kept_stays_and_nothing_else_does() -> None:
    assert visible("a\n\tb\x1b", keep="\n\t") == "a\n\tb␛"
    assert visible("a\u202e\n", keep="\n") == "a⟨202E⟩\n"


@pytest.mark.parametrize(
    "char",
    [
        *("\u034f", "\u115f", "\u1160", "\u17b4", "\u17b5", "\u180b", "\u180f", "\u3164", "\ufe00", "\ufe0d", "\uffa0"),
        *("\U000e0100", "\U000e01ef"),
    ],
)
def test_letters_and_marks_that_take_no_place_are_named_too(char: str) -> None:
    # Unicode calls them default-ignorable: a name with one in it looks exactly like the name without.
    assert visible(f"a{char}b") == f"a⟨{ord(char):04X}⟩b"
    assert path_text(f"a{char}b".encode()) == f"a\\u{{{ord(char):x}}}b"


@always
@given(any_text)
def test_nothing_unprintable_comes_out(text: str) -> None:
    for char in visible(text):
        assert char.isprintable() or unicodedata.category(char) == "Zs"


@always
@given(any_text)
def test_what_is_shown_once_is_shown_the_same_twice(text: str) -> None:
    assert visible(visible(text)) == visible(text)


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        (b"src/app.py", "src/app.py"),
        ("größe 数.md".encode(), "größe 数.md"),
        (b"a\\b", "a\\\\b"),
        (b"\\x41", "\\\\x41"),
        (b"\\u{41}", "\\\\u{41}"),
        (b"a\nb\x1b\x7f", "a\\x0ab\\x1b\\x7f"),
        (b"\xff\xfe", "\\xff\\xfe"),
        ("\u202etxt".encode(), "\\u{202e}txt"),
        ("\x9b31m".encode(), "\\u{9b}31m"),
        ("\U000e0041".encode(), "\\u{e0041}"),
        (b"\xed\xa0\x80", "\\xed\\xa0\\x80"),
    ],
)
def test_a_file_name_can_be_shown_typed_and_turned_back(raw: bytes, seen: str) -> None:
    assert path_text(raw) == seen
    assert path_bytes(seen) == raw


@always
@given(st.one_of(st.binary(), any_text.map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_every_file_name_comes_back_and_shows_nothing_unprintable(raw: bytes) -> None:
    text = path_text(raw)
    assert path_bytes(text) == raw
    assert all(char.isprintable() or unicodedata.category(char) == "Zs" for char in text)


@always
@given(st.binary(), st.binary())
def test_two_file_names_never_look_the_same(one: bytes, other: bytes) -> None:
    assert (path_text(one) == path_text(other)) == (one == other)


@pytest.mark.parametrize(
    "typed", ["\\u{110000}", "\\u{ffffff}", "\\u{d800}", "\\u{dfff}", "\\q", "\\x4", "\\u{}", "\\"]
)
def test_what_is_no_escape_stands_for_itself(typed: str) -> None:
    assert path_bytes(typed) == typed.encode()
