import json
import tempfile
import threading
import unittest
import urllib.error
import urllib.request
from dataclasses import replace
from http.server import ThreadingHTTPServer
from pathlib import Path

from service.application import build_application
from service.http_server import RequestHandler
from service.settings import load_settings


class HttpSpec(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        settings = replace(load_settings(), database=str(Path(folder.name) / "spec.db"), admin_key="spec-key")
        handler = type("SpecHandler", (RequestHandler,), {
            "application": build_application(settings),
            "log_message": lambda *arguments: None,
        })
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)

    def call(self, method, path, data=None, key="spec-key"):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.server.server_port}{path}",
            data=None if data is None else json.dumps(data).encode(),
            headers={"X-Api-Key": key},
            method=method,
        )
        try:
            with urllib.request.urlopen(request) as response:
                return response.status, json.loads(response.read() or b"null")
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    def test_it_creates_and_lists_products(self):
        self.assertEqual(self.call("POST", "/api/products", {"sku": "HINGE-80", "name": "Hinge"})[0], 201)
        self.assertEqual(self.call("GET", "/api/products?q=hinge")[1]["total"], 1)

    def test_it_refuses_unknown_keys(self):
        self.assertEqual(self.call("GET", "/api/products", key="other")[0], 401)

    def test_it_names_invalid_fields(self):
        status, body = self.call("POST", "/api/products", {"sku": "x", "name": "Hinge"})
        self.assertEqual((status, list(body["error"]["fields"])), (422, ["sku"]))
