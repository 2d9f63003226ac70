"""API keys, for admins."""

from app import audit, auth
from app.db import now
from app.errors import Conflict, NotFound
from app.router import router
from app.web import Context, Response

COLUMNS = "id, name, role, created_at, revoked_at"


def load(ctx: Context, key_id: int) -> dict:
    row = ctx.db.execute(f"SELECT {COLUMNS} FROM api_keys WHERE id = ?", (key_id,)).fetchone()
    if row is None:
        raise NotFound(f"there is no key {key_id}")
    return dict(row)


@router.add("POST", "/api/keys", "admin")
def create(ctx: Context) -> Response:
    values = ctx.request.json()
    name = values.text("name", longest=60)
    role = values.choice("role", auth.ROLES)
    values.done()

    text = auth.new_key()
    cursor = ctx.db.execute(
        "INSERT INTO api_keys (name, role, digest, created_at) VALUES (?, ?, ?, ?)",
        (name, role, auth.digest(text), now()),
    )
    key = load(ctx, cursor.lastrowid)
    audit.record(ctx, "create", "key", key["id"], after=key)
    return Response.json(key | {"key": text}, 201)


@router.add("GET", "/api/keys", "admin")
def index(ctx: Context) -> Response:
    rows = ctx.db.execute(f"SELECT {COLUMNS} FROM api_keys ORDER BY id")
    return Response.json({"items": [dict(row) for row in rows]})


@router.add("DELETE", "/api/keys/{id}", "admin")
def revoke(ctx: Context) -> Response:
    before = load(ctx, ctx.params["id"])
    if before["revoked_at"]:
        raise Conflict("this key is revoked already", code="revoked")
    if before["id"] == ctx.caller.id:
        raise Conflict("a key cannot revoke itself", code="own_key")
    ctx.db.execute("UPDATE api_keys SET revoked_at = ? WHERE id = ?", (now(), before["id"]))
    audit.record(ctx, "revoke", "key", before["id"], before, load(ctx, before["id"]))
    return Response(204)
