"""Scorecards → standings: competition ranks on totals as shown, ties, tiers, and the rest apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from grading.marks.scorecard import Scorecard
from grading.rubric.arithmetic import rounded, shown, tier
from grading.rubric.model import Rubric, Tier
from grading.runs.model import Run


@dataclass(frozen=True, slots=True)
class Ranked:
    """A run with at least one complete card, and its place."""

    run: Run
    rank: int
    exact: Fraction
    total: str
    tier: Tier | None
    cards: int
    is_near_next: bool
    """Whether the next one is so near that the order of the two says nothing (`≈`)."""


@dataclass(frozen=True, slots=True)
class Partial:
    """A run whose cards all have open cells: never ranked."""

    run: Run
    total: str
    of: str
    missing: int


@dataclass(frozen=True, slots=True)
class Apart:
    """A run that is not ranked, and why."""

    run: Run
    why: str


@dataclass(frozen=True, slots=True)
class Standings:
    """Runs of one task under one rubric."""

    task: str
    rubric: Rubric
    ranked: tuple[Ranked, ...]
    partial: tuple[Partial, ...]
    apart: tuple[Apart, ...]
    common: tuple[str, ...] | None
    """The dimensions that were counted, where only what all attempted was; none where all were."""


def standings(
    task: str, rubric: Rubric, runs: Sequence[Run], cards: Mapping[str, Sequence[Scorecard]], *, common: bool = False
) -> Standings:
    """The standings that these cards make; with `common`, only over dimensions that every ranked run attempted."""
    complete: dict[str, list[Scorecard]] = {}
    partial, apart = [], []
    for run in runs:
        of_run = cards.get(run.id, ())
        whole = [card for card in of_run if card.total.complete]
        if not run.figures.state.is_ranked:
            apart.append(Apart(run, _why(run)))
        elif whole:
            complete[run.id] = whole
        elif any(card.total.exact is None and not card.total.missing for card in of_run):
            apart.append(Apart(run, "nothing was attempted"))
        elif any(card.decided for card in of_run):
            partial.append(_partial(rubric, run, of_run))
        else:
            apart.append(Apart(run, _why(run)))
    counted = _attempted_by_all(rubric, complete) if common else None
    totals = {
        run.id: _mean(complete[run.id], counted) for run in runs if run.id in complete and (counted is None or counted)
    }
    return Standings(
        task=task,
        rubric=rubric,
        ranked=_ranked(rubric, [run for run in runs if run.id in totals], totals, complete),
        partial=tuple(partial),
        apart=tuple(apart),
        common=counted,
    )


def _why(run: Run) -> str:
    figures = run.figures
    words = [figures.state.value] if figures.state.value != "complete" else ["no marks yet"]
    return ": ".join(words + ([figures.reason] if figures.reason else []))


def _partial(rubric: Rubric, run: Run, cards: Sequence[Scorecard]) -> Partial:
    furthest = max(cards, key=lambda card: card.decided)
    return Partial(
        run, furthest.total_shown or "0", shown(furthest.total.of, rubric.decimals), len(furthest.total.missing)
    )


def _attempted_by_all(rubric: Rubric, cards: Mapping[str, Sequence[Scorecard]]) -> tuple[str, ...]:
    every = [card.attempted for whole in cards.values() for card in whole]
    return tuple(one.key for one in rubric.dimensions if all(one.key in attempted for attempted in every))


def _mean(cards: Sequence[Scorecard], counted: tuple[str, ...] | None) -> Fraction:
    totals = [card.total if counted is None else card.total_over(counted) for card in cards]
    exact = [one.exact for one in totals if one.exact is not None]
    return sum(exact, Fraction(0)) / len(exact)


def _ranked(
    rubric: Rubric, runs: Sequence[Run], totals: Mapping[str, Fraction], cards: Mapping[str, Sequence[Scorecard]]
) -> tuple[Ranked, ...]:
    seen = {run.id: rounded(totals[run.id], rubric.decimals) for run in runs}
    # Among equals the order is by name, so that the same ledger always gives the same table.
    ordered = sorted(runs, key=lambda run: (-seen[run.id], run.id))
    near = {high.id: seen[high.id] - seen[low.id] <= rubric.tie_band for high, low in pairwise(ordered)}
    return tuple(
        Ranked(
            run=run,
            rank=1 + sum(other > seen[run.id] for other in seen.values()),
            exact=totals[run.id],
            total=shown(totals[run.id], rubric.decimals),
            tier=tier(rubric, totals[run.id]),
            cards=len(cards[run.id]),
            is_near_next=near.get(run.id, False),
        )
        for run in ordered
    )
