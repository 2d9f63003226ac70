"""Values in the words of a page. What is not known is a dash, never 0."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from markupsafe import Markup, escape

from grading.report.correlation import coefficient_shown
from grading.report.costs import Spent
from grading.report.ratios import Ratio
from grading.rubric.arithmetic import rounded, shown
from grading.runs.model import Basis, Cost, Run, RunName
from grading.strict import number_text
from grading.visible import visible
from grading.words import UNKNOWN, cost_words

_INFINITE = "∞"


def number(value: Fraction | None, decimals: int | None = None) -> str:
    """A number with so many decimals; without them as it is, or to two where it never ends."""
    if value is None:
        return UNKNOWN
    if decimals is not None:
        return minus(shown(value, decimals))
    if value.denominator == 1:
        return minus(str(value.numerator))
    text = number_text(value)
    return minus(shown(value, 2) if "/" in text else text)


def signed(value: Fraction, decimals: int | None = None) -> str:
    """A number with its sign; nothing has none."""
    text = number(value, decimals)
    return f"+{text}" if value > 0 and text.strip("0.") else text


def times(value: Ratio) -> str:
    """How many times as much: 5.1×, ∞, or a dash."""
    if value.is_infinite:
        return _INFINITE
    if value.value is None:
        return UNKNOWN
    # What is hardly more than the same must not read as the same.
    tenths = shown(value.value, 1)
    return f"{shown(value.value, 2) if tenths == '1.0' else tenths}×"


def spent_words(spent: Spent) -> str:
    """What was spent; where a part of it is not known, at least what is."""
    if spent.usd is not None:
        return dollars(spent.usd, spent.basis)
    if not spent.known:
        return spent.basis.value if spent.basis is Basis.SUBSCRIPTION else UNKNOWN
    return f"≥ {dollars(spent.known, Basis.EXACT)}"


def per_unit(value: Ratio, basis: Basis) -> str:
    """Dollars for one of something."""
    if value.is_infinite:
        return _INFINITE
    return UNKNOWN if value.value is None else dollars(value.value, basis)


def dollars(value: Fraction, basis: Basis) -> str:
    """$12.30, $0.0042, ~$1.10 where estimated: cents, or for less than a dollar what tells two of them apart."""
    decimals = 2
    while decimals < 6 and 0 < value < Fraction(1, 10 ** (decimals - 1)):
        decimals += 1
    return cost_words(Cost(basis, Decimal(shown(value, decimals))))


def share_of(points: Fraction | None, of: Fraction) -> str:
    """The class that draws a bar of this length, by whole percents; empty where there is nothing to draw."""
    if points is None or not of:
        return ""
    return f" w{min(100, max(0, int(rounded(100 * points / of, 0))))}"


def sorting(value: Fraction | Ratio | None) -> str:
    """What a column is sorted by; empty where there is nothing to sort by."""
    if isinstance(value, Ratio):
        return "1e99" if value.is_infinite else sorting(value.value)
    return "" if value is None else f"{float(value):.9g}"


def minus(text: str) -> str:
    """A shown number with a minus instead of a hyphen."""
    return text.replace("-", "−")


def places(count: int) -> str:
    """How many places up or down: +2, −1, or a dash."""
    return signed(Fraction(count)) if count else UNKNOWN


def coefficient(value: float) -> str:
    """A coefficient of agreement."""
    return minus(coefficient_shown(value))


def called(name: RunName) -> str:
    """What a report calls a run."""
    return name.label or name.model


def manner(name: RunName) -> str:
    """What tells a run from others of its model; empty where nothing does."""
    parts = [name.harness, name.condition, f"attempt {name.attempt}" if name.attempt != 1 else ""]
    return " · ".join(part for part in parts if part)


def full_name(run: Run) -> str:
    """A run's name with everything that tells it from others."""
    more = manner(run.name)
    return f"{called(run.name)} ({more})" if more else called(run.name)


def paragraphs(text: str) -> Markup:
    """Text of several lines, each of them kept; what would not show is made visible."""
    if text.isascii() and text.isprintable():
        return escape(text)
    return escape(visible(text.replace("\r\n", "\n").strip("\n"), keep="\n"))


def rows(lines: Sequence[str]) -> Markup:
    """Quoted lines as items of a list that is open already."""
    return Markup("<li>").join(visible(line) for line in lines)


def instant(at: str) -> str:
    """2026-05-03 10:20:30 UTC."""
    whole = len(at) >= 19 and at.endswith(("Z", "+00:00"))
    return f"{at[:10]} {at[11:19]} UTC" if whole else at
