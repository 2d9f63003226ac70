"""A whole scorecard as rows, for a width."""

from collections.abc import Sequence

from tui.painting.run_cells import write_dimension, write_gates
from tui.painting.run_head import write_head
from tui.painting.run_history import write_history
from tui.painting.run_rows import Row, Writing
from tui.painting.run_said import write_said
from tui.painting.run_sheet import RunSheet


def run_page(sheet: RunSheet, width: int) -> Sequence[Row]:
    """The head, the gates, every dimension, what was said of the whole card, and the history."""
    rows = Writing(width)
    write_head(rows, sheet)
    write_gates(rows, sheet)
    for place, stages in enumerate(sheet.card.stages):
        write_dimension(rows, sheet, place, stages)
    if "" in sheet.card.notes or sheet.report.quotes.get(""):
        rows.part("The whole card")
        write_said(rows, sheet, "")
    write_history(rows, sheet)
    return rows.rows
