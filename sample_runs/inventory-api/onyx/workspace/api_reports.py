"""Reports."""

import store


def low_stock(request):
    items = store.query(
        """
        SELECT p.id AS product_id, p.sku, p.name, p.stock, p.reorder_level,
               p.reorder_level - p.stock AS shortfall,
               COALESCE((SELECT SUM(l.quantity - l.received) FROM order_lines l
                         JOIN orders o ON o.id = l.order_id
                         WHERE l.product_id = p.id AND o.status IN ('sent', 'partial')), 0) AS on_order
        FROM products p
        WHERE p.stock <= p.reorder_level
        ORDER BY p.name
        """
    )
    return 200, {"items": items}
