"""One open study: the only door for front ends. It holds no rule of its own; it brings the rooms together."""

from collections.abc import Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from grading.compare.comparison import Comparison
from grading.compare.tree import Choice
from grading.comparing import Known, Source, compared, require_here, source
from grading.deciding import correct, decide, decide_rows, last_decision, named, standing_lock, steps, withdraw
from grading.errors import RubricError, StudyError
from grading.finding import named_rubric, named_run, named_task
from grading.ledger.counterparts import choices, choose
from grading.ledger.draws import draw, draws, hand_over
from grading.ledger.signs import Signs
from grading.ledger.store import Ledger
from grading.ledger.tallies import decided, doubts, outdated, preferences, tallies
from grading.ledger.things import Things
from grading.marks.events import Answer, Decision, Evidence, Slot
from grading.marks.queue import Draw
from grading.marks.scorecard import Scorecard, scorecard
from grading.marks.tally import Doubt, Tally
from grading.marks.trail import Trail
from grading.marks.typed import TypedMark
from grading.rubric.model import Rubric
from grading.runs.model import Run, Task
from grading.runs.vault import Vault
from grading.settings import Settings, read_settings
from grading.sides import Pair
from grading.strict import read_text
from grading.visible import path_text, visible
from grading.whereabouts import INSIDE, LEDGER, SETTINGS_FILE, VAULT, nearest_study, reviewer_file
from grading.wishes import Wish, evidence_at

if TYPE_CHECKING:
    # What only some commands need is imported where it is used: a screen is to be there at once.
    from grading.exchange.exporting import Exported, Wanted
    from grading.exchange.importing import Imported
    from grading.exchange.pages import Watch as CountWatch
    from grading.intake import Added, Watch
    from grading.ledger.checkup import Checkup
    from grading.reporting import Reports
    from grading.runs.folder import FoundTask


def _nobody_watches(run: str, done: int, of: int) -> None:
    """Progress that nobody looks at."""


class Study:
    """A folder with everything of one comparison: settings, ledger, vault."""

    def __init__(self, root: Path, settings: Settings, ledger: Ledger, vault: Vault) -> None:
        self.root = root
        self.settings = settings
        self._ledger = ledger
        self._things = Things(ledger)
        self._vault = vault

    @classmethod
    def create(cls, root: Path, title: str = "", reviewer: str = "") -> "Study":
        """A new, empty study in a folder that has none."""
        from grading.founding import found_study

        found_study(root, title, reviewer)
        return cls.open(root)

    @classmethod
    def open(cls, root: Path) -> "Study":
        """The study in this folder."""
        if not (root / SETTINGS_FILE).is_file():
            where = visible(str(root))
            if (root / INSIDE / LEDGER).is_file():
                raise StudyError(f"{SETTINGS_FILE} is missing", where=where, do="make an empty one; the rest is there")
            raise StudyError("there is no study here", where=where, do="make one with `sidegrade init`")
        settings = read_settings(root)
        return cls(root, settings, Ledger.open(root / INSIDE / LEDGER), Vault(root / INSIDE / VAULT))

    @classmethod
    def nearest(cls, start: Path) -> "Study":
        """The study in this folder or the nearest one above it."""
        if (found := nearest_study(start)) is None:
            where, do = visible(str(start)), "make one with `sidegrade init`"
            raise StudyError("there is no study here or above", where=where, do=do)
        return cls.open(found)

    def close(self) -> None:
        """Lets go of files and children."""
        self._vault.close()
        self._ledger.close()

    def wait_at_most(self, seconds: float) -> None:
        """From now on, for another program that writes."""
        self._ledger.wait_at_most(seconds)

    def __enter__(self) -> "Study":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # What there is

    def tasks(self) -> list[Task]:
        """All tasks by key."""
        return self._things.tasks()

    def runs(self, task: str | None = None) -> list[Run]:
        """All runs, or those of a task, in the order they were added."""
        return self._things.runs(task)

    def rubrics(self) -> list[Rubric]:
        """All rubrics, oldest first."""
        return self._things.rubrics()

    def tasks_of_rubric(self) -> dict[str, list[str]]:
        """The tasks that each rubric grades, by the rubric's id; one that is not there grades every task."""
        return self._things.tasks_of_rubric()

    def rubrics_of(self, task: str) -> list[Rubric]:
        """The rubrics that a task is graded by, oldest first: its own, and those that are for every task."""
        bound = self._things.tasks_of_rubric()
        return [one for one in self._things.rubrics() if task in bound.get(one.id, [task])]

    def runs_elsewhere(self) -> list[str]:
        """The runs whose files did not come with an import, and were not added since."""
        return self._things.runs_elsewhere()

    def find_task(self, key: str) -> str:
        """The task of this key."""
        return named_task(self.tasks(), key)

    def find_run(self, name: str, runs: Sequence[Run] | None = None) -> Run:
        """The run of this id, or the only one whose id ends or goes on so."""
        return named_run(self.runs() if runs is None else runs, name)

    def find_rubric(self, task: str, name: str = "") -> Rubric:
        """The rubric that a task is graded by: by key, key@edition or the start of its id; the last edition of it."""
        return named_rubric(self.rubrics_of(task), task, name)

    def run_ids(self, *, with_void: bool = True) -> dict[str, list[str]]:
        """The ids of every task's runs, in the order they were added; quicker than the runs themselves."""
        return self._things.run_ids(with_void=with_void)

    def place_of(self, reviewer: str) -> Path:
        """The file that says where a reviewer was."""
        return reviewer_file(self.root, reviewer)

    def signs(self) -> Signs:
        """Who graded here, and from where."""
        return Signs(self._ledger)

    # Taking in

    def add(
        self, found: "Sequence[FoundTask]", *, reviewer: str, everything: bool = False, watch: "Watch" = _nobody_watches
    ) -> "list[Added]":
        """Takes tasks, runs, figures and workspaces in."""
        from grading.intake import Intake

        if not self._vault.is_there:
            Vault.create(self._vault.path)
        places = (self.root / INSIDE, self._ledger, self._things, self._vault)
        return Intake(*places, reviewer, self.settings.left_out, everything, watch).tasks(found)

    def add_rubric(self, path: Path, tasks: Sequence[str] = ()) -> tuple[Rubric, bool]:
        """A rubric from a file, for some tasks or for every one; and whether it is new."""
        from grading.intake import rubric_from

        rubric = rubric_from(path)
        keys = [self.find_task(task) for task in tasks]
        with self._ledger.writing():
            is_new = self._things.put_rubric(rubric, read_text(path))
            if not is_new and not keys and self._things.tasks_of_rubric().get(rubric.id):
                raise RubricError(f"{rubric.name} is there for some tasks only", do="say --task for another one")
            for key in keys:
                self._things.grade_task_by(key, rubric.id)
        return rubric, is_new

    # Deciding

    def decide(self, wishes: Iterable[Wish]) -> list[Decision]:
        """Takes decisions, all of them or none; they are on disk when this returns."""
        return decide(self._ledger, wishes)

    def mark(self, rows: Sequence[TypedMark], *, reviewer: str, rubric: str = "") -> list[Decision]:
        """Takes the rows of a marks file, all of them or none."""
        runs = self.runs()
        find = (lambda name: self.find_run(name, runs)), cache(self.find_rubric)
        return decide_rows(self._ledger, rows, *find, reviewer=reviewer, rubric=rubric)

    def evidence(self, run: Run, cell: str, place: str) -> Evidence:
        """A place in a run's workspace, looked up, as evidence for a cell."""
        require_here(self._things.elsewhere(), self._vault, [Source(run.id, snapshot=run.snapshot)])
        return evidence_at(self._vault, run, cell, place)

    def correct(self, run: Run, texts: dict[str, str], *, reviewer: str, reason: str) -> list[Decision]:
        """Sets figures of a run; one that corrects another needs a reason."""
        return correct(self._ledger, self._things, run, texts, reviewer=reviewer, reason=reason)

    def withdraw(self, decision: Decision, reviewer: str) -> Decision:
        """Takes one of this reviewer's decisions back."""
        return withdraw(self._ledger, decision, reviewer)

    def unlock(self, run: Run, rubric: Rubric, reviewer: str) -> Decision:
        """Takes the lock of a card back."""
        return withdraw(self._ledger, standing_lock(self._ledger, run.id, rubric.id, reviewer), reviewer)

    def last_decision(self, reviewer: str) -> Decision:
        """The last decision of this reviewer that can be taken back."""
        return last_decision(self._ledger, reviewer)

    def follow(self, trail: Trail, reviewer: str) -> None:
        """Brings a reviewer's trail up to date with what was decided since, by whatever program."""
        trail.follow(steps(self._ledger, reviewer, trail.last))

    def decision(self, ident: str) -> Decision:
        """One decision by its id."""
        return named(self._ledger, ident)

    # Who stood where

    def draws(self, task: str, reviewer: str) -> list[Draw]:
        """What was drawn for a reviewer on a task, oldest first."""
        return draws(self._ledger, task, reviewer)

    def draw(self, task: str, reviewer: str, runs: Pair[str]) -> Pair[str]:
        """Keeps which run stands on which side; the sides as they stand: those of an earlier draw stay."""
        return draw(self._ledger, task, reviewer, runs).runs

    def hand_to_later(self, task: str, reviewer: str, runs: Pair[str], *, is_later: bool = True) -> None:
        """Puts a pair to the end of a reviewer's queue, or back to its place."""
        hand_over(self._ledger, task, reviewer, Draw(runs, is_later))

    # Reading

    def written(self) -> tuple[int, int]:
        """What is another one as soon as anything was written, here or by another program; quick to ask."""
        return self._ledger.written()

    def card(self, run: Run, rubric: Rubric, reviewer: str) -> Scorecard:
        """One reviewer's scorecard for one run."""
        values = (run.id, rubric.id, reviewer)
        decisions = self._ledger.standing("c.run = ? AND c.rubric = ? AND c.reviewer = ?", values)
        return scorecard(rubric, run.id, reviewer, decisions)

    def reviewers_of(self, run: Run, rubric: Rubric) -> list[str]:
        """Who has marked this run under this rubric."""
        sql = "SELECT DISTINCT reviewer FROM current WHERE run = ? AND rubric = ? ORDER BY reviewer"
        return [row[0] for row in self._ledger.query(tuple[str], sql, (run.id, rubric.id))]

    def tallies(self, rubric: Rubric) -> list[Tally]:
        """How far every card under a rubric is."""
        return tallies(self._ledger, rubric)

    def decided(self, rubric: Rubric, reviewer: str, cells: Collection[str]) -> dict[str, int]:
        """How many of these open cells have an answer on the cards of a reviewer, by run."""
        return decided(self._ledger, rubric, reviewer, cells)

    def doubts(self, reviewer: str) -> list[Doubt]:
        """Every cell that a reviewer is unsure of."""
        return doubts(self._ledger, reviewer)

    def outdated(self, reviewer: str) -> dict[tuple[str, str], int]:
        """How many standing decisions rest on another snapshot than their run has now, by run and rubric."""
        return outdated(self._ledger, reviewer)

    def preferences(self, rubric: Rubric, reviewer: str) -> dict[tuple[str, str], Answer]:
        """Which of two runs a reviewer finds better overall, A being the first of the key, in the order it was said."""
        return preferences(self._ledger, rubric, reviewer)

    def standing_on(self, cell: str, rubric: Rubric, reviewer: str) -> list[Decision]:
        """What stands on one cell, of every run, in the order it was decided."""
        condition = "c.run IN (SELECT id FROM runs) AND c.rubric = ? AND c.reviewer = ? AND c.slot IN (?, ?, ?)"
        slots = [one.value for one in (Slot.VALUE, Slot.NOTE, Slot.EVIDENCE)]
        return self._ledger.standing(f"{condition} AND c.cell = ?", (rubric.id, reviewer, *slots, cell))

    def history(self, run: Run, rubric: Rubric, reviewer: str) -> list[Decision]:
        """Every decision on one card, and on the run's figures, in the order they were taken."""
        return self._ledger.decisions(
            "run = ? AND (rubric IS NULL OR (rubric = ? AND reviewer = ?))", (run.id, rubric.id, reviewer)
        )

    @cached_property
    def reports(self) -> "Reports":
        """Every number that is published."""
        from grading.reporting import Reports

        return Reports(self._ledger, self._things, self._vault)

    # Comparing

    def source(self, name: str) -> Source:
        """What can be compared by this name: a run, a task's baseline, a snapshot, or a folder."""
        return source(name, Known(self.tasks(), self.runs(), self._things.snapshots()))

    def compared(
        self, sources: Pair[Source], *, everything: bool = False, watch: "Watch" = _nobody_watches
    ) -> AbstractContextManager[Comparison]:
        """Two workspaces side by side, with what people chose for them; on any thread, the ledger is read by now."""
        require_here(self._things.elsewhere(), self._vault, sources)
        keys = sources.map(lambda one: one.key)
        chosen = choices(self._ledger, keys) if all(keys) else []
        skipped = self.settings.left_out
        return compared(
            sources, self._vault, choices=chosen, everything=everything, skipped_folders=skipped, watch=watch
        )

    def require_files(self, runs: Collection[str]) -> None:
        """Refuses to open runs whose files did not come with an import; names none: who opens them may grade blind."""
        if away := self._things.elsewhere():
            found = [run.snapshot for run in self.runs() if run.id in runs]
            found += [one.baseline for one in self.tasks() if len(runs) == 1 and one.key == min(runs).split("/")[0]]
            require_here(away, self._vault, [Source("what is to be opened", snapshot=one) for one in found])

    def stand(self, sources: Pair[Source], choice: Choice, reviewer: str) -> None:
        """Remembers which file stands beside which, or that one stands alone."""
        keys = sources.map(lambda one: one.key)
        if not all(keys):
            raise StudyError("a plain folder belongs to no study that could remember it", do="add it as a run first")
        trees = sources.map(lambda one: self._vault.entries(one.snapshot.tree) if one.snapshot else {})
        for path, tree, name in zip(choice, trees, sources.map(lambda one: one.name), strict=True):
            if path is not None and path not in tree:
                raise StudyError(f'{name} has no file "{path_text(path)}"', do="`sidegrade diff A B` lists them")
        choose(self._ledger, reviewer, keys, choice)

    # Keeping whole, and handing on

    def export(self, wanted: "Wanted", watch: "CountWatch | None" = None) -> "Exported":
        """Writes everything into a folder: pages, tables, data. An earlier export there is replaced."""
        from grading.exchange.exporting import export

        return export(wanted, self.settings.title, self._ledger, self._vault, watch)

    def take_in(self, file: Path, watch: "CountWatch | None" = None) -> "Imported":
        """Joins the `study.json` of an export with what is here; all of it, or nothing."""
        from grading.exchange.importing import take_in

        return take_in(file, self._ledger, self._things, self._vault, watch)

    def check_up(self) -> "Checkup":
        """Looks the ledger and the vault through, mends what can be derived, and says what is damaged."""
        from grading.checking import check_up

        return check_up(self._ledger, self._things, self._vault)
