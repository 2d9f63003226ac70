"""How a refund is spread over the lines of an order."""

from .models import Refund


class BadRefund(ValueError):
    """The amount cannot be refunded."""


def split(order, amount):
    """The share of each line in a refund, in the order of the lines."""
    return [round(amount * (line.gross / order.gross)) for line in order.lines]


def vat_of(line, share):
    """The VAT that goes back with a line's share."""
    return round(share * line.vat_rate / (100 + line.vat_rate))


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
