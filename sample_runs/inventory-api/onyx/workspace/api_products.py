"""Products."""

import re
import sqlite3

import settings
import store
from http_kit import conflict, integer, invalid, not_found, query_int, text

SKU = re.compile(r"[A-Z0-9-]{3,24}")


def load(product_id):
    product = store.get("SELECT * FROM products WHERE id = ?", (product_id,))
    if not product:
        raise not_found("Product")
    return product


def check_sku(sku):
    if not SKU.fullmatch(sku):
        raise invalid(sku="3 to 24 characters: A-Z, 0-9, -")
    return sku


def check_supplier(supplier_id):
    if supplier_id is not None and not store.get("SELECT id FROM suppliers WHERE id = ?", (supplier_id,)):
        raise invalid(supplier_id="unknown supplier")
    return supplier_id


def list_products(request):
    limit = query_int(request.query, "limit", settings.PAGE_SIZE, 1, settings.MAX_PAGE_SIZE)
    offset = query_int(request.query, "offset", 0, 0, 10**9)
    sort = request.query.get("sort", "sku")
    where = []
    params = []
    if request.query.get("q"):
        where.append("(sku LIKE ? OR name LIKE ?)")
        params += [f"%{request.query['q']}%"] * 2
    if request.query.get("supplier_id"):
        where.append("supplier_id = ?")
        params.append(request.query["supplier_id"])
    clause = f"WHERE {' AND '.join(where)}" if where else ""
    total = store.get(f"SELECT COUNT(*) AS n FROM products {clause}", params)["n"]
    items = store.query(
        f"SELECT * FROM products {clause} ORDER BY {sort} LIMIT ? OFFSET ?", params + [limit, offset]
    )
    return 200, {"items": items, "total": total}


def create_product(request):
    body = request.body
    try:
        product_id = store.execute(
            "INSERT INTO products (sku, name, unit, reorder_level, supplier_id) VALUES (?, ?, ?, ?, ?)",
            (
                check_sku(text(body, "sku")),
                text(body, "name"),
                text(body, "unit", required=False, default="pcs"),
                integer(body, "reorder_level", required=False, default=0, minimum=0),
                check_supplier(integer(body, "supplier_id", required=False)),
            ),
        )
    except sqlite3.IntegrityError:
        raise conflict("duplicate_sku", "SKU already exists")
    return 201, load(product_id)


def get_product(request):
    return 200, load(request.args[0])


def update_product(request):
    product = load(request.args[0])
    body = request.body
    try:
        store.execute(
            "UPDATE products SET sku = ?, name = ?, unit = ?, reorder_level = ?, supplier_id = ? WHERE id = ?",
            (
                check_sku(text(body, "sku", required=False, default=product["sku"])),
                text(body, "name", required=False, default=product["name"]),
                text(body, "unit", required=False, default=product["unit"]),
                integer(body, "reorder_level", required=False, default=product["reorder_level"], minimum=0),
                check_supplier(integer(body, "supplier_id", required=False, default=product["supplier_id"])),
                product["id"],
            ),
        )
    except sqlite3.IntegrityError:
        raise conflict("duplicate_sku", "SKU already exists")
    return 200, load(product["id"])


def delete_product(request):
    product = load(request.args[0])
    try:
        store.execute("DELETE FROM products WHERE id = ?", (product["id"],))
    except sqlite3.IntegrityError:
        raise conflict("in_use", "Product has movements or orders")
    return 204, None
