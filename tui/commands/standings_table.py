"""A table of standings as lines: who stands where, with bars where there is room, and the rest apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from grading.printing import LEFT_OUT_WORDS, number, per_point, times
from grading.strict import number_text
from grading.words import UNKNOWN, cost_words, count_words, counted, time_words
from tui.commands import console
from tui.commands.columns import GLUE, Column
from tui.commands.console import say_prose, say_table, say_title

if TYPE_CHECKING:
    from grading.report.standings import Ranked, Standings

_LEAST_FOR_BARS: Final = 100
_GAP: Final = 2
_BAR_PLACE: Final = 5
_BARS: Final = ((8, 5), (14, 3), (40, 1))
"""So many dimensions at most have bars of this width."""


class _Part(NamedTuple):
    """A column, and what it says of a run."""

    column: Column
    text: Callable[[Ranked], str]
    is_optional: bool = False
    """Whether the table does without it where it says nothing of any run."""


def show_table(one: Standings, only: str = "") -> None:
    """One table."""
    counts = "" if one.common is None else f" · only {', '.join(one.common) or 'nothing: no dimension is common'}"
    runs = f" · only {only}" if only else ""
    if one.is_void and one.runs:
        why = ", ".join(f"{a.run.id} ({a.run.figures.reason or a.why})" for a in one.apart)
        say_prose(f"{one.task}: every run is void{runs}: {why}", 0)
        return
    say_title(f"{one.task} · {one.rubric.title} ({one.rubric.name}){counts}{runs}")
    if one.ranked:
        _show_ranked(one)
        _say_of_all(one)
    if one.partial:
        rows = [[p.run.id, f"{p.total} of {p.of} so far", f"{counted(p.missing, 'cell')} open"] for p in one.partial]
        say_table([Column("not complete"), Column("total"), Column("")], rows)
    if one.apart:
        columns = [Column("not ranked"), Column("why", wraps=True)]
        states = [a.state for a in one.apart]
        rows = [[a.run.id, a.why] for a in one.apart]
        if any(states):
            columns.append(Column("state", wraps=True))
            rows = [[*row, state] for row, state in zip(rows, states, strict=True)]
        say_table(columns, rows)
    if only and not one.runs:
        say_prose("no run of that kind")


def _show_ranked(one: Standings) -> None:
    parts = [part for part in _parts(one) if not part.is_optional or _says_something(part, one)]
    columns = [part.column for part in parts]
    rows = [[part.text(entry) for part in parts] for entry in one.ranked]
    width = _bar_width(one, columns, rows)
    if width:
        heads = (str(place).ljust(width) for place in range(1, len(one.rubric.dimensions) + 1))
        columns.insert(_BAR_PLACE, Column(" ".join(heads) if width > 1 else "dimensions"))
        for entry, row in zip(one.ranked, rows, strict=True):
            row.insert(_BAR_PLACE, _bars(entry, width))
    say_table(columns, rows)
    if width:
        places = enumerate(one.rubric.dimensions, 1)
        names = (f"{place} {each.title} ({number_text(each.max)})" for place, each in places)
        say_prose(" · ".join(name.replace(" ", GLUE) for name in names))


def _say_of_all(one: Standings) -> None:
    """How far the totals are apart, what the tiers mean that somebody is in, and which cards do not count yet."""
    if one.spread.is_known:
        say_prose(f"best over worst: {times(one.spread)}", 0)
    reached = {entry.tier.name: entry.tier.means for entry in one.ranked if entry.tier}
    for name, said in reached.items():
        if said:
            say_prose(f"{name}: {said}", 0)
    titles = {each.key: each.title for each in one.rubric.dimensions}
    left_out = [
        f"{titles[mean.key]} of {_name(entry)}{_of_cards(entry.cards - mean.cards, entry.cards)}"
        for entry in one.ranked
        for mean in entry.left_out
    ]
    if left_out and one.common is None:  # else it is left out of every total
        say_prose(f"{LEFT_OUT_WORDS}: {', '.join(left_out)}", 0)
    begun = [f"{card.words} ({_name(entry)})" for entry in one.ranked for card in entry.begun]
    if begun:
        say_prose(f"begun: {', '.join(begun)}", 0)


def _of_cards(some: int, every: int) -> str:
    return f" ({some} of {counted(every, 'card')})" if every > 1 else ""


def _name(entry: Ranked) -> str:
    return entry.run.id.split("/", 1)[1]


def _parts(one: Standings) -> list[_Part]:
    decimals = one.rubric.decimals

    def spread(entry: Ranked) -> str:
        return number(entry.reviewed.spread_seen(decimals), decimals)

    return [
        _Part(Column("rank", True), lambda entry: str(entry.rank)),
        _Part(Column("run"), _name),
        _Part(Column("total", True), lambda entry: entry.total),
        _Part(Column(""), lambda entry: "≈" if entry.is_near_next else ""),
        _Part(Column("tier"), lambda entry: entry.tier.name if entry.tier else "", is_optional=True),
        _Part(Column("cards", True, rank=3), lambda entry: str(entry.cards)),
        _Part(Column("spread", True, rank=6), spread, is_optional=True),
        _Part(Column("cost", True, rank=1), lambda entry: cost_words(entry.run.figures.cost)),
        _Part(Column("$/point", True, rank=4), per_point, is_optional=True),
        _Part(Column("time", True, rank=2), lambda entry: time_words(entry.run.figures.seconds), is_optional=True),
        _Part(
            Column("tokens", True, rank=5), lambda entry: count_words(entry.run.figures.all_tokens), is_optional=True
        ),
        _Part(Column("state"), _state, is_optional=True),
    ]


def _says_something(part: _Part, one: Standings) -> bool:
    return any(part.text(entry) not in ("", UNKNOWN) for entry in one.ranked)


def _state(entry: Ranked) -> str:
    state = entry.run.figures.state.value
    return "" if state == "complete" else state


def _bars(entry: Ranked, width: int) -> str:
    from tui.painting.standings_bars import across, upward

    if width == 1:
        return "".join(upward(mean.share) for mean in entry.dimensions)
    return " ".join(across(mean.share, width) for mean in entry.dimensions)


def _bar_width(one: Standings, columns: list[Column], rows: list[list[str]]) -> int:
    """How wide a bar may be; 0 where there is no terminal, or no room. A dimension alone is the total once more."""
    from rich.cells import cell_len

    room, number = console.terminal_width(), len(one.rubric.dimensions)
    if room is None or room < _LEAST_FOR_BARS or number < 2:
        return 0
    cells = [[column.heading for column in columns], *rows]
    taken = sum(max(cell_len(row[at]) for row in cells) + _GAP for at in range(len(columns)))
    for most, width in _BARS:
        needs = number * (width + 1) if width > 1 else max(number, len("dimensions"))
        if number <= most and taken + needs <= room:
            return width
    return 0
