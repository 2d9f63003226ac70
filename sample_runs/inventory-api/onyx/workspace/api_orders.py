"""Purchase orders: draft, sent, partial, received, cancelled."""

import store
from api_stock import change_stock
from http_kit import conflict, integer, invalid, not_found


def load(order_id):
    order = store.get("SELECT * FROM orders WHERE id = ?", (order_id,))
    if not order:
        raise not_found("Order")
    order["lines"] = store.query(
        "SELECT id, product_id, quantity, received, unit_cost FROM order_lines WHERE order_id = ?", (order_id,)
    )
    for line in order["lines"]:
        line["unit_cost_cents"] = round(line.pop("unit_cost") * 100)
    order["total_cents"] = sum(line["quantity"] * line["unit_cost_cents"] for line in order["lines"])
    return order


def read_lines(body):
    lines = body.get("lines")
    if not isinstance(lines, list) or not lines:
        raise invalid(lines="at least one line required")
    for line in lines:
        if not isinstance(line, dict):
            raise invalid(lines="must be objects")
    return lines


def create_order(request):
    supplier_id = integer(request.body, "supplier_id")
    if not store.get("SELECT id FROM suppliers WHERE id = ?", (supplier_id,)):
        raise invalid(supplier_id="unknown supplier")
    lines = []
    for line in read_lines(request.body):
        product_id = integer(line, "product_id")
        if not store.get("SELECT id FROM products WHERE id = ?", (product_id,)):
            raise invalid(product_id="unknown product")
        lines.append((product_id, integer(line, "quantity", minimum=1), integer(line, "unit_cost_cents", minimum=0)))

    order_id = store.execute("INSERT INTO orders (supplier_id) VALUES (?)", (supplier_id,))
    for product_id, quantity, cents in lines:
        store.execute(
            "INSERT INTO order_lines (order_id, product_id, quantity, unit_cost) VALUES (?, ?, ?, ?)",
            (order_id, product_id, quantity, cents / 100),
        )
    return 201, load(order_id)


def list_orders(request):
    status = request.query.get("status")
    if status:
        return 200, {"items": store.query("SELECT * FROM orders WHERE status = ? ORDER BY id DESC", (status,))}
    return 200, {"items": store.query("SELECT * FROM orders ORDER BY id DESC")}


def get_order(request):
    return 200, load(request.args[0])


def change_status(order_id, allowed, status):
    order = load(order_id)
    if order["status"] not in allowed:
        raise conflict("invalid_status", f"Order is {order['status']}")
    store.execute("UPDATE orders SET status = ? WHERE id = ?", (status, order_id))
    return 200, load(order_id)


def send_order(request):
    return change_status(request.args[0], ("draft",), "sent")


def cancel_order(request):
    return change_status(request.args[0], ("draft", "sent"), "cancelled")


def receive_order(request):
    order = load(request.args[0])
    if order["status"] not in ("sent", "partial"):
        raise conflict("invalid_status", f"Order is {order['status']}")

    if "lines" in request.body:
        wanted = {
            integer(line, "product_id"): integer(line, "quantity", minimum=1) for line in read_lines(request.body)
        }
    else:
        wanted = {line["product_id"]: line["quantity"] - line["received"] for line in order["lines"]}

    for line in order["lines"]:
        quantity = wanted.get(line["product_id"], 0)
        if quantity == 0:
            continue
        if quantity > line["quantity"] - line["received"]:
            raise conflict("over_receipt", f"Product {line['product_id']}: more than ordered")
        store.execute("UPDATE order_lines SET received = received + ? WHERE id = ?", (quantity, line["id"]))
        change_stock(line["product_id"], "in", quantity, f"Order {order['id']}")

    order = load(order["id"])
    done = all(line["received"] == line["quantity"] for line in order["lines"])
    store.execute("UPDATE orders SET status = ? WHERE id = ?", ("received" if done else "partial", order["id"]))
    return 200, load(order["id"])
