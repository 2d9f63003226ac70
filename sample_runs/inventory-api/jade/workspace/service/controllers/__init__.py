"""All routes of the service."""

from service.controllers import (
    admin_controller,
    catalog_controller,
    purchasing_controller,
    report_controller,
    stock_controller,
)

ROUTES = (
    catalog_controller.ROUTES
    + stock_controller.ROUTES
    + purchasing_controller.ROUTES
    + report_controller.ROUTES
    + admin_controller.ROUTES
)
