"""All tasks together, as rows: each contender's mean, how far its tasks are apart, how steady it is."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from grading.printing import number
from grading.visible import visible
from grading.words import UNKNOWN, counted
from tui.painting.spans import Span, safe
from tui.painting.standings_plain import Entry, Head, PlainTable, sentence, title
from tui.themes import Look

if TYPE_CHECKING:
    from grading.report.across import Across, Contender, Overall


def across_table(every: "Across", hidden: "Collection[Contender]") -> PlainTable:
    """The contenders by their mean; those of which a name is hidden are only counted."""
    tasks = [safe(visible(task)) for task in every.tasks]
    heads = [
        *(Head("#"), Head("contender", False), Head("mean"), Head("swing"), Head("steady", rank=1)),
        *(Head(task, rank=place + 2) for place, task in enumerate(tasks)),
        Head("weights", False, len(tasks) + 2),
    ]
    entries = [_entry(every, one) for one in every.ranked if one.contender not in hidden]
    behind = [_entry(every, one) for one in every.incomplete if one.contender not in hidden]
    if behind:
        entries += [*([Entry()] if entries else []), title("Not ranked in every task", len(behind)), *behind]
    if hidden:
        said = f"{counted(len(hidden), 'contender')} left out: a name that is hidden would be told by its other tasks"
        entries.append(sentence(said))
    return PlainTable(heads, entries)


def _entry(every: "Across", one: "Overall") -> Entry:
    who = one.contender
    parts = [who.model, f"@{who.harness}" if who.harness else "", f"+{who.condition}" if who.condition else ""]
    decimals = every.scale.decimals
    totals = [one.totals.get(task) for task in every.tasks]
    swing = every.swing_shown(one)
    best = f"best in {one.best_task}, worst in {one.worst_task}" if len(one.totals) > 1 else ""
    missing = f"not ranked in {', '.join(one.missing)}" if one.missing else ""
    return Entry(
        (
            Span(UNKNOWN if one.rank is None else str(one.rank), Look.TITLE),
            Span(safe(visible(" ".join(part for part in parts if part)))),
            Span(every.mean_shown(one), Look.TITLE),
            Span(swing or UNKNOWN),
            Span(UNKNOWN if one.consistency is None else str(one.consistency), Look.FAINT),
            *(Span(number(total, decimals), Look.FAINT if total is None else Look.TEXT) for total in totals),
            Span(safe(visible(one.weights)), Look.FAINT),
        ),
        name=safe(visible(who.model)),
        more=safe(visible(" · ".join(part for part in (best, missing) if part))),
    )
