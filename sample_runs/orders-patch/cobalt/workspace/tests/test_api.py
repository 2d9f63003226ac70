import io

from orderdesk import cli
from orderdesk.api import handle

from .test_service import DeskCase

MUG = {"sku": "mug", "title": "Mug", "quantity": 2, "unit": "9.50"}


class Endpoints(DeskCase):
    def test_an_order_can_be_placed_and_read(self):
        status, placed = handle(self.desk, "POST", "/orders", {"customer": "Ida Berg", "lines": [MUG]})
        self.assertEqual((status, placed["gross"]), (201, "19.00"))
        self.assertEqual(handle(self.desk, "GET", "/orders/1"), (200, placed))

    def test_orders_are_listed_newest_first(self):
        self.place(100)
        self.place(200)
        _, answer = handle(self.desk, "GET", "/orders")
        self.assertEqual([order["id"] for order in answer["orders"]], [2, 1])

    def test_a_refund_answers_with_its_shares(self):
        self.place(300, 100)
        handle(self.desk, "POST", "/orders/1/pay")
        status, booked = handle(self.desk, "POST", "/orders/1/refund", {"amount": "2.00"})
        self.assertEqual((status, booked["shares"]), (201, ["1.50", "0.50"]))

    def test_faults_have_their_status(self):
        self.place(100)
        self.assertEqual(handle(self.desk, "GET", "/orders/9")[0], 404)
        self.assertEqual(handle(self.desk, "GET", "/elsewhere")[0], 404)
        self.assertEqual(handle(self.desk, "POST", "/orders/1/ship")[0], 409)
        self.assertEqual(handle(self.desk, "POST", "/orders", {"customer": "Ida Berg"})[0], 400)

    def test_history(self):
        self.place(300, 100)
        handle(self.desk, "POST", "/orders/1/pay")
        handle(self.desk, "POST", "/orders/1/refund", {"amount": "1.00"})
        status, answer = handle(self.desk, "GET", "/orders/1/history")
        self.assertEqual(status, 200)
        self.assertEqual([e["kind"] for e in answer["events"]], ["placed", "paid", "refunded"])

    def test_history_of_unknown_order(self):
        self.assertEqual(handle(self.desk, "GET", "/orders/5/history")[1]["error"], "there is no order 5")


class CommandLine(DeskCase):
    def run_cli(self, *args):
        out, err = io.StringIO(), io.StringIO()
        code = cli.main(["--store", str(self.path), *args], out=out, err=err)
        return code, out.getvalue(), err.getvalue()

    def test_an_order_goes_through_the_commands(self):
        self.assertEqual(self.run_cli("place", "Ida Berg", "mug:Mug:2:9.50:standard")[0], 0)
        self.assertEqual(self.run_cli("pay", "1")[0], 0)
        self.assertEqual(self.run_cli("refund", "1", "4.00")[1], "refunded 4.00, VAT 0.64\n")
        self.assertIn("VAT 19 %: 3.03", self.run_cli("show", "1")[1])

    def test_a_fault_is_one_line(self):
        code, out, err = self.run_cli("pay", "3")
        self.assertEqual((code, out, err), (1, "", "orderdesk: there is no order 3\n"))
