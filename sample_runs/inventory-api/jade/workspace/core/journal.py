"""Writes the audit trail for the domain services."""

from __future__ import annotations

from dataclasses import asdict, is_dataclass
from typing import Any

from core.entities import AuditEntry
from core.ports import Gateway


class Journal:
    def __init__(self, gateway: Gateway, actor: str) -> None:
        self._gateway = gateway
        self._actor = actor

    def note(self, action: str, entity: str, entity_id: int, before: Any = None, after: Any = None) -> None:
        self._gateway.add_audit(
            AuditEntry(self._actor, action, entity, entity_id, snapshot(before), snapshot(after))
        )


def snapshot(value: Any) -> dict | None:
    """A copy that later changes of the entity do not reach."""
    if value is None or isinstance(value, dict):
        return value
    if is_dataclass(value):
        return asdict(value)
    raise TypeError(f"cannot take a snapshot of {type(value).__name__}")
