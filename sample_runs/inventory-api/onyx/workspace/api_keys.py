"""API keys (admin only)."""

import secrets

import store
from http_kit import conflict, invalid, not_found, text


def list_keys(request):
    return 200, {"items": store.query("SELECT id, name, role, created_at FROM api_keys ORDER BY id")}


def create_key(request):
    name = text(request.body, "name")
    role = text(request.body, "role")
    if role not in ("read", "write", "admin"):
        raise invalid(role="one of read, write, admin")
    key = secrets.token_urlsafe(32)
    key_id = store.execute(
        "INSERT INTO api_keys (name, role, key_hash) VALUES (?, ?, ?)", (name, role, store.hash_key(key))
    )
    return 201, {"id": key_id, "name": name, "role": role, "key": key}


def delete_key(request):
    key_id = request.args[0]
    if key_id == request.key["id"]:
        raise conflict("own_key", "You cannot delete your own key")
    if not store.get("SELECT id FROM api_keys WHERE id = ?", (key_id,)):
        raise not_found("Key")
    store.execute("DELETE FROM api_keys WHERE id = ?", (key_id,))
    return 204, None
