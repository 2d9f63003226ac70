import http.client
import json
import logging
import os
import shutil
import tempfile
import threading
import unittest

from inventory.server import InventoryServer
from inventory.settings import Settings
from inventory.storage import Storage

ROOT_KEY = "0123456789abcdef-root-key"

logging.getLogger("inventory").setLevel(logging.CRITICAL)


class ServerTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, folder)
        self.database = os.path.join(folder, "inventory.db")
        storage = Storage(self.database)
        storage.create()
        storage.ensure_admin(ROOT_KEY)
        self.server = InventoryServer(Settings("127.0.0.1", 0, self.database, ROOT_KEY), storage)
        thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(thread.join)
        self.addCleanup(self.server.shutdown)

    def request(self, method, path, data=None, key=ROOT_KEY, raw=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.server_port, timeout=10)
        try:
            body = raw if raw is not None else None if data is None else json.dumps(data)
            connection.request(method, path, body, {"X-Api-Key": key} if key else {})
            response = connection.getresponse()
            text = response.read()
            self.headers = response.headers
            return response.status, json.loads(text) if text else None
        finally:
            connection.close()

    def new_product(self, stock=0, **fields):
        product = self.request("POST", "/api/products", {"sku": "FUSE-10A", "name": "Fuse", **fields})[1]["id"]
        if stock:
            self.request("POST", "/api/movements", {"product_id": product, "kind": "in", "quantity": stock})
        return product

    def stock(self, product):
        return self.request("GET", "/api/products/%d" % product)[1]["stock"]
