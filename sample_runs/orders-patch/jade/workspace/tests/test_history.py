from orderdesk.api import handle

from .test_service import DeskCase


class History(DeskCase):
    def kinds(self):
        _, answer = handle(self.desk, "GET", "/orders/1/history")
        return [event["kind"] for event in answer["events"]]

    def test_a_refund_before_the_shipment_stands_before_it(self):
        self.place(300, 100)
        self.desk.pay(1)
        self.desk.refund(1, 100, "")
        self.desk.ship(1)
        self.assertEqual(self.kinds(), ["placed", "paid", "refunded", "shipped"])

    def test_a_cancelled_order_says_so(self):
        self.place(300)
        self.desk.cancel(1)
        self.assertEqual(self.kinds(), ["placed", "cancelled"])

    def test_nobody_knows_order_five(self):
        self.assertEqual(handle(self.desk, "GET", "/orders/5/history")[0], 404)
