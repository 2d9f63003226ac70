"""API keys. A key is 32 random bytes, so a plain SHA-256 of it is enough to store."""

import hashlib
import secrets
import sqlite3

from app.db import now
from app.errors import Forbidden, Unauthorized
from app.web import Caller

ROLES = ("read", "write", "admin")


def digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8")).hexdigest()


def new_key() -> str:
    return "inv_" + secrets.token_urlsafe(32)


def bootstrap(db: sqlite3.Connection, admin_key: str) -> bool:
    """Stores the first admin key. Does nothing once there is an admin key that works."""
    alive = db.execute("SELECT 1 FROM api_keys WHERE role = 'admin' AND revoked_at IS NULL").fetchone()
    if alive:
        return False
    db.execute(
        "INSERT INTO api_keys (name, role, digest, created_at) VALUES ('bootstrap', 'admin', ?, ?)"
        " ON CONFLICT (digest) DO UPDATE SET revoked_at = NULL",
        (digest(admin_key), now()),
    )
    return True


def identify(db: sqlite3.Connection, key: str | None) -> Caller:
    if not key:
        raise Unauthorized("the header X-Api-Key is missing")
    row = db.execute(
        "SELECT id, name, role FROM api_keys WHERE digest = ? AND revoked_at IS NULL", (digest(key),)
    ).fetchone()
    if row is None:
        raise Unauthorized("this key is not valid")
    return Caller(row["id"], row["name"], row["role"])


def require(caller: Caller, role: str) -> None:
    if ROLES.index(caller.role) < ROLES.index(role):
        raise Forbidden(f"this needs a key with the role {role}")
