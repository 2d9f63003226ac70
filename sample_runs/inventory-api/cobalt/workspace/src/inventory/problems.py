class Problem(Exception):
    def __init__(self, status, code, message, fields=None, headers=()):
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.fields = fields
        self.headers = dict(headers)

    def as_json(self):
        error = {"code": self.code, "message": self.message}
        if self.fields is not None:
            error["fields"] = self.fields
        return {"error": error}


def not_found(what, number):
    return Problem(404, "not_found", "no %s %d" % (what, number))


def conflict(code, message):
    return Problem(409, code, message)


def invalid(**fields):
    return Problem(422, "invalid", "check the fields", fields)
