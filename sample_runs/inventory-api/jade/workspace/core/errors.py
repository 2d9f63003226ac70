"""Errors of the domain. Adapters decide how they are shown."""

from __future__ import annotations


class DomainError(Exception):
    code = "domain_error"

    def __init__(self, message: str, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if code is not None:
            self.code = code


class MissingError(DomainError):
    code = "not_found"


class ConflictError(DomainError):
    code = "conflict"


class ForbiddenError(DomainError):
    code = "forbidden"


class UnknownKeyError(DomainError):
    code = "unauthorized"


class ValidationError(DomainError):
    code = "invalid"

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__("Validation failed")
        self.fields = fields
