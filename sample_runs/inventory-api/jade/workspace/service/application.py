"""Wires the domain to its adapters."""

from __future__ import annotations

from dataclasses import dataclass

from core import Catalog, Identity, Purchasing, Reporting, Role, Stock
from core.errors import UnknownKeyError
from core.identity import fingerprint
from core.journal import Journal
from service.controllers import ROUTES
from service.persistence.sqlite_gateway import SqliteDatabase, SqliteGateway
from service.settings import Settings, load_settings


@dataclass
class Domain:
    """The domain services of one request."""

    gateway: SqliteGateway
    identity: Identity
    journal: Journal
    catalog: Catalog
    stock: Stock
    purchasing: Purchasing
    reporting: Reporting


class Application:
    def __init__(self, settings: Settings, database: SqliteDatabase) -> None:
        self.settings = settings
        self.database = database
        self.routes = ROUTES

    def authenticate(self, key: str | None) -> Identity:
        if not key:
            raise UnknownKeyError("X-Api-Key header missing")
        with self.database.unit_of_work() as gateway:
            row = gateway.key_by_fingerprint(fingerprint(key))
        if row is None:
            raise UnknownKeyError("Unknown API key")
        return Identity(row["id"], row["name"], Role.parse(row["role"]))

    def domain(self, gateway: SqliteGateway, identity: Identity) -> Domain:
        journal = Journal(gateway, identity.name)
        stock = Stock(gateway, journal)
        return Domain(
            gateway=gateway,
            identity=identity,
            journal=journal,
            catalog=Catalog(gateway, journal),
            stock=stock,
            purchasing=Purchasing(gateway, stock, journal),
            reporting=Reporting(gateway),
        )


def build_application(settings: Settings | None = None) -> Application:
    settings = settings or load_settings()
    database = SqliteDatabase(settings.database)
    database.migrate()
    if settings.admin_key:
        with database.unit_of_work() as gateway:
            if not gateway.has_admin():
                gateway.add_key("admin", "admin", fingerprint(settings.admin_key))
    return Application(settings, database)
