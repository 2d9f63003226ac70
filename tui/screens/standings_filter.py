"""What is shown of a table: as many rows as fit, in which order, and only those that are looked for."""

from msgspec.structs import replace

from tui.painting.standings_shape import Shape
from tui.screens.standings_frame import FramedScreen
from tui.screens.standings_held import next_step
from tui.screens.standings_sheet import Sheet
from tui.screens.standings_table import TableSheet


class FilteredScreen(FramedScreen):
    """Shows one sheet, sorts the table, and filters it while somebody types."""

    _table: TableSheet
    _sheet: Sheet
    """What is shown: the table, or something made of several."""

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

    def _sort_by(self, key: str) -> None:
        self._keys.clear()
        self._table.sort_by(key)
        self._show()

    def do_sort_next(self) -> None:
        self._say(f"sorted by {self._table.sort_beside(1)}")
        self._show()

    def do_sort_last(self) -> None:
        self._say(f"sorted by {self._table.sort_beside(-1)}")
        self._show()

    def do_turn_around(self) -> None:
        shape = self._table.shape
        self._reshape(replace(shape, is_turned=not shape.is_turned))

    def do_weights(self) -> None:
        shape = self._table.shape
        self._reshape(replace(shape, weights=next_step(["", *self._table.weights], shape.weights)))

    def do_condition(self) -> None:
        shape, steps = self._table.shape, [None, *self._table.conditions]
        self._reshape(replace(shape, condition=next_step(steps, shape.condition)))

    def do_filter_runs(self) -> None:
        self._ask("Which runs", self._table.shape.typed)

    def sift(self, typed: str) -> str:
        """Shows only what has the words that are typed; says how much of how much that is."""
        self._reshape(replace(self._table.shape, typed=typed))
        return f"{self._table.runs:,} of {len(self._table.rows):,}"
