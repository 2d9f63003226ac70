"""One JSON file with all orders."""

import json
import os
from dataclasses import asdict
from pathlib import Path

from .models import Event, Line, Order, Refund


class Store:
    """Reads the file when it is needed and replaces it as a whole."""

    def __init__(self, path):
        self.path = Path(path)

    def all(self):
        if not self.path.exists():
            return []
        rows = json.loads(self.path.read_text(encoding="utf-8"))
        return [read_order(row) for row in rows]

    def get(self, order_id):
        for order in self.all():
            if order.id == order_id:
                return order
        return None

    def next_id(self):
        return max((order.id for order in self.all()), default=0) + 1

    def put(self, order):
        orders = [other for other in self.all() if other.id != order.id]
        orders.append(order)
        orders.sort(key=lambda each: each.id)
        text = json.dumps([asdict(each) for each in orders], indent=2, ensure_ascii=False)
        draft = self.path.with_suffix(".draft")
        draft.write_text(text + "\n", encoding="utf-8")
        os.replace(draft, self.path)


def read_order(row):
    return Order(
        id=row["id"],
        customer=row["customer"],
        lines=[Line(**line) for line in row["lines"]],
        placed_at=row["placed_at"],
        status=row["status"],
        paid_at=row["paid_at"],
        shipped_at=row["shipped_at"],
        refunds=[Refund(**refund) for refund in row["refunds"]],
        # Files written by 0.4.0 and before have no events.
        events=[Event(**event) for event in row.get("events", [])],
    )
