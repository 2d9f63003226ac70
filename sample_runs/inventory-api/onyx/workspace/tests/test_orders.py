import unittest

from main import create_app
from store import Database


class TestOrders(unittest.TestCase):
    def setUp(self):
        self.app = create_app(Database(":memory:"))
        self.client = self.app.test_client(key="change-me-please")
        self.client.post("/api/suppliers", {"name": "Norra Parts"})
        self.client.post("/api/products", {"sku": "BOX-S", "name": "Box"})
        lines = [{"product_id": 1, "quantity": 5, "unit_cost_cents": 30}]
        self.client.post("/api/orders", {"supplier_id": 1, "lines": lines})

    def test_total(self):
        self.assertEqual(self.client.get("/api/orders/1").json["total_cents"], 150)

    def test_receive(self):
        self.client.post("/api/orders/1/send")
        self.assertEqual(self.client.post("/api/orders/1/receive").json["status"], "received")
        self.assertEqual(self.client.get("/api/products/1").json["stock"], 5)

    def test_audit_entry(self):
        self.client.post("/api/orders/1/send")
        self.assertEqual(self.client.get("/api/audit").json["items"][0]["action"], "send")


if __name__ == "__main__":
    unittest.main()
