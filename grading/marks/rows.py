"""Event ⇄ the plain columns it is kept in: kind, cell, value, body. The words here are a contract."""

import json
import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from grading.marks.events import (
    Adjust,
    Answer,
    Clear,
    Deduct,
    Event,
    Evidence,
    FigureSet,
    Flag,
    GateResult,
    Lock,
    Mark,
    Note,
    Prefer,
    Reveal,
    Spare,
    Withdraw,
    taken_back,
)
from grading.rubric.arithmetic import NOT_ATTEMPTED, Given
from grading.strict import number_text
from grading.visible import is_whole

_SIDE_BY_SIDE: Final = ("adjust", "evidence", "prefer")
"""What may stand on a cell more than once."""


class Row(NamedTuple):
    """An event as columns; `body` is JSON or empty."""

    kind: str
    cell: str
    value: str
    body: str


def given_text(given: Given) -> str:
    """A mark as people write it: a number, or `x` for not attempted."""
    return NOT_ATTEMPTED.value if given is NOT_ATTEMPTED else number_text(given)


def to_row(event: Event) -> Row:
    """The columns of an event."""
    match event:
        case Mark(cell, value):
            return Row("mark", cell, given_text(value), "")
        case Clear(cell):
            return Row("clear", cell, "", "")
        case Deduct(cell):
            return Row("deduct", cell, "", "")
        case Spare(cell):
            return Row("spare", cell, "", "")
        case GateResult(cell, holds):
            return Row("gate", cell, "pass" if holds else "fail", "")
        case Adjust(cell, points, reason):
            return Row("adjust", cell, number_text(points), _body(reason=reason))
        case Note(cell, text):
            return Row("note", cell, text, "")
        case Evidence(cell, place, digest, output):
            return Row("evidence", cell, place, _body(sha256=digest, output=output))
        case Flag(cell, unsure):
            return Row("flag", cell, "unsure" if unsure else "", "")
        case Prefer(cell, other, answer):
            return Row("prefer", cell, answer.value, _body(other=other))
        case Lock():
            return Row("lock", "", "", "")
        case Reveal():
            return Row("reveal", "", "", "")
        case FigureSet(cell, value, reason):
            return Row("figure", cell, value, _body(reason=reason))
        case Withdraw(cell, target):
            return Row("withdraw", cell, target, "")


def from_row(row: Row) -> Event:
    """The event that these columns say; a ValueError where they say none."""
    kind, cell, value, body = row
    match kind:
        case "mark":
            return Mark(cell, NOT_ATTEMPTED if value == NOT_ATTEMPTED.value else _number(value))
        case "clear":
            return Clear(cell)
        case "deduct":
            return Deduct(cell)
        case "spare":
            return Spare(cell)
        case "gate":
            return GateResult(cell, _one_of(value, "pass", "fail") == "pass")
        case "adjust":
            return Adjust(cell, _number(value), _said(body, "reason"))
        case "note":
            return Note(cell, value)
        case "evidence":
            return Evidence(cell, value, _said(body, "sha256"), _said(body, "output"))
        case "flag":
            return Flag(cell, _one_of(value, "unsure", "") == "unsure")
        case "prefer":
            return Prefer(cell, _said(body, "other"), Answer(value))
        case "lock":
            return Lock()
        case "reveal":
            return Reveal()
        case "figure":
            return FigureSet(cell, value, _said(body, "reason"))
        case "withdraw":
            return Withdraw(cell, value)
        case _:
            raise ValueError(f'"{kind}" is no kind of decision')


def may_stand(rows: Sequence[tuple[str, str, str]]) -> Iterator[str]:
    """The ids of what may stand on a cell, given the id, kind and value of all its decisions, the last one first.

    Whoever marks and takes back a hundred times has a hundred decisions there, of which these are the few to be read.
    """
    gone = taken_back((ident, value) for ident, kind, value in rows if kind == "withdraw")
    seen = set[str]()
    for ident, kind, _ in rows:
        if kind != "withdraw" and ident not in gone and kind not in seen:
            yield ident
            if kind not in _SIDE_BY_SIDE:
                seen.add(kind)


def _one_of(value: str, *words: str) -> str:
    if value not in words:
        raise ValueError(f'"{value}" is none of {", ".join(words)}')
    return value


_NUMBER: Final = r"-?[0-9]{1,30}(\.[0-9]{1,9}|/[1-9][0-9]{0,30})?"


def _number(text: str) -> Fraction:
    # Only as `number_text` writes it: in a ledger that was tampered with, 1e999999999 must not become a fraction.
    if not re.fullmatch(_NUMBER, text):
        raise ValueError(f'"{text[:40]}" is no number')
    return Fraction(text)


def _body(**said: str) -> str:
    kept = {key: value for key, value in said.items() if value}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True) if kept else ""


def _said(body: str, key: str) -> str:
    try:
        found = json.loads(body) if body else {}
    except RecursionError as error:
        raise ValueError("the body is too deep") from error
    text = found.get(key, "") if isinstance(found, dict) else ""
    if not isinstance(text, str):
        return ""
    if not is_whole(text):
        raise ValueError(f"{key} has half a character in it")
    return text
