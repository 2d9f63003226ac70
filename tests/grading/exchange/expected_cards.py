"""What a card's page has to say, from its decisions: every table, and the numbers of every other text."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from grading.visible import visible
from tests.grading.exchange.expected_following import Rows
from tests.grading.exchange.ledger_reading import Asked, Entry, Graded, Kept, Run
from tests.grading.exchange.ledger_standings import Table
from tests.grading.exchange.page_reading import numbers, tidy
from tests.grading.exchange.spelling import DASH, bar, cost, count, duration, plain, signed, some, spelt

NOT_ATTEMPTED = "not attempted"
MOST_LINES = 40


class Parts:
    """The figures of a card that its page, its Markdown and the page of a pair all show."""

    def __init__(self, card: Graded) -> None:
        self.card, self.rubric = card, card.rubric
        attempted = [card.card.parts[place].attempted for place in range(len(self.rubric.parts))]
        self.weights = sum(
            (one["weight"] for one, counts in zip(self.rubric.parts, attempted, strict=True) if counts), Fraction(0)
        )

    def attempted(self, place: int) -> bool:
        return self.card.card.parts[place].attempted

    def points(self, place: int) -> Fraction | None:
        stages = self.card.stages(place)
        return stages[3] if stages else None

    def adds(self, place: int) -> Fraction | None:
        """What a dimension gives towards the total."""
        points, part = self.points(place), self.rubric.parts[place]
        if points is None or not self.weights:
            return None
        share = Fraction(points * part["weight"], part["max"])
        return self.rubric.scale * share / self.weights

    def adjusted(self, key: str) -> str:
        """By how much a dimension was adjusted; empty for nothing."""
        changed = sum((Fraction(one.value) for one in self.card.of_kind("adjust", key)), Fraction(0))
        return signed(changed) if changed else ""

    def given(self, cell: str) -> Fraction | None:
        """The number that a cell was marked with."""
        one = self.card.values.get(cell)
        return Fraction(one.value) if one and one.kind == "mark" and one.value != "x" else None

    def earned(self, row: dict[str, Any]) -> Fraction | None:
        given = self.given(row["key"])
        if given is None or not row["ladder"]:
            return given
        return max((Fraction(brings) for at, brings in row["ladder"] if at <= given), default=Fraction(0))

    def answer(self, key: str) -> str:
        one = self.card.values.get(key)
        return "" if one is None else one.kind if one.kind != "gate" else one.value

    def gate(self, key: str) -> str:
        return {"": "open", "pass": "holds", "fail": "fails"}[self.answer(key)]

    def fault(self, key: str) -> str:
        return {"": DASH, "deduct": "called", "spare": "looked at, not called"}[self.answer(key)]

    def total(self) -> str:
        """The total, and what it is out of."""
        if self.card.total is None:
            return DASH
        shown = self.card.card.shown
        if not self.card.is_whole:
            return f"{shown} of {spelt(self.card.of, self.rubric.decimals)} so far"
        return f"{shown} of {plain(self.rubric.scale)}"

    def caps(self, gate: dict[str, Any], word: str) -> str:
        """What is left of each dimension when a gate fails, in the order of their keys."""
        parts = {one["key"]: one for one in self.rubric.parts}
        found = sorted((key, parts[key], Fraction(share)) for key, share in gate.get("caps", {}).items())
        return ", ".join(f"{part[word]} ≤ {plain(share * part['max'])}" for _, part, share in found)


def ladder(row: dict[str, Any], between: str) -> str:
    return between.join(f"{plain(Fraction(at))} → {plain(Fraction(brings))}" for at, brings in row["ladder"])


def figures(run: Run) -> list[str]:
    """The numbers of a run's figures."""
    ins = run.figures.get("tokens_in"), run.figures.get("tokens_out")
    tokens = count(run.tokens)
    if all(ins):
        tokens += f" {count(int(ins[0] or 0))} in, {count(int(ins[1] or 0))} out"
    basis = run.basis if run.usd is not None else ""
    said = [str(run.attempt) if run.attempt > 1 else "", f"{cost(run.cost)} {basis}"]
    said += [duration(run.figures.get("seconds")), tokens, some(run.files, "file") if run.tree else ""]
    return [found for one in said if (found := numbers(one))]


def quoted(evidence: Entry) -> tuple[int, int] | None:
    """Where the lines that a piece of evidence names begin, and how many they are; none for a whole file."""
    if evidence.value.startswith("$"):
        return 0, len(evidence.body.get("output", "").splitlines())
    found = re.search(r":(\d+)(?:-(\d+))?$", evidence.value)
    return (int(found[1]), int(found[2] or found[1]) - int(found[1]) + 1) if found else None


def remarks(card: Graded, cell: str) -> list[str]:
    """The numbers of what was said about a cell: where quotes begin, how long they are, and how much is left out."""
    said = []
    for one in card.of_kind("evidence", cell):
        if lines := quoted(one):
            first, number = lines
            said.append(f"{first} first, {min(number, MOST_LINES)} lines")
            said += [f"{number - MOST_LINES} more"] if number > MOST_LINES else []
    return said


class CardPage:
    """One card's page."""

    def __init__(self, kept: Kept, table: Table, card: Graded) -> None:
        self.kept, self.table, self.card, self.rubric = kept, table, card, card.rubric
        self.parts = Parts(card)

    def every_table(self) -> dict[str, Rows]:
        found = {": Each dimension, from what was given to its points": self._steps()}
        if self.rubric.gates:
            found[": Conditions that cap dimensions when they fail"] = self._gates()
        for place, part in enumerate(self.rubric.parts):
            holder = f"cell-{part['key']}"
            tables = {"What a number means": self._anchors(place)}
            tables[f"Criteria of {part['title']}"] = self._criteria(part)
            tables[f"Deductions of {part['title']}"] = self._faults(part)
            found |= {f"{holder}: {caption}": rows for caption, rows in tables.items() if rows}
        return found | {": Every decision on this card": history(self.card)}

    def _steps(self) -> Rows:
        rows = [self._step(place) for place in range(len(self.rubric.parts))]
        changed = ("Deducted", "Capped", "Adjusted")
        total = {**dict.fromkeys(rows[0], ""), "Dimension": "Total" if self.card.is_whole else "Total so far"}
        rows.append({**total, "Towards the total": plain(self.card.total)})
        empty = [name for name in changed if not any(row[name] for row in rows)]
        return [{name: text for name, text in row.items() if name not in empty} for row in rows]

    def _step(self, place: int) -> dict[str, str]:
        part, stages = self.rubric.parts[place], self.card.stages(place)
        start = {
            "Dimension": part["title"],
            "Given": DASH,
            "Deducted": "",
            "Capped": "",
            "Adjusted": "",
            "Points": DASH,
        }
        end = {
            "of": plain(part["max"]),
            "Weight": plain(part["weight"]),
            "Towards the total": plain(self.parts.adds(place)),
        }
        if not self.parts.attempted(place):
            return {**start, "Given": NOT_ATTEMPTED, **end}
        start["Adjusted"] = self.parts.adjusted(part["key"])
        if stages:
            given, deducted, capped, points = stages
            start["Given"], start["Points"] = plain(given), plain(points) + bar(points, part["max"])
            start["Deducted"] = plain(deducted - given) if deducted != given else ""
            start["Capped"] = f"≤ {plain(capped)}" if capped != deducted else ""
        return {**start, **end}

    def _gates(self) -> Rows:
        return [
            {
                "Gate": tidy(f"{gate['title']} {gate.get('verify', '')}"),
                "Answer": self.parts.gate(gate["key"]),
                "Caps when it fails": self.parts.caps(gate, "title"),
            }
            for gate in self.rubric.gates
        ]

    def _anchors(self, place: int) -> Rows:
        stages = self.card.stages(place)
        ordered = sorted(self.rubric.parts[place]["anchor"], key=lambda one: -Fraction(one["at"]))
        reached = [one["at"] for one in ordered if stages and one["at"] <= stages[0]]
        return [
            {
                "Points": plain(Fraction(one["at"])),
                "Meaning": one["means"] + (" ← applies" if reached and one["at"] == reached[0] else ""),
            }
            for one in ordered
        ]

    def _criteria(self, part: dict[str, Any]) -> Rows:
        rows, has_ladders = [], any(one["ladder"] for one in part["criterion"])
        for one in part["criterion"]:
            words = [one["key"], one["title"], one["asks"], ladder(one, " · "), one["verify"]]
            measured = self.parts.given(one["key"]) if one["ladder"] else None
            earned = self.parts.earned(one)
            rows.append(
                {
                    "Criterion": " ".join(filter(None, words)),
                    **({"Measured": "" if measured is None else plain(measured)} if has_ladders else {}),
                    "Points": "open" if earned is None else plain(earned),
                    "of": plain(Fraction(one["points"])),
                }
            )
        return rows

    def _faults(self, part: dict[str, Any]) -> Rows:
        return [
            {
                "Deduction": one["title"],
                "Answer": self.parts.fault(one["key"]),
                "Price": f"−{plain(Fraction(one['points']))}",
            }
            for one in part["deduction"]
        ]

    # Sentences

    def sentences(self) -> list[str]:
        said = [self.card.card.shown or DASH, *self._verdict(), *figures(self.card.run), *remarks(self.card, "")]
        scale, weights = self.rubric.scale, self.parts.weights
        said += [f"{plain(scale)} × weight ÷ {plain(weights)}"] if weights and scale != weights else []
        said += [found for gate in self.rubric.gates for found in remarks(self.card, gate["key"])]
        for place, part in enumerate(self.rubric.parts):
            said.append(f"{plain(self.parts.points(place))} of {plain(part['max'])}")
            said += remarks(self.card, part["key"])
            said += [signed(Fraction(one.value)) for one in self.card.of_kind("adjust", part["key"])]
            said += [
                found for one in [*part["criterion"], *part["deduction"]] for found in remarks(self.card, one["key"])
            ]
        said.append(some(len(self.kept.entries), "decision"))
        return [found for one in said if (found := numbers(one))]

    def _verdict(self) -> Iterator[str]:
        card = self.card
        yield self.parts.total()
        if card.total is not None and not card.is_whole:
            yield some(len(card.card.missing), "cell")
        if place := self.table.at(card.run.id):
            near = " ≈" if place.is_near else ""
            many = len(place.totals) > 1
            mean = f", by the mean of {len(place.totals)} cards, {place.total}" if many else ""
            yield f"{place.rank} of {len(self.table.ranked)}{near}{mean}"
        unsure = len(card.of_kind("flag"))
        elsewhere = sum(number for tree, number in card.snapshots.items() if tree != card.run.tree)
        told = [f"{some(unsure, 'cell')}." if unsure else ""]
        told += [f"{some(elsewhere, 'decision')} of {card.snapshots.total()} made" if elsewhere else ""]
        yield " ".join(told)
        yield ", ".join(one.card.shown for one in self.table.cards[card.run.id] if one.reviewer != card.reviewer)


# History


def history(card: Graded) -> Rows:
    by_id = {one.id: one for one in card.history}
    rows = []
    for one in card.history:
        words = spoken(one, card.rubric, by_id)
        target = f"of {one.value[-6:]} " if one.kind == "withdraw" and one.value in by_id else ""
        rows.append(
            {
                **{"At": f"{one.at[:10]} {one.at[11:19]} UTC", "Cell": one.cell or "card"},
                "Decision": tidy(visible(words)) + (" replaced" if one.replaced else ""),
                **{"By": one.reviewer, "Entry": target + one.id[-6:]},
            }
        )
    return rows


def spoken(one: Entry, rubric: Asked, by_id: dict[str, Entry]) -> str:
    """A decision in words."""
    price, points = rubric.fault(one.cell), Fraction(one.value) if one.kind == "adjust" else Fraction(0)
    reason = f": {one.body['reason']}" if one.body.get("reason") else ""
    answers = {"<": "better than", ">": "not as good as", "~": "as good as"}
    said = {
        "clear": "cleared",
        "deduct": f"deduction called (−{plain(price)})",
        "spare": "looked at, not called",
        "gate": "gate holds" if one.value == "pass" else "gate fails",
        "adjust": f"adjusted by {signed(points)}{reason}",
        "note": f"note: {one.value}" if one.value else "note taken away",
        "evidence": f"evidence: {one.value}",
        "flag": "unsure, to come back to" if one.value else "no longer unsure",
        "prefer": f"{answers.get(one.value, '')} {one.body.get('other', '')}",
        "lock": "locked: finished",
        "reveal": "names revealed",
        "figure": f"{one.value or 'unknown'}{reason}",
    }
    if one.kind == "withdraw":
        return f"took back: {spoken(by_id[one.value], rubric, by_id)}" if one.value in by_id else "took back an entry"
    if one.kind == "mark":
        return f"mark {NOT_ATTEMPTED if one.value == 'x' else plain(Fraction(one.value))}"
    return said[one.kind]
