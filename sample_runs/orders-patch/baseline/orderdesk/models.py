"""What an order is made of."""

from dataclasses import dataclass, field

from . import tax


@dataclass
class Line:
    sku: str
    title: str
    quantity: int
    unit: int
    vat_rate: int
    refunded: int = 0

    @property
    def gross(self):
        return self.quantity * self.unit

    @property
    def vat(self):
        return tax.vat_in(self.gross, self.vat_rate)


@dataclass
class Refund:
    at: str
    amount: int
    vat: int
    reason: str
    shares: list[int]


@dataclass
class Order:
    id: int
    customer: str
    lines: list[Line]
    placed_at: str
    status: str = "placed"
    paid_at: str | None = None
    shipped_at: str | None = None
    refunds: list[Refund] = field(default_factory=list)

    @property
    def gross(self):
        return sum(line.gross for line in self.lines)

    @property
    def refunded(self):
        return sum(refund.amount for refund in self.refunds)

    @property
    def refundable(self):
        return self.gross - self.refunded
