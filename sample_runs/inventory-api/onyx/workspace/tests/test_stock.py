import unittest

from api_stock import StockService
from store import Database


class TestStock(unittest.TestCase):
    def setUp(self):
        self.service = StockService(Database(":memory:"))
        self.product_id = self.service.db.insert("products", sku="BOX-S", name="Box")

    def test_incoming(self):
        self.service.move(self.product_id, "in", 10)
        self.assertEqual(self.service.stock(self.product_id), 10)

    def test_outgoing(self):
        self.service.move(self.product_id, "in", 10)
        self.service.move(self.product_id, "out", 4)
        self.assertEqual(self.service.stock(self.product_id), 6)

    def test_not_enough(self):
        with self.assertRaises(ValueError):
            self.service.move(self.product_id, "out", 1)

    def test_adjust_needs_reason(self):
        with self.assertRaises(ValueError):
            self.service.move(self.product_id, "adjust", 1)


if __name__ == "__main__":
    unittest.main()
