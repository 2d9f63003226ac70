"""What a card's Markdown has to say, from its decisions: every table, and the numbers of every line."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from grading.visible import visible
from tests.grading.exchange.expected_cards import MOST_LINES, NOT_ATTEMPTED, Parts, ladder, quoted
from tests.grading.exchange.expected_following import Rows
from tests.grading.exchange.expected_markdown import how
from tests.grading.exchange.ledger_reading import Entry, Graded
from tests.grading.exchange.page_reading import numbers, tidy
from tests.grading.exchange.spelling import DASH, cost, count, duration, exactly, half, plain, signed, some, spelt


class CardSheet:
    """One card's Markdown."""

    def __init__(self, card: Graded) -> None:
        self.card, self.rubric, self.parts = card, card.rubric, Parts(card)

    def tables(self) -> dict[str, Rows]:
        title = f"{self.card.run.name} · {self.card.run.task}"
        found = {f"0. {title} / run": self._facts(), f"0. {title} / dimension": self._dimensions()}
        chapter = int(bool(self.rubric.gates))
        if self.rubric.gates:
            found["1. Gates / gate"] = self._gates()
        for place, part in enumerate(self.rubric.parts):
            chapter += 1
            heading = f"{chapter}. {part['title']}: {self._points(place)}"
            tables = {f"{heading} / criterion": self._criteria(part), f"{heading} / deduction": self._faults(part)}
            found |= {name: rows for name, rows in tables.items() if rows}
        chapter += bool(
            [*self.card.of_kind("note", ""), *self.card.of_kind("evidence", ""), *self.card.of_kind("flag", "")]
        )
        return found | {f"{chapter + 1}. History / no.": self._history()}

    def _points(self, place: int) -> str:
        if not self.parts.attempted(place):
            return NOT_ATTEMPTED
        return f"{plain(self.parts.points(place))} of {plain(self.rubric.parts[place]['max'])}"

    def _facts(self) -> Rows:
        run = self.card.run
        reason = f" ({run.figures['reason']})" if run.figures.get("reason") else ""
        said = {"model": run.model, "how": how(run), "model weights": run.figures.get("weights", "")}
        said["state"] = run.state + reason if reason or run.state != "complete" else ""
        said |= {"cost": cost(run.cost), "time": duration(run.figures.get("seconds")), "tokens": count(run.tokens)}
        said["snapshot"] = run.tree or "none: known by its figures"
        return [{"run": name, run.id: text} for name, text in said.items() if text]

    def _dimensions(self) -> Rows:
        rows = []
        for place, part in enumerate(self.rubric.parts):
            stages, adds = self.card.stages(place), self.parts.adds(place)
            names = ("given", "deducted", "capped", "adjusted", "points")
            given, left, most, points = stages or (None, None, None, None)
            less = plain(left - given) if left is not None and given is not None and left != given else ""
            cap = f"≤ {plain(most)}" if most != left else ""
            values = [plain(given), less, cap, self.parts.adjusted(part["key"]), plain(points)]
            is_counted = self.parts.attempted(place)
            rows.append(
                {
                    "dimension": f"{part['key']} {part['title']}",
                    **dict(zip(names, values if is_counted else [NOT_ATTEMPTED, *[""] * 4], strict=True)),
                    **{"of": plain(part["max"]), "weight": plain(part["weight"])},
                    "adds": plain(adds) if is_counted else "",
                }
            )
        empty = [name for name in ("deducted", "capped", "adjusted") if not any(row[name] for row in rows)]
        return [{name: text for name, text in row.items() if name not in empty} for row in rows]

    def _gates(self) -> Rows:
        said = {"open": "not looked at", "holds": "holds", "fails": "fails"}
        return [
            {
                "gate": f"{gate['key']} {gate['title']}",
                "answer": said[self.parts.gate(gate["key"])],
                "caps where it fails": self.parts.caps(gate, "key"),
            }
            for gate in self.rubric.gates
        ]

    def _criteria(self, part: dict[str, Any]) -> Rows:
        rows = []
        for one in part["criterion"]:
            given, earned = self.parts.given(one["key"]), self.parts.earned(one)
            rungs = f" (measured → points: {ladder(one, ', ')})" if one["ladder"] else ""
            rows.append(
                {
                    "criterion": f"{one['key']} {one['title']}{rungs}",
                    **{"given": DASH if given is None else exactly(given), "points": plain(earned)},
                    "of": plain(Fraction(one["points"])),
                }
            )
        return rows

    def _faults(self, part: dict[str, Any]) -> Rows:
        said = {"": "not looked at", "deduct": "called", "spare": "looked at, not called"}
        return [
            {
                **{"deduction": f"{one['key']} {one['title']}", "price": f"−{plain(Fraction(one['points']))}"},
                "answer": said[self.parts.answer(one["key"])],
            }
            for one in part["deduction"]
        ]

    def _history(self) -> Rows:
        places = {one.id: place for place, one in enumerate(self.card.history, 1)}
        return [
            {
                **{"no.": str(places[one.id]), "at (UTC)": one.at[:19].replace("T", " "), "by": one.reviewer},
                **{
                    "what": one.kind.replace("spare", "deduct"),
                    "cell": one.cell,
                    "value": tidy(visible(value(one, places))),
                },
                "stands": "" if one.counts else "taken back",
            }
            for one in self.card.history
        ]

    # Lines

    def lines(self) -> list[str]:
        return [found for one in self._lines() if (found := numbers(one))]

    def _lines(self) -> Iterator[str]:
        yield self._total()
        scale, weights = self.rubric.scale, self.parts.weights
        yield f"{plain(scale)} × {plain(weights)}" if weights and scale != weights else ""
        for gate in self.rubric.gates:
            yield from self._remarks(gate["key"])
        for place, part in enumerate(self.rubric.parts):
            yield from self._of_part(place, part)
        yield from self._remarks("")

    def _total(self) -> str:
        card, decimals = self.card, self.rubric.decimals
        if card.total is None:
            return ""
        if not card.is_whole:
            open_cells = some(len(card.card.missing), "cell")
            return f"{card.card.shown} of {spelt(card.of, decimals)} so far; {open_cells}"
        exact = "" if card.total == half(card.total, decimals) else f"({exactly(card.total)})"
        return f"{card.card.shown} of {spelt(self.rubric.scale, decimals)} {exact}"

    def _of_part(self, place: int, part: dict[str, Any]) -> Iterator[str]:
        yield self._points(place)
        for anchor in part["anchor"]:
            yield f"{plain(Fraction(anchor['at']))}:"
        if part["scaled"] and part["key"] not in self.card.values:
            asked = sum((Fraction(one["points"]) for one in part["criterion"]), Fraction(0))
            yield f"{plain(asked)}, is scaled to {plain(part['max'])}"
        for one in self.card.of_kind("adjust", part["key"]):
            yield signed(Fraction(one.value))
        for key in (part["key"], *(one["key"] for one in [*part["criterion"], *part["deduction"]])):
            yield from self._remarks(key)

    def _remarks(self, cell: str) -> Iterator[str]:
        for one in self.card.of_kind("evidence", cell):
            lines = quoted(one)
            if lines and lines[1] > MOST_LINES:
                yield f"{lines[1] - MOST_LINES} more"


def value(one: Entry, places: dict[str, int]) -> str:
    """What a decision says, as it is kept."""
    if one.kind == "withdraw":
        return f"no. {places[one.value]}" if one.value in places else one.value
    if one.kind in ("deduct", "spare"):
        return "called" if one.kind == "deduct" else "looked at, not called"
    if one.body.get("reason"):
        return f"{one.value or DASH}: {one.body['reason']}"
    return f"{one.value} {one.body['other']}" if one.kind == "prefer" else one.value
