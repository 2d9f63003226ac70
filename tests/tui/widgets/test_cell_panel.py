"""The cell panel on a screen: it follows the cell, scrolls what is too long, and says what was clicked."""

from fractions import Fraction

from msgspec.structs import replace
from textual.message import Message
from textual.pilot import Pilot

from grading.marks.entry import Entry
from grading.marks.events import Evidence, Mark, Note
from tests.tui.painting.panels import view
from tests.tui.painting.test_cell_lines import anchored
from tests.tui.widgets.mounted import Mounted, mounted, painted, wheel
from tui.painting.panel_view import Mode
from tui.themes import THEMES
from tui.widgets.cell_panel import CellPanel

_DARK = THEMES["dark"]


def place(panel: CellPanel, word: str) -> tuple[int, int]:
    """Where a word is painted."""
    rows = painted(panel)
    row = next(row for row, text in enumerate(rows) if word in text)
    return rows[row].index(word), row


def test_another_cell_is_shown_from_its_top() -> None:
    panel = CellPanel(_DARK)

    @mounted(panel, size=(50, 8))
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        seen = view([Note("api", "word " * 200)])
        panel.show(seen)
        first = painted(panel)
        panel.scroll_by(5)
        assert painted(panel) != first and painted(panel)[0] == first[0]
        panel.show(seen)
        assert painted(panel)[0] == first[0] and painted(panel) != first
        panel.show(replace(seen, cell="collected"))
        panel.show(seen)
        assert painted(panel) == first


def test_scrolling_stops_at_the_ends() -> None:
    panel = CellPanel(_DARK)

    @mounted(panel, size=(50, 8))
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        panel.show(view([Note("api", "word " * 200)]))
        first = painted(panel)
        panel.scroll_by(999)
        assert "key api" in painted(panel)[-1]
        wheel(panel, up=True)
        await pilot.pause()
        assert "key api" not in painted(panel)[-1]
        panel.scroll_by(-999)
        assert painted(panel) == first
        wheel(panel)
        await pilot.pause()
        assert painted(panel) != first


def test_what_is_typed_and_what_is_chosen_comes_into_sight() -> None:
    panel = CellPanel(_DARK)

    @mounted(panel, size=(40, 4))
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        seen = view(of=anchored())
        panel.show(replace(seen, entry=Entry("1")))
        assert any("nothing" in row for row in painted(panel))
        panel.show(replace(seen, entry=Entry("20")))
        assert any("complete and exact" in row for row in painted(panel))
        panel.show(replace(seen, mode=Mode.DEDUCT))
        assert any("Long lists" in row for row in painted(panel))


def test_clicks_say_what_they_are_about() -> None:
    panel = CellPanel(_DARK)

    @mounted(panel, size=(60, 20))
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        panel.show(view([Mark("api", Fraction(2)), Evidence("api", "a.py:1-3")]))
        for word in ("Long lists", "service starts", "a.py", "Interface", "key api"):
            await pilot.click(panel, offset=place(panel, word))
        said: list[type[Message]] = [type(one) for one in app.of(Message) if isinstance(one, _ASKED)]
        assert said == [CellPanel.DeductionChosen, CellPanel.GateChosen, CellPanel.EvidenceChosen]
        assert [one.key for one in app.of(CellPanel.DeductionChosen)] == ["no-paging"]
        assert [one.key for one in app.of(CellPanel.GateChosen)] == ["starts"]
        assert [one.place for one in app.of(CellPanel.EvidenceChosen)] == ["a.py:1-3"]


_ASKED = (CellPanel.DeductionChosen, CellPanel.GateChosen, CellPanel.EvidenceChosen)


def test_another_size_folds_anew_and_nothing_is_shown_before_there_is_anything() -> None:
    panel = CellPanel(_DARK)

    @mounted(panel, size=(60, 8))
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        assert painted(panel) == [" " * 60] * 8
        panel.show(view(of=anchored()))
        await pilot.resize_terminal(36, 10)
        assert [len(row) for row in painted(panel)] == [36] * 10
        panel.theme = THEMES["dark"]
        assert panel.theme is THEMES["dark"]
