"""The formula and the rule of what stands, against a second implementation that shares no line with them.

The second one was written from the design's text alone. It knows whole numbers only: every number of a rubric is a count
of quarters, a share is a count of twentieths, and each stage is a count of a unit that is fine enough for all of them.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
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

# What is asked and what was decided, in plain numbers


@dataclass
class Row:
    """A criterion; all numbers are quarters."""

    key: str
    points: int
    ladder: list[tuple[int, int]]


@dataclass
class Part:
    """A dimension; all numbers are quarters."""

    key: str
    weight: int
    max: int
    step: int
    floor: int
    scaled: bool
    rows: list[Row]
    prices: dict[str, int]


@dataclass
class Plan:
    """A rubric; the shares of its gates are twentieths."""

    scale: int
    decimals: int
    parts: list[Part]
    gates: dict[str, dict[str, int]]
    tiers: dict[str, int]


@dataclass
class Said:
    """A decision; `number` is quarters, 1 or 0 for a gate, and the place of the decision that a withdrawal names."""

    kind: str
    cell: str
    number: int = 0


# The second implementation


@dataclass
class Reckoned:
    """A dimension's stages as counts of 1/unit, none where there is none."""

    unit: int
    attempted: bool = True
    stages: list[int] | None = None
    missing: list[str] = field(default_factory=list)
    marked: int = 0


@dataclass
class Card:
    """All that a card shows, reckoned anew; the total and what it is out of are counts of 1/unit."""

    parts: list[Reckoned]
    missing: list[str]
    unit: int
    total: int | None
    of: int
    shown: str
    tier: str | None
    notes: dict[str, str]
    spared: set[str]
    seen: set[str]
    """Which situations of interest came up."""


def counting(history: list[Said]) -> list[bool]:
    """A decision counts unless a withdrawal of it counts; later ones are judged first."""
    counts = [True] * len(history)
    for place in range(len(history) - 1, -1, -1):
        counts[place] = not any(
            counts[later] and one.kind == "withdraw" and one.number == place
            for later, one in enumerate(history)
            if later > place
        )
    return counts


def reckon(plan: Plan, history: list[Said]) -> Card:
    seen: set[str] = set()
    value: dict[str, Said] = {}
    adjusted: Counter[str] = Counter()
    notes: dict[str, str] = {}
    for one, counts in zip(history, counting(history), strict=True):
        if not counts:
            seen.add(f"withdrawn {one.kind}")
            continue
        match one.kind:
            case "withdraw":
                pass
            case "adjust":
                adjusted[one.cell] += one.number
            case "note":
                notes.pop(one.cell, None)
                if one.number:
                    notes[one.cell] = "n" * one.number
            case "clear":
                value.pop(one.cell, None)
            case _:
                value[one.cell] = one
    failed = [key for key in plan.gates if key in value and not value[key].number]
    parts = []
    for part in plan.parts:
        caps = [plan.gates[key][part.key] for key in failed if part.key in plan.gates[key]]
        parts.append(reckon_part(part, value, caps, adjusted[part.key], seen))
    missing = [key for key in plan.gates if key not in value]
    missing += [cell for part in parts for cell in part.missing]

    counted = [(plan.parts[place], part) for place, part in enumerate(parts) if part.attempted]
    weights = sum(part.weight for part, _ in counted)
    unit = lcm(*(part.max * done.unit for part, done in counted)) * weights if weights else 1
    total, of = None, 0
    if weights:
        # scale/4 × weight × (points/unit) ÷ (max/4) ÷ weights
        shares = [(plan.scale * part.weight * unit // (part.max * done.unit * weights), done) for part, done in counted]
        total = sum(share * done.stages[3] for share, done in shares if done.stages is not None)
        of = sum(share * done.marked for share, done in shares)
    shown, tier = "", None
    if total is not None:
        power = 10**plan.decimals
        whole = (2 * total * power + unit) // (2 * unit)
        shown = f"{whole // power}.{whole % power:0{plan.decimals}d}" if plan.decimals else str(whole)
        reached = [(at, name) for name, at in plan.tiers.items() if at * power <= 4 * whole]
        tier = max(reached)[1] if reached and not missing else None
        if tier and plan.tiers[tier] * unit > 4 * total:
            seen.add("lifted into a tier by rounding")
    seen.add("complete" if total is not None and not missing else "open")
    seen.add("no total" if total is None else "total")
    spared = {key for key, one in value.items() if one.kind == "spare"}
    return Card(parts, missing, unit, total, of, shown, tier, notes, spared, seen)


def reckon_part(part: Part, value: dict[str, Said], caps: list[int], adjusted: int, seen: set[str]) -> Reckoned:
    fine = sum(row.points for row in part.rows) if part.scaled else 1
    done = Reckoned(unit=80 * fine)
    given = reckon_given(part, value, done, seen)
    if given is None:
        return done
    quarter = 20 * fine
    floor = part.floor * quarter
    after = given
    for key, price in part.prices.items():
        if key in value and value[key].kind == "deduct":
            after -= price * quarter
    if given <= floor:
        seen.add("below the floor already" if after < given else "at or below the floor")
        after = given
    elif after < floor:
        seen.add("stopped at the floor" if floor else "stopped at 0")
        after = floor
    capped = after
    for share in caps:
        if share * part.max * fine < capped:
            seen.add("capped" if capped == after else "capped twice")
            capped = share * part.max * fine
    points = capped + adjusted * quarter
    if points < 0:
        seen.add("adjusted below 0")
        points = 0
    if points > part.max * quarter:
        seen.add("adjusted above the maximum")
        points = part.max * quarter
    done.stages = [given, after, capped, points]
    return done


def reckon_given(part: Part, value: dict[str, Said], done: Reckoned, seen: set[str]) -> int | None:
    """What the marks give, in the unit; what they are about and what is missing is noted in `done`."""
    quarter = done.unit // 4
    own = value.get(part.key)
    if own is not None and own.kind == "leave":
        seen.add("not attempted")
        done.attempted = False
        return None
    if own is not None:
        if any(row.key in value for row in part.rows):
            seen.add("own mark over criteria")
        done.marked = part.max * quarter
        return own.number * quarter
    marked = [row for row in part.rows if row.key in value]
    done.missing = [row.key for row in part.rows if row.key not in value] if part.rows else [part.key]
    if not marked:
        return None
    if done.missing:
        seen.add("part of the criteria, scaled" if part.scaled else "part of the criteria")
    # Scaled: earned/4 × (max/4) ÷ (sum/4), counted in units of 1/(80 × sum).
    factor = 20 * part.max if part.scaled else quarter
    done.marked = factor * sum(row.points for row in marked)
    return factor * sum(earns(row, value[row.key].number) for row in marked)


def earns(row: Row, number: int) -> int:
    if not row.ladder:
        return number
    earned = 0
    for measured, points in row.ladder:
        if number >= measured:
            earned = points
    return earned


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
