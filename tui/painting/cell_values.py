"""What stands in the rubric for one cell and one side: a value, what it is, and signs of all that belongs to it."""

from fractions import Fraction
from string import ascii_lowercase
from typing import Final

from msgspec import Struct
from rich.cells import cell_len

from grading.marks.entry import scale_of
from grading.marks.events import Clear, Deduct, Event, GateResult, Mark, Spare
from grading.marks.rows import given_text
from grading.marks.scorecard import Scorecard
from grading.review.outline import Outline, Section
from grading.rubric.arithmetic import NOT_ATTEMPTED, Stages, criterion_points, shown
from grading.rubric.model import Cell, Criterion, Dimension, Gate
from grading.sides import Side
from grading.strict import number_text
from tui.painting.panel_view import PanelView
from tui.painting.spans import Span, clipped, columns
from tui.themes import Look

OPEN: Final = "·"
_MORE: Final = "…"
_ADJUSTED: Final = "±"
_NOTE: Final = "≡"
_EVIDENCE: Final = "●"
"""As beside the lines of the text. A letter is always that of a deduction."""
LEGEND: Final = "−3ac deducted  ≤ capped  ± adjusted  ≡ note  ● evidence  ? unsure  ! unsaved"
"""What the signs behind a value mean, for the help."""
_EXACT: Final = 6
"""A number that needs more signs than this is rounded where it is only looked at."""


class Value(Struct, frozen=True):
    """What a side has in a cell, as text."""

    text: str
    look: Look = Look.TEXT


def points_text(points: Fraction) -> str:
    """Points as people write them; where that has no end, to two decimals."""
    text = number_text(points)
    return text if len(text) <= _EXACT and "/" not in text else shown(points, 2)


def signed(points: Fraction) -> str:
    """Points with their sign."""
    return f"+{points_text(points)}" if points > 0 else f"−{points_text(-points)}"


def stages_of(card: Scorecard, dimension: Dimension) -> Stages:
    """How the points of a dimension came about on a card."""
    return next(one for one in card.stages if one.dimension.key == dimension.key)


def value_of(view: PanelView, side: Side, cell: Cell) -> Value:
    """What the card of a side has in a cell to walk through; what waits and what was not written comes before it."""
    card = view.cards[side]
    if card is None:
        return Value("", Look.FAINT)
    if view.cell == cell.key and view.side is side and view.entry.text:
        return Value(f"{view.entry.text}_", Look.WAITING)
    pending = view.pending.get((side, cell.key))
    said = event_text(pending.event) if pending else ""
    return Value(f"{said}!", Look.BAD) if said else _on_card(card, cell)


def _on_card(card: Scorecard, cell: Cell) -> Value:
    match cell.item:
        case Gate(key=key):
            return gate_value(card.answers.gates.get(key))
        case Criterion() as criterion if cell.dimension is not None:
            return _criterion(card, criterion, cell.dimension)
        case Dimension() as dimension:
            return dimension_value(card, dimension)
        case _:
            return Value(OPEN, Look.FAINT)


def gate_value(holds: bool | None) -> Value:
    """Whether a gate holds, where anybody looked."""
    if holds is None:
        return Value(OPEN, Look.FAINT)
    return Value("pass", Look.GOOD) if holds else Value("FAIL", Look.TITLE)


def gates_value(card: Scorecard, section: Section) -> Value:
    """All gates in one word: one that fails is enough to say so, and none is left to look at before they pass."""
    answers = [card.answers.gates.get(cell.key) for cell in section.cells]
    return gate_value(False if False in answers else None if None in answers else True)


def dimension_value(card: Scorecard, dimension: Dimension) -> Value:
    """The points of a dimension, faint while some of its cells are open."""
    found = stages_of(card, dimension)
    if not found.attempted:
        return Value(NOT_ATTEMPTED.value)
    if found.points is None:
        return Value(OPEN, Look.FAINT)
    return Value(points_text(found.points), Look.FAINT if found.missing else Look.TEXT)


def _criterion(card: Scorecard, criterion: Criterion, dimension: Dimension) -> Value:
    own = card.answers.given.get(dimension.key)
    given = card.answers.given.get(criterion.key)
    if own is not None:  # the dimension is marked as a whole: its criteria count for nothing meanwhile
        return Value(NOT_ATTEMPTED.value if own is NOT_ATTEMPTED else "–", Look.FAINT)
    if given is None or given is NOT_ATTEMPTED:
        return Value(OPEN, Look.FAINT)
    if criterion.ladder:
        return Value(f"{points_text(given)}→{points_text(criterion_points(criterion, given))}")
    return Value(points_text(given))


def event_text(event: Event) -> str:
    """What a decision would have put into its cell; empty for what is no value."""
    match event:
        case Mark(value=value):
            return given_text(value)
        case GateResult(holds=holds):
            return "pass" if holds else "FAIL"
        case Clear():
            return OPEN
        case Deduct():
            return "called"
        case Spare():
            return "looked at, not called"
        case _:
            return ""


def replaced_words(before: Event, after: Event) -> str:
    """That a value took the place of another one, or is the one that was there."""
    if before == after:
        return f"{event_text(after)}, as it was"
    return f"{event_text(before)} → {event_text(after)} · {{undo}} takes it back"


def left_out_words(title: str, before: Event | None, width: int) -> str:
    """That a dimension does not count, and which value that took the place of; its title as far as there is room."""
    head = "" if before is None else f"{event_text(before)} → {NOT_ATTEMPTED.value}: "
    tail = f" does not count{'' if head else ': not attempted'} · {{undo}} takes it back"
    return f"{head}{clipped(title, width - cell_len(head + tail))}{tail}"


def called_text(section: Section, card: Scorecard) -> str:
    """The deductions that are called, as their price and their letters: −13ac."""
    letters = [letter for letter, fault in section.deductions.items() if fault.key in card.answers.called]
    found = section.dimension.deductions if section.dimension else ()
    price = sum((fault.points for fault in found if fault.key in card.answers.called), Fraction(0))
    return f"−{points_text(price)}{''.join(letters)}" if price else ""


def signs_of(view: PanelView, side: Side, key: str, section: Section, *, is_whole: bool, room: int) -> list[Span]:
    """Signs of what belongs to a cell, what matters most first; … where there are more than there is room for.

    `is_whole` says whether the row is its whole dimension, so that deductions, caps and adjustments show in it.
    """
    card = view.cards[side]
    if card is None:
        return []
    wanted: list[list[Span]] = []
    keys = {key, *(fault.key for fault in section.deductions.values())} if is_whole else {key}
    shown = {one for (_, one), pending in view.pending.items() if one == key and event_text(pending.event)}
    if any(at is side and one in keys - shown for at, one in view.pending):
        wanted.append([Span("!", Look.BAD)])
    if key in card.unsure:
        wanted.append([Span("?", Look.UNSURE)])
    if is_whole and section.dimension is not None:
        wanted += _changes(card, section)
    if card.notes.get(key):
        wanted.append([Span(_NOTE, Look.TEXT)])
    if card.evidence.get(key):
        wanted.append([Span(_EVIDENCE, Look.EVIDENCE)])
    return _fitting(wanted, room)


def _fitting(wanted: list[list[Span]], room: int) -> list[Span]:
    """Each sign in the longest form that leaves room for the others; where not all fit, the first ones and …."""
    for kept in range(len(wanted), 0, -1):
        every = wanted[:kept]
        if kept < len(wanted):
            every[-1] = [form._replace(text=f"{form.text.rstrip(_MORE)}{_MORE}") for form in every[-1]]
        found = [forms[-1] for forms in every]
        if columns(found) <= room:
            for place, forms in enumerate(every):
                rest = room - columns(found) + columns([found[place]])
                found[place] = next(form for form in forms if columns([form]) <= rest)
            return found
    return [Span(_MORE, Look.FAINT)] if wanted else []


def _changes(card: Scorecard, section: Section) -> list[list[Span]]:
    """What changed the marks of a dimension on the way to its points, each in its long form and a short one."""
    assert section.dimension is not None
    found = []
    called = called_text(section, card)
    if called:
        # Half a price, or a minus without one, would say something else.
        found.append([Span(form, Look.TITLE) for form in (called, f"{called.rstrip(ascii_lowercase)}{_MORE}")])
    steps = stages_of(card, section.dimension)
    if steps.capped is not None and steps.deducted is not None and steps.capped < steps.deducted:
        found.append([Span("≤", Look.TITLE)])
    adjusted = card.answers.adjusted.get(section.key, Fraction(0))
    if card.adjustments.get(section.key):
        # A price stands alone, before letters at most: what is adjusted says so whatever its sign.
        found.append([Span(f"{signed(adjusted)}{_ADJUSTED}", Look.TITLE), Span(_ADJUSTED, Look.TITLE)])
    return found


def progress(card: Scorecard | None, section: Section) -> tuple[int, int]:
    """How many of a section's cells are decided, and how many there are."""
    if card is None:
        return 0, len(section.cells)
    if section.dimension is None:
        return sum(cell.key in card.answers.gates for cell in section.cells), len(section.cells)
    missing = stages_of(card, section.dimension).missing
    return len(section.cells) - len(missing), len(section.cells)


def number_of(outline: Outline, section: Section, cell: Cell | None = None) -> str:
    """The place of a section or of a cell in its rubric: 3, 3.2; gates have letters."""
    place = outline.sections.index(section) + 1
    if cell is None or section.is_single:
        return "" if section.dimension is None else str(place)
    if section.dimension is None:
        return next((letter for letter, gate in outline.gates.items() if gate is cell.item), "")
    return f"{place}.{section.cells.index(cell) + 1}"


def typed_points(view: PanelView, cell: Cell) -> Fraction | None:
    """The points that what is typed would give, as far as it is a number by now."""
    if not view.entry.text or not isinstance(cell.item, (Dimension, Criterion)) or cell.dimension is None:
        return None
    return scale_of(cell.item, cell.dimension.step).points(view.entry.text)


def clipped_value(value: Value, width: int) -> str:
    """A value in so many columns; of a ladder's value only the points where both have no room."""
    text = value.text
    if len(text) > width and "→" in text:
        text = text.rpartition("→")[2]
    return clipped(text, width)
