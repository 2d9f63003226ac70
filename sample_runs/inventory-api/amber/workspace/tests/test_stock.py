import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from app import db
from tests.helpers import ServiceCase


class Movements(ServiceCase):
    def test_in_out_and_adjust_add_up(self):
        bolt = self.product()
        self.move(bolt, "in", 10)
        self.move(bolt, "out", 3)
        self.move(bolt, "adjust", -2, "counted")
        self.assertEqual(self.stock(bolt), 5)

    def test_out_never_goes_below_zero(self):
        bolt = self.product(stock=5)
        body = {"product_id": bolt, "kind": "out", "quantity": 6}
        self.refused(409, "insufficient_stock", "POST", "/api/movements", body)
        self.assertEqual(self.stock(bolt), 5)

    def test_adjust_never_goes_below_zero(self):
        bolt = self.product(stock=5)
        body = {"product_id": bolt, "kind": "adjust", "quantity": -6, "reason": "counted"}
        self.refused(409, "insufficient_stock", "POST", "/api/movements", body)

    def test_ten_requests_at_once_share_what_is_there(self):
        bolt = self.product(stock=10)
        body = {"product_id": bolt, "kind": "out", "quantity": 4}
        with ThreadPoolExecutor(10) as pool:
            answers = list(pool.map(lambda _: self.call("POST", "/api/movements", body)[0], range(10)))
        self.assertEqual(sorted(answers), [201] * 2 + [409] * 8)
        self.assertEqual(self.stock(bolt), 2)

    def test_quantities_that_make_no_sense(self):
        bolt = self.product()
        for kind, quantity in (("in", 0), ("out", -1), ("adjust", 0), ("in", 1.5), ("lost", 1)):
            with self.subTest(kind=kind, quantity=quantity):
                body = {"product_id": bolt, "kind": kind, "quantity": quantity, "reason": "test"}
                self.refused(422, "invalid", "POST", "/api/movements", body)

    def test_an_adjustment_needs_a_reason(self):
        body = {"product_id": self.product(), "kind": "adjust", "quantity": 1}
        self.assertIn("reason", self.refused(422, "invalid", "POST", "/api/movements", body)["fields"])

    def test_the_database_refuses_to_change_a_movement(self):
        self.product(stock=5)
        with closing(db.connect(self.config.db_path)) as connection:
            for statement in ("UPDATE movements SET delta = 50", "DELETE FROM movements"):
                with self.assertRaisesRegex(sqlite3.IntegrityError, "never"):
                    connection.execute(statement)


class LowStock(ServiceCase):
    def test_order_shortfall_and_what_is_on_order(self):
        supplier = self.supplier()
        self.product("FULL", stock=9, reorder_level=5)
        edge = self.product("EDGE", stock=5, reorder_level=5)
        short = self.product("SHORT", stock=1, reorder_level=5)
        lines = [{"product_id": short, "quantity": 20, "unit_cost_cents": 1}]
        order = self.ok("POST", "/api/orders", {"supplier_id": supplier, "lines": lines})
        self.ok("POST", f"/api/orders/{order['id']}/send")
        items = self.ok("GET", "/api/reports/low-stock")["items"]
        seen = [(item["product_id"], item["shortfall"], item["on_order"]) for item in items]
        self.assertEqual(seen, [(short, 4, 20), (edge, 0, 0)])
