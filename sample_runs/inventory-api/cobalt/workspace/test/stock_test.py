import sqlite3
import threading

from support import ServerTest


class StockTest(ServerTest):
    def test_stock_never_negative(self):
        product = self.new_product(stock=3)
        for kind, quantity in (("out", 4), ("adjust", -4)):
            move = {"product_id": product, "kind": kind, "quantity": quantity, "reason": "count"}
            status, answer = self.request("POST", "/api/movements", move)
            self.assertEqual((status, answer["error"]["code"]), (409, "insufficient_stock"))
        self.assertEqual(self.stock(product), 3)

    def test_parallel_withdrawals(self):
        product = self.new_product(stock=5)
        codes = []

        def take():
            move = {"product_id": product, "kind": "out", "quantity": 2}
            codes.append(self.request("POST", "/api/movements", move)[0])

        threads = [threading.Thread(target=take) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(codes), [201, 201] + [409] * 6)
        self.assertEqual(self.stock(product), 1)

    def test_movements_cannot_be_rewritten(self):
        self.new_product(stock=5)
        connection = sqlite3.connect(self.database)
        self.addCleanup(connection.close)
        for sql in ("UPDATE movement SET quantity = 9", "DELETE FROM movement"):
            with self.assertRaises(sqlite3.IntegrityError):
                connection.execute(sql)

    def test_low_stock(self):
        product = self.new_product(stock=2, reorder_level=10)
        items = self.request("GET", "/api/reports/low-stock")[1]["items"]
        self.assertEqual([(item["product_id"], item["shortfall"]) for item in items], [(product, 8)])


class OrderTest(ServerTest):
    def test_order_is_received_once(self):
        product = self.new_product()
        supplier = self.request("POST", "/api/suppliers", {"name": "Harbour Electric"})[1]["id"]
        line = {"product_id": product, "quantity": 6, "unit_cost_cents": 250}
        status, order = self.request("POST", "/api/orders", {"supplier_id": supplier, "lines": [line]})
        self.assertEqual((status, order["total_cents"]), (201, 1500))
        path = "/api/orders/%d" % order["id"]
        self.assertEqual(self.request("POST", path + "/receive")[0], 409)
        self.assertEqual(self.request("POST", path + "/send")[0], 200)
        self.assertEqual(self.request("POST", path + "/receive")[1]["status"], "received")
        self.assertEqual(self.request("POST", path + "/receive")[0], 409)
        self.assertEqual(self.stock(product), 6)

    def test_every_write_is_in_the_audit_trail(self):
        product = self.new_product(stock=1)
        self.request("PATCH", "/api/products/%d" % product, {"name": "Fuse 10 A"})
        items = self.request("GET", "/api/audit")[1]["items"]
        self.assertEqual(
            [(item["action"], item["entity"]) for item in items],
            [("change", "product"), ("create", "movement"), ("create", "product")],
        )
