"""Reports."""

from app.router import router
from app.web import Context, Response

# stock minus reorder level: the most urgent product is the one furthest below
LOW_STOCK = """
    SELECT p.id AS product_id, p.sku, p.name, p.unit, s.quantity AS stock, p.reorder_level,
           p.reorder_level - s.quantity AS shortfall,
           COALESCE((SELECT SUM(l.quantity - l.received)
                     FROM order_lines l JOIN orders o ON o.id = l.order_id
                     WHERE l.product_id = p.id AND o.status IN ('sent', 'partial')), 0) AS on_order
    FROM products p JOIN stock s ON s.product_id = p.id
    WHERE s.quantity <= p.reorder_level
    ORDER BY shortfall DESC, p.sku
"""


@router.add("GET", "/api/reports/low-stock", "read")
def low_stock(ctx: Context) -> Response:
    ctx.request.query().done()
    return Response.json({"items": [dict(row) for row in ctx.db.execute(LOW_STOCK)]})
