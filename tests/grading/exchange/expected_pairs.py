"""What the page of a pair has to say, from both cards: every cell, and the numbers of every other text."""

from fractions import Fraction

from tests.grading.exchange.expected_cards import NOT_ATTEMPTED, Parts, figures, remarks
from tests.grading.exchange.expected_following import Rows
from tests.grading.exchange.ledger_reading import Graded, Kept
from tests.grading.exchange.page_reading import numbers
from tests.grading.exchange.spelling import bar, half, plain, signed, some


def ahead(a: Fraction | None, b: Fraction | None) -> str:
    """Which side has more, and by how much."""
    if a is None or b is None or a == b:
        return ""
    return f"{'A' if a > b else 'B'} +{plain(abs(a - b))}"


class PairPage:
    """Two cards of one reviewer."""

    def __init__(self, kept: Kept, a: Graded, b: Graded) -> None:
        self.kept, self.cards, self.sides, self.rubric = kept, (a, b), (Parts(a), Parts(b)), a.rubric

    def table(self) -> Rows:
        rows = [self._row(gate["title"], [side.gate(gate["key"]) for side in self.sides]) for gate in self.rubric.gates]
        for place, part in enumerate(self.rubric.parts):
            rows.append(self._dimension(place))
            for one in part["criterion"]:
                earned = [side.earned(one) for side in self.sides]
                measured = [side.given(one["key"]) if one["ladder"] else None for side in self.sides]
                texts = [
                    "open" if points is None else plain(points) if at is None else f"{plain(at)} → {plain(points)}"
                    for points, at in zip(earned, measured, strict=True)
                ]
                rows.append(self._row(f"{one['title']} of {plain(Fraction(one['points']))}", texts, ahead(*earned)))
            for one in part["deduction"]:
                words = [side.fault(one["key"]) for side in self.sides]
                rows.append(self._row(f"−{plain(Fraction(one['points']))} {one['title']}", words))
        return rows

    def _dimension(self, place: int) -> dict[str, str]:
        part, points = self.rubric.parts[place], [side.points(place) for side in self.sides]
        texts = [
            plain(one) + self._how(side, place) + bar(one, part["max"]) if side.attempted(place) else NOT_ATTEMPTED
            for one, side in zip(points, self.sides, strict=True)
        ]
        return self._row(f"{part['title']} of {plain(part['max'])}", texts, ahead(*points))

    @staticmethod
    def _how(side: Parts, place: int) -> str:
        """What was given and what changed it, with the reason of every adjustment."""
        key, stages = side.rubric.parts[place]["key"], side.card.stages(place)
        given, deducted, capped, _ = stages or (None, None, None, None)
        said = (
            [f"{plain(deducted - given)} deducted"]
            if given is not None and deducted is not None and given != deducted
            else []
        )
        said += [f"capped ≤ {plain(capped)}"] if capped != deducted else []
        said += [f"{side.adjusted(key)} adjusted"] if side.adjusted(key) else []
        how = f" {', '.join([f'given {plain(given)}', *said])}" if said else ""
        reasons = [(signed(Fraction(one.value)), one.body["reason"]) for one in side.card.of_kind("adjust", key)]
        return how + "".join(f" Adjusted by {points}: {reason}" for points, reason in reasons)

    @staticmethod
    def _row(title: str, sides: list[str], ahead: str = "") -> dict[str, str]:
        a, b = sides
        return {"Cell": title, "A": a, "B": b, "Ahead": ahead}

    def sentences(self) -> list[str]:
        said = []
        if all(card.is_whole for card in self.cards):
            said.append(
                ahead(*(None if one.total is None else half(one.total, self.rubric.decimals) for one in self.cards))
            )
        for card, side in zip(self.cards, self.sides, strict=True):
            said += [side.total(), *figures(card.run), *remarks(card, "")]
        cells = [gate["key"] for gate in self.rubric.gates]
        for part in self.rubric.parts:
            cells += [part["key"], *(one["key"] for one in [*part["criterion"], *part["deduction"]])]
        said += [found for cell in cells for card in self.cards for found in remarks(card, cell)]
        said.append(some(len(self.kept.entries), "decision"))
        return [found for one in said if (found := numbers(one))]
