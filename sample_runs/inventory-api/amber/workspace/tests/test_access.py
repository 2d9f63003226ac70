import json
import threading
import urllib.request

from app.server import make_server
from tests.helpers import ADMIN, ServiceCase


class Keys(ServiceCase):
    def key(self, role):
        return self.ok("POST", "/api/keys", {"name": role, "role": role})

    def test_no_key_and_wrong_key(self):
        self.refused(401, "unauthorized", "GET", "/api/products", key=None)
        self.refused(401, "unauthorized", "GET", "/api/products", key="guess")

    def test_what_each_role_may_do(self):
        read, write = self.key("read")["key"], self.key("write")["key"]
        body = {"sku": "NUT-M8", "name": "Nut"}
        self.refused(403, "forbidden", "POST", "/api/products", body, key=read)
        self.ok("POST", "/api/products", body, key=write)
        self.ok("GET", "/api/products", key=read)
        self.refused(403, "forbidden", "GET", "/api/audit", key=write)

    def test_a_key_is_shown_once_and_dies_when_revoked(self):
        key = self.key("read")
        self.assertNotIn(key["key"], json.dumps(self.ok("GET", "/api/keys")))
        self.ok("DELETE", f"/api/keys/{key['id']}")
        self.refused(401, "unauthorized", "GET", "/api/products", key=key["key"])


class Audit(ServiceCase):
    def test_a_write_makes_one_entry_with_both_sides(self):
        product = self.product(reorder_level=1)
        self.ok("PATCH", f"/api/products/{product}", {"reorder_level": 7})
        newest, oldest = self.ok("GET", f"/api/audit?entity=product&entity_id={product}")["items"]
        self.assertEqual((oldest["action"], oldest["before"]), ("create", None))
        self.assertEqual((newest["before"]["reorder_level"], newest["after"]["reorder_level"]), (1, 7))
        self.assertEqual(newest["key_name"], "bootstrap")

    def test_a_refused_write_makes_none(self):
        product = self.product()
        count = len(self.ok("GET", "/api/audit")["items"])
        self.call("POST", "/api/movements", {"product_id": product, "kind": "out", "quantity": 1})
        self.assertEqual(len(self.ok("GET", "/api/audit")["items"]), count)


class Http(ServiceCase):
    def test_bodies_that_are_not_objects(self):
        for body in (b"{", b"[1]", b"\xff"):
            self.refused(400, "bad_request", "POST", "/api/products", body)

    def test_over_a_socket(self):
        server = make_server(self.application, verbose=False)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        self.addCleanup(server.server_close)
        self.addCleanup(thread.join)
        self.addCleanup(server.shutdown)
        base = f"http://127.0.0.1:{server.server_address[1]}"
        with urllib.request.urlopen(f"{base}/") as page:
            self.assertIn(b"<table", page.read())
        request = urllib.request.Request(f"{base}/api/products", headers={"X-Api-Key": ADMIN})
        with urllib.request.urlopen(request) as answer:
            self.assertEqual(json.load(answer)["items"], [])
