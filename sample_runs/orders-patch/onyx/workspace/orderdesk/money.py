"""Amounts are whole cents everywhere; text appears only at the edges."""

import re

_AMOUNT = re.compile(r"(\d+)(?:\.(\d{1,2}))?")


class BadAmount(ValueError):
    """The text is not an amount such as 12, 12.5 or 12.50."""


def parse(text):
    """'12.5' -> 1250"""
    match = _AMOUNT.fullmatch(str(text).strip())
    if match is None:
        raise BadAmount(f"not an amount: {text!r}")
    whole, part = match.groups()
    return int(whole) * 100 + int((part or "0").ljust(2, "0"))


def show(cents):
    """1250 -> '12.50'"""
    sign = "-" if cents < 0 else ""
    whole, part = divmod(abs(cents), 100)
    return f"{sign}{whole}.{part:02d}"
