"""HTTP: everything between the socket and a handler."""

import json
import logging
import re
import secrets
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from inventory import security
from inventory.handlers import HANDLERS
from inventory.problems import Problem

LARGEST_BODY = 64 * 1024
PUBLIC = Path(__file__).with_name("public")
PAGES = {
    "/": (PUBLIC / "index.html", "text/html; charset=utf-8"),
    "/page.js": (PUBLIC / "page.js", "text/javascript; charset=utf-8"),
}
ALWAYS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

log = logging.getLogger("inventory")
log.setLevel(logging.INFO)


class Exchange(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 20
    key_name = "-"

    def version_string(self):
        return "inventory"

    # One entry for all methods; http.server looks for do_<METHOD>.

    def do_GET(self):
        self.answer()

    def do_POST(self):
        self.answer()

    def do_PATCH(self):
        self.answer()

    def do_DELETE(self):
        self.answer()

    def do_PUT(self):
        self.answer()

    def answer(self):
        self.key_name = "-"
        path = urlsplit(self.path).path
        try:
            body = self.read_body()
            if self.command == "GET" and path in PAGES:
                file, content_type = PAGES[path]
                self.reply(200, file.read_bytes(), content_type)
                return
            if path == "/health":
                if self.command != "GET":
                    raise Problem(405, "method_not_allowed", "GET only", headers={"Allow": "GET"})
                self.reply_json(200, {"status": "ok"})
                return
            status, data = self.dispatch(path, body)
            self.reply_json(status, data)
        except Problem as problem:
            self.reply_json(problem.status, problem.as_json(), problem.headers)
        except Exception:
            reference = secrets.token_hex(4)
            log.exception("reference %s", reference)
            problem = Problem(500, "internal", "something failed, reference %s" % reference)
            self.reply_json(500, problem.as_json())

    def dispatch(self, path, body):
        key = self.identify()
        self.key_name = key["name"]
        handler_class, action, needed, numbers = self.find(path)
        if not security.may(key["role"], needed):
            raise Problem(403, "forbidden", "this needs a key with the role %s" % needed)
        query = self.read_query()
        data = None
        if self.command in ("POST", "PATCH"):
            data = self.parse(body, may_be_empty=handler_class.body_optional(action))
        with self.server.storage.session(key["name"], writes=self.command != "GET") as session:
            handler = handler_class(session, query, data, key)
            return getattr(handler, action)(*numbers)

    def identify(self):
        address = self.client_address[0]
        limit = self.server.limit
        seconds = limit.wait_for(address)
        if seconds:
            raise Problem(429, "too_many_wrong_keys", "wait", headers={"Retry-After": str(seconds)})
        text = self.headers.get("X-Api-Key", "")
        if not text:
            raise Problem(401, "unauthorized", "X-Api-Key is missing")
        row = self.server.storage.find_key(text) if len(text) <= 200 else None
        if row is None:
            limit.count(address)
            raise Problem(401, "unauthorized", "this key is not known")
        return {"id": row["id"], "name": row["name"], "role": row["role"]}

    def find(self, path):
        allowed = set()
        for handler_class in HANDLERS:
            for method, pattern, action, needed in handler_class.routes:
                match = re.fullmatch(pattern.replace("#", "([0-9]{1,9})"), path)
                if not match:
                    continue
                if method == self.command:
                    return handler_class, action, needed, [int(group) for group in match.groups()]
                allowed.add(method)
        if allowed:
            allow = ", ".join(sorted(allowed))
            raise Problem(405, "method_not_allowed", "allowed here: %s" % allow, headers={"Allow": allow})
        raise Problem(404, "not_found", "no such path")

    def read_query(self):
        pairs = parse_qsl(urlsplit(self.path).query, keep_blank_values=True)
        query = dict(pairs)
        if len(query) != len(pairs):
            raise Problem(422, "invalid", "a name appears twice in the query", {})
        return query

    def read_body(self):
        length = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers or not length.isascii() or not length.isdigit():
            self.close_connection = True
            raise Problem(400, "bad_request", "a body needs a plain Content-Length")
        if int(length) > LARGEST_BODY:
            self.close_connection = True
            raise Problem(413, "too_large", "at most %d bytes" % LARGEST_BODY)
        return self.rfile.read(int(length))

    @staticmethod
    def parse(body, may_be_empty):
        if may_be_empty and not body:
            return {}

        def unique(pairs):
            data = dict(pairs)
            if len(data) != len(pairs):
                raise ValueError("a name appears twice")
            return data

        def no_constant(name):
            raise ValueError(name)

        try:
            data = json.loads(body.decode("utf-8"), object_pairs_hook=unique, parse_constant=no_constant)
        except (ValueError, RecursionError):
            raise Problem(400, "bad_request", "the body is not proper JSON") from None
        if not isinstance(data, dict):
            raise Problem(400, "bad_request", "the body must be an object")
        return data

    def reply_json(self, status, data, headers=()):
        body = b"" if data is None else json.dumps(data).encode("utf-8")
        self.reply(status, body, "application/json; charset=utf-8", headers)

    def reply(self, status, body, content_type, headers=()):
        self.send_response(status)
        for name, value in {**ALWAYS, **dict(headers)}.items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def send_error(self, code, message=None, explain=None):
        # Called by http.server for requests it cannot read; its own answer would be HTML.
        self.close_connection = True
        self.reply_json(code, Problem(code, "bad_request", "this request cannot be read").as_json())

    def log_request(self, code="-", size="-"):
        # self.path may be missing when the request line could not be read
        path = urlsplit(getattr(self, "path", "-")).path
        log.info("%s %s %s %s", getattr(self, "command", "-"), path, code, self.key_name)

    def log_error(self, format, *args):
        log.info("closed: " + format, *args)


class InventoryServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, settings, storage):
        self.storage = storage
        self.limit = security.WrongKeyLimit()
        super().__init__((settings.host, settings.port), Exchange)
