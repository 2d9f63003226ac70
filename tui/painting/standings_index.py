"""Standings held against an outside index, as rows: each model's place here and there, and every reversed pair."""

from typing import TYPE_CHECKING, Final

from grading.printing import agreement_words, number, times
from grading.visible import visible
from grading.words import counted
from tui.painting.spans import Span, safe
from tui.painting.standings_beside import places_span
from tui.painting.standings_plain import Entry, Head, PlainTable, sentence, title
from tui.themes import Look

if TYPE_CHECKING:
    from grading.report.index import AgainstIndex, Compared, ReversedPair

_MOST_REVERSED: Final = 300
_HEADS: Final = (
    *(Head("#"), Head("places", False, 1), Head("model", False), Head("total"), Head("# there"), Head("value there")),
)


def index_table(found: "AgainstIndex") -> PlainTable:
    """Every model that both know, in the order here, and what follows from that."""
    entries = [_compared(one, len(found.compared)) for one in found.compared]
    summary = [
        title(f"held against {_text(found.index.name)}"),
        sentence(agreement_words(found.agreement)),
        sentence(f"best over worst: {times(found.spread)} here, {times(found.index.spread)} there"),
    ]
    alone = [
        sentence(f"only {where}: {_text(', '.join(models))}")
        for where, models in (("here", found.only_here), ("there", found.only_there))
        if models
    ]
    beneath = [*([Entry()] if entries else []), *summary, *alone, *_reversed(found.reversed)]
    return PlainTable(_HEADS, [*entries, *beneath])


def _compared(one: "Compared", of: int) -> Entry:
    cells = (
        Span(str(one.rank), Look.TITLE),
        places_span(one.places),
        Span(_text(one.model)),
        Span(one.total_shown, Look.TITLE),
        Span(str(one.index_rank), Look.FAINT),
        Span(number(one.value), Look.FAINT),
    )
    mean = f" · the mean of {counted(one.runs, 'run')}" if one.runs > 1 else ""
    more = f"place {one.rank} here, {one.index_rank} there, of {of} that both know{mean}"
    return Entry(cells, name=_text(one.model), more=more)


def _reversed(pairs: "tuple[ReversedPair, ...]") -> list[Entry]:
    if not pairs:
        return [sentence("no two models are the other way round")]
    found = [Entry(), title("The other way round", len(pairs))]
    for pair in pairs[:_MOST_REVERSED]:
        here, there = pair.ahead_here, pair.ahead_there
        near = " ≈" if pair.is_near else ""
        totals = f"{here.total_shown}{near} to {there.total_shown}"
        said = f"{here.model} is ahead of {there.model} here, {totals}; there it is"
        found.append(sentence(_text(f"{said} {number(here.value)} to {number(there.value)}"), Look.TEXT))
    if len(pairs) > _MOST_REVERSED:
        found.append(sentence(f"… and {len(pairs) - _MOST_REVERSED:,} more"))
    return found


def _text(said: str) -> str:
    return safe(visible(said))
