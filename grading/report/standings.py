"""What cards come to → standings: competition ranks on totals as shown, ties, tiers, and the rest apart."""

from collections.abc import Mapping, Sequence
from enum import Enum
from fractions import Fraction
from itertools import pairwise

from msgspec import Struct

from grading.marks.scorecard import Outcome
from grading.report.costs import cost_per_point
from grading.report.ranks import competition_ranks
from grading.report.ratios import Ratio, spread
from grading.report.reviewers import DimensionMean, Reviewed, dimension_means, reviewed
from grading.rubric.arithmetic import rounded, shown, tier
from grading.rubric.model import Rubric, Tier
from grading.runs.model import Run, State
from grading.words import counted


class Begun(Struct, frozen=True):
    """A reviewer's card that has open cells, beside complete ones of others."""

    reviewer: str
    decided: int
    of: int

    @property
    def words(self) -> str:
        """Who, and how far: karla 5 of 12 cells."""
        return f"{self.reviewer} {self.decided} of {counted(self.of, 'cell')}"


def begun(card: Outcome) -> Begun:
    """How far a card is."""
    return Begun(card.reviewer, card.decided, len(card.rubric.open_cells))


class Ranked(Struct, frozen=True):
    """A run with at least one complete card, and its place."""

    run: Run
    rank: int
    exact: Fraction
    total: str
    tier: Tier | None
    reviewed: Reviewed
    dimensions: tuple[DimensionMean, ...]
    is_near_next: bool
    """Whether the next one is so near that the order of the two says nothing (`≈`)."""
    begun: tuple[Begun, ...] = ()
    """The cards that are not complete, and do not count yet."""

    @property
    def cards(self) -> int:
        """How many complete cards the total is the mean of."""
        return self.reviewed.number

    @property
    def left_out(self) -> tuple[DimensionMean, ...]:
        """The dimensions that not every card of the total attempted."""
        return tuple(one for one in self.dimensions if one.cards < self.cards)

    @property
    def cost_per_point(self) -> Ratio:
        """Dollars for each point of the total."""
        return cost_per_point(self.run.figures.cost, self.exact)


class Partial(Struct, frozen=True):
    """A run whose cards all have open cells: never ranked."""

    run: Run
    total: str
    of: str
    missing: int


class Ground(Enum):
    """Why a run stands apart, in the order that a report lists them."""

    INFRASTRUCTURE = "infrastructure"
    UNMEASURABLE = "unmeasurable"
    VOID = "void"
    NOTHING_ATTEMPTED = "nothing was attempted"
    NOTHING_COMMON = "no dimension was attempted by all"
    NO_MARKS = "no marks yet"


class Apart(Struct, frozen=True):
    """A run that is not ranked, and why."""

    run: Run
    why: str
    ground: Ground
    total: str = ""
    """What its complete cards come to all the same; empty where there is none."""

    @property
    def is_awaited(self) -> bool:
        """Whether nothing but marks is missing."""
        return self.ground is Ground.NO_MARKS

    @property
    def reason(self) -> str:
        """What there is to say beside its ground and its state; mostly nothing where marks are awaited."""
        said = "" if self.state else self.run.figures.reason
        return said or (self.why if self.why != self.ground.value else "")

    @property
    def state(self) -> str:
        """How a run ended whose marks are awaited; empty where it is complete, or its state is why it stands apart."""
        state = self.run.figures.state
        return _with_reason(self.run, state.value) if self.is_awaited and state is not State.COMPLETE else ""


class Standings(Struct, frozen=True):
    """Runs of one task under one rubric."""

    task: str
    rubric: Rubric
    ranked: tuple[Ranked, ...]
    partial: tuple[Partial, ...]
    apart: tuple[Apart, ...]
    common: tuple[str, ...] | None
    """The dimensions that were counted, where only what all attempted was; none where all were."""
    is_void: bool = False
    """Whether all runs of the task were added by mistake, shown or not: nobody ran it, so nobody is missing in it."""

    @property
    def runs(self) -> tuple[Run, ...]:
        """Every run, ranked or not: money was spent on all of them."""
        ranked, partial = [one.run for one in self.ranked], [one.run for one in self.partial]
        return (*ranked, *partial, *(one.run for one in self.apart))

    @property
    def spread(self) -> Ratio:
        """The best total over the worst."""
        return spread(one.exact for one in self.ranked)

    @property
    def apart_by_ground(self) -> dict[Ground, tuple[Apart, ...]]:
        """Runs that are not ranked, by what keeps them apart."""
        found = {ground: tuple(one for one in self.apart if one.ground is ground) for ground in Ground}
        return {ground: ones for ground, ones in found.items() if ones}


def standings(
    task: str, rubric: Rubric, runs: Sequence[Run], cards: Mapping[str, Sequence[Outcome]], *, common: bool = False
) -> Standings:
    """The standings that these cards make; with `common`, only over dimensions that every ranked run attempted."""
    complete: dict[str, list[Outcome]] = {}
    partial, apart = [], []
    ids = [(run, run.id) for run in runs]
    for run, ident in ids:
        of_run = cards.get(ident, ())
        whole = [card for card in of_run if card.total.complete]
        if not run.figures.state.is_ranked:
            apart.append(_never_ranked(rubric, run, whole))
        elif whole:
            complete[ident] = whole
        elif any(card.total.exact is None and not card.total.missing for card in of_run):
            apart.append(_apart(run, Ground.NOTHING_ATTEMPTED))
        elif any(card.decided for card in of_run):
            partial.append(_partial(rubric, run, of_run))
        else:
            apart.append(_without_marks(run))
    counting = _attempted_by_all(rubric, complete) if common else None
    means = {ident: reviewed(whole, counting) for ident, whole in complete.items()}
    apart += [_apart(run, Ground.NOTHING_COMMON) for run, ident in ids if ident in means and means[ident] is None]
    return Standings(
        task=task,
        rubric=rubric,
        ranked=_ranked(rubric, {ident: run for run, ident in ids}, means, complete, cards),
        partial=tuple(partial),
        apart=tuple(apart),
        common=counting,
        is_void=bool(runs) and all(run.figures.state is State.VOID for run in runs),
    )


def _apart(run: Run, ground: Ground) -> Apart:
    return Apart(run, ground.value, ground)


def _never_ranked(rubric: Rubric, run: Run, whole: Sequence[Outcome]) -> Apart:
    mean = reviewed(whole)
    total = shown(mean.mean, rubric.decimals) if mean else ""
    return Apart(run, _with_reason(run, run.figures.state.value), Ground(run.figures.state.value), total)


def _without_marks(run: Run) -> Apart:
    """Its marks are awaited, whether it finished or not: once its card is complete, it is ranked."""
    word = Ground.NO_MARKS.value
    return Apart(run, _with_reason(run, word) if run.figures.state is State.COMPLETE else word, Ground.NO_MARKS)


def _with_reason(run: Run, word: str) -> str:
    return f"{word}: {run.figures.reason}" if run.figures.reason else word


def _partial(rubric: Rubric, run: Run, cards: Sequence[Outcome]) -> Partial:
    furthest = max(cards, key=lambda card: card.decided)
    return Partial(
        run, furthest.total_shown or "0", shown(furthest.total.of, rubric.decimals), len(furthest.total.missing)
    )


def _attempted_by_all(rubric: Rubric, cards: Mapping[str, Sequence[Outcome]]) -> tuple[str, ...]:
    every = [card.attempted for whole in cards.values() for card in whole]
    return tuple(one.key for one in rubric.dimensions if all(one.key in attempted for attempted in every))


def _ranked(
    rubric: Rubric,
    runs: Mapping[str, Run],
    means: Mapping[str, Reviewed | None],
    complete: Mapping[str, Sequence[Outcome]],
    cards: Mapping[str, Sequence[Outcome]],
) -> tuple[Ranked, ...]:
    known = {ident: mean for ident, mean in means.items() if mean is not None}
    exact = {ident: mean.mean for ident, mean in known.items()}
    seen = {ident: rounded(total, rubric.decimals) for ident, total in exact.items()}
    # Among equals the order is by name, so that the same ledger always gives the same table.
    ordered = sorted(known, key=lambda ident: (-seen[ident], ident))
    ranks = competition_ranks([seen[ident] for ident in ordered])
    near = {high: seen[high] - seen[low] <= rubric.tie_band for high, low in pairwise(ordered)}
    return tuple(
        Ranked(
            run=runs[ident],
            rank=rank,
            exact=exact[ident],
            total=shown(exact[ident], rubric.decimals),
            tier=tier(rubric, exact[ident]),
            reviewed=known[ident],
            dimensions=dimension_means(rubric, complete[ident]),
            is_near_next=near.get(ident, False),
            begun=tuple(begun(card) for card in cards[ident] if card.decided and not card.total.complete),
        )
        for ident, rank in zip(ordered, ranks, strict=True)
    )
