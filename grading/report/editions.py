"""Two standings of the same runs side by side: two rubrics, or two editions of one."""

from collections.abc import Mapping
from fractions import Fraction

from msgspec import Struct

from grading.report.correlation import Agreement, agreement
from grading.report.ranks import ranks_by_key, reversed_pairs
from grading.report.scales import Scale, common_scale
from grading.report.standings import Ranked, Standings
from grading.rubric.arithmetic import rounded, shown


class Moved(Struct, frozen=True):
    """One run that both rank, and what became of it."""

    before: Ranked
    after: Ranked
    rank_before: int
    """Among the runs that both rank, as the later one is."""
    rank_after: int
    change: Fraction
    """By how much the total rose, on the common scale."""
    flips: bool
    """Whether it is in another tier; never where the two rubrics have other tiers."""

    @property
    def run(self) -> str:
        """The run's id."""
        return self.after.run.id

    @property
    def places(self) -> int:
        """How many places it went up; below 0 where it went down."""
        return self.rank_before - self.rank_after


class Editions(Struct, frozen=True):
    """Who moves from one to the other, by how much, and who only one of them ranks."""

    before: Standings
    after: Standings
    scale: Scale
    moved: tuple[Moved, ...]
    """Every run that both rank, in the later order; `places` says whether it moved at all."""
    only_before: tuple[Ranked, ...]
    only_after: tuple[Ranked, ...]
    reversed: tuple[tuple[Moved, Moved], ...]
    """Every two that changed places: the one that was ahead before goes first."""
    agreement: Agreement

    @property
    def is_of_one(self) -> bool:
        """Whether they are editions of one rubric, of which one came before the other."""
        return self.before.rubric.key == self.after.rubric.key

    @property
    def have_tiers(self) -> bool:
        """Whether both rubrics have the same tiers, so that a run can be in another one."""
        return _have_tiers(self.before, self.after)

    def totals(self, one: Moved) -> tuple[str, str]:
        """A run's two totals as they can be compared: on a common scale where the rubrics have scales of their own."""
        if not self.scale.is_converted:
            return one.before.total, one.after.total
        before, after = self.before.rubric, self.after.rubric
        totals = self.scale.convert(one.before.exact, before), self.scale.convert(one.after.exact, after)
        was, now = (shown(total, self.scale.decimals) for total in totals)
        return was, now

    @property
    def flips(self) -> tuple[Moved, ...]:
        """The runs that are in another tier."""
        return tuple(one for one in self.moved if one.flips)

    def change_shown(self, one: Moved) -> str:
        """By how much a run's total changed, with its sign; 0 has none."""
        text = shown(one.change, self.scale.decimals)
        return f"+{text}" if rounded(one.change, self.scale.decimals) > 0 else text


def side_by_side(before: Standings, after: Standings) -> Editions:
    """The first standings beside the second ones."""
    scale = common_scale((before.rubric, after.rubric))
    old, new = ({one.run.id: one for one in table.ranked} for table in (before, after))
    # Places in tables of different length say nothing about each other, so those are counted anew that both have.
    shared = [ident for ident in new if ident in old]
    seen_before, seen_after = _seen(before, old, shared), _seen(after, new, shared)
    ranks_before, ranks_after = ranks_by_key(seen_before), ranks_by_key(seen_after)
    have_tiers = _have_tiers(before, after)
    moved = {
        ident: Moved(
            before=old[ident],
            after=new[ident],
            rank_before=ranks_before[ident],
            rank_after=ranks_after[ident],
            change=scale.convert(new[ident].exact, after.rubric) - scale.convert(old[ident].exact, before.rubric),
            flips=have_tiers and _tier_name(old[ident]) != _tier_name(new[ident]),
        )
        for ident in shared
    }
    return Editions(
        before=before,
        after=after,
        scale=scale,
        moved=tuple(moved.values()),
        only_before=tuple(one for ident, one in old.items() if ident not in new),
        only_after=tuple(one for ident, one in new.items() if ident not in old),
        reversed=tuple((moved[high], moved[low]) for high, low in reversed_pairs(ranks_before, ranks_after)),
        agreement=agreement(list(seen_before.values()), list(seen_after.values())),
    )


def _have_tiers(before: Standings, after: Standings) -> bool:
    named = [{tier.name for tier in one.rubric.tiers} for one in (before, after)]
    return bool(named[0]) and named[0] == named[1]


def _seen(table: Standings, ranked: Mapping[str, Ranked], shared: list[str]) -> dict[str, Fraction]:
    return {ident: rounded(ranked[ident].exact, table.rubric.decimals) for ident in shared}


def _tier_name(one: Ranked) -> str:
    return one.tier.name if one.tier else ""
