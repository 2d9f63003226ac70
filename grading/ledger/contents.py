"""Everything that a ledger holds, as plain rows: read out part by part, and joined with what another one holds.

Joining is the union by id. What is there stays as it is; a row of the same id that says something else is refused, and
then nothing is joined at all. Nothing here knows what a decision means: who calls has looked at that.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import GenericAlias, UnionType
from typing import Final, NamedTuple, cast

from grading.errors import LedgerError
from grading.ledger.seals import Columns, put_seals
from grading.ledger.store import Ledger, owner
from grading.marks.events import standing

Values = tuple[str | int | None, ...]


class Part(NamedTuple):
    """A table as it is read out: of what kind each column is, and what puts its rows in the order that they came in."""

    kinds: Mapping[str, type | UnionType]
    order: str

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.kinds)

    @property
    def kind(self) -> type[Values]:
        """Of what kind a row is."""
        return cast("type[Values]", GenericAlias(tuple, tuple(self.kinds.values())))


_Text = str | None
_DECISIONS: Final = (
    *("id", "at", "reviewer", "session", "machine", "run", "rubric"),
    *("kind", "cell", "value", "body", "asked", "snapshot"),
)
PARTS: Final[Mapping[str, Part]] = {
    "tasks": Part({"key": str, "title": str, "added_at": str}, "key"),
    "prompts": Part({"task": str, "text": str, "added_at": str}, "id"),
    "rubrics": Part({"id": str, "key": str, "edition": str, "title": str, "source": str, "added_at": str}, "rowid"),
    "task_rubrics": Part({"task": str, "rubric": str, "added_at": str}, "rowid"),
    "runs": Part(
        {
            **{"id": str, "task": str, "model": str, "harness": str},
            **{"condition": str, "attempt": int, "label": str, "added_at": str},
        },
        "rowid",
    ),
    "snapshots": Part({"tree": str, "digest": str, "files": int, "bytes": int, "added_at": str}, "tree"),
    "workspaces": Part(
        {"task": str, "run": _Text, "snapshot": str, "origin": str, "report": str, "added_at": str}, "id"
    ),
    "draws": Part({"id": str, "at": str, "reviewer": str, "task": str, "a": str, "b": str, "later": int}, "id"),
    "counterparts": Part(
        {"id": str, "at": str, "reviewer": str, "a": str, "b": str, "file_a": _Text, "file_b": _Text}, "id"
    ),
    "decisions": Part({name: Columns.__annotations__[name] for name in _DECISIONS}, "id"),
}
"""Parts in an order in which each refers to earlier ones only."""
_MANY: Final = 5_000
"""Entries that are looked up by their ids at once."""
_SOME: Final = 500
"""Rows that are read at once."""


def rows(ledger: Ledger, name: str) -> Iterator[Values]:
    """The rows of a part, read as they are asked for."""
    part = PARTS[name]
    return ledger.each(part.kind, f"SELECT {', '.join(part.columns)} FROM {name} ORDER BY {part.order}", at_once=_SOME)


def join(ledger: Ledger, contents: Mapping[str, Sequence[Values]]) -> dict[str, int]:
    """Takes in what another ledger holds, all of it or nothing; how many rows of each part are new."""
    with ledger.writing():
        contents = {**contents, "task_rubrics": _reach(ledger, contents)}
        fresh = {name: _fresh(ledger, name, contents.get(name, ())) for name in PARTS}
        for name, ones in fresh.items():
            columns = PARTS[name].columns
            places = ", ".join("?" * len(columns))
            sql = f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({places})"
            ledger.connection.executemany(sql, ones)
        came = json.dumps([row[0] for row in fresh["decisions"]])
        put_seals(ledger.connection, "id IN (SELECT value FROM json_each(?))", (came,))
        _stand_anew(ledger, fresh["decisions"])
    return {name: len(ones) for name, ones in fresh.items()}


def _fresh(ledger: Ledger, name: str, theirs: Sequence[Values]) -> list[Values]:
    """The rows that are not there yet; refused where one contradicts what is."""
    match name:
        case "tasks" | "runs" | "snapshots":
            return _by_key(ledger, name, theirs)
        case "rubrics":
            return _rubrics(ledger, theirs)
        case "task_rubrics":
            return _task_rubrics(ledger, theirs)
        case "prompts":
            return _histories(ledger, name, theirs, lambda row: (row[0],), lambda row: row[1])
        case "workspaces":
            return _histories(ledger, name, theirs, lambda row: (row[0], row[1]), lambda row: row[2])
        case _:
            return _entries(ledger, name, theirs)


_WORDS: Final = {"tasks": "task", "runs": "run", "snapshots": "snapshot", "rubrics": "rubric"}
_NOUNS: Final = {"decisions": "decision", "draws": "draw", "counterparts": "choice of counterparts"}


def _by_key(ledger: Ledger, name: str, theirs: Iterable[Values]) -> list[Values]:
    """When something was added is no part of what it is: the earlier day stays."""
    here = {row[0]: row for row in rows(ledger, name)}
    found = []
    for row in theirs:
        mine = here.get(row[0])
        if mine is None:
            found.append(row)
        elif mine[:-1] != row[:-1]:
            columns = [one for one, a, b in zip(PARTS[name].columns, mine, row, strict=True) if a != b]
            told = ", ".join(one for one in columns if one != "added_at")
            raise _other(f"the {_WORDS[name]} {str(row[0])[:80]}", f"with another {told}")
    return found


def _other(what: str, how: str) -> LedgerError:
    return LedgerError(f"{what} is in this study {how}", do="import into a new study; nothing was changed")


def _rubrics(ledger: Ledger, theirs: Iterable[Values]) -> list[Values]:
    """The same id is the same rubric, however its file was laid out."""
    here = {(row[1], row[2]): row[0] for row in rows(ledger, "rubrics")}
    found = []
    for row in theirs:
        mine = here.get((row[1], row[2]))
        if mine is None:
            found.append(row)
        elif mine != row[0]:
            raise _other(f"the rubric {row[1]}@{row[2]}", "with other content")
    return found


def _reach(ledger: Ledger, contents: Mapping[str, Sequence[Values]]) -> list[Values]:
    """Which rubric grades which of their tasks.

    One without tasks grades every task. Joined with tasks of its own it would mean less here than it did, and is
    refused; where other tasks are, it would mean more, and is for those that it came with.
    """
    bound = list(contents.get("task_rubrics", ()))
    bound_here, bound_there = {row[1] for row in rows(ledger, "task_rubrics")}, {row[1] for row in bound}
    here = {row[0] for row in rows(ledger, "rubrics")}
    tasks = [row[0] for row in contents.get("tasks", ())]
    has_others = not {row[0] for row in rows(ledger, "tasks")} <= {*tasks}
    for ident, key, edition, *_, added_at in contents.get("rubrics", ()):
        if ident in bound_there:
            if ident in here and ident not in bound_here:
                raise _other(f"the rubric {key}@{edition}", "for every task, not for some")
        elif ident in bound_here or (has_others and ident not in here):
            bound += [(task, ident, added_at) for task in tasks]
    return bound


def _task_rubrics(ledger: Ledger, theirs: Sequence[Values]) -> list[Values]:
    here = {row[:2]: row for row in rows(ledger, "task_rubrics")}
    return [row for row in theirs if row[:2] not in here]


def _histories(
    ledger: Ledger,
    name: str,
    theirs: Iterable[Values],
    whose: Callable[[Values], Values],
    what: Callable[[Values], object],
) -> list[Values]:
    """What follows one another: one history goes on where the other ends, or they are two different ones."""
    mine: defaultdict[Values, list[object]] = defaultdict(list)
    for row in rows(ledger, name):
        mine[whose(row)].append(what(row))
    others: defaultdict[Values, list[Values]] = defaultdict(list)
    for row in theirs:
        others[whose(row)].append(row)
    found = []
    for key, ones in others.items():
        here, there = mine[key], [what(row) for row in ones]
        shared = min(len(here), len(there))
        if here[:shared] != there[:shared]:
            owned = f"the run {key[1]}" if len(key) > 1 and key[1] else f"the task {key[0]}"
            raise _other(owned, f"with another {'prompt' if name == 'prompts' else 'workspace'}")
        found += ones[shared:]
    return found


def _entries(ledger: Ledger, name: str, theirs: Sequence[Values]) -> list[Values]:
    """Entries with ids of their own, which never change."""
    columns = ", ".join(PARTS[name].columns)
    sql = f"SELECT {columns} FROM {name} WHERE id IN (SELECT value FROM json_each(?))"
    found: list[Values] = []
    for start in range(0, len(theirs), _MANY):
        some = theirs[start : start + _MANY]
        here = {row[0]: row for row in ledger.query(PARTS[name].kind, sql, (json.dumps([row[0] for row in some]),))}
        for row in some:
            mine = here.get(str(row[0]))
            if mine is None:
                found.append(row)
            elif mine != row:
                raise _other(f"the {_NOUNS[name]} {row[0]}", "with other content")
    return found


def _stand_anew(ledger: Ledger, fresh: Iterable[Values]) -> None:
    """What stands on every card that got a decision follows from all decisions on it, as it always does."""
    touched = {_card(row) for row in fresh}
    for run, rubric, reviewer in sorted(touched):
        condition, values = "run = ? AND rubric IS ?", [run, rubric or None]
        if rubric:
            condition, values = f"{condition} AND reviewer = ?", [*values, reviewer]
        history = ledger.decisions(condition, values)
        place = (run, rubric, reviewer)
        ledger.connection.execute("DELETE FROM current WHERE run = ? AND rubric = ? AND reviewer = ?", place)
        ledger.connection.executemany(
            "INSERT INTO current VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (*place, key.slot.value, key.cell, key.entry, one.id)
                for key, one in standing(history).items()
                if owner(one) == place
            ],
        )


def _card(row: Values) -> tuple[str, str, str]:
    said = dict(zip(PARTS["decisions"].columns, row, strict=True))
    rubric = str(said["rubric"] or "")
    return str(said["run"]), rubric, str(said["reviewer"]) if rubric else ""
