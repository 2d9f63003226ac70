import unittest

from orderdesk import refunds
from orderdesk.models import Line, Order


def order_of(*gross, rate=19):
    lines = [Line(f"sku{i}", f"Thing {i}", 1, cents, rate) for i, cents in enumerate(gross)]
    return Order(id=1, customer="Ida Berg", lines=lines, placed_at="2025-03-01T09:00:00+00:00")


class Split(unittest.TestCase):
    def test_a_refund_is_spread_by_price(self):
        self.assertEqual(refunds.split(order_of(3000, 1000), 400), [300, 100])

    def test_one_line_takes_it_all(self):
        self.assertEqual(refunds.split(order_of(1999), 1234), [1234])

    def test_odd_cents_go_to_the_first_lines(self):
        self.assertEqual(refunds.split(order_of(1999, 1999, 1999), 1000), [334, 333, 333])

    def test_a_second_refund_goes_by_what_is_left(self):
        order = order_of(1000, 1000)
        order.lines[0].refunded = 900
        self.assertEqual(refunds.split(order, 110), [10, 100])


class Booking(unittest.TestCase):
    def test_a_refund_is_booked_on_order_and_lines(self):
        order = order_of(1190, 1190)
        booked = refunds.refund(order, 1190, "too late", "2025-03-02T10:00:00+00:00")
        self.assertEqual((booked.amount, booked.vat, booked.shares), (1190, 190, [595, 595]))
        self.assertEqual([line.refunded for line in order.lines], [595, 595])
        self.assertEqual(order.refundable, 1190)

    def test_more_than_is_left_is_refused(self):
        order = order_of(1000)
        refunds.refund(order, 600, "", "2025-03-02T10:00:00+00:00")
        with self.assertRaises(refunds.BadRefund):
            refunds.refund(order, 401, "", "2025-03-03T10:00:00+00:00")

    def test_nothing_is_refused(self):
        with self.assertRaises(refunds.BadRefund):
            refunds.refund(order_of(1000), 0, "", "2025-03-02T10:00:00+00:00")

    def test_refunding_cent_by_cent_empties_every_line(self):
        order = order_of(199, 333, 1, 70)
        for _ in range(order.gross):
            refunds.refund(order, 1, "", "2025-03-02T10:00:00+00:00")
            self.assertTrue(all(line.refunded <= line.gross for line in order.lines))
        self.assertEqual([line.left for line in order.lines], [0, 0, 0, 0])

    def test_a_full_refund_in_steps_returns_the_vat_that_was_charged(self):
        order = order_of(1999, 1999, 1999)
        for amount in (1000, 3, 2500, order.gross - 3503):
            refunds.refund(order, amount, "", "2025-03-02T10:00:00+00:00")
        self.assertEqual(sum(each.vat for each in order.refunds), sum(line.vat for line in order.lines))
