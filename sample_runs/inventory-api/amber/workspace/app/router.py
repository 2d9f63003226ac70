"""Paths to handlers. A route also says which role it needs."""

import re
from dataclasses import dataclass
from typing import Callable

from app.errors import MethodNotAllowed, NotFound


@dataclass(frozen=True)
class Route:
    method: str
    pattern: re.Pattern
    handler: Callable
    role: str


class Router:
    def __init__(self):
        self.routes: list[Route] = []

    def add(self, method: str, path: str, role: str):
        """@router.add("GET", "/api/products/{id}", "read"); {id} matches digits only."""
        pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[0-9]{1,12})", path))

        def register(handler):
            self.routes.append(Route(method, pattern, handler, role))
            return handler

        return register

    def find(self, method: str, path: str) -> tuple[Route, dict]:
        allowed = set()
        for route in self.routes:
            match = route.pattern.fullmatch(path)
            if match is None:
                continue
            if route.method == method:
                return route, {name: int(value) for name, value in match.groupdict().items()}
            allowed.add(route.method)
        if allowed:
            raise MethodNotAllowed(allowed)
        raise NotFound("there is nothing here")


router = Router()
