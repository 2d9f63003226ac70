"""The files that describe a run, `run.toml` and `result.json` → what they say, as texts in the form that is kept."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Final

from grading.errors import FileError, RunError
from grading.runs.content import read_named
from grading.runs.figures import FIGURES, figure_text
from grading.strict import Table, decoded, number_text, toml_table
from grading.visible import visible

RUN_FILE: Final = "run.toml"
RESULT_FILE: Final = "result.json"


def manifest(path: Path) -> dict[str, str]:
    """What `run.toml` says, as texts."""
    raw = read_named(path, RUN_FILE)
    if raw is None:
        return {}
    file = visible(str(path / RUN_FILE))
    table = toml_table(decoded(raw, file), file)
    said = {key: table.text(key, "") for key in ("task", "model", "harness", "condition", "label", "state", "reason")}
    said["weights"] = table.text("weights", "")
    attempt = table.integer("attempt", least=1, most=9999)
    said["attempt"] = "" if attempt is None else str(attempt)
    said["cost_usd"] = table.text_or_number("cost_usd")
    said["seconds"] = table.text_or_number("seconds")
    for key in ("tokens", "tokens_in", "tokens_out"):
        count = table.integer(key, most=10**15)
        said[key] = "" if count is None else str(count)
    table.done()
    return {key: _kept(table, key, text) for key, text in said.items() if text}


def _kept(table: Table, key: str, text: str) -> str:
    if key not in FIGURES:
        return text
    try:
        return figure_text(key, text)
    except RunError as error:
        raise table.wrong(key, error.what, error.do) from error


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
