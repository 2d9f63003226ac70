from inventory.handlers.base import Handler, Text
from inventory.problems import not_found

FIELDS = {
    "name": Text(longest=120),
    "email": Text(pattern=r"[^@\s]+@[^@\s]+", default=None, null=True),
    "phone": Text(longest=40, pattern=r"[0-9+() /-]+", default=None, null=True),
}


class SupplierHandler(Handler):
    routes = [
        ("POST", "/api/suppliers", "create", "write"),
        ("GET", "/api/suppliers", "list", "read"),
        ("GET", "/api/suppliers/#", "get", "read"),
    ]

    def create(self):
        values = self.fields(FIELDS)
        number = self.session.run(
            "INSERT INTO supplier (name, email, phone) VALUES (?, ?, ?)", *(values[name] for name in FIELDS)
        )
        self.session.audit("create", "supplier", number, values)
        return 201, {"id": number, **values}

    def list(self):
        self.filters({})
        return 200, {"items": self.session.all("SELECT * FROM supplier ORDER BY name")}

    def get(self, number):
        supplier = self.session.one("SELECT * FROM supplier WHERE id = ?", number)
        if supplier is None:
            raise not_found("supplier", number)
        return 200, supplier
