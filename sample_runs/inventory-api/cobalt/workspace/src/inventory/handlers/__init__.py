from inventory.handlers.audit_handler import AuditHandler
from inventory.handlers.key_handler import KeyHandler
from inventory.handlers.movement_handler import MovementHandler
from inventory.handlers.order_handler import OrderHandler
from inventory.handlers.product_handler import ProductHandler
from inventory.handlers.report_handler import ReportHandler
from inventory.handlers.supplier_handler import SupplierHandler

HANDLERS = [
    AuditHandler,
    KeyHandler,
    MovementHandler,
    OrderHandler,
    ProductHandler,
    ReportHandler,
    SupplierHandler,
]
