"""What points and working runs cost. A cost that is not known stays unknown: never 0, never left out of a sum."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final

from msgspec import Struct

from grading.errors import RubricError
from grading.marks.scorecard import Outcome
from grading.report.ratios import INFINITE, UNKNOWN, Ratio, ratio
from grading.rubric.arithmetic import exact_sum
from grading.rubric.model import Rubric
from grading.runs.model import Basis, Cost, Run, State
from grading.visible import visible

VOID_WORDS: Final = "a void run is no attempt, but what it cost was spent"


class Spent(Struct, frozen=True):
    """What several runs cost together, as well as the least known of them."""

    basis: Basis
    usd: Fraction | None
    """The whole sum; none where a cost has no amount."""
    known: Fraction
    """The sum of the amounts that are known: at least so much was spent."""
    known_basis: Basis
    """As well as the least known of these amounts."""
    without_amount: int
    """How many of the runs have no amount."""

    @property
    def at_least(self) -> Fraction | None:
        """What was spent as far as it is known; none where nothing is."""
        return self.usd if self.usd is not None else self.known or None


_FROM_BEST: Sequence[Basis] = (Basis.EXACT, Basis.ESTIMATED, Basis.SUBSCRIPTION, Basis.UNKNOWN)


def spent(costs: Iterable[Cost]) -> Spent:
    """The sum of costs; of no costs at all it is exactly nothing."""
    every = list(costs)
    paid = [one for one in every if one.usd is not None]
    known, missing = exact_sum(Fraction(one.usd) for one in paid if one.usd is not None), len(every) - len(paid)
    return Spent(_least_known(every), None if missing else known, known, _least_known(paid), missing)


def _least_known(costs: Iterable[Cost]) -> Basis:
    return max((one.basis for one in costs), key=_FROM_BEST.index, default=Basis.EXACT)


def cost_per_point(cost: Cost, total: Fraction) -> Ratio:
    """Dollars for each point of a total; infinite where money brought none. It is as exact as the cost's basis says."""
    return UNKNOWN if cost.usd is None else ratio(Fraction(cost.usd), total)


def is_working(run: Run, cards: Iterable[Outcome], gates: Collection[str]) -> bool | None:
    """Whether a run passes these gates; none where nobody has looked.

    One reviewer who saw a gate fail is enough: a working run works for everybody.
    """
    if not gates:
        return None
    if not run.figures.state.is_ranked:
        return False
    answers = [card.answers.gates for card in cards]
    if any(found.get(gate) is False for found in answers for gate in gates):
        return False
    if all(any(found.get(gate) for found in answers) for gate in gates):
        return True
    # What did not finish, and what nobody could try, is not working by itself.
    return False if run.figures.state is State.UNFINISHED else None


def named_gates(rubric: Rubric, names: Collection[str] = ()) -> tuple[str, ...]:
    """The keys of these gates of a rubric; of all of them where none is named."""
    known = [gate.key for gate in rubric.gates]
    for name in names:
        if name not in known:
            told = ", ".join(known) or "none"
            raise RubricError(f'{rubric.name} has no gate "{visible(name)}"', do=f"its gates are: {told}")
    return tuple(key for key in known if not names or key in names)


class WorkingCost(Struct, frozen=True):
    """What a working run of a model costs: all money spent on the model over its runs that work."""

    model: str
    runs: int
    """Without void ones: what was added by mistake is no attempt."""
    working: int
    unjudged: int
    """Of how many runs nobody can say whether they work."""
    void: int
    """How many void runs the model has besides; what they cost was spent all the same."""
    unmeasured: int
    """How many of the runs could not be measured, or failed by their infrastructure: they do not work either."""
    spent: Spent
    per_working_run: Ratio

    @property
    def why_unknown(self) -> str:
        """What is not known; empty where the figure is, and every run without a figure could be looked at."""
        if self.per_working_run.is_infinite and self.unmeasured:
            return f"{_runs(self.unmeasured)} of {self.runs} could not be measured"
        if self.per_working_run.is_known:
            return ""
        if not self.runs:
            return "its only run is void" if self.void == 1 else f"all {self.void} runs are void"
        if self.unjudged:
            return f"the gates of {_runs(self.unjudged)} of {self.runs} are not answered"
        if self.spent.without_amount:
            basis = "a subscription" if self.spent.basis is Basis.SUBSCRIPTION else "unknown"
            void = f", {self.void} of them void," if self.void else ""
            return f"the cost of {_runs(self.spent.without_amount)} of {self.runs + self.void}{void} is {basis}"
        return ""


def _runs(number: int) -> str:
    return f"{number} run" + ("" if number == 1 else "s")


def working_costs(
    rubric: Rubric, runs: Sequence[Run], cards: Mapping[str, Sequence[Outcome]], gates: Collection[str] = ()
) -> tuple[WorkingCost, ...]:
    """What a working run of each model costs by these cards: one that passes the named gates of a rubric, or all."""
    asked = named_gates(rubric, gates)
    return costs_per_working_run(runs, {run.id: is_working(run, cards.get(run.id, ()), asked) for run in runs})


def costs_per_working_run(runs: Iterable[Run], works: Mapping[str, bool | None]) -> tuple[WorkingCost, ...]:
    """For each model, over all its runs, the cheapest first, then the infinite ones, then what is not known.

    `works` has the answer for every run's id. What runs cost that are never ranked was spent all the same, and counts;
    a void one is no attempt that failed.
    """
    of_model: defaultdict[str, list[Run]] = defaultdict(list)
    for run in runs:
        of_model[run.name.model].append(run)
    found = [_working_cost(model, ones, [works.get(run.id) for run in ones]) for model, ones in of_model.items()]
    return tuple(sorted(found, key=_cheapest_first))


def _working_cost(model: str, runs: Sequence[Run], works: Sequence[bool | None]) -> WorkingCost:
    money = spent(run.figures.cost for run in runs)
    attempts = [one for run, one in zip(runs, works, strict=True) if run.figures.state is not State.VOID]
    working, unjudged = attempts.count(True), attempts.count(None)
    if unjudged or not attempts:
        per_run = UNKNOWN
    elif not working:
        # However much it was, and even where nobody knows how much: it brought nothing that works.
        per_run = INFINITE
    else:
        per_run = ratio(money.usd, Fraction(working))
    unmeasured = sum(run.figures.state in (State.UNMEASURABLE, State.INFRASTRUCTURE) for run in runs)
    return WorkingCost(model, len(attempts), working, unjudged, len(runs) - len(attempts), unmeasured, money, per_run)


def _cheapest_first(one: WorkingCost) -> tuple[int, Fraction, str]:
    value = one.per_working_run.value
    place = 0 if value is not None else 1 if one.per_working_run.is_infinite else 2
    return place, value or Fraction(0), one.model
