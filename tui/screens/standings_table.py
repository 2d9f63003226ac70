"""One table of standings: where its reader is in it, what is looked for, what it is sorted by. No widget, no key."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from grading.visible import visible
from grading.words import counted
from tui.painting.rail import EDGE
from tui.painting.spans import Line, safe
from tui.painting.standings_columns import Column, Widths, columns_of, to_sort_by
from tui.painting.standings_lines import (
    Table,
    caption_line,
    detail_line,
    head_line,
    heading_line,
    run_line,
    table_width,
)
from tui.painting.standings_rows import Known, RunRow, run_rows
from tui.painting.standings_shape import Heading, Shape, arranged, is_near, possible
from tui.screens.standings_sheet import stepped

if TYPE_CHECKING:
    from grading.report.standings import Standings


class TableSheet:
    """The rows, and the one that the cursor is on."""

    def __init__(self, table: "Standings", known: Known, number: int, of: int, shape: Shape) -> None:
        self.table = table
        self.known = known
        self._number = number
        self._of = of
        self.rows = run_rows(table, known)
        columns = columns_of(table.rubric)
        self._sorting = to_sort_by(columns)
        self._widths = Widths(columns, self.rows)
        self._made: dict[int, Table] = {}
        self.at = 0
        self.shape = possible(self.rows, shape)
        self.shown: Sequence[RunRow | Heading] = ()
        self._arrange()
        self.at = stepped(self, 0)

    # Where the cursor is

    @property
    def count(self) -> int:
        return len(self.shown)

    @property
    def here(self) -> RunRow | None:
        """The run under the cursor."""
        row = self.shown[self.at] if self.at < len(self.shown) else None
        return row if isinstance(row, RunRow) else None

    @property
    def run(self) -> str:
        return self.here.run if self.here else ""

    def can_stand(self, row: int) -> bool:
        return row < len(self.shown) and isinstance(self.shown[row], RunRow)

    def step(self, steps: int) -> bool:
        before, self.at = self.at, stepped(self, steps) if self.shown else 0
        return self.at != before

    def go_to(self, run: str) -> None:
        """Puts the cursor on a run, where it is shown."""
        found = (place for place, row in enumerate(self.shown) if isinstance(row, RunRow) and row.run == run)
        self.at = next(found, stepped(self, 0) if self.shown else 0)

    # What is shown

    def _arrange(self) -> None:
        self._column = next((one for one in self._sorting if one.key == self.shape.by), self._sorting[0])
        self.shown = arranged(self.rows, self.shape, self._column)
        self._made.clear()

    def reshape(self, shape: Shape) -> None:
        """Shows other rows, or in another order; the cursor stays on its run."""
        run = self.run
        self.shape = shape
        self._arrange()
        self.at = 0
        self.go_to(run)

    def sort_by(self, key: str) -> None:
        """Sorts by a column; by the one that it is sorted by already, the other way round."""
        is_again = key == self._column.key
        self.reshape(replace(self.shape, by=key, is_turned=is_again and not self.shape.is_turned))

    def sort_beside(self, steps: int) -> str:
        """Sorts by another column that says something of any run; what that is."""
        useful = self._useful
        place = useful.index(self._column) if self._column in useful else 0
        column = useful[(place + steps) % len(useful)] if useful else self._column
        self.reshape(replace(self.shape, by=column.key, is_turned=False))
        return column.title

    @cached_property
    def _useful(self) -> Sequence[Column]:
        """The columns that say something of any run."""
        return [one for one in self._sorting if any(one.sort(row) is not None for row in self.rows)]

    @cached_property
    def conditions(self) -> Sequence[str]:
        """Every condition of a run whose name may be read; "" where it has none."""
        return sorted({row.condition for row in self.rows if not row.is_hidden})

    @cached_property
    def weights(self) -> Sequence[str]:
        """What is known of the weights of runs whose names may be read."""
        return sorted({row.figures.weights for row in self.rows if row.figures and row.figures.weights})

    @property
    def runs(self) -> int:
        """How many runs are shown."""
        return sum(isinstance(row, RunRow) for row in self.shown)

    # Painting

    def _painted(self, width: int) -> Table:
        if width not in self._made:
            placed = self._widths.placed(table_width(width), self._column.key)
            self._made[width] = Table(placed, self.table.rubric.scale, self.shape, self._column, bool(self.weights))
        return self._made[width]

    def caption(self, width: int) -> Line:
        shape, rubric = self.shape, self.table.rubric
        where = [safe(visible(self.table.task)), safe(visible(rubric.name))]
        where += [f"{self._number + 1} of {self._of}"] if self._of > 1 else []
        said = [] if self.table.common is None else [f"{len(self.table.common)} of {len(rubric.dimensions)} dimensions"]
        said += [safe(visible(f"{shape.weights} weights"))] if shape.weights else []
        said += [safe(visible(shape.condition)) or "no condition"] if shape.condition is not None else []
        said += [f"“{safe(shape.typed.strip())}”"] if shape.words else []
        count = counted(len(self.rows), "run")
        said += [
            count if shape.is_all else f"{self.runs:,} of {count}",
            f"by {self._column.title}{', turned' if shape.is_turned else ''}",
        ]
        return caption_line(where, " · ".join(said), width)

    def head(self, width: int) -> Line:
        return head_line(self._painted(width - EDGE), width)

    def line(self, row: int, width: int, has_cursor: bool) -> Line:
        one = self.shown[row]
        if isinstance(one, Heading):
            return heading_line(one, width)
        return run_line(self._painted(width), one, is_near=self._is_near(row, one), has_cursor=has_cursor)

    def _is_near(self, row: int, one: RunRow) -> bool:
        """Whether the order of a row and the one below it says nothing."""
        return is_near(one, self.shown[row + 1] if row + 1 < len(self.shown) else None)

    def detail(self, width: int) -> Line:
        here = self.here
        is_near_next = here is not None and self._is_near(self.at, here)
        return detail_line(here, width, self.table.rubric.tie_band if is_near_next else None)
