"""Fills an empty database with something to look at: python3 -m scripts.seed"""

import sys
from contextlib import closing

from app import db
from app.config import Config

SUPPLIERS = [
    ("Nordlager", "orders@nordlager.example", "+49 40 5550 100"),
    ("Kleinteile Roth", "roth@kleinteile.example", None),
    ("Harbour Electric", "sales@harbour.example", "+44 20 5550 199"),
]

# SKU, name, unit, reorder level, supplier (index above), stock
PRODUCTS = [
    ("BOLT-M6", "Bolt M6 × 30", "piece", 200, 1, 640),
    ("BOLT-M8", "Bolt M8 × 40", "piece", 200, 1, 150),
    ("NUT-M8", "Nut M8", "piece", 300, 1, 310),
    ("WASH-M8", "Washer M8", "piece", 300, 1, 0),
    ("BEAR-6204", "Ball bearing 6204", "piece", 12, 0, 9),
    ("BELT-A42", "V-belt A42", "piece", 4, 0, 6),
    ("OIL-68", "Slideway oil 68", "litre", 20, 0, 45),
    ("CABLE-3X15", "Cable 3 × 1.5 mm²", "metre", 100, 2, 75),
    ("FUSE-10A", "Fuse 10 A", "piece", 30, 2, 88),
    ("RELAY-24", "Relay 24 V", "piece", 10, 2, 3),
    ("GLOVE-9", "Work gloves, size 9", "pair", 15, 0, 22),
]


def main() -> int:
    config = Config.from_env()
    with closing(db.connect(config.db_path)) as connection:
        db.migrate(connection)
        if connection.execute("SELECT 1 FROM products").fetchone():
            print(f"seed: {config.db_path} has products already, nothing done", file=sys.stderr)
            return 1
        with db.writing(connection):
            fill(connection)
    print(f"seed: {len(SUPPLIERS)} suppliers and {len(PRODUCTS)} products in {config.db_path}")
    return 0


def fill(connection) -> None:
    at = db.now()
    supplier_ids = []
    for name, email, phone in SUPPLIERS:
        cursor = connection.execute(
            "INSERT INTO suppliers (name, email, phone, created_at) VALUES (?, ?, ?, ?)", (name, email, phone, at)
        )
        supplier_ids.append(cursor.lastrowid)
    for sku, name, unit, level, supplier, stock in PRODUCTS:
        cursor = connection.execute(
            "INSERT INTO products (sku, name, unit, reorder_level, supplier_id, created_at) VALUES (?, ?, ?, ?, ?, ?)",
            (sku, name, unit, level, supplier_ids[supplier], at),
        )
        if stock:
            connection.execute(
                "INSERT INTO movements (product_id, kind, delta, reason, at) VALUES (?, 'in', ?, 'first count', ?)",
                (cursor.lastrowid, stock, at),
            )


if __name__ == "__main__":
    sys.exit(main())
