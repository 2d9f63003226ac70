"""Charts as a test reads them: elements by class, places as numbers; and tables to draw."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from xml.etree import ElementTree

from grading.marks.scorecard import Outcome
from grading.report.index import AgainstIndex, against_index, read_index
from grading.report.standings import Standings
from grading.rubric.model import Rubric
from grading.runs.model import Run
from tests.builders import rubric
from tests.grading.report.tables import PUBLISHED, card, published, run, table

SVG = "{http://www.w3.org/2000/svg}"

_TITLES = ("Deliverables", "API correctness", "Test quality", "Error handling", "Persistence", "Streaming")
_WIDE = 'format = 1\nkey = "wide"\nedition = "1"\ntitle = "Wide"\ndecimals = 1\ntie_band = 1\n'
_DIMENSION = '[[dimension]]\nkey = "d{place}"\ntitle = "{title}"\nmax = 10\nstep = 0.1\n'


def parsed(svg: str) -> ElementTree.Element:
    """The chart's root; an error where it is no XML."""
    return ElementTree.fromstring(svg)


def having(svg: str, name: str, tag: str = "") -> list[ElementTree.Element]:
    """Every element of a class."""
    found = parsed(svg).iter(SVG + tag if tag else None)
    return [one for one in found if name in one.get("class", "").split()]


def number(element: ElementTree.Element, key: str) -> Fraction:
    """An attribute as the number it is."""
    return Fraction(element.attrib[key])


def texts(svg: str, name: str = "") -> list[str]:
    """What is written on a chart, without what only a pointer sees."""
    every = having(svg, name) if name else list(parsed(svg).iter(SVG + "text"))
    return ["".join(_seen(one)) for one in every if one.tag == SVG + "text"]


def _seen(element: ElementTree.Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag != SVG + "title":
            yield from _seen(child)
        yield child.tail or ""


def described(svg: str) -> str:
    """What a chart says to whoever does not see it."""
    return parsed(svg).findtext(SVG + "desc") or ""


def wide_rubric(titles: Sequence[str] = _TITLES, more: str = "") -> Rubric:
    """A rubric with a dimension of 10 points for each title."""
    parts = (_DIMENSION.format(place=place, title=title) for place, title in enumerate(titles))
    return rubric(_WIDE + "".join(parts) + more)


def many(count: int, asked: Rubric | None = None, name: str = "Model {}") -> Standings:
    """So many runs with marks, weights, costs and reviewers of every kind; some did not attempt something."""
    asked = asked or wide_rubric()
    runs, cards = list[Run](), list[Outcome]()
    costs = ("~0.10", "", "1.25", "subscription", "~4", "0")
    for place in range(count):
        weights, cost = ("open", "closed", "")[place % 3], costs[place % 6]
        one = run(name.format(place), weights=weights, cost_usd=cost)
        marks = {
            dimension.key: "x" if (place * 3 + row) % 29 == 0 else f"{(place * 7 + row * 13) % 11}"
            for row, dimension in enumerate(asked.dimensions)
        }
        runs.append(one)
        cards.append(card(asked, one, "mia", marks))
        if place % 4 == 1:
            cards.append(card(asked, one, "ole", dict.fromkeys(marks, "5")))
    return table(asked, runs, cards)


def rails() -> Standings:
    """The 24 published runs of Rails chat."""
    return published("rails-chat")["rails-chat", "rails-chat-totals@2026-05"]


@cache
def inventory_index() -> AgainstIndex:
    """The published inventory totals held against the index that lies beside them."""
    found = published("inventory")["inventory", "inventory-absolute-totals@as-published"]
    path = PUBLISHED / "inventory" / "index.csv"
    return against_index(found, read_index(path.read_text(), path.name))
