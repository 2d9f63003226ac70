"""Standings and scorecards as Markdown that needs no editing, and that reads as well where nothing draws it."""

from collections.abc import Iterator, Sequence

from grading.report.across import Across
from grading.report.book import Book, Section
from grading.report.cards import CardReport
from grading.report.formats.markdown_card import card_blocks
from grading.report.formats.markdown_following import (
    across_blocks,
    editions_blocks,
    groups_blocks,
    index_blocks,
    working_blocks,
)
from grading.report.formats.markdown_standings import card_links, table_blocks
from grading.report.formats.markdown_text import code, heading, inline, joined
from grading.report.groups import Groups
from grading.report.standings import Standings
from grading.words import counted


def standings_markdown(section: Section, *, only: str = "", level: int = 1) -> str:
    """The standings of one task under one rubric, and what follows from them; its heading is of this level.

    `only` says in words which runs are shown, where not all are.
    """
    return joined(_section(section, level, only))


def across_markdown(across: Across, *, only: str = "", level: int = 1) -> str:
    """Several tasks together."""
    return joined(_across(across, level, only))


def groups_markdown(groups: Groups, tables: Sequence[Standings], *, only: str = "", level: int = 1) -> str:
    """The runs of these tables in groups."""
    return joined(_groups(groups, tables, level, only))


def card_markdown(report: CardReport) -> str:
    """One reviewer's card, how its total came about, what it rests on, and every decision."""
    return joined(card_blocks(report))


def book_markdown(book: Book) -> str:
    """Every standing of an export."""
    return joined(_book(book))


def _book(book: Book) -> Iterator[str]:
    yield heading(1, inline(book.title) or "Standings")
    who = counted(len(book.reviewers), "reviewer")
    names = "" if book.is_anonymous or not book.reviewers else f": {', '.join(map(inline, book.reviewers))}"
    last = f"; the last one at {inline(book.last)}" if book.last else ""
    yield f"{who}{names} · {counted(book.decisions, 'decision')}{last}."
    if not book.sections:
        yield "No standings yet: a task needs runs and a rubric."
    for section in sorted(book.sections, key=lambda one: one.table.is_void):
        yield from _section(section, 2)
    for across in book.across:
        yield from _across(across, 2)


def _across(across: Across, level: int, only: str = "") -> Iterator[str]:
    yield heading(level, f"Across tasks: {', '.join(code(task) for task in across.tasks)}")
    yield _only(only)
    yield from across_blocks(across)


def _groups(groups: Groups, tables: Sequence[Standings], level: int, only: str) -> Iterator[str]:
    rubrics = dict.fromkeys(one.rubric.name for one in tables)
    yield heading(level, f"By {groups.by.value}")
    tasks = dict.fromkeys(code(one.task) for one in tables)
    yield f"Rubric {', '.join(map(code, rubrics))} · {', '.join(tasks)}"
    yield _only(only)
    yield from groups_blocks(groups)


def _only(only: str) -> str:
    return f"Only runs with {inline(only)} are shown; ranks are among all." if only else ""


def _section(section: Section, level: int, only: str = "") -> Iterator[str]:
    found = section.table
    below = level + 1
    yield heading(level, inline(section.task.title or section.task.key), inline(found.rubric.title))
    if section.task.title and section.task.title != section.task.key:
        yield f"Task {code(section.task.key)}"
    yield _only(only)
    yield from table_blocks(found)
    yield from _following(section, below) if not found.is_void else ()
    if links := card_links(section):
        yield heading(below, "Scorecards")
        yield links


def _following(section: Section, below: int) -> Iterator[str]:
    """What follows from a table."""
    if section.working:
        yield heading(below, "Cost per working run")
        yield from working_blocks(section.working)
    for groups in section.groups:
        yield heading(below, f"By {groups.by.value}")
        yield from groups_blocks(groups)
    if section.against:
        yield heading(below, f"Against the index {inline(section.against.index.name)}")
        yield from index_blocks(section.against)
    for editions in section.editions:
        yield heading(below, f"{inline(editions.before.rubric.name)} → {inline(editions.after.rubric.name)}")
        yield from editions_blocks(editions)
