"""What handlers share: declared fields, and checking data against the declaration."""

import re

from inventory.problems import invalid

NOTHING = object()


class Text:
    def __init__(self, longest=200, pattern=None, default=NOTHING, null=False):
        self.longest = longest
        self.pattern = pattern
        self.default = default
        self.null = null

    def problem(self, value):
        if value is None and self.null:
            return None
        if not isinstance(value, str) or not value.strip():
            return "a text is needed"
        if len(value) > self.longest:
            return "at most %d characters" % self.longest
        if any(ord(character) < 32 or ord(character) == 127 for character in value):
            return "no control characters"
        if self.pattern and not re.fullmatch(self.pattern, value):
            return "wrong form"
        return None


class Number:
    def __init__(self, low, high=1_000_000_000, default=NOTHING, null=False):
        self.low = low
        self.high = high
        self.default = default
        self.null = null

    def problem(self, value):
        if value is None and self.null:
            return None
        if type(value) is not int:
            return "a whole number is needed"
        if not self.low <= value <= self.high:
            return "must be in %d…%d" % (self.low, self.high)
        return None


class OneOf:
    def __init__(self, *values, default=NOTHING):
        self.values = values
        self.default = default

    def problem(self, value):
        if value not in self.values:
            return "one of: %s" % ", ".join(self.values)
        return None


class ListOf:
    def __init__(self, fields, most=100):
        self.fields = fields
        self.most = most
        self.default = NOTHING

    def problem(self, value):
        if not isinstance(value, list) or not 1 <= len(value) <= self.most:
            return "a list with 1 to %d entries is needed" % self.most
        for entry in value:
            if not isinstance(entry, dict):
                return "entries must be objects"
            problems = check(self.fields, entry)[1]
            if problems:
                name, text = next(iter(problems.items()))
                return "%s: %s" % (name, text)
        return None


def check(fields, data, partial=False):
    """(values, problems) of data under a declaration."""
    values = {}
    problems = {name: "unknown field" for name in data if name not in fields}
    for name, field in fields.items():
        if name not in data:
            if partial:
                continue
            if field.default is NOTHING:
                problems[name] = "is needed"
            else:
                values[name] = field.default
            continue
        problem = field.problem(data[name])
        if problem:
            problems[name] = problem
        else:
            values[name] = data[name]
    return values, problems


class Handler:
    routes = []

    def __init__(self, session, query, data, key):
        self.session = session
        self.query = query
        self.data = data
        self.key = key

    @classmethod
    def body_optional(cls, action):
        return False

    def fields(self, declaration, partial=False):
        values, problems = check(declaration, self.data, partial)
        if problems:
            raise invalid(**problems)
        return values

    def filters(self, declaration):
        data = {}
        for name, text in self.query.items():
            whole = isinstance(declaration.get(name), Number) and re.fullmatch(r"[0-9]{1,10}", text)
            data[name] = int(text) if whole else text
        values, problems = check(declaration, data)
        if problems:
            raise invalid(**problems)
        return values
