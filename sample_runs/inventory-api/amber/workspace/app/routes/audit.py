"""Reading the audit trail. Writing it is app/audit.py."""

from app.audit import unpack
from app.paging import limit_of
from app.router import router
from app.web import Context, Response

ENTITIES = ("product", "supplier", "movement", "order", "key")


@router.add("GET", "/api/audit", "admin")
def index(ctx: Context) -> Response:
    query = ctx.request.query()
    limit = limit_of(query)
    entity = query.choice("entity", ENTITIES, default=None)
    entity_id = query.integer("entity_id", default=None, low=1)
    query.done()
    rows = ctx.db.execute(
        """
        SELECT * FROM audit
        WHERE (:entity IS NULL OR entity = :entity) AND (:entity_id IS NULL OR entity_id = :entity_id)
        ORDER BY id DESC LIMIT :limit
        """,
        {"entity": entity, "entity_id": entity_id, "limit": limit},
    )
    items = [dict(row) | {"before": unpack(row["before"]), "after": unpack(row["after"])} for row in rows]
    return Response.json({"items": items})
