"""Entities and value objects."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field


class MovementKind(str, enum.Enum):
    IN = "in"
    OUT = "out"
    ADJUST = "adjust"


class OrderStatus(str, enum.Enum):
    DRAFT = "draft"
    SENT = "sent"
    PARTIAL = "partial"
    RECEIVED = "received"
    CANCELLED = "cancelled"


@dataclass
class Supplier:
    name: str
    email: str | None = None
    phone: str | None = None
    id: int | None = None


@dataclass
class Product:
    sku: str
    name: str
    unit: str = "pcs"
    reorder_level: int = 0
    supplier_id: int | None = None
    stock: int = 0
    id: int | None = None


@dataclass(frozen=True)
class Movement:
    product_id: int
    kind: MovementKind
    quantity: int
    reason: str | None = None
    order_id: int | None = None
    at: str | None = None
    id: int | None = None

    @property
    def effect(self) -> int:
        return -self.quantity if self.kind is MovementKind.OUT else self.quantity


@dataclass
class OrderLine:
    product_id: int
    quantity: int
    unit_cost_cents: int
    received: int = 0

    @property
    def outstanding(self) -> int:
        return self.quantity - self.received


@dataclass
class Order:
    supplier_id: int
    lines: list[OrderLine] = field(default_factory=list)
    status: OrderStatus = OrderStatus.DRAFT
    id: int | None = None

    @property
    def total_cents(self) -> int:
        return sum(line.quantity * line.unit_cost_cents for line in self.lines)

    @property
    def is_complete(self) -> bool:
        return all(line.outstanding == 0 for line in self.lines)


@dataclass(frozen=True)
class AuditEntry:
    actor: str
    action: str
    entity: str
    entity_id: int
    before: dict | None
    after: dict | None
    at: str | None = None
    id: int | None = None
