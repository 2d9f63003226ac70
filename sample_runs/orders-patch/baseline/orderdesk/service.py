"""What can be done with an order, and when."""

from datetime import UTC, datetime

from . import refunds
from .models import Order


class UnknownOrder(LookupError):
    pass


class NotNow(ValueError):
    """The order is not in a state that allows this."""


def utc_now():
    return datetime.now(UTC).isoformat(timespec="seconds")


class Desk:
    def __init__(self, store, clock=utc_now):
        self.store = store
        self.clock = clock

    def orders(self):
        return sorted(self.store.all(), key=lambda order: order.id, reverse=True)

    def order(self, order_id):
        order = self.store.get(order_id)
        if order is None:
            raise UnknownOrder(f"there is no order {order_id}")
        return order

    def place(self, customer, lines):
        if not lines:
            raise ValueError("an order needs at least one line")
        order = Order(
            id=self.store.next_id(), customer=customer, lines=list(lines), placed_at=self.clock()
        )
        self.store.put(order)
        return order

    def pay(self, order_id):
        order = self._in_state(order_id, "placed")
        order.status = "paid"
        order.paid_at = self.clock()
        self.store.put(order)
        return order

    def ship(self, order_id):
        order = self._in_state(order_id, "paid")
        order.status = "shipped"
        order.shipped_at = self.clock()
        self.store.put(order)
        return order

    def cancel(self, order_id):
        order = self._in_state(order_id, "placed")
        order.status = "cancelled"
        self.store.put(order)
        return order

    def refund(self, order_id, amount, reason):
        order = self._in_state(order_id, "paid", "shipped")
        booked = refunds.refund(order, amount, reason, self.clock())
        if order.refundable == 0:
            order.status = "refunded"
        self.store.put(order)
        return booked

    def _in_state(self, order_id, *states):
        order = self.order(order_id)
        if order.status not in states:
            raise NotNow(f"order {order_id} is {order.status}")
        return order
