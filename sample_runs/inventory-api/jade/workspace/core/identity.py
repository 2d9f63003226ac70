"""Keys and roles."""

from __future__ import annotations

import enum
import hashlib
import secrets
from dataclasses import dataclass

from core.errors import ForbiddenError


class Role(enum.IntEnum):
    READ = 1
    WRITE = 2
    ADMIN = 3

    @classmethod
    def parse(cls, text: str) -> "Role":
        return cls[text.upper()]


@dataclass(frozen=True)
class Identity:
    id: int
    name: str
    role: Role

    def needs(self, role: Role) -> None:
        if self.role < role:
            raise ForbiddenError(f"Role {role.name.lower()} required")


def generate() -> str:
    return secrets.token_hex(24)


def fingerprint(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
