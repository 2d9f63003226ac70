"""Two cards of one reviewer, cell by cell."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import NamedTuple

from grading.marks.events import Adjust, Answer
from grading.marks.scorecard import Scorecard
from grading.report.cards import PairReport
from grading.report.formats.figures import number
from grading.report.formats.html_card import Said, criterion_row, deduction_word, gate_word, said, step
from grading.report.formats.html_history import NOT_ATTEMPTED_WORDS
from grading.report.formats.html_words import called, manner, share_of
from grading.rubric.arithmetic import Stages, criterion_points
from grading.rubric.model import Criterion


class Side(NamedTuple):
    """What one card has in a cell."""

    text: str
    points: Fraction | None = None
    how: str = ""
    adjustments: tuple[Adjust, ...] = ()


class Value(NamedTuple):
    """One side of a row."""

    text: str
    width: str
    said: Said | None
    how: str
    """What was given, and what changed it; empty where nothing did."""
    adjustments: tuple[Adjust, ...]


class PairRow(NamedTuple):
    """One cell of the rubric on both sides."""

    kind: str
    title: str
    of: str
    sides: tuple[Value, Value]
    ahead: str
    """How far one side is ahead, `A +3`; empty where neither is, or one has no points."""


def pair_rows(report: PairReport) -> list[PairRow]:
    """Every cell of the rubric in the order of the file, gates first."""
    return list(_rows(report))


def _rows(report: PairReport) -> Iterator[PairRow]:
    cards, about = report.cards.map(lambda one: one.card), report.cards.map(said)

    def row(kind: str, key: str, title: str, top: Fraction | None, look: Callable[[Scorecard], Side]) -> PairRow:
        sides = cards.map(look)
        a, b = (
            Value(side.text, share_of(side.points, top or Fraction(0)), words.get(key), side.how, side.adjustments)
            for side, words in sides.beside(about)
        )
        return PairRow(kind, title, "" if top is None else number(top), (a, b), ahead(sides.a.points, sides.b.points))

    for gate in cards.a.rubric.gates:
        yield row("gate", gate.key, gate.title, None, _gate(gate.key))
    for place, dimension in enumerate(cards.a.rubric.dimensions):
        yield row("dimension", dimension.key, dimension.title, dimension.max, _dimension(place))
        for one in dimension.criteria:
            yield row("criterion", one.key, one.title, one.points, _criterion(one))
        for fault in dimension.deductions:
            yield row("deduction", fault.key, f"−{number(fault.points)} {fault.title}", None, _deduction(fault.key))


def _gate(key: str) -> Callable[[Scorecard], Side]:
    return lambda card: Side(gate_word(card, key))


def _dimension(place: int) -> Callable[[Scorecard], Side]:
    def look(card: Scorecard) -> Side:
        stage = card.stages[place]
        if not stage.attempted:
            return Side(NOT_ATTEMPTED_WORDS)
        adjustments = card.adjustments.get(stage.dimension.key, ())
        return Side(number(stage.points), stage.points, _how(card, stage), adjustments)

    return look


def _how(card: Scorecard, stage: Stages) -> str:
    """Whoever sees other points than were given wants to know what changed them: given 18, −3 deducted, capped ≤ 10."""
    found = step(card, stage, Fraction(0))
    changed = [
        f"{found.deducted} deducted" if found.deducted else "",
        f"capped {found.capped}" if found.capped else "",
        f"{found.adjusted} adjusted" if found.adjusted else "",
    ]
    return ", ".join([f"given {found.given}", *filter(None, changed)]) if any(changed) else ""


def _criterion(one: Criterion) -> Callable[[Scorecard], Side]:
    def look(card: Scorecard) -> Side:
        found, given = criterion_row(card, one), card.answers.given.get(one.key)
        text = f"{found.measured} → {found.points}" if found.measured else found.points
        return Side(text, criterion_points(one, given) if isinstance(given, Fraction) else None)

    return look


def _deduction(key: str) -> Callable[[Scorecard], Side]:
    return lambda card: Side(deduction_word(card, key))


def ahead(a: Fraction | None, b: Fraction | None) -> str:
    """Which side is ahead, and by how much."""
    if a is None or b is None or a == b:
        return ""
    return f"A +{number(a - b)}" if a > b else f"B +{number(b - a)}"


def preference_words(report: PairReport) -> str:
    """Which run the reviewer finds better."""
    if report.preference is None:
        return "Nothing was said about which of the two is better overall."
    if report.preference is Answer.EQUAL:
        return "Overall, the reviewer finds them equally good."
    better = report.cards.a if report.preference is Answer.A else report.cards.b
    side = "A" if report.preference is Answer.A else "B"
    more = manner(better.run.name)
    return f"Overall, the reviewer prefers {side}: {called(better.run.name)}{f' ({more})' if more else ''}."
