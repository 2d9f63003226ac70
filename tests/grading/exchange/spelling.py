"""How figures are spelt in an export, from what the rubric and the reports promise: half up, a dash where unknown."""

from collections.abc import Iterable
from fractions import Fraction

DASH = "–"
ENDLESS = "∞"

Share = Fraction | str | None
"""One number over another: "∞" where it has no end, none where nobody knows."""


def half(value: Fraction, decimals: int) -> Fraction:
    """Rounded half up."""
    return Fraction((value * 2 * 10**decimals + 1) // 2, 10**decimals)


def spelt(value: Fraction | None, decimals: int) -> str:
    """With exactly so many decimals."""
    if value is None:
        return DASH
    whole = int(half(value, decimals) * 10**decimals)
    digits = str(abs(whole)).zfill(decimals + 1)
    return ("−" if whole < 0 else "") + (f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits)


def exactly(value: Fraction) -> str:
    """With as many decimals as there are; what has no end stays a fraction."""
    for decimals in range(10):
        if half(value, decimals) == value:
            return spelt(value, decimals)
    return f"{value.numerator}/{value.denominator}"


def plain(value: Fraction | None) -> str:
    """As it is; to two decimals where it has no end."""
    if value is None:
        return DASH
    return spelt(value, 2) if "/" in exactly(value) else exactly(value)


def signed(value: Fraction) -> str:
    text = plain(value)
    return f"+{text}" if value > 0 and text.strip("0.") else text


def over(top: Fraction | None, bottom: Fraction | int | None) -> Share:
    if top is None or bottom is None:
        return None
    if not bottom:
        return ENDLESS if top else None
    return Fraction(top) / bottom


def spread(values: Iterable[Fraction]) -> Share:
    found = list(values)
    return over(max(found), min(found)) if len(found) > 1 and min(found) >= 0 else None


def times(value: Share) -> str:
    if not isinstance(value, Fraction):
        return value or DASH
    tenths = spelt(value, 1)
    return f"{spelt(value, 2) if tenths == '1.0' else tenths}×"


def dollars(usd: Fraction, decimals: int | None, *, is_about: bool = False) -> str:
    """Cents where they tell all, or from a dollar on; else so many decimals, or all there are."""
    cents = half(usd, 2)
    rest = exactly(usd) if decimals is None else spelt(usd, decimals)
    head, dot, tail = (spelt(cents, 2) if cents == usd or cents >= 1 else rest).partition(".")
    return f"{'~' if is_about else ''}${int(head):,}{dot}{tail}"


def cost(text: str) -> str:
    """What a run cost, from the text that is kept."""
    if text in ("unknown", "subscription"):
        return DASH if text == "unknown" else text
    return dollars(Fraction(text.removeprefix("~")), None, is_about=text.startswith("~"))


def each(value: Share, basis: str = "exact") -> str:
    """Dollars for one of something: below ten cents with two digits that count, as far as they say something."""
    if not isinstance(value, Fraction):
        return value or DASH
    decimals = 2
    while decimals < 8 and 0 < value * 10 ** (decimals - 1) < 1:
        decimals += 1
    return dollars(half(value, decimals), None, is_about=basis == "estimated")


def duration(seconds: str | None) -> str:
    if not seconds:
        return DASH
    whole = int(half(Fraction(seconds), 0))
    minutes = int(half(Fraction(whole, 60), 0))
    if whole < 120:
        return f"{whole}s"
    return f"{minutes}m" if minutes < 60 else f"{minutes // 60}h {minutes % 60:02}m"


def count(number: int | None) -> str:
    if number is None:
        return DASH
    if number < 1000:
        return str(number)
    # What is a thousand thousands once it is rounded is a million.
    return f"{spelt(Fraction(number, 1000), 0)}k" if number < 999_500 else f"{spelt(Fraction(number, 10**6), 1)}M"


def some(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("s" if number != 1 else "")


def bar(value: Fraction | None, of: Fraction) -> str:
    """How long a bar is, in whole percents."""
    return "" if value is None else f" [w{min(100, max(0, int(half(100 * value / of, 0))))}]"


def key(value: Share) -> str:
    """What a column is sorted by."""
    if isinstance(value, Fraction):
        return f" [v{float(value):.9g}]"
    return " [v1e99]" if value == ENDLESS else " [v]"
