"""Loads example_data.json through the domain, so that the audit trail is complete."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core import Identity, Movement, MovementKind, Product, Role, Supplier  # noqa: E402
from service.application import build_application  # noqa: E402


def main() -> None:
    data = json.loads(Path(__file__).with_name("example_data.json").read_text(encoding="utf-8"))
    application = build_application()
    with application.database.unit_of_work() as gateway:
        domain = application.domain(gateway, Identity(0, "seed", Role.ADMIN))
        suppliers = [domain.catalog.add_supplier(Supplier(**entry)) for entry in data["suppliers"]]
        for entry in data["products"]:
            amount = entry.pop("stock")
            entry["supplier_id"] = suppliers[entry.pop("supplier")].id
            product = domain.catalog.add_product(Product(**entry))
            domain.stock.book(Movement(product.id, MovementKind.IN, amount, "opening stock"))
    print(f"Loaded {len(data['products'])} products.")


if __name__ == "__main__":
    main()
