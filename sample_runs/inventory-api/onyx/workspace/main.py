"""Inventory API: routing and start.

Run with: python3 main.py
"""

import json
import re
import sys
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import api_keys
import api_orders
import api_products
import api_reports
import api_stock
import api_suppliers
import settings
import store
from http_kit import HttpError, parse_json

STATIC = Path(__file__).parent / "static"

LEVELS = {"read": 1, "write": 2, "admin": 3}

# method, path, function, role
ROUTES = [
    ("GET", r"/api/products", api_products.list_products, "read"),
    ("POST", r"/api/products", api_products.create_product, "write"),
    ("GET", r"/api/products/(\d+)", api_products.get_product, "read"),
    ("PATCH", r"/api/products/(\d+)", api_products.update_product, "write"),
    ("DELETE", r"/api/products/(\d+)", api_products.delete_product, "write"),
    ("GET", r"/api/suppliers", api_suppliers.list_suppliers, "read"),
    ("POST", r"/api/suppliers", api_suppliers.create_supplier, "write"),
    ("GET", r"/api/suppliers/(\d+)", api_suppliers.get_supplier, "read"),
    ("PATCH", r"/api/suppliers/(\d+)", api_suppliers.update_supplier, "write"),
    ("DELETE", r"/api/suppliers/(\d+)", api_suppliers.delete_supplier, "write"),
    ("GET", r"/api/movements", api_stock.list_movements, "read"),
    ("POST", r"/api/movements", api_stock.create_movement, "write"),
    ("GET", r"/api/orders", api_orders.list_orders, "read"),
    ("POST", r"/api/orders", api_orders.create_order, "write"),
    ("GET", r"/api/orders/(\d+)", api_orders.get_order, "read"),
    ("POST", r"/api/orders/(\d+)/send", api_orders.send_order, "write"),
    ("POST", r"/api/orders/(\d+)/receive", api_orders.receive_order, "write"),
    ("POST", r"/api/orders/(\d+)/cancel", api_orders.cancel_order, "write"),
    ("GET", r"/api/reports/low-stock", api_reports.low_stock, "read"),
    ("GET", r"/api/keys", api_keys.list_keys, "admin"),
    ("POST", r"/api/keys", api_keys.create_key, "admin"),
    ("DELETE", r"/api/keys/(\d+)", api_keys.delete_key, "admin"),
]


class Request:
    """What an API function gets."""

    def __init__(self, args, query, body, key):
        self.args = args
        self.query = query
        self.body = body
        self.key = key


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.handle_request()

    def do_POST(self):
        self.handle_request()

    def do_PATCH(self):
        self.handle_request()

    def do_DELETE(self):
        self.handle_request()

    def handle_request(self):
        url = urlparse(self.path)
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            if url.path == "/health":
                store.get("SELECT 1")
                self.send_json(200, {"status": "ok"})
                return
            if self.command == "GET" and url.path in ("/", "/index.html"):
                self.send_page()
                return
            status, data = self.run_route(url, raw)
            self.send_json(status, data)
        except HttpError as error:
            self.send_json(error.status, error.payload())
        except Exception:
            traceback.print_exc()
            self.send_json(500, {"error": {"code": "internal_error", "message": "Internal server error"}})

    def run_route(self, url, raw):
        key = self.authenticate()
        for method, pattern, function, role in ROUTES:
            if method != self.command:
                continue
            match = re.fullmatch(pattern, url.path)
            if not match:
                continue
            if LEVELS[key["role"]] < LEVELS[role]:
                raise HttpError(403, "forbidden", f"Requires role {role}")
            query = {name: values[0] for name, values in parse_qs(url.query).items()}
            args = [int(value) for value in match.groups()]
            return function(Request(args, query, parse_json(raw), key))
        raise HttpError(404, "not_found", "Not found")

    def authenticate(self):
        key = self.headers.get("X-Api-Key")
        if not key:
            raise HttpError(401, "unauthorized", "Missing X-Api-Key")
        row = store.get("SELECT id, name, role FROM api_keys WHERE key_hash = ?", (store.hash_key(key),))
        if not row:
            raise HttpError(401, "unauthorized", "Invalid API key")
        return row

    def send_json(self, status, data):
        body = b"" if data is None else json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def send_page(self):
        body = (STATIC / "index.html").read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format, *args):
        sys.stdout.write("%s %s\n" % (self.address_string(), format % args))
        sys.stdout.flush()


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64


def main():
    store.create_schema()
    server = Server((settings.HOST, settings.PORT), Handler)
    print(f"Inventory API on http://{settings.HOST}:{server.server_port}", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print("shutting down")
    finally:
        server.server_close()


if __name__ == "__main__":
    main()
