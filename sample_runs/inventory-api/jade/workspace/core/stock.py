"""Stock movements."""

from __future__ import annotations

from core.entities import Movement, MovementKind
from core.errors import ConflictError, ValidationError
from core.journal import Journal
from core.ports import Gateway


class Stock:
    def __init__(self, gateway: Gateway, journal: Journal) -> None:
        self._gateway = gateway
        self._journal = journal

    def book(self, movement: Movement, *, audited: bool = True) -> Movement:
        self._check(movement)
        product = self._gateway.product(movement.product_id)
        if product is None:
            raise ValidationError({"product_id": "unknown product"})
        if product.stock + movement.effect < 0:
            raise ConflictError(
                f"Only {product.stock} {product.unit} of {product.sku} available", code="insufficient_stock"
            )
        saved = self._gateway.add_movement(movement)
        if audited:
            self._journal.note("create", "movement", saved.id, after=saved)
        return saved

    def movements(self, product_id: int | None, kind: str | None, limit: int) -> list[Movement]:
        return self._gateway.movements(product_id, kind, limit)

    @staticmethod
    def _check(movement: Movement) -> None:
        problems: dict[str, str] = {}
        if not isinstance(movement.quantity, int):
            problems["quantity"] = "must be an integer"
        elif movement.kind is MovementKind.ADJUST:
            if movement.quantity == 0:
                problems["quantity"] = "must not be zero"
            if not movement.reason:
                problems["reason"] = "required for adjustments"
        elif movement.quantity < 1:
            problems["quantity"] = "must be >= 1"
        if problems:
            raise ValidationError(problems)
