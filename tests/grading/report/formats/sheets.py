"""A small report with one of everything, whose texts a test may choose; and what is kept of it in golden files."""

import os
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from msgspec.structs import replace

from grading.marks.events import (
    Adjust,
    Decision,
    Deduct,
    Event,
    Evidence,
    FigureSet,
    Flag,
    GateResult,
    Lock,
    Mark,
    Note,
    Spare,
    Withdraw,
    standing,
)
from grading.marks.scorecard import scorecard
from grading.report.across import across
from grading.report.book import Book, CardLink, Section
from grading.report.cards import CardReport, Quote
from grading.report.costs import working_costs
from grading.report.editions import side_by_side
from grading.report.groups import By, grouped
from grading.report.index import against_index, read_index
from grading.report.standings import Ranked, Standings
from grading.rubric.model import Anchor, Rubric
from grading.runs.model import Run, RunName, Snapshot, Task
from tests.builders import SERVICE, rubric
from tests.grading.report.tables import card, run, table

GOLDEN = Path(__file__).parents[3] / "golden" / "report"


def is_golden(name: str, text: str) -> bool:
    """Whether the text is what is kept, byte for byte; RENEW_REPORTS=1 keeps it."""
    path = GOLDEN / name
    if os.environ.get("RENEW_REPORTS"):
        GOLDEN.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    return path.read_bytes() == text.encode()


def asked(text: str = "", edition: str = "1") -> Rubric:
    """The rubric, with this text wherever one may stand."""
    plain = replace(rubric(SERVICE), edition=edition)
    anchors = tuple(Anchor(Fraction(at), text or means) for at, means in ((20, "as written"), (0, "nothing answers")))
    if not text:
        api, tests = plain.dimensions
        return replace(plain, dimensions=(replace(api, anchors=anchors), tests))
    dimensions = [
        replace(
            one,
            title=text,
            asks=text,
            anchors=anchors,
            deductions=tuple(replace(fault, title=text) for fault in one.deductions),
            criteria=tuple(replace(row, title=text) for row in one.criteria),
        )
        for one in plain.dimensions
    ]
    tiers = tuple(replace(one, name=f"{one.name} {text}", means=text) for one in plain.tiers)
    gates = tuple(replace(one, title=text) for one in plain.gates)
    return replace(plain, title=text, dimensions=tuple(dimensions), tiers=tiers, gates=gates)


def runs(text: str = "") -> list[Run]:
    """Two that are ranked and near each other, one that is behind, one that is open, and two apart."""
    found = [
        run("amber", harness="forge", cost_usd="1.10", seconds="412", tokens="56350", weights="closed"),
        run("cobalt", cost_usd="~0.42", seconds="268", weights="open"),
        run("onyx", cost_usd="subscription", state="unfinished", reason="ran out of time", weights="open"),
        run("jade", cost_usd="0.86"),
        run("opal", state="void", reason="saw the tests"),
        run("beryl", state="infrastructure", reason="the gateway was down", cost_usd="0.10"),
    ]
    if not text:
        return found
    return [
        Run(
            RunName("service", f"{number} {text}", text, text, label=text),
            replace(one.figures, reason=text, weights=text),
            None,
        )
        for number, one in enumerate(found)
    ]


def service_table(text: str = "", edition: str = "1", points: Sequence[str] = ("20", "18.5", "3")) -> Standings:
    """Standings with ranked, partial and apart runs; the first one has two reviewers."""
    rules, every = asked(text, edition), runs(text)
    rest = {"collected": "30", "faithful": "2.5"}
    holds = {"starts": True}
    marks = zip(every, points, strict=False)
    cards = [card(rules, one, "mia", {**rest, "api": api}, gates=holds) for one, api in marks]
    cards.append(card(rules, every[0], text or "tom", {**rest, "api": "18"}, gates=holds))
    cards.append(card(rules, every[3], "mia", {"api": "5"}))
    cards.append(card(rules, every[4], "mia", {**rest, "api": "9"}, gates=holds))
    outcomes = {one.id: [each for each in cards if each.run == one.id] for one in every}
    cards = [each for ones in outcomes.values() for each in ones]
    return table(rules, every, cards)


def section(text: str = "") -> Section:
    """The standings and everything that follows from them."""
    found = service_table(text)
    before = service_table(text, "0", ("15", "18.5", "11"))
    names = [one.run.name.model for one in found.ranked]
    index = read_index("model,value\nplain,50\nother,40\n", text or "index.csv")
    index = replace(index, values={names[1]: Fraction(50), names[0]: Fraction(40), text or "other": Fraction(1)})
    holds = {"starts": True}
    cards = {one.run.id: [card(found.rubric, one.run, "mia", {}, gates=holds)] for one in found.ranked}
    groups = [grouped([found], by) for by in By]
    return Section(
        task=Task("service", text or "A small service", "", None),
        table=found,
        cards={one.run.id: _links(one, text) for one in found.ranked},
        pairs=(),
        working=working_costs(found.rubric, found.runs, cards),
        groups=tuple(one for one in groups if text or len(one.groups) > 1),
        editions=(side_by_side(before, found),),
        against=against_index(found, index),
    )


def _links(one: Ranked, text: str) -> tuple[CardLink, ...]:
    return tuple(
        CardLink(
            one.run.id, each.reviewer, f"cards/{one.rank}-{place}", text or str(each.total), is_complete=place == 0
        )
        for place, each in enumerate(one.reviewed.totals)
    )


def book(text: str = "") -> Book:
    """A whole export."""
    one = section(text)
    other = replace(service_table(text), task="other")
    return Book(
        title=text or "A study",
        sections=(one,),
        across=(across([one.table, other]),),
        reviewers=(text or "mia", "tom"),
        is_anonymous=False,
        decisions=12,
        last="2026-05-04T10:00:00.000000Z",
    )


def report(text: str = "", *, quoted: Sequence[str] = ("def pages():", "    return ```all```")) -> CardReport:
    """A card with one of everything, decided at fixed instants."""
    rules = asked(text)
    name = RunName("service", text or "amber", text or "forge", label=text or "Amber")
    events: list[Event] = [
        FigureSet("cost_usd", "1.2", text or "the invoice came"),
        GateResult("starts", holds=False),
        Note("starts", text or "port 8080 stays closed"),
        Mark("api", Fraction(18)),
        Note("api", text or "* the paging\n* is by number"),
        Deduct("no-paging"),
        Adjust("api", Fraction(1, 2), text or "the prompt was ambiguous"),
        Evidence("api", text or "src/pages.py:3-4"),
        Mark("tests", Fraction(7)),
        Withdraw("tests", _ident(8)),
        Mark("collected", Fraction(12)),
        Mark("faithful", Fraction(5, 2)),
        Flag("faithful", unsure=True),
        Evidence("faithful", text or "$ pytest -q", output="4 passed"),
        Note("", text or "Solid work."),
        Lock(),
    ]
    if text:
        events.insert(8, Spare("no-paging"))
    decisions = [_decision(number, event, name.id, rules) for number, event in enumerate(events)]
    stands = standing(one for one in decisions if one.rubric).values()
    tree = "0123456789abcdef0123456789abcdef01234567"
    quote = Quote(text or "src/pages.py:3-4", 3, tuple(quoted), 2)
    output = Quote(text or "$ pytest -q", 0, (text or "4 passed",))
    return CardReport(
        run=Run(name, runs()[0].figures, Snapshot(tree, "", 3, 120)),
        card=scorecard(rules, name.id, text or "mia", sorted(stands, key=lambda one: one.id)),
        quotes={"api": (quote,), "faithful": (output,), "": (Quote("README.md", why_none=text or "the whole file"),)},
        history=tuple(decisions),
    )


def _ident(number: int) -> str:
    return f"00000000-0000-7000-8000-{number:012d}"


def _decision(number: int, event: Event, of: str, rules: Rubric) -> Decision:
    about = "" if isinstance(event, FigureSet) else rules.id
    at = f"2026-05-04T10:{number:02d}:00.000000Z"
    return Decision(_ident(number), at, "mia", "session", "machine", of, about, "", "tree", event)
