"""What people type or put in a file → events: one cell and one word or number, many rows at a time."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from grading.errors import Faults, FileError, MarkError
from grading.marks.events import Clear, Deduct, Event, GateResult, Mark, Spare
from grading.marks.fit import expected, find_cell
from grading.rubric.arithmetic import NOT_ATTEMPTED
from grading.rubric.model import CellKind, Rubric
from grading.strict import exact_number
from grading.visible import visible

_CALLS: Final[Mapping[str, type[Deduct] | type[Spare]]] = {"call": Deduct, "spare": Spare}
_GATES: Final = {"pass": True, "fail": False}


def typed_event(rubric: Rubric, key: str, word: str) -> Event:
    """The event that a word or number means for this cell."""
    cell = find_cell(rubric, key)
    said = word.strip().lower()
    if said == "clear":
        return Clear(key)
    match cell.kind:
        case CellKind.DEDUCTION if said in _CALLS:
            return _CALLS[said](key)
        case CellKind.GATE if said in _GATES:
            return GateResult(key, _GATES[said])
        case CellKind.DIMENSION | CellKind.CRITERION:
            if said == NOT_ATTEMPTED.value:
                return Mark(key, NOT_ATTEMPTED)
            try:
                return Mark(key, exact_number(said, None))
            except ValueError:
                pass
    raise MarkError(f'{key} is a {cell.kind.value} and cannot be "{visible(word)}"', do=expected(cell))


class TypedMark(Struct, frozen=True):
    """One row of a marks file, and where it stands."""

    place: str
    run: str
    cell: str
    value: str = ""
    note: str = ""
    reviewer: str = ""
    rubric: str = ""


_COLUMNS: Final = ("run", "cell", "value", "note", "reviewer", "rubric")


def typed_marks(text: str, file: str) -> list[TypedMark]:
    """The rows of a marks file, CSV with a header or JSON. What is wrong with any of them is said at once."""
    from grading.tabular import rows

    marks, faults = [], Faults()
    for place, row in rows(text, file, _COLUMNS, faults.note):
        try:
            marks.append(_typed_mark(place, row))
        except FileError as fault:
            faults.note(fault)
    faults.settle()
    return marks


def _typed_mark(place: str, row: Mapping[str, str]) -> TypedMark:
    for key in ("run", "cell"):
        if not row.get(key):
            raise FileError(f"{key} is missing", where=place, do=f"say which {key}")
    if not row.get("value") and not row.get("note"):
        raise FileError("there is neither a value nor a note", where=place, do="give one of them")
    return TypedMark(place=place, **row)
