"""Suppliers."""

import sqlite3

import store
from http_kit import conflict, not_found, text


def load(supplier_id):
    supplier = store.get("SELECT * FROM suppliers WHERE id = ?", (supplier_id,))
    if not supplier:
        raise not_found("Supplier")
    return supplier


def list_suppliers(request):
    return 200, {"items": store.query("SELECT * FROM suppliers ORDER BY name")}


def create_supplier(request):
    body = request.body
    supplier_id = store.execute(
        "INSERT INTO suppliers (name, email, phone) VALUES (?, ?, ?)",
        (text(body, "name"), text(body, "email", required=False), text(body, "phone", required=False)),
    )
    return 201, load(supplier_id)


def get_supplier(request):
    return 200, load(request.args[0])


def update_supplier(request):
    supplier = load(request.args[0])
    body = request.body
    store.execute(
        "UPDATE suppliers SET name = ?, email = ?, phone = ? WHERE id = ?",
        (
            text(body, "name", required=False, default=supplier["name"]),
            text(body, "email", required=False, default=supplier["email"]),
            text(body, "phone", required=False, default=supplier["phone"]),
            supplier["id"],
        ),
    )
    return 200, load(supplier["id"])


def delete_supplier(request):
    supplier = load(request.args[0])
    try:
        store.execute("DELETE FROM suppliers WHERE id = ?", (supplier["id"],))
    except sqlite3.IntegrityError:
        raise conflict("in_use", "Supplier has products or orders")
    return 204, None
