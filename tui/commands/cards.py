"""A scorecard as people see it: a table of how the points came about, then everything that was said about it."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import compress
from typing import TYPE_CHECKING, Final

from grading.marks.events import Adjust, Decision, Event, FigureSet, Flag, Withdraw, withdrawn
from grading.marks.scorecard import Scorecard
from grading.printing import cap_words, less_words, readable, signed
from grading.printing import number as n
from grading.rubric.arithmetic import Stages, criterion_points, shown
from grading.rubric.model import Criterion
from grading.runs.figures import cost_from
from grading.strict import number_text
from grading.words import UNKNOWN, cost_words, counted
from tui.commands.columns import GLUE, Column
from tui.commands.console import say, say_prose, say_table, say_title

if TYPE_CHECKING:
    from grading.report.cards import CardReport

_OF_A_CARD = (
    *(Column("dimension"), Column("title", wraps=True), Column("given", True), Column("deducted", True)),
    *(Column("capped", True), Column("adjusted", True), Column("points", True), Column("of", True)),
    *(Column("weight", True, rank=1), Column("why", wraps=True, beneath=True)),
)
_CHANGES: Final = frozenset({"deducted", "capped", "adjusted"})
"""The columns that a card does without where nothing changed so."""
_QUOTED: Final = 3
"""So many lines of each quote; all of them are in the card as Markdown."""
_SHORT: Final = 21
"""A value of no more characters is said again where it is taken back."""
_OF_HISTORY = (
    *(Column("at (UTC)"), Column("by", rank=1), Column("what"), Column("cell"), Column("value", wraps=True)),
    Column(""),
)


def show_card(report: "CardReport") -> None:
    """One card."""
    run, one = report.run, report.card
    locked = " · locked" if one.locked else ""
    say_title(f"{one.run} · {run.name.label or run.name.model} · {one.rubric.name} · {one.reviewer}{locked}")
    rows = [row for stage in one.stages for row in _rows(one, stage)]
    there = [
        column.heading not in _CHANGES or any(row[place] for row in rows) for place, column in enumerate(_OF_A_CARD)
    ]
    say_table(list(compress(_OF_A_CARD, there)), [list(compress(row, there)) for row in rows])
    say_prose(_total_line(one), 0)
    for key, holds in one.answers.gates.items():
        say_prose(f"gate {key} {'holds' if holds else 'failed'}: {one.rubric.cells[key].title}", 0)
    if one.total.missing:
        say_prose(f"open: {', '.join(one.total.missing)}", 0)
    if one.unsure:
        say_prose(f"unsure: {', '.join(sorted(one.unsure))}", 0)
    if seen := report.names_shown.words:
        say_prose(seen, 0)
    if elsewhere := _elsewhere(one.snapshots, run.snapshot.tree if run.snapshot else ""):
        say_prose(elsewhere, 0)
    if remarks := list(_remarks(report)):
        say()
        for indent, line in remarks:
            say_prose(line, indent)


def _rows(one: Scorecard, stage: Stages) -> Iterator[list[str]]:
    yield _stage_row(one, stage)
    counts = stage.attempted and stage.dimension.key not in one.answers.given
    for row in stage.dimension.criteria:
        given = one.answers.given.get(row.key)
        if isinstance(given, Fraction):
            why = "" if counts else "does not count"
            yield [f"  {row.key}", row.title, _criterion_words(row, given), "", "", "", "", n(row.points), "", why]


def _criterion_words(row: Criterion, given: Fraction) -> str:
    points = n(criterion_points(row, given))
    return f"{n(given)} → {points}" if row.ladder else points


def _stage_row(one: Scorecard, stage: Stages) -> list[str]:
    dimension = stage.dimension
    if not stage.attempted:
        numbers = ["not attempted", "", "", "", ""]
    else:
        adjusted = one.answers.adjusted.get(dimension.key)
        numbers = [n(stage.given), less_words(stage), cap_words(stage), signed(adjusted) if adjusted else ""]
        numbers.append(n(stage.points))
    return [dimension.key, dimension.title, *numbers, n(dimension.max), n(dimension.weight), _why(one, stage)]


def _why(one: Scorecard, stage: Stages) -> str:
    dimension = stage.dimension
    said = [f"−{n(d.points)}{GLUE}{d.key}" for d in dimension.deductions if d.key in one.answers.called]
    said += [
        f"≤{n(cap.share * dimension.max)}{GLUE}{gate.key}"
        for gate in one.rubric.gates
        for cap in gate.caps
        if cap.dimension == dimension.key and one.answers.gates.get(gate.key) is False
    ]
    said += [
        f"{'+' if entry.points > 0 else '−'}{n(abs(entry.points))}{GLUE}adjusted: {entry.reason}"
        for entry in one.adjustments.get(dimension.key, ())
    ]
    if dimension.criteria and stage.missing:
        said.append(f"{len(stage.missing)} of {len(dimension.criteria)} open")
    if dimension.criteria and dimension.key in one.answers.given and stage.attempted:
        said.append("marked as a whole")
    return ", ".join(said)


def _total_line(one: Scorecard) -> str:
    if one.total.exact is None:
        return "Total –: nothing was attempted"
    decimals = one.rubric.decimals
    if not one.total.complete:
        of = shown(one.total.of, decimals)
        return f"Total {one.total_shown} of {of} so far, {counted(len(one.total.missing), 'cell')} open"
    means = f" · tier {one.tier.name}: {one.tier.means}" if one.tier else ""
    exact = "" if one.total.exact == Fraction(one.total_shown) else f" (exactly {number_text(one.total.exact)})"
    return f"Total {one.total_shown} of {shown(one.rubric.scale, decimals)}{exact}{means}"


def _elsewhere(snapshots: Mapping[str, int], now: str) -> str:
    """Says which decisions were made on another snapshot than the run has now."""
    other = {tree: count for tree, count in snapshots.items() if tree != now}
    if not other:
        return ""
    every, some = sum(snapshots.values()), sum(other.values())
    stand = "stands" if some == 1 else "stand"
    trees = [tree[:12] for tree in other if tree]
    where = f"an earlier snapshot, {trees[0]}" if len(trees) == 1 else f"earlier snapshots, {', '.join(trees)}"
    if "" in other:
        where = f"{where}, or on none" if trees else "no snapshot"
    return f"{some} of {counted(every, 'decision')} {stand} on {where}; the run has {now[:12] or 'none'} now"


def _remarks(report: "CardReport") -> Iterator[tuple[int, str]]:
    """What was said about each cell, what its number means, and the first lines of evidence; each with an indent."""
    one = report.card
    for key in ["", *one.rubric.cells]:
        if key in one.notes:
            yield 2, f"{key or 'card'}: {one.notes[key].strip()}"
        if meaning := _meaning(one, key):
            yield 2, f"{key}: {meaning}"
        for quote in report.quotes.get(key, ()):
            yield 2, f"{key or 'card'}: see {quote.place}"
            yield from ((6, f"│ {line}") for line in quote.lines[:_QUOTED])
            more = len(quote.lines) - _QUOTED + quote.left_out
            if more > 0:
                yield 6, f"│ … and {counted(more, 'more line')}"


def _meaning(one: Scorecard, key: str) -> str:
    """What the rubric says of the number that a dimension was given as a whole."""
    given, cell = one.answers.given.get(key), one.rubric.cells.get(key)
    if not isinstance(given, Fraction) or cell is None or cell.dimension is None or cell.key != cell.dimension.key:
        return ""
    reached = [anchor for anchor in cell.dimension.anchors if anchor.at <= given]
    if not reached:
        return ""
    best = max(reached, key=lambda anchor: anchor.at)
    return f"{n(best.at)}{'' if best.at == given else ' or more'} means: {best.means}"


def show_history(decisions: Sequence[Decision]) -> None:
    """Every decision of one card, oldest first."""
    say()
    gone = withdrawn(decisions)
    events = {one.id: one.event for one in decisions}
    # Most histories are of one year, and then it says nothing.
    start = 5 if len({one.at[:4] for one in decisions}) == 1 else 0
    rows = []
    for one in decisions:
        row = readable(one.event)
        standing = "taken back" if one.id in gone else ""
        at = one.at[start:19].replace("T", " ")
        rows.append([at, one.reviewer, row.kind, row.cell, _value(one.event, row.value, events), standing])
    say_table(_OF_HISTORY, rows, title="history")


def _value(event: Event, value: str, events: Mapping[str, Event]) -> str:
    match event:
        case Withdraw(target=target):
            return _taken_back(target, events)
        case Flag(unsure=unsure):
            return "unsure" if unsure else "sure again"
        case FigureSet(cell="cost_usd", reason=reason):
            said = cost_words(cost_from(value))
            return f"{said} · {reason}" if reason else said
        case Adjust(reason=reason) | FigureSet(reason=reason) if reason:
            return f"{value or UNKNOWN} · {reason}"
        case _:
            return value


def _taken_back(ident: str, events: Mapping[str, Event]) -> str:
    """What a withdrawal did: one of another withdrawal brings back what that one had taken."""
    does, found = "takes back", events.get(ident)
    while isinstance(found, Withdraw) and found.target < ident:  # a damaged ledger may go in circles
        does = "brings back" if does == "takes back" else "takes back"
        ident, found = found.target, events.get(found.target)
    if found is None:
        return f"{does} {ident[:13]}…"
    row = readable(found)
    return f"{does} {row.kind} {row.value if len(row.value) <= _SHORT else ''}".rstrip()
