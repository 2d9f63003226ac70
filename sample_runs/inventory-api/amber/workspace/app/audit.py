"""The audit trail: one entry per write, in the transaction of that write."""

import json

from app.db import now


def record(ctx, action: str, entity: str, entity_id: int, before=None, after=None) -> None:
    ctx.db.execute(
        "INSERT INTO audit (at, key_name, action, entity, entity_id, before, after) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (now(), ctx.caller.name, action, entity, entity_id, _pack(before), _pack(after)),
    )


def _pack(values) -> str | None:
    return None if values is None else json.dumps(values, ensure_ascii=False, sort_keys=True)


def unpack(text: str | None):
    return None if text is None else json.loads(text)
