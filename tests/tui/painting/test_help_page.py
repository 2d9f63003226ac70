"""All keys at a glance, and commands found by words."""

import pytest

from tui.keys import Group, Scope, keymap
from tui.painting.command_search import matching
from tui.painting.help_page import help_lines
from tui.painting.spans import columns

GIVEN = keymap({}, "")


def page(width: int, height: int, scope: Scope = Scope.REVIEW) -> list[str]:
    return ["".join(span.text for span in line.spans) for line in help_lines(GIVEN, scope, width, height)]


def test_all_keys_of_the_review_fit_a_small_terminal() -> None:
    lines = page(80, 22)
    assert len(lines) <= 22
    text = "\n".join(lines)
    for command in GIVEN.in_scope(Scope.REVIEW):
        assert command.label in text, command
    groups = {command.group for command in GIVEN.in_scope(Scope.REVIEW)}
    assert all(f"── {group.value} ─" in text for group in groups)


@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize(("width", "height"), [(20, 10), (40, 10), (80, 22), (120, 34), (200, 48), (300, 78)])
def test_every_command_has_its_place_and_no_row_is_too_wide(scope: Scope, width: int, height: int) -> None:
    lines = help_lines(GIVEN, scope, width, height)
    named = {span.target.key for line in lines for span in line.spans if span.target}
    labels = {GIVEN[name].label for name in named}
    assert labels == {command.label for command in GIVEN.in_scope(scope)}
    if width > 40:
        assert max(columns(line.spans) for line in lines) <= width - 1


def test_where_there_is_room_every_command_is_a_sentence() -> None:
    text = "\n".join(page(200, 48))
    for command in GIVEN.in_scope(Scope.REVIEW):
        assert command.help in text
    assert "Go to the next change." not in "\n".join(page(120, 34))


def test_what_looks_alike_and_does_something_else_has_a_row_of_its_own() -> None:
    text = "\n".join(page(80, 22))
    assert "c        note " in text and "V        note on last " in text


def test_no_title_stands_last_in_a_column() -> None:
    for width in range(30, 300, 7):
        lines = page(width, 10)
        assert not lines[-1].lstrip().startswith("──")


def found(typed: str) -> list[str]:
    return [command.id for command in matching(GIVEN.in_scope(Scope.REVIEW), typed)]


def test_nothing_typed_finds_everything_in_the_order_of_the_table() -> None:
    assert found("") == found("  ") == [command.id for command in GIVEN.in_scope(Scope.REVIEW)]


def test_what_begins_so_by_name_comes_first() -> None:
    assert found("note")[:3] == ["note", "note-last", "precedents"]
    assert found("FOLD")[:2] == ["fold", "fold-all"]
    assert found("pair")[:2] == ["next-pair", "last-pair"]
    assert found("romp") == ["prompt"]


def test_all_words_count_in_any_order() -> None:
    assert found("change next")[0] == "next-change"
    assert found("next-change")[0] == "next-change"
    assert found("next zebra") == []


def test_a_group_is_found_by_its_name() -> None:
    assert set(found("decide")) >= {command.id for command in GIVEN.commands if command.group is Group.DECIDE}
