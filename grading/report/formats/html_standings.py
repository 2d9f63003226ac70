"""The standings as rows of a table: every cell is a text already, so that five hundred runs stay a small page."""

from typing import NamedTuple

from grading.report.book import CardLink, Section
from grading.report.formats.figures import left_out_words, mean_words, minus, number, per_unit
from grading.report.formats.html_words import share_of, sorting, tier_sorting
from grading.report.standings import Ranked
from grading.runs.model import Run, State
from grading.words import cost_words, count_words, time_words


class Bar(NamedTuple):
    """A number, and the class that draws the bar under it."""

    text: str
    width: str


class Row(NamedTuple):
    """One ranked run."""

    run: Run
    rank: int
    is_near: bool
    total: Bar
    tier: str
    dimensions: tuple[Bar, ...]
    cards: tuple[CardLink, ...]
    apart: str
    """How far its reviewers are apart; empty where there is one."""
    cost: str
    per_point: str
    time: str
    tokens: str
    sort_tier: str
    sort_cost: str
    sort_per_point: str
    sort_time: str
    sort_tokens: str


class Columns(NamedTuple):
    """Which columns have anything to say; one that is unknown for every run is named in a sentence instead."""

    tier: bool
    dimensions: bool
    """One dimension alone is the total over again."""
    apart: bool
    cost: bool
    time: bool
    tokens: bool
    state: bool
    """One that all have, and is what is wished for, says nothing."""

    @property
    def unknown(self) -> list[str]:
        """The figures that are not known for any run."""
        return [name for name in ("cost", "time", "tokens") if not getattr(self, name)]


class Table(NamedTuple):
    """The rows and the columns that they have."""

    rows: list[Row]
    columns: Columns
    notes: list[str]
    """What the columns of dimensions do not say by themselves."""


def standings_table(section: Section) -> Table:
    """The ranked runs of a section."""
    table = section.table
    has_dimensions = len(table.rubric.dimensions) > 1
    rows = [_row(section, entry, has_dimensions) for entry in table.ranked]
    every = [one.run.figures for one in table.ranked]
    columns = Columns(
        tier=bool(table.rubric.tiers),
        dimensions=has_dimensions,
        apart=any(row.apart for row in rows),
        cost=any(one.cost.basis.value != "unknown" for one in every),
        time=any(one.seconds is not None for one in every),
        tokens=any(one.all_tokens is not None for one in every),
        state=any(one.state is not State.COMPLETE for one in every),
    )
    return Table(rows, columns, left_out_words(table) if has_dimensions else [])


def _row(section: Section, entry: Ranked, has_dimensions: bool) -> Row:
    rubric, figures = section.table.rubric, entry.run.figures
    per_point, tokens = entry.cost_per_point, figures.all_tokens
    spread = entry.reviewed.spread_seen(rubric.decimals)
    return Row(
        run=entry.run,
        rank=entry.rank,
        is_near=entry.is_near_next,
        total=Bar(minus(entry.total), share_of(entry.exact, rubric.scale)),
        tier=entry.tier.name if entry.tier else "",
        dimensions=tuple(
            Bar(mean_words(one, entry), share_of(one.points, one.of)) for one in entry.dimensions if has_dimensions
        ),
        cards=section.cards.get(entry.run.id, ()),
        apart="" if spread is None else number(spread, rubric.decimals),
        cost=cost_words(figures.cost),
        per_point=per_unit(per_point, figures.cost.basis),
        time=time_words(figures.seconds),
        tokens=count_words(tokens),
        sort_tier=tier_sorting(rubric, entry.tier),
        sort_cost="" if figures.cost.usd is None else str(figures.cost.usd),
        sort_per_point=sorting(per_point),
        sort_time="" if figures.seconds is None else str(figures.seconds),
        sort_tokens="" if tokens is None else str(tokens),
    )
