"""A number typed digit by digit → a value, taken as soon as no longer number could be meant. No clock decides.

What is typed stands for itself until then: `1` of 15 waits for a second digit, `8` does not. After a point there is
only one way on where the step says so: with halves, `8.` is 8.5.
"""

from fractions import Fraction
from functools import lru_cache
from typing import Final

from msgspec import Struct

from grading.rubric.arithmetic import criterion_points
from grading.rubric.model import Criterion, Dimension
from grading.strict import exact_number, number_text

KEYS: Final = frozenset("0123456789.")
_LONGEST_MEASURE: Final = 12


class Entry(Struct, frozen=True):
    """What was typed by now, and what came of it."""

    text: str = ""
    """What still waits for its end."""
    value: Fraction | None = None
    """What was taken; nothing waits then."""
    why: str = ""
    """Why the last key was refused."""


class Scale(Struct, frozen=True):
    """What a cell takes: 0 to a most in steps, or, on a ladder, anything that can be measured."""

    most: Fraction
    step: Fraction
    ladder: Criterion | None = None

    def points(self, text: str) -> Fraction | None:
        """The points that what is typed would give, as far as it is a number by now."""
        value = self.value_of(text)
        if value is None or self.ladder is None:
            return value
        return criterion_points(self.ladder, value)

    def value_of(self, text: str) -> Fraction | None:
        """The number that is typed, where the cell takes it as it is."""
        if self.ladder is not None:
            try:
                return exact_number(text.removesuffix("."), None)
            except ValueError:
                return None
        return _forms(self.most, self.step).get(text.removesuffix("."))


def scale_of(item: Dimension | Criterion, step: Fraction) -> Scale:
    """What a dimension or a criterion takes."""
    if isinstance(item, Dimension):
        return Scale(item.max, step)
    return Scale(item.points, step, item if item.ladder else None)


def typed(scale: Scale, entry: Entry, key: str) -> Entry:
    """One more key of a number."""
    text = "0." if entry.text + key == "." else entry.text + key
    if scale.ladder is not None:
        is_number = text.count(".") <= 1 and len(text) <= _LONGEST_MEASURE
        return Entry(text) if is_number else Entry(entry.text, why="a measured value is a number of up to 12 digits")
    forms = _forms(scale.most, scale.step)
    longer = [form for form in forms if form.startswith(text)]
    if not longer:
        return Entry(entry.text, why=_refusal(scale, text))
    if longer == [text] or (len(longer) == 1 and "." in text):
        return Entry(value=forms[longer[0]])
    return Entry(text)


def ended(scale: Scale, entry: Entry) -> Entry:
    """What a move or Enter makes of a number that still waits."""
    if not entry.text:
        return entry
    value = scale.value_of(entry.text)
    return Entry(value=value) if value is not None else Entry(entry.text, why=_refusal(scale, entry.text))


def erased(entry: Entry) -> Entry:
    """The same without its last key; what was taken is not touched."""
    return Entry(entry.text[:-1])


def stepped(scale: Scale, value: Fraction, steps: int) -> Fraction:
    """A value moved by some steps, as far as the scale goes."""
    return max(Fraction(0), min(value + steps * scale.step, scale.most))


def _refusal(scale: Scale, text: str) -> str:
    if scale.ladder is not None:
        return f"{text} is no number"
    try:
        is_above = exact_number(text.removesuffix("."), None) > scale.most
    except ValueError:
        is_above = False
    most, step = number_text(scale.most), number_text(scale.step)
    return f"{most} is the most" if is_above else f"0 to {most} in steps of {step}"


@lru_cache(512)
def _forms(most: Fraction, step: Fraction) -> dict[str, Fraction]:
    """Every value of a scale by the way it is typed."""
    return {number_text(number * step): number * step for number in range(int(most / step) + 1)}
