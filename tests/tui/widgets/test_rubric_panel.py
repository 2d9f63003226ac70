"""The rubric panel on a screen: what it shows, what a click says, and how little it paints."""

from fractions import Fraction
from importlib.resources import files

from msgspec.structs import replace
from textual.geometry import Region
from textual.pilot import Pilot

from grading.marks.entry import Entry
from grading.marks.events import Mark
from grading.sides import Side
from tests.builders import rubric
from tests.tui.painting.panels import view
from tests.tui.widgets.mounted import Mounted, mounted, painted, wheel
from tui.themes import THEMES
from tui.widgets.rubric_panel import RubricPanel

A, B = Side.A, Side.B
_DARK = THEMES["dark"]


class Watched(RubricPanel):
    """Remembers what it was told to paint again."""

    def __init__(self) -> None:
        self.asked: list[tuple[Region, ...]] = []
        super().__init__(_DARK)

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> "Watched":
        """Remembers the regions."""
        self.asked.append(regions)
        super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        return self


def large() -> str:
    """A rubric of 97 criteria."""
    return files("grading.rubric").joinpath("library", "inventory-absolute.toml").read_text("utf-8")


def test_it_shows_a_view_and_follows_its_cursor() -> None:
    panel = RubricPanel(_DARK)

    @mounted(panel, size=(60, 9))
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        seen = view(of=rubric(large()))
        for cell in ("1.1", "4.39", "1.1", "8.8"):
            panel.show(replace(seen, cell=cell))
            assert any("[·]" in row and f" {cell} " in row for row in painted(panel))
            assert all(len(row) == 60 for row in painted(panel))


def test_nothing_is_shown_before_there_is_anything() -> None:
    panel = RubricPanel(_DARK)

    @mounted(panel, size=(60, 5))
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        assert painted(panel) == [" " * 60] * 5
        panel.scroll_by(1)
        await pilot.click(panel, offset=(5, 2))
        assert app.of(RubricPanel.CellChosen) == []


def test_a_typed_digit_paints_one_row() -> None:
    panel = Watched()

    @mounted(panel, size=(60, 9))
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        panel.show(view())
        panel.asked.clear()
        panel.show(replace(view(), entry=Entry("1")))
        assert panel.asked == [(Region(0, 1, 60, 1),)]
        panel.asked.clear()
        panel.show(replace(view([Mark("api", Fraction(12))]), side=Side.B))
        assert panel.asked == [(Region(0, 1, 60, 1),), (Region(0, 8, 60, 1),)]


def test_a_click_says_which_cell_and_side() -> None:
    panel = RubricPanel(_DARK)

    @mounted(panel, size=(60, 10))
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        panel.show(view([Mark("api", Fraction(13))], [Mark("api", Fraction(14))]))
        first = painted(panel)[1]
        for column in (3, first.index("13"), first.index("14")):
            await pilot.click(panel, offset=(column, 1))
        await pilot.click(panel, offset=(3, 2))
        await pilot.click(panel, offset=(3, 4))
        await pilot.click(panel, offset=(3, 9))
        said = [(one.cell, one.side) for one in app.of(RubricPanel.CellChosen)]
        assert said == [("api", A), ("api", A), ("api", B), ("collected", A), ("faithful", A)]


def test_a_click_on_a_side_that_is_not_graded_means_the_other() -> None:
    panel = RubricPanel(_DARK)

    @mounted(panel, size=(60, 9))
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        panel.show(view([], None))
        await pilot.click(panel, offset=(55, 1))
        assert [one.side for one in app.of(RubricPanel.CellChosen)] == [Side.A]


def test_the_wheel_scrolls_and_a_mark_elsewhere_does_not_scroll_back() -> None:
    panel = RubricPanel(_DARK)

    @mounted(panel, size=(60, 9))
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        seen = view(of=rubric(large()))
        panel.show(seen)
        first = painted(panel)
        wheel(panel)
        await pilot.pause()
        scrolled = painted(panel)
        assert scrolled != first and not any("[·]" in row for row in scrolled)
        panel.show(replace(seen, entry=Entry("1")))
        assert painted(panel) == scrolled
        wheel(panel, up=True)
        await pilot.pause()
        assert any("[1_]" in row for row in painted(panel))


def test_another_size_and_another_theme_are_painted_anew() -> None:
    panel = RubricPanel(_DARK)

    @mounted(panel, size=(60, 9))
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        panel.show(view())
        await pilot.resize_terminal(40, 7)
        assert [len(row) for row in painted(panel)] == [40] * 7
        before = panel.render_lines(panel.size.region)
        panel.theme = THEMES["dark"]
        assert panel.theme is THEMES["dark"]
        assert panel.render_lines(panel.size.region)[0] is not before[0]
