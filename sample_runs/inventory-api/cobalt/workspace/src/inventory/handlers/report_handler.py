from inventory.handlers.base import Handler


class ReportHandler(Handler):
    routes = [("GET", "/api/reports/low-stock", "low_stock", "read")]

    def low_stock(self):
        self.filters({})
        items = self.session.all(
            "SELECT id AS product_id, sku, name, stock, reorder_level, reorder_level - stock AS shortfall"
            " FROM product WHERE stock <= reorder_level ORDER BY shortfall DESC, sku"
        )
        return 200, {"items": items}
