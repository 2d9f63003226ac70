"""Keys and audit trail over HTTP."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from core.errors import MissingError, ValidationError
from core.identity import Role, fingerprint, generate
from service.controllers.base import Call, route


def list_keys(call: Call) -> tuple[int, Any]:
    return 200, {"items": call.domain.gateway.keys()}


def create_key(call: Call) -> tuple[int, Any]:
    data = call.only("name", "role")
    if data.get("role") not in ("read", "write", "admin"):
        raise ValidationError({"role": "read, write or admin"})
    if not data.get("name"):
        raise ValidationError({"name": "required"})
    key = generate()
    key_id = call.domain.gateway.add_key(data["name"], data["role"], fingerprint(key))
    call.domain.journal.note("create", "key", key_id, after=data)
    return 201, {"id": key_id, **data, "key": key}


def revoke_key(call: Call) -> tuple[int, Any]:
    if not call.domain.gateway.revoke_key(call.ids[0]):
        raise MissingError(f"Key {call.ids[0]} not found")
    call.domain.journal.note("revoke", "key", call.ids[0])
    return 204, None


def list_audit(call: Call) -> tuple[int, Any]:
    entries = call.domain.gateway.audit(call.query.get("entity"), call.number("entity_id"), call.limit())
    return 200, {"items": [asdict(entry) for entry in entries]}


ROUTES = [
    route("GET", "/api/keys", Role.ADMIN, list_keys),
    route("POST", "/api/keys", Role.ADMIN, create_key),
    route("DELETE", "/api/keys/{id}", Role.ADMIN, revoke_key),
    route("GET", "/api/audit", Role.ADMIN, list_audit),
]
