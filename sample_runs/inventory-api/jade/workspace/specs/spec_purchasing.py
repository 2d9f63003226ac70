import unittest

from core import Catalog, ConflictError, Order, OrderLine, OrderStatus, Product, Purchasing, Stock, Supplier
from core.journal import Journal
from specs.memory_gateway import MemoryGateway


class PurchasingSpec(unittest.TestCase):
    def setUp(self):
        self.gateway = MemoryGateway()
        journal = Journal(self.gateway, "spec")
        catalog = Catalog(self.gateway, journal)
        self.purchasing = Purchasing(self.gateway, Stock(self.gateway, journal), journal)
        supplier = catalog.add_supplier(Supplier("Alder & Sons")).id
        self.hinge = catalog.add_product(Product("HINGE-80", "Hinge")).id
        self.order = self.purchasing.draft(Order(supplier, [OrderLine(self.hinge, 10, 240)]))

    def test_it_receives_in_parts(self):
        self.purchasing.send(self.order.id)
        self.assertEqual(self.purchasing.receive(self.order.id, {self.hinge: 4}).status, OrderStatus.PARTIAL)
        self.assertEqual(self.purchasing.receive(self.order.id, None).status, OrderStatus.RECEIVED)
        self.assertEqual(self.gateway.product(self.hinge).stock, 10)

    def test_it_is_not_received_twice(self):
        self.purchasing.send(self.order.id)
        self.purchasing.receive(self.order.id, None)
        with self.assertRaises(ConflictError):
            self.purchasing.receive(self.order.id, None)

    def test_it_does_not_cancel_what_has_arrived(self):
        self.purchasing.send(self.order.id)
        self.purchasing.receive(self.order.id, None)
        with self.assertRaises(ConflictError):
            self.purchasing.cancel(self.order.id)
