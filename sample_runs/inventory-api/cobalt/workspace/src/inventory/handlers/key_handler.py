from inventory import security
from inventory.handlers.base import Handler, OneOf, Text
from inventory.problems import conflict, not_found


class KeyHandler(Handler):
    routes = [
        ("POST", "/api/keys", "create", "admin"),
        ("GET", "/api/keys", "list", "admin"),
        ("DELETE", "/api/keys/#", "revoke", "admin"),
    ]

    def create(self):
        values = self.fields({"name": Text(longest=60), "role": OneOf("read", "write", "admin")})
        key = security.generate_key()
        number = self.session.run(
            "INSERT INTO api_key (name, role, locator, salt, digest) VALUES (?, ?, ?, ?, ?)",
            values["name"], values["role"], *security.make_record(key),
        )
        self.session.audit("create", "key", number, values)
        return 201, {"id": number, **values, "key": key}

    def list(self):
        self.filters({})
        return 200, {"items": self.session.all("SELECT id, name, role, created, revoked FROM api_key ORDER BY id")}

    def revoke(self, number):
        key = self.session.one("SELECT role, revoked FROM api_key WHERE id = ?", number)
        if key is None or key["revoked"]:
            raise not_found("key", number)
        admins = self.session.all("SELECT id FROM api_key WHERE role = 'admin' AND revoked IS NULL")
        if admins == [{"id": number}]:
            raise conflict("last_admin", "the last admin key cannot be revoked")
        self.session.run("UPDATE api_key SET revoked = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE id = ?", number)
        self.session.audit("revoke", "key", number)
        return 204, None
