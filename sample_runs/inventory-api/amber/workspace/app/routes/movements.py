"""Stock movements: written once, never changed."""

from app import audit
from app.db import now
from app.errors import Conflict
from app.paging import limit_of
from app.router import router
from app.web import Context, Response

KINDS = ("in", "out", "adjust")


def stock_of(ctx: Context, product_id: int) -> int:
    return ctx.db.execute("SELECT quantity FROM stock WHERE product_id = ?", (product_id,)).fetchone()[0]


def book(ctx: Context, product_id: int, kind: str, delta: int, reason=None, order_id=None) -> dict:
    """Writes one movement. The caller holds the write lock, so the stock cannot change in between."""
    stock = stock_of(ctx, product_id)
    if stock + delta < 0:
        raise Conflict(f"there are only {stock} in stock", code="insufficient_stock")
    cursor = ctx.db.execute(
        "INSERT INTO movements (product_id, kind, delta, reason, order_id, at) VALUES (?, ?, ?, ?, ?, ?)",
        (product_id, kind, delta, reason, order_id, now()),
    )
    row = ctx.db.execute("SELECT * FROM movements WHERE id = ?", (cursor.lastrowid,)).fetchone()
    return public(row) | {"stock": stock + delta}


def public(row) -> dict:
    movement = dict(row)
    delta = movement.pop("delta")
    movement["quantity"] = delta if movement["kind"] == "adjust" else abs(delta)
    return movement


@router.add("POST", "/api/movements", "write")
def create(ctx: Context) -> Response:
    values = ctx.request.json()
    product_id = values.integer("product_id", low=1)
    kind = values.choice("kind", KINDS)
    quantity = values.integer("quantity", low=-(10**9), high=10**9)
    reason = values.text("reason", default=None, nullable=True)
    if "quantity" not in values.problems:
        if kind in ("in", "out") and quantity < 1:
            values.complain("quantity", "must be at least 1")
        elif kind == "adjust" and quantity == 0:
            values.complain("quantity", "must not be 0")
    if kind == "adjust" and not reason:
        values.complain("reason", "is required for an adjustment")
    if "product_id" not in values.problems:
        if not ctx.db.execute("SELECT 1 FROM products WHERE id = ?", (product_id,)).fetchone():
            values.complain("product_id", "does not exist")
    values.done()

    delta = -quantity if kind == "out" else quantity
    movement = book(ctx, product_id, kind, delta, reason)
    audit.record(ctx, "create", "movement", movement["id"], after=movement)
    return Response.json(movement, 201)


@router.add("GET", "/api/movements", "read")
def index(ctx: Context) -> Response:
    query = ctx.request.query()
    limit = limit_of(query)
    product_id = query.integer("product_id", default=None, low=1)
    kind = query.choice("kind", KINDS, default=None)
    query.done()
    rows = ctx.db.execute(
        """
        SELECT * FROM movements
        WHERE (:product_id IS NULL OR product_id = :product_id) AND (:kind IS NULL OR kind = :kind)
        ORDER BY id DESC LIMIT :limit
        """,
        {"product_id": product_id, "kind": kind, "limit": limit},
    )
    return Response.json({"items": [public(row) for row in rows]})
