"""One card as the page shows it: how each dimension came about, and what was said about every cell."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from grading.marks.events import Adjust
from grading.marks.scorecard import Scorecard
from grading.report.cards import CardReport, Quote
from grading.report.formats.figures import adds_formula, cap_words, less_words, number, signed
from grading.report.formats.html_history import NOT_ATTEMPTED_WORDS, given_words
from grading.report.formats.html_words import share_of
from grading.rubric.arithmetic import NOT_ATTEMPTED, Stages, criterion_points, exact_sum
from grading.rubric.model import Criterion, Dimension, Gate
from grading.words import UNKNOWN, counted


class Said(NamedTuple):
    """What was said about a cell beside its value."""

    is_unsure: bool
    note: str
    quotes: tuple[Quote, ...]


class Step(NamedTuple):
    """How one dimension came to its points."""

    dimension: Dimension
    given: str
    deducted: str
    capped: str
    adjusted: str
    points: str
    width: str
    adds: str
    """What it gives towards the total."""


class CriterionRow(NamedTuple):
    """One criterion of a dimension."""

    criterion: Criterion
    measured: str
    points: str
    ladder: str


class DeductionRow(NamedTuple):
    """One deduction of a dimension."""

    key: str
    title: str
    price: str
    word: str


class AnchorRow(NamedTuple):
    """What a number means, and whether it is the one that applies."""

    at: str
    means: str
    applies: bool


class Part(NamedTuple):
    """One dimension of a card."""

    step: Step
    anchors: list[AnchorRow]
    criteria: list[CriterionRow]
    deductions: list[DeductionRow]
    adjustments: tuple[Adjust, ...]
    has_ladders: bool
    marked_as_a_whole: bool


class GateRow(NamedTuple):
    """One gate of the rubric."""

    gate: Gate
    word: str
    caps: str


class Changes(NamedTuple):
    """What changed any dimension between the marks and its points."""

    deducted: bool
    capped: bool
    adjusted: bool

    @property
    def words(self) -> str:
        """How points come about on this card."""
        how = [
            ", less the deductions called" if self.deducted else "",
            ", at most what the failed gates leave" if self.capped else "",
            ", plus adjustments" if self.adjusted else "",
        ]
        return f"Points are what was given{''.join(how) or '; nothing changed them'}."


def changes(found: Sequence[Part]) -> Changes:
    """What changed the dimensions of a card."""
    steps = [one.step for one in found]
    return Changes(*(any(getattr(one, kind) for one in steps) for kind in Changes._fields))


def adds_words(card: Scorecard) -> str:
    """How the total comes from the points; empty where nothing has a weight."""
    formula = adds_formula(card)
    return f"Towards the total each dimension adds {formula}." if formula else ""


def parts(card: Scorecard) -> list[Part]:
    """Every dimension of a card, in the rubric's order."""
    weights = exact_sum(one.dimension.weight for one in card.stages if one.attempted)
    return [_part(card, one, weights) for one in card.stages]


def _part(card: Scorecard, stage: Stages, weights: Fraction) -> Part:
    dimension, given = stage.dimension, card.answers.given
    return Part(
        step=step(card, stage, weights),
        anchors=_anchors(stage),
        criteria=[criterion_row(card, one) for one in dimension.criteria],
        deductions=[
            DeductionRow(one.key, one.title, f"−{number(one.points)}", deduction_word(card, one.key))
            for one in dimension.deductions
        ],
        adjustments=card.adjustments.get(dimension.key, ()),
        has_ladders=any(one.ladder for one in dimension.criteria),
        marked_as_a_whole=bool(dimension.criteria) and dimension.key in given and stage.attempted,
    )


def step(card: Scorecard, stage: Stages, weights: Fraction) -> Step:
    """The stages of one dimension."""
    dimension = stage.dimension
    if not stage.attempted:
        return Step(dimension, NOT_ATTEMPTED_WORDS, "", "", "", UNKNOWN, "", UNKNOWN)
    adjusted = card.answers.adjusted.get(dimension.key)
    adds = None
    if stage.points is not None and weights:
        adds = card.rubric.scale * stage.points * card.rubric.worth[dimension.key] / weights
    return Step(
        dimension,
        given=number(stage.given),
        deducted=less_words(stage),
        capped=cap_words(stage),
        adjusted=signed(adjusted) if adjusted else "",
        points=number(stage.points),
        width=share_of(stage.points, dimension.max),
        adds=number(adds),
    )


def _anchors(stage: Stages) -> list[AnchorRow]:
    """The anchors from the highest; the one that applies is the highest that the marks given reach."""
    ordered = sorted(stage.dimension.anchors, key=lambda one: -one.at)
    given = stage.given
    reached = None if given is None else next((one for one in ordered if one.at <= given), None)
    return [AnchorRow(number(one.at), one.means, one is reached) for one in ordered]


def criterion_row(card: Scorecard, one: Criterion) -> CriterionRow:
    """What was measured or given for a criterion, and the points it is worth."""
    given = card.answers.given.get(one.key)
    ladder = " · ".join(f"{number(rung.measured)} → {number(rung.points)}" for rung in one.ladder)
    if given is None:
        return CriterionRow(one, "", "open", ladder)
    if given is NOT_ATTEMPTED:
        return CriterionRow(one, "", NOT_ATTEMPTED_WORDS, ladder)
    return CriterionRow(one, given_words(given) if one.ladder else "", number(criterion_points(one, given)), ladder)


def deduction_word(card: Scorecard, key: str) -> str:
    """What was decided about a deduction."""
    if key in card.answers.called:
        return "called"
    return "looked at, not called" if key in card.spared else UNKNOWN


def gate_word(card: Scorecard, key: str) -> str:
    """What was decided about a gate."""
    holds = card.answers.gates.get(key)
    return "open" if holds is None else "holds" if holds else "fails"


def gate_rows(card: Scorecard) -> list[GateRow]:
    """Every gate of the rubric, with what it caps when it fails."""
    titles = {one.key: one for one in card.rubric.dimensions}
    return [
        GateRow(
            gate,
            gate_word(card, gate.key),
            ", ".join(
                f"{titles[cap.dimension].title} ≤ {number(cap.share * titles[cap.dimension].max)}" for cap in gate.caps
            ),
        )
        for gate in card.rubric.gates
    ]


def said(report: CardReport) -> Mapping[str, Said]:
    """What was said about each cell that something was said about; "" is the whole card."""
    card = report.card
    cells = {**dict.fromkeys(card.notes), **dict.fromkeys(report.quotes), **dict.fromkeys(sorted(card.unsure))}
    return {cell: Said(cell in card.unsure, card.notes.get(cell, ""), report.quotes.get(cell, ())) for cell in cells}


def on_other_snapshots(report: CardReport) -> str:
    """Says that decisions were made on another snapshot than the run has now; empty where none was."""
    now = report.run.snapshot.tree if report.run.snapshot else ""
    some = sum(count for tree, count in report.card.snapshots.items() if tree != now)
    if not some:
        return ""
    every = sum(report.card.snapshots.values())
    return f"{counted(some, 'decision')} of {every} made on another snapshot than the run has now"
