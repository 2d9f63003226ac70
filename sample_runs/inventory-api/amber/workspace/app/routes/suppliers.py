"""Suppliers."""

import sqlite3

from app import audit
from app.db import now
from app.errors import Conflict, NotFound
from app.paging import page_of
from app.router import router
from app.web import Context, Response

EMAIL = r"[^@\s]+@[^@\s]+\.[^@\s]+"
EMAIL_HINT = "does not look like an address"


def load(db: sqlite3.Connection, supplier_id: int) -> dict:
    row = db.execute("SELECT * FROM suppliers WHERE id = ?", (supplier_id,)).fetchone()
    if row is None:
        raise NotFound(f"there is no supplier {supplier_id}")
    return dict(row)


@router.add("POST", "/api/suppliers", "write")
def create(ctx: Context) -> Response:
    values = ctx.request.json()
    name = values.text("name", longest=120)
    email = values.text("email", default=None, pattern=EMAIL, hint=EMAIL_HINT, nullable=True)
    phone = values.text("phone", default=None, longest=40, nullable=True)
    values.done()

    cursor = ctx.db.execute(
        "INSERT INTO suppliers (name, email, phone, created_at) VALUES (?, ?, ?, ?)", (name, email, phone, now())
    )
    supplier = load(ctx.db, cursor.lastrowid)
    audit.record(ctx, "create", "supplier", supplier["id"], after=supplier)
    return Response.json(supplier, 201, {"Location": f"/api/suppliers/{supplier['id']}"})


@router.add("GET", "/api/suppliers", "read")
def index(ctx: Context) -> Response:
    query = ctx.request.query()
    limit, offset = page_of(query)
    query.done()
    total = ctx.db.execute("SELECT COUNT(*) FROM suppliers").fetchone()[0]
    rows = ctx.db.execute("SELECT * FROM suppliers ORDER BY name, id LIMIT ? OFFSET ?", (limit, offset))
    return Response.json({"items": [dict(row) for row in rows], "total": total, "limit": limit, "offset": offset})


@router.add("GET", "/api/suppliers/{id}", "read")
def show(ctx: Context) -> Response:
    return Response.json(load(ctx.db, ctx.params["id"]))


@router.add("PATCH", "/api/suppliers/{id}", "write")
def update(ctx: Context) -> Response:
    before = load(ctx.db, ctx.params["id"])
    values = ctx.request.json()
    after = dict(before)
    if values.has("name"):
        after["name"] = values.text("name", longest=120)
    if values.has("email"):
        after["email"] = values.text("email", pattern=EMAIL, hint=EMAIL_HINT, nullable=True)
    if values.has("phone"):
        after["phone"] = values.text("phone", longest=40, nullable=True)
    values.done()
    if after == before:
        return Response.json(before)

    ctx.db.execute(
        "UPDATE suppliers SET name = :name, email = :email, phone = :phone WHERE id = :id", after
    )
    audit.record(ctx, "update", "supplier", before["id"], before, after)
    return Response.json(after)


@router.add("DELETE", "/api/suppliers/{id}", "write")
def delete(ctx: Context) -> Response:
    supplier = load(ctx.db, ctx.params["id"])
    try:
        ctx.db.execute("DELETE FROM suppliers WHERE id = ?", (supplier["id"],))
    except sqlite3.IntegrityError:
        raise Conflict("products or orders refer to this supplier", code="in_use") from None
    audit.record(ctx, "delete", "supplier", supplier["id"], before=supplier)
    return Response(204)
