"""The lines of a text that marks rest on."""

from collections.abc import Mapping

from grading.marks.scorecard import Scorecard
from grading.sides import Pair, Side
from grading.visible import path_text


def rested(cards: Mapping[Side, Scorecard], paths: Pair[bytes | None]) -> Pair[tuple[range, ...]]:
    """The lines of a file that the cards of both sides rest on."""
    spans: dict[Side, list[range]] = {Side.A: [], Side.B: []}
    for side, card in cards.items():
        path = paths[side]
        for place in (one.place for ones in card.evidence.values() for one in ones):
            if path is not None and (lines := lines_of(place, path_text(path))) is not None:
                spans[side].append(lines)
    return Pair(tuple(spans[Side.A]), tuple(spans[Side.B]))


def lines_of(place: str, path: str) -> range | None:
    """The lines of a path that a place of evidence names, from 0; of a whole file, the first."""
    if place == path:
        return range(1)
    if not place.startswith(f"{path}:"):
        return None
    first, _, last = place.removeprefix(f"{path}:").partition("-")
    if not first.isdecimal() or not (last or first).isdecimal():
        return None
    return range(int(first) - 1, int(last or first))
