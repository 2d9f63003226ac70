"""The static page. A fixed table of files: a path from outside never reaches the file system."""

from pathlib import Path

from app.web import Response

STATIC = Path(__file__).parent / "static"
FILES = {
    "/": ("index.html", "text/html; charset=utf-8"),
    "/app.js": ("app.js", "text/javascript; charset=utf-8"),
    "/style.css": ("style.css", "text/css; charset=utf-8"),
}
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}


def find(path: str) -> Response | None:
    if path not in FILES:
        return None
    name, content_type = FILES[path]
    return Response(200, (STATIC / name).read_bytes(), content_type, dict(HEADERS))
