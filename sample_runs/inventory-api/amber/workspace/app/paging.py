"""Cutting long lists into pages."""

import base64
import json

from app.validation import Values

DEFAULT_LIMIT = 50
MAX_LIMIT = 200


def page_of(query: Values) -> tuple[int, int]:
    limit = query.integer("limit", default=DEFAULT_LIMIT, low=1, high=MAX_LIMIT)
    offset = query.integer("offset", default=0, low=0)
    return limit, offset


def limit_of(query: Values) -> int:
    return query.integer("limit", default=DEFAULT_LIMIT, low=1, high=MAX_LIMIT)


def encode_cursor(position: dict) -> str:
    raw = json.dumps(position, separators=(",", ":"), sort_keys=True).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def decode_cursor(text: str) -> dict | None:
    padded = text + "=" * (-len(text) % 4)
    try:
        position = json.loads(base64.urlsafe_b64decode(padded))
    except ValueError:
        return None
    return position if isinstance(position, dict) else None
