"""The SQLite adapter of core.ports.Gateway."""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Iterator

from core.entities import AuditEntry, Movement, MovementKind, Order, OrderLine, OrderStatus, Product, Supplier

_MIGRATIONS = Path(__file__).parent / "migrations"

_PRODUCT = """
    SELECT p.*, (SELECT COALESCE(SUM(m.effect), 0) FROM movement m WHERE m.product_id = p.id) AS stock
    FROM product p
"""


class SqliteDatabase:
    def __init__(self, path: str) -> None:
        self._path = path

    def migrate(self) -> None:
        connection = self._open()
        try:
            connection.execute("CREATE TABLE IF NOT EXISTS schema_version (name TEXT PRIMARY KEY)")
            done = {row["name"] for row in connection.execute("SELECT name FROM schema_version")}
            for file in sorted(_MIGRATIONS.glob("*.sql")):
                if file.name in done:
                    continue
                connection.executescript(file.read_text(encoding="utf-8"))
                connection.execute("INSERT INTO schema_version (name) VALUES (?)", (file.name,))
        finally:
            connection.close()

    @contextmanager
    def unit_of_work(self) -> Iterator["SqliteGateway"]:
        connection = self._open()
        try:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield SqliteGateway(connection)
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")
        finally:
            connection.close()

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        return connection


class SqliteGateway:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    # -- helpers -------------------------------------------------------------

    def _one(self, sql: str, *values: Any) -> sqlite3.Row | None:
        return self._connection.execute(sql, values).fetchone()

    def _all(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        return self._connection.execute(sql, values).fetchall()

    def _remove(self, table: str, row_id: int) -> bool:
        try:
            self._connection.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
        except sqlite3.IntegrityError:
            return False
        return True

    # -- suppliers -----------------------------------------------------------

    @staticmethod
    def _to_supplier(row: sqlite3.Row) -> Supplier:
        return Supplier(id=row["id"], name=row["name"], email=row["email"], phone=row["phone"])

    def supplier(self, supplier_id: int) -> Supplier | None:
        row = self._one("SELECT * FROM supplier WHERE id = ?", supplier_id)
        return self._to_supplier(row) if row else None

    def suppliers(self) -> list[Supplier]:
        return [self._to_supplier(row) for row in self._all("SELECT * FROM supplier ORDER BY name")]

    def save_supplier(self, supplier: Supplier) -> Supplier:
        if supplier.id is None:
            cursor = self._connection.execute(
                "INSERT INTO supplier (name, email, phone) VALUES (?, ?, ?)",
                (supplier.name, supplier.email, supplier.phone),
            )
            supplier.id = cursor.lastrowid
        else:
            self._connection.execute(
                "UPDATE supplier SET name = ?, email = ?, phone = ? WHERE id = ?",
                (supplier.name, supplier.email, supplier.phone, supplier.id),
            )
        return supplier

    def remove_supplier(self, supplier_id: int) -> bool:
        return self._remove("supplier", supplier_id)

    # -- products ------------------------------------------------------------

    @staticmethod
    def _to_product(row: sqlite3.Row) -> Product:
        return Product(
            id=row["id"],
            sku=row["sku"],
            name=row["name"],
            unit=row["unit"],
            reorder_level=row["reorder_level"],
            supplier_id=row["supplier_id"],
            stock=row["stock"],
        )

    def product(self, product_id: int) -> Product | None:
        row = self._one(_PRODUCT + " WHERE p.id = ?", product_id)
        return self._to_product(row) if row else None

    def product_by_sku(self, sku: str) -> Product | None:
        row = self._one(_PRODUCT + " WHERE p.sku = ?", sku)
        return self._to_product(row) if row else None

    def products(self, text: str, supplier_id: int | None, limit: int, offset: int) -> tuple[list[Product], int]:
        conditions = []
        values: list[Any] = []
        if text:
            conditions.append("(p.sku LIKE ? OR p.name LIKE ?)")
            values += [f"%{text}%", f"%{text}%"]
        if supplier_id is not None:
            conditions.append("p.supplier_id = ?")
            values.append(supplier_id)
        where = " WHERE " + " AND ".join(conditions) if conditions else ""
        total = self._one("SELECT COUNT(*) AS n FROM product p" + where, *values)["n"]
        rows = self._all(_PRODUCT + where + " ORDER BY p.sku LIMIT ? OFFSET ?", *values, limit, offset)
        return [self._to_product(row) for row in rows], total

    def save_product(self, product: Product) -> Product:
        if product.id is None:
            cursor = self._connection.execute(
                "INSERT INTO product (sku, name, unit, reorder_level, supplier_id) VALUES (?, ?, ?, ?, ?)",
                (product.sku, product.name, product.unit, product.reorder_level, product.supplier_id),
            )
            product.id = cursor.lastrowid
        else:
            self._connection.execute(
                "UPDATE product SET sku = ?, name = ?, unit = ?, reorder_level = ?, supplier_id = ? WHERE id = ?",
                (product.sku, product.name, product.unit, product.reorder_level, product.supplier_id, product.id),
            )
        return product

    def remove_product(self, product_id: int) -> bool:
        return self._remove("product", product_id)

    def low_products(self) -> list[Product]:
        rows = self._all(f"SELECT * FROM ({_PRODUCT}) WHERE stock <= reorder_level")
        return [self._to_product(row) for row in rows]

    # -- movements -----------------------------------------------------------

    @staticmethod
    def _to_movement(row: sqlite3.Row) -> Movement:
        return Movement(
            id=row["id"],
            product_id=row["product_id"],
            kind=MovementKind(row["kind"]),
            quantity=row["quantity"],
            reason=row["reason"],
            order_id=row["order_id"],
            at=row["at"],
        )

    def add_movement(self, movement: Movement) -> Movement:
        cursor = self._connection.execute(
            "INSERT INTO movement (product_id, kind, quantity, effect, reason, order_id) VALUES (?, ?, ?, ?, ?, ?)",
            (
                movement.product_id,
                movement.kind.value,
                movement.quantity,
                movement.effect,
                movement.reason,
                movement.order_id,
            ),
        )
        return self._to_movement(self._one("SELECT * FROM movement WHERE id = ?", cursor.lastrowid))

    def movements(self, product_id: int | None, kind: str | None, limit: int) -> list[Movement]:
        rows = self._all(
            "SELECT * FROM movement WHERE (? IS NULL OR product_id = ?) AND (? IS NULL OR kind = ?)"
            " ORDER BY id DESC LIMIT ?",
            product_id, product_id, kind, kind, limit,
        )
        return [self._to_movement(row) for row in rows]

    # -- orders --------------------------------------------------------------

    def _to_order(self, row: sqlite3.Row) -> Order:
        lines = [
            OrderLine(line["product_id"], line["quantity"], line["unit_cost_cents"], line["received"])
            for line in self._all("SELECT * FROM purchase_order_line WHERE order_id = ?", row["id"])
        ]
        return Order(id=row["id"], supplier_id=row["supplier_id"], lines=lines, status=OrderStatus(row["status"]))

    def order(self, order_id: int) -> Order | None:
        row = self._one("SELECT * FROM purchase_order WHERE id = ?", order_id)
        return self._to_order(row) if row else None

    def orders(self, status: str | None) -> list[Order]:
        rows = self._all(
            "SELECT * FROM purchase_order WHERE ? IS NULL OR status = ? ORDER BY id DESC", status, status
        )
        return [self._to_order(row) for row in rows]

    def add_order(self, order: Order) -> Order:
        cursor = self._connection.execute(
            "INSERT INTO purchase_order (supplier_id, status) VALUES (?, ?)", (order.supplier_id, order.status.value)
        )
        order.id = cursor.lastrowid
        for line in order.lines:
            self._connection.execute(
                "INSERT INTO purchase_order_line (order_id, product_id, quantity, unit_cost_cents)"
                " VALUES (?, ?, ?, ?)",
                (order.id, line.product_id, line.quantity, line.unit_cost_cents),
            )
        return order

    def update_order(self, order: Order) -> None:
        self._connection.execute(
            "UPDATE purchase_order SET status = ? WHERE id = ?", (order.status.value, order.id)
        )
        for line in order.lines:
            self._connection.execute(
                "UPDATE purchase_order_line SET received = ? WHERE order_id = ? AND product_id = ?",
                (line.received, order.id, line.product_id),
            )

    def outstanding_by_product(self) -> dict[int, int]:
        rows = self._all(
            """
            SELECT l.product_id, SUM(l.quantity - l.received) AS outstanding
            FROM purchase_order_line l JOIN purchase_order o ON o.id = l.order_id
            WHERE o.status IN ('sent', 'partial') GROUP BY l.product_id
            """
        )
        return {row["product_id"]: row["outstanding"] for row in rows}

    # -- audit ---------------------------------------------------------------

    def add_audit(self, entry: AuditEntry) -> None:
        self._connection.execute(
            "INSERT INTO audit (actor, action, entity, entity_id, before, after) VALUES (?, ?, ?, ?, ?, ?)",
            (
                entry.actor,
                entry.action,
                entry.entity,
                entry.entity_id,
                json.dumps(entry.before) if entry.before is not None else None,
                json.dumps(entry.after) if entry.after is not None else None,
            ),
        )

    def audit(self, entity: str | None, entity_id: int | None, limit: int) -> list[AuditEntry]:
        rows = self._all(
            "SELECT * FROM audit WHERE (? IS NULL OR entity = ?) AND (? IS NULL OR entity_id = ?)"
            " ORDER BY id DESC LIMIT ?",
            entity, entity, entity_id, entity_id, limit,
        )
        return [
            AuditEntry(
                id=row["id"],
                at=row["at"],
                actor=row["actor"],
                action=row["action"],
                entity=row["entity"],
                entity_id=row["entity_id"],
                before=json.loads(row["before"]) if row["before"] else None,
                after=json.loads(row["after"]) if row["after"] else None,
            )
            for row in rows
        ]

    # -- keys ----------------------------------------------------------------

    def key_by_fingerprint(self, fingerprint: str) -> sqlite3.Row | None:
        return self._one("SELECT * FROM api_key WHERE fingerprint = ? AND revoked = 0", fingerprint)

    def has_admin(self) -> bool:
        return self._one("SELECT 1 FROM api_key WHERE role = 'admin' AND revoked = 0") is not None

    def keys(self) -> list[dict]:
        return [dict(row) for row in self._all("SELECT id, name, role, revoked FROM api_key ORDER BY id")]

    def add_key(self, name: str, role: str, fingerprint: str) -> int:
        cursor = self._connection.execute(
            "INSERT INTO api_key (name, role, fingerprint) VALUES (?, ?, ?)", (name, role, fingerprint)
        )
        return cursor.lastrowid

    def revoke_key(self, key_id: int) -> bool:
        cursor = self._connection.execute("UPDATE api_key SET revoked = 1 WHERE id = ? AND revoked = 0", (key_id,))
        return cursor.rowcount == 1
