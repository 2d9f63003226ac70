"""How a refund is spread over the lines of an order."""

from fractions import Fraction

from . import tax
from .models import Refund


class BadRefund(ValueError):
    """The amount cannot be refunded."""


def split(order, amount):
    """
    The share of each line in a refund, in the order of the lines.

    Exact fractions are cut to whole cents first. What is then missing is handed
    out cent by cent, each time to the line that is furthest below its exact share.
    """
    open_total = sum(line.gross - line.refunded for line in order.lines)
    exact = [Fraction(amount * (line.gross - line.refunded), open_total) for line in order.lines]
    shares = [int(part) for part in exact]
    while sum(shares) < amount:
        short = [part - share for part, share in zip(exact, shares)]
        shares[short.index(max(short))] += 1
    return shares


def vat_of(line, share):
    """The VAT that goes back with a line's share."""
    # difference of two totals, so that it cannot drift over several refunds
    return tax.vat_in(line.refunded + share, line.vat_rate) - tax.vat_in(line.refunded, line.vat_rate)


def refund(order, amount, reason, at):
    """Book a refund on an order and return it."""
    if amount <= 0:
        raise BadRefund("a refund must be above zero")
    if amount > order.refundable:
        raise BadRefund(f"only {order.refundable} cents are left to refund")
    shares = split(order, amount)
    vat = 0
    for line, share in zip(order.lines, shares):
        vat += vat_of(line, share)
        line.refunded += share
    booked = Refund(at=at, amount=amount, vat=vat, reason=reason, shares=shares)
    order.refunds.append(booked)
    return booked
