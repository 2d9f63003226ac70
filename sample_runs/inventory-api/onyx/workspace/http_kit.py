"""Small helpers around requests: errors and checks."""

import json


class HttpError(Exception):
    def __init__(self, status, code, message, fields=None):
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.fields = fields

    def payload(self):
        error = {"code": self.code, "message": self.message}
        if self.fields:
            error["fields"] = self.fields
        return {"error": error}


def not_found(what):
    return HttpError(404, "not_found", f"{what} not found")


def conflict(code, message):
    return HttpError(409, code, message)


def invalid(**fields):
    return HttpError(422, "validation_error", "Invalid input", fields)


def parse_json(raw):
    if not raw:
        return {}
    try:
        data = json.loads(raw)
    except ValueError:
        raise HttpError(400, "bad_json", "Body is not valid JSON")
    if not isinstance(data, dict):
        raise HttpError(400, "bad_json", "Body must be an object")
    return data


def text(body, name, required=True, default=None):
    value = body.get(name)
    if value is None:
        if required:
            raise invalid(**{name: "required"})
        return default
    if not isinstance(value, str) or not value.strip():
        raise invalid(**{name: "must be a non-empty string"})
    return value.strip()


def integer(body, name, required=True, default=None, minimum=None):
    value = body.get(name)
    if value is None:
        if required:
            raise invalid(**{name: "required"})
        return default
    if not isinstance(value, int):
        raise invalid(**{name: "must be an integer"})
    if minimum is not None and value < minimum:
        raise invalid(**{name: f"must be >= {minimum}"})
    return value


def query_int(query, name, default, minimum, maximum):
    raw = query.get(name)
    if raw is None:
        return default
    try:
        value = int(raw)
    except ValueError:
        raise invalid(**{name: "must be an integer"})
    return max(minimum, min(maximum, value))
