"""Published numbers against computed ones: each claim holds, does not hold, or cannot be computed.

A number is compared as precisely as it was published: "87" is true of 87.4, and "87.0" is not. Of a total of 32.75
that is shown as 32.8, both are true; so it is with the difference of two.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from fractions import Fraction
from typing import Final, NamedTuple

from msgspec import Struct

from grading.errors import MOST_FAULTS, FileError, StudyError, one_of
from grading.marks.scorecard import Outcome
from grading.report.ratios import ratio
from grading.report.standings import Ranked, Standings
from grading.rubric.arithmetic import rounded, shown
from grading.runs.model import Run
from grading.strict import exact_number
from grading.tabular import rows
from grading.visible import visible

_COLUMNS: Final = ("kind", "what", "run", "other", "task", "rubric", "published")
_YES: Final = {"yes": True, "true": True, "no": False, "false": False}
_MORE: Final = 6
"""Decimals of a computed number that has no end."""


class Kind(Enum):
    """What a published value says."""

    TOTAL = "total"
    SUM = "sum"
    """Of a dimension, or of a section that stands for one."""
    RANK = "rank"
    TIER = "tier"
    GRADE = "grade"
    COUNT = "count"
    DIFFERENCE = "difference"
    """A run's total less another's."""
    RATIO = "ratio"
    """A run's total over another's; best over worst where no run is named."""
    BEATS = "beats"
    """A run's total is higher than another's."""


class Counted(Enum):
    """What a count counts."""

    RUNS = "runs"
    RANKED = "ranked"
    APART = "apart"
    CARDS = "cards"
    CELLS = "cells"
    DEDUCTIONS = "deductions"


_NEEDS_RUN: Final = frozenset({Kind.TOTAL, Kind.SUM, Kind.RANK, Kind.TIER, Kind.GRADE, Kind.DIFFERENCE, Kind.BEATS})
_NEEDS_OTHER: Final = frozenset({Kind.DIFFERENCE, Kind.BEATS})


class Claim(Struct, frozen=True):
    """A value that somebody published."""

    place: str
    """File and line."""
    kind: Kind
    published: str
    what: str = ""
    """The dimension of a sum; what a count counts."""
    run: str = ""
    other: str = ""
    task: str = ""
    rubric: str = ""


class Verdict(Enum):
    """What became of a claim."""

    HOLDS = "holds"
    FAILS = "does not hold"
    UNKNOWN = "cannot be computed"


class Checked(Struct, frozen=True):
    """A claim and what was computed."""

    claim: Claim
    verdict: Verdict
    computed: str = ""
    """As it is shown."""
    exact: str = ""
    """With the decimals that were published; empty where that says no more than `computed`."""
    why: str = ""
    """Why nothing could be computed."""


class Computed(Struct, frozen=True):
    """Everything that claims about a task under a rubric are held against."""

    standings: Standings
    cards: Mapping[str, Sequence[Outcome]]
    """By run."""
    named: Callable[[str], Run]
    """The run that a name means; a `StudyError` where it means none, or several."""


class _Number(NamedTuple):
    """A computed number."""

    shown: Fraction
    """As standings show it: whoever adds or compares published totals has no other."""
    exact: Fraction


Find = Callable[[Claim], Computed]
"""What is computed of the task and under the rubric that a claim is about; a `StudyError` where it cannot be."""


def read_claims(text: str, file: str) -> list[Claim]:
    """The claims in a text: CSV with a header, or JSON. What is wrong with any of them is said at once."""
    claims: list[Claim] = []
    faults: list[FileError] = []
    try:
        for place, row in rows(text, file, _COLUMNS):
            try:
                claims.append(_claim(place, row))
            except FileError as fault:
                faults.append(fault)
            if len(faults) == MOST_FAULTS:
                break
    except FileError as fault:  # the file cannot be read on from here
        faults.append(fault)
    if faults:
        raise one_of(faults)
    if not claims:
        raise FileError("has no claims", where=file, do=f"give a row for each, with {', '.join(_COLUMNS)}")
    return claims


def _claim(place: str, row: Mapping[str, str]) -> Claim:
    kinds = {one.value: one for one in Kind}
    kind = kinds.get(row.get("kind", "").lower())
    if kind is None:
        said = visible(row.get("kind", ""))[:40]
        raise FileError(f'"{said}" is no kind of claim', where=place, do=f"use {', '.join(kinds)}")
    claim = Claim(
        place=place,
        kind=kind,
        published=row.get("published", "yes" if kind is Kind.BEATS else ""),
        what=row.get("what", ""),
        run=row.get("run", ""),
        other=row.get("other", ""),
        task=row.get("task", ""),
        rubric=row.get("rubric", ""),
    )
    if not claim.published:
        raise FileError("has no published value", where=place, do="write what was published")
    if kind in _NEEDS_RUN and not claim.run:
        raise FileError(f"a {kind.value} is of a run, and none is named", where=place, do="name it under run")
    if bool(claim.other) != bool(claim.run) if kind is Kind.RATIO else kind in _NEEDS_OTHER and not claim.other:
        raise FileError(f"a {kind.value} is between two runs", where=place, do="name the second one under other")
    if kind is Kind.SUM and not claim.what:
        raise FileError("a sum is of a dimension, and none is named", where=place, do="name it under what")
    if kind is Kind.COUNT and claim.what not in [one.value for one in Counted]:
        told = ", ".join(one.value for one in Counted)
        raise FileError(f'"{visible(claim.what)[:40]}" cannot be counted', where=place, do=f"use {told} under what")
    _require_value(claim)
    return claim


def _require_value(claim: Claim) -> None:
    if claim.kind in (Kind.TIER, Kind.GRADE):
        return
    if claim.kind is Kind.BEATS:
        if claim.published.lower() not in _YES:
            raise FileError(f'"{visible(claim.published)[:40]}" is neither yes nor no', where=claim.place, do="mend it")
        return
    try:
        _number(claim.published)
    except ValueError as error:
        said = visible(claim.published)[:40]
        raise FileError(f'published "{said}" is not {error}', where=claim.place, do="mend it") from error


def _number(said: str) -> Fraction:
    return exact_number(said.removeprefix("+").replace("−", "-").removesuffix("×").strip(), None)


def checked(claims: Sequence[Claim], find: Find) -> list[Checked]:
    """Every claim, held against what is computed."""
    return [_checked(claim, find) for claim in claims]


def _checked(claim: Claim, find: Find) -> Checked:
    try:
        found = _value(claim, find(claim))
    except StudyError as error:
        return Checked(claim, Verdict.UNKNOWN, why=str(error))
    if isinstance(found, str):
        return _held(claim, found, is_true=found.casefold() == claim.published.strip().casefold())
    if isinstance(found, bool):
        return _held(claim, "yes" if found else "no", is_true=found == _YES[claim.published.lower()])
    decimals = len(claim.published.partition(".")[2].rstrip("×").strip())
    true = [rounded(one, decimals) for one in found]
    exact = shown(found.exact, decimals) if true[0] != true[1] else ""
    return _held(claim, _exact(found.shown), exact, is_true=_number(claim.published) in true)


def _held(claim: Claim, computed: str, exact: str = "", *, is_true: bool) -> Checked:
    return Checked(claim, Verdict.HOLDS if is_true else Verdict.FAILS, computed, exact)


def _exact(value: Fraction) -> str:
    """The whole number, or as many decimals as tell it apart."""
    said = shown(value, _MORE)
    return said.rstrip("0").rstrip(".")


def _value(claim: Claim, computed: Computed) -> _Number | str | bool:
    if claim.kind is Kind.COUNT:
        return _plain(Fraction(_count(claim, computed)))
    if claim.kind is Kind.RATIO:
        return _plain(_ratio(claim, computed))
    entry = _ranked(claim.run, computed)
    if claim.kind in _NEEDS_OTHER:
        one, two = (_total(each, computed.standings) for each in (entry, _ranked(claim.other, computed)))
        if claim.kind is Kind.BEATS:
            return one.shown > two.shown
        return _Number(one.shown - two.shown, one.exact - two.exact)
    return _of_one(claim, entry, computed.standings)


def _plain(value: Fraction) -> _Number:
    return _Number(value, value)


def _of_one(claim: Claim, entry: Ranked, standings: Standings) -> _Number | str:
    if claim.kind is Kind.RANK:
        return _plain(Fraction(entry.rank))
    if claim.kind is Kind.SUM:
        return _plain(_sum(claim, entry, standings))
    if claim.kind is Kind.TOTAL:
        return _total(entry, standings)
    if entry.tier is None:
        raise StudyError(f"{entry.run.id} is in no tier")
    return entry.tier.name


def _total(entry: Ranked, standings: Standings) -> _Number:
    return _Number(rounded(entry.exact, standings.rubric.decimals), entry.exact)


def _ratio(claim: Claim, computed: Computed) -> Fraction:
    if claim.run:
        totals = [_ranked(name, computed).exact for name in (claim.run, claim.other)]
        found = ratio(*totals)
    else:
        found = computed.standings.spread
        if not found.is_known:
            raise StudyError("best over worst needs two ranked runs, no total below 0, and one above it")
    if found.value is None:
        raise StudyError("nothing can be divided by nothing" if not found.is_infinite else "it is infinite")
    return found.value


def _sum(claim: Claim, entry: Ranked, standings: Standings) -> Fraction:
    titles = {one.key: one.title for one in standings.rubric.dimensions}
    wanted = claim.what.casefold()
    fitting = [one for one in entry.dimensions if wanted in (one.key.casefold(), titles[one.key].casefold())]
    if not fitting:
        told = ", ".join(titles)
        raise StudyError(f'{standings.rubric.name} has no dimension "{visible(claim.what)}"', do=f"it has {told}")
    points = fitting[0].points
    if points is None:
        raise StudyError(f"{entry.run.id} did not attempt {fitting[0].key}")
    return points


def _count(claim: Claim, computed: Computed) -> int:
    standings = computed.standings
    what = Counted(claim.what)
    if not claim.run:
        cards = [card for ones in computed.cards.values() for card in ones]
    else:
        cards = list(computed.cards.get(computed.named(claim.run).id, ()))
    if what is Counted.CARDS:
        return sum(card.total.complete for card in cards)
    if what is Counted.CELLS:
        return sum(card.decided for card in cards)
    if what is Counted.DEDUCTIONS:
        return sum(len(card.answers.called) for card in cards)
    if claim.run:
        raise StudyError(f"{what.value} are of a whole task, and a run is named", do="leave the run out")
    every = {Counted.RUNS: standings.runs, Counted.RANKED: standings.ranked, Counted.APART: standings.apart}
    return len(every[what])


def _ranked(name: str, computed: Computed) -> Ranked:
    run, standings = computed.named(name), computed.standings
    found = next((one for one in standings.ranked if one.run.id == run.id), None)
    if found is not None:
        return found
    apart = next((one.why for one in standings.apart if one.run.id == run.id), "its cards have open cells")
    raise StudyError(f"{run.id} is not ranked: {apart}")
