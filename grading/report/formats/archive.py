"""`study.json`: everything of a study in one JSON document, to be kept, compared and imported.

    format, edition, title
    tasks         key, title, added_at
    prompts       task, text, added_at                     a later one takes the place of an earlier one
    rubrics       id, key, edition, title, source, added_at
    task_rubrics  task, rubric, added_at                   a rubric without any grades every task
    runs          id, task, model, harness, condition, attempt, label, added_at
    snapshots     tree, digest, files, bytes, added_at
    workspaces    task, run, snapshot, origin, report, added_at     no run: the task's baseline
    draws         id, at, reviewer, task, a, b, later
    counterparts  id, at, reviewer, a, b, file_a, file_b
    decisions     id, at, reviewer, session, machine, run, rubric, kind, cell, value, body, asked, snapshot

Each row is an object on a line of its own, in the order it was added in, so that two exports are compared line by
line. An empty text, and what does not apply, is left out. Everything outside ASCII is escaped as JSON does.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Final, NamedTuple

FORMAT: Final = "sidegrade study"
EDITION: Final = 1
BEGINNING: Final = f'{{\n"format": "{FORMAT}",\n'
"""How every such file begins: an export is known by it."""


class Kind(Enum):
    """What a column holds."""

    TEXT = "a text"
    OPTION = "a text or nothing"
    WHOLE = "a whole number"
    OBJECT = "an object"
    """JSON that the ledger keeps as a text."""


class Field(NamedTuple):
    """One column of a part."""

    name: str
    kind: Kind = Kind.TEXT


def _fields(names: str, **kinds: Kind) -> tuple[Field, ...]:
    return tuple(Field(name, kinds.get(name, Kind.TEXT)) for name in names.split())


FIELDS: Final[Mapping[str, tuple[Field, ...]]] = {
    "tasks": _fields("key title added_at"),
    "prompts": _fields("task text added_at"),
    "rubrics": _fields("id key edition title source added_at"),
    "task_rubrics": _fields("task rubric added_at"),
    "runs": _fields("id task model harness condition attempt label added_at", attempt=Kind.WHOLE),
    "snapshots": _fields("tree digest files bytes added_at", files=Kind.WHOLE, bytes=Kind.WHOLE),
    "workspaces": _fields("task run snapshot origin report added_at", run=Kind.OPTION, report=Kind.OBJECT),
    "draws": _fields("id at reviewer task a b later", later=Kind.WHOLE),
    "counterparts": _fields("id at reviewer a b file_a file_b", file_a=Kind.OPTION, file_b=Kind.OPTION),
    "decisions": _fields(
        "id at reviewer session machine run rubric kind cell value body asked snapshot",
        **{"rubric": Kind.OPTION, "snapshot": Kind.OPTION, "body": Kind.OBJECT},
    ),
}

Value = str | int | None


def archive_text(title: str, rows: Callable[[str], Iterable[Sequence[Value]]]) -> Iterator[str]:
    """The document, piece by piece; `rows` gives those of a part, each in the order of its columns."""
    yield f'{BEGINNING}"edition": {EDITION},\n"title": {json.dumps(title)}'
    for name, fields in FIELDS.items():
        yield f',\n"{name}": ['
        end = "\n"
        for row in rows(name):
            yield end + json.dumps(_document(fields, row))
            end = ",\n"
        yield "]" if end == "\n" else "\n]"
    yield "\n}\n"


def _document(fields: Sequence[Field], row: Sequence[Value]) -> dict[str, object]:
    return {
        name: _opened(value) if kind is Kind.OBJECT and isinstance(value, str) else value
        for (name, kind), value in zip(fields, row, strict=True)
        if value is not None and value != ""
    }


def _opened(text: str) -> object:
    """An object where the same text is made from it again; else the text, which is never changed."""
    try:
        found: object = json.loads(text)
        is_same = isinstance(found, dict) and object_text(found) == text
    except (ValueError, RecursionError):
        return text
    return found if is_same else text


def object_text(said: object) -> str:
    """The text that a ledger keeps for an object."""
    return json.dumps(said, ensure_ascii=False)


def json_lines(document: Mapping[str, object]) -> Iterator[str]:
    """Any document, each of its keys on a line of its own; what does not show is escaped as JSON does."""
    end = "{\n"
    for key, value in document.items():
        yield f"{end}{json.dumps(key)}: {json.dumps(value)}"
        end = ",\n"
    yield "\n}\n" if document else "{}\n"
