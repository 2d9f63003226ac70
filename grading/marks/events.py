"""One frozen struct per kind of decision, and the rule of which decision stands.

A decision is never changed. What stands for a cell follows from all decisions about it, in the order of their
ids: a later one takes the place of an earlier one in the same slot, and a withdrawn one does not count. Undo is a
`Withdraw`; redo withdraws that.
"""

from collections.abc import Iterable, Sequence
from enum import Enum
from fractions import Fraction
from typing import ClassVar, NamedTuple

from msgspec import Struct

from grading.rubric.arithmetic import Given


class Slot(Enum):
    """The place that a decision takes; in most, one decision stands at a time."""

    VALUE = "value"
    NOTE = "note"
    FLAG = "flag"
    PREFER = "prefer"
    LOCK = "lock"
    REVEAL = "reveal"
    FIGURE = "figure"
    ADJUST = "adjust"
    EVIDENCE = "evidence"
    NONE = "none"

    @property
    def holds_many(self) -> bool:
        """Whether several decisions stand side by side until they are withdrawn."""
        return self in (Slot.ADJUST, Slot.EVIDENCE)


class Answer(Enum):
    """Which side of a pair is better."""

    A = "<"
    B = ">"
    EQUAL = "~"

    @property
    def turned(self) -> "Answer":
        """The same with the sides the other way round."""
        return {Answer.A: Answer.B, Answer.B: Answer.A}.get(self, self)


class Mark(Struct, frozen=True):
    """A value for a dimension or criterion."""

    slot: ClassVar = Slot.VALUE
    cell: str
    value: Given


class Clear(Struct, frozen=True):
    """Takes away whatever value a cell has: it is open again."""

    slot: ClassVar = Slot.VALUE
    cell: str


class Deduct(Struct, frozen=True):
    """A deduction is called."""

    slot: ClassVar = Slot.VALUE
    cell: str


class Spare(Struct, frozen=True):
    """A deduction was looked at and not called."""

    slot: ClassVar = Slot.VALUE
    cell: str


class GateResult(Struct, frozen=True):
    """Whether a gate holds."""

    slot: ClassVar = Slot.VALUE
    cell: str
    holds: bool


class Adjust(Struct, frozen=True):
    """Points given or taken on one dimension outside the rubric, with a reason that everyone sees."""

    slot: ClassVar = Slot.ADJUST
    cell: str
    points: Fraction
    reason: str


class Note(Struct, frozen=True):
    """Free text on a cell; an empty one takes the earlier note away. The cell "" is the whole card."""

    slot: ClassVar = Slot.NOTE
    cell: str
    text: str


class Evidence(Struct, frozen=True):
    """A place in the snapshot (path and lines), or a command and its output, that a mark rests on."""

    slot: ClassVar = Slot.EVIDENCE
    cell: str
    place: str
    """`path`, `path:12` or `path:12-20`, the path as `visible.path_text` writes it; or `$ command`."""
    digest: str = ""
    """SHA-256 of the lines, so that a reader knows they are the same."""
    output: str = ""


class Flag(Struct, frozen=True):
    """Unsure, come back; or not any more."""

    slot: ClassVar = Slot.FLAG
    cell: str
    unsure: bool


class Prefer(Struct, frozen=True):
    """Which of two runs is better, overall (cell "") or in a dimension."""

    slot: ClassVar = Slot.PREFER
    cell: str
    other: str
    answer: Answer


class Lock(Struct, frozen=True):
    """The card is finished: no more marks until this is withdrawn."""

    slot: ClassVar = Slot.LOCK
    cell: ClassVar[str] = ""


class Reveal(Struct, frozen=True):
    """The reviewer learned which run this is."""

    slot: ClassVar = Slot.REVEAL
    cell: ClassVar[str] = ""


class FigureSet(Struct, frozen=True):
    """A figure of a run (cost, time, state …), with the reason where it corrects an earlier one."""

    slot: ClassVar = Slot.FIGURE
    cell: str
    value: str
    reason: str = ""


class Withdraw(Struct, frozen=True):
    """Takes back one decision about the same cell; taking back a withdrawal brings the decision back."""

    slot: ClassVar = Slot.NONE
    cell: str
    target: str


Event = (
    Mark
    | Clear
    | Deduct
    | Spare
    | GateResult
    | Adjust
    | Note
    | Evidence
    | Flag
    | Prefer
    | Lock
    | Reveal
    | FigureSet
    | Withdraw
)


class Decision(Struct, frozen=True):
    """One entry of the ledger: who decided what about which run, when and where."""

    id: str
    at: str
    reviewer: str
    session: str
    machine: str
    run: str
    rubric: str
    """The id of the rubric; empty for figures."""
    asked: str
    """The hash of what the cell asked; empty where it asks nothing."""
    snapshot: str
    """The tree that was graded; empty for a run without a workspace."""
    event: Event


class SlotKey(NamedTuple):
    """Where one standing decision stands among all decisions about a run by a reviewer under a rubric."""

    slot: Slot
    cell: str
    entry: str
    """The decision's own id where several stand side by side; the other run of a preference."""


def slot_key(decision: Decision) -> SlotKey:
    """The place that this decision takes."""
    event = decision.event
    entry = decision.id if event.slot.holds_many else event.other if isinstance(event, Prefer) else ""
    return SlotKey(event.slot, event.cell, entry)


def is_empty(event: Event) -> bool:
    """Whether the event leaves its slot empty."""
    match event:
        case Clear():
            return True
        case Note(text=text):
            return not text
        case Flag(unsure=unsure):
            return not unsure
        case _:
            return False


def withdrawn(decisions: Sequence[Decision]) -> set[str]:
    """The ids that do not count, given decisions in the order of their ids."""
    return taken_back((one.id, one.event.target) for one in reversed(decisions) if isinstance(one.event, Withdraw))


def taken_back(withdrawals: Iterable[tuple[str, str]]) -> set[str]:
    """The ids that do not count, given the id of each withdrawal and what it takes back, the last one first."""
    gone: set[str] = set()
    for ident, target in withdrawals:
        if ident not in gone:
            gone.add(target)
    return gone


def standing(decisions: Iterable[Decision]) -> dict[SlotKey, Decision]:
    """What stands, given all decisions about some cells of one card in the order of their ids."""
    ordered = list(decisions)
    gone = withdrawn(ordered)
    stands: dict[SlotKey, Decision] = {}
    for decision in ordered:
        if decision.id in gone or decision.event.slot is Slot.NONE:
            continue
        key = slot_key(decision)
        if is_empty(decision.event):
            stands.pop(key, None)
        else:
            stands[key] = decision
    return stands
