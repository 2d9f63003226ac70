"""Small books for the tests of pages: one of everything, in plain words or in hostile ones."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from msgspec.structs import replace

from grading.marks.events import (
    Adjust,
    Answer,
    Clear,
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
    Prefer,
    Reveal,
    Spare,
    Withdraw,
    standing,
)
from grading.marks.scorecard import Outcome, outcome, scorecard
from grading.report.across import across
from grading.report.book import Book, CardLink, PairLink, Section
from grading.report.cards import CardReport, PairReport, Quote
from grading.report.costs import working_costs
from grading.report.editions import side_by_side
from grading.report.formats.html import card_page, index_page, pair_page
from grading.report.groups import By, grouped
from grading.report.index import Index, against_index
from grading.report.standings import Standings, standings
from grading.rubric.arithmetic import NOT_ATTEMPTED, Answers
from grading.rubric.model import Anchor, Rubric
from grading.runs.figures import figure_text, figures_from
from grading.runs.model import Run, RunName, Snapshot, Task
from grading.sides import Pair
from tests.builders import rubric

Say = Callable[[str], str]

CANARY: Final = "document.title='pwned'"
HOSTILE: Final = (
    f'<script>{CANARY}</script>"\'><img src=x onerror="{CANARY}"><a href="javascript:{CANARY}">x</a></style></title>'
    f"--> ]]> {{{{ 7 * 7 }}}} {{% raw %}} | \u202eright\u2069 to\u200b left\x1b[31m \ufeff \u05e9\u05dc\u05d5\u05dd "
)
"""Script in every way that a page could run it, and characters that show something else than there is."""


def plain(text: str) -> str:
    """Texts as they are."""
    return text


def hostile(text: str) -> str:
    """Texts with everything that must do nothing."""
    return f"{text} {HOSTILE}"


@dataclass(frozen=True)
class Made:
    """A book, and its pages by where they lie."""

    book: Book
    cards: dict[str, CardReport]
    pages: dict[str, str]


def _rubric(say: Say) -> Rubric:
    found = rubric()
    api, tests = found.dimensions
    anchors = (Anchor(Fraction(20), say("all of it")), Anchor(Fraction(10), say("half of it")))
    return replace(
        found,
        title=say(found.title),
        about=say("For small services."),
        dimensions=(
            replace(
                api,
                title=say(api.title),
                asks=say(api.asks),
                anchors=anchors,
                deductions=tuple(replace(one, title=say(one.title)) for one in api.deductions),
            ),
            replace(
                tests,
                title=say(tests.title),
                criteria=tuple(
                    replace(one, title=say(one.title), verify=say("pytest -q"), asks=say("Are there any?"))
                    for one in tests.criteria
                ),
            ),
        ),
        gates=tuple(replace(one, title=say(one.title), verify=say("curl /")) for one in found.gates),
        tiers=tuple(replace(one, name=say(one.name), means=say(one.means)) for one in found.tiers),
    )


def _run(say: Say, model: str, harness: str = "", attempt: int = 1, task: str = "service", **figures: str) -> Run:
    texts = {key: figure_text(key, text) for key, text in figures.items()}
    condition = say("no network") if attempt > 1 else ""
    name = RunName(task, say(model), say(harness) if harness else "", condition, attempt)
    return Run(name, figures_from(texts), Snapshot("ab" * 20, "cd" * 32, 12, 3456) if harness else None)


class _Desk:
    """Where decisions are made, each a second after the one before."""

    def __init__(self, asked: Rubric, say: Say) -> None:
        self.asked, self.say = asked, say
        self.decisions: defaultdict[tuple[str, str], list[Decision]] = defaultdict(list)
        self.count = 0

    def decide(self, run: Run, reviewer: str, *events: Event) -> None:
        for event in events:
            self.count += 1
            about = "" if isinstance(event, FigureSet) else self.asked.id
            at = f"2026-05-03T10:{self.count // 60:02d}:{self.count % 60:02d}.000000Z"
            tree = run.snapshot.tree if run.snapshot else ""
            made = Decision(self.ident(self.count), at, reviewer, "", "", run.id, about, "", tree, event)
            self.decisions[run.id, reviewer].append(made)

    @staticmethod
    def ident(count: int) -> str:
        return f"01a1fed3-e22a-7000-8000-{count:012d}"

    def report(self, run: Run, reviewer: str) -> CardReport:
        decisions = self.decisions[run.id, reviewer]
        stands = list(standing(one for one in decisions if one.rubric).values())
        quotes: defaultdict[str, list[Quote]] = defaultdict(list)
        for one in stands:
            match one.event:
                case Evidence(cell, place) if place.startswith("$ "):
                    quotes[cell].append(Quote(place, 0, (self.say("12 passed"), "")))
                case Evidence(cell, place):
                    quotes[cell].append(Quote(place, 9998, (self.say("def listed():"), "    return rows"), 3))
        card = scorecard(self.asked, run.id, reviewer, stands)
        return CardReport(run, card, {cell: tuple(found) for cell, found in quotes.items()}, tuple(decisions))


def _marks(api: int, collected: int, faithful: str, *, starts: bool = True) -> list[Event]:
    return [
        GateResult("starts", starts),
        Mark("api", Fraction(api)),
        Mark("collected", Fraction(collected)),
        Mark("faithful", Fraction(faithful)),
    ]


def made(say: Say = plain) -> Made:
    """A book with a run of every kind, two reviewers, two tasks, an earlier edition and an outside index."""
    asked = _rubric(say)
    amber = _run(
        say, "amber", "forge", weights="open", cost_usd="1.10", seconds="1080", tokens_in="5000000", tokens_out="63000"
    )
    again = _run(say, "amber", "forge", 2, weights="open", cost_usd="~0.004", seconds="45")
    cobalt = _run(say, "cobalt", "loom", weights="closed", cost_usd="subscription", seconds="3900", tokens="950")
    dune = _run(say, "dune", state="unfinished", reason=say("it stalled"))
    ecru = _run(say, "ecru", "loom", state="void", reason=say("it saw the answers"), cost_usd="3")
    fawn = _run(say, "fawn", weights="open")
    runs = [amber, again, cobalt, dune, ecru, fawn]
    mia, noor = say("mia"), say("noor")
    desk = _Desk(asked, say)
    desk.decide(amber, mia, FigureSet("cost_usd", "1.00"), FigureSet("cost_usd", "1.10", say("the bill came later")))
    desk.decide(amber, mia, *_marks(18, 40, "2.5"), Mark("api", Fraction(19)), Deduct("no-paging"))
    taken_back = desk.count
    desk.decide(amber, mia, Withdraw("no-paging", desk.ident(taken_back)), Spare("no-paging"))
    desk.decide(
        amber, mia, Note("api", say("long lists\n  come whole")), Evidence("api", say("app/main.py:9998-10003"))
    )
    desk.decide(
        amber, mia, Evidence("collected", say("$ pytest -q")), Flag("faithful", True), Note("", say("good work"))
    )
    desk.decide(amber, mia, Adjust("api", Fraction(-1, 2), say("an odd default")), Note("no-paging", say("they page")))
    desk.decide(amber, mia, Prefer("", cobalt.id, Answer.A), Note("starts", say("at once")), Reveal(), Lock())
    desk.decide(amber, noor, *_marks(16, 31, "2"))
    desk.decide(again, mia, GateResult("starts", True), Mark("api", Fraction(20)), Mark("tests", NOT_ATTEMPTED))
    desk.decide(
        cobalt, mia, *_marks(17, 12, "1", starts=False), Deduct("no-paging"), Note("api", say("only half of it"))
    )
    desk.decide(ecru, mia, *_marks(3, 3, "0"))
    desk.decide(fawn, mia, Mark("api", Fraction(9)), Mark("collected", Fraction(3)), Clear("collected"))
    reports = [desk.report(one, who) for one in runs for who in (mia, noor) if desk.decisions[one.id, who]]
    table = _table(asked, "service", runs, reports)
    earlier = replace(asked, edition="0", tie_band=Fraction(0), gates=())
    before = _table(earlier, "service", runs, [_under(earlier, one) for one in reports])
    concept = [_run(say, "amber", "forge", task="concept"), _run(say, "cobalt", "loom", task="concept")]
    for one in concept:
        desk.decide(one, mia, *_marks(11, 40, "2.5"))
    second = [desk.report(one, mia) for one in concept]
    other = _table(asked, "concept", concept, second)
    links = _links(reports, "service")
    pair = PairLink(Pair(amber.id, cobalt.id), mia, "pairs/service-amber-cobalt-mia")
    index = Index("index.csv", {say("amber"): Fraction(50), say("cobalt"): Fraction(53), say("umber"): Fraction(12)})
    whole = Section(
        task=Task("service", say("A small service"), say("Write one."), None),
        table=table,
        cards=_by_run(links),
        pairs=(pair,),
        working=working_costs(asked, runs, _outcomes(reports)),
        groups=tuple(grouped([table], by) for by in (By.HARNESS, By.CONDITION, By.WEIGHTS)),
        editions=(side_by_side(before, table),),
        against=against_index(table, index),
    )
    concepts = Task("concept", "", "", None)
    little = Section(concepts, other, _by_run(_links(second, "concept")), (), (), (), (), None)
    book = Book(
        title=say("Two small tasks"),
        sections=(whole, little),
        across=(across([table, other]),),
        reviewers=(mia, noor),
        is_anonymous=False,
        decisions=desk.count,
        last="2026-05-03T10:00:59.000000Z",
    )
    pages = {"index.html": index_page(book)}
    for section, some in ((whole, reports), (little, second)):
        for report, link in zip(some, _links(some, section.task.key), strict=True):
            pages[f"{link.stem}.html"] = card_page(book, section, report, link)
    beside = PairReport(Pair(desk.report(amber, mia), desk.report(cobalt, mia)), Answer.A)
    pages[f"{pair.stem}.html"] = pair_page(book, whole, beside, pair)
    names = [link.stem for link in links]
    return Made(book, dict(zip(names, reports, strict=True)), pages)


def _under(asked: Rubric, report: CardReport) -> CardReport:
    stands = [one for one in standing(report.history).values() if not isinstance(one.event, GateResult)]
    return replace(report, card=scorecard(asked, report.run.id, report.card.reviewer, stands))


def _outcomes(reports: list[CardReport]) -> dict[str, list[Outcome]]:
    found: defaultdict[str, list[Outcome]] = defaultdict(list)
    for one in reports:
        found[one.run.id].append(one.card)
    return found


def _table(asked: Rubric, task: str, runs: list[Run], reports: list[CardReport]) -> Standings:
    return standings(task, asked, runs, _outcomes(reports))


def _links(reports: list[CardReport], task: str) -> list[CardLink]:
    return [
        CardLink(one.run.id, one.card.reviewer, f"cards/{task}-{place}", one.card.total_shown, one.card.total.complete)
        for place, one in enumerate(reports)
    ]


def _by_run(links: list[CardLink]) -> dict[str, tuple[CardLink, ...]]:
    return {link.run: tuple(one for one in links if one.run == link.run) for link in links}


def large_book(*, runs: int, dimensions: int, reviewers: tuple[str, ...]) -> Book:
    """A book of one task with many runs, each with a card of every reviewer."""
    asked = rubric("\n".join([_LARGE, *(_DIMENSION.format(place) for place in range(dimensions))]))
    every = [
        _run(
            plain, f"Some Model {place} Large", f"harness {place % 7}", cost_usd=f"{place}.25", seconds=f"{place * 37}"
        )
        for place in range(1, runs + 1)
    ]
    cards = [
        outcome(
            asked, run.id, who, Answers({f"d{key}": Fraction((at * 7 + key * 5) % 31, 2) for key in range(dimensions)})
        )
        for at, run in enumerate(every)
        for who in reviewers
    ]
    found: defaultdict[str, list[Outcome]] = defaultdict(list)
    for card in cards:
        found[card.run].append(card)
    links = {
        run: tuple(
            CardLink(run, one.reviewer, f"cards/{run}-{one.reviewer}".replace("/", "-"), one.total_shown, True)
            for one in ones
        )
        for run, ones in found.items()
    }
    table = standings("service", asked, every, found)
    groups = tuple(grouped([table], by) for by in (By.HARNESS, By.WEIGHTS))
    section = Section(Task("service", "A large service", "", None), table, links, (), (), groups, (), None)
    return Book("A large study", (section,), (), reviewers, False, 146_000, "")


_LARGE: Final = 'format = 1\nkey = "large"\nedition = "1"\ntitle = "A large rubric"'
_DIMENSION: Final = '[[dimension]]\nkey = "d{0}"\ntitle = "Dimension number {0}"\nmax = 15\nstep = 0.5'
