"""Standing decisions → a scorecard: what is given, what is missing, points, total, tier."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from grading.marks.events import (
    Adjust,
    Clear,
    Decision,
    Deduct,
    Event,
    Evidence,
    Flag,
    GateResult,
    Lock,
    Mark,
    Note,
    Reveal,
    Spare,
)
from grading.rubric.arithmetic import Answers, Stages, Total, shown, stages, tier, total
from grading.rubric.model import Rubric, Tier


class Outcome(Struct, frozen=True):
    """What one reviewer's card for one run comes to under one rubric."""

    run: str
    rubric: Rubric
    reviewer: str
    answers: Answers
    stages: tuple[Stages, ...]
    total: Total

    @property
    def tier(self) -> Tier | None:
        """The tier of a complete card; a partial total is in none."""
        return tier(self.rubric, self.total.exact) if self.total.complete and self.total.exact is not None else None

    @property
    def total_shown(self) -> str:
        """The total as shown; empty where every dimension was left out."""
        return "" if self.total.exact is None else shown(self.total.exact, self.rubric.decimals)

    @property
    def decided(self) -> int:
        """How many of the rubric's open cells have an answer."""
        return len(self.rubric.open_cells) - len(self.total.missing)

    @property
    def attempted(self) -> frozenset[str]:
        """The dimensions that count for this run."""
        return frozenset(one.dimension.key for one in self.stages if one.attempted)

    def total_over(self, dimensions: Collection[str]) -> Total:
        """The total over some dimensions only, as a comparison of several runs needs it."""
        return total(self.rubric, [one for one in self.stages if one.dimension.key in dimensions], self.answers)


class Scorecard(Outcome, frozen=True):
    """One reviewer's marks for one run under one rubric, with everything computed from them."""

    notes: Mapping[str, str]
    evidence: Mapping[str, tuple[Evidence, ...]]
    adjustments: Mapping[str, tuple[Adjust, ...]]
    spared: frozenset[str]
    unsure: frozenset[str]
    locked: bool
    revealed: bool
    snapshots: Mapping[str, int]
    """How many standing decisions were made on which snapshot; "" for none."""


def open_after(card: Scorecard, events: Iterable[Event]) -> tuple[str, ...]:
    """The cells that are open on a card once these events are taken, too."""
    given, gates = dict(card.answers.given), dict(card.answers.gates)
    for event in events:
        match event:
            case Mark(cell, value):
                given[cell] = value
            case GateResult(cell, holds):
                gates[cell] = holds
            case Clear(cell):
                given.pop(cell, None)
                gates.pop(cell, None)
            case _:
                continue
    answers = replace(card.answers, given=given, gates=gates)
    return outcome(card.rubric, card.run, card.reviewer, answers).total.missing


def outcome(rubric: Rubric, run: str, reviewer: str, answers: Answers) -> Outcome:
    """What these answers come to."""
    every = tuple(stages(rubric, dimension, answers) for dimension in rubric.dimensions)
    return Outcome(run, rubric, reviewer, answers, every, total(rubric, every, answers))


def scorecard(rubric: Rubric, run: str, reviewer: str, decisions: Iterable[Decision]) -> Scorecard:
    """The card that these standing decisions make."""
    given, called, spared, gates = {}, set(), set(), {}
    notes: dict[str, str] = {}
    evidence: defaultdict[str, list[Evidence]] = defaultdict(list)
    adjustments: defaultdict[str, list[Adjust]] = defaultdict(list)
    unsure, locked, revealed = set(), False, False
    snapshots: Counter[str] = Counter()
    for decision in decisions:
        snapshots[decision.snapshot] += 1
        match decision.event:
            case Mark(cell, value):
                given[cell] = value
            case Deduct(cell):
                called.add(cell)
            case Spare(cell):
                spared.add(cell)
            case GateResult(cell, holds):
                gates[cell] = holds
            case Adjust(cell) as one:
                adjustments[cell].append(one)
            case Note(cell, text):
                notes[cell] = text
            case Evidence(cell) as place:
                evidence[cell].append(place)
            case Flag(cell):
                unsure.add(cell)
            case Lock():
                locked = True
            case Reveal():
                revealed = True
            case _:
                continue
    adjusted = {cell: sum((one.points for one in ones), Fraction(0)) for cell, ones in adjustments.items()}
    computed = outcome(rubric, run, reviewer, Answers(given, called, gates, adjusted))
    return Scorecard(
        run=run,
        rubric=rubric,
        reviewer=reviewer,
        answers=computed.answers,
        stages=computed.stages,
        total=computed.total,
        notes=notes,
        evidence={cell: tuple(places) for cell, places in evidence.items()},
        adjustments={cell: tuple(ones) for cell, ones in adjustments.items()},
        spared=frozenset(spared),
        unsure=frozenset(unsure),
        locked=locked,
        revealed=revealed,
        snapshots=snapshots,
    )
