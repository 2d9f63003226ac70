import tempfile
import unittest
from pathlib import Path

from orderdesk.models import Line
from orderdesk.service import Desk, NotNow, UnknownOrder
from orderdesk.storage import Store


def ticking():
    """A clock that is one minute later each time it is read."""
    minute = 0

    def clock():
        nonlocal minute
        minute += 1
        return f"2025-03-01T09:{minute:02d}:00+00:00"

    return clock


class DeskCase(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "orders.json"
        self.desk = Desk(Store(self.path), clock=ticking())

    def place(self, *cents):
        return self.desk.place("Ida Berg", [Line("mug", "Mug", 1, each, 19) for each in cents])


class Life(DeskCase):
    def test_an_order_is_placed_paid_and_shipped(self):
        self.place(950)
        self.desk.pay(1)
        order = self.desk.ship(1)
        self.assertEqual(order.status, "shipped")
        self.assertEqual(order.paid_at, "2025-03-01T09:02:00+00:00")
        self.assertEqual(order.shipped_at, "2025-03-01T09:03:00+00:00")

    def test_a_paid_order_cannot_be_cancelled(self):
        self.place(950)
        self.desk.pay(1)
        with self.assertRaisesRegex(NotNow, "order 1 is paid"):
            self.desk.cancel(1)

    def test_an_unpaid_order_cannot_be_refunded(self):
        self.place(950)
        with self.assertRaises(NotNow):
            self.desk.refund(1, 100, "")

    def test_the_last_cent_closes_the_order(self):
        self.place(950, 550)
        self.desk.pay(1)
        self.desk.refund(1, 1000, "")
        self.assertEqual(self.desk.order(1).status, "paid")
        self.desk.refund(1, 500, "")
        self.assertEqual(self.desk.order(1).status, "refunded")

    def test_an_unknown_order_is_named(self):
        with self.assertRaisesRegex(UnknownOrder, "no order 7"):
            self.desk.order(7)


class Storage(DeskCase):
    def test_an_order_comes_back_as_it_went(self):
        self.place(950, 500)
        self.desk.pay(1)
        self.desk.refund(1, 290, "chipped")
        again = Store(self.path).get(1)
        self.assertEqual(again, self.desk.order(1))
        self.assertEqual(again.refunds[0].reason, "chipped")

    def test_ids_count_up(self):
        self.assertEqual([self.place(100).id, self.place(200).id], [1, 2])

    def test_no_draft_is_left_behind(self):
        self.place(100)
        self.assertEqual([each.name for each in self.path.parent.iterdir()], ["orders.json"])
