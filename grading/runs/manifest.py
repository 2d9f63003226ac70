"""The files that describe a run, `run.toml` and `result.json` → what they say, as texts in the form that is kept."""

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final

from grading.errors import Faults, FileError, RunError
from grading.runs.content import read_named
from grading.runs.figures import FIGURES, figure_text
from grading.strict import Table, decoded, number_text, toml_table
from grading.visible import visible

RUN_FILE: Final = "run.toml"
RESULT_FILE: Final = "result.json"


def _text(table: Table, key: str) -> str:
    return table.text(key, "")


def _attempt(table: Table, key: str) -> str:
    number = table.integer(key, least=1, most=9999)
    return "" if number is None else str(number)


def _count(table: Table, key: str) -> str:
    number = table.integer(key, most=10**15)
    return "" if number is None else str(number)


_KEYS: Final[Mapping[str, Callable[[Table, str], str]]] = {
    **dict.fromkeys(("task", "model", "harness", "condition", "label", "state", "reason", "weights"), _text),
    "attempt": _attempt,
    **dict.fromkeys(("cost_usd", "seconds"), Table.text_or_number),
    **dict.fromkeys(("tokens", "tokens_in", "tokens_out"), _count),
}


def manifest(path: Path) -> dict[str, str]:
    """What `run.toml` says, as texts; what is wrong with it is said at once."""
    raw = read_named(path, RUN_FILE)
    if raw is None:
        return {}
    file = visible(str(path / RUN_FILE))
    table = toml_table(decoded(raw, file), file)
    said, faults = {}, Faults()
    for key, ask in _KEYS.items():
        try:
            if text := ask(table, key):
                said[key] = _kept(table, key, text)
        except FileError as fault:
            faults.note(fault)
    for stranger in table.unasked():
        faults.note(stranger)
    faults.settle()
    return said


def _kept(table: Table, key: str, text: str) -> str:
    if key not in FIGURES:
        return text
    try:
        return figure_text(key, text)
    except RunError as error:
        # The key stands before the sentence already.
        raise table.wrong(key, error.what.removeprefix(f"{key} "), error.do) from error


def result(path: Path) -> dict[str, str]:
    """What a `result.json` says: label, harness, and the sums of its phases where every phase has the figure."""
    raw = read_named(path, RESULT_FILE)
    if raw is None:
        return {}
    file = visible(str(path / RESULT_FILE))
    try:
        data = json.loads(decoded(raw, file), parse_float=_to_a_millionth)
    except (ValueError, RecursionError, ArithmeticError) as error:
        raise FileError(f"is not valid JSON ({error})", where=file, do="mend it or take it away") from error
    if not isinstance(data, dict):
        raise FileError("is not a JSON object", where=file, do="mend it or take it away")
    table = Table(data, file)
    said = {key: table.text(key, "") for key in ("label", "harness", "model")}
    phases = table.tables("phases", "name")
    costs = [phase.number("cost", also="cost_usd") for phase in phases]
    seconds = [phase.number("seconds") for phase in phases]
    tokens = [phase.number("tokens") for phase in phases]
    for key, values in (("cost_usd", costs), ("seconds", seconds), ("tokens", tokens)):
        # A phase without the figure makes the sum unknown: part of a cost is not the cost.
        known = [value for value in values if value is not None]
        if known and len(known) == len(values):
            said[key] = number_text(sum(known[1:], known[0]))
    return {key: _kept(table, key, text) for key, text in said.items() if text}


def _to_a_millionth(text: str) -> Decimal:
    # Programs write sums of floats such as 0.30000000000000004; nobody means the last digits.
    return round(Decimal(text), 6)
