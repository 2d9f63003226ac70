"""The head of a scorecard: whose it is, what it comes to, and how the total came about."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from grading.printing import cap_words, less_words
from grading.rubric.arithmetic import Stages, shown
from grading.visible import visible
from grading.words import cost_words, count_words, counted, time_words
from tui.painting.cell_values import points_text, signed
from tui.painting.run_rows import INDENT, Writing
from tui.painting.run_sheet import RunSheet
from tui.painting.spans import Span, safe
from tui.painting.standings_bars import across
from tui.painting.standings_plain import Entry, Head, PlainTable
from tui.themes import Look

_BAR = 20
_CHANGES: Final = ("deducted", "capped", "adjusted")


def write_head(rows: Writing, sheet: RunSheet) -> None:
    """Everything about the whole card."""
    card, rubric = sheet.card, sheet.rubric
    rows.part(sheet.title(rubric.title), (Span(sheet.title(rubric.name), Look.FAINT),))
    rows.put(_total(sheet))
    if sheet.standing:
        rows.say(sheet.standing, Look.FAINT)
    if card.tier is not None:
        means = f": {sheet.title(card.tier.means)}" if card.tier.means else ""
        rows.say(f"tier {sheet.title(card.tier.name)}{means}")
    rows.say(" · ".join(_whose(sheet)), Look.FAINT)
    rows.say(_figures(sheet), Look.FAINT)
    rows.part("How the total came about")
    _came_about(rows, sheet)


def total_words(sheet: RunSheet) -> str:
    """What a card comes to, in the line above it; nothing where there is nothing to add up."""
    total = sheet.card.total
    if total.exact is None or not total.of:
        return ""
    return f"total {sheet.card.total_shown}{'' if total.complete else ' so far'}"


def _total(sheet: RunSheet) -> list[Span]:
    card, rubric = sheet.card, sheet.rubric
    total = card.total
    if total.exact is None or not total.of:
        return [Span("nothing is marked yet" if total.missing else "nothing was attempted", Look.FAINT)]
    share = total.exact / total.of
    spans = [Span(f"{card.total_shown} of {shown(total.of, rubric.decimals)} ", Look.TITLE)]
    if not total.complete:
        spans.append(Span(f"so far, {counted(len(total.missing), 'cell')} open ", Look.UNSURE))
    return [*spans, Span(across(share, _BAR), Look.B)]


def _whose(sheet: RunSheet) -> list[str]:
    card = sheet.card
    said = [f"graded by {safe(visible(card.reviewer))}", "locked ✓" if card.locked else "not locked"]
    said += [f"unsure of {counted(len(card.unsure), 'cell')}"] if card.unsure else []
    said += [sheet.report.names_shown.words] if sheet.report.names_shown.words else []
    if sheet.of > 1:
        said.append(f"card {sheet.number + 1} of {sheet.of}: {sheet.key('next-card')} shows the next reviewer's")
    said += [sheet.unseen] if sheet.unseen else []
    return said


def _figures(sheet: RunSheet) -> str:
    if sheet.is_hidden:
        return "name, cost, time and tokens are hidden until they are revealed"
    figures, name = sheet.report.run.figures, sheet.report.run.name
    amount = cost_words(figures.cost).removeprefix("~")
    said = [figures.state.value + (f": {figures.reason}" if figures.reason else "")]
    said.append(f"cost {amount} {figures.cost.basis.value}" if figures.cost.usd is not None else f"cost {amount}")
    said.append(f"time {time_words(figures.seconds)}")
    said.append(f"tokens {count_words(figures.all_tokens)}")
    if figures.tokens_in is not None or figures.tokens_out is not None:
        said[-1] += f" ({count_words(figures.tokens_in)} in, {count_words(figures.tokens_out)} out)"
    said += [f"model weights {figures.weights}"] if figures.weights else []
    model = name.model if name.label else ""
    parts = (("model", model), ("harness", name.harness), ("condition", name.condition))
    said += [f"{what} {text}" for what, text in parts if text]
    return sheet.told(" · ".join(said))


def _came_about(rows: Writing, sheet: RunSheet) -> None:
    """Each dimension from what was given to what it adds, and the sum."""
    counting = [one for one in sheet.card.stages if one.attempted]
    every = [_changes(sheet, one) for one in counting]
    # What changed nothing on the whole card needs no column.
    kept = [name for name in _CHANGES if any(one[name] for one in every)]
    heads = (
        *(Head("dimension", is_right=False), Head("given", rank=2)),
        *(Head(name, rank=place) for place, name in enumerate(kept, 2)),
        *(Head("points"), Head("of"), Head("weight", rank=1), Head("adds")),
    )
    weights = sum((one.dimension.weight for one in counting), Fraction(0))
    entries = [_stages(sheet, one, weights, kept) for one in sheet.card.stages]
    table = PlainTable(heads, entries)
    width = rows.width + INDENT
    rows.put([span._replace(look=Look.FAINT) for span in table.head(width, 0).spans[1:]])
    for place, one in enumerate(sheet.card.stages):
        rows.cell = one.dimension.key
        rows.put(table.line(place, width, has_cursor=False).spans[1:])
    rows.cell = ""
    rows.say(_formula(sheet, weights), Look.FAINT)


def _changes(sheet: RunSheet, one: Stages) -> dict[str, str]:
    adjusted = sheet.card.answers.adjusted.get(one.dimension.key)
    said = (less_words(one), cap_words(one), signed(adjusted) if adjusted else "")
    return dict(zip(_CHANGES, said, strict=True))


def _stages(sheet: RunSheet, one: Stages, weights: Fraction, kept: Sequence[str]) -> Entry:
    title, of, weight = sheet.title(one.dimension.title), points_text(one.dimension.max), one.dimension.weight
    if not one.attempted:
        blank = Span("×", Look.FAINT)
        return Entry((Span(title, Look.FAINT), *[blank] * (2 + len(kept)), Span(of, Look.FAINT), blank, blank))
    changes = _changes(sheet, one)
    steps = [Span(changes[name], Look.TITLE) for name in kept]
    adds = None if one.points is None else sheet.rubric.scale * weight * one.points / one.dimension.max / weights
    given = _step(one.given)._replace(look=Look.FAINT)
    end = (Span(of, Look.FAINT), Span(points_text(weight), Look.FAINT), _step(adds))
    return Entry((Span(title), given, *steps, _step(one.points), *end))


def _step(value: Fraction | None) -> Span:
    return Span("·", Look.FAINT) if value is None else Span(points_text(value), Look.TITLE)


def _formula(sheet: RunSheet, weights: Fraction) -> str:
    card = sheet.card
    if card.total.exact is None or not card.total.of:
        return "there is nothing to add up"
    said = "adds = weight × points ÷ of"
    if sheet.rubric.scale != weights:
        said += f" × {points_text(sheet.rubric.scale)} ÷ {points_text(weights)}, the sum of the weights that count"
    return f"{said}; together {points_text(card.total.exact)}, shown as {card.total_shown}"
