"""Is what an export says something that a ledger could say? Every row of it, before a word is written.

A ledger trusts what is in it. What comes from a file is held to all that the program itself keeps to when it takes
tasks, runs, rubrics and decisions in; the first row that does not is named.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from msgspec.structs import fields

from grading.errors import FileError, SidegradeError
from grading.ledger.ids import instant_text, micros_of, now_micros
from grading.report.formats.archive import FIELDS, Value, object_text
from grading.report.formats.archive_reading import Archive, Row
from grading.rubric.file import rubric_from_toml
from grading.rubric.lint import require_sound
from grading.rubric.model import Rubric
from grading.runs.model import LeftOut, RunName, require_name, require_task_key
from grading.visible import visible

_IDENT: Final = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_INSTANT: Final = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d{6}Z")
_TREE: Final = re.compile("[0-9a-f]{40}")
_DIGEST: Final = re.compile("[0-9a-f]{64}")
_LONGEST_TITLE: Final = 10_000
_DAY: Final = 24 * 3600 * 1_000_000


Watch = Callable[[int, int], None]
"""Told how many rows of how many have been looked at."""


def unwatched(done: int, of: int) -> None:
    """Nobody watches."""


class UnfitError(ValueError):
    """What is wrong with a row."""


Said = dict[str, Value]


class Known:
    """What the rows so far have brought, for those that refer to it."""

    def __init__(self) -> None:
        self.tasks: set[str] = set()
        self.runs: dict[str, str] = {}
        """Each run's task."""
        self.rubrics: dict[str, Rubric] = {}
        self.snapshots: set[str] = set()
        self.latest = now_micros() + _DAY

    def task(self, said: Said) -> str:
        """The task that a row names."""
        return self._of(self.tasks, said, "task", "task")

    def run(self, said: Said, column: str = "run") -> str:
        """The run that a row names."""
        return self._of(self.runs, said, column, "run")

    def snapshot(self, said: Said) -> str:
        """The snapshot that a row names."""
        return self._of(self.snapshots, said, "snapshot", "snapshot")

    def rubric(self, said: Said) -> Rubric:
        """The rubric that a row names."""
        return self.rubrics[self._of(self.rubrics, said, "rubric", "rubric")]

    def _of(self, known: object, said: Said, column: str, noun: str) -> str:
        name = str(said[column] or "")
        if not isinstance(known, (set, dict)) or name not in known:
            raise UnfitError(f'{column} "{visible(name)[:80]}" is no {noun} of this export')
        return name

    def entry(self, said: Said) -> str:
        """The id of an entry, which says when it was made, by whom `reviewer` says."""
        ident = str(said["id"])
        if not _IDENT.fullmatch(ident):
            raise UnfitError(f'id "{visible(ident)[:40]}" is no id of a ledger (UUIDv7)')
        try:
            micros = micros_of(ident)
            at = instant_text(micros)
        except (OverflowError, ValueError) as error:
            raise UnfitError(f"the instant of the id {ident} is out of reach") from error
        if said["at"] != at:
            raise UnfitError(f'at "{visible(str(said["at"]))[:40]}" is not the instant of the id, {at}')
        if micros > self.latest:
            raise UnfitError(f"at {at} has not come yet")
        require_name_of(said["reviewer"], "name of a reviewer", "reviewer")
        return ident


def require_name_of(value: Value, noun: str, column: str) -> str:
    """A name as the program takes it, and nothing about it to mend."""
    name = str(value)
    if not name or require_name(name, noun) != name:
        raise UnfitError(f'{column} "{visible(name)[:40]}" is no {noun}')
    return name


def vetted(archive: Archive, entries: Mapping[str, Callable[[Known, Said], None]], watch: Watch = unwatched) -> Known:
    """What an export brings, if all of it could be in a ledger; `entries` are those that look at drawn and decided.

    `watch` is told now and then how many rows of how many have been looked at.
    """
    of, done = sum(len(rows) for rows in archive.parts.values()), 0
    known = Known()
    looks: dict[str, Callable[[Known, Said], None]] = {
        "tasks": _task,
        "prompts": _prompt,
        "rubrics": partial(_rubric, archive.file),
        "task_rubrics": _task_rubric,
        "runs": _run,
        "snapshots": _snapshot,
        "workspaces": _workspace,
        **entries,
    }
    for part, look in looks.items():
        for number, said in _rows(part, archive.parts[part]):
            done += 1
            if done % 1_000 == 0:
                watch(done, of)
            try:
                look(known, said)
            except UnfitError as error:
                raise archive.wrong(part, number, str(error)) from error
            except FileError:
                raise
            except SidegradeError as error:
                raise archive.wrong(part, number, error.what, error.do) from error
    return known


def _rows(part: str, rows: Sequence[Row]) -> Iterator[tuple[int, Said]]:
    names = [name for name, _ in FIELDS[part]]
    # Decisions follow one another by their ids, however the file has them.
    numbered = sorted(enumerate(rows), key=lambda one: str(one[1][0])) if part == "decisions" else enumerate(rows)
    for number, row in numbered:
        yield number, dict(zip(names, row, strict=True))


def _added(said: Said) -> None:
    if not _INSTANT.fullmatch(str(said["added_at"])):
        raise UnfitError(f'added_at "{visible(str(said["added_at"]))[:40]}" is no instant such as {instant_text(0)}')


def _once(known: "set[str] | Mapping[str, object]", name: str, noun: str) -> str:
    if name in known:
        raise UnfitError(f"the {noun} {visible(name)[:80]} is there twice")
    return name


def _task(known: Known, said: Said) -> None:
    key, title = str(said["key"]), str(said["title"])
    if not key or require_task_key(key) != key:
        raise UnfitError(f'key "{visible(key)[:40]}" is no key of a task')
    if not title or len(title) > _LONGEST_TITLE:
        raise UnfitError(f"title has {len(title)} characters, but 1 to {_LONGEST_TITLE} are expected")
    _added(said)
    known.tasks.add(_once(known.tasks, key, "task"))


def _prompt(known: Known, said: Said) -> None:
    known.task(said)
    if not said["text"]:
        raise UnfitError("text is empty")
    _added(said)


def _rubric(file: str, known: Known, said: Said) -> None:
    name = visible(f"{said['key']}@{said['edition']}")[:80]
    rubric = rubric_from_toml(str(said["source"]), f"{file}: the rubric {name}")
    if rubric.id != said["id"] or (rubric.key, rubric.edition, rubric.title) != tuple(
        said[one] for one in ("key", "edition", "title")
    ):
        raise UnfitError(f"the source is not that of {name}: it makes {rubric.name} with the id {rubric.id[:12]}…")
    require_sound(rubric, f"{file}: the rubric {name}")
    _once(known.rubrics, rubric.id, "rubric")
    if any((one.key, one.edition) == (rubric.key, rubric.edition) for one in known.rubrics.values()):
        raise UnfitError(f"the rubric {rubric.name} is there twice")
    _added(said)
    known.rubrics[rubric.id] = rubric


def _task_rubric(known: Known, said: Said) -> None:
    known.task(said)
    known.rubric(said)
    _added(said)


def _run(known: Known, said: Said) -> None:
    require_name_of(said["model"], "name of a model", "model")
    for column in ("harness", "condition", "label"):
        if said[column]:
            require_name_of(said[column], f"name of a {column}", column)
    attempt = said["attempt"]
    if not isinstance(attempt, int) or not 1 <= attempt <= 10**12:
        raise UnfitError(f"attempt is {attempt}, but 1 or more is expected")
    model, harness, condition, label = (str(said[one]) for one in ("model", "harness", "condition", "label"))
    name = RunName(known.task(said), model, harness, condition, attempt, label)
    if name.id != said["id"]:
        raise UnfitError(f'id "{visible(str(said["id"]))[:80]}" is not what its names make, {name.id}')
    _added(said)
    known.runs[_once(known.runs, name.id, "run")] = name.task


def _snapshot(known: Known, said: Said) -> None:
    tree = str(said["tree"])
    if not _TREE.fullmatch(tree) or not _DIGEST.fullmatch(str(said["digest"])):
        raise UnfitError("tree and digest are no 40 and 64 hexadecimal digits")
    for column in ("files", "bytes"):
        if not isinstance(said[column], int) or int(said[column] or 0) < 0:
            raise UnfitError(f"{column} is below 0")
    _added(said)
    known.snapshots.add(_once(known.snapshots, tree, "snapshot"))


def _workspace(known: Known, said: Said) -> None:
    task = known.task(said)
    if said["run"] is not None and known.runs[known.run(said)] != task:
        raise UnfitError(f"the run {said['run']} is not of the task {task}")
    known.snapshot(said)
    _added(said)
    _require_report(str(said["report"]))


def _require_report(text: str) -> None:
    """What was left out and what is odd, each as `LeftOut` has it."""
    try:
        report = json.loads(text)
        columns = {one.name: int if one.name in ("files", "bytes") else str for one in fields(LeftOut)}
        is_whole = list(report) == ["left_out", "odd"] and all(
            set(one) == set(columns) and all(type(one[name]) is kind for name, kind in columns.items())
            for key in report
            for one in report[key]
        )
        is_same = is_whole and object_text(report) == text
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise UnfitError("report cannot be read") from error
    if not is_same:
        raise UnfitError("report is not what was left out of a workspace and what is odd about it")
