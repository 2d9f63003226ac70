"""The tables that a study has, each computed when it is first looked at, with what its reader may know of the runs."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from grading.blind import MASK, Unseen, mask_for, unseen
from grading.marks.tally import Tally
from grading.review.queue import Queue
from grading.review.stand import Stand
from grading.rubric.model import Rubric
from grading.sides import Side
from tui.painting.standings_rows import Known
from tui.session import Session

if TYPE_CHECKING:
    from grading.report.standings import Standings


class Key(NamedTuple):
    """Which table: a task under a rubric."""

    task: str
    rubric: Rubric


class Shelf:
    """Everything as it was when it was taken from the ledger."""

    def __init__(self, session: Session, queue: Queue | None = None) -> None:
        """The queue, where somebody has read it already."""
        self._session = session
        self._written = session.study.written()
        self._queue = queue
        self._tallies: dict[str, Sequence[Tally]] = {}
        self._tables: dict[tuple[str, str, bool], Standings] = {}
        self._known: dict[tuple[str, str], Known] = {}
        self._unseen: dict[tuple[str, str], Unseen] = {}

    @property
    def is_outdated(self) -> bool:
        """Whether anything was written since, here or by another program."""
        return self._session.study.written() != self._written

    def current(self) -> "Shelf":
        """This one as long as it holds, else one that is read again."""
        return Shelf(self._session) if self.is_outdated else self

    @cached_property
    def keys(self) -> Sequence[Key]:
        """Every task under every rubric that has marks there; without any, under the last that it is graded by.

        What was run by mistake only comes last.
        """
        study = self._session.study
        alive = study.run_ids(with_void=False)
        counted = {one.id: {tally.run for tally in self._counted(one) if tally.decided} for one in study.rubrics()}
        found: list[Key] = []
        for task, runs in sorted(study.run_ids().items(), key=lambda one: not alive[one[0]]):
            rubrics = study.rubrics_of(task) if runs else []
            marked = [one for one in rubrics if not counted[one.id].isdisjoint(runs)]
            found += [Key(task, one) for one in marked or rubrics[-1:]]
        return found

    def begun(self, task: str) -> "Shelf":
        """Computes the table to begin with, so that what cannot be read is said where one is."""
        self.table(self.keys[self.number(task)])
        return self

    def _counted(self, rubric: Rubric) -> Sequence[Tally]:
        if rubric.id not in self._tallies:
            self._tallies[rubric.id] = self._session.study.tallies(rubric)
        return self._tallies[rubric.id]

    def number(self, task: str, rubric: str = "") -> int:
        """The table to begin with: of a task under the rubric of this id, or that was asked for; else its last one."""
        asked = self._session.rubric
        places = [place for place, key in enumerate(self.keys) if task in ("", key.task)]
        same = [place for place in places if self.keys[place].rubric.id == rubric]
        named = [place for place in places if asked in (self.keys[place].rubric.key, self.keys[place].rubric.name)]
        last = places or [0]
        of_first = [place for place in last if self.keys and self.keys[place].task == self.keys[last[0]].task]
        return (same or named or of_first or [0])[-1]

    def table(self, key: Key, *, common: bool = False) -> "Standings":
        """The standings of a task under a rubric."""
        name = (key.task, key.rubric.id, common)
        if name not in self._tables:
            self._tables[name] = self._session.study.reports.standings(
                key.task, key.rubric, common=common, unseen=self.unseen(key)
            )
        return self._tables[name]

    # What may be known

    def unseen(self, key: Key) -> Unseen:
        """What others gave that the reader is not to see yet."""
        name = (key.task, key.rubric.id)
        if name not in self._unseen:
            runs = set(self._session.study.run_ids().get(key.task, []))
            cards = [] if self._session.is_open else [one for one in self._counted(key.rubric) if one.run in runs]
            self._unseen[name] = unseen(self._session.reviewer, cards)
        return self._unseen[name]

    def known(self, key: Key) -> Known:
        """What is hidden from the reader, and what it is called instead."""
        name = (key.task, key.rubric.id)
        if name not in self._known:
            self._known[name] = self._found(key)
        return self._known[name]

    def _found(self, key: Key) -> Known:
        session = self._session
        if session.is_open:
            return Known({})
        me, study = session.reviewer, session.study
        revealed = {one.run for one in self._counted(key.rubric) if one.reviewer == me and one.is_revealed}
        hidden = [run for run in study.run_ids().get(key.task, []) if run not in revealed]
        called = {run: _called(stand, run, me) for run, stand in self.stands(key).items()} if hidden else {}
        # Of a task that the reader does not grade, no run stands in a pair: an order that tells nothing numbers them.
        others = sorted((run for run in hidden if run not in called), key=lambda run: _drawn_lot(me, run))
        called |= {run: f"{MASK} {number:,}" for number, run in enumerate(others, 1)}
        return Known({run: called[run] for run in hidden}, mask_for(study.runs()), self.unseen(key).runs)

    @cached_property
    def queue(self) -> Queue:
        """What the reader has to grade, by which runs are called as long as they are hidden."""
        return self._queue or self._session.queue()

    def stands(self, key: Key) -> Mapping[str, Stand]:
        """The pair that each run of a task is graded in; where it was drawn, that one."""
        tasks = [one for one in self.queue.tasks if one.task == key.task]
        same = [one for one in tasks if one.rubric.id == key.rubric.id]
        found: dict[str, Stand] = {}
        for queue in (same or tasks)[:1]:
            for stand in sorted(queue.likely, key=lambda one: one.sides is None):
                for run in stand.runs:
                    found.setdefault(run, stand)
            # No pair is needed for what was graded elsewhere; in the order of all pairs, it stands somewhere.
            left = set(queue.runs) - found.keys()
            pairs = iter(queue.order)
            while left:
                pair = next(pairs)
                found |= {run: queue.stand(pair) for run in pair & left}
                left -= pair
        return found


def _drawn_lot(reviewer: str, run: str) -> str:
    return hashlib.sha256(f"{reviewer} {run}".encode("utf-8", "surrogatepass")).hexdigest()


def _called(stand: Stand, run: str, reviewer: str) -> str:
    """What a run is called whose name is hidden: pair 3, side A; before the draw, by lot the one or the other."""
    if len(stand.runs) == 1:
        return "run 1"
    if stand.sides:
        side = f"side {(Side.A if stand.sides.a == run else Side.B).value}"
    else:
        is_one = run == min(stand.runs, key=lambda one: _drawn_lot(reviewer, one))
        side = "one of two" if is_one else "the other"
    return f"pair {stand.number:,}, {side}"
