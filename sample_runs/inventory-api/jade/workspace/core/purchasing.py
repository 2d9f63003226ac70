"""Purchase orders and their life cycle."""

from __future__ import annotations

import copy

from core.entities import Movement, MovementKind, Order, OrderStatus
from core.errors import ConflictError, MissingError, ValidationError
from core.journal import Journal, snapshot
from core.ports import Gateway
from core.stock import Stock

_TRANSITIONS: dict[OrderStatus, set[OrderStatus]] = {
    OrderStatus.DRAFT: {OrderStatus.SENT, OrderStatus.CANCELLED},
    OrderStatus.SENT: {OrderStatus.PARTIAL, OrderStatus.RECEIVED, OrderStatus.CANCELLED},
    OrderStatus.PARTIAL: {OrderStatus.PARTIAL, OrderStatus.RECEIVED},
    OrderStatus.RECEIVED: set(),
    OrderStatus.CANCELLED: set(),
}


class Purchasing:
    def __init__(self, gateway: Gateway, stock: Stock, journal: Journal) -> None:
        self._gateway = gateway
        self._stock = stock
        self._journal = journal

    def order(self, order_id: int) -> Order:
        found = self._gateway.order(order_id)
        if found is None:
            raise MissingError(f"Order {order_id} not found")
        return found

    def orders(self, status: str | None) -> list[Order]:
        return self._gateway.orders(status)

    def draft(self, order: Order) -> Order:
        problems: dict[str, str] = {}
        if self._gateway.supplier(order.supplier_id) is None:
            problems["supplier_id"] = "unknown supplier"
        if not order.lines:
            problems["lines"] = "at least one line required"
        for index, line in enumerate(order.lines):
            if self._gateway.product(line.product_id) is None:
                problems[f"lines[{index}].product_id"] = "unknown product"
            if not isinstance(line.quantity, int) or line.quantity < 1:
                problems[f"lines[{index}].quantity"] = "must be >= 1"
            if not isinstance(line.unit_cost_cents, int) or line.unit_cost_cents < 0:
                problems[f"lines[{index}].unit_cost_cents"] = "must be >= 0"
        if problems:
            raise ValidationError(problems)
        saved = self._gateway.add_order(order)
        self._journal.note("create", "order", saved.id, after=saved)
        return saved

    def send(self, order_id: int) -> Order:
        return self._simple(order_id, OrderStatus.SENT, "send")

    def cancel(self, order_id: int) -> Order:
        return self._simple(order_id, OrderStatus.CANCELLED, "cancel")

    def receive(self, order_id: int, quantities: dict[int, int] | None) -> Order:
        order = self.order(order_id)
        if order.status not in (OrderStatus.SENT, OrderStatus.PARTIAL):
            raise ConflictError(f"Order is {order.status.value}", code="wrong_status")
        before = snapshot(copy.deepcopy(order))
        lines = {line.product_id: line for line in order.lines}
        if quantities is None:
            quantities = {line.product_id: line.outstanding for line in order.lines if line.outstanding}
        for product_id, quantity in quantities.items():
            line = lines.get(product_id)
            if line is None:
                raise ValidationError({"lines": f"product {product_id} is not part of this order"})
            if quantity > line.outstanding:
                raise ConflictError(f"Only {line.outstanding} outstanding for product {product_id}", code="too_many")
            line.received += quantity
            self._stock.book(
                Movement(product_id, MovementKind.IN, quantity, f"Order {order_id}", order_id), audited=False
            )
        self._move(order, OrderStatus.RECEIVED if order.is_complete else OrderStatus.PARTIAL)
        self._journal.note("receive", "order", order_id, before, order)
        return order

    def _simple(self, order_id: int, target: OrderStatus, action: str) -> Order:
        order = self.order(order_id)
        before = snapshot(copy.deepcopy(order))
        self._move(order, target)
        self._journal.note(action, "order", order_id, before, order)
        return order

    def _move(self, order: Order, target: OrderStatus) -> None:
        if target not in _TRANSITIONS[order.status]:
            raise ConflictError(f"Cannot go from {order.status.value} to {target.value}", code="wrong_status")
        order.status = target
        self._gateway.update_order(order)
