"""Tasks, runs, rubrics and workspaces in the ledger: rows that are added and read, never taken away."""

import json
from collections import defaultdict
from collections.abc import Collection
from typing import Final

from msgspec import Struct
from msgspec.structs import asdict

from grading.errors import FileError, LedgerError, RubricError, RunError
from grading.ledger.ids import instant_text, now_micros
from grading.ledger.store import Draft, Ledger
from grading.marks.events import FigureSet
from grading.rubric.file import rubric_from_toml
from grading.rubric.model import Rubric
from grading.runs.figures import figures_from
from grading.runs.model import LeftOut, Run, RunName, Snapshot, TakenIn, Task


class Workspace(Struct, frozen=True):
    """One time that a folder was taken in."""

    snapshot: Snapshot
    origin: str
    report: TakenIn
    at: str


_VOID: Final = """
    SELECT c.run FROM current c JOIN decisions d ON d.id = c.decision
    WHERE c.run IN (SELECT id FROM runs) AND c.rubric = '' AND c.reviewer = '' AND c.slot = 'figure'
          AND c.cell = 'state' AND d.value = 'void'"""

AGAIN: Final = "added again"
"""The reason of a figure that a run's folder says anew; the first time there is none."""


class FigureChanges(Struct, frozen=True):
    """Names of figures that adding a folder again changed, brought, or left as a person had set them."""

    corrected: tuple[str, ...]
    fresh: tuple[str, ...]
    kept: tuple[str, ...]


def is_from_folder(event: FigureSet) -> bool:
    """Whether a figure came from a run's folder; a person's has a reason of its own."""
    return event.reason in ("", AGAIN)


class Things:
    """What a study holds besides decisions."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._rubrics: dict[str, Rubric] = {}

    def _insert(self, sql: str, *values: object) -> None:
        with self._ledger.writing():
            self._ledger.connection.execute(sql, values)

    @staticmethod
    def _now() -> str:
        return instant_text(now_micros())

    def put_task(self, key: str, title: str, prompt: str) -> None:
        """A task; a title or prompt that is not empty takes the place of the earlier one, which is kept."""
        with self._ledger.writing():
            self._insert("INSERT OR IGNORE INTO tasks VALUES (?, ?, ?)", key, title or key, self._now())
            if title:
                self._insert("UPDATE tasks SET title = ? WHERE key = ?", title, key)
            if prompt and prompt != self.prompt(key):
                self._insert("INSERT INTO prompts (task, text, added_at) VALUES (?, ?, ?)", key, prompt, self._now())

    def prompt(self, task: str) -> str:
        """What the models were asked, as it stands."""
        rows = self._ledger.query(
            tuple[str], "SELECT text FROM prompts WHERE task = ? ORDER BY id DESC LIMIT 1", (task,)
        )
        return rows[0][0] if rows else ""

    def tasks(self) -> list[Task]:
        """All tasks by key."""
        rows = self._ledger.query(tuple[str, str], "SELECT key, title FROM tasks ORDER BY key")
        return [Task(key, title, self.prompt(key), self._last_snapshot("task", key)) for key, title in rows]

    def _last_snapshot(self, owner: str, key: str) -> Snapshot | None:
        last = self.workspaces(owner, key)
        return last[-1].snapshot if last else None

    def require_fitting(self, name: RunName) -> bool:
        """Whether a run is there already; refused where its id is another's, since two names can make one id."""
        rows = self._ledger.query(
            tuple[str, str, str], "SELECT model, harness, condition FROM runs WHERE id = ?", (name.id,)
        )
        if rows and rows[0] != (name.model, name.harness, name.condition):
            told = " / ".join(part for part in rows[0] if part)
            raise RunError(f"the run {name.id} is there as {told}", do="give one of them another name")
        return bool(rows)

    def put_run(self, name: RunName) -> bool:
        """A run; whether it is new."""
        if self.require_fitting(name):
            return False
        self._insert(
            "INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            *(name.id, name.task, name.model, name.harness, name.condition, name.attempt, name.label, self._now()),
        )
        return True

    def put_figures(self, run: str, texts: dict[str, str], reviewer: str) -> FigureChanges:
        """What a run's folder says of it, as decisions where it says something new. A correction by hand stays."""
        standing, before = self.figure_texts(run).get(run, {}), self._said_by_folder(run)
        changed = {
            name: text
            for name, text in texts.items()
            if text != before.get(name, "") and text != standing.get(name, "")
        }
        self._ledger.append(
            Draft(reviewer, run, FigureSet(name, text, AGAIN if name in standing else ""))
            for name, text in changed.items()
        )
        return FigureChanges(
            corrected=tuple(name for name in changed if name in standing),
            fresh=tuple(name for name in changed if name not in standing),
            kept=tuple(name for name, text in texts.items() if name not in changed and text != standing.get(name, "")),
        )

    def _said_by_folder(self, run: str) -> dict[str, str]:
        """The last value of each figure that came from the run's folder and not from a person."""
        decisions = self._ledger.decisions("run = ? AND kind = 'figure'", (run,))
        events = [one.event for one in decisions if isinstance(one.event, FigureSet)]
        return {event.cell: event.value for event in events if is_from_folder(event)}

    def figure_texts(self, run: str | None = None) -> dict[str, dict[str, str]]:
        """The figures that stand, by run."""
        condition, values = ("c.slot = 'figure'", []) if run is None else ("c.slot = 'figure' AND c.run = ?", [run])
        found: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for decision in self._ledger.standing(condition, values):
            if isinstance(decision.event, FigureSet):
                found[decision.run][decision.event.cell] = decision.event.value
        return found

    def runs(self, task: str | None = None) -> list[Run]:
        """All runs, or those of a task, in the order they were added."""
        rows = self._ledger.query(
            tuple[str, str, str, str, int, str, str | None],
            "SELECT r.task, r.model, r.harness, r.condition, r.attempt, r.label, w.snapshot"
            " FROM runs r LEFT JOIN workspaces w ON w.id = (SELECT max(id) FROM workspaces WHERE run = r.id)"
            " WHERE ? IS NULL OR r.task = ? ORDER BY r.rowid",
            (task, task),
        )
        texts = self.figure_texts()
        snapshots = {one.tree: one for one in self.snapshots()}
        found = []
        for task_key, model, harness, condition, attempt, label, tree in rows:
            name = RunName(task_key, model, harness, condition, attempt, label)
            found.append(Run(name, figures_from(texts.get(name.id, {})), snapshots.get(tree) if tree else None))
        return found

    def run_ids(self, *, with_void: bool = True) -> dict[str, list[str]]:
        """The ids of every task's runs, in the order they were added."""
        found: dict[str, list[str]] = {
            task: [] for (task,) in self._ledger.query(tuple[str], "SELECT key FROM tasks ORDER BY key")
        }
        void = set() if with_void else set(self._ledger.query(tuple[str], _VOID))
        for task, run in self._ledger.query(tuple[str, str], "SELECT task, id FROM runs ORDER BY rowid"):
            if (run,) not in void:
                found[task].append(run)
        return found

    def put_workspace(self, task: str, run: str | None, taken: TakenIn, origin: str) -> None:
        """The snapshot of a run, or of a task's baseline; earlier ones are kept."""
        one = taken.snapshot
        report = {"left_out": [asdict(x) for x in taken.left_out], "odd": [asdict(x) for x in taken.odd]}
        with self._ledger.writing():
            self._insert(
                "INSERT OR IGNORE INTO snapshots VALUES (?, ?, ?, ?, ?)",
                *(one.tree, one.digest, one.files, one.bytes, self._now()),
            )
            self._insert(
                "INSERT INTO workspaces (task, run, snapshot, origin, report, added_at) VALUES (?, ?, ?, ?, ?, ?)",
                *(task, run, one.tree, origin, json.dumps(report, ensure_ascii=False), self._now()),
            )

    def workspaces(self, owner: str, key: str) -> list[Workspace]:
        """Every time a folder was taken in for a run (`run`) or as the baseline of a task (`task`), oldest first."""
        condition = "w.run = ?" if owner == "run" else "w.run IS NULL AND w.task = ?"
        rows = self._ledger.query(
            tuple[str, str, int, int, str, str, str],
            "SELECT s.tree, s.digest, s.files, s.bytes, w.origin, w.report, w.added_at FROM workspaces w"
            f" JOIN snapshots s ON s.tree = w.snapshot WHERE {condition} ORDER BY w.id",
            (key,),
        )
        return [_workspace(row) for row in rows]

    def snapshots(self) -> list[Snapshot]:
        """Every snapshot that any workspace has or had."""
        rows = self._ledger.query(
            tuple[str, str, int, int], "SELECT tree, digest, files, bytes FROM snapshots ORDER BY tree"
        )
        return [Snapshot(*row) for row in rows]

    def elsewhere(self) -> frozenset[str]:
        """The trees that came with an import, and whose files the study has perhaps never had."""
        return frozenset(tree for (tree,) in self._ledger.query(tuple[str], "SELECT snapshot FROM elsewhere"))

    def runs_elsewhere(self) -> list[str]:
        """The runs whose workspace as it stands is one of those, in the order they were added."""
        rows = self._ledger.query(
            tuple[str],
            "SELECT r.id FROM runs r JOIN workspaces w ON w.id = (SELECT max(id) FROM workspaces WHERE run = r.id)"
            " JOIN elsewhere e ON e.snapshot = w.snapshot ORDER BY r.rowid",
        )
        return [run for (run,) in rows]

    def are_elsewhere(self, trees: Collection[str]) -> None:
        """Keeps that these came with an import, and nothing about any other."""
        with self._ledger.writing():
            self._ledger.connection.execute("DELETE FROM elsewhere")
            self._ledger.connection.executemany("INSERT INTO elsewhere VALUES (?)", [(one,) for one in sorted(trees)])

    def put_rubric(self, rubric: Rubric, source: str) -> bool:
        """A rubric; whether it is new. An edition that is there with other content is refused."""
        rows = self._ledger.query(
            tuple[str], "SELECT id FROM rubrics WHERE key = ? AND edition = ?", (rubric.key, rubric.edition)
        )
        if rows and rows[0][0] != rubric.id:
            raise RubricError(
                f"the study has another {rubric.name} already, and marks keep the edition they were given under",
                do="give the changed rubric a new `edition`",
            )
        if rows:
            return False
        self._insert(
            "INSERT INTO rubrics VALUES (?, ?, ?, ?, ?, ?)",
            *(rubric.id, rubric.key, rubric.edition, rubric.title, source, self._now()),
        )
        return True

    def grade_task_by(self, task: str, rubric: str) -> None:
        """From now on the task is graded by this rubric too."""
        self._insert("INSERT OR IGNORE INTO task_rubrics VALUES (?, ?, ?)", task, rubric, self._now())

    def rubrics(self, task: str | None = None) -> list[Rubric]:
        """All rubrics, or those that a task is graded by, oldest first."""
        if task is None:
            rows = self._ledger.query(tuple[str, str], "SELECT id, source FROM rubrics ORDER BY rowid")
        else:
            rows = self._ledger.query(
                tuple[str, str],
                "SELECT r.id, r.source FROM task_rubrics t JOIN rubrics r ON r.id = t.rubric WHERE t.task = ?"
                " ORDER BY t.rowid",
                (task,),
            )
        return [self._read(ident, source) for ident, source in rows]

    def tasks_of_rubric(self) -> dict[str, list[str]]:
        """The tasks that each rubric grades."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for rubric, task in self._ledger.query(tuple[str, str], "SELECT rubric, task FROM task_rubrics ORDER BY task"):
            found[rubric].append(task)
        return found

    def _read(self, ident: str, source: str) -> Rubric:
        if ident in self._rubrics:
            return self._rubrics[ident]
        try:
            rubric = rubric_from_toml(source, "a rubric")
        except FileError as error:  # what is wrong in it, nobody can change there
            raise LedgerError(f"the rubric {ident[:12]} is damaged", do="run `sidegrade doctor`") from error
        if rubric.id != ident:
            raise LedgerError(f"the rubric {rubric.name} is not the one that was added", do="run `sidegrade doctor`")
        self._rubrics[ident] = rubric
        return rubric


def _workspace(row: tuple[str, str, int, int, str, str, str]) -> Workspace:
    tree, digest, files, size, origin, report, at = row
    snapshot = Snapshot(tree, digest, files, size)
    try:
        said = json.loads(report)
        left_out, odd = (tuple(LeftOut(**one) for one in said[key]) for key in ("left_out", "odd"))
    except (ValueError, TypeError, KeyError) as error:
        raise LedgerError(
            f"the report on the snapshot {tree[:12]} cannot be read", do="run `sidegrade doctor`"
        ) from error
    return Workspace(snapshot, origin, TakenIn(snapshot, left_out, odd), at)
