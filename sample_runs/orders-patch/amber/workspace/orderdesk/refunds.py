"""How a refund is spread over the lines of an order."""

from . import tax
from .models import Refund


class BadRefund(ValueError):
    """The amount cannot be refunded."""


def split(order, amount):
    """The share of each line in a refund, in the order of the lines.

    In proportion to what is left of each line. The cents that are lost by rounding down go to the
    largest remainders; sorting is stable, so the first line wins among equals.
    """
    left = sum(line.left for line in order.lines)
    exact = [divmod(amount * line.left, left) for line in order.lines]
    shares = [whole for whole, _ in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: -exact[i][1])
    for i in by_remainder[: amount - sum(shares)]:
        shares[i] += 1
    return shares


def vat_of(line, share):
    """The VAT that goes back with a line's share, given what went back on the line before."""
    after = tax.vat_in(line.refunded + share, line.vat_rate)
    return after - tax.vat_in(line.refunded, line.vat_rate)


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
