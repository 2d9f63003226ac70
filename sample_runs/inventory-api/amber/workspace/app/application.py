"""One request from beginning to end, without a socket: tests call handle() directly."""

import logging
from contextlib import closing

from app import auth, db, pages
from app import routes  # noqa: F401  (registers the handlers)
from app.config import Config, ConfigError
from app.errors import ApiError
from app.router import router
from app.web import Context, Request, Response

log = logging.getLogger("inventory")


class Application:
    def __init__(self, config: Config):
        self.config = config

    def prepare(self) -> None:
        with closing(db.connect(self.config.db_path)) as connection:
            db.migrate(connection)
            if self.config.admin_key:
                auth.bootstrap(connection, self.config.admin_key)
            elif not connection.execute("SELECT 1 FROM api_keys WHERE revoked_at IS NULL").fetchone():
                raise ConfigError("no key in the database yet: set INVENTORY_ADMIN_KEY")

    def handle(self, request: Request) -> Response:
        try:
            return self._open(request) or self._api(request)
        except ApiError as error:
            return Response.json(error.body(), error.status, error.headers)
        except Exception:
            log.exception("%s %s failed", request.method, request.path)
            return Response.json({"error": {"code": "internal", "message": "something went wrong here"}}, 500)

    def _open(self, request: Request) -> Response | None:
        """What needs no key: the health check and the page."""
        if request.method != "GET":
            return None
        if request.path == "/health":
            with closing(db.connect(self.config.db_path)) as connection:
                connection.execute("SELECT 1 FROM products LIMIT 1").fetchone()
            return Response.json({"status": "ok"})
        return pages.find(request.path)

    def _api(self, request: Request) -> Response:
        with closing(db.connect(self.config.db_path)) as connection:
            if request.path.startswith("/api/"):
                caller = auth.identify(connection, request.headers.get("x-api-key"))
            else:
                caller = None
            route, params = router.find(request.method, request.path)
            auth.require(caller, route.role)
            context = Context(request, connection, caller, params)
            if route.method == "GET":
                return route.handler(context)
            with db.writing(connection):
                return route.handler(context)
