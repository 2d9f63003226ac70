"""The view of a file as its reader has it: in an application, with the methods called that keys call."""

import pytest
from textual.geometry import Region
from textual.pilot import Pilot

from grading.sides import Pair, Side
from tests.tui.painting.leaves import numbered, page_of
from tests.tui.widgets.viewing import Bench, here, play
from tui.painting.page import Hits, Page, Spot, View
from tui.widgets.diff_view import DiffView


def test_both_sides_stand_beside_one_another_and_what_is_the_same_is_folded() -> None:
    async def what(app: Bench, _: Pilot[None]) -> None:
        rows = app.rows
        assert rows[0].startswith("▸A left.py")
        assert " B right.py" in rows[0]
        assert rows[1].startswith("▸┄ 16 lines the same ┄")
        assert [row.split("│")[0].rstrip() for row in rows[2:7]] == [
            *("  17   line 17", "  18   line 18", "  19   line 19"),
            *("  20 - line 20", "  21   line 21"),
        ]
        assert [row.split("│")[1][:-1].rstrip() for row in rows[5:7]] == ["  20 + line twenty", "  21   line 21"]

    play(what)


def test_a_reader_goes_from_change_to_change_and_stops_at_the_last() -> None:
    async def what(app: Bench, pilot: Pilot[None]) -> None:
        diff = app.diff
        found = []
        while diff.go_change(1):
            found.append(diff.spot)
        assert found == [Spot(Side.A, 19), Spot(Side.A, 39), Spot(Side.B, 48)]
        assert not diff.go_change(1)
        assert diff.go_change(-1)
        assert diff.spot == Spot(Side.A, 39)
        await pilot.pause()
        assert app.said == [*found, Spot(Side.A, 39)]
        diff.set_side(Side.B)
        assert diff.spot == Spot(Side.A, 39)
        assert diff.here is None

    play(what)


@pytest.mark.parametrize("is_wrapped", [False, True])
@pytest.mark.parametrize("is_beside", [True, False])
def test_a_spot_survives_every_change_of_shape(is_wrapped: bool, is_beside: bool) -> None:
    page = page_of(numbered(90), numbered(90, changed={20: "line twenty", 60: "-"}), base=numbered(80))

    async def what(app: Bench, pilot: Pilot[None]) -> None:
        diff = app.diff
        spot = Spot(Side.B, 63)
        diff.set_wrap(is_wrapped)
        diff.set_side_by_side(is_beside)
        diff.go_to(spot)
        for view in (View.READING, View.BASELINE, View.DIFFERENCES, View.READING, View.DIFFERENCES):
            diff.set_view(view)
            assert (diff.view, diff.side) == (view, Side.B)
            assert diff.spot == spot
            assert "line 65" in app.rows[here(app)] or "lines the same" in app.rows[here(app)]
        diff.set_side_by_side(not is_beside)
        diff.set_wrap(not is_wrapped)
        await pilot.resize_terminal(70, 12)
        await pilot.pause()
        assert diff.spot == spot
        diff.toggle_all_folds()
        assert diff.spot == spot

    play(what, page)


def test_a_page_opens_where_its_reader_was() -> None:
    async def what(app: Bench, _: Pilot[None]) -> None:
        assert app.diff.spot == Spot(Side.B, 30, 4)
        assert " 31▸  " in app.rows[here(app)]
        app.diff.show(page_of("other\n", "text\n"))
        assert app.diff.spot == Spot(app.diff.side, 0, 0)

    play(what, spot=Spot(Side.B, 30, 4))


def test_a_fold_opens_in_place_and_closes_again() -> None:
    async def what(app: Bench, _: Pilot[None]) -> None:
        diff = app.diff
        before = app.rows
        diff.toggle_fold()
        assert app.rows[1].startswith("   1▸  line 1 ")
        diff.move(5)
        diff.toggle_fold()
        assert app.rows == before
        diff.toggle_all_folds()
        assert not any("the same" in row for row in app.rows)
        assert diff.spot.line == 0
        diff.show(page_of(numbered(50), numbered(51)))
        assert not any("the same" in row for row in app.rows)
        diff.toggle_all_folds()
        assert "the same" in app.rows[1]

    play(what)


def test_in_one_column_both_sides_stand_in_turn() -> None:
    async def what(app: Bench, _: Pilot[None]) -> None:
        app.diff.go_change(1)
        texts = [row[:40].rstrip() for row in app.rows]
        assert "  20  20▸- line 20" not in texts
        assert "  20    ▸- line 20" in texts
        assert "      20 + line twenty" in texts
        assert "  21  21   line 21" in texts
        app.diff.set_view(View.READING)
        assert app.rows[0].startswith("▸A left.py")
        assert not any("twenty" in row for row in app.rows)
        app.diff.set_side(Side.B)
        assert any("+ line twenty" in row for row in app.rows)

    play(what, size=(60, 14))


def test_each_side_is_read_for_itself() -> None:
    async def what(app: Bench, _: Pilot[None]) -> None:
        diff = app.diff
        diff.set_view(View.READING)
        diff.page_by(1)
        left, right = zip(*(row.split("│") for row in app.rows[1:]), strict=True)
        assert "line 18" in left[0]
        assert "line 1 " in right[0]
        diff.set_side(Side.B)
        diff.go_last()
        assert diff.spot == Spot(Side.B, 58)
        assert "line 60" in app.rows[-1].split("│")[1]
        assert "line 18" in app.rows[1].split("│")[0]

    play(what)


def test_what_became_of_a_baseline_stands_on_each_side() -> None:
    page = page_of("a\nb\nc\n", "a\nb\nd\n", base="a\nx\nc\n")

    async def what(app: Bench, _: Pilot[None]) -> None:
        app.diff.set_view(View.BASELINE)
        rows = [[half.rstrip() for half in row[:-1].split("│")] for row in app.rows[1:6]]
        assert rows == [
            ["   1▸  a", "   1   a"],
            ["     - x", "     - x"],
            ["   2 + b", "     - c"],
            ["   3   c", "   2 + b"],
            ["", "   3 + d"],
        ]
        assert app.diff.search("d") == Hits(1, 1)
        assert (app.diff.side, app.diff.spot.line) == (Side.B, 2)

    play(what, page)


def test_a_file_of_one_side_has_all_the_room() -> None:
    page = page_of("", "new\n")

    async def what(app: Bench, _: Pilot[None]) -> None:
        assert app.rows[0].rstrip().endswith("A has no such file")
        assert app.rows[1].startswith("   1 + new ")
        assert app.diff.spot == Spot(Side.B, 0)
        app.diff.set_side(Side.B)
        assert app.rows[1].startswith("   1▸+ new ")

    play(what, Page(Pair("", "right.py"), page.aligned))


def test_what_is_searched_is_gone_to_and_its_fold_opens() -> None:
    async def what(app: Bench, _: Pilot[None]) -> None:
        diff = app.diff
        assert diff.search("line 3") == Hits(11, 1)
        assert diff.spot.line == 2
        assert diff.go_hit(1) == Hits(11, 2)
        assert diff.spot.line == 29
        assert diff.go_hit(-2) == Hits(11, 11)
        assert diff.spot.line == 38
        assert diff.search("more") == Hits(1, 1)
        assert diff.spot == Spot(Side.B, 48)
        assert diff.search("nowhere") == Hits(0)
        diff.end_search()
        assert diff.go_hit(1) == Hits(0)

    play(what)


def test_a_hit_far_to_the_right_is_brought_into_sight() -> None:
    async def what(app: Bench, _: Pilot[None]) -> None:
        app.diff.search("here")
        assert "here" in app.rows[1]
        assert app.diff.spot.column > 200
        app.diff.go_first()
        app.diff.sideways(-1_000)
        assert app.diff.spot.column == 0
        app.diff.sideways(1_000)
        assert app.diff.spot.column == 305 - 42

    play(what, page_of("x" * 300 + " here\n", "y\n"))


def test_a_hit_that_needs_no_scrolling_ends_it() -> None:
    async def what(app: Bench, _: Pilot[None]) -> None:
        app.diff.search("here")
        assert app.diff.spot.column > 200
        app.diff.go_hit(1)
        assert app.diff.spot == Spot(Side.A, 1)
        assert app.rows[2].startswith("   2▸- " + "x" * 30 + "here")

    play(what, page_of("x" * 300 + "here\n" + "x" * 30 + "here\n", "y\n"))


def test_evidence_has_a_sign_in_the_margin_and_in_the_overview() -> None:
    async def what(app: Bench, _: Pilot[None]) -> None:
        app.diff.set_evidence(Pair([range(17, 19)], [range(19, 20)]))
        rows = app.rows
        assert [row[0] for row in rows[3:6]] == ["●", "●", " "]
        assert [row.split("│")[1][0] for row in rows[3:6]] == [" ", " ", "●"]
        assert "●" in "".join(row[-1] for row in rows)

    play(what)


def test_only_rows_that_changed_are_painted(monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[int] = []

    def noted(view: DiffView, *regions: Region) -> None:
        painted.extend(row for region in regions or [view.size.region] for row in region.line_range)

    async def what(app: Bench, _: Pilot[None]) -> None:
        monkeypatch.setattr(DiffView, "refresh", noted)
        app.diff.move(1)
        assert painted == [1, 2]
        painted.clear()
        app.diff.set_side(Side.B)
        assert painted == [0, 2]
        painted.clear()
        app.diff.move(3)
        assert painted == [2, 5]
        painted.clear()
        app.diff.colours_arrived("")
        app.diff.set_evidence(Pair((), ()))
        app.diff.move(0)
        assert painted == []
        app.diff.set_evidence(Pair([range(17, 18)], ()))
        assert painted == [2, 3]
        monkeypatch.undo()

    play(what)


def test_what_is_no_text_is_said() -> None:
    async def what(app: Bench, _: Pilot[None]) -> None:
        diff = app.diff
        assert app.rows[2].strip() == "no text"
        for act in (diff.go_first, diff.go_last, diff.toggle_fold, diff.toggle_all_folds, diff.end_search):
            act()
        diff.move(1)
        diff.page_by(1)
        diff.extend(1)
        diff.sideways(8)
        diff.go_to(Spot(Side.B, 3))
        assert (diff.go_change(1), diff.search("a"), diff.here, diff.text_to_copy()) == (False, Hits(0), None, "")
        assert diff.spot == Spot(Side.B, 0)

    play(what, Page(Pair("a", "b"), message="no text"))


def test_notices_stand_above_the_text() -> None:
    page = page_of("a\n", "b\n")

    async def what(app: Bench, _: Pilot[None]) -> None:
        assert app.rows[1].rstrip() == " both sides: Latin-1␛"
        assert app.rows[2].startswith("   1▸- a")

    play(what, Page(page.titles, page.aligned, notices=("both sides: Latin-1\x1b",)))
