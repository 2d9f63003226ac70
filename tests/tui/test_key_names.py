"""How keys are called: what Textual reports from a terminal, what people write, what they are shown."""

import pytest
from textual import events
from textual._xterm_parser import XTermParser  # nothing public makes keys of the bytes that a terminal sends

from tui.key_names import key_of, key_shown, key_written
from tui.keys import COMMANDS


def reported(sent: str) -> list[str]:
    """The keys that Textual makes of what a terminal sends."""
    parser = XTermParser()
    found = [*parser.feed(sent), *parser.feed("")]
    return [event.key for event in found if isinstance(event, events.Key)]


SIGNS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~§°éß€«»¿Ωж"


@pytest.mark.parametrize("sign", [*SIGNS, *"abzABZ059"])
def test_a_character_stands_for_itself_however_the_terminal_reports_it(sign: str) -> None:
    (plain,) = reported(sign)
    # Terminals that tell all keys apart send the key's code, the modifiers and the text that came of it.
    (told_apart,) = reported(f"\x1b[57;2;{ord(sign)}u")
    assert key_of(plain) == key_of(told_apart) == key_written(sign) == sign


@pytest.mark.parametrize(
    ("sent", "written"),
    [
        *(("\t", "tab"), ("\x1b[Z", "shift+tab"), ("\r", "enter"), ("\x7f", "backspace"), (" ", "space")),
        *(("\x10", "ctrl+p"), ("\x1b[112;5u", "Ctrl+P"), ("\x1b[112;6u", "ctrl+shift+p"), ("\x1b[A", "↑")),
        *(("\x1b[1;3A", "alt+up"), ("\x1b[1;2B", "shift+down"), ("\x1b[5~", "PgUp"), ("\x1bOQ", "F2")),
        *(("\x1b[117;3u", "alt+u"), ("\x1b[117;4u", "alt+U"), ("\x1b[117;2u", "U"), ("\x1d", "ctrl+]")),
        *(("\x1b[13;2u", "enter"), ("\x1b[32;2;32u", "space"), ("\x1b[127;2u", "backspace"), ("\x1b[3~", "Del")),
        *(("\x1b[57405;129;54u", "6"), ("\x1b[57409;129;46u", "."), ("\x1b[57413;129;43u", "+")),
        *(("\x1b[57411u", "*"), ("\x1b[57412u", "-"), ("\x1b[57410u", "/"), ("\x1b[57414u", "enter")),
    ],
)
def test_what_is_sent_is_what_people_write(sent: str, written: str) -> None:
    assert [key_of(key) for key in reported(sent)] == [key_written(written)]


def test_alt_with_a_letter_is_one_key_on_every_terminal() -> None:
    assert {key_of(key) for key in (*reported("\x1b[110;3u"), "alt+n")} == {key_written("Alt+n")}
    assert {key_of(key) for key in ("alt+shift+n", *reported("\x1b[110;4u"))} == {key_written("Alt+N")}


@pytest.mark.parametrize("key", sorted({key for command in COMMANDS for key in command.keys}))
def test_a_key_is_written_one_way_and_can_be_written_as_it_is_shown(key: str) -> None:
    assert key_written(key) == key
    assert key_written(key_shown(key)) == key


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        *(("", "is no key; write it"), ("foo", "is no key; write it"), (" ", "is no key; write it")),
        *(("\x1b", "is no key; write it"), ("\u202e", "is no key; write it"), ("f25", "is no key; write it")),
        *(("strg+a", "is no key; only alt, ctrl, shift"), ("+a", "is no key; only alt, ctrl, shift")),
        ("shift+1", "is no key; write the character that comes of it"),
        *(("ctrl+i", "cannot be told from tab"), ("ctrl+M", "cannot be told from enter")),
        *(("ctrl+h", "cannot be told from backspace"), ("ctrl+[", "cannot be told from escape")),
    ],
)
def test_what_is_no_key_is_refused_with_a_reason(text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        key_written(text)
    assert str(caught.value).startswith(complaint)


def test_the_plus_sign_can_follow_modifiers() -> None:
    assert key_written("ctrl++") == key_written("Ctrl+plus") == key_of("ctrl+plus") == "ctrl++"
    assert key_shown("ctrl++") == "Ctrl++"
    assert key_written("+") == key_of("plus") == "+"


def test_a_name_that_nobody_knows_stays_as_it_is() -> None:
    assert key_of("media_play_pause") == "media_play_pause"
    assert key_of("<ignore>") == "<ignore>"
