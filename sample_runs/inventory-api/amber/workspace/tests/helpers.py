"""A service on a database of its own, called without a socket."""

import json
import tempfile
import unittest
from pathlib import Path

from app.application import Application
from app.config import Config
from app.web import Request

ADMIN = "an-admin-key-for-tests"


class ServiceCase(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.config = Config(port=0, db_path=str(Path(folder.name) / "test.db"), admin_key=ADMIN)
        self.application = Application(self.config)
        self.application.prepare()

    def call(self, method, target, body=None, key=ADMIN):
        headers = {"x-api-key": key} if key else {}
        raw = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        response = self.application.handle(Request(method, target, headers, raw))
        return response.status, json.loads(response.body) if response.body else None

    def ok(self, method, target, body=None, key=ADMIN):
        status, data = self.call(method, target, body, key)
        self.assertIn(status, (200, 201, 204), data)
        return data

    def refused(self, status, code, method, target, body=None, key=ADMIN):
        got, data = self.call(method, target, body, key)
        self.assertEqual((got, data["error"]["code"]), (status, code), data)
        return data["error"]

    def product(self, sku="BOLT-M8", stock=0, **more):
        product = self.ok("POST", "/api/products", {"sku": sku, "name": f"Part {sku}", **more})
        if stock:
            self.move(product["id"], "in", stock)
        return product["id"]

    def supplier(self, name="Nordlager"):
        return self.ok("POST", "/api/suppliers", {"name": name})["id"]

    def move(self, product_id, kind, quantity, reason="test"):
        body = {"product_id": product_id, "kind": kind, "quantity": quantity, "reason": reason}
        return self.ok("POST", "/api/movements", body)

    def stock(self, product_id):
        return self.ok("GET", f"/api/products/{product_id}")["stock"]
