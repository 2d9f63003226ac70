"""Purchase orders over HTTP."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from core.entities import Order, OrderLine
from core.errors import ValidationError
from core.identity import Role
from service.controllers.base import Call, route


def _present(order: Order) -> dict:
    return asdict(order) | {"total_cents": order.total_cents}


def list_orders(call: Call) -> tuple[int, Any]:
    return 200, {"items": [_present(order) for order in call.domain.purchasing.orders(call.query.get("status"))]}


def get_order(call: Call) -> tuple[int, Any]:
    return 200, _present(call.domain.purchasing.order(call.ids[0]))


def create_order(call: Call) -> tuple[int, Any]:
    data = call.only("supplier_id", "lines")
    try:
        lines = [OrderLine(**line) for line in data.get("lines") or []]
    except TypeError:
        raise ValidationError({"lines": "product_id, quantity and unit_cost_cents required"}) from None
    return 201, _present(call.domain.purchasing.draft(Order(data.get("supplier_id"), lines)))


def send_order(call: Call) -> tuple[int, Any]:
    return 200, _present(call.domain.purchasing.send(call.ids[0]))


def cancel_order(call: Call) -> tuple[int, Any]:
    return 200, _present(call.domain.purchasing.cancel(call.ids[0]))


def receive_order(call: Call) -> tuple[int, Any]:
    data = call.only("lines")
    quantities = None
    if "lines" in data:
        quantities = {line["product_id"]: line["quantity"] for line in data["lines"]}
    return 200, _present(call.domain.purchasing.receive(call.ids[0], quantities))


ROUTES = [
    route("GET", "/api/orders", Role.READ, list_orders),
    route("POST", "/api/orders", Role.WRITE, create_order),
    route("GET", "/api/orders/{id}", Role.READ, get_order),
    route("POST", "/api/orders/{id}/send", Role.WRITE, send_order),
    route("POST", "/api/orders/{id}/receive", Role.WRITE, receive_order),
    route("POST", "/api/orders/{id}/cancel", Role.WRITE, cancel_order),
]
