"""The history of a card as a table: every decision, with what was taken back."""

from collections.abc import Sequence

from grading.marks.events import Adjust, Decision, Deduct, Event, FigureSet, Prefer, Spare, Withdraw, withdrawn
from grading.marks.rows import Row, to_row
from grading.report.formats.markdown_text import code, inline, table
from grading.words import UNKNOWN


def history_table(decisions: Sequence[Decision]) -> str:
    """Every decision, oldest first, by numbers that those can name which take one back."""
    gone = withdrawn(decisions)
    numbers = {one.id: number for number, one in enumerate(decisions, 1)}
    rows = []
    for one in decisions:
        row = readable(one.event)
        at = one.at[:19].replace("T", " ")
        standing = "taken back" if one.id in gone else ""
        said = [inline(at), inline(one.reviewer), row.kind, code(row.cell) if row.cell else ""]
        rows.append([str(numbers[one.id]), *said, _value(one.event, row.value, numbers), standing])
    return table(["no.", "at (UTC)", "by", "what", "cell", "value", "stands"], rows, ["no."])


def readable(event: Event) -> Row:
    """A decision as its columns, where they are for people: about a deduction they say what was decided."""
    match event:
        case Deduct(cell):
            return Row("deduct", cell, "called", "")
        case Spare(cell):
            return Row("deduct", cell, "looked at, not called", "")
        case _:
            return to_row(event)


def _value(event: Event, value: str, numbers: dict[str, int]) -> str:
    match event:
        case Withdraw(target=target):
            return f"no. {numbers[target]}" if target in numbers else inline(target)
        case Adjust(reason=reason) | FigureSet(reason=reason) if reason:
            return f"{inline(value) or UNKNOWN}: {inline(reason)}"
        case Prefer(other=other):
            return f"{inline(value)} {code(other)}"
        case _:
            return inline(value)
