"""Products and suppliers."""

from __future__ import annotations

import re
from dataclasses import replace

from core.entities import Product, Supplier
from core.errors import ConflictError, MissingError, ValidationError
from core.journal import Journal, snapshot
from core.ports import Gateway

_SKU = re.compile(r"^[A-Z0-9-]{3,24}$")


class Catalog:
    def __init__(self, gateway: Gateway, journal: Journal) -> None:
        self._gateway = gateway
        self._journal = journal

    # -- suppliers -----------------------------------------------------------

    def supplier(self, supplier_id: int) -> Supplier:
        found = self._gateway.supplier(supplier_id)
        if found is None:
            raise MissingError(f"Supplier {supplier_id} not found")
        return found

    def suppliers(self) -> list[Supplier]:
        return self._gateway.suppliers()

    def add_supplier(self, supplier: Supplier) -> Supplier:
        self._check_supplier(supplier)
        saved = self._gateway.save_supplier(supplier)
        self._journal.note("create", "supplier", saved.id, after=saved)
        return saved

    def change_supplier(self, supplier_id: int, changes: dict) -> Supplier:
        current = self.supplier(supplier_id)
        changed = replace(current, **changes)
        self._check_supplier(changed)
        saved = self._gateway.save_supplier(changed)
        self._journal.note("update", "supplier", supplier_id, current, saved)
        return saved

    def remove_supplier(self, supplier_id: int) -> None:
        current = self.supplier(supplier_id)
        if not self._gateway.remove_supplier(supplier_id):
            raise ConflictError("Supplier is referenced by products or orders")
        self._journal.note("delete", "supplier", supplier_id, before=current)

    @staticmethod
    def _check_supplier(supplier: Supplier) -> None:
        if not isinstance(supplier.name, str) or not supplier.name.strip():
            raise ValidationError({"name": "required"})

    # -- products ------------------------------------------------------------

    def product(self, product_id: int) -> Product:
        found = self._gateway.product(product_id)
        if found is None:
            raise MissingError(f"Product {product_id} not found")
        return found

    def products(self, text: str, supplier_id: int | None, limit: int, offset: int) -> tuple[list[Product], int]:
        return self._gateway.products(text, supplier_id, limit, offset)

    def add_product(self, product: Product) -> Product:
        self._check_product(product)
        saved = self._gateway.save_product(product)
        self._journal.note("create", "product", saved.id, after=saved)
        return saved

    def change_product(self, product_id: int, changes: dict) -> Product:
        current = self.product(product_id)
        before = snapshot(current)
        changed = replace(current, **changes)
        self._check_product(changed)
        saved = self._gateway.save_product(changed)
        self._journal.note("update", "product", product_id, before, saved)
        return saved

    def remove_product(self, product_id: int) -> None:
        current = self.product(product_id)
        if not self._gateway.remove_product(product_id):
            raise ConflictError("Product has movements or orders")
        self._journal.note("delete", "product", product_id, before=current)

    def _check_product(self, product: Product) -> None:
        problems: dict[str, str] = {}
        if not isinstance(product.sku, str) or not _SKU.match(product.sku):
            problems["sku"] = "3-24 characters A-Z, 0-9 or -"
        if not isinstance(product.name, str) or not product.name.strip():
            problems["name"] = "required"
        if not isinstance(product.reorder_level, int) or product.reorder_level < 0:
            problems["reorder_level"] = "must be an integer >= 0"
        if product.supplier_id is not None and self._gateway.supplier(product.supplier_id) is None:
            problems["supplier_id"] = "unknown supplier"
        if problems:
            raise ValidationError(problems)
        other = self._gateway.product_by_sku(product.sku)
        if other is not None and other.id != product.id:
            raise ConflictError(f"SKU {product.sku} already exists", code="duplicate_sku")
