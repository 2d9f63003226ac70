"""A second implementation of the formula and of which decision stands, in whole numbers, from the design alone."""

from collections import Counter
from dataclasses import dataclass, field
from math import lcm

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
