"""How a refund is spread over the lines of an order."""

from . import tax
from .models import Refund


class BadRefund(ValueError):
    """The amount cannot be refunded."""


def split(order, amount):
    """The share of each line in a refund, in the order of the lines."""
    remaining = [line.gross - line.refunded for line in order.lines]
    total = sum(remaining)

    # Step 1: floor of the exact share, remember the remainder
    shares = []
    remainders = []
    for value in remaining:
        share, remainder = divmod(value * amount, total)
        shares.append(share)
        remainders.append(remainder)

    # Step 2: distribute the missing cents (largest remainder method)
    missing = amount - sum(shares)
    ranking = sorted(range(len(shares)), key=lambda index: (-remainders[index], index))
    for index in ranking[:missing]:
        shares[index] += 1

    return shares


def vat_of(line, share):
    """The VAT that goes back with a line's share."""
    before = tax.vat_in(line.refunded, line.vat_rate)
    return tax.vat_in(line.refunded + share, line.vat_rate) - before


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
