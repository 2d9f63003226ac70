"""One reviewer's card as Markdown: the total first, then how it came about, then what every mark rests on."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from grading.marks.rows import given_text
from grading.marks.scorecard import Scorecard
from grading.report.cards import CardReport, Quote
from grading.report.formats.figures import adds_formula, cap_words, less_words, number, signed
from grading.report.formats.markdown_history import history_table
from grading.report.formats.markdown_text import begun, block_quote, code, fenced, heading, inline, paragraphs, table
from grading.report.formats.markdown_words import facts_words
from grading.rubric.arithmetic import Stages, criterion_points, exact_sum, shown
from grading.rubric.model import Criterion, Deduction, Dimension
from grading.runs.model import Run, State
from grading.strict import number_text
from grading.words import UNKNOWN, cost_words, count_words, counted, time_words

_CHANGES: Final = ("deducted", "capped", "adjusted")


def card_blocks(report: CardReport) -> Iterator[str]:
    """The whole card."""
    card, run = report.card, report.run
    yield heading(1, inline(run.name.label or run.name.model), inline(run.name.task))
    yield _head(card)
    yield report.names_shown.value
    yield _total(card)
    yield _facts(run)
    yield from _dimensions(card)
    yield from _gates(report)
    for stage in card.stages:
        yield from _dimension(report, stage)
    if remarks := list(_remarks(report, "")):
        yield "## The whole card"
        yield from remarks
    if report.history:
        yield "## History"
        yield history_table(report.history)


def _head(card: Scorecard) -> str:
    rubric = card.rubric
    said = [
        f"{begun(rubric.title)} ({code(rubric.name)})",
        f"by {inline(card.reviewer)}",
        "locked" if card.locked else "",
    ]
    return " · ".join(filter(None, said))


def _total(card: Scorecard) -> str:
    total, decimals = card.total, card.rubric.decimals
    if total.exact is None:
        return "**Total –**: nothing was attempted."
    if not total.complete:
        of = shown(total.of, decimals)
        cells = ", ".join(code(key) for key in total.missing)
        return f"**Total {card.total_shown} of {of} so far**; {counted(len(total.missing), 'cell')} open: {cells}."
    means = f": {inline(card.tier.means)}" if card.tier and card.tier.means else ""
    tier = f" · tier **{inline(card.tier.name)}**{means}" if card.tier else ""
    exact = "" if total.exact == Fraction(card.total_shown) else f" (exactly {number_text(total.exact)})"
    return f"**Total {card.total_shown} of {shown(card.rubric.scale, decimals)}**{exact}{tier}"


def _facts(run: Run) -> str:
    figures = run.figures
    state = figures.state.value + (f" ({inline(figures.reason)})" if figures.reason else "")
    tree = run.snapshot.tree if run.snapshot else ""
    rows = [
        ["model", inline(run.name.model)],
        ["how", facts_words(run)],
        ["model weights", inline(figures.weights)],
        ["state", state if figures.state is not State.COMPLETE or figures.reason else ""],
        ["cost", cost_words(figures.cost)],
        ["time", time_words(figures.seconds)],
        ["tokens", count_words(figures.all_tokens)],
        ["snapshot", code(tree) if tree else "none: known by its figures"],
    ]
    return table(["run", code(run.id)], [row for row in rows if row[1]])


def _dimensions(card: Scorecard) -> Iterator[str]:
    weights = exact_sum(one.dimension.weight for one in card.stages if one.attempted)
    rows = [_stages(card, one, weights) for one in card.stages]
    # What changed nothing on the whole card needs no column.
    heads = [head for head in rows[0] if head not in _CHANGES or any(row[head] for row in rows)]
    yield table(heads, [[row[head] for head in heads] for row in rows], heads[1:])
    if formula := adds_formula(card):
        yield f"The total is the sum of what the dimensions add: {formula}."


def _stages(card: Scorecard, stage: Stages, weights: Fraction) -> dict[str, str]:
    """A dimension from what was given to what it adds; what was deducted, capped and adjusted as what it changed."""
    dimension, attempted = stage.dimension, stage.attempted
    adjusted = card.answers.adjusted.get(dimension.key)
    adds = None
    if stage.points is not None and weights:
        adds = card.rubric.scale * stage.points * card.rubric.worth[dimension.key] / weights
    return {
        "dimension": f"{code(dimension.key)} {inline(dimension.title)}",
        "given": number(stage.given) if attempted else "not attempted",
        "deducted": less_words(stage) if attempted else "",
        "capped": cap_words(stage) if attempted else "",
        "adjusted": signed(adjusted) if adjusted and attempted else "",
        "points": number(stage.points) if attempted else "",
        "of": number(dimension.max),
        "weight": number(dimension.weight),
        "adds": number(adds) if attempted else "",
    }


def _gates(report: CardReport) -> Iterator[str]:
    card = report.card
    if not card.rubric.gates:
        return
    said = {True: "holds", False: "**fails**", None: "not looked at"}
    rows = []
    for gate in card.rubric.gates:
        caps = ", ".join(f"{code(cap.dimension)} ≤ {_most(card, cap.dimension, cap.share)}" for cap in gate.caps)
        rows.append([f"{code(gate.key)} {inline(gate.title)}", said[card.answers.gates.get(gate.key)], caps])
    yield "## Gates"
    yield table(["gate", "answer", "caps where it fails"], rows)
    for gate in card.rubric.gates:
        yield from _remarks(report, gate.key, f" on {code(gate.key)}")


def _most(card: Scorecard, key: str, share: Fraction) -> str:
    cell = card.rubric.cells.get(key)
    return number(share * cell.dimension.max) if cell and cell.dimension else number(share)


def _dimension(report: CardReport, stage: Stages) -> Iterator[str]:
    card, dimension = report.card, stage.dimension
    of = number(dimension.max)
    points = f"{number(stage.points)} of {of}" if stage.attempted else "not attempted"
    yield heading(2, f"{inline(dimension.title)}: {points}")
    yield paragraphs(dimension.asks)
    yield "\n".join(f"- {number(one.at)}: {inline(one.means)}" for one in dimension.anchors)
    if dimension.criteria:
        yield _criteria(card, dimension)
        if dimension.key in card.answers.given and stage.attempted:
            yield "The dimension was marked as a whole, so its criteria do not count."
        elif dimension.scaled:
            yield f"The sum of the criteria, out of {number(dimension.criteria_sum)}, is scaled to {of}."
    if dimension.deductions:
        yield table(["deduction", "price", "answer"], [_fault(card, one) for one in dimension.deductions], ["price"])
    for entry in card.adjustments.get(dimension.key, ()):
        sign = "+" if entry.points > 0 else "−"
        yield f"Adjusted by **{sign}{number(abs(entry.points))}**: {inline(entry.reason)}"
    yield from _remarks(report, dimension.key)
    for key in (*(one.key for one in dimension.criteria), *(one.key for one in dimension.deductions)):
        yield from _remarks(report, key, f" on {code(key)}")


def _criteria(card: Scorecard, dimension: Dimension) -> str:
    numbers = ["given", "points", "of"]
    return table(["criterion", *numbers], [_criterion(card, one) for one in dimension.criteria], numbers)


def _criterion(card: Scorecard, one: Criterion) -> list[str]:
    given = card.answers.given.get(one.key)
    points = number(criterion_points(one, given)) if isinstance(given, Fraction) else UNKNOWN
    title = f"{code(one.key)} {inline(one.title)}"
    if one.ladder:
        rungs = ", ".join(f"{number(rung.measured)} → {number(rung.points)}" for rung in one.ladder)
        title += f" (measured → points: {rungs})"
    return [title, UNKNOWN if given is None else given_text(given), points, number(one.points)]


def _fault(card: Scorecard, one: Deduction) -> list[str]:
    spared = "looked at, not called" if one.key in card.spared else "not looked at"
    answer = "**called**" if one.key in card.answers.called else spared
    return [f"{code(one.key)} {inline(one.title)}", f"−{number(one.points)}", answer]


def _remarks(report: CardReport, key: str, about: str = "") -> Iterator[str]:
    """What was said about one cell, and what it rests on."""
    card = report.card
    if key in card.notes:
        yield f"Note{about}:"
        yield block_quote(card.notes[key])
    if key in card.unsure:
        yield f"The reviewer is unsure{about}."
    for quote in report.quotes.get(key, ()):
        yield from _evidence(quote, about)


def _evidence(quote: Quote, about: str) -> Iterator[str]:
    why = f" ({inline(quote.why_none)})" if quote.why_none else ""
    yield f"Evidence{about}: {code(quote.place)}{why}{':' if quote.lines else ''}"
    if quote.lines:
        yield fenced(quote.lines)
    if quote.left_out:
        yield f"… and {counted(quote.left_out, 'more line')}."
