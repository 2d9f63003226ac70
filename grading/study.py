"""One open study: the only door for front ends. It holds no rule of its own; it brings the rooms together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from grading.compare.comparison import Comparison
from grading.compare.tree import Choice
from grading.comparing import Known, Source, compared, source
from grading.errors import MarkError, RubricError, SidegradeError, StudyError
from grading.finding import named_rubric, named_run, named_task
from grading.founding import found_study
from grading.intake import Added, Intake, Watch, rubric_from
from grading.ledger.checkup import Checkup, check_ledger
from grading.ledger.counterparts import choices, choose
from grading.ledger.store import Draft, Ledger
from grading.ledger.things import Things, is_from_folder
from grading.marks.events import Decision, Evidence, FigureSet, Slot, Withdraw
from grading.marks.fit import CardState, require_fit, require_text
from grading.marks.scorecard import Scorecard, scorecard
from grading.marks.typed import TypedMark
from grading.report.standings import Standings, standings
from grading.rubric.model import Rubric
from grading.runs.figures import figure_text, require_whole
from grading.runs.folder import FoundTask
from grading.runs.model import Run, Task
from grading.runs.vault import Vault
from grading.settings import Settings, read_settings
from grading.sides import Pair
from grading.strict import read_text
from grading.visible import path_text, visible
from grading.whereabouts import INSIDE, LEDGER, SETTINGS_FILE, VAULT, nearest_study
from grading.wishes import Wish, evidence_at, wishes_from

BY_HAND: Final = "by hand"
"""The reason of a figure that a person set without saying why."""


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
        found = nearest_study(start)
        if found is None:
            where, do = visible(str(start)), "make one with `sidegrade init`"
            raise StudyError("there is no study here or above", where=where, do=do)
        return cls.open(found)

    def close(self) -> None:
        """Lets go of files and children."""
        self._vault.close()
        self._ledger.close()

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

    def find_task(self, key: str) -> str:
        """The task of this key."""
        return named_task(self.tasks(), key)

    def find_run(self, name: str, runs: Sequence[Run] | None = None) -> Run:
        """The run of this id, or the only one whose id ends or goes on so."""
        return named_run(self.runs() if runs is None else runs, name)

    def find_rubric(self, task: str, name: str = "") -> Rubric:
        """The rubric that a task is graded by: by key, key@edition or the start of its id; the last edition of it."""
        return named_rubric(self.rubrics_of(task), task, name)

    # Taking in

    def add(
        self, found: Sequence[FoundTask], *, reviewer: str, everything: bool = False, watch: Watch = _nobody_watches
    ) -> list[Added]:
        """Takes tasks, runs, figures and workspaces in."""
        if not self._vault.is_there:
            Vault.create(self._vault.path)
        places = (self.root / INSIDE, self._ledger, self._things, self._vault)
        return Intake(*places, reviewer, self.settings.left_out, everything, watch).tasks(found)

    def add_rubric(self, path: Path, tasks: Sequence[str] = ()) -> tuple[Rubric, bool]:
        """A rubric from a file, for some tasks or for every one; and whether it is new."""
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
        with self._ledger.writing():
            cards: dict[tuple[str, str, str], CardState] = {}
            drafts = []
            for wish in wishes:
                whose = (wish.run.id, wish.rubric.id, wish.reviewer)
                if whose not in cards:
                    cards[whose] = self._card_state(*whose)
                try:
                    require_fit(wish.rubric, wish.event)
                    cards[whose].take(wish.rubric, wish.event)
                except MarkError as error:
                    raise MarkError(error.what, where=wish.place, do=error.do) from error
                drafts.append(_draft(wish))
            return self._ledger.append(drafts)

    def _card_state(self, run: str, rubric: str, reviewer: str) -> CardState:
        condition = "c.run = ? AND c.rubric = ? AND c.reviewer = ? AND c.slot IN ('value', 'lock')"
        return CardState(one.event for one in self._ledger.standing(condition, (run, rubric, reviewer)))

    def mark(self, rows: Sequence[TypedMark], *, reviewer: str, rubric: str = "") -> list[Decision]:
        """Takes the rows of a marks file, all of them or none."""
        runs = self.runs()
        asked = cache(self.find_rubric)
        return self.decide(wishes_from(rows, lambda name: self.find_run(name, runs), asked, reviewer, rubric))

    def evidence(self, run: Run, cell: str, place: str) -> Evidence:
        """A place in a run's workspace, looked up, as evidence for a cell."""
        return evidence_at(self._vault, run, cell, place)

    def correct(self, run: Run, texts: dict[str, str], *, reviewer: str, reason: str) -> list[Decision]:
        """Sets figures of a run; one that corrects another needs a reason."""
        for name, text in (*texts.items(), ("reason", reason)):
            require_text(name, text)
        kept = {name: figure_text(name, text) for name, text in texts.items()}
        with self._ledger.writing():
            standing = self._things.figure_texts(run.id).get(run.id, {})
            require_whole({**standing, **kept}, run.id)
            changed = {name: text for name, text in kept.items() if text != standing.get(name, "")}
            corrected = [name for name in changed if standing.get(name)]
            if corrected and not reason.strip():
                raise MarkError(f"{', '.join(corrected)} of {run.id} would be corrected", do="say why with --reason")
            return self._ledger.append(
                Draft(reviewer, run.id, FigureSet(name, text, reason.strip() or BY_HAND))
                for name, text in changed.items()
            )

    def withdraw(self, decision: Decision, reviewer: str) -> Decision:
        """Takes one of this reviewer's decisions back."""
        if decision.reviewer != reviewer:
            raise MarkError(f"that decision is {decision.reviewer}'s", do="only its reviewer can take it back")
        event = Withdraw(decision.event.cell, decision.id)
        draft = Draft(reviewer, decision.run, event, decision.rubric, decision.asked, decision.snapshot)
        with self._ledger.writing():
            self._card_state(decision.run, decision.rubric, reviewer).require_open(decision.event)
            return self._ledger.append([draft])[0]

    def unlock(self, run: Run, rubric: Rubric, reviewer: str) -> Decision:
        """Takes the lock of a card back."""
        values = (run.id, rubric.id, reviewer, Slot.LOCK.value)
        standing = self._ledger.standing("c.run = ? AND c.rubric = ? AND c.reviewer = ? AND c.slot = ?", values)
        if not standing:
            raise MarkError(f"{reviewer}'s card for {run.id} is not locked")
        return self.withdraw(standing[0], reviewer)

    def last_decision(self, reviewer: str) -> Decision:
        """The last decision of this reviewer that can be taken back."""
        gone: set[str] = set()
        for decision in self._ledger.latest(reviewer):
            event = decision.event
            if decision.id in gone or (isinstance(event, FigureSet) and is_from_folder(event)):
                continue
            if not isinstance(event, Withdraw):
                return decision
            gone.add(event.target)
        raise MarkError(f"{reviewer} has no decision to take back")

    # Reading

    def card(self, run: Run, rubric: Rubric, reviewer: str) -> Scorecard:
        """One reviewer's scorecard for one run."""
        values = (run.id, rubric.id, reviewer)
        decisions = self._ledger.standing("c.run = ? AND c.rubric = ? AND c.reviewer = ?", values)
        return scorecard(rubric, run.id, reviewer, decisions)

    def cards(self, task: str, rubric: Rubric) -> dict[str, list[Scorecard]]:
        """Every reviewer's card for every run of a task, by run."""
        grouped: defaultdict[tuple[str, str], list[Decision]] = defaultdict(list)
        condition = "c.rubric = ? AND c.run IN (SELECT id FROM runs WHERE task = ?)"
        for decision in self._ledger.standing(condition, (rubric.id, task)):
            grouped[decision.run, decision.reviewer].append(decision)
        cards: defaultdict[str, list[Scorecard]] = defaultdict(list)
        for (run, reviewer), decisions in sorted(grouped.items()):
            cards[run].append(scorecard(rubric, run, reviewer, decisions))
        return cards

    def reviewers_of(self, run: Run, rubric: Rubric) -> list[str]:
        """Who has marked this run under this rubric."""
        rows = self._ledger.query(
            "SELECT DISTINCT reviewer FROM current WHERE run = ? AND rubric = ? ORDER BY reviewer", (run.id, rubric.id)
        )
        return [row[0] for row in rows]

    def history(self, run: Run, rubric: Rubric, reviewer: str) -> list[Decision]:
        """Every decision on one card, and on the run's figures, in the order they were taken."""
        return self._ledger.decisions(
            "run = ? AND (rubric IS NULL OR (rubric = ? AND reviewer = ?))", (run.id, rubric.id, reviewer)
        )

    def standings(self, task: str, rubric: Rubric, *, common: bool = False) -> Standings:
        """Who stands where on a task under a rubric."""
        return standings(task, rubric, self.runs(task), self.cards(task, rubric), common=common)

    # Comparing

    def source(self, name: str) -> Source:
        """What can be compared by this name: a run, a task's baseline, a snapshot, or a folder."""
        return source(name, Known(self.tasks(), self.runs(), self._things.snapshots()))

    @contextmanager
    def compared(
        self, sources: Pair[Source], *, everything: bool = False, watch: Watch = _nobody_watches
    ) -> Iterator[Comparison]:
        """Two workspaces side by side, with what people chose for them."""
        keys = sources.map(lambda one: one.key)
        chosen = choices(self._ledger, keys) if all(keys) else []
        skipped = self.settings.left_out
        with compared(
            sources, self._vault, choices=chosen, everything=everything, skipped_folders=skipped, watch=watch
        ) as comparison:
            yield comparison

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

    # Keeping whole

    def check_up(self) -> Checkup:
        """Looks the ledger and the vault through, mends what can be derived, and says what is damaged."""
        found = check_ledger(self._ledger)
        self._vault.git.require_installed()
        if not self._vault.is_there:
            return replace(found, damage=(*found.damage, "vault: it is missing; add the runs' folders again"))
        self._vault.clear_leftovers()
        try:
            damage = [f"vault: {one}" for one in self._vault.problems()]
            kept = self._vault.snapshots()
            damage += [
                f"vault: the snapshot {one.tree[:12]} is missing"
                for one in self._things.snapshots()
                if one.tree not in kept
            ]
        except SidegradeError as error:
            damage = [f"vault: {error}"]
        return Checkup(found.decisions, found.current, found.mended, (*found.damage, *damage))


def _draft(wish: Wish) -> Draft:
    return Draft(
        reviewer=wish.reviewer,
        run=wish.run.id,
        event=wish.event,
        rubric=wish.rubric.id,
        asked=wish.rubric.asked.get(wish.event.cell, ""),
        snapshot=wish.run.snapshot.tree if wish.run.snapshot else "",
    )
