"""Reports across products and orders."""

from __future__ import annotations

from dataclasses import asdict

from core.ports import Gateway
from core.valuation import MovingAverage


class Reporting:
    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    def low_stock(self) -> list[dict]:
        on_order = self._gateway.outstanding_by_product()
        rows = []
        for product in self._gateway.low_products():
            row = asdict(product)
            row["shortfall"] = product.reorder_level - product.stock
            row["on_order"] = on_order.get(product.id, 0)
            rows.append(row)
        return sorted(rows, key=lambda row: (-row["shortfall"], row["sku"]))

    def stock_value(self) -> dict:
        products, _ = self._gateway.products("", None, 10_000, 0)
        average = MovingAverage(self._gateway)
        lines = [
            {"product_id": product.id, "sku": product.sku, "value_cents": average.value_of(product)}
            for product in products
        ]
        return {"items": lines, "total_cents": sum(line["value_cents"] for line in lines)}
