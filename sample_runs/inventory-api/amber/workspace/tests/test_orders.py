from tests.helpers import ServiceCase


class Orders(ServiceCase):
    def setUp(self):
        super().setUp()
        self.bolt, self.nut = self.product("BOLT-M8"), self.product("NUT-M8")
        lines = [
            {"product_id": self.bolt, "quantity": 10, "unit_cost_cents": 12},
            {"product_id": self.nut, "quantity": 5, "unit_cost_cents": 4},
        ]
        created = self.ok("POST", "/api/orders", {"supplier_id": self.supplier(), "lines": lines})
        self.assertEqual((created["status"], created["total_cents"]), ("draft", 140))
        self.path = f"/api/orders/{created['id']}"

    def step(self, action, body=None):
        return self.ok("POST", f"{self.path}/{action}", body)

    def test_receive_everything(self):
        self.step("send")
        self.assertEqual(self.step("receive")["status"], "received")
        self.assertEqual((self.stock(self.bolt), self.stock(self.nut)), (10, 5))

    def test_receive_in_two_deliveries(self):
        self.step("send")
        first = self.step("receive", {"lines": [{"product_id": self.bolt, "quantity": 7}]})
        self.assertEqual((first["status"], self.stock(self.bolt)), ("partial", 7))
        self.assertEqual(self.step("receive")["status"], "received")
        self.assertEqual((self.stock(self.bolt), self.stock(self.nut)), (10, 5))

    def test_receiving_twice_is_refused_and_books_nothing(self):
        self.step("send")
        self.step("receive")
        self.refused(409, "wrong_status", "POST", f"{self.path}/receive")
        self.assertEqual(self.stock(self.bolt), 10)

    def test_more_than_ordered_leaves_nothing_behind(self):
        self.step("send")
        lines = [{"product_id": self.nut, "quantity": 5}, {"product_id": self.bolt, "quantity": 11}]
        self.refused(409, "more_than_ordered", "POST", f"{self.path}/receive", {"lines": lines})
        self.assertEqual((self.stock(self.nut), self.ok("GET", self.path)["status"]), (0, "sent"))

    def test_a_draft_cannot_be_received(self):
        self.refused(409, "wrong_status", "POST", f"{self.path}/receive")

    def test_cancel_from_sent_but_not_from_partial(self):
        self.step("send")
        self.step("receive", {"lines": [{"product_id": self.bolt, "quantity": 1}]})
        self.refused(409, "wrong_status", "POST", f"{self.path}/cancel")
