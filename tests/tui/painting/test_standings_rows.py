"""Standings as rows and columns: bars, what gives way, sorting and filtering, without a screen."""

from decimal import Decimal
from fractions import Fraction

import pytest
from msgspec.structs import replace

from grading.runs.model import Basis, Cost, Figures, State
from tests.builders import rubric
from tests.grading.report.tables import card, points, run, table
from tui.painting.spans import Span, columns
from tui.painting.standings_bars import across, upward
from tui.painting.standings_columns import LEFT_OUT, Column, Widths, columns_of
from tui.painting.standings_lines import Table, detail_line, head_line, run_line, table_width
from tui.painting.standings_plain import Entry, Head, PlainTable
from tui.painting.standings_rows import UNSEEN, Known, RunRow, Standing, run_rows
from tui.painting.standings_shape import Heading, Shape, arranged, is_near
from tui.themes import Look

RUBRIC = rubric()
MEANS = "could go to the workshop after a review"
COLUMNS = columns_of(RUBRIC)


def row(name: str, place: int, points: int | None = None, cost: str = "") -> RunRow:
    """A ranked run, or one that is not complete."""
    figures = Figures(cost=Cost(Basis.EXACT, Decimal(cost)) if cost else Cost())
    ranked = points is not None
    return RunRow(
        run=f"service/{name}",
        name=name,
        standing=Standing.RANKED if ranked else Standing.PARTIAL,
        place=place,
        figures=figures,
        condition="",
        rank=place + 1 if ranked else None,
        exact=Fraction(points) if points is not None else None,
        total=str(points or ""),
        shares=(Fraction(1, 2), Fraction(1, 4)) if ranked else (),
        ground="" if ranked else "not complete",
        why="" if ranked else "3 of 50 so far, 4 cells open",
    )


ROWS = (
    replace(row("amber", 0, 48, "2.50"), is_near_next=True),
    row("cobalt", 1, 47),
    row("jade", 2, 30, "0.10"),
    row("onyx", 3),
)


NOBODY = (Heading("no run is like that", 0),)


def column(key: str) -> Column:
    return next(one for one in COLUMNS if one.key == key)


def names(shape: Shape) -> list[str]:
    return [one.name if isinstance(one, RunRow) else one.text for one in arranged(ROWS, shape, column(shape.by))]


@pytest.mark.parametrize(
    ("share", "bar", "up"),
    [
        (Fraction(0), "0   ", "0"),
        (Fraction(1, 1000), "▏   ", "▁"),
        (Fraction(1, 2), "██  ", "▄"),
        (Fraction(17, 32), "██▏ ", "▄"),
        (Fraction(999, 1000), "███▉", "▇"),
        (Fraction(1), "████", "█"),
        (Fraction(3, 2), "████", "█"),
        (None, "×   ", "×"),
    ],
)
def test_a_bar_is_empty_only_for_nothing_and_full_only_for_all(share: Fraction | None, bar: str, up: str) -> None:
    assert across(share, 4) == bar
    assert upward(share) == up
    assert across(share, 0) == ""


def test_what_is_unknown_stands_last_whichever_way_round() -> None:
    assert names(Shape()) == ["amber", "cobalt", "jade", "not complete", "onyx"]
    assert names(Shape(is_turned=True)) == ["jade", "cobalt", "amber", "not complete", "onyx"]
    assert names(Shape("cost")) == ["jade", "amber", "cobalt", "not complete", "onyx"]
    assert names(Shape("cost", is_turned=True)) == ["amber", "jade", "cobalt", "not complete", "onyx"]
    assert names(Shape("dimension 1")) == ["amber", "cobalt", "jade", "not complete", "onyx"]


def test_only_what_is_shown_can_be_looked_for() -> None:
    assert names(Shape(typed="AM")) == ["amber"]
    assert names(Shape(typed="cells open")) == ["not complete", "onyx"]
    hidden = replace(ROWS[0], name="pair 1, side A", figures=None)
    assert arranged([hidden], Shape(typed="amber"), column("rank")) == NOBODY
    assert arranged([hidden], Shape(weights="open"), column("rank")) == NOBODY
    assert arranged([hidden], Shape(condition=""), column("rank")) == NOBODY


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("open weights", "amber"),
        ("closed", "cobalt"),
        ("tier a", "amber"),
        ("tier b", "cobalt"),
        ("workshop", "amber"),
        ("plain", "cobalt"),
        ("2 cards", "amber"),
        ("1 CARD", "cobalt"),
        ("unfinished", "cobalt"),
        ("unfinished plain cob", "cobalt"),
    ],
)
def test_what_a_row_and_the_line_below_say_is_found_and_never_what_is_hidden(typed: str, found: str) -> None:
    amber = replace(ROWS[0], tier="A", means=MEANS, cards=2, figures=Figures(weights="open"))
    unfinished = Figures(weights="closed", state=State.UNFINISHED)
    cobalt = replace(ROWS[1], tier="B", cards=1, condition="plain", figures=unfinished)
    shown = arranged([amber, cobalt], Shape(typed=typed), column("rank"))
    assert [one.name for one in shown if isinstance(one, RunRow)] == [found]
    hidden = [replace(one, name="pair 1", figures=None, condition="") for one in (amber, cobalt)]
    is_of_a_name = any(word in typed for word in ("open", "closed", "plain", "unfinished"))
    assert (arranged(hidden, Shape(typed=typed), column("rank")) == NOBODY) is is_of_a_name


def test_near_is_only_who_stands_next_in_the_table() -> None:
    amber, cobalt, jade, onyx = ROWS
    assert is_near(amber, cobalt) and is_near(cobalt, amber)
    assert not is_near(cobalt, jade) and not is_near(amber, jade)
    assert not is_near(jade, onyx) and not is_near(amber, Heading("x", 1)) and not is_near(amber, None)


@pytest.mark.parametrize("width", [24, 40, 60, 80, 120, 200, 300])
def test_rows_are_as_wide_as_the_head_and_never_wider_than_the_terminal(width: int) -> None:
    placed = Widths(COLUMNS, ROWS).placed(table_width(width))
    assert [one.column.key for one in placed][:3] == ["rank", "run", "total"]
    table = Table(placed, RUBRIC.scale, Shape(), column("rank"))
    assert columns(head_line(table, width + 1).spans) == width + 1
    for one in ROWS:
        line = run_line(table, one, is_near=False, has_cursor=False)
        assert columns(line.spans) <= width
        assert columns(detail_line(one, width).spans) == width


@pytest.mark.parametrize("by", ["rank", "cost", "dimension 1"])
def test_more_room_never_takes_a_column_away(by: str) -> None:
    widths, before = Widths(COLUMNS, ROWS), set[str]()
    for width in range(27, 200):
        keys = {one.column.key for one in widths.placed(width, by)} - {LEFT_OUT}
        assert before <= keys, width
        before = keys
    assert {"bar", "cost", "dimension 0", "dimension 1"} <= before


@pytest.mark.parametrize("by", ["state", "weights", "tokens", "time", "cost", "point", "spread", "dimension 11"])
def test_the_column_that_is_sorted_by_has_room_first(by: str) -> None:
    many = replace(RUBRIC, dimensions=RUBRIC.dimensions * 30)
    figures = Figures(
        weights="closed",
        state=State.UNFINISHED,
        seconds=Decimal(400),
        tokens_in=500,
        tokens_out=900,
        cost=Cost(Basis.EXACT, Decimal(2)),
    )
    of_cards = {
        "cards": 2,
        "spread": Fraction(3),
        "spread_shown": "3.0",
        "tier": "A good one",
        "per_point_shown": "$0.02",
    }
    rows = [replace(one, figures=figures, shares=(Fraction(1, 2),) * 60, **of_cards) for one in ROWS[:3]]
    widths = Widths(columns_of(many), rows)
    here = next(one for one in columns_of(many) if one.key == by)
    placed = widths.placed(table_width(40), by)
    assert by in [one.column.key for one in placed]
    table = Table(placed, many.scale, Shape(by), next(one.column for one in placed if one.column.key == by))
    assert here.text(rows[0]) in "".join(
        span.text for span in run_line(table, rows[0], is_near=False, has_cursor=False).spans
    )
    assert any(arrow in span.text for span in head_line(table, 41).spans for arrow in "▾▴")
    assert sum(one.width + 1 for one in placed) < 40
    assert by not in [one.column.key for one in widths.placed(table_width(40))], "it had none before"


@pytest.mark.parametrize(
    ("width", "said"), [(22, "total +3"), (25, "1 2 +1"), (28, "cost"), (60, "cost"), (200, "cost")]
)
def test_the_head_says_how_many_columns_have_no_room(width: int, said: str) -> None:
    placed = Widths(COLUMNS, ROWS).placed(width)
    line = head_line(Table(placed, RUBRIC.scale, Shape(), column("rank")), width + 2)
    assert " ".join("".join(span.text for span in line.spans).split()).endswith(said)
    signs = [(span.look, span.target) for span in line.spans if "+" in span.text]
    assert signs == [(Look.FAINT, None)] * said.count("+")


def test_a_column_that_says_nothing_of_anybody_is_not_there() -> None:
    keys = {one.column.key for one in Widths(COLUMNS, ROWS).placed(250)}
    assert not keys & {"tokens", "time", "weights", "spread", "state"}


def test_a_rubric_of_one_dimension_has_no_bars_for_it() -> None:
    assert [one.key for one in columns_of(replace(RUBRIC, dimensions=RUBRIC.dimensions[:1]))].count("dimension 0") == 0


@pytest.mark.parametrize(
    ("cost", "total", "text"),
    [("2", "10", "$0.20"), ("~25", "10", "~$2.50"), ("0.42", "50", "$0.0084"), ("2", "0", "∞"), ("", "10", "–")],
)
def test_a_point_costs_on_the_screen_what_it_costs_in_every_report(cost: str, total: str, text: str) -> None:
    amber = run("amber", cost_usd=cost) if cost else run("amber")
    found = table(points(), [amber], [card(points(), amber, build=total)])
    (seen,), (hidden,) = (run_rows(found, Known(names)) for names in ({}, {amber.id: "run A"}))
    assert (column("point").text(seen), column("point").text(hidden)) == (text, "")
    said = "".join(span.text for span in detail_line(seen, 200).spans)
    assert ("a point" in said) == (text != "–") and (f"{text} a point" in said) == (text != "–")


@pytest.mark.parametrize(
    ("width", "said"),
    [
        (
            200,
            f"tier A: {MEANS} · 1 card · {UNSEEN} until your card is locked · name, cost, time and tokens are hidden",
        ),
        (140, f"tier A: {MEANS} · 1 card · {UNSEEN} · name and figures hidden"),
        (80, f"tier A · 1 card · {UNSEEN}"),
        (48, "tier A · 1 card"),
    ],
)
def test_what_has_no_room_is_said_shorter_or_left_out_as_a_whole(width: int, said: str) -> None:
    unseen = Known({}, unseen=frozenset({run("amber").id})).unseen_words(run("amber"))
    one = replace(ROWS[0], name="pair 1, one of two", tier="A", means=MEANS, cards=1, unseen=unseen, figures=None)
    text = "".join(span.text for span in detail_line(one, width).spans)
    assert text.rstrip() == f" pair 1, one of two  {said}"


@pytest.mark.parametrize(
    ("near", "width", "said"),
    [
        (None, 120, "1 card · $2.50 exact"),
        (Fraction(3, 2), 120, "≈ within 1.5 of the next · 1 card"),
        (Fraction(0), 120, "≈ as much as the next · 1 card"),
        (Fraction(1), 40, "≈ within 1 of the next · 1 card"),
    ],
)
def test_the_sign_of_neighbours_that_are_near_is_told_in_words(near: Fraction | None, width: int, said: str) -> None:
    one = replace(ROWS[0], name="amber", tier="", cards=1)
    text = "".join(span.text for span in detail_line(one, width, near).spans)
    assert text.startswith(f" amber  {said}")


def test_a_state_that_is_worth_saying_is_said_once() -> None:
    one = row("amber", 0, 10)
    ended = replace(one, figures=Figures(state=State.UNFINISHED))
    text = "".join(span.text for span in detail_line(ended, 120).spans)
    assert text.count("unfinished") == 1


def test_how_a_run_ended_is_said_right_after_its_tier_and_stays_where_there_is_little_room() -> None:
    one = replace(row("amber", 0, 48), tier="A", means=MEANS, cards=2, between="46.0 to 48.0")
    ended = replace(one, figures=Figures(state=State.UNFINISHED, cost=Cost(Basis.EXACT, Decimal("2.50"))))
    for width in (40, 80, 120):
        text = "".join(span.text for span in detail_line(ended, width).spans)
        assert text.partition("tier A")[2].removeprefix(f": {MEANS}").startswith(" · unfinished"), width


@pytest.mark.parametrize(
    ("why", "rest"),
    [("no marks yet", ["–", "–", "–", "open"]), ("z" * 36, ["–", "open"]), ("z" * 400, ["open"])],
)
def test_figures_that_are_not_known_are_dashes_without_a_rank_too_where_the_sentence_leaves_room(
    why: str, rest: list[str]
) -> None:
    known = Figures(cost=Cost(Basis.EXACT, Decimal("2.50")), seconds=Decimal(420), weights="closed")
    ranked = replace(ROWS[0], figures=known, per_point_shown="$0.05", tier="A", cards=1)
    apart = replace(ROWS[3], figures=Figures(weights="open"), why=why)
    placed = Widths(COLUMNS, [ranked, apart]).placed(table_width(80))
    table = Table(placed, RUBRIC.scale, Shape(), column("rank"))
    for one in (apart, replace(apart, figures=None)):
        line = run_line(table, one, is_near=False, has_cursor=False)
        assert columns(line.spans) <= 80
        told = "".join(span.text for span in line.spans).partition(why[:12])[2].lstrip("z…").split()
        assert told == (rest if one.figures else []), "what is hidden is no unknown figure"


def test_a_table_of_words_lets_go_of_what_matters_least_first() -> None:
    heads = (Head("#"), Head("run", False), Head("mean"), Head("least", rank=2), Head("less", rank=1))
    cells = tuple(Span(text) for text in ("1", "a name of some length", "38.0", "12345678", "12345678"))
    table = PlainTable(heads, [Entry(cells), Entry(sentence=(Span("z" * 400, Look.FAINT),))])
    wide, middle, small = (
        "".join(span.text for span in table.line(0, width, has_cursor=False).spans) for width in (80, 42, 24)
    )
    assert wide.count("12345678") == 2 and middle.count("12345678") <= 1
    assert "38.0" in small and "…" in small
    heads_said = ["".join(span.text for span in table.head(width).spans).split() for width in (81, 43, 25)]
    assert [said[3:] for said in heads_said] == [["least", "less"], ["less", "+1"], ["+2"]]
    for width in (10, 24, 42, 80):
        assert columns(table.line(1, width, has_cursor=False).spans) == width
        assert columns(table.head(width).spans) >= width


@pytest.mark.parametrize("width", [30, 38, 45, 46, 55, 80])
def test_heads_of_words_stand_above_their_columns(width: int) -> None:
    heads = (Head("run", False), Head("mean"), Head("least", rank=2), Head("less", rank=1))
    table = PlainTable(heads, [Entry((Span("a name of some length"), Span("38.0"), Span("12345678"), Span("1.25")))])
    for edge in (0, 1):
        head = "".join(span.text for span in table.head(width + edge, edge).spans)
        line = "".join(span.text for span in table.line(0, width, has_cursor=False).spans)
        assert len(head) == width + edge and len(line) <= width
        for word, value in (("mean", "38.0"), ("least", "12345678"), ("less", "1.25")):
            assert (word in head) is (value in line)
            assert word not in head or head.index(word) + len(word) == line.index(value) + len(value)
