"""What is shown of a table: as many rows as fit, where the cursor is, and only those with the words that are typed."""

from msgspec.structs import replace

from tui.painting.standings_shape import Shape
from tui.screens.standings_frame import FramedScreen
from tui.screens.standings_sheet import Sheet
from tui.screens.standings_table import TableSheet
from tui.widgets.ask_line import AskLine


class FilteredScreen(FramedScreen):
    """Shows one sheet, and filters the table while somebody types."""

    _table: TableSheet
    _sheet: Sheet
    """What is shown: the table, or something made of several."""
    _asking: AskLine | None = None

    def _show(self) -> None:
        sheet = self._sheet
        self._caption.show(sheet.caption)
        self._list.show(sheet.head, sheet.count, sheet.line, sheet.at)
        self._detail.show(sheet.detail)
        self._show_keys()

    def go(self, steps: int) -> bool:
        """Moves the cursor by so many rows; whether it went anywhere."""
        is_moved = self._sheet.step(steps)
        self._go()
        return is_moved

    def _go(self) -> None:
        self._list.go(self._sheet.at)
        self._detail.show(self._sheet.detail)

    def _reshape(self, shape: Shape) -> None:
        self._table.reshape(shape)
        self._show()

    def do_filter_runs(self) -> None:
        if self._asking is not None:
            return
        self._asking = AskLine(self._session.theme, "Which runs", self._table.shape.typed)
        self._keys.display = False
        self._line.mount(self._asking)
        self._asking.focus()

    def on_ask_line_changed(self, event: AskLine.Changed) -> None:
        """Shows only what has the words that are typed."""
        self._reshape(replace(self._table.shape, typed=event.text))
        if self._asking is not None:
            self._asking.say(f"{self._table.runs:,} of {len(self._table.rows):,}")

    def on_ask_line_stepped(self, event: AskLine.Stepped) -> None:
        """Goes to another row without an end of the question."""
        self.go(event.steps)

    def on_ask_line_answered(self) -> None:
        """What is typed stays."""
        self._end_question()

    def on_ask_line_left(self) -> None:
        """What is typed goes."""
        self._end_question()
        self._reshape(replace(self._table.shape, typed=""))

    def _end_question(self) -> None:
        if self._asking is not None:
            self._asking.remove()
            self._asking = None
            self._keys.display = True
            self.set_focus(None)
