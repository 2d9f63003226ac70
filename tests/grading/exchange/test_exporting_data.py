"""The data files: `study.json` is what the tables hold, `decisions.csv` every decision and whether it stands."""

import csv
import io
import json
from fractions import Fraction
from typing import Any

from tests.grading.exchange.conftest import Made
from tests.grading.exchange.ledger_reading import Run
from tests.grading.exchange.ledger_standings import Place, Table
from tests.grading.exchange.spelling import ENDLESS, exactly, half, over, spelt

OBJECTS = {("decisions", "body"), ("workspaces", "report")}
OWN_NUMBERS = {"prompts", "workspaces"}
"""Their rows are numbered by SQLite, which says only in which order they came."""


def kept_rows(made: Made, name: str) -> list[dict[str, Any]]:
    """The rows of a table as a document has them: what is empty is left out."""
    rows = []
    for values in made.kept.tables[name]:
        row = dict(zip(made.kept.columns[name], values, strict=True))
        if name in OWN_NUMBERS:
            del row["id"]
        rows.append(
            {
                key: json.loads(value) if (name, key) in OBJECTS else value
                for key, value in row.items()
                if value not in (None, "")
            }
        )
    return rows


def test_everything_is_in_the_study(published: Made) -> None:
    document = json.loads(published.read("study.json"))
    head = {key: document.pop(key) for key in ("format", "edition", "title")}
    assert head == {"format": "sidegrade study", "edition": 1, "title": "A study"}
    assert document == {name: kept_rows(published, name) for name in published.kept.tables}
    assert len(document["decisions"]) > 200
    assert [repr(one) for one in document["runs"]] == [repr(one) for one in kept_rows(published, "runs")]


def test_every_decision_is_in_its_table(published: Made) -> None:
    rubrics = {one.id: one.name for one in published.kept.rubrics}
    stands = {one.id for card in published.kept.said.values() for one in card.standing}
    stands |= {one.id for one in published.kept.entries if one.kind == "figure" and one.counts and not one.replaced}
    rows = list(csv.DictReader(io.StringIO(published.read("decisions.csv"))))
    expected = []
    for row in kept_rows(published, "decisions"):
        said = {**row, **row.pop("body", {}), "stands": "yes" if row["id"] in stands else ""}
        said["rubric"] = rubrics.get(row.get("rubric", ""), "")
        said.pop("body", None)
        expected.append({name: as_cell(str(said.pop(name, ""))) for name in rows[0]})
        assert not said
    assert rows == expected
    assert {row["stands"] for row in rows} == {"yes", ""}


def as_cell(text: str) -> str:
    """Behind an apostrophe where a spreadsheet would run it; a plain number never is."""
    is_number = text.removeprefix("-").removeprefix("+").replace(".", "", 1).isdigit()
    return f"'{text}" if text[:1] in tuple("=+-@\t\r") and text and not is_number else text


def test_every_cell_of_the_standings(published: Made) -> None:
    rows = list(csv.DictReader(io.StringIO(published.read("standings.csv"))))
    expected = []
    for table in published.front.tables:
        said = [(one.run, "ranked", ranked(table, one)) for one in table.ranked]
        for behind in table.behind:
            open_cells = {"total": behind.total, "of": behind.of, "open_cells": str(behind.open), "why": "not complete"}
            said.append((behind.run, "partial", open_cells))
        for aside in table.aside:
            of = spelt(table.rubric.scale, table.rubric.decimals) if aside.total else ""
            said.append((aside.run, "apart", {"total": aside.total, "of": of, "why": aside.why}))
        head = {"task": table.task, "rubric": table.rubric.name, "counted": "all"}
        expected += [{**head, "standing": kind, **figures(run), **numbers} for run, kind, numbers in said]
    assert rows == [{name: one.get(name, "") for name in rows[0]} for one in expected]
    assert {name for one in expected for name in one} == set(rows[0])


def fine(value: Fraction | str | None) -> str:
    """To nine decimals."""
    return exactly(half(value, 9)) if isinstance(value, Fraction) else "infinite" if value == ENDLESS else ""


def ranked(table: Table, one: Place) -> dict[str, str]:
    totals, rubric = one.totals.values(), table.rubric
    return {
        **{"rank": str(one.rank), "near_next": "yes" if one.is_near else "", "total": one.total, "tier": one.tier},
        **{"exact": exactly(one.exact), "decimal": fine(one.exact), "of": spelt(rubric.scale, rubric.decimals)},
        **{"cards": str(len(totals)), "lowest": fine(min(totals)), "highest": fine(max(totals))},
        "usd_per_point": fine(over(one.run.usd, one.exact)),
        **{f"points {part['key']}": fine(points) for part, points in zip(rubric.parts, one.means, strict=True)},
    }


def figures(run: Run) -> dict[str, str]:
    names = ("weights", "seconds", "tokens_in", "tokens_out", "reason")
    return {
        **{"run": run.id, "model": run.model, "label": run.label, "harness": run.harness, "condition": run.condition},
        **{"attempt": str(run.attempt), "state": run.state, "snapshot": run.tree, "cost_basis": run.basis},
        **{
            "cost_usd": "" if run.usd is None else exactly(run.usd),
            "tokens": "" if run.tokens is None else str(run.tokens),
        },
        **{name: run.figures.get(name, "") for name in names},
    }
