from inventory.handlers.base import Handler, Number, OneOf, Text
from inventory.problems import conflict, invalid

FIELDS = {
    "product_id": Number(1),
    "kind": OneOf("in", "out", "adjust"),
    "quantity": Number(-1_000_000_000),
    "reason": Text(default=None, null=True),
}
FILTERS = {
    "product_id": Number(1, default=None),
    "kind": OneOf("in", "out", "adjust", default=None),
    "limit": Number(1, 200, default=50),
}


class MovementHandler(Handler):
    routes = [
        ("POST", "/api/movements", "create", "write"),
        ("GET", "/api/movements", "list", "read"),
    ]

    def create(self):
        values = self.fields(FIELDS)
        if values["kind"] == "adjust":
            if values["quantity"] == 0:
                raise invalid(quantity="must not be 0")
            if values["reason"] is None:
                raise invalid(reason="is needed for an adjustment")
        elif values["quantity"] < 1:
            raise invalid(quantity="must be at least 1")

        product = self.session.one("SELECT stock FROM product WHERE id = ?", values["product_id"])
        if product is None:
            raise invalid(product_id="no such product")
        change = -values["quantity"] if values["kind"] == "out" else values["quantity"]
        if product["stock"] + change < 0:
            raise conflict("insufficient_stock", "in stock: %d" % product["stock"])

        number = self.session.run(
            "INSERT INTO movement (product_id, kind, quantity, reason) VALUES (?, ?, ?, ?)",
            *(values[name] for name in FIELDS),
        )
        movement = self.session.one("SELECT * FROM movement WHERE id = ?", number)
        self.session.audit("create", "movement", number, movement)
        return 201, movement

    def list(self):
        values = self.filters(FILTERS)
        items = self.session.all(
            "SELECT * FROM movement WHERE product_id = coalesce(?, product_id) AND kind = coalesce(?, kind)"
            " ORDER BY id DESC LIMIT ?",
            values["product_id"], values["kind"], values["limit"],
        )
        return 200, {"items": items}
