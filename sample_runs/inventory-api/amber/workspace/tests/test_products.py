from tests.helpers import ServiceCase


class Products(ServiceCase):
    def test_a_new_product_has_defaults_and_no_stock(self):
        data = self.ok("POST", "/api/products", {"sku": "NUT-M8", "name": "Nut"})
        self.assertEqual((data["unit"], data["reorder_level"], data["stock"]), ("piece", 0, 0))

    def test_a_sku_is_unique(self):
        self.product("NUT-M8")
        self.refused(409, "duplicate_sku", "POST", "/api/products", {"sku": "NUT-M8", "name": "Another"})

    def test_all_complaints_come_at_once(self):
        body = {"sku": "nut", "name": " ", "reorder_level": True, "supplier_id": 99, "colour": "red"}
        fields = self.refused(422, "invalid", "POST", "/api/products", body)["fields"]
        self.assertEqual(set(fields), {"sku", "name", "reorder_level", "supplier_id", "colour"})

    def test_search_takes_wildcards_literally(self):
        self.ok("POST", "/api/products", {"sku": "TAPE-1", "name": "Tape 100% cotton"})
        self.ok("POST", "/api/products", {"sku": "TAPE-2", "name": "Tape 100 m"})
        found = self.ok("GET", "/api/products?q=100%25")
        self.assertEqual([item["sku"] for item in found["items"]], ["TAPE-1"])

    def test_pages(self):
        for number in range(5):
            self.product(f"PART-{number}")
        page = self.ok("GET", "/api/products?limit=2&offset=4")
        self.assertEqual(([item["sku"] for item in page["items"]], page["total"]), (["PART-4"], 5))
        self.refused(422, "invalid", "GET", "/api/products?limit=201")

    def test_delete_only_without_movements(self):
        unused, used = self.product("NUT-M6"), self.product("NUT-M8", stock=1)
        self.ok("DELETE", f"/api/products/{unused}")
        self.refused(404, "not_found", "GET", f"/api/products/{unused}")
        self.refused(409, "in_use", "DELETE", f"/api/products/{used}")


class Suppliers(ServiceCase):
    def test_change_and_read_back(self):
        supplier = self.supplier()
        self.ok("PATCH", f"/api/suppliers/{supplier}", {"email": "a@b.example"})
        self.assertEqual(self.ok("GET", f"/api/suppliers/{supplier}")["email"], "a@b.example")

    def test_delete_only_while_nothing_refers_to_it(self):
        free, used = self.supplier("Free"), self.supplier("Used")
        self.product(supplier_id=used)
        self.ok("DELETE", f"/api/suppliers/{free}")
        self.refused(409, "in_use", "DELETE", f"/api/suppliers/{used}")
