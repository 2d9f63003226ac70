"""Runs of one table put together, as rows: by weights, harness, condition; and what a working run costs."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from grading.printing import number, per_unit, spent_words, times
from grading.visible import visible
from grading.words import counted
from tui.painting.spans import Span, safe
from tui.painting.standings_plain import Entry, Head, PlainTable, sentence, title
from tui.themes import Look

if TYPE_CHECKING:
    from grading.report.costs import WorkingCost
    from grading.report.groups import Group, Groups

_HEADS = (
    *(Head("group", False), Head("runs", rank=3), Head("mean"), Head("best", rank=2), Head("worst", rank=2)),
    *(Head("spread", rank=1), Head("spent", rank=4)),
)


def groups_table(every: "Sequence[Groups]", working: "Sequence[WorkingCost]") -> PlainTable:
    """Each way to put them together, the largest mean first; then the models by what a working run of them costs."""
    entries: list[Entry] = []
    for groups in every:
        entries += [*([Entry()] if entries else []), title(f"By {groups.by.value}", len(groups.groups))]
        ordered = sorted(groups.groups, key=lambda one: (one.mean is None, -(one.mean or 0), one.name))
        entries += [_group(one, groups) for one in ordered]
    if working:
        entries += [*([Entry()] if entries else []), title("Cost per working run", len(working))]
        entries += _working(working)
    return PlainTable(_HEADS, entries)


def _group(one: "Group", groups: "Groups") -> Entry:
    name = safe(visible(one.name)) or "not said"
    not_ranked = f"{counted(len(one.not_ranked), 'run')} not ranked" if one.not_ranked else ""
    ranked, every = len(one.ranked), len(one.ranked) + len(one.not_ranked)
    return Entry(
        (
            Span(name),
            # The mean is that of the ranked ones; all were paid for.
            Span(f"{ranked} of {every}" if one.not_ranked else str(every), Look.FAINT),
            Span(number(one.mean, groups.decimals), Look.TITLE),
            *(Span(number(value, groups.scale.decimals), Look.FAINT) for value in (one.best, one.worst)),
            Span(times(one.spread)),
            Span(spent_words(one.spent), Look.FAINT),
        ),
        name=name,
        more=not_ranked,
    )


def _working(costs: "Sequence[WorkingCost]") -> Iterator[Entry]:
    for one in costs:
        each = per_unit(one.per_working_run, one.spent.basis)
        works = f" · {one.working} of {counted(one.runs, 'run')} working" if one.runs else ""
        why = f" · {one.why_unknown}" if one.why_unknown else ""
        yield sentence(safe(visible(f"{each}  {one.model}{works} · {spent_words(one.spent)} spent{why}")), Look.TEXT)
