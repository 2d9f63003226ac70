"""HTTP adapter on top of http.server."""

from __future__ import annotations

import json
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from core.errors import ConflictError, DomainError, ForbiddenError, MissingError, UnknownKeyError, ValidationError
from service.application import Application
from service.controllers.base import Call

_PAGE = Path(__file__).parent / "web" / "index.html"

_STATUS: dict[type[DomainError], int] = {
    UnknownKeyError: 401,
    ForbiddenError: 403,
    MissingError: 404,
    ConflictError: 409,
    ValidationError: 422,
}


class RequestHandler(BaseHTTPRequestHandler):
    application: Application

    def do_GET(self) -> None:
        self._handle()

    def do_POST(self) -> None:
        self._handle()

    def do_PATCH(self) -> None:
        self._handle()

    def do_DELETE(self) -> None:
        self._handle()

    def _handle(self) -> None:
        url = urlsplit(self.path)
        try:
            if url.path == "/health":
                self._send(200, {"status": "ok"})
            elif url.path == "/":
                self._send_page()
            else:
                self._route(url.path, url.query)
        except DomainError as error:
            payload = {"code": error.code, "message": error.message}
            if isinstance(error, ValidationError):
                payload["fields"] = error.fields
            self._send(_STATUS.get(type(error), 400), {"error": payload})
        except Exception:
            traceback.print_exc()
            self._send(500, {"error": {"code": "internal", "message": "Internal error"}})

    def _route(self, path: str, query: str) -> None:
        identity = self.application.authenticate(self.headers.get("X-Api-Key"))
        allowed: list[str] = []
        for route in self.application.routes:
            match = route.pattern.fullmatch(path)
            if not match:
                continue
            if route.method != self.command:
                allowed.append(route.method)
                continue
            identity.needs(route.role)
            body = self._read_json()
            if body is None:
                return
            with self.application.database.unit_of_work() as gateway:
                call = Call(
                    domain=self.application.domain(gateway, identity),
                    settings=self.application.settings,
                    ids=[int(group) for group in match.groups()],
                    query={name: values[-1] for name, values in parse_qs(query).items()},
                    body=body,
                )
                status, data = route.action(call)
            self._send(status, data)
            return
        if allowed:
            self._send(
                405,
                {"error": {"code": "method_not_allowed", "message": "Method not allowed"}},
                {"Allow": ", ".join(sorted(allowed))},
            )
        else:
            self._send(404, {"error": {"code": "not_found", "message": "No such resource"}})

    def _read_json(self) -> dict | None:
        length = int(self.headers.get("Content-Length") or 0)
        if length > self.application.settings.max_body:
            self._send(413, {"error": {"code": "too_large", "message": "Body too large"}})
            return None
        raw = self.rfile.read(length)
        if not raw:
            return {}
        try:
            data = json.loads(raw)
        except ValueError:
            data = None
        if not isinstance(data, dict):
            self._send(400, {"error": {"code": "bad_request", "message": "JSON object expected"}})
            return None
        return data

    def _send_page(self) -> None:
        content = _PAGE.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _send(self, status: int, data: object, headers: dict[str, str] | None = None) -> None:
        content = b"" if data is None else json.dumps(data).encode()
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def serve(application: Application) -> None:
    handler = type("BoundHandler", (RequestHandler,), {"application": application})
    address = (application.settings.host, application.settings.port)
    with ThreadingHTTPServer(address, handler) as server:
        print(f"Stockroom is listening on http://{address[0]}:{server.server_port}", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print("Bye.")
