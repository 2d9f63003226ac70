"""A Gateway without a database, for specs of the domain."""

from __future__ import annotations

from dataclasses import replace

from core import AuditEntry, Movement, Order, Product, Supplier


class MemoryGateway:
    def __init__(self) -> None:
        self.supplier_rows: dict[int, Supplier] = {}
        self.product_rows: dict[int, Product] = {}
        self.movement_rows: list[Movement] = []
        self.order_rows: dict[int, Order] = {}
        self.audit_rows: list[AuditEntry] = []

    def supplier(self, supplier_id):
        return self.supplier_rows.get(supplier_id)

    def save_supplier(self, supplier):
        supplier.id = supplier.id or len(self.supplier_rows) + 1
        self.supplier_rows[supplier.id] = supplier
        return supplier

    def product(self, product_id):
        found = self.product_rows.get(product_id)
        if found is None:
            return None
        stock = sum(movement.effect for movement in self.movement_rows if movement.product_id == product_id)
        return replace(found, stock=stock)

    def product_by_sku(self, sku):
        return next((product for product in self.product_rows.values() if product.sku == sku), None)

    def save_product(self, product):
        product.id = product.id or len(self.product_rows) + 1
        self.product_rows[product.id] = product
        return product

    def low_products(self):
        everything = [self.product(product_id) for product_id in self.product_rows]
        return [product for product in everything if product.stock <= product.reorder_level]

    def add_movement(self, movement):
        saved = replace(movement, id=len(self.movement_rows) + 1)
        self.movement_rows.append(saved)
        return saved

    def order(self, order_id):
        return self.order_rows.get(order_id)

    def add_order(self, order):
        order.id = len(self.order_rows) + 1
        self.order_rows[order.id] = order
        return order

    def update_order(self, order):
        self.order_rows[order.id] = order

    def outstanding_by_product(self):
        return {}

    def add_audit(self, entry):
        self.audit_rows.append(entry)
