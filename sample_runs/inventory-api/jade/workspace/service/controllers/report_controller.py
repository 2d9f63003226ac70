"""Reports over HTTP."""

from __future__ import annotations

from typing import Any

from core.identity import Role
from service.controllers.base import Call, route


def low_stock(call: Call) -> tuple[int, Any]:
    return 200, {"items": call.domain.reporting.low_stock()}


def stock_value(call: Call) -> tuple[int, Any]:
    return 200, call.domain.reporting.stock_value()


ROUTES = [
    route("GET", "/api/reports/low-stock", Role.READ, low_stock),
    route("GET", "/api/reports/stock-value", Role.READ, stock_value),
]
