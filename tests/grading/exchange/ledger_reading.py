"""A study as its tables have it, read with SQLite alone; which decision stands is reckoned by the second formula."""

import json
import math
import sqlite3
import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.grading.rubric.reckoning import Card, Part, Plan, Row, Said, counting, reckon

Toml = dict[str, Any]


@dataclass
class Run:
    """A run, with its figures as they are kept."""

    id: str
    task: str
    model: str
    harness: str
    condition: str
    attempt: int
    label: str
    tree: str = ""
    files: int = 0
    figures: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.label or self.model

    @property
    def manner(self) -> str:
        return " · ".join(
            filter(None, [self.harness, self.condition, f"attempt {self.attempt}" if self.attempt > 1 else ""])
        )

    @property
    def full(self) -> str:
        return f"{self.name} ({self.manner})" if self.manner else self.name

    @property
    def state(self) -> str:
        return self.figures.get("state") or "complete"

    @property
    def cost(self) -> str:
        return self.figures.get("cost_usd") or "unknown"

    @property
    def usd(self) -> Fraction | None:
        return None if self.cost in ("unknown", "subscription") else Fraction(self.cost.removeprefix("~"))

    @property
    def basis(self) -> str:
        known = "estimated" if self.cost.startswith("~") else "exact"
        return known if self.usd is not None else self.cost

    @property
    def tokens(self) -> int | None:
        both = [self.figures.get(name) for name in ("tokens_in", "tokens_out")]
        if all(both):
            return sum(int(one) for one in both if one)
        return int(self.figures["tokens"]) if self.figures.get("tokens") else None


class Asked:
    """A rubric as its file has it, defaults filled in."""

    def __init__(self, ident: str, source: str) -> None:
        text: Toml = tomllib.loads(source, parse_float=Fraction)
        self.id, self.key, self.title = ident, text["key"], text["title"]
        self.name = f"{text['key']}@{text['edition']}"
        self.about = text.get("about", "")
        self.band = Fraction(text.get("tie_band", 0))
        self.parts: list[Toml] = [filled(one) for one in text["dimension"]]
        self.gates: list[Toml] = text.get("gate", [])
        self.tiers: list[Toml] = sorted(text.get("tier", []), key=lambda one: -Fraction(one["at"]))
        self.scale = Fraction(text.get("scale", sum(one["weight"] for one in self.parts)))
        finest = math.gcd(*(one["finest"] for one in self.parts))
        self.decimals: int = text.get("decimals", 0 if finest % 4 == 0 else 1 if finest % 2 == 0 else 2)

    @property
    def open_cells(self) -> list[str]:
        asked = [[row["key"] for row in one["criterion"]] or [one["key"]] for one in self.parts]
        return [*(gate["key"] for gate in self.gates), *(key for keys in asked for key in keys)]

    @cached_property
    def plan(self) -> Plan:
        gates = {one["key"]: {key: int(20 * cap) for key, cap in one.get("caps", {}).items()} for one in self.gates}
        tiers = {one["name"]: quarters(one["at"]) for one in self.tiers}
        return Plan(quarters(self.scale), self.decimals, [part(one) for one in self.parts], gates, tiers)

    def fault(self, key: str) -> Fraction | None:
        """What a deduction costs."""
        found = [Fraction(one["points"]) for each in self.parts for one in each["deduction"] if one["key"] == key]
        return found[0] if found else None


def quarters(value: object) -> int:
    found = Fraction(str(value)) * 4
    assert found.denominator == 1, f"{value} is no multiple of a quarter"
    return int(found)


def filled(one: Toml) -> Toml:
    """A dimension with what its file leaves to be worked out."""
    rows = [
        {"ladder": [], "asks": "", "verify": "", "points": row["ladder"][-1][1] if "ladder" in row else 0, **row}
        for row in one.get("criterion", [])
    ]
    faults = one.get("deduction", [])
    most = Fraction(one.get("max", sum(Fraction(row["points"]) for row in rows)))
    numbers = [1, most, *(row["points"] for row in [*rows, *faults]), *(at[1] for row in rows for at in row["ladder"])]
    finest = quarters(one["step"]) if "step" in one else math.gcd(*(quarters(number) for number in numbers))
    said = {"anchor": [], "asks": "", "floor": 0, "scaled": False, **one}
    return {
        **said,
        "criterion": rows,
        "deduction": faults,
        "max": most,
        "weight": Fraction(one.get("weight", most)),
        "finest": finest,
    }


def part(one: Toml) -> Part:
    rows = [
        Row(row["key"], quarters(row["points"]), [(quarters(at), quarters(brings)) for at, brings in row["ladder"]])
        for row in one["criterion"]
    ]
    prices = {fault["key"]: quarters(fault["points"]) for fault in one["deduction"]}
    most, floor = quarters(one["max"]), quarters(one["floor"])
    return Part(one["key"], quarters(one["weight"]), most, one["finest"], floor, one["scaled"], rows, prices)


@dataclass
class Entry:
    """A decision, and what became of it on its card."""

    id: str
    at: str
    reviewer: str
    run: str
    kind: str
    cell: str
    value: str
    body: dict[str, str]
    snapshot: str
    counts: bool = True
    replaced: bool = False

    @property
    def slot(self) -> tuple[str, ...]:
        """What else can take its place."""
        match self.kind:
            case "mark" | "clear" | "deduct" | "spare" | "gate":
                return "value", self.cell
            case "adjust" | "evidence" | "withdraw":
                return self.kind, self.id
            case "prefer":
                return "prefer", self.cell, self.body["other"]
            case _:
                return self.kind, self.cell

    @property
    def is_empty(self) -> bool:
        return self.kind in ("clear", "withdraw") or (self.kind in ("note", "flag") and not self.value)


class Graded:
    """One reviewer's card of a run."""

    def __init__(self, run: Run, rubric: Asked, reviewer: str, own: list[Entry], on_run: list[Entry]) -> None:
        self.run, self.rubric, self.reviewer = run, rubric, reviewer
        self.history = sorted([*own, *on_run], key=lambda one: one.id)
        self.standing = [one for one in own if one.counts and not one.replaced and not one.is_empty]
        self.values = {one.cell: one for one in self.standing if one.slot[0] == "value"}
        places = {one.id: place for place, one in enumerate(own)}
        self.card: Card = reckon(rubric.plan, [said(one, places) for one in own])
        self.total = None if self.card.total is None else Fraction(self.card.total, self.card.unit)
        self.of = Fraction(self.card.of, self.card.unit)

    @property
    def is_whole(self) -> bool:
        return self.total is not None and not self.card.missing

    @property
    def decided(self) -> int:
        return len(self.rubric.open_cells) - len(self.card.missing)

    def stages(self, place: int) -> list[Fraction] | None:
        """Given, deducted, capped, points; none where there are none."""
        found = self.card.parts[place]
        return None if found.stages is None else [Fraction(one, found.unit) for one in found.stages]

    def of_kind(self, kind: str, cell: str | None = None) -> list[Entry]:
        return [one for one in self.standing if one.kind == kind and cell in (None, one.cell)]

    @property
    def snapshots(self) -> Counter[str]:
        return Counter(one.snapshot for one in self.standing)


def said(one: Entry, places: Mapping[str, int]) -> Said:
    match one.kind:
        case "mark" if one.value == "x":
            return Said("leave", one.cell)
        case "mark" | "adjust":
            return Said(one.kind, one.cell, quarters(one.value))
        case "gate":
            return Said("gate", one.cell, int(one.value == "pass"))
        case "withdraw":
            return Said("withdraw", one.cell, places[one.value])
        case "clear" | "deduct" | "spare":
            return Said(one.kind, one.cell)
        case _:
            # It counts for no total, and yet it can be taken back.
            return Said("withdraw", one.cell, -1)


def judged(history: Sequence[Entry]) -> None:
    """Says of every decision whether it counts, and whether a later one took its place."""
    places = {one.id: place for place, one in enumerate(history)}
    for one, counts in zip(history, counting([said(one, places) for one in history]), strict=True):
        one.counts = counts
    last = {one.slot: one.id for one in history if one.counts}
    for one in history:
        one.replaced = one.counts and last[one.slot] != one.id


class Kept:
    """A whole study."""

    def __init__(self, root: Path) -> None:
        database = sqlite3.connect(root / ".sidegrade" / "ledger.db")
        query = database.execute
        self.tables = {
            name: query(f"SELECT * FROM {name} ORDER BY {order}").fetchall() for name, order in ORDERS.items()
        }
        self.columns = {name: [column[0] for column in query(f"SELECT * FROM {name}").description] for name in ORDERS}
        self.titles: dict[str, str] = dict(query("SELECT key, title FROM tasks ORDER BY key"))
        columns = "id, task, model, harness, condition, attempt, label"
        self.runs = {row[0]: Run(*row) for row in query(f"SELECT {columns} FROM runs ORDER BY rowid")}
        trees = (
            "SELECT run, tree, files FROM workspaces JOIN snapshots ON tree = snapshot WHERE run NOT NULL ORDER BY id"
        )
        for run, tree, files in query(trees):
            self.runs[run].tree, self.runs[run].files = tree, files
        self.rubrics = [Asked(*row) for row in query("SELECT id, source FROM rubrics ORDER BY rowid")]
        limits = query("SELECT rubric, task FROM task_rubrics").fetchall()
        self.limits = {ident: [task for one, task in limits if one == ident] for ident, _ in limits}
        self.draws = query("SELECT reviewer, a, b FROM draws ORDER BY id").fetchall()
        self.cards: dict[tuple[str, str, str], Graded] = {}
        self._read_decisions(
            query(
                "SELECT rubric, id, at, reviewer, run, kind, cell, value, body, coalesce(snapshot, '')"
                " FROM decisions ORDER BY id"
            ).fetchall()
        )
        database.close()

    def _read_decisions(self, rows: Sequence[tuple[Any, ...]]) -> None:
        on_card: defaultdict[tuple[str, str, str], list[Entry]] = defaultdict(list)
        on_run: defaultdict[str, list[Entry]] = defaultdict(list)
        self.entries: list[Entry] = []
        for rubric, *values, body, snapshot in rows:
            fields = dict(zip(("id", "at", "reviewer", "run", "kind", "cell", "value"), values, strict=True))
            one = Entry(**fields, body=json.loads(body or "{}"), snapshot=snapshot)
            self.entries.append(one)
            (on_card[one.run, rubric, one.reviewer] if rubric else on_run[one.run]).append(one)
        for history in (*on_card.values(), *on_run.values()):
            judged(history)
        for run, history in on_run.items():
            self.runs[run].figures = {one.cell: one.value for one in history if one.counts and not one.replaced}
        rubrics = {one.id: one for one in self.rubrics}
        self.said: dict[tuple[str, str, str], Graded] = {}
        for (run, ident, reviewer), history in on_card.items():
            graded = Graded(self.runs[run], rubrics[ident], reviewer, history, on_run[run])
            self.said[run, rubrics[ident].name, reviewer] = graded
        # A card is what has an answer on it; a note alone makes none.
        self.cards = {key: one for key, one in self.said.items() if one.values or one.of_kind("adjust")}

    def cards_of(self, run: str, rubric: str) -> list[Graded]:
        """Every reviewer's card, by the reviewer's name."""
        return [self.cards[key] for key in sorted(self.cards) if key[:2] == (run, rubric)]

    def is_name(self, text: str) -> bool:
        return any(text == f"{one.name} · {one.manner}" for one in self.runs.values())

    @property
    def reviewers(self) -> list[str]:
        """Those who have a card, in the order in which they began."""
        have = {key[2] for key in self.cards}
        return [who for who in dict.fromkeys(one.reviewer for one in self.entries) if who in have]


ORDERS = {
    **{"tasks": "key", "prompts": "id", "rubrics": "rowid", "task_rubrics": "rowid", "runs": "rowid"},
    **{"snapshots": "tree", "workspaces": "id", "draws": "id", "counterparts": "id", "decisions": "id"},
}
