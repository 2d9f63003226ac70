"""A table of standings as rows that its reader may read: where a name is hidden, all that could tell it is, too."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from grading.rubric.arithmetic import shown
from grading.runs.model import Figures, Run
from grading.visible import visible
from tui.painting.spans import safe

if TYPE_CHECKING:
    from grading.report.standings import Apart, Partial, Ranked, Standings

UNTIL_LOCKED: Final = "hidden until your card is locked"
"""What stands in place of what others gave."""
UNSEEN: Final = "what others gave is hidden"
"""The same as a sentence, where there is no room to say for how long."""


class Known(Struct, frozen=True):
    """What a reader may know of the runs."""

    hidden: Mapping[str, str]
    """What each run is called whose name is hidden, by its id."""
    mask: Callable[[str], str] = str
    """Takes the names out of a text."""
    unseen: frozenset[str] = frozenset()
    """The ids of the runs of which it is hidden what others gave."""

    def name(self, run: Run) -> str:
        """What a run is called."""
        if run.id in self.hidden:
            return self.hidden[run.id]
        return safe(visible(run_words(run)))

    def unseen_words(self, run: Run) -> str:
        """That what others gave a run is hidden; empty where it is not."""
        return f"what others gave is {UNTIL_LOCKED}" if run.id in self.unseen else ""

    def told(self, run: str, text: str) -> str:
        """A text about a run, safe to show."""
        said = visible(text)
        return safe(self.mask(said) if run in self.hidden else said)


def run_words(run: Run) -> str:
    """A run's name without its task; a label stands for the model."""
    name = run.name
    if name.label:
        return name.label if name.attempt == 1 else f"{name.label} ~{name.attempt}"
    return run.id.split("/", 1)[1]


class Standing(Enum):
    """What kind of place a run has."""

    RANKED = "ranked"
    PARTIAL = "not complete"
    APART = "not ranked"


class RunRow(Struct, frozen=True):
    """One run of a table."""

    run: str
    """Its id, which is not for showing."""
    name: str
    standing: Standing
    place: int
    """Its place in the whole table, from 0."""
    figures: Figures | None
    """None where they are hidden with the name."""
    condition: str
    rank: int | None = None
    is_near_next: bool = False
    exact: Fraction | None = None
    total: str = ""
    tier: str = ""
    means: str = ""
    shares: tuple[Fraction | None, ...] = ()
    """How much of each dimension it has."""
    cards: int = 0
    spread: Fraction | None = None
    """How far its reviewers are apart; none where there is one card only."""
    spread_shown: str = ""
    between: str = ""
    """The least and the most that a reviewer gave it."""
    per_point: Fraction | None = None
    per_point_shown: str = ""
    """What a point cost; empty where that is hidden, or nothing is ranked."""
    begun: str = ""
    """Who has begun a card that does not count yet, and how far it is."""
    why: str = ""
    """Why it is not ranked, or how far it is."""
    unseen: str = ""
    """That what others gave is hidden, beside what the reader gave."""
    ground: str = ""
    """The title that it stands under where it is not ranked."""

    @property
    def is_hidden(self) -> bool:
        """Whether its name is not to be read."""
        return self.figures is None

    @property
    def usd(self) -> Decimal | None:
        return self.figures.cost.usd if self.figures else None


def run_rows(table: "Standings", known: Known) -> tuple[RunRow, ...]:
    """All rows: the ranked ones, those that are not complete, and by ground those that stand apart."""
    apart = [one for ones in table.apart_by_ground.values() for one in ones]
    # Places stay what they are: whether two neighbours are near is a matter of place, whoever stands there.
    near = [one.is_near_next for one in table.ranked]
    ordered = zip(_in_order(table.ranked, known), near, strict=True)
    ranked = [_ranked(one, known, table.rubric.decimals, is_near_next=is_near) for one, is_near in ordered]
    others = [*(_partial(one, known) for one in table.partial), *(_apart(one, known) for one in apart)]
    if known.hidden:
        grounds = list(dict.fromkeys(one.ground for one in others))
        others.sort(key=lambda one: (grounds.index(one.ground), one.name))
    return tuple(replace(row, place=place) for place, row in enumerate([*ranked, *others]))


def _in_order(ranked: "Sequence[Ranked]", known: Known) -> "Sequence[Ranked]":
    """Equals stand by name: where names are hidden, by what they are called instead, so that nothing is told by it."""
    return sorted(ranked, key=lambda one: (one.rank, known.name(one.run))) if known.hidden else ranked


def _ranked(one: "Ranked", known: Known, decimals: int, *, is_near_next: bool) -> RunRow:
    # The card of a run needs what stands here too, and none of the reports that this brings in.
    from grading.printing import per_point

    is_hidden = one.run.id in known.hidden
    ends = one.reviewed.lowest.total, one.reviewed.highest.total
    spread = one.reviewed.spread_seen(decimals)
    return RunRow(
        run=one.run.id,
        name=known.name(one.run),
        standing=Standing.RANKED,
        place=0,
        figures=None if is_hidden else one.run.figures,
        condition="" if is_hidden else one.run.name.condition,
        rank=one.rank,
        is_near_next=is_near_next,
        exact=one.exact,
        total=one.total,
        tier=safe(visible(one.tier.name)) if one.tier else "",
        means=safe(visible(one.tier.means)) if one.tier else "",
        shares=tuple(mean.share for mean in one.dimensions),
        cards=one.cards,
        spread=one.reviewed.spread,
        spread_shown="" if spread is None else shown(spread, decimals),
        between="" if one.cards < 2 else f"{shown(ends[0], decimals)} to {shown(ends[1], decimals)}",
        per_point=None if is_hidden else one.cost_per_point.value,
        per_point_shown="" if is_hidden else per_point(one),
        begun=safe(visible(", ".join(each.words for each in one.begun))),
        unseen=known.unseen_words(one.run),
    )


def _partial(one: "Partial", known: Known) -> RunRow:
    cells = "1 cell" if one.missing == 1 else f"{one.missing:,} cells"
    is_hidden = one.run.id in known.hidden
    return RunRow(
        run=one.run.id,
        name=known.name(one.run),
        standing=Standing.PARTIAL,
        place=0,
        figures=None if is_hidden else one.run.figures,
        condition="" if is_hidden else one.run.name.condition,
        total=one.total,
        why=f"{one.total} of {one.of} so far, {cells} open",
        unseen=known.unseen_words(one.run),
        ground=Standing.PARTIAL.value,
    )


def _apart(one: "Apart", known: Known) -> RunRow:
    is_hidden = one.run.id in known.hidden
    is_unseen = one.is_awaited and one.run.id in known.unseen
    ended = f"{one.why} · {one.state}" if one.state else one.why
    why, ground = (UNTIL_LOCKED, UNTIL_LOCKED) if is_unseen else (ended, one.ground.value)
    return RunRow(
        run=one.run.id,
        name=known.name(one.run),
        standing=Standing.APART,
        place=0,
        figures=None if is_hidden else one.run.figures,
        condition="" if is_hidden else one.run.name.condition,
        total=one.total,
        # A reason is written by people who know whose run it is.
        why=ground if is_hidden else known.told(one.run.id, why),
        unseen="" if is_unseen else known.unseen_words(one.run),
        ground=ground,
    )
