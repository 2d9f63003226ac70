"""A reviewer before one pair, or one run: which cell the next key goes to, and what it decides.

Invariant: a card shows what the ledger has. What could not be written is pending, with the reason, until a later
decision takes it along; nothing of it counts.
"""

from collections.abc import Mapping
from fractions import Fraction

from grading.errors import LedgerError, MarkError
from grading.marks.entry import Entry, Scale, ended, erased, scale_of, stepped, typed
from grading.marks.events import Answer, Clear, Deduct, Event, GateResult, Lock, Mark, Prefer, Reveal, Spare
from grading.marks.scorecard import Scorecard
from grading.review.outline import Outline, Section
from grading.review.pending import Pending
from grading.review.way import After, Place, Way
from grading.rubric.arithmetic import NOT_ATTEMPTED, Given
from grading.rubric.model import Cell, Criterion, Dimension, Gate, Rubric
from grading.runs.model import Run
from grading.sides import Pair, Side
from grading.study import Study
from grading.wishes import Wish

_HOLDS, _FAILS = "1", "0"


class AskAgainError(MarkError):
    """What is about to happen reaches far: the same key again does it."""


class Sitting:
    """What is being graded, and how far it is."""

    def __init__(
        self,
        study: Study,
        reviewer: str,
        rubric: Rubric,
        runs: Pair[Run | None],
        *,
        after: After = After.SIDE,
    ) -> None:
        """A side without a run is not graded: it is empty, or shows a baseline."""
        self.study = study
        self.reviewer = reviewer
        self.rubric = rubric
        self.runs = runs
        self.after = after
        self.outline = Outline(rubric)
        self.entry = Entry()
        self.pending: dict[tuple[Side, str], Pending] = {}
        self.marked: Place | None = None
        """What was marked last, be it by a deduction."""
        self.replaced: tuple[Event, Event] | None = None
        """The value that the last decision took the place of, as a decision, and the new one."""
        self.side = next(side for side in Side if runs[side] is not None)
        self.cell = self.outline.keys[0]
        self.cards: Pair[Scorecard | None] = runs.map(self._card)
        self.better = self._better()
        """Which side was called better overall; none while nobody said."""
        self.go_on()

    # Where the next key goes

    @property
    def graded(self) -> tuple[Side, ...]:
        """The sides that get marks."""
        return tuple(side for side in Side if self.runs[side] is not None)

    @property
    def run(self) -> Run:
        """The run that the next key is about."""
        run = self.runs[self.side]
        assert run is not None  # the side is always a graded one
        return run

    @property
    def card(self) -> Scorecard:
        """Its card."""
        card = self.cards[self.side]
        assert card is not None
        return card

    @property
    def section(self) -> Section:
        """What the cell stands in."""
        return self.outline.section_of(self.cell)

    def is_open(self, cell: str, side: Side) -> bool:
        """Whether a cell waits for its value; one that is left out with its dimension does not, nor any once locked."""
        card = self.cards[side]
        is_missing = card is not None and not card.locked and cell in card.total.missing
        return is_missing and (side, cell) not in self.pending

    def place(self, cell: str, side: Side) -> None:
        """Stands on a cell, whatever was typed for the last one taken first."""
        self.end_entry()
        self._stand(cell, side if side in self.graded else self.side)

    def move(self, steps: int) -> None:
        """So many cells further on."""
        self.end_entry()
        self._stand(self.outline.moved(self.cell, steps), self.side)

    def move_section(self, steps: int) -> None:
        """To the first cell of another section."""
        self.end_entry()
        self._stand(self.outline.section_moved(self.cell, steps), self.side)

    def change_side(self) -> None:
        """To the same cell of the other side."""
        self.end_entry()
        self.require_two_sides()
        self._stand(self.cell, self.side.other)

    def require_two_sides(self) -> None:
        """Refuses where one run is graded alone."""
        if len(self.graded) == 1:
            raise MarkError("one run is graded here, so there is no other side")

    def go_on(self) -> bool:
        """To the next open place, be it this one; false where none is."""
        return self.is_open(self.cell, self.side) or self.next_open()

    def next_open(self) -> bool:
        """As `go_on`, but never stays where it is, unless nothing else is open."""
        self.end_entry()
        found = self._way.next_open(self.cell, self.side, self.after)
        if found is not None:
            self._stand(*found)
        return found is not None

    @property
    def _way(self) -> Way:
        sides = tuple(side for side, card in self.values.items() if not card.locked)
        return Way(self.outline.keys, sides, self.is_open)

    def _stand(self, cell: str, side: Side) -> None:
        self.cell, self.side, self.entry = cell, side, Entry()

    def _go_after(self, after: After) -> None:
        if after is not After.STAY:
            self._stand(*self._way.after_value(self.cell, self.side, after))

    # Typing

    @property
    def scale(self) -> Scale | None:
        """What the cell takes; a gate takes no number."""
        item = self._asked.item
        if not isinstance(item, (Dimension, Criterion)):
            return None
        assert self.section.dimension is not None
        return scale_of(item, self.section.dimension.step)

    @property
    def _asked(self) -> Cell:
        return self.rubric.cells[self.cell]

    def type(self, key: str) -> None:
        """A digit or a point."""
        self.require_unlocked()
        scale = self.scale
        if scale is None:
            return self._type_gate(key)
        self.entry = typed(scale, self.entry, key)
        return self._take_entry()

    def _type_gate(self, key: str) -> None:
        if key not in (_HOLDS, _FAILS):
            raise MarkError("a gate takes no number", do="1 or {more} says that it holds, 0 or {less} that it fails")
        self.decide(GateResult(self.cell, key == _HOLDS))

    def erase(self) -> None:
        """Takes the last typed key away; what is on disk is never touched by it."""
        if not self.entry.text:
            raise MarkError("nothing is being typed", do="{undo} takes the last decision back")
        self.entry = erased(self.entry)

    def forget_entry(self) -> None:
        """Takes nothing of what is typed."""
        self.entry = Entry()

    def end_entry(self, after: After | None = After.STAY) -> None:
        """Takes what is typed as it is."""
        scale = self.scale
        if scale is not None and self.entry.text:
            self.entry = ended(scale, self.entry)
            self._take_entry(after)

    def _take_entry(self, after: After | None = None) -> None:
        entry = self.entry
        if entry.value is not None:
            self.entry = Entry()
            self.decide(Mark(self.cell, entry.value), after)
        elif entry.why:
            self.entry = Entry(entry.text)
            is_whole = self.scale is not None and self.scale.value_of(entry.text) is not None
            raise MarkError(entry.why, do=f"{entry.text} waits still, and {{take}} takes it" if is_whole else "")

    # Values without digits

    def most(self) -> None:
        """The maximum; a gate holds."""
        scale = self.scale
        if scale is None:
            return self._type_gate(_HOLDS)
        if scale.ladder is not None:
            raise MarkError("a measured value has no maximum", do="type what was measured")
        self.forget_entry()
        return self.decide(Mark(self.cell, scale.most))

    def step(self, steps: int) -> None:
        """A step up or down from what stands; the cursor stays."""
        scale = self.scale
        if scale is None:
            return self._type_gate(_HOLDS if steps > 0 else _FAILS)
        if scale.ladder is not None:
            raise MarkError("a measured value has no steps", do="type what was measured")
        self.require_unlocked()
        self.end_entry()
        standing = self.card.answers.given.get(self.cell)
        if not isinstance(standing, Fraction):
            raise MarkError("no number is given here yet", do="a digit gives one")
        value = stepped(scale, standing, steps)
        if value == standing:
            raise MarkError("that is the most" if steps > 0 else "that is the least")
        return self.decide(Mark(self.cell, value), After.STAY)

    def leave_out(self, *, sure: bool = False) -> None:
        """Marks the dimension as not attempted."""
        dimension = self.section.dimension
        if dimension is None:
            raise MarkError("a gate cannot be left out", do="0 says that it fails")
        if dimension.criteria and not sure:
            raise AskAgainError(
                f"all of {dimension.title} would be left out as not attempted", do="{not-attempted} again does it"
            )
        self.forget_entry()
        self.decide(Mark(dimension.key, NOT_ATTEMPTED))

    def clear(self) -> None:
        """Takes the cell's value away, or that of its dimension where it was marked as a whole."""
        standing = {**self.card.answers.given, **self.card.answers.gates}
        dimension = self.section.dimension
        keys = [self.cell, *([dimension.key] if dimension else [])]
        key = next((one for one in keys if one in standing), None)
        if key is None:
            raise MarkError("the cell has no value to take away")
        self.forget_entry()
        self.decide(Clear(key), After.STAY)

    def same(self) -> None:
        """This side gets the other side's value."""
        self.require_two_sides()
        other = self.cards[self.side.other]
        assert other is not None
        if isinstance(self._asked.item, Gate):
            holds = other.answers.gates.get(self.cell)
            event: Event | None = None if holds is None else GateResult(self.cell, holds)
        else:
            value: Given | None = other.answers.given.get(self.cell)
            event = None if value is None else Mark(self.cell, value)
        if event is None:
            raise MarkError("the other side has no value yet")
        self.forget_entry()
        self.decide(event)

    # Deciding

    def require_unlocked(self, side: Side | None = None) -> None:
        """Refuses to change a card that is locked: this side's, or that of the one named."""
        card = self.cards[side or self.side]
        if card is not None and card.locked:
            raise MarkError("the card is locked", do="{lock} unlocks it")

    def decide(self, event: Event, after: After | None = None, side: Side | None = None) -> None:
        """Takes a decision about the run of this side, or of the one named, and moves on where it was a value."""
        if not isinstance(event, (Lock, Reveal, Prefer)):
            self.require_unlocked()
        side = self.side if side is None else side
        before, self.replaced = self._standing(side, event.cell), None
        waiting = {**self.pending}
        wishes = [self._wish(side, one.event) for (side, _), one in waiting.items()]
        try:
            self.study.decide([*wishes, self._wish(side, event)])
        except LedgerError as error:
            self.pending[side, event.cell] = Pending(event, error.what, error.do)
            raise
        self.pending.clear()
        self._reread({side, *(side for side, _ in waiting)})
        if isinstance(event, (Mark, GateResult, Deduct, Spare)):
            self.marked = self.outline.cell_of(event.cell), side
        if isinstance(event, (Mark, GateResult)):
            self.replaced = (before, event) if before is not None else None
            self._go_after(self.after if after is None else after)

    def _standing(self, side: Side, cell: str) -> Mark | GateResult | None:
        """The value of a cell, as the decision that gives it."""
        card = self.cards[side]
        assert card is not None
        if cell in card.answers.given:
            return Mark(cell, card.answers.given[cell])
        return GateResult(cell, card.answers.gates[cell]) if cell in card.answers.gates else None

    def retry(self) -> None:
        """Tries again to write what is pending, and moves on from a value as if it had been written at once."""
        waiting = {**self.pending}
        self.study.decide(self._wish(side, one.event) for (side, _), one in waiting.items())
        self.pending.clear()
        self._reread({side for side, _ in waiting})
        here = waiting.get((self.side, self.cell))
        if here is not None and isinstance(here.event, (Mark, GateResult)):
            self._go_after(self.after)

    def give_up(self) -> None:
        """Forgets what could not be written."""
        self.pending.clear()

    def _wish(self, side: Side, event: Event) -> Wish:
        run = self.runs[side]
        assert run is not None
        return Wish(run, self.rubric, self.reviewer, event)

    def refresh(self) -> None:
        """Reads both cards again, since something else was decided about them."""
        self._reread(set(self.graded))

    def _reread(self, sides: set[Side]) -> None:
        cards = {side: self._card(self.runs[side]) if side in sides else self.cards[side] for side in Side}
        self.cards = Pair(cards[Side.A], cards[Side.B])
        self.better = self._better()

    def _better(self) -> Answer | None:
        a, b = self.runs
        if a is None or b is None:
            return None
        said = self.study.preferences(self.rubric, self.reviewer)
        back = said.get((b.id, a.id))
        return said.get((a.id, b.id), back and back.turned)

    def _card(self, run: Run | None) -> Scorecard | None:
        return None if run is None else self.study.card(run, self.rubric, self.reviewer)

    @property
    def values(self) -> Mapping[Side, Scorecard]:
        """The cards of the sides that are graded."""
        return {side: card for side in Side if (card := self.cards[side]) is not None}
