"""Figures in the words that tables use, and texts as they are read. What is not known is a dash, never 0."""

import re
from decimal import ROUND_HALF_UP, Decimal

from grading.runs.model import Basis, Cost

UNKNOWN = "–"


def unwrapped(text: str) -> str:
    """A text with one line for each paragraph: where its file breaks lines says nothing to who reads it elsewhere."""
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip()))


def counted(count: int, noun: str) -> str:
    """0 files, 1 file, 2,000 files."""
    return f"{count} {noun}" if count == 1 else f"{count:,} {noun}s"


def cost_words(cost: Cost) -> str:
    """$1.10, ~$1.10 where estimated, subscription, or a dash."""
    if cost.usd is None:
        return cost.basis.value if cost.basis is Basis.SUBSCRIPTION else UNKNOWN
    cents = cost.usd.quantize(Decimal("0.01"), ROUND_HALF_UP)
    about = "~" if cost.basis is Basis.ESTIMATED else ""
    return f"{about}${cents if cents == cost.usd or cents >= 1 else cost.usd:,f}"


def time_words(seconds: Decimal | None) -> str:
    """45s, 18m, 1h 05m."""
    if seconds is None:
        return UNKNOWN
    whole = int(seconds.quantize(Decimal(1), ROUND_HALF_UP))
    if whole < 120:
        return f"{whole}s"
    minutes = (whole + 30) // 60
    return f"{minutes}m" if minutes < 60 else f"{minutes // 60}h {minutes % 60:02d}m"


def count_words(count: int | None) -> str:
    """950, 63k, 7.6M."""
    if count is None:
        return UNKNOWN
    if count < 1000:
        return str(count)
    # Rounded half-up before the unit is chosen: 999,500 is 1.0M, not 1000k.
    thousands = (count + 500) // 1000
    if thousands < 1000:
        return f"{thousands}k"
    tenths = (count + 50_000) // 100_000
    return f"{tenths // 10}.{tenths % 10}M"
