import unittest

from main import create_app
from store import Database


class TestProducts(unittest.TestCase):
    def setUp(self):
        self.db = Database(":memory:")
        self.app = create_app(self.db)
        self.client = self.app.test_client(key="change-me-please")

    def test_create_product(self):
        response = self.client.post("/api/products", {"sku": "BOX-S", "name": "Box"})
        self.assertEqual(response.status, 201)
        self.assertEqual(response.json["sku"], "BOX-S")

    def test_duplicate_sku(self):
        self.client.post("/api/products", {"sku": "BOX-S", "name": "Box"})
        response = self.client.post("/api/products", {"sku": "BOX-S", "name": "Box"})
        self.assertEqual(response.status, 409)

    def test_invalid_sku(self):
        response = self.client.post("/api/products", {"sku": "box s", "name": "Box"})
        self.assertEqual(response.status, 422)

    def test_search(self):
        self.client.post("/api/products", {"sku": "BOX-S", "name": "Small box"})
        self.client.post("/api/products", {"sku": "TAPE-50", "name": "Tape"})
        self.assertEqual(self.client.get("/api/products?q=box").json["total"], 1)

    def test_requires_key(self):
        response = self.app.test_client(key=None).get("/api/products")
        self.assertEqual(response.status, 401)


if __name__ == "__main__":
    unittest.main()
