import unittest

from orderdesk import money, tax
from orderdesk.models import Line


class Money(unittest.TestCase):
    def test_text_becomes_cents(self):
        self.assertEqual(money.parse("12"), 1200)
        self.assertEqual(money.parse("12.5"), 1250)
        self.assertEqual(money.parse("0.07"), 7)

    def test_what_is_not_an_amount_is_refused(self):
        for text in ["", "-1", "1,50", "1.505", "abc"]:
            with self.subTest(text), self.assertRaises(money.BadAmount):
                money.parse(text)

    def test_cents_become_text(self):
        self.assertEqual(money.show(1250), "12.50")
        self.assertEqual(money.show(-7), "-0.07")


class Vat(unittest.TestCase):
    def test_vat_is_rounded_half_up(self):
        self.assertEqual(tax.vat_in(1190, 19), 190)
        self.assertEqual(tax.vat_in(1999, 19), 319)
        self.assertEqual(tax.vat_in(500, 0), 0)

    def test_an_unknown_category_names_the_known_ones(self):
        with self.assertRaisesRegex(tax.UnknownRate, "reduced, standard, zero"):
            tax.rate_for("luxury")

    def test_summary_adds_up_per_rate(self):
        lines = [Line("a", "A", 1, 1190, 19), Line("b", "B", 2, 535, 7), Line("c", "C", 1, 1190, 19)]
        self.assertEqual(
            tax.summary(lines),
            [{"rate": 19, "gross": 2380, "vat": 380}, {"rate": 7, "gross": 1070, "vat": 70}],
        )
