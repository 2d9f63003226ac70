"""Products."""

import sqlite3

from app import audit
from app.db import like, now
from app.errors import Conflict, NotFound
from app.paging import page_of
from app.router import router
from app.web import Context, Response

SKU = r"[A-Z0-9-]{3,24}"
SKU_HINT = "needs 3 to 24 of A-Z, 0-9 and -"

SELECT = """
    SELECT p.id, p.sku, p.name, p.unit, p.reorder_level, p.supplier_id, p.created_at,
           COALESCE((SELECT SUM(m.delta) FROM movements m WHERE m.product_id = p.id), 0) AS stock
    FROM products p
"""


def load(db: sqlite3.Connection, product_id: int) -> dict:
    row = db.execute(SELECT + " WHERE p.id = ?", (product_id,)).fetchone()
    if row is None:
        raise NotFound(f"there is no product {product_id}")
    return dict(row)


def _supplier_exists(ctx: Context, values, supplier_id) -> None:
    if supplier_id is None or "supplier_id" in values.problems:
        return
    if not ctx.db.execute("SELECT 1 FROM suppliers WHERE id = ?", (supplier_id,)).fetchone():
        values.complain("supplier_id", "does not exist")


@router.add("POST", "/api/products", "write")
def create(ctx: Context) -> Response:
    values = ctx.request.json()
    sku = values.text("sku", pattern=SKU, hint=SKU_HINT)
    name = values.text("name")
    unit = values.text("unit", default="piece", longest=20)
    reorder_level = values.integer("reorder_level", default=0, low=0, high=10**9)
    supplier_id = values.integer("supplier_id", default=None, low=1, nullable=True)
    _supplier_exists(ctx, values, supplier_id)
    values.done()

    try:
        cursor = ctx.db.execute(
            "INSERT INTO products (sku, name, unit, reorder_level, supplier_id, created_at) VALUES (?, ?, ?, ?, ?, ?)",
            (sku, name, unit, reorder_level, supplier_id, now()),
        )
    except sqlite3.IntegrityError:
        raise Conflict(f"the SKU {sku} is taken", code="duplicate_sku") from None
    product = load(ctx.db, cursor.lastrowid)
    audit.record(ctx, "create", "product", product["id"], after=product)
    return Response.json(product, 201, {"Location": f"/api/products/{product['id']}"})


@router.add("GET", "/api/products", "read")
def index(ctx: Context) -> Response:
    query = ctx.request.query()
    limit, offset = page_of(query)
    words = query.data.get("q", "")
    query.taken.add("q")
    supplier_id = query.integer("supplier_id", default=None, low=1)
    query.done()

    where, bound = ["1 = 1"], []
    if words:
        where.append(r"(p.sku LIKE ? ESCAPE '\' OR p.name LIKE ? ESCAPE '\')")
        bound += [like(words), like(words)]
    if supplier_id is not None:
        where.append("p.supplier_id = ?")
        bound.append(supplier_id)
    condition = " WHERE " + " AND ".join(where)

    total = ctx.db.execute("SELECT COUNT(*) FROM products p" + condition, bound).fetchone()[0]
    rows = ctx.db.execute(SELECT + condition + " ORDER BY p.sku LIMIT ? OFFSET ?", [*bound, limit, offset])
    return Response.json({"items": [dict(row) for row in rows], "total": total, "limit": limit, "offset": offset})


@router.add("GET", "/api/products/{id}", "read")
def show(ctx: Context) -> Response:
    return Response.json(load(ctx.db, ctx.params["id"]))


@router.add("PATCH", "/api/products/{id}", "write")
def update(ctx: Context) -> Response:
    before = load(ctx.db, ctx.params["id"])
    values = ctx.request.json()
    changes = {}
    if values.has("sku"):
        changes["sku"] = values.text("sku", pattern=SKU, hint=SKU_HINT)
    if values.has("name"):
        changes["name"] = values.text("name")
    if values.has("unit"):
        changes["unit"] = values.text("unit", longest=20)
    if values.has("reorder_level"):
        changes["reorder_level"] = values.integer("reorder_level", low=0, high=10**9)
    if values.has("supplier_id"):
        changes["supplier_id"] = values.integer("supplier_id", low=1, nullable=True)
        _supplier_exists(ctx, values, changes["supplier_id"])
    values.done()
    if not changes:
        return Response.json(before)

    # the column names are the literals above, never text from the request
    columns = ", ".join(f"{column} = ?" for column in changes)
    try:
        ctx.db.execute(f"UPDATE products SET {columns} WHERE id = ?", [*changes.values(), before["id"]])
    except sqlite3.IntegrityError:
        raise Conflict(f"the SKU {changes.get('sku')} is taken", code="duplicate_sku") from None
    after = load(ctx.db, before["id"])
    audit.record(ctx, "update", "product", before["id"], before, after)
    return Response.json(after)


@router.add("DELETE", "/api/products/{id}", "write")
def delete(ctx: Context) -> Response:
    product = load(ctx.db, ctx.params["id"])
    try:
        ctx.db.execute("DELETE FROM products WHERE id = ?", (product["id"],))
    except sqlite3.IntegrityError:
        raise Conflict("there are movements or orders for this product", code="in_use") from None
    audit.record(ctx, "delete", "product", product["id"], before=product)
    return Response(204)
