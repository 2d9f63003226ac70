"""Every number that is published, computed from the ledger when it is asked for. Nothing is kept."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cache, cached_property
from typing import Final

from grading.blind import Unseen
from grading.errors import StudyError
from grading.finding import called, named_rubric, named_run, named_task
from grading.ledger.outcomes import outcomes
from grading.ledger.store import Ledger
from grading.ledger.things import Things
from grading.marks.events import Decision, Evidence, standing
from grading.marks.scorecard import Outcome, scorecard
from grading.quoting import Quotes
from grading.report.across import Across, Between, Overall, across, between, one_of_each_task
from grading.report.cards import CardReport, Quote
from grading.report.claims import Checked, Claim, Computed, checked, read_claims
from grading.report.costs import WorkingCost, working_costs
from grading.report.editions import Editions, side_by_side
from grading.report.groups import By, Groups, grouped
from grading.report.index import AgainstIndex, against_index, read_index
from grading.report.standings import Standings, standings
from grading.rubric.model import Rubric
from grading.runs.model import Run, State, Task
from grading.runs.vault import Vault
from grading.visible import visible

_EVERYTHING_SEEN: Final = Unseen()


class Reports:
    """What a study's ledger comes to."""

    def __init__(self, ledger: Ledger, things: Things, vault: Vault) -> None:
        self._ledger = ledger
        self._things = things
        self._vault = vault

    @cached_property
    def _quotes(self) -> Quotes:
        return Quotes(self._vault, self._things.elsewhere())

    # Standings

    def standings(
        self, task: str, rubric: Rubric, *, common: bool = False, unseen: Unseen = _EVERYTHING_SEEN
    ) -> Standings:
        """Who stands where on a task under a rubric; what is not to be seen counts as if it were not there."""
        cards = {
            run: [card for card in cards if not unseen.hides(run, card.reviewer)]
            for run, cards in self.outcomes(task, rubric).items()
        }
        return standings(task, rubric, self._things.runs(task), cards, common=common)

    def outcomes(self, task: str, rubric: Rubric) -> dict[str, list[Outcome]]:
        """What every reviewer's card for every run of a task comes to, by run."""
        return outcomes(self._ledger, task, rubric)

    def tables(
        self, task: str = "", rubric: str = "", *, common: bool = False, is_across: bool = False
    ) -> list[Standings]:
        """One for each task and rubric that were asked for; without a rubric's name, every one that has marks.

        To be put together across tasks, each task has one by each rubric: of an edition that all have, if there is one.

        What was run by mistake only comes last.
        """
        keys = [named_task(self._things.tasks(), task)] if task else [one.key for one in self._things.tasks()]
        found = []
        for key in keys:
            rubrics = self._asked(key, rubric, is_needed=bool(task), is_across=is_across)
            every = [self.standings(key, one, common=common) for one in rubrics]
            marked = [one for one in every if one.ranked or one.partial]
            found += marked or every[-1:]
        if rubric and not found:
            raise self._no_rubric(rubric)
        found = _one_of_each_task(found) if is_across else found
        return sorted(found, key=lambda one: one.is_void)

    def _no_rubric(self, name: str) -> StudyError:
        told = ", ".join(one.name for one in self._things.rubrics()) or "none yet"
        return StudyError(f'no task has a rubric "{visible(name)}"', do=f"the rubrics are {told}")

    def _asked(self, task: str, name: str, *, is_needed: bool, is_across: bool) -> list[Rubric]:
        candidates = self.rubrics_of(task)
        if not name:
            return candidates
        if is_across and (editions := called(candidates, name)):
            return editions
        is_there = any(name in (one.key, one.name) for one in candidates)
        return [named_rubric(candidates, task, name)] if is_needed or is_there else []

    def rubrics_of(self, task: str) -> list[Rubric]:
        """The rubrics that a task is graded by, oldest first: its own, and those that are for every task."""
        bound = self._things.tasks_of_rubric()
        return [one for one in self._things.rubrics() if task in bound.get(one.id, [task])]

    # What follows from standings

    def working_costs(self, table: Standings, gates: Collection[str] = ()) -> tuple[WorkingCost, ...]:
        """What a working run of each model costs: one that passes these gates of the rubric, or all of them."""
        return working_costs(table.rubric, table.runs, self.outcomes(table.task, table.rubric), gates)

    def grouped(self, tables: Sequence[Standings], by: By) -> Groups:
        """The runs of standings in groups."""
        return grouped(tables, by)

    def across(self, tables: Sequence[Standings]) -> Across:
        """Standings of several tasks put together."""
        return across(tables)

    def between(self, every: Across, contenders: Sequence[Overall]) -> tuple[Between, ...]:
        """Every two tasks held against each other, by these contenders."""
        return between(every, contenders)

    def require_index(self, index: str, file: str) -> None:
        """Says what is wrong with the text of an outside index, before there is anything to hold against it."""
        read_index(index, file)

    def against(self, table: Standings, index: str, file: str) -> AgainstIndex:
        """Standings held against the text of an outside index."""
        return against_index(table, read_index(index, file))

    def side_by_side(self, before: Standings, after: Standings) -> Editions:
        """Who moves from one rubric, or edition of it, to another."""
        return side_by_side(before, after)

    # Scorecards

    def card(self, run: Run, rubric: Rubric, reviewer: str) -> CardReport:
        """One reviewer's card for one run."""
        condition = "run = ? AND (rubric IS NULL OR (rubric = ? AND reviewer = ?))"
        decisions = self._ledger.decisions(condition, (run.id, rubric.id, reviewer))
        return card_report(run, rubric, reviewer, decisions, self._quotes)

    # Claims

    def verified(self, claims: str, file: str, task: str = "", rubric: str = "") -> list[Checked]:
        """Published numbers, held against computed ones; `task` and `rubric` are meant where a claim names none."""
        tasks, every, computed = self._things.tasks(), self._things.runs(), cache(self._computed)
        if task:
            named_task(tasks, task)
        if rubric and not called(self._things.rubrics(), rubric):
            raise self._no_rubric(rubric)

        def find(claim: Claim) -> Computed:
            of = claim.task or task or _task_of(claim.run, every, tasks)
            return computed(of, claim.rubric or rubric)

        return checked(read_claims(claims, file), find)

    def _computed(self, task: str, rubric: str) -> Computed:
        key = named_task(self._things.tasks(), task)
        candidates, every = self.rubrics_of(key), self._things.runs()
        runs = [one for one in every if one.name.task == key]
        meant = called(candidates, rubric) if rubric else candidates
        # As in standings: an edition that nobody has marked by yet takes the place of none.
        asked = named_rubric([one for one in meant if self._is_marked(key, one)] or candidates, key, rubric)
        cards = self.outcomes(key, asked)
        return Computed(standings(key, asked, runs, cards), cards, lambda name: _run_of(key, every, name))

    def _is_marked(self, task: str, rubric: Rubric) -> bool:
        return any(card.decided for cards in self.outcomes(task, rubric).values() for card in cards)


def card_report(run: Run, rubric: Rubric, reviewer: str, decisions: Sequence[Decision], quotes: Quotes) -> CardReport:
    """The card that all decisions about it make, given in the order of their ids with those on the run's figures."""
    stands = sorted(standing(one for one in decisions if one.rubric).values(), key=lambda one: one.id)
    found: defaultdict[str, list[Quote]] = defaultdict(list)
    for one in stands:
        if isinstance(one.event, Evidence):
            found[one.event.cell].append(quotes.quote(one.event, one.snapshot))
    return CardReport(
        run=run,
        card=scorecard(rubric, run.id, reviewer, stands),
        quotes={cell: tuple(ones) for cell, ones in found.items()},
        history=tuple(decisions),
    )


def _one_of_each_task(tables: Sequence[Standings]) -> list[Standings]:
    """Of each task one table by each rubric."""
    by_rubric: defaultdict[str, list[Standings]] = defaultdict(list)
    for table in tables:
        by_rubric[table.rubric.key].append(table)
    kept = {(one.task, one.rubric.id) for ones in by_rubric.values() for one in one_of_each_task(ones)}
    return [one for one in tables if (one.task, one.rubric.id) in kept]


def _named(alive: Sequence[Run], every: Sequence[Run], name: str) -> Run:
    """The run that a claim names: a void one only where no other is called so."""
    try:
        return named_run(alive, name)
    except StudyError:
        return named_run(every, name)


def _run_of(task: str, every: Sequence[Run], name: str) -> Run:
    """The run of a task that a claim names; one that is named with another task is told from one that is not there."""
    if "/" not in name:
        return named_run([one for one in every if one.name.task == task], name)
    found = named_run(every, name)
    if found.name.task != task:
        raise StudyError(f"{found.id} is a run of another task than {task}", do="a claim is about one task")
    return found


def _task_of(run: str, every: Sequence[Run], tasks: Sequence[Task]) -> str:
    """The task that is meant where none is named: the only one, or that of the run that is."""
    alive = [one for one in every if one.figures.state is not State.VOID]
    # A task that was run by mistake only is not meant, unless a claim names a run of it.
    found = [one.key for one in tasks if any(run.name.task == one.key for run in alive)] or [one.key for one in tasks]
    if run and len(tasks) > 1:
        return _named(alive, every, run).name.task
    if len(found) == 1:
        return found[0]
    told = ", ".join(found) or "none yet"
    raise StudyError("it is not said which task is meant", do=f"name it with --task; there are {told}")
