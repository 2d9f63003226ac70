"""Importing this package registers every handler with the router."""

from app.routes import audit, keys, movements, orders, products, reports, suppliers

__all__ = ["audit", "keys", "movements", "orders", "products", "reports", "suppliers"]
