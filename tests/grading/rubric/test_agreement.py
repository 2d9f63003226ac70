"""The formula and the rule of what stands, against a second implementation that shares no line with them.

The second one was written from the design's text alone. It knows whole numbers only: every number of a rubric is a count
of quarters, a share is a count of twentieths, and each stage is a count of a unit that is fine enough for all of them.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from grading.marks.events import (
    Adjust,
    Clear,
    Decision,
    Deduct,
    Event,
    GateResult,
    Mark,
    Note,
    Spare,
    Withdraw,
    standing,
)
from grading.marks.scorecard import Scorecard, scorecard
from grading.rubric.arithmetic import NOT_ATTEMPTED
from grading.rubric.model import Cap, Criterion, Deduction, Dimension, Gate, Rubric, Rung, Tier
from tests.grading.rubric.reckoning import Part, Plan, Row, Said, reckon

# The same in sidegrade's own words


def quarters(number: int) -> Fraction:
    return Fraction(number, 4)


def as_rubric(plan: Plan) -> Rubric:
    return Rubric(
        key="generated",
        edition="1",
        title="Generated",
        scale=quarters(plan.scale),
        decimals=plan.decimals,
        dimensions=tuple(as_dimension(part) for part in plan.parts),
        gates=tuple(
            Gate(key, key, tuple(Cap(name, Fraction(share, 20)) for name, share in caps.items()))
            for key, caps in plan.gates.items()
        ),
        tiers=tuple(Tier(name, quarters(at)) for name, at in plan.tiers.items()),
    )


def as_dimension(part: Part) -> Dimension:
    rows = (
        Criterion(row.key, row.key, quarters(row.points), tuple(Rung(quarters(m), quarters(p)) for m, p in row.ladder))
        for row in part.rows
    )
    return Dimension(
        key=part.key,
        title=part.key,
        weight=quarters(part.weight),
        max=quarters(part.max),
        step=quarters(part.step),
        floor=quarters(part.floor),
        scaled=part.scaled,
        deductions=tuple(Deduction(key, key, quarters(price)) for key, price in part.prices.items()),
        criteria=tuple(rows),
    )


def as_event(one: Said) -> Event:
    events: dict[str, Callable[[], Event]] = {
        "mark": lambda: Mark(one.cell, quarters(one.number)),
        "leave": lambda: Mark(one.cell, NOT_ATTEMPTED),
        "clear": lambda: Clear(one.cell),
        "deduct": lambda: Deduct(one.cell),
        "spare": lambda: Spare(one.cell),
        "gate": lambda: GateResult(one.cell, bool(one.number)),
        "adjust": lambda: Adjust(one.cell, quarters(one.number), "why"),
        "note": lambda: Note(one.cell, "n" * one.number),
        "withdraw": lambda: Withdraw(one.cell, f"{one.number:04d}"),
    }
    return events[one.kind]()


def card_of(plan: Plan, history: Iterable[Said]) -> Scorecard:
    decisions = [
        Decision(f"{place:04d}", "", "mia", "", "", "run", "r", "", "", as_event(one))
        for place, one in enumerate(history)
    ]
    return scorecard(as_rubric(plan), "run", "mia", standing(decisions).values())


# Making them up: a rubric and a history are read off a string of bytes, which is quick and shrinks well


@dataclass(frozen=True)
class Taste:
    """What is made up more or less often, in tenths, and how long the history goes on."""

    rows: int = 5
    gates: int = 5
    prices: int = 5
    answered: int = 9
    later: int = 6
    undo: int = 3


class Dice:
    """Small numbers from a string of bytes; 0, the plainest, when it has run out."""

    def __init__(self, thrown: bytes) -> None:
        self._thrown = iter(thrown)

    def to(self, most: int) -> int:
        return next(self._thrown, 0) * (most + 1) >> 8

    def tenths(self, chance: int) -> bool:
        return self.to(9) >= 10 - chance


def make_plan(dice: Dice, taste: Taste) -> Plan:
    parts = [make_part(dice, taste, f"d{place}") for place in range(1 + dice.to(5))]
    if not any(part.weight for part in parts):
        parts[0].weight = 1
    gates = {
        f"g{place}": {part.key: dice.to(19) for part in parts if dice.tenths(6)}
        for place in range(1 + dice.to(2) if dice.tenths(taste.gates) else 0)
    }
    scale = sum(part.weight for part in parts) if dice.tenths(5) else 4 * (1 + dice.to(120))
    tiers = {}
    if dice.tenths(7):
        bounds = {4 * dice.to(scale // 4) for _ in range(dice.to(6))} | {0}
        tiers = {f"t{at}": at for at in sorted(bounds, reverse=True)}
    return Plan(scale, dice.to(2), parts, gates, tiers)


def make_part(dice: Dice, taste: Taste, key: str) -> Part:
    step = (1, 2, 4)[dice.to(2)]
    rows = [make_row(dice, step, f"{key}.{place}") for place in range(dice.to(3) if dice.tenths(taste.rows) else 0)]
    points = sum(row.points for row in rows)
    scaled = bool(rows) and dice.tenths(4)
    highest = points if rows and not scaled else step * (1 + dice.to(20))
    prices = {f"{key}-{place}": 1 + dice.to(12) for place in range(dice.to(2) if dice.tenths(taste.prices) else 0)}
    floor = dice.to(highest - 1) if dice.tenths(5) else 0
    weight = dice.to(40) if dice.tenths(5) else highest
    return Part(key, weight, highest, step, floor, scaled, rows, prices)


def make_row(dice: Dice, step: int, key: str) -> Row:
    if dice.tenths(6):
        return Row(key, step * (1 + dice.to(6)), [])
    ladder = [(0, 0)]
    for _ in range(1 + dice.to(2)):
        measured, points = ladder[-1]
        ladder.append((measured + 1 + dice.to(30), points + step * (1 + dice.to(3))))
    return Row(key, ladder[-1][1], ladder)


def make_history(dice: Dice, taste: Taste, plan: Plan) -> list[Said]:
    history = [Said("gate", gate, int(dice.tenths(6))) for gate in plan.gates if dice.tenths(taste.answered)]
    for part in plan.parts:
        history += [make_mark(dice, part, row) for row in part.rows if dice.tenths(taste.answered)]
        if dice.tenths(taste.answered if not part.rows else 1):
            history.append(make_mark(dice, part, None))
        history += [Said("deduct" if dice.tenths(6) else "spare", key) for key in part.prices if dice.tenths(7)]
    for _ in range(dice.to(taste.later)):
        undo = bool(history) and dice.tenths(taste.undo)
        history.append(make_undo(dice, history) if undo else make_later(dice, plan))
    return history


def make_mark(dice: Dice, part: Part, row: Row | None) -> Said:
    if row is None:
        return (
            Said("leave", part.key)
            if dice.tenths(1)
            else Said("mark", part.key, part.step * dice.to(part.max // part.step))
        )
    if row.ladder:
        return Said("mark", row.key, dice.to(row.ladder[-1][0] + 4))
    return Said("mark", row.key, part.step * dice.to(row.points // part.step))


def make_undo(dice: Dice, history: list[Said]) -> Said:
    back = 0 if dice.tenths(4) else dice.to(len(history) - 1)
    place = len(history) - 1 - back
    return Said("withdraw", history[place].cell, place)


def make_later(dice: Dice, plan: Plan) -> Said:
    part = plan.parts[dice.to(len(plan.parts) - 1)]
    row = part.rows[dice.to(len(part.rows) - 1)] if part.rows and dice.tenths(6) else None
    cells = [row.key if row else part.key, *part.prices, *plan.gates]
    cell = cells[dice.to(len(cells) - 1)]
    match dice.to(5):
        case 0:
            return Said("clear", cell)
        case 1:
            return Said("note", cell, dice.to(2))
        case 2:
            return Said("adjust", part.key, (dice.to(30) - 15) or 1)
        case _ if cell in plan.gates:
            return Said("gate", cell, dice.to(1))
        case _ if cell in part.prices:
            return Said(("spare", "deduct")[dice.to(1)], cell)
        case _:
            return make_mark(dice, part, row)


def made_up(thrown: bytes, taste: Taste) -> tuple[Plan, list[Said]]:
    dice = Dice(thrown)
    plan = make_plan(dice, taste)
    return plan, make_history(dice, taste, plan)


# Holding one against the other


def require_agreement(thrown: bytes, taste: Taste) -> None:
    plan, history = made_up(thrown, taste)
    expected, card = reckon(plan, history), card_of(plan, history)
    for want, got in zip(expected.parts, card.stages, strict=True):
        stages = [got.given, got.deducted, got.capped, got.points]
        assert stages == ([Fraction(count, want.unit) for count in want.stages] if want.stages else [None] * 4)
        assert (got.attempted, got.missing) == (want.attempted, tuple(want.missing))
        assert got.marked == Fraction(want.marked, want.unit)
    total = None if expected.total is None else Fraction(expected.total, expected.unit)
    assert card.total.exact == total
    assert card.total.of == Fraction(expected.of, expected.unit)
    assert card.total.missing == tuple(expected.missing)
    assert card.total.complete == ("complete" in expected.seen)
    assert card.total_shown == expected.shown
    assert (card.tier.name if card.tier else None) == expected.tier
    assert card.decided == len(card.rubric.open_cells) - len(expected.missing)
    assert card.notes == expected.notes
    assert card.spared == expected.spared


BYTES: Final = 400
many = settings(max_examples=2500, deadline=None, derandomize=True)
thrown = st.binary(min_size=BYTES, max_size=BYTES)

PLAIN: Final = Taste(rows=2, gates=1, prices=3, later=3)
DEEP: Final = Taste(rows=9, gates=2)
STRICT: Final = Taste(gates=9, prices=9, answered=10)
RESTLESS: Final = Taste(later=20, undo=6, answered=6)


@many
@given(thrown)
def test_plain_rubrics_agree(thrown: bytes) -> None:
    require_agreement(thrown, PLAIN)


@many
@given(thrown)
def test_criteria_ladders_and_scaled_dimensions_agree(thrown: bytes) -> None:
    require_agreement(thrown, DEEP)


@many
@given(thrown)
def test_gates_floors_and_deductions_agree(thrown: bytes) -> None:
    require_agreement(thrown, STRICT)


@many
@given(thrown)
def test_long_histories_with_undo_and_redo_agree(thrown: bytes) -> None:
    require_agreement(thrown, RESTLESS)


def test_every_situation_comes_up_often() -> None:
    source = random.Random(7)
    seen: Counter[str] = Counter()
    for taste in (PLAIN, DEEP, STRICT, RESTLESS):
        for _ in range(250):
            seen.update(reckon(*made_up(source.randbytes(BYTES), taste)).seen)
    kinds = ("mark", "leave", "clear", "deduct", "spare", "gate", "adjust", "note", "withdraw")
    rare = {f"withdrawn {kind}" for kind in kinds} | {"no total", "capped twice", "lifted into a tier by rounding"}
    often = {
        *("complete", "open", "total", "not attempted", "own mark over criteria", "part of the criteria"),
        *("part of the criteria, scaled", "stopped at the floor", "stopped at 0", "below the floor already"),
        *("capped", "adjusted below 0", "adjusted above the maximum"),
    }
    assert {name: seen[name] for name in often if seen[name] < 25} == {}
    assert {name: seen[name] for name in rare if seen[name] < 4} == {}
