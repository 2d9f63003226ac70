"""The endpoints, free of any server: method, path and body in, status and dictionary out."""

import re

from . import history, money, tax
from .models import Line
from .service import NotNow, UnknownOrder

_ORDER = re.compile(r"/orders/(\d+)")
_HISTORY = re.compile(r"/orders/(\d+)/history")
_ACTION = re.compile(r"/orders/(\d+)/(pay|ship|cancel|refund)")


def handle(desk, method, path, body=None):
    try:
        return _route(desk, method, path, body or {})
    except UnknownOrder as error:
        return 404, {"error": str(error)}
    except NotNow as error:
        return 409, {"error": str(error)}
    except KeyError as error:
        return 400, {"error": f"missing field {error}"}
    except ValueError as error:
        return 400, {"error": str(error)}


def _route(desk, method, path, body):
    if path == "/orders" and method == "GET":
        return 200, {"orders": [order_out(order) for order in desk.orders()]}
    if path == "/orders" and method == "POST":
        lines = [line_in(row) for row in body["lines"]]
        return 201, order_out(desk.place(body["customer"], lines))
    if (found := _ORDER.fullmatch(path)) and method == "GET":
        return 200, order_out(desk.order(int(found[1])))
    if (found := _HISTORY.fullmatch(path)) and method == "GET":
        order = desk.order(int(found[1]))
        return 200, {"order": order.id, "events": history.events_of(order)}
    if (found := _ACTION.fullmatch(path)) and method == "POST":
        return _act(desk, int(found[1]), found[2], body)
    return 404, {"error": f"nothing at {method} {path}"}


def _act(desk, order_id, action, body):
    if action == "refund":
        booked = desk.refund(order_id, money.parse(body["amount"]), body.get("reason", ""))
        return 201, refund_out(booked)
    return 200, order_out(getattr(desk, action)(order_id))


def line_in(row):
    return Line(
        sku=row["sku"],
        title=row.get("title", row["sku"]),
        quantity=int(row["quantity"]),
        unit=money.parse(row["unit"]),
        vat_rate=tax.rate_for(row.get("vat", "standard")),
    )


def line_out(line):
    return {
        "sku": line.sku,
        "title": line.title,
        "quantity": line.quantity,
        "gross": money.show(line.gross),
        "vat": money.show(line.vat),
        "refunded": money.show(line.refunded),
    }


def refund_out(refund):
    return {
        "at": refund.at,
        "amount": money.show(refund.amount),
        "vat": money.show(refund.vat),
        "reason": refund.reason,
        "shares": [money.show(share) for share in refund.shares],
    }


def order_out(order):
    return {
        "id": order.id,
        "customer": order.customer,
        "status": order.status,
        "placed_at": order.placed_at,
        "gross": money.show(order.gross),
        "refunded": money.show(order.refunded),
        "lines": [line_out(line) for line in order.lines],
        "refunds": [refund_out(refund) for refund in order.refunds],
    }
