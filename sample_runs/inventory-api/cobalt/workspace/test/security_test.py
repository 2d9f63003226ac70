import os
import sqlite3
import stat

from inventory.settings import Settings, SettingsError
from support import ROOT_KEY, ServerTest


class SecurityTest(ServerTest):
    def make_key(self, role):
        return self.request("POST", "/api/keys", {"name": role, "role": role})[1]

    def test_weak_admin_key_stops_the_start(self):
        for key in ("", "short", "a" * 40):
            with self.assertRaises(SettingsError):
                Settings("127.0.0.1", 0, "unused.db", key)

    def test_no_key_is_readable_in_the_database(self):
        key = self.make_key("read")["key"]
        connection = sqlite3.connect(self.database)
        dump = "\n".join(connection.iterdump())
        connection.close()
        self.assertNotIn(key, dump)
        self.assertNotIn(ROOT_KEY, dump)
        self.assertEqual(stat.S_IMODE(os.stat(self.database).st_mode), 0o600)

    def test_roles(self):
        read, write = self.make_key("read")["key"], self.make_key("write")["key"]
        product = {"sku": "FUSE-10A", "name": "Fuse"}
        self.assertEqual(self.request("POST", "/api/products", product, read)[0], 403)
        self.assertEqual(self.request("POST", "/api/products", product, write)[0], 201)
        self.assertEqual(self.request("GET", "/api/products", key=read)[0], 200)
        self.assertEqual(self.request("GET", "/api/keys", key=write)[0], 403)
        self.assertEqual(self.request("GET", "/api/audit", key=write)[0], 403)

    def test_revoked_key_is_dead(self):
        key = self.make_key("write")
        self.assertEqual(self.request("DELETE", "/api/keys/%d" % key["id"])[0], 204)
        self.assertEqual(self.request("GET", "/api/products", key=key["key"])[0], 401)

    def test_ten_wrong_keys_lock_the_address(self):
        for _ in range(10):
            self.assertEqual(self.request("GET", "/api/products", key="wrong")[0], 401)
        self.assertEqual(self.request("GET", "/api/products")[0], 429)
        self.assertGreater(int(self.headers["Retry-After"]), 0)

    def test_bodies_that_are_refused(self):
        cases = [
            (413, b" " * 70_000),
            (400, b"[]"),
            (400, b'{"sku": "A-1", "sku": "A-2", "name": "x"}'),
            (400, b'{"sku": "A-1", "name": "x", "reorder_level": NaN}'),
            (422, b'{"sku": "A-1", "name": "x", "reorder_level": true}'),
            (422, b'{"sku": "A-1", "name": "x", "stock": 100}'),
        ]
        for status, raw in cases:
            with self.subTest(raw=raw[:40]):
                self.assertEqual(self.request("POST", "/api/products", raw=raw)[0], status)
