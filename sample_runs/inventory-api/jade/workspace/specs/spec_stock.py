import unittest

from core import Catalog, ConflictError, Movement, MovementKind, Product, Stock, ValidationError
from core.journal import Journal
from specs.memory_gateway import MemoryGateway


class StockSpec(unittest.TestCase):
    def setUp(self):
        self.gateway = MemoryGateway()
        journal = Journal(self.gateway, "spec")
        self.stock = Stock(self.gateway, journal)
        self.hinge = Catalog(self.gateway, journal).add_product(Product("HINGE-80", "Hinge")).id

    def test_it_adds_and_removes(self):
        self.stock.book(Movement(self.hinge, MovementKind.IN, 5))
        self.stock.book(Movement(self.hinge, MovementKind.OUT, 2))
        self.assertEqual(self.gateway.product(self.hinge).stock, 3)

    def test_it_refuses_to_go_below_zero(self):
        with self.assertRaises(ConflictError) as caught:
            self.stock.book(Movement(self.hinge, MovementKind.OUT, 1))
        self.assertEqual(caught.exception.code, "insufficient_stock")

    def test_it_wants_a_reason_for_adjustments(self):
        with self.assertRaises(ValidationError) as caught:
            self.stock.book(Movement(self.hinge, MovementKind.ADJUST, 4))
        self.assertIn("reason", caught.exception.fields)

    def test_it_writes_the_audit_trail(self):
        self.stock.book(Movement(self.hinge, MovementKind.IN, 5))
        self.assertEqual([entry.entity for entry in self.gateway.audit_rows], ["product", "movement"])
