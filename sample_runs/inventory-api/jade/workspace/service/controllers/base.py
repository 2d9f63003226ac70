"""What every controller works with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Callable

from core.errors import ValidationError
from core.identity import Role
from service.settings import Settings


@dataclass
class Call:
    domain: Any
    settings: Settings
    ids: list[int]
    query: dict[str, str]
    body: dict

    def number(self, name: str, default: int | None = None) -> int | None:
        text = self.query.get(name)
        if text is None:
            return default
        if not text.isdigit():
            raise ValidationError({name: "must be a number"})
        return int(text)

    def limit(self) -> int:
        limit = self.number("limit", self.settings.page_size)
        if not 1 <= limit <= self.settings.max_page_size:
            raise ValidationError({"limit": f"1-{self.settings.max_page_size}"})
        return limit

    def only(self, *names: str) -> dict:
        unknown = set(self.body) - set(names)
        if unknown:
            raise ValidationError({name: "unknown field" for name in sorted(unknown)})
        return dict(self.body)


@dataclass(frozen=True)
class Route:
    method: str
    pattern: re.Pattern
    role: Role
    action: Callable[[Call], tuple[int, Any]]


def route(method: str, path: str, role: Role, action: Callable[[Call], tuple[int, Any]]) -> Route:
    return Route(method, re.compile(path.replace("{id}", r"(\d+)")), role, action)
