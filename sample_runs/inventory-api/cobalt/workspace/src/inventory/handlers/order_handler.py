from inventory.handlers.base import Handler, ListOf, Number, OneOf
from inventory.problems import conflict, invalid, not_found

LINE = {
    "product_id": Number(1),
    "quantity": Number(1, 1_000_000),
    "unit_cost_cents": Number(0),
}
FIELDS = {"supplier_id": Number(1), "lines": ListOf(LINE)}


class OrderHandler(Handler):
    """draft → sent → received. An order is received as a whole."""

    routes = [
        ("POST", "/api/orders", "create", "write"),
        ("GET", "/api/orders", "list", "read"),
        ("GET", "/api/orders/#", "get", "read"),
        ("POST", "/api/orders/#/send", "send", "write"),
        ("POST", "/api/orders/#/receive", "receive", "write"),
    ]

    @classmethod
    def body_optional(cls, action):
        return action in ("send", "receive")

    def create(self):
        values = self.fields(FIELDS)
        if not self.session.exists("SELECT 1 FROM supplier WHERE id = ?", values["supplier_id"]):
            raise invalid(supplier_id="no such supplier")
        products = [line["product_id"] for line in values["lines"]]
        if len(set(products)) != len(products):
            raise invalid(lines="one line per product")
        for product in products:
            if not self.session.exists("SELECT 1 FROM product WHERE id = ?", product):
                raise invalid(lines="no product %d" % product)

        number = self.session.run("INSERT INTO purchase_order (supplier_id) VALUES (?)", values["supplier_id"])
        for line in values["lines"]:
            self.session.run(
                "INSERT INTO purchase_line (order_id, product_id, quantity, unit_cost_cents) VALUES (?, ?, ?, ?)",
                number, *(line[name] for name in LINE),
            )
        order = self.load(number)
        self.session.audit("create", "order", number, order)
        return 201, order

    def list(self):
        values = self.filters({"status": OneOf("draft", "sent", "received", default=None)})
        items = self.session.all(
            "SELECT * FROM purchase_order WHERE status = coalesce(?, status) ORDER BY id DESC", values["status"]
        )
        return 200, {"items": items}

    def get(self, number):
        return 200, self.load(number)

    def send(self, number):
        return self.step(number, "send", "draft", "sent")

    def receive(self, number):
        order = self.load(number)
        answer = self.step(number, "receive", "sent", "received")
        for line in order["lines"]:
            self.session.run(
                "INSERT INTO movement (product_id, kind, quantity, reason) VALUES (?, 'in', ?, ?)",
                line["product_id"], line["quantity"], "order %d" % number,
            )
        return answer

    def step(self, number, action, needed, status):
        self.fields({})
        order = self.load(number)
        if order["status"] != needed:
            raise conflict("wrong_status", "the order is %s" % order["status"])
        self.session.run("UPDATE purchase_order SET status = ? WHERE id = ?", status, number)
        order = self.load(number)
        self.session.audit(action, "order", number, order)
        return 200, order

    def load(self, number):
        order = self.session.one("SELECT * FROM purchase_order WHERE id = ?", number)
        if order is None:
            raise not_found("order", number)
        order["lines"] = self.session.all(
            "SELECT product_id, quantity, unit_cost_cents FROM purchase_line WHERE order_id = ?", number
        )
        order["total_cents"] = sum(line["quantity"] * line["unit_cost_cents"] for line in order["lines"])
        return order
