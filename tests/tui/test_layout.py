"""How a terminal is divided: nothing overlaps, everything has room, from the smallest to the largest."""

import pytest

from tui.screens.layout import layout


@pytest.mark.parametrize("width", [80, 109, 110, 120, 200, 300])
@pytest.mark.parametrize("height", [24, 36, 50, 80])
@pytest.mark.parametrize("rows", [3, 11, 120])
def test_everything_has_room(width: int, height: int, rows: int) -> None:
    found = layout(width, height, rows, is_listing=False)
    assert height - 2 - found.panel_height >= 11, "there is text to read"
    assert 7 <= found.panel_height <= 20
    assert 36 <= found.rubric_width <= width - 40
    assert found.is_beside == (width >= 110) == (found.list_width > 0)
    if found.is_beside:
        assert width - found.list_width >= 76


def test_a_small_rubric_leaves_its_room_to_the_text() -> None:
    assert [layout(120, 50, rows, is_listing=False).panel_height for rows in (3, 9, 15, 97)] == [12, 12, 15, 19]


@pytest.mark.parametrize(("asked", "given"), [(18, 18), (5, 5), (1, 3), (-4, 3), (200, 27)])
def test_the_panel_is_as_high_as_it_was_asked_for_but_leaves_some_text(asked: int, given: int) -> None:
    assert layout(120, 36, 9, is_listing=False, panel=asked).panel_height == given


def test_the_list_stands_in_place_of_the_text_where_both_have_no_room() -> None:
    assert [layout(width, 24, 9, is_listing=True).is_list_alone for width in (80, 120)] == [True, False]


@pytest.mark.parametrize(("width", "height"), [(1, 1), (10, 3), (20, 8), (40, 10)])
def test_a_terminal_that_is_too_small_is_no_fault(width: int, height: int) -> None:
    found = layout(width, height, 9, is_listing=False)
    assert 0 <= found.panel_height <= height
    assert 0 <= found.rubric_width <= width
    assert 0 <= layout(width, height, 9, is_listing=False, panel=40).panel_height <= height
