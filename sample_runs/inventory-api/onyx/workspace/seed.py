"""Example data. Does nothing when there are products already."""

import store
from api_stock import change_stock

SUPPLIERS = ["Norra Parts", "Meyer Verpackung", "Cable & Co"]

PRODUCTS = [
    ("BOX-S", "Shipping box S", 100, 2, 240),
    ("BOX-M", "Shipping box M", 100, 2, 80),
    ("BOX-L", "Shipping box L", 50, 2, 61),
    ("TAPE-50", "Packing tape 50 mm", 24, 2, 12),
    ("LABEL-A6", "Label A6", 500, 2, 1500),
    ("CAB-C-1M", "Charging cable 1 m", 40, 3, 95),
    ("CAB-C-2M", "Charging cable 2 m", 40, 3, 31),
    ("PLUG-EU", "Power plug EU", 30, 3, 30),
    ("SCREW-M3", "Screw M3", 1000, 1, 4200),
    ("NUT-M3", "Nut M3", 1000, 1, 900),
    ("SPRING-12", "Spring 12 mm", 60, 1, 75),
    ("GASKET-4", "Gasket 4 mm", 80, 1, 0),
]


def main():
    store.create_schema()
    if store.get("SELECT id FROM products"):
        print("seed: products exist, nothing to do")
        return
    for name in SUPPLIERS:
        store.execute("INSERT INTO suppliers (name) VALUES (?)", (name,))
    for sku, name, reorder_level, supplier_id, stock in PRODUCTS:
        product_id = store.execute(
            "INSERT INTO products (sku, name, reorder_level, supplier_id) VALUES (?, ?, ?, ?)",
            (sku, name, reorder_level, supplier_id),
        )
        if stock:
            change_stock(product_id, "in", stock, "seed")
    print(f"seed: {len(SUPPLIERS)} suppliers, {len(PRODUCTS)} products")


if __name__ == "__main__":
    main()
