"""Whether a decision fits the rubric and the card; an error says what would fit."""

import difflib
from collections import defaultdict
from collections.abc import Collection, Iterable
from fractions import Fraction

from grading.errors import LockedError, MarkError
from grading.marks.events import (
    Adjust,
    Clear,
    Deduct,
    Event,
    Evidence,
    FigureSet,
    GateResult,
    Lock,
    Mark,
    Note,
    Prefer,
    Reveal,
    Spare,
    Withdraw,
)
from grading.rubric.arithmetic import NOT_ATTEMPTED
from grading.rubric.model import Cell, CellKind, Criterion, Deduction, Dimension, Gate, Rubric
from grading.strict import number_text
from grading.visible import is_whole, visible

LONGEST_TEXT = 100_000
"""No note or reason is longer; a longer one is a mistake."""


def unlocking(run: str) -> str:
    """What to do about a locked card, for somebody who named its run."""
    return f"unlock it first (`sidegrade mark {run} --unlock`)"


class CardState:
    """What a card's standing decisions forbid to those that come after them."""

    def __init__(self, standing: Iterable[Event]) -> None:
        self._locked = False
        self._marked: set[str] = set()
        """Dimensions and criteria that have a mark."""
        self._evidence: defaultdict[str, set[str]] = defaultdict(set)
        """The places that each cell rests on."""
        for event in standing:
            self._note(event)

    def _note(self, event: Event) -> None:
        match event:
            case Lock():
                self._locked = True
            case Mark(cell):
                self._marked.add(cell)
            case Clear(cell):
                self._marked.discard(cell)
            case Evidence(cell, place):
                self._evidence[cell].add(place)
            case _:
                pass

    def require_open(self, event: Event) -> None:
        """Refuses to take or withdraw on a locked card what would change it."""
        if self._locked and not isinstance(event, (Lock, Reveal, Prefer)):
            raise LockedError("the card is locked", do="unlock it first")

    def take(self, rubric: Rubric, event: Event) -> None:
        """Refuses what the card cannot take now, else goes on from there."""
        self.require_open(event)
        if self._locked and isinstance(event, Lock):
            raise MarkError("the card is locked already")
        if isinstance(event, Evidence):
            require_new(event, self._evidence[event.cell])
        if isinstance(event, Mark):
            cell = find_cell(rubric, event.cell)
            above = cell.dimension.key if cell.kind is CellKind.CRITERION and cell.dimension else ""
            if above in self._marked:
                raise MarkError(
                    f"{above} is marked as a whole, so a mark on {event.cell} would change nothing",
                    do=f"clear {above} first",
                )
        self._note(event)


def require_new(evidence: Evidence, places: Collection[str]) -> None:
    """Refuses a place that the cell rests on already."""
    if evidence.place in places:
        raise MarkError(f"{evidence.place} is evidence for this {'cell' if evidence.cell else 'card'} already")


def require_fit(rubric: Rubric, event: Event) -> None:
    """Refuses an event that the rubric does not ask for."""
    match event:
        case Mark(key):
            _require_mark(find_cell(rubric, key), event)
        case Deduct(key) | Spare(key):
            _require_kind(find_cell(rubric, key), CellKind.DEDUCTION, "called or spared")
        case GateResult(key):
            _require_kind(find_cell(rubric, key), CellKind.GATE, "passed or failed")
        case Adjust(key, points, reason):
            _require_adjust(find_cell(rubric, key), points, reason)
        case Note(key, text):
            _require_known(rubric, key)
            require_text(key, text)
        case Evidence(key, place, _, output):
            _require_known(rubric, key)
            require_text(key, place)
            require_text(key, output)
        case Clear(key):
            find_cell(rubric, key)
        case FigureSet() | Withdraw() | Lock() | Reveal():
            pass
        case _:
            _require_known(rubric, event.cell)


def find_cell(rubric: Rubric, key: str) -> Cell:
    """The cell of this key, or an error that names the nearest."""
    cell = rubric.cells.get(key)
    if cell is None:
        near = difflib.get_close_matches(key, rubric.cells, 1, 0.5)
        do = f"perhaps {near[0]} is meant" if near else f"its cells are {_listed(rubric)}"
        raise MarkError(f'the rubric {rubric.name} has no cell "{visible(key)}"', do=do)
    return cell


def _listed(rubric: Rubric) -> str:
    keys = list(rubric.open_cells)
    return ", ".join(keys[:12]) + (f" and {len(keys) - 12} more" if len(keys) > 12 else "")


def _require_known(rubric: Rubric, key: str) -> None:
    if key:
        find_cell(rubric, key)


def _require_kind(cell: Cell, kind: CellKind, done: str) -> None:
    if cell.kind is not kind:
        raise MarkError(f"{cell.key} is a {cell.kind.value}, so it cannot be {done}", do=expected(cell))


def require_text(key: str, text: str) -> None:
    """Refuses a text that the ledger could not hold, or nobody could read."""
    place = key or "the card"
    if not is_whole(text):
        raise MarkError(f"the text on {place} is not all UTF-8", do="write it anew")
    if len(text) > LONGEST_TEXT:
        raise MarkError(f"the text on {place} is longer than {LONGEST_TEXT} characters", do="shorten it")


def _require_adjust(cell: Cell, points: Fraction, reason: str) -> None:
    if not isinstance(cell.item, Dimension):
        raise MarkError(f"{cell.key} is a {cell.kind.value}, but only a dimension can be adjusted")
    if not points:
        raise MarkError("an adjustment of 0 points changes nothing", do="say how many points, such as +2 or -1.5")
    if abs(points) > cell.item.max:
        raise MarkError(
            f"{cell.key} cannot be adjusted by {number_text(points)}", do=f"it has {number_text(cell.item.max)} points"
        )
    if not reason.strip():
        raise MarkError("an adjustment needs a reason", do="say why in a sentence; it is shown wherever the card is")
    require_text(cell.key, reason)


def _require_mark(cell: Cell, event: Mark) -> None:
    item = cell.item
    if not isinstance(item, (Dimension, Criterion)) or cell.dimension is None:
        raise MarkError(f"{cell.key} is a {cell.kind.value}, so it takes no number", do=expected(cell))
    if event.value is NOT_ATTEMPTED:
        if not isinstance(item, Dimension):
            raise MarkError(
                f"{cell.key} is a criterion, and only a dimension can be left out as not attempted",
                do=f"mark {cell.dimension.key} with x",
            )
        return
    value = event.value
    if isinstance(item, Criterion) and item.ladder:
        if value < 0:
            raise MarkError(f"{cell.key} cannot measure {number_text(value)}", do="measure 0 or more")
        return
    highest, step = item.max if isinstance(item, Dimension) else item.points, cell.dimension.step
    if not 0 <= value <= highest or (value / step).denominator != 1:
        raise MarkError(f"{cell.key} cannot get {number_text(value)}", do=expected(cell))


def expected(cell: Cell) -> str:
    """What can be said about a cell, for a person who said something else."""
    match cell.item:
        case Deduction():
            return "say call, spare or clear"
        case Gate():
            return "say pass, fail or clear"
        case Criterion(ladder=ladder) if ladder:
            return "say what was measured, as a number of 0 or more"
        case Dimension(max=highest) | Criterion(points=highest):
            step = number_text(cell.dimension.step) if cell.dimension else "1"
            return f"give 0 to {number_text(highest)} in steps of {step}"
