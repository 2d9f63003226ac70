"""The line at the top: what matters least goes first, and what is not saved never."""

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from tests.tui.painting.panels import texts
from tui.painting.top_lines import top_line
from tui.painting.top_view import Sight, TopView
from tui.themes import Look

_VIEW = TopView("ap-dashboard", 3, 12, Sight.BLIND, "mia", 14, 20)


def said(seen: TopView, width: int) -> str:
    (text,) = texts([top_line(seen, width)])
    return text


def test_there_is_room_for_everything() -> None:
    text = said(_VIEW, 120)
    assert text.startswith(" sidegrade  ap-dashboard · pair 3 of 12 · blind ")
    assert text.endswith("mia  saved ✓  14 of 20 cells ")


def test_at_80_columns_it_is_still_all_there() -> None:
    words = "sidegrade ap-dashboard · pair 3 of 12 · blind mia saved ✓ 14 of 20 cells"
    assert said(_VIEW, 80).split() == words.split()


def test_with_less_room_words_become_fewer() -> None:
    assert said(_VIEW, 60).split() == [
        "ap-dashboard",
        "·",
        "pair",
        "3",
        "of",
        "12",
        "·",
        "blind",
        "mia",
        "saved",
        "✓",
        "14/20",
    ]
    assert said(_VIEW, 48).split() == ["ap-dashboard", "·", "3/12", "·", "blind", "saved", "✓", "14/20"]
    assert said(_VIEW, 36).split() == ["ap-dashboard", "·", "3/12", "saved", "✓", "14/20"]


@pytest.mark.parametrize(("width", "name"), [(120, " sidegrade "), (80, "")])
def test_the_side_that_is_better_is_said(width: int, name: str) -> None:
    assert said(replace(_VIEW, better="B better"), width).startswith(
        f"{name} ap-dashboard · pair 3 of 12 · blind · B better "
    )


@pytest.mark.parametrize("width", range(1, 200, 7))
@pytest.mark.parametrize("title", ["ap-dashboard", "a" * 500, "漢字" * 50, ""], ids=["short", "long", "wide", "none"])
def test_it_is_as_wide_as_the_screen(title: str, width: int) -> None:
    seen = replace(_VIEW, title=title, reviewer="Somebody With A Long Name " * 5)
    for view in (seen, replace(seen, unsaved="the disk is full " * 20, number=None)):
        assert cell_len(said(view, width)) == width


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_what_is_not_saved_is_never_left_out(width: int) -> None:
    line = top_line(replace(_VIEW, unsaved="the disk is full"), width)
    assert [span.look for span in line.spans if "NOT SAVED" in span.text] == [Look.BAD]
    assert not any("✓" in span.text for span in line.spans)


def test_names_that_are_shown_stand_out_and_pairs_without_a_queue_have_no_number() -> None:
    line = top_line(replace(_VIEW, sight=Sight.REVEALED, number=None), 120)
    assert [span.look for span in line.spans if "revealed" in span.text] == [Look.BAR_KEY]
    assert "pair" not in said(replace(_VIEW, number=None), 120)
