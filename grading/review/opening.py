"""What to open: the runs that a person named, or a pair of the queue; and which of them stands on which side."""

import random
from collections.abc import Iterable, Sequence

from msgspec import Struct

from grading.errors import StudyError
from grading.marks.queue import sides
from grading.rubric.model import Rubric
from grading.runs.model import Run, Snapshot
from grading.sides import Pair
from grading.study import Study


class Opening(Struct, frozen=True):
    """Two runs side by side, or one alone, to be graded under a rubric."""

    task: str
    rubric: Rubric
    runs: Pair[Run | None]
    """A side without a run is not graded: it shows the baseline, or nothing."""
    baseline: Snapshot | None = None
    """What the task began with, to stand on the side without a run."""

    @property
    def key(self) -> tuple[str, ...]:
        """The ids of the runs, in the order of their sides."""
        return tuple(run.id for run in self.runs if run is not None)


def side_drawn(study: Study, task: str, reviewer: str, pair: Iterable[str]) -> Pair[str]:
    """Which of two runs stands on which side for this reviewer: as drawn before, or drawn now and kept."""
    first, second = sorted(pair)
    # The toss is the same for the same draw, so that what was drawn can be checked by whoever doubts it.
    toss = random.Random(f"{reviewer} {first} {second}").random() < 0.5
    return study.draw(task, reviewer, sides((first, second), study.draws(task, reviewer), toss))


def opening(
    study: Study, names: Sequence[str], reviewer: str, *, task: str = "", rubric: str = "", is_blind: bool = True
) -> Opening:
    """What one or two names of runs mean. Who grades blind learns nothing from the order they were said in."""
    candidates = study.runs(study.find_task(task) if task else None)
    runs = [study.find_run(name, candidates) for name in names]
    if not 1 <= len(runs) <= 2:
        raise StudyError(f"{len(runs)} runs cannot be opened at once", do="name one run, or two of one task")
    first, last = runs[0], runs[-1]
    if len(runs) == 2 and first.id == last.id:
        raise StudyError(f"{first.id} is named twice", do="name another run, or this one alone")
    if first.name.task != last.name.task:
        told = f"{first.id} and {last.id} are runs of two tasks"
        raise StudyError(told, do="name runs of one task; `sidegrade diff` compares any two")
    asked = study.find_rubric(first.name.task, rubric)
    if len(runs) == 1:
        return alone(study, first, asked)
    if not is_blind:
        return Opening(first.name.task, asked, Pair(first, last))
    return drawn(study, {first.id: first, last.id: last}, asked, reviewer)


def alone(study: Study, run: Run, rubric: Rubric) -> Opening:
    """One run, on the right of its task's baseline where both have files, else by itself."""
    baseline = next((one.baseline for one in study.tasks() if one.key == run.name.task), None)
    if baseline is None or run.snapshot is None:
        return Opening(run.name.task, rubric, Pair(run, None))
    return Opening(run.name.task, rubric, Pair(None, run), baseline)


def drawn(study: Study, runs: dict[str, Run], rubric: Rubric, reviewer: str) -> Opening:
    """Two runs of one task, on the sides that are drawn for this reviewer."""
    task = next(iter(runs.values())).name.task
    placed = side_drawn(study, task, reviewer, runs)
    return Opening(task, rubric, placed.map(lambda run: runs[run]))


def opened(study: Study, pair: Iterable[str], rubric: str, reviewer: str) -> Opening:
    """A pair of the queue, or its one run, by their ids and the rubric's."""
    known = {run.id: run for run in study.runs()}
    runs = {ident: known[ident] for ident in pair}
    asked = next(one for one in study.rubrics() if one.id == rubric)
    if len(runs) == 1:
        return alone(study, next(iter(runs.values())), asked)
    return drawn(study, runs, asked, reviewer)
