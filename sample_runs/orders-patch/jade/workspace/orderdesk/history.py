"""The history of an order, put together from the times it carries."""

from . import money


def events_of(order):
    found = [
        (order.placed_at, "placed", None),
        (order.paid_at, "paid", order.gross),
        (order.shipped_at, "shipped", None),
        (order.cancelled_at, "cancelled", None),
    ]
    found += [(refund.at, "refunded", refund.amount) for refund in order.refunds]
    # sorted() keeps the sequence above for events of the same second
    found = sorted((event for event in found if event[0]), key=lambda event: event[0])
    return [event_out(*event) for event in found]


def event_out(at, kind, amount):
    event = {"at": at, "kind": kind}
    if amount is not None:
        event["amount"] = money.show(amount)
    return event
