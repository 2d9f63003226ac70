"""The scanner finds what may not reach a terminal, and lets through what may: else what it proves is nothing."""

import pytest

from tests.hostile.scanner import copied, offending, offending_progress, offending_screen
from tests.hostile.texts import BROKEN, CONTROLS, ESCAPES, PLAIN, SHOWN, UNSEEN
from tui.painting.ink import Tone, always_ink, ink_for


@pytest.mark.parametrize(
    "sequences", [ESCAPES, CONTROLS, UNSEEN, BROKEN], ids=["escapes", "controls", "unseen", "broken"]
)
def test_every_hostile_sequence_is_an_offence(sequences: tuple[bytes, ...]) -> None:
    assert [one for one in sequences if not offending(b"before " + one + b" after\n")] == []


def test_text_is_none() -> None:
    for text in (*SHOWN, *PLAIN):
        hidden = ("\u200d".encode(), "🏽".encode(), b"\t")
        assert not offending(text) or any(part in text for part in hidden)


def test_the_program_s_own_colours_are_none() -> None:
    for ink in (always_ink(), ink_for({"TERM": "xterm"}), ink_for({"TERM": "xterm", "NO_COLOR": "1"})):
        for role in Tone:
            assert offending(ink(role, "text").encode()) == []
    assert offending(b"\x1b[31mred\x1b[0m") == [b"\x1b[31mred\n"]


def test_colours_that_are_taken_out_join_nothing() -> None:
    assert offending(b"\x1b\x1b[0m[2J")
    assert offending(b"\xe2\x1b[0m\x94\x82")


def test_a_return_ends_a_line_on_a_terminal_and_stands_nowhere_else() -> None:
    assert offending(b"a\r\nb\r\n", is_terminal=True) == []
    for text in (b"a\r\n", b"a\rb\n"):
        assert offending(text)
    for text in (b"a\rb\r\n", b"a\r\r\n"):
        assert offending(text, is_terminal=True)


def test_the_first_offences_are_told_with_what_follows() -> None:
    assert offending(b"a\x07bcd\n\x9b") == [b"\x07bcd\n\x9b", b"\x9b"]
    assert len(offending(b"\x07" * 1_000)) == 20


def test_what_a_screen_tells_its_terminal_is_none_and_everything_else_is() -> None:
    own = b"\x1b[?1049h\x1b[?25l\x1b[?2026$p\x1b[>25u\x1b]22;default\x07\x1b[3;14H\x1b[1;38;2;1;2;3;48;2;4;5;6mtext\x1b[0m\x1b[80G\r\n"
    assert offending_screen(own) == []
    shared = (b"\x1b[1;1H", b"\x1b[?1049h")
    hostile = (
        *ESCAPES,
        *CONTROLS,
        *UNSEEN,
        *BROKEN,
        b"\x1b[3J",
        b"\x1b[?1049s",
        b"\x1b[?47h",
        b"\x1b]22;\x1b[c\x07",
        b"\x1b[?2026h"[:-1],
    )
    kept = b"\x1b]52;c;cm0gLXJmIH4=\x07"
    missed = [one for one in hostile if not offending_screen(b"before " + one + b" after\n")]
    assert {*missed} == {*shared, kept}
    assert copied(b"before " + kept + b" after") == ["rm -rf ~"]


def test_sequences_that_are_taken_out_join_nothing_on_a_screen() -> None:
    assert offending_screen(b"\x1b\x1b[0m[2J")
    assert offending_screen(b"\r\x1b[0m\n")
    assert offending_screen(b"\xe2\x1b[80G\x94\x82")


def test_of_what_is_hostile_a_bar_may_have_its_colour_only() -> None:
    bar = b"\x1b[?25lpages \x1b[38;5;197m\xe2\x94\x81\x1b[0m \x1b[33m0:01\x1b[0m\r\n\r\x1b[2K\x1b[1A\x1b[2K\x1b[?25h"
    assert offending_progress(bar) == []
    hostile = (*ESCAPES, *CONTROLS, *UNSEEN, *BROKEN, b"\x1b[3A", b"\x1b[?1049h", b"\rover")
    missed = [one for one in hostile if not offending_progress(b"before " + one + b" after\n")]
    assert missed == [b"\x1b[31m"]
