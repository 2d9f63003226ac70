"""What a handler sees of HTTP."""

import json
import sqlite3
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from app.errors import BadRequest
from app.validation import Values


@dataclass
class Request:
    method: str
    target: str
    headers: dict = field(default_factory=dict)
    body: bytes = b""

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    def query(self) -> Values:
        pairs = parse_qs(urlsplit(self.target).query, keep_blank_values=True)
        return Values({name: values[-1] for name, values in pairs.items()}, from_query=True)

    def json(self, *, empty_ok=False) -> Values:
        if empty_ok and not self.body.strip():
            return Values({})
        try:
            data = json.loads(self.body.decode("utf-8"))
        except ValueError:
            raise BadRequest("the body is not JSON") from None
        if not isinstance(data, dict):
            raise BadRequest("the body must be a JSON object")
        return Values(data)


@dataclass
class Response:
    status: int = 200
    body: bytes = b""
    content_type: str = "application/json; charset=utf-8"
    headers: dict = field(default_factory=dict)

    @classmethod
    def json(cls, data, status=200, headers=None) -> "Response":
        return cls(status, json.dumps(data, ensure_ascii=False).encode(), headers=headers or {})


@dataclass
class Caller:
    id: int
    name: str
    role: str


@dataclass
class Context:
    """One request, on its way through a handler."""

    request: Request
    db: sqlite3.Connection
    caller: Caller
    params: dict
