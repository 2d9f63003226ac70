"""All tasks together, as rows: each contender's mean, how far its tasks are apart, how steady it is."""

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from grading.printing import agreement_words, number, spent_words, times
from grading.visible import visible
from grading.words import UNKNOWN, counted
from tui.painting.spans import Span, clipped, safe
from tui.painting.standings_plain import Entry, Head, PlainTable, sentence, title
from tui.themes import Look

if TYPE_CHECKING:
    from grading.report.across import Across, Between, Contender, Overall
    from grading.report.groups import Groups

_MOST_REVERSED: Final = 100
_MOST_TASK: Final = 16
_LEAST_CONTENDER: Final = 40
"""Who it is about is told in full before another task has room."""


def across_table(
    every: "Across",
    hidden: "Collection[Contender]",
    between: "Sequence[Between]" = (),
    tasks_of: "Groups | None" = None,
    *,
    has_names: bool = True,
) -> PlainTable:
    """The contenders by their mean; those of which a name is hidden are only counted. Below, task by task."""
    tasks = [safe(visible(task)) for task in every.tasks]
    heads = [
        *(Head("#"), Head("contender", False), Head("mean"), Head("swing"), Head("steady", rank=1)),
        *(Head(clipped(task, _MOST_TASK), rank=place + 2) for place, task in enumerate(tasks)),
        Head("weights", False, len(tasks) + 2),
    ]
    entries = [_entry(every, one) for one in every.ranked if one.contender not in hidden]
    behind = [_entry(every, one) for one in every.incomplete if one.contender not in hidden]
    if behind:
        entries += [*([Entry()] if entries else []), title("Not ranked in every task", len(behind)), *behind]
    if hidden:
        said = f"{counted(len(hidden), 'contender')} left out: a name that is hidden would be told by its other tasks"
        entries.append(sentence(said))
    entries += [*_tasks(tasks_of, has_names=has_names), *_between(every, between)]
    return PlainTable(heads, entries, _LEAST_CONTENDER)


def _entry(every: "Across", one: "Overall") -> Entry:
    decimals = every.scale.decimals
    totals = [one.totals.get(task) for task in every.tasks]
    swing = every.swing_shown(one)
    best = f"best in {one.best_task}, worst in {one.worst_task}" if len(one.totals) > 1 else ""
    missing = f"not ranked in {', '.join(one.missing)}" if one.missing else ""
    return Entry(
        (
            Span(UNKNOWN if one.rank is None else str(one.rank), Look.TITLE),
            Span(safe(visible(_who(one)))),
            Span(every.mean_shown(one), Look.TITLE),
            Span(swing or UNKNOWN),
            Span(UNKNOWN if one.consistency is None else str(one.consistency), Look.FAINT),
            *(Span(number(total, decimals), Look.FAINT if total is None else Look.TEXT) for total in totals),
            Span(safe(visible(one.weights)), Look.FAINT),
        ),
        name=safe(visible(one.contender.model)),
        more=safe(visible(" · ".join(part for part in (best, missing, _in_full(every, one)) if part))),
    )


def _tasks(groups: "Groups | None", *, has_names: bool) -> "Iterator[Entry]":
    """What each task is like; what its runs cost is hidden with their names."""
    if groups is None:
        return
    yield Entry()
    yield title("By task", len(groups.groups))
    for one in groups.groups:
        worst, best = (number(end, groups.scale.decimals) for end in (one.worst, one.best))
        ranked = f"{counted(len(one.ranked), 'run')} ranked · mean {number(one.mean, groups.decimals)}"
        ranked += f" · {worst} to {best}, {times(one.spread)}"
        spent = f" · {spent_words(one.spent)} spent" if has_names else ""
        yield sentence(safe(visible(f"{one.name}  {ranked}{spent}")), Look.TEXT)


def _between(every: "Across", found: "Sequence[Between]") -> "Iterator[Entry]":
    """Two tasks beside each other: how far their orders agree, and who is the other way round."""
    decimals = every.scale.decimals
    for one in found:
        yield Entry()
        yield title(safe(visible(f"{one.one} → {one.other}")), len(one.reversed))
        yield sentence(agreement_words(one.agreement))
        for high, low in one.reversed[:_MOST_REVERSED]:
            first, then = (
                f"{number(high.totals[task], decimals)} to {number(low.totals[task], decimals)}"
                for task in (one.one, one.other)
            )
            said = f"{_who(high)} is ahead of {_who(low)} in {one.one}, {first}, and behind in {one.other}, {then}"
            yield sentence(safe(visible(said)), Look.TEXT)
        if len(one.reversed) > _MOST_REVERSED:
            yield sentence(f"… and {len(one.reversed) - _MOST_REVERSED:,} more")


def _who(one: "Overall") -> str:
    who = one.contender
    parts = [who.model, f"@{who.harness}" if who.harness else "", f"+{who.condition}" if who.condition else ""]
    return " ".join(part for part in parts if part)


def _in_full(every: "Across", one: "Overall") -> str:
    """The totals with the names of their tasks, where one of these is too long to stand above its column."""
    if all(cell_len(safe(visible(task))) <= _MOST_TASK for task in every.tasks):
        return ""
    totals = [(task, one.totals.get(task)) for task in every.tasks]
    return ", ".join(f"{task} {number(total, every.scale.decimals)}" for task, total in totals if total is not None)
