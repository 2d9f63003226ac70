"""Purchase orders.

draft → sent → (partial →) received; draft and sent can become cancelled. Receiving writes movements in the same
transaction; see application.py for where that transaction begins and ends.
"""

import sqlite3

from app import audit
from app.db import now
from app.errors import Conflict, NotFound
from app.paging import limit_of
from app.router import router
from app.routes.movements import book
from app.validation import Values
from app.web import Context, Response

STATUSES = ("draft", "sent", "partial", "received", "cancelled")

# action → (statuses it may start from, status afterwards)
SIMPLE_STEPS = {
    "send": (("draft",), "sent"),
    "cancel": (("draft", "sent"), "cancelled"),
}


def load(db: sqlite3.Connection, order_id: int) -> dict:
    row = db.execute("SELECT * FROM orders WHERE id = ?", (order_id,)).fetchone()
    if row is None:
        raise NotFound(f"there is no order {order_id}")
    order = dict(row)
    lines = db.execute(
        """
        SELECT l.product_id, p.sku, l.quantity, l.received, l.unit_cost_cents
        FROM order_lines l JOIN products p ON p.id = l.product_id
        WHERE l.order_id = ? ORDER BY l.id
        """,
        (order_id,),
    )
    order["lines"] = [dict(line) for line in lines]
    order["total_cents"] = sum(line["quantity"] * line["unit_cost_cents"] for line in order["lines"])
    return order


def _read_lines(values: Values, known_products: set[int]) -> list[tuple[int, int, int]]:
    lines = []
    seen = set()
    for number, entry in enumerate(values.objects("lines")):
        product_id = entry.integer("product_id", low=1)
        quantity = entry.integer("quantity", low=1, high=10**6)
        unit_cost = entry.integer("unit_cost_cents", low=0, high=10**9)
        if "product_id" not in entry.problems:
            if product_id not in known_products:
                entry.complain("product_id", "does not exist")
            elif product_id in seen:
                entry.complain("product_id", "is in this order twice")
            seen.add(product_id)
        values.collect(f"lines.{number}", entry)
        lines.append((product_id, quantity, unit_cost))
    return lines


@router.add("POST", "/api/orders", "write")
def create(ctx: Context) -> Response:
    values = ctx.request.json()
    supplier_id = values.integer("supplier_id", low=1)
    if "supplier_id" not in values.problems:
        if not ctx.db.execute("SELECT 1 FROM suppliers WHERE id = ?", (supplier_id,)).fetchone():
            values.complain("supplier_id", "does not exist")
    known = {row["id"] for row in ctx.db.execute("SELECT id FROM products")}
    lines = _read_lines(values, known)
    values.done()

    at = now()
    cursor = ctx.db.execute(
        "INSERT INTO orders (supplier_id, created_at, updated_at) VALUES (?, ?, ?)", (supplier_id, at, at)
    )
    order_id = cursor.lastrowid
    ctx.db.executemany(
        "INSERT INTO order_lines (order_id, product_id, quantity, unit_cost_cents) VALUES (?, ?, ?, ?)",
        [(order_id, *line) for line in lines],
    )
    order = load(ctx.db, order_id)
    audit.record(ctx, "create", "order", order_id, after=order)
    return Response.json(order, 201, {"Location": f"/api/orders/{order_id}"})


@router.add("GET", "/api/orders", "read")
def index(ctx: Context) -> Response:
    query = ctx.request.query()
    limit = limit_of(query)
    status = query.choice("status", STATUSES, default=None)
    query.done()
    rows = ctx.db.execute(
        """
        SELECT o.id, o.supplier_id, s.name AS supplier, o.status, o.created_at, o.updated_at,
               (SELECT SUM(l.quantity * l.unit_cost_cents) FROM order_lines l WHERE l.order_id = o.id) AS total_cents
        FROM orders o JOIN suppliers s ON s.id = o.supplier_id
        WHERE :status IS NULL OR o.status = :status
        ORDER BY o.id DESC LIMIT :limit
        """,
        {"status": status, "limit": limit},
    )
    return Response.json({"items": [dict(row) for row in rows]})


@router.add("GET", "/api/orders/{id}", "read")
def show(ctx: Context) -> Response:
    return Response.json(load(ctx.db, ctx.params["id"]))


def _set_status(ctx: Context, order_id: int, status: str) -> None:
    ctx.db.execute("UPDATE orders SET status = ?, updated_at = ? WHERE id = ?", (status, now(), order_id))


def _simple_step(ctx: Context, action: str) -> Response:
    before = load(ctx.db, ctx.params["id"])
    ctx.request.json(empty_ok=True).done()
    allowed, status = SIMPLE_STEPS[action]
    if before["status"] not in allowed:
        raise Conflict(f"an order that is {before['status']} cannot do this: {action}", code="wrong_status")
    _set_status(ctx, before["id"], status)
    after = load(ctx.db, before["id"])
    audit.record(ctx, action, "order", before["id"], before, after)
    return Response.json(after)


@router.add("POST", "/api/orders/{id}/send", "write")
def send(ctx: Context) -> Response:
    return _simple_step(ctx, "send")


@router.add("POST", "/api/orders/{id}/cancel", "write")
def cancel(ctx: Context) -> Response:
    return _simple_step(ctx, "cancel")


def _read_delivery(ctx: Context, order: dict) -> dict[int, int]:
    """Product → quantity that has arrived; everything still open when the body names nothing."""
    open_lines = {line["product_id"]: line["quantity"] - line["received"] for line in order["lines"]}
    values = ctx.request.json(empty_ok=True)
    if not values.has("lines"):
        values.done()
        return {product_id: quantity for product_id, quantity in open_lines.items() if quantity}

    delivery: dict[int, int] = {}
    for number, entry in enumerate(values.objects("lines")):
        product_id = entry.integer("product_id", low=1)
        quantity = entry.integer("quantity", low=1)
        if "product_id" not in entry.problems and product_id not in open_lines:
            entry.complain("product_id", "is not in this order")
        values.collect(f"lines.{number}", entry)
        delivery[product_id] = delivery.get(product_id, 0) + quantity
    values.done()

    for product_id, quantity in delivery.items():
        if quantity > open_lines[product_id]:
            raise Conflict(
                f"only {open_lines[product_id]} of product {product_id} are still open", code="more_than_ordered"
            )
    return delivery


@router.add("POST", "/api/orders/{id}/receive", "write")
def receive(ctx: Context) -> Response:
    before = load(ctx.db, ctx.params["id"])
    if before["status"] not in ("sent", "partial"):
        raise Conflict(f"an order that is {before['status']} cannot be received", code="wrong_status")

    delivery = _read_delivery(ctx, before)
    for product_id, quantity in delivery.items():
        ctx.db.execute(
            "UPDATE order_lines SET received = received + ? WHERE order_id = ? AND product_id = ?",
            (quantity, before["id"], product_id),
        )
        book(ctx, product_id, "in", quantity, f"order {before['id']}", before["id"])

    still_open = ctx.db.execute(
        "SELECT 1 FROM order_lines WHERE order_id = ? AND received < quantity", (before["id"],)
    ).fetchone()
    _set_status(ctx, before["id"], "partial" if still_open else "received")
    after = load(ctx.db, before["id"])
    audit.record(ctx, "receive", "order", before["id"], before, after)
    return Response.json(after)
