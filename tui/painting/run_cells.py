"""The cells of a scorecard: dimensions with how their points came about, criteria, deductions, adjustments, gates."""

from typing import Final

from grading.rubric.arithmetic import NOT_ATTEMPTED, Stages, criterion_points
from grading.rubric.model import Criterion, Dimension, Gate
from tui.painting.cell_values import OPEN, gate_value, points_text, signed
from tui.painting.run_rows import Writing, of
from tui.painting.run_said import write_said
from tui.painting.run_sheet import RunSheet
from tui.painting.spans import Span, right
from tui.painting.standings_bars import across
from tui.themes import Look

_BAR: Final = 10
_INDENT: Final = Span("  ")


def write_dimension(rows: Writing, sheet: RunSheet, place: int, stages: Stages) -> None:
    """One dimension with everything in it."""
    one, card = stages.dimension, sheet.card
    share = None if stages.points is None else stages.points / one.max
    points = OPEN if stages.points is None else points_text(stages.points)
    if not stages.attempted:
        points = NOT_ATTEMPTED.value
    tail = (Span(across(share, _BAR) if stages.points is not None else "", Look.B), of(points, points_text(one.max)))
    rows.part(f"{place + 1}  {sheet.title(one.title)}", tail, one.key)
    if one.asks:
        rows.say(sheet.title(one.asks), Look.FAINT, (_INDENT,))
    _how(rows, sheet, stages)
    _anchors(rows, sheet, stages)
    write_said(rows, sheet, one.key)
    for criterion in one.criteria:
        _criterion(rows, sheet, one, criterion)
    _deductions(rows, sheet, one)
    rows.cell = one.key
    for adjustment in card.adjustments.get(one.key, ()):
        rows.say(
            sheet.told(adjustment.reason),
            Look.TEXT,
            (_INDENT, Span(f"{signed(adjustment.points)} ", Look.TITLE), Span("adjusted: ", Look.FAINT)),
        )


def _how(rows: Writing, sheet: RunSheet, stages: Stages) -> None:
    """What became of the mark on the way to the points."""
    one, card = stages.dimension, sheet.card
    own = card.answers.given.get(one.key)
    if not stages.attempted:
        rows.say("not attempted: it does not count", Look.UNSURE, (_INDENT,))
        return
    if stages.given is None:
        rows.say("open: not marked yet", Look.UNSURE, (_INDENT,))
        return
    said = [f"given {points_text(stages.given)}" + (" as a whole" if own is not None and one.criteria else "")]
    steps = (("deducted", stages.deducted), ("capped", stages.capped), ("adjusted", stages.points))
    before = stages.given
    for name, step in steps:
        if step is not None and step != before:
            said.append(f"{name} {points_text(step)}")
            before = step
    if len(said) > 1 or own is not None:
        rows.say(" → ".join(said), Look.TEXT, (_INDENT,))
    if stages.missing:
        rows.say(f"{len(stages.missing):,} of its cells open", Look.UNSURE, (_INDENT,))
    for gate in sheet.rubric.gates:
        caps = [cap for cap in gate.caps if cap.dimension == one.key and card.answers.gates.get(gate.key) is False]
        for cap in caps:
            most = points_text(cap.share * one.max)
            rows.say(f"{sheet.title(gate.title)} failed: at most {most}", Look.UNSURE, (_INDENT,))


def _anchors(rows: Writing, sheet: RunSheet, stages: Stages) -> None:
    """What some numbers mean; the one that the mark reaches stands out."""
    anchors, given = stages.dimension.anchors, stages.given
    reached = [one for one in anchors if given is not None and one.at <= given]
    here = max(reached, key=lambda one: one.at, default=None)
    size = max((len(points_text(one.at)) for one in anchors), default=0)
    for one in anchors:
        is_here = one is here
        head = Span(
            f"{'▸' if is_here else ' '} {right(points_text(one.at), size)}  ", Look.TITLE if is_here else Look.FAINT
        )
        rows.say(sheet.title(one.means), Look.TEXT if is_here else Look.FAINT, (_INDENT, head))


def _criterion(rows: Writing, sheet: RunSheet, dimension: Dimension, one: Criterion) -> None:
    given = sheet.card.answers.given.get(one.key)
    is_behind = dimension.key in sheet.card.answers.given
    points, note = OPEN, ""
    if given is not None and given is not NOT_ATTEMPTED:
        points = points_text(criterion_points(one, given))
        note = f"measured {points_text(given)}  " if one.ladder else ""
    head = (_INDENT, Span(f"{sheet.title(one.key)}  ", Look.FAINT), Span(sheet.title(one.title)))
    look = Look.FAINT if is_behind or points == OPEN else Look.TITLE
    tail = (Span(note, Look.FAINT), of(points, points_text(one.points))._replace(look=look))
    rows.entry(head, tail, one.key)
    if one.asks:
        rows.say(sheet.title(one.asks), Look.FAINT, (Span("    "),))
    if one.ladder:
        rungs = "  ".join(f"{points_text(rung.measured)}→{points_text(rung.points)}" for rung in one.ladder)
        rows.say(rungs, Look.FAINT, (Span("    "),))
    if one.verify:
        rows.say(sheet.title(one.verify), Look.FAINT, (Span("    to find out: "),))
    write_said(rows, sheet, one.key)


def _deductions(rows: Writing, sheet: RunSheet, dimension: Dimension) -> None:
    """Every deduction of a dimension: called, looked at and not called, or not looked at."""
    card = sheet.card
    for one in dimension.deductions:
        is_called, is_spared = one.key in card.answers.called, one.key in card.spared
        sign, word, look = "·", "not called", Look.FAINT
        if is_called:
            sign, word, look = "■", "called", Look.TITLE
        elif is_spared:
            sign, word, look = "□", "looked at, not called", Look.TEXT
        head = (_INDENT, Span(f"{sign} −{points_text(one.points)}  ", look), Span(sheet.title(one.title), look))
        rows.entry(head, (Span(word, look),), one.key)
        write_said(rows, sheet, one.key)


def write_gates(rows: Writing, sheet: RunSheet) -> None:
    """The gates, with what each caps when it fails."""
    if not sheet.rubric.gates:
        return
    rows.part("Gates")
    titles = {one.key: one for one in sheet.rubric.dimensions}
    for gate in sheet.rubric.gates:
        found = gate_value(sheet.card.answers.gates.get(gate.key))
        word = found.text if found.text != OPEN else "not answered"
        rows.entry((_INDENT, Span(sheet.title(gate.title))), (Span(word, found.look),), gate.key)
        rows.say(_caps(sheet, gate, titles), Look.FAINT, (Span("    "),))
        write_said(rows, sheet, gate.key)


def _caps(sheet: RunSheet, gate: Gate, dimensions: dict[str, Dimension]) -> str:
    caps = [
        f"{sheet.title(dimensions[cap.dimension].title)} to {points_text(cap.share * dimensions[cap.dimension].max)}"
        for cap in gate.caps
        if cap.dimension in dimensions
    ]
    return f"when it fails, it caps {', '.join(caps)}"
