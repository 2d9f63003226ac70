"""Products and suppliers over HTTP."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from core.entities import Product, Supplier
from core.errors import ValidationError
from core.identity import Role
from service.controllers.base import Call, route

_PRODUCT = ("sku", "name", "unit", "reorder_level", "supplier_id")
_SUPPLIER = ("name", "email", "phone")


def list_products(call: Call) -> tuple[int, Any]:
    items, total = call.domain.catalog.products(
        call.query.get("q", ""), call.number("supplier_id"), call.limit(), call.number("offset", 0)
    )
    return 200, {"items": [asdict(item) for item in items], "total": total}


def get_product(call: Call) -> tuple[int, Any]:
    return 200, asdict(call.domain.catalog.product(call.ids[0]))


def create_product(call: Call) -> tuple[int, Any]:
    data = call.only(*_PRODUCT)
    missing = {name: "required" for name in ("sku", "name") if name not in data}
    if missing:
        raise ValidationError(missing)
    return 201, asdict(call.domain.catalog.add_product(Product(**data)))


def change_product(call: Call) -> tuple[int, Any]:
    return 200, asdict(call.domain.catalog.change_product(call.ids[0], call.only(*_PRODUCT)))


def delete_product(call: Call) -> tuple[int, Any]:
    call.domain.catalog.remove_product(call.ids[0])
    return 204, None


def list_suppliers(call: Call) -> tuple[int, Any]:
    return 200, {"items": [asdict(item) for item in call.domain.catalog.suppliers()]}


def get_supplier(call: Call) -> tuple[int, Any]:
    return 200, asdict(call.domain.catalog.supplier(call.ids[0]))


def create_supplier(call: Call) -> tuple[int, Any]:
    data = call.only(*_SUPPLIER)
    if "name" not in data:
        raise ValidationError({"name": "required"})
    return 201, asdict(call.domain.catalog.add_supplier(Supplier(**data)))


def change_supplier(call: Call) -> tuple[int, Any]:
    return 200, asdict(call.domain.catalog.change_supplier(call.ids[0], call.only(*_SUPPLIER)))


def delete_supplier(call: Call) -> tuple[int, Any]:
    call.domain.catalog.remove_supplier(call.ids[0])
    return 204, None


ROUTES = [
    route("GET", "/api/products", Role.READ, list_products),
    route("POST", "/api/products", Role.WRITE, create_product),
    route("GET", "/api/products/{id}", Role.READ, get_product),
    route("PATCH", "/api/products/{id}", Role.WRITE, change_product),
    route("DELETE", "/api/products/{id}", Role.WRITE, delete_product),
    route("GET", "/api/suppliers", Role.READ, list_suppliers),
    route("POST", "/api/suppliers", Role.WRITE, create_supplier),
    route("GET", "/api/suppliers/{id}", Role.READ, get_supplier),
    route("PATCH", "/api/suppliers/{id}", Role.WRITE, change_supplier),
    route("DELETE", "/api/suppliers/{id}", Role.WRITE, delete_supplier),
]
