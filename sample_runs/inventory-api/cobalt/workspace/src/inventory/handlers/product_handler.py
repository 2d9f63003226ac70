from inventory.handlers.base import Handler, Number, Text
from inventory.problems import conflict, invalid, not_found

FIELDS = {
    "sku": Text(pattern="[A-Z0-9-]{3,24}"),
    "name": Text(),
    "unit": Text(longest=20, default="piece"),
    "reorder_level": Number(0, default=0),
    "supplier_id": Number(1, default=None, null=True),
}


class ProductHandler(Handler):
    routes = [
        ("POST", "/api/products", "create", "write"),
        ("GET", "/api/products", "list", "read"),
        ("GET", "/api/products/#", "get", "read"),
        ("PATCH", "/api/products/#", "change", "write"),
    ]

    def create(self):
        values = self.fields(FIELDS)
        self.refuse_unknown_supplier(values)
        self.refuse_taken_sku(values)
        number = self.session.run(
            "INSERT INTO product (sku, name, unit, reorder_level, supplier_id) VALUES (?, ?, ?, ?, ?)",
            *(values[name] for name in FIELDS),
        )
        product = self.load(number)
        self.session.audit("create", "product", number, product)
        return 201, product

    def list(self):
        self.filters({})
        items = self.session.all("SELECT * FROM product ORDER BY sku")
        return 200, {"items": items, "total": len(items)}

    def get(self, number):
        return 200, self.load(number)

    def change(self, number):
        self.load(number)
        values = self.fields(FIELDS, partial=True)
        self.refuse_unknown_supplier(values)
        self.refuse_taken_sku(values, number)
        if values:
            columns = ", ".join(name + " = ?" for name in values)
            self.session.run("UPDATE product SET " + columns + " WHERE id = ?", *values.values(), number)
            self.session.audit("change", "product", number, self.load(number))
        return 200, self.load(number)

    def load(self, number):
        product = self.session.one("SELECT * FROM product WHERE id = ?", number)
        if product is None:
            raise not_found("product", number)
        return product

    def refuse_unknown_supplier(self, values):
        number = values.get("supplier_id")
        if number is not None and not self.session.exists("SELECT 1 FROM supplier WHERE id = ?", number):
            raise invalid(supplier_id="no such supplier")

    def refuse_taken_sku(self, values, own_number=0):
        # The session holds the write lock: nobody can take the SKU between this question and the insert.
        if "sku" in values and self.session.exists(
            "SELECT 1 FROM product WHERE sku = ? AND id <> ?", values["sku"], own_number
        ):
            raise conflict("sku_taken", "this SKU is taken")
