"""Movements over HTTP."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from core.entities import Movement, MovementKind
from core.errors import ValidationError
from core.identity import Role
from service.controllers.base import Call, route


def list_movements(call: Call) -> tuple[int, Any]:
    items = call.domain.stock.movements(call.number("product_id"), call.query.get("kind"), call.limit())
    return 200, {"items": [asdict(item) for item in items]}


def create_movement(call: Call) -> tuple[int, Any]:
    data = call.only("product_id", "kind", "quantity", "reason")
    try:
        data["kind"] = MovementKind(data.get("kind"))
    except ValueError:
        raise ValidationError({"kind": "in, out or adjust"}) from None
    missing = {name: "required" for name in ("product_id", "quantity") if name not in data}
    if missing:
        raise ValidationError(missing)
    return 201, asdict(call.domain.stock.book(Movement(**data)))


ROUTES = [
    route("GET", "/api/movements", Role.READ, list_movements),
    route("POST", "/api/movements", Role.WRITE, create_movement),
]
