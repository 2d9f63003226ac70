"""TOML ⇄ Rubric. An error names file, table and key; what the arithmetic needs is made sure of here."""

import math
import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from typing import Any, Final

from grading.rubric import meant
from grading.rubric.gathering import Gathering
from grading.rubric.model import (
    Anchor,
    Cap,
    Criterion,
    Deduction,
    Dimension,
    Gate,
    Rubric,
    Rung,
    Tier,
)
from grading.strict import LARGEST_NUMBER, number_text, toml_data
from grading.visible import visible

FORMAT: Final = 1

_KEY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_MOST_DECIMALS: Final = 9
_ZERO: Final = Fraction(0)
_ONE: Final = Fraction(1)


def rubric_from_toml(text: str, file: str) -> Rubric:
    """The rubric that a TOML text describes, with every default filled in."""
    top = Gathering.of(text, file)
    version = top.integer("format")
    if version != FORMAT:
        said = "is missing" if version is None else f"is {version}"
        top.note("format", said, f"this program reads format = {FORMAT}")
        top.settle()  # another format may mean other things by the same keys
    key, edition = _key(top), top.text("edition")
    if not _KEY.fullmatch(edition):
        top.note("edition", "has characters that a name cannot have", "use letters, digits, . _ -")
    title, about = top.text("title"), top.text("about", "")
    scale, decimals = top.number("scale"), top.integer("decimals", most=_MOST_DECIMALS)
    tie_band = top.number("tie_band") or _ZERO
    declares, weights_declared = top.number("declares"), top.number("weights_declared")
    dimensions = tuple(_dimension(table) for table in top.parts("dimension", "key"))
    gates = tuple(_gate(table) for table in top.parts("gate", "key"))
    tiers = tuple(_tier(table) for table in top.parts("tier", "name"))
    top.done(meant.IN_RUBRIC)
    if not dimensions:
        top.note("dimension", "is missing", "add at least one [[dimension]]")
    if scale is not None and not scale:
        top.note("scale", "is 0", "say what totals are reported out of")
    top.settle()
    weights = sum((one.weight for one in dimensions), _ZERO)
    if max(weights, *(one.max for one in dimensions)) > LARGEST_NUMBER:
        raise top.wrong("", "its points or weights add up to more than 10^12", "use smaller numbers")
    if not weights:
        raise top.wrong("", "every dimension has the weight 0", "give one of them a weight")
    return Rubric(
        key=key,
        edition=edition,
        title=title,
        about=about,
        scale=weights if scale is None else scale,
        decimals=_decimals(dimensions) if decimals is None else decimals,
        tie_band=tie_band,
        declares=declares,
        weights_declared=weights_declared,
        dimensions=dimensions,
        gates=gates,
        tiers=tiers,
    )


def without_weight(text: str, file: str) -> list[str]:
    """The dimensions of a rubric's text that have no weight of their own, where others have one."""
    tables = [one for one in _listed(toml_data(text, file).get("dimension")) if isinstance(one, dict)]
    without = [str(one.get("key")) for one in tables if "weight" not in one]
    return without if len(without) < len(tables) else []


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _key(table: Gathering) -> str:
    key = table.text("key")
    if not _KEY.fullmatch(key):
        table.note("key", "has characters that a key cannot have", "use up to 64 of letters, digits, . _ -")
    return key


# A number that cannot be used is noted, and 1 stands for it: what is read later must not find fault with it again.


def _dimension(table: Gathering) -> Dimension:
    key, title = _key(table), table.text("title")
    criteria = tuple(_criterion(one) for one in table.parts("criterion", "key"))
    deductions = tuple(_deduction(one) for one in table.parts("deduction", "key"))
    anchors = tuple(_anchor(one) for one in table.parts("anchor", "at"))
    scaled, declares = table.flag("scaled"), table.number("declares")
    highest, weight, step = table.number("max"), table.number("weight"), table.number("step")
    floor = table.number("floor") or _ZERO
    asks, where = table.text("asks", ""), table.texts("where")
    table.done(meant.IN_DIMENSION)
    points = sum((row.points for row in criteria), _ZERO)
    if highest is None:
        if not criteria:
            table.note("max", "is missing, and there are no criteria to add up", "say the most it can get")
        highest = points if criteria else _ONE
    if not highest:
        table.note("max", "is 0", "say the most it can get")
    if scaled and not points:
        table.note("scaled", "is true, but there are no points to scale", "leave it out")
    if step is not None and not step:
        table.note("step", "is 0", "say the smallest difference between two marks, such as 0.5")
    return Dimension(
        key=key,
        title=title,
        asks=asks,
        where=where,
        weight=highest if weight is None else weight,
        max=highest,
        step=_largest_step([highest, *_point_values(criteria, deductions)]) if step is None else step,
        floor=floor,
        scaled=scaled,
        declares=declares,
        anchors=anchors,
        deductions=deductions,
        criteria=criteria,
    )


def _criterion(table: Gathering) -> Criterion:
    key, title = _key(table), table.text("title")
    ladder = tuple(Rung(*pair) for pair in table.rungs("ladder"))
    points = table.number("points")
    asks, verify, where = table.text("asks", ""), table.text("verify", ""), table.texts("where")
    table.done(meant.IN_CRITERION)
    if points is None and not ladder and not table.is_faulty("ladder"):
        table.note("points", "is missing", "say the points it can get, or give it a ladder")
    if points is None:
        points = ladder[-1].points if ladder else _ONE
    return Criterion(key, title, points, ladder, asks, verify, where)


def _deduction(table: Gathering) -> Deduction:
    key, title, points = _key(table), table.text("title"), table.number("points")
    table.done(meant.IN_DEDUCTION)
    if not points:
        table.note("points", "is missing or 0", "say what it costs, as a number above 0")
    return Deduction(key, title, points or _ONE)


def _anchor(table: Gathering) -> Anchor:
    at, means = table.number("at"), table.text("means")
    table.done(meant.IN_ANCHOR)
    if at is None:
        table.note("at", "is missing", "say the number that this describes")
    return Anchor(at or _ZERO, means)


def _gate(table: Gathering) -> Gate:
    key, title, verify = _key(table), table.text("title"), table.text("verify", "")
    caps = tuple(Cap(name, share) for name, share in sorted(table.numbers_by_name("caps").items()))
    table.done(meant.IN_GATE)
    return Gate(key, title, caps, verify)


def _tier(table: Gathering) -> Tier:
    name, at, means = table.text("name"), table.number("at"), table.text("means", "")
    table.done(meant.IN_TIER)
    if at is None:
        table.note("at", "is missing", "say the lowest total of this tier")
    return Tier(name, at or _ZERO, means)


def _point_values(criteria: Iterable[Criterion], deductions: Iterable[Deduction]) -> list[Fraction]:
    return [
        *(row.points for row in criteria),
        *(rung.points for row in criteria for rung in row.ladder),
        *(fault.points for fault in deductions),
    ]


def _largest_step(values: Iterable[Fraction]) -> Fraction:
    """The largest number that divides 1 and every value."""
    return reduce(_common_divisor, values, Fraction(1))


def _common_divisor(a: Fraction, b: Fraction) -> Fraction:
    down = math.lcm(a.denominator, b.denominator)
    return Fraction(math.gcd(int(a * down), int(b * down)), down)


def _decimals(dimensions: Iterable[Dimension]) -> int:
    """As many as the steps need."""
    steps = [one.step for one in dimensions]
    return next(
        (places for places in range(_MOST_DECIMALS) if all((step * 10**places).denominator == 1 for step in steps)),
        _MOST_DECIMALS,
    )


def rubric_to_toml(rubric: Rubric) -> str:
    """The rubric as a TOML text that reads back as the same rubric."""
    import tomli_w

    text = tomli_w.dumps(
        _said(
            format=FORMAT,
            key=rubric.key,
            edition=rubric.edition,
            title=rubric.title,
            about=rubric.about,
            scale=rubric.scale,
            decimals=rubric.decimals,
            tie_band=rubric.tie_band,
            declares=rubric.declares,
            weights_declared=rubric.weights_declared,
            dimension=[_dimension_said(one) for one in rubric.dimensions],
            gate=[
                _said(
                    key=one.key,
                    title=one.title,
                    verify=one.verify,
                    caps={c.dimension: _number(c.share) for c in one.caps},
                )
                for one in rubric.gates
            ],
            tier=[_said(name=one.name, at=one.at, means=one.means) for one in rubric.tiers],
        )
    )
    # Such characters stand only inside quotes, where TOML reads the escape as the character.
    return "".join(char if char == "\n" or visible(char) == char else f"\\U{ord(char):08X}" for char in text)


def _dimension_said(one: Dimension) -> dict[str, Any]:
    return _said(
        key=one.key,
        title=one.title,
        asks=one.asks,
        weight=one.weight,
        max=one.max,
        step=one.step,
        floor=one.floor,
        scaled=one.scaled,
        declares=one.declares,
        where=list(one.where),
        anchor=[_said(at=anchor.at, means=anchor.means) for anchor in one.anchors],
        deduction=[_said(key=d.key, title=d.title, points=d.points) for d in one.deductions],
        criterion=[
            _said(
                key=row.key,
                title=row.title,
                points=row.points,
                ladder=[[_number(rung.measured), _number(rung.points)] for rung in row.ladder],
                asks=row.asks,
                verify=row.verify,
                where=list(row.where),
            )
            for row in one.criteria
        ],
    )


def _said(**values: object) -> dict[str, Any]:
    """A TOML table of what has something to say."""
    return {
        key: _number(value) if isinstance(value, Fraction) else value
        for key, value in values.items()
        if value not in (None, "", [], {}) and value is not False
    }


def _number(value: Fraction) -> int | Decimal:
    return value.numerator if value.denominator == 1 else Decimal(number_text(value))
