"""Domain of the stockroom."""

from core.catalog import Catalog
from core.entities import AuditEntry, Movement, MovementKind, Order, OrderLine, OrderStatus, Product, Supplier
from core.errors import ConflictError, DomainError, MissingError, ValidationError
from core.identity import Identity, Role
from core.purchasing import Purchasing
from core.reporting import Reporting
from core.stock import Stock

__all__ = [
    "AuditEntry", "Catalog", "ConflictError", "DomainError", "Identity", "MissingError", "Movement", "MovementKind",
    "Order", "OrderLine", "OrderStatus", "Product", "Purchasing", "Reporting", "Role", "Stock", "Supplier",
    "ValidationError",
]
