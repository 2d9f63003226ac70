"""The line at the bottom in parts."""

import pytest

from tui.keys import FOOTER, Keymap, Scope, keymap
from tui.painting.key_parts import part_spans, placed_parts
from tui.painting.spans import columns
from tui.themes import Look

GIVEN = keymap({}, "")


def line(names: tuple[str, ...], width: int, keys: Keymap = GIVEN) -> str:
    return "".join(span.text for span in part_spans(placed_parts(keys, names, width), width))


def test_neighbours_with_one_label_stand_together() -> None:
    names = (
        "score-0",
        "score-9",
        "cell-up",
        "cell-down",
        "next-change",
        "last-change",
        "search",
        "extend-up",
        "extend-down",
    )
    assert line(names, 80) == f" {'0–9 score  ↑↓ cell  n/p change  / search  Shift+↑↓ select'.ljust(71)} ? help "[:80]


@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize("width", [*range(12, 60), 80, 120, 200, 300])
def test_help_is_always_there_and_the_line_is_exactly_as_wide(scope: Scope, width: int) -> None:
    text = line(FOOTER[scope], width)
    assert len(text) == width
    assert text.endswith("  ? help ")
    assert columns(part_spans(placed_parts(GIVEN, FOOTER[scope], width), width)) == width


def test_a_wider_line_says_all_that_a_narrow_one_does() -> None:
    before: list[str] = []
    for width in range(12, 260):
        labels = [place.part.label for place in placed_parts(GIVEN, FOOTER[Scope.REVIEW], width)][1:]
        assert labels[: len(before)] == before
        before = labels
    assert before[-1] == "quit"


def test_the_keys_are_those_of_the_person() -> None:
    own = keymap({"help": ("f12",), "note": ("é",), "evidence": ()}, "")
    assert line(("note", "evidence", "deduct"), 40, own) == " é note  d deduct              F12 help "


def test_a_key_leads_to_its_command_and_a_label_only_where_there_is_one() -> None:
    placed = placed_parts(GIVEN, ("score-0", "score-9", "next-change", "last-change", "note"), 60)
    text = line(("score-0", "score-9", "next-change", "last-change", "note"), 60)

    def at(column: int) -> str:
        return next((name for place in placed if (name := place.command_at(column))), "")

    assert {char: at(text.index(char)) for char in ("n", "/", "p", "?")} == {
        "n": "next-change",
        "/": "",
        "p": "last-change",
        "?": "help",
    }
    assert [at(text.index(word)) for word in ("0–9", "score", "change", "c note", "note")] == [
        "",
        "",
        "",
        "note",
        "note",
    ]
    assert at(text.index("note") + 4) == at(0) == ""


def test_keys_and_what_joins_them_look_different() -> None:
    spans = part_spans(placed_parts(GIVEN, ("next-file", "last-file", "search"), 60), 60)
    assert [span.look for span in spans if span.text == "/"] == [Look.BAR, Look.BAR_KEY]
