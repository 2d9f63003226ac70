"""What follows from standings, as Markdown: working runs, groups, tasks together, an outside index, other editions."""

from collections.abc import Iterator, Sequence
from typing import Final

from grading.report.across import Across, Overall
from grading.report.costs import VOID_WORDS, WorkingCost
from grading.report.editions import Editions, Moved
from grading.report.formats.figures import (
    MEANS_WORDS,
    agreement_words,
    minus,
    number,
    per_unit,
    places,
    spent_words,
    times,
)
from grading.report.formats.markdown_text import begun, code, inline, table
from grading.report.formats.markdown_words import name_cells, name_words
from grading.report.groups import Groups
from grading.report.index import AgainstIndex
from grading.report.scales import Scale
from grading.report.standings import Ranked
from grading.rubric.arithmetic import shown
from grading.words import UNKNOWN, counted


def working_blocks(costs: Sequence[WorkingCost]) -> Iterator[str]:
    """What a working run of each model costs."""
    rows = [
        [
            inline(one.model),
            str(one.runs),
            str(one.working),
            spent_words(one.spent),
            per_unit(one.per_working_run, one.spent.basis),
            one.why_unknown,
        ]
        for one in costs
    ]
    numbers = ["runs", "working", "spent", "per working run"]
    void = f" {VOID_WORDS.capitalize()}." if any(one.void for one in costs) else ""
    yield f"All the money spent on a model, by its runs that pass the gates on every card; ∞ where none does.{void}"
    yield table(["model", *numbers, "why not known"], rows, numbers)


def groups_blocks(groups: Groups) -> Iterator[str]:
    """Runs in groups."""
    yield f"{MEANS_WORDS.capitalize()}. {_scale(groups.scale)}".rstrip()
    numbers = ["ranked", "mean", "best", "worst", "best over worst", "not ranked", "spent"]
    rows = [
        [
            inline(one.name) or "not said",
            str(len(one.ranked)),
            number(one.mean, groups.decimals),
            *(number(some, groups.scale.decimals) for some in (one.best, one.worst)),
            times(one.spread),
            str(len(one.not_ranked)),
            spent_words(one.spent),
        ]
        for one in groups.groups
    ]
    yield table([groups.by.value, *numbers], rows, numbers)


def index_blocks(against: AgainstIndex) -> Iterator[str]:
    """Standings held against an outside index."""
    yield f"{agreement_words(against.agreement)}."
    yield f"Best over worst: {times(against.spread)} here, {times(against.index.spread)} in the index."
    if against.compared:
        numbers = ["rank", "total", "rank there", "value there", "places higher here"]
        rows = [
            [
                inline(one.model),
                *(str(one.rank), one.total_shown, str(one.index_rank), number(one.value), places(one.places)),
            ]
            for one in against.compared
        ]
        yield table(["model", *numbers], rows, numbers)
    if against.reversed:
        yield "The other way round there:"
        yield "\n".join(
            f"- {begun(one.ahead_here.model)} ({one.ahead_here.total_shown}) is ahead of "
            f"{inline(one.ahead_there.model)} ({one.ahead_there.total_shown}) here{' (≈)' if one.is_near else ''}; "
            f"there it is {number(one.ahead_here.value)} to {number(one.ahead_there.value)}"
            for one in against.reversed
        )
    elif against.agreement.number > 1:
        yield "No two of them are the other way round there."
    for where, models in (("here", against.only_here), ("there", against.only_there)):
        if models:
            yield f"Only {where}: {', '.join(inline(model) for model in models)}."


_OF_ONE: Final = ("before", "after", "change", "places up")
_OF_TWO: Final = ("there", "here", "difference", "places higher here")


def editions_blocks(editions: Editions) -> Iterator[str]:
    """One rubric, or edition of it, beside another."""
    was, now, change, up = _OF_ONE if editions.is_of_one else _OF_TWO
    how = f"Places are counted among the runs that both rank, {change}s are of exact totals"
    yield f"{agreement_words(editions.agreement)}. {how}."
    yield _scale(editions.scale)
    have_tiers = editions.have_tiers
    if editions.moved:
        numbers = [f"rank {was}", f"total {was}", f"rank {now}", f"total {now}", change, up]
        totals = (editions.totals(one) for one in editions.moved)
        rows = [
            [
                *name_cells(one.after.run),
                *(str(one.rank_before), before, str(one.rank_after), after),
                *(minus(editions.change_shown(one)), places(one.places)),
                *([_tiers(one)] if have_tiers else []),
            ]
            for one, (before, after) in zip(editions.moved, totals, strict=True)
        ]
        yield table(["run", "id", *numbers, *(["tier"] if have_tiers else [])], rows, numbers)
    flips, pairs = counted(len(editions.flips), "run"), counted(len(editions.reversed), "pair")
    yield f"{f'{flips} in another tier; ' if have_tiers else ''}{pairs} the other way round."
    for which, ones in ((editions.before, editions.only_before), (editions.after, editions.only_after)):
        if ones:
            yield f"Ranked only under {code(which.rubric.name)}: {', '.join(name_words(one.run) for one in ones)}."


def _tiers(one: Moved) -> str:
    before, after = _tier(one.before), _tier(one.after)
    return f"{before} → {after}" if one.flips else after


def _tier(one: Ranked) -> str:
    return inline(one.tier.name) if one.tier else UNKNOWN


def across_blocks(across: Across) -> Iterator[str]:
    """Several tasks together."""
    said = f"Rubric: {', '.join(code(one.name) for one in across.rubrics)}. {MEANS_WORDS.capitalize()}."
    yield f"{said} {_scale(across.scale)}".rstrip()
    tasks = [code(task) for task in across.tasks]
    if across.ranked:
        numbers = ["rank", *tasks, "mean", "swing", "consistency"]
        rows = [
            [
                str(one.rank),
                _who(one),
                *(number(one.totals.get(task), across.scale.decimals) for task in across.tasks),
                *(f"**{across.mean_shown(one)}**", across.swing_shown(one) or UNKNOWN, str(one.consistency or UNKNOWN)),
            ]
            for one in across.ranked
        ]
        yield table(["rank", "contender", *numbers[1:]], rows, numbers)
        yield "Swing: the best task less the worst, as shown. Consistency: 1 varies least from task to task."
    if across.incomplete:
        yield "Not ranked in every task:"
        rows = [
            [_who(one), across.mean_shown(one), ", ".join(code(task) for task in one.missing)]
            for one in across.incomplete
        ]
        yield table(["contender", "mean so far", "not ranked in"], rows, ["mean so far"])


def _who(one: Overall) -> str:
    who = one.contender
    return " · ".join(filter(None, [inline(who.model), inline(who.harness), inline(who.condition)]))


def _scale(scale: Scale) -> str:
    return (
        f"Totals are converted to {shown(scale.of, 0)}: the rubrics have scales of their own."
        if scale.is_converted
        else ""
    )
