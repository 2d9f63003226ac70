"""What was said about one cell of a scorecard: doubts, notes, and evidence with the lines that it names."""

from typing import TYPE_CHECKING, Final

from tui.painting.run_rows import Writing
from tui.painting.run_sheet import RunSheet
from tui.painting.spans import Span, clipped, right
from tui.themes import Look

if TYPE_CHECKING:
    from grading.report.cards import Quote

_INDENT: Final = Span("    ")
LONGEST_NOTE: Final = 20_000


def write_said(rows: Writing, sheet: RunSheet, cell: str) -> None:
    """Everything that was said about a cell."""
    card = sheet.card
    if cell in card.unsure:
        rows.put((_INDENT, Span("? unsure", Look.UNSURE)))
    if note := card.notes.get(cell, ""):
        _note(rows, sheet, note)
    for quote in sheet.report.quotes.get(cell, ()):
        _quote(rows, sheet, quote)


def _note(rows: Writing, sheet: RunSheet, note: str) -> None:
    head = (_INDENT, Span("note ", Look.FAINT))
    lines = sheet.lines(note[:LONGEST_NOTE])
    for place, line in enumerate(lines):
        rows.say(line, Look.TEXT, head if not place else (_INDENT, Span("     ")))
    if len(note) > LONGEST_NOTE:
        rows.say(f"… {len(note):,} characters in all", Look.FAINT, (_INDENT,))


def _quote(rows: Writing, sheet: RunSheet, quote: "Quote") -> None:
    """The place, and what stands there."""
    place = quote.place
    why = Span(f"  {sheet.told(quote.why_none)}" if quote.why_none else "", Look.FAINT)
    said = clipped(sheet.told(place), max(rows.width - 12, 10))
    rows.put((_INDENT, Span("evidence ", Look.FAINT), Span(said, Look.EVIDENCE), why), place)
    size = len(str(quote.first + len(quote.lines)))
    for number, line in enumerate(quote.lines, quote.first):
        before = f"{right(str(number), size)} │ " if quote.first and not place.startswith("$") else "│ "
        text = clipped(sheet.mask(line), max(rows.width - len(before) - 6, 10))
        rows.put((_INDENT, Span(f"  {before}", Look.FAINT), Span(text)), place)
    if quote.left_out:
        rows.put((_INDENT, Span(f"  … {quote.left_out:,} more lines", Look.FAINT)), place)
