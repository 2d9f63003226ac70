"""Rows as strips: as wide as the panel, painted again only where they changed, and in their columns whatever they hold."""

from rich.segment import ControlType
from textual.geometry import Region

from tui.painting.paper import Paper
from tui.painting.spans import Aim, Line, Span, Target
from tui.themes import THEMES, Look

_THEME = THEMES["dark"]


def _paper(*lines: Line, width: int = 20, at: int = 0) -> Paper:
    paper = Paper(_THEME)
    paper.lay(lines, width, at)
    return paper


def test_every_strip_is_as_wide_as_the_panel() -> None:
    strips = _paper(Line((Span("ab"),)), Line(())).strips(Region(0, 0, 20, 3))
    assert [(strip.cell_length, strip.text) for strip in strips] == [
        (20, "ab" + " " * 18),
        (20, " " * 20),
        (20, " " * 20),
    ]


def test_only_what_changed_is_named() -> None:
    paper = _paper(Line((Span("a"),)), Line((Span("b"),)), Line((Span("c"),)))
    assert paper.lay([Line((Span("a"),)), Line((Span("x"),)), Line((Span("c"),))], 20) == [1]
    assert paper.lay([Line((Span("a"),)), Line((Span("x"),)), Line((Span("c"),))], 20) == []


def test_another_width_or_count_changes_everything() -> None:
    lines = [Line((Span("a"),)), Line((Span("b"),))]
    paper = _paper(*lines)
    assert paper.lay(lines, 21) == [0, 1]
    assert paper.lay(lines[:1], 21) == [0, 1]


def test_what_has_not_changed_is_the_same_strip() -> None:
    paper = _paper(Line((Span("a"),)))
    (first,) = paper.strips(Region(0, 0, 20, 1))
    assert paper.strips(Region(0, 0, 20, 1)) == [first]
    assert paper.strips(Region(0, 0, 20, 1))[0] is first


def test_a_part_of_a_row_can_be_painted() -> None:
    (strip,) = _paper(Line((Span("abcdef"),))).strips(Region(2, 0, 3, 1))
    assert strip.text == "cde"


def test_a_panel_that_was_made_wider_is_filled_up_until_it_is_laid_again() -> None:
    (strip,) = _paper(Line((Span("abc"),))).strips(Region(0, 0, 30, 1))
    assert strip.cell_length == 30


def test_a_span_for_which_there_is_no_room_is_left_out() -> None:
    (strip,) = _paper(Line((Span("abcd"), Span("efgh"))), width=6).strips(Region(0, 0, 6, 1))
    assert strip.text == "abcd  "


def test_a_look_lies_on_its_rows_ground_unless_it_has_its_own() -> None:
    line = Line((Span("|"), Span("a", Look.FAINT), Span("b", Look.CELL)), Look.HERE, edge=1)
    edge, faint, cell, rest = _paper(line).strips(Region(0, 0, 20, 1))[0]
    here = _THEME[Look.HERE].bgcolor
    assert edge.style is not None and edge.style.bgcolor == _THEME[Look.TEXT].bgcolor
    assert faint.style is not None and faint.style.bgcolor == here and faint.style.color == _THEME[Look.FAINT].color
    assert cell.style == _THEME[Look.CELL]
    assert rest.style is not None and rest.style.bgcolor == here


def test_a_ground_with_a_text_colour_of_its_own_lends_it_to_plain_text_only() -> None:
    theme = THEMES["dark-16"]
    paper = Paper(theme)
    paper.lay([Line((Span("a", Look.FAINT), Span("b", Look.A)), Look.HERE)], 2)
    faint, of_a = [one for one in paper.strips(Region(0, 0, 2, 1))[0] if one.text]
    assert faint.style is not None and faint.style.color == theme[Look.HERE].color
    assert of_a.style is not None and of_a.style.color == theme[Look.A].color
    assert faint.style.bgcolor == of_a.style.bgcolor == theme[Look.HERE].bgcolor


def test_another_theme_paints_everything_anew() -> None:
    paper = _paper(Line((Span("a", Look.BAD),)))
    (before,) = paper.strips(Region(0, 0, 20, 1))
    paper.theme = _THEME
    (after,) = paper.strips(Region(0, 0, 20, 1))
    assert paper.theme is _THEME
    assert after is not before


def test_after_letters_of_doubtful_width_the_column_is_said() -> None:
    strips = _paper(Line((Span("क्षि"), Span("x"))), Line((Span("é → …"),)), at=7).strips(Region(0, 0, 20, 2))
    controls = [[segment.control for segment in strip if segment.control] for strip in strips]
    width = strips[0].cell_length - len("x") - strips[0].text.count(" ")
    assert controls == [[[(ControlType.CURSOR_MOVE_TO_COLUMN, 7 + width)]], []]
    assert f"\x1b[{8 + width}G" in "".join(segment.text for segment in strips[0])


def test_a_click_finds_what_the_span_is_about() -> None:
    target = Target(Aim.GATE, "starts")
    paper = _paper(Line((Span("漢"), Span("ab", Look.TEXT, target))))
    assert [paper.target(column, 0) for column in (1, 2, 3, 4)] == [None, target, target, None]
    assert paper.target(2, 5) is None
    assert (paper.text(0), paper.text(9)) == ("漢ab", "")


def test_no_more_strips_are_kept_than_a_few_screens_need() -> None:
    paper = _paper(*(Line((Span(str(number)),)) for number in range(2_000)))
    first = paper.strips(Region(0, 0, 20, 1))[0]
    paper.strips(Region(0, 0, 20, 2_000))
    assert paper.strips(Region(0, 0, 20, 1))[0] is not first
