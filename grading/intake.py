"""Taking runs in: what folders describe → rows, figures and snapshots. Each run whole or not at all."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

from grading.errors import RunError
from grading.ledger.store import Ledger
from grading.ledger.things import Things
from grading.rubric.file import rubric_from_toml
from grading.rubric.lint import require_sound
from grading.rubric.model import Rubric
from grading.runs.folder import FoundRun, FoundTask
from grading.runs.model import RunName, Snapshot, TakenIn
from grading.runs.snapshot import take_in
from grading.runs.vault import Vault
from grading.strict import read_text
from grading.visible import path_text, visible

Watch = Callable[[str, int, int], None]
"""Told which run is read, and how many files of how many have been."""


class Added(Struct, frozen=True):
    """What came of adding one run."""

    run: str
    task: str
    model: str
    is_new: bool
    taken: TakenIn | None
    earlier: Snapshot | None
    """The snapshot that the run had before."""
    corrected: tuple[str, ...]
    """Figures that were there with another value."""
    decisions_on_earlier: int
    """How many marks stand on the earlier snapshot, where there is a new one."""
    fresh: tuple[str, ...] = ()
    """Figures that were not there before."""
    kept: tuple[str, ...] = ()
    """Figures that a person has set to something else than the folder says."""
    is_back: bool = False
    """Whether its files are here now, where only what an import said of them was before."""

    @property
    def is_unchanged(self) -> bool:
        """Whether everything was there already."""
        same = self.taken is None or (self.earlier is not None and self.taken.snapshot == self.earlier)
        return same and not self.is_new and not self.corrected and not self.fresh and not self.is_back


class Intake(Struct, frozen=True):
    """Takes tasks and runs into one study."""

    inside: Path
    """The study's own folder with ledger and vault."""
    ledger: Ledger
    things: Things
    vault: Vault
    reviewer: str
    skipped_folders: Sequence[str]
    everything: bool
    watch: Watch

    def tasks(self, found: Sequence[FoundTask]) -> list[Added]:
        """Tasks with their rubrics, baselines and runs. What can be refused is refused before a word is written."""
        rubrics = {task.key: [(rubric_from(path), read_text(path)) for path in task.rubrics] for task in found}
        for task in found:
            for workspace in (task.baseline, *(run.workspace for run in task.runs)):
                self._require_outside(workspace)
        self._require_distinct([run.name for task in found for run in task.runs])
        return [added for task in found for added in self._task(task, rubrics[task.key])]

    def _require_outside(self, workspace: Path | None) -> None:
        """Refuses to take the study into itself."""
        if workspace is None:
            return
        inside, place = self.inside.resolve(), workspace.resolve()
        if place in inside.parents or inside in (place, *place.parents):
            where = visible(str(workspace))
            raise RunError("the study itself lies in it", where=where, do="name the runs' own folders")

    def _require_distinct(self, names: Sequence[RunName]) -> None:
        seen: set[str] = set()
        for name in names:
            if name.id in seen:
                raise RunError(f"the run {name.id} is there twice", do="tell them apart by condition or attempt")
            seen.add(name.id)
            self.things.require_fitting(name)

    def _task(self, found: FoundTask, rubrics: Sequence[tuple[Rubric, str]]) -> list[Added]:
        with self.ledger.writing():
            self.things.put_task(found.key, found.title, found.prompt)
            for rubric, source in rubrics:
                self.things.put_rubric(rubric, source)
                self.things.grade_task_by(found.key, rubric.id)
        if found.baseline is not None:
            self._baseline(found.key, found.baseline)
        return [self._run(run) for run in found.runs]

    def _baseline(self, task: str, folder: Path) -> None:
        earlier = self.things.workspaces("task", task)
        known = earlier[-1].snapshot if earlier else None
        taken = self._take(folder, f"{task} baseline", known, is_described=False)
        self._bring_back(taken)
        if taken.snapshot != known:
            self.things.put_workspace(task, None, taken, path_text(os.fsencode(folder)))

    def _run(self, found: FoundRun) -> Added:
        name = found.name
        earlier = self.things.workspaces("run", name.id)
        known = earlier[-1].snapshot if earlier else None
        # The slow part first, outside the transaction: other reviewers go on marking meanwhile.
        taken = None
        if found.workspace is not None:
            taken = self._take(found.workspace, name.id, known, is_described=not found.has_own_folder)
        with self.ledger.writing():
            is_new = self.things.put_run(name)
            figures = self.things.put_figures(name.id, dict(found.figures), self.reviewer)
            is_back = taken is not None and self._bring_back(taken)
            # Looked up again: another process may have added the same folder meanwhile.
            now = self.things.workspaces("run", name.id)
            if taken is not None and (not now or taken.snapshot != now[-1].snapshot):
                self.things.put_workspace(name.task, name.id, taken, path_text(os.fsencode(str(found.workspace))))
        is_replaced = known is not None and taken is not None and taken.snapshot != known
        marks = self._marks_on(name.id) if is_replaced else 0
        said = (figures.corrected, marks, figures.fresh, figures.kept)
        return Added(name.id, name.task, name.model, is_new, taken, known, *said, is_back)

    def _bring_back(self, taken: TakenIn) -> bool:
        """Keeps that these files are here now, where an import came without them; whether it did."""
        elsewhere, tree = self.things.elsewhere(), taken.snapshot.tree
        if tree not in elsewhere:
            return False
        self.things.are_elsewhere(elsewhere - {tree})
        return True

    def _take(self, folder: Path, name: str, known: Snapshot | None, *, is_described: bool) -> TakenIn:
        return take_in(
            folder,
            self.vault,
            known=known,
            everything=self.everything,
            skipped_folders=self.skipped_folders,
            is_described=is_described,
            progress=lambda done, of: self.watch(name, done, of),
        )

    def _marks_on(self, run: str) -> int:
        rows = self.ledger.query(tuple[int], "SELECT count(*) FROM current WHERE run = ? AND rubric != ''", (run,))
        return int(rows[0][0])


def rubric_from(path: Path) -> Rubric:
    """The rubric in a file, if it is sound."""
    file = visible(str(path))
    rubric = rubric_from_toml(read_text(path), file)
    require_sound(rubric, file)
    return rubric
