"""The table of commands, and what a person's own keys change in it."""

import string

import pytest

from grading.errors import FileError
from tui.keys import COMMANDS, FOOTER, Scope, keymap

HARD_TO_REACH = set("[]{}\\|~@#^`<>")
"""On some layouts these need AltGr, stand on no key of their own, or wait for the next letter."""
NEEDS_MODIFIERS = ("alt+", "ctrl+", "shift+", "f1", "f2")


def of(name: str) -> tuple[str, ...]:
    return next(command.keys for command in COMMANDS if command.id == name)


def refusal(overrides: dict[str, tuple[str, ...]]) -> str:
    with pytest.raises(FileError) as caught:
        keymap(overrides, "settings.toml")
    return str(caught.value)


def test_names_and_sentences_are_well_made() -> None:
    names = [command.id for command in COMMANDS]
    assert len(set(names)) == len(names)
    for command in COMMANDS:
        assert set(command.id) <= {*string.ascii_lowercase, *string.digits, "-"}, command
        assert command.help[0].isupper() and command.help.endswith("."), command
        assert command.help.count(".") == 1, command
        assert 1 <= len(command.label) <= 12, command
        assert command.keys and command.scopes, command


def test_every_command_of_the_footer_is_there_in_its_place() -> None:
    given = keymap({}, "")
    for scope, names in FOOTER.items():
        assert all(scope in given[name].scopes for name in names)
        assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "name",
    [
        *("cell-up", "cell-down", "section-up", "section-down", "other-side", "next-open", "line-up", "line-down"),
        *("page-up", "page-down", "first-line", "last-line", "left", "right", "next-change", "last-change"),
        *("next-file", "last-file", "next-pair", "last-pair", "next-hit", "last-hit", "row-up", "row-down", "equal"),
    ],
)
def test_every_movement_can_be_made_on_any_keyboard(name: str) -> None:
    easy = [key for key in of(name) if not HARD_TO_REACH & set(key)]
    assert easy
    assert any(not key.startswith(NEEDS_MODIFIERS) for key in easy)


def test_every_command_has_a_key_that_any_terminal_sends() -> None:
    def is_sent(key: str) -> bool:
        return not key.startswith(("alt+", "shift+")) or key == "shift+tab"

    assert [command.id for command in COMMANDS if not any(map(is_sent, command.keys))] == []


def test_digits_score_and_nothing_else_takes_them() -> None:
    given = keymap({}, "")
    for digit in string.digits:
        command = given.command(digit, Scope.REVIEW)
        assert command is not None
        assert command.id == f"score-{digit}"
        assert given.command(digit, Scope.QUEUE) is None


def test_a_key_is_found_as_textual_reports_it() -> None:
    given = keymap({}, "")
    for reported, name in {
        "right_square_bracket": "next-file",
        "U": "redo",
        "u": "undo",
        "less_than_sign": "better-a",
        "tilde": "equal",
        "question_mark": "help",
        "full_stop": "point",
        "decimal": "point",
        "minus": "less",
        "equals_sign": "same",
        "shift+space": "page-down",
    }.items():
        command = given.command(reported, Scope.REVIEW)
        assert command is not None, reported
        assert command.id == name
    assert given.command("f9", Scope.REVIEW) is None


def test_one_key_can_mean_something_else_elsewhere() -> None:
    given = keymap({}, "")
    review, queue = (given.command("n", scope) for scope in (Scope.REVIEW, Scope.QUEUE))
    assert review is not None and queue is not None
    assert (review.id, queue.id) == ("next-change", "open-next")


def test_own_keys_take_the_place_of_the_given_ones() -> None:
    own = keymap({"next-change": ("alt+n", "É"), "note": ("e",), "evidence": ("c",), "fold": ()}, "settings.toml")
    assert own.keys("next-change") == ("alt+n", "É")
    assert own.command("n", Scope.REVIEW) is None
    assert own.command("e", Scope.REVIEW) == own["note"]
    assert own.command("c", Scope.REVIEW) == own["evidence"]
    assert (own.first("next-change"), own.first("fold"), own.shown("right_square_bracket")) == ("Alt+n", "", "]")
    assert keymap({}, "").keys("next-change") == ("n",)


def test_sentences_name_the_keys_as_they_are_now() -> None:
    own = keymap({"lock": ("ctrl+k",), "undo": ()}, "settings.toml")
    assert own.told("{lock} unlocks it; {undo} {lacks} {next-open}") == "Ctrl+K unlocks it; undo {lacks} O"


@pytest.mark.parametrize(
    ("overrides", "complaint"),
    [
        (
            {"next-chnage": ("n",)},
            'settings.toml: keys, next-chnage: is not a command; perhaps "next-change" is meant',
        ),
        (
            {"\x1b[2J": ("n",)},
            "settings.toml: keys, ␛[2J: is not a command; `sidegrade keys` names them all",
        ),
        (
            {"note": ("c", "hyper+c")},
            'settings.toml: keys, note: "hyper+c" is no key; only alt, ctrl, shift can stand before a +',
        ),
        (
            {"note": ("pgeup",)},
            'settings.toml: keys, note: "pgeup" is no key; write it as it is typed, or as tab, enter, pageup, f2, ctrl+p …',
        ),
        (
            {"note": ("e",)},
            "settings.toml: keys, note: e would mean two things: note (note) and evidence (evidence); "
            "give evidence another key, too",
        ),
        (
            {"quit": ("pgdn",)},
            "settings.toml: keys, quit: PgDn would mean two things: quit (quit) and page-down (page); "
            "give page-down another key, too",
        ),
        (
            {"later": ("o",)},
            "settings.toml: keys, later: o would mean two things: later (later) and editor (editor); "
            "give editor another key, too",
        ),
        ({"palette": ()}, "settings.toml: keys, palette: needs a key; without one somebody could be stuck"),
    ],
)
def test_what_cannot_be_is_refused_by_name(overrides: dict[str, tuple[str, ...]], complaint: str) -> None:
    assert refusal(overrides) == complaint


def test_a_key_of_another_place_is_no_clash() -> None:
    own = keymap({"open-next": ("c",)}, "settings.toml")
    review, queue = (own.command("c", scope) for scope in (Scope.REVIEW, Scope.QUEUE))
    assert (review, queue) == (own["note"], own["open-next"])
