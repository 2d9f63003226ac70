import json

from inventory.handlers.base import Handler, Number, OneOf

FILTERS = {
    "entity": OneOf("product", "supplier", "movement", "order", "key", default=None),
    "entity_id": Number(1, default=None),
    "limit": Number(1, 200, default=50),
}


class AuditHandler(Handler):
    routes = [("GET", "/api/audit", "list", "admin")]

    def list(self):
        values = self.filters(FILTERS)
        items = self.session.all(
            "SELECT * FROM audit_entry WHERE entity = coalesce(?, entity) AND entity_id = coalesce(?, entity_id)"
            " ORDER BY id DESC LIMIT ?",
            values["entity"], values["entity_id"], values["limit"],
        )
        for item in items:
            item["after"] = json.loads(item["after"]) if item["after"] else None
        return 200, {"items": items}
