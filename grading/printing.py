"""What commands print of standings and scorecards: Markdown, CSV, JSON, and figures in the words of a table."""

from collections.abc import Sequence

from msgspec import Struct

from grading.marks.scorecard import Outcome
from grading.report.across import Across
from grading.report.book import Section
from grading.report.cards import CardReport
from grading.report.costs import VOID_WORDS, WorkingCost
from grading.report.editions import Editions
from grading.report.formats import csv, json, markdown
from grading.report.formats.figures import (
    LEFT_OUT_WORDS,
    MEANS_WORDS,
    agreement_words,
    cap_words,
    less_words,
    minus,
    number,
    per_point,
    per_unit,
    places,
    signed,
    spent_words,
    times,
)
from grading.report.formats.json_figures import Document
from grading.report.formats.markdown_history import readable
from grading.report.groups import By, Groups
from grading.report.index import AgainstIndex
from grading.report.standings import Standings, begun
from grading.runs.model import Task
from grading.words import UNKNOWN

# The words for figures are those of every report.
__all__ = [
    "LEFT_OUT_WORDS",
    "MEANS_WORDS",
    "VOID_WORDS",
    "By",
    "Sheet",
    "Together",
    "agreement_words",
    "by",
    "cap_words",
    "card_in_json",
    "card_in_markdown",
    "less_words",
    "minus",
    "number",
    "outcome_words",
    "per_point",
    "per_unit",
    "places",
    "readable",
    "sheet_in_json",
    "signed",
    "spent_words",
    "standings_in_csv",
    "standings_in_json",
    "standings_in_markdown",
    "times",
]


class Sheet(Struct, frozen=True):
    """One table, and what was asked for beside it."""

    task: Task
    table: Standings
    working: tuple[WorkingCost, ...] = ()
    editions: tuple[Editions, ...] = ()
    against: AgainstIndex | None = None


class Together(Struct, frozen=True):
    """Several tables put together."""

    tables: tuple[Standings, ...]
    groups: Groups | None = None
    across: Across | None = None


def standings_in_csv(sheets: Sequence[Sheet]) -> str:
    """One row for each run."""
    return csv.standings_csv([one.table for one in sheets])


def standings_in_json(sheets: Sequence[Sheet], together: Sequence[Together], only: str = "") -> Document:
    """Every table, and what they are together as far as it was asked for; `only` says which runs are there."""
    document: Document = {"standings": [sheet_in_json(one, only) for one in sheets]}
    if across := [one.across for one in together if one.across]:
        document["across"] = [json.across_json(one) for one in across]
    if groups := [one.groups for one in together if one.groups]:
        document["groups"] = [json.groups_json(one) for one in groups]
    return document


def sheet_in_json(sheet: Sheet, only: str = "") -> Document:
    """One table."""
    document = json.standings_json(
        sheet.table,
        working=sheet.working or None,
        editions=sheet.editions or None,
        against=sheet.against,
    )
    return {**document, "only": only} if only else document


def standings_in_markdown(sheets: Sequence[Sheet], together: Sequence[Together], only: str = "") -> str:
    """Every table, or in their place what they are together; `only` says which runs are shown."""
    if not together:
        said = [markdown.standings_markdown(_section(one), only=only) for one in sheets]
        return "\n".join(said) or "No standings yet: a task needs runs and a rubric.\n"
    parts = []
    for one in together:
        if one.across:
            parts.append(markdown.across_markdown(one.across, only=only))
        if one.groups:
            parts.append(markdown.groups_markdown(one.groups, one.tables, only=only))
    return "\n".join(parts)


def _section(sheet: Sheet) -> Section:
    return Section(
        task=sheet.task,
        table=sheet.table,
        cards={},
        pairs=(),
        working=sheet.working,
        groups=(),
        editions=sheet.editions,
        against=sheet.against,
    )


def card_in_json(report: CardReport) -> Document:
    """One card."""
    return json.card_json(report)


def card_in_markdown(report: CardReport) -> str:
    """One card."""
    return markdown.card_markdown(report)


def outcome_words(card: Outcome) -> str:
    """Whose card it is, and its total, or how far it is: otto 79, karla 5 of 12 cells."""
    return f"{card.reviewer} {card.total_shown or UNKNOWN}" if card.total.complete else begun(card).words


def by(word: str) -> By:
    """What runs are put together by."""
    return By(word)
