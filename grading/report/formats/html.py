"""The pages of an export: pure functions from what is published to the text of a page."""

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from grading.report.book import Book, CardLink, PairLink, Section
from grading.report.cards import CardReport, PairReport
from grading.report.formats.html_card import Said, adds_words, changes, gate_rows, on_other_snapshots, parts, said
from grading.report.formats.html_history import history
from grading.report.formats.html_page import page
from grading.report.formats.html_pair import ahead, pair_rows, preference_words
from grading.report.formats.html_standings import Table, standings_table
from grading.report.formats.html_words import full_name
from grading.report.standings import Ranked
from grading.rubric.arithmetic import rounded


class Chart(NamedTuple):
    """A drawing, and what it is called."""

    title: str
    svg: Markup


class Chapter(NamedTuple):
    """One section of the front page, ready to be set."""

    id: str
    section: Section
    standings: Table
    charts: list[Chart]
    titles: dict[str, str]
    """What the runs are called, by id."""


def index_page(book: Book) -> str:
    """The front page: every standing, and what follows from it."""
    chapters = [_chapter(f"s{place}", section) for place, section in enumerate(book.sections, 1)]
    runs = {ident for chapter in chapters for ident in chapter.titles}
    chapters.sort(key=lambda one: one.section.table.is_void)
    titles = {section.task.key: section.task.title or section.task.key for section in book.sections}
    return page("index.html", has_script=True, book=book, chapters=chapters, runs=len(runs), titles=titles)


def card_page(book: Book, section: Section, report: CardReport, link: CardLink) -> str:
    """One reviewer's card for one run, with everything that it came from."""
    card = report.card
    found = parts(card)
    return page(
        "card.html",
        book=book,
        section=section,
        report=report,
        card=card,
        rubric=card.rubric,
        root=_root(link.stem),
        back=_back(book, section),
        others=[one for one in section.cards.get(link.run, ()) if one.stem != link.stem],
        ranked=_ranked(section, report),
        parts=found,
        changes=changes(found),
        adds=adds_words(card),
        gates=gate_rows(card),
        said=said(report),
        elsewhere=on_other_snapshots(report),
        history=history(report.history, card.rubric),
    )


def pair_page(book: Book, section: Section, report: PairReport, link: PairLink) -> str:
    """Two runs beside each other, as one reviewer graded them."""
    cards, rubric = report.cards.map(lambda one: one.card), section.table.rubric
    are_whole = all(card.total.complete for card in cards)
    seen = cards.map(lambda card: None if card.total.exact is None else rounded(card.total.exact, rubric.decimals))
    return page(
        "pair.html",
        book=book,
        section=section,
        report=report,
        link=link,
        rubric=rubric,
        root=_root(link.stem),
        back=_back(book, section),
        sides=[
            _PairSide(name, side, _card_of(section, run, link.reviewer), said(side).get(""))
            for name, side, run in zip("AB", report.cards, link.runs, strict=True)
        ],
        rows=pair_rows(report),
        ahead=ahead(*seen) if are_whole else "",
        preference=preference_words(report),
    )


class _PairSide(NamedTuple):
    name: str
    report: CardReport
    link: CardLink | None
    said: Said | None


def _card_of(section: Section, run: str, reviewer: str) -> CardLink | None:
    return next((one for one in section.cards.get(run, ()) if one.reviewer == reviewer), None)


def _root(stem: str) -> str:
    return "../" * stem.count("/")


def _back(book: Book, section: Section) -> str:
    asked = section.task.key, section.table.rubric.id
    place = next(place for place, one in enumerate(book.sections, 1) if (one.task.key, one.table.rubric.id) == asked)
    return f"index.html#s{place}"


def _ranked(section: Section, report: CardReport) -> Ranked | None:
    return next((one for one in section.table.ranked if one.run.name == report.run.name), None)


def _chapter(ident: str, section: Section) -> Chapter:
    return Chapter(
        id=ident,
        section=section,
        standings=standings_table(section),
        charts=list(_charts(section)),
        titles={run.id: full_name(run) for run in section.table.runs},
    )


def _charts(section: Section) -> Iterator[Chart]:
    from grading.report.formats import charts

    drawn = [
        ("Totals", charts.totals_chart(section.table)),
        ("Dimensions", charts.heat_map(section.table)),
        ("Cost against total", charts.cost_chart(section.table)),
    ]
    if section.against is not None:
        drawn.append(("Rank here and in the index", charts.rank_chart(section.against)))
    # The drawings escape the names in them themselves.
    yield from (Chart(title, Markup(svg)) for title, svg in drawn if svg)
