"""A window of rows: what stays, what scrolls, and how far it is."""

import pytest

from tui.painting.spans import Line, Span, columns
from tui.painting.window import Window, bar, said

HEAD, FOOT = Line((Span("head"),)), Line((Span("foot"),))


def window(rows: int, at: int | None = None) -> Window:
    return Window((HEAD,), tuple(Line((Span(f"row {number}"),)) for number in range(rows)), (FOOT,), at)


def text(line: Line) -> str:
    return "".join(span.text for span in line.spans)


def test_what_fits_has_no_overview_and_is_filled_up() -> None:
    lines = window(2).lines(0, 20, 6)
    assert [text(line) for line in lines] == ["head", "row 0", "row 1", "", "", "foot"]


def test_what_is_longer_shows_where_it_is() -> None:
    lines = [text(line) for line in window(12).lines(6, 10, 6)]
    assert lines == ["head", "row 6    │", "row 7    │", "row 8    ▐", "row 9    ▐", "foot"]


@pytest.mark.parametrize("rows", [5, 6, 50, 5000])
@pytest.mark.parametrize("height", [3, 4, 6, 40])
def test_every_place_has_its_mark(rows: int, height: int) -> None:
    room = height - 2
    for top in range(0, max(rows - room, 0) + 1, max(rows // 7, 1)):
        marks = [text(line)[-1:] for line in window(rows).lines(top, 20, height)[1:-1]]
        assert ("▐" in marks) == (rows > room)


@pytest.mark.parametrize(
    ("wanted", "at", "top"), [(0, 0, 0), (0, 3, 0), (0, 4, 1), (0, 99, 96), (50, 10, 10), (98, None, 96), (-3, None, 0)]
)
def test_the_chosen_row_is_in_sight(wanted: int, at: int | None, top: int) -> None:
    assert window(100, at).top(wanted, 6, is_following=True) == top


def test_somebody_who_scrolls_may_leave_the_chosen_row() -> None:
    assert window(100, 0).top(50, 6, is_following=False) == 50


@pytest.mark.parametrize("width", range(1, 60))
def test_a_bar_is_exactly_as_wide(width: int) -> None:
    assert columns(bar("Commands", "Esc closes", width).spans) == width
    assert columns(said("a sentence of some words", width).spans) == width


def test_a_bar_gives_up_its_end_before_its_title() -> None:
    assert text(bar("Keys", "Esc closes", 24)) == " Keys        Esc closes "
    assert text(bar("Keys", "Esc closes", 12)) == " Keys       "
