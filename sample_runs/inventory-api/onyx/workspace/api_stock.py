"""Stock movements."""

import settings
import store
from http_kit import conflict, integer, invalid, query_int, text

KINDS = ("in", "out", "adjust")


def change_stock(product_id, kind, quantity, reason):
    """Writes a movement and brings products.stock up to date."""
    product = store.get("SELECT stock FROM products WHERE id = ?", (product_id,))
    if not product:
        raise invalid(product_id="unknown product")
    new_stock = product["stock"] - quantity if kind == "out" else product["stock"] + quantity
    if new_stock < 0:
        raise conflict("insufficient_stock", f"Only {product['stock']} in stock")
    movement_id = store.execute(
        "INSERT INTO movements (product_id, kind, quantity, reason) VALUES (?, ?, ?, ?)",
        (product_id, kind, quantity, reason),
    )
    store.execute("UPDATE products SET stock = ? WHERE id = ?", (new_stock, product_id))
    return movement_id


def create_movement(request):
    body = request.body
    product_id = integer(body, "product_id")
    kind = text(body, "kind")
    if kind not in KINDS:
        raise invalid(kind="one of in, out, adjust")
    quantity = integer(body, "quantity", minimum=None if kind == "adjust" else 1)
    if quantity == 0:
        raise invalid(quantity="must not be 0")
    reason = text(body, "reason", required=kind == "adjust")
    movement_id = change_stock(product_id, kind, quantity, reason)
    return 201, store.get("SELECT * FROM movements WHERE id = ?", (movement_id,))


def list_movements(request):
    limit = query_int(request.query, "limit", settings.PAGE_SIZE, 1, settings.MAX_PAGE_SIZE)
    where = []
    params = []
    for name in ("product_id", "kind"):
        if request.query.get(name):
            where.append(f"{name} = ?")
            params.append(request.query[name])
    clause = f"WHERE {' AND '.join(where)}" if where else ""
    items = store.query(f"SELECT * FROM movements {clause} ORDER BY id DESC LIMIT ?", params + [limit])
    return 200, {"items": items}
