"""Everything that ends a request early."""


class ApiError(Exception):
    status = 500
    code = "internal"

    def __init__(self, message, *, code=None, fields=None, headers=None):
        super().__init__(message)
        self.message = message
        self.code = code or type(self).code
        self.fields = fields
        self.headers = headers or {}

    def body(self) -> dict:
        error = {"code": self.code, "message": self.message}
        if self.fields:
            error["fields"] = self.fields
        return {"error": error}


class BadRequest(ApiError):
    status, code = 400, "bad_request"


class Unauthorized(ApiError):
    status, code = 401, "unauthorized"


class Forbidden(ApiError):
    status, code = 403, "forbidden"


class NotFound(ApiError):
    status, code = 404, "not_found"


class MethodNotAllowed(ApiError):
    status, code = 405, "method_not_allowed"

    def __init__(self, allowed):
        allow = ", ".join(sorted(allowed))
        super().__init__(f"use one of: {allow}", headers={"Allow": allow})


class Conflict(ApiError):
    status, code = 409, "conflict"


class TooLarge(ApiError):
    status, code = 413, "too_large"


class Invalid(ApiError):
    status, code = 422, "invalid"

    def __init__(self, fields):
        super().__init__("some values cannot be used", fields=fields)
