"""Reading values from a body or a query, with all complaints in one answer."""

import re

from app.errors import Invalid

_MISSING = object()


class Values:
    """Take the fields one by one, then call done(): what was not taken is an unknown field."""

    def __init__(self, data: dict, *, from_query=False):
        self.data = data
        self.from_query = from_query
        self.problems: dict[str, str] = {}
        self.taken: set[str] = set()

    def has(self, name: str) -> bool:
        return name in self.data

    def _take(self, name, default):
        self.taken.add(name)
        if name in self.data:
            return self.data[name]
        if default is _MISSING:
            self.problems[name] = "is required"
        return default

    def text(self, name, *, default=_MISSING, longest=200, pattern=None, hint=None, nullable=False):
        value = self._take(name, default)
        if name not in self.data or (nullable and value is None):
            return value
        if not isinstance(value, str):
            self.problems[name] = "must be a text"
            return None
        value = value.strip()
        if not value:
            self.problems[name] = "must not be empty"
        elif len(value) > longest:
            self.problems[name] = f"has more than {longest} characters"
        elif pattern and not re.fullmatch(pattern, value):
            self.problems[name] = hint or "has the wrong form"
        return value

    def integer(self, name, *, default=_MISSING, low=None, high=None, nullable=False):
        value = self._take(name, default)
        if name not in self.data or (nullable and value is None):
            return value
        if self.from_query and isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,12}", value):
            value = int(value)
        # bool is an int in Python, and 1.0 is not what the caller meant
        if isinstance(value, bool) or not isinstance(value, int):
            self.problems[name] = "must be a whole number"
            return 0
        if low is not None and value < low:
            self.problems[name] = f"must be at least {low}"
        elif high is not None and value > high:
            self.problems[name] = f"must be at most {high}"
        return value

    def choice(self, name, options, *, default=_MISSING):
        value = self._take(name, default)
        if name in self.data and value not in options:
            self.problems[name] = "must be one of: " + ", ".join(options)
        return value

    def objects(self, name, *, default=_MISSING, most=200) -> list["Values"]:
        value = self._take(name, default)
        if name not in self.data:
            return value if value is not _MISSING else []
        if not isinstance(value, list) or not value:
            self.problems[name] = "must be a list with at least one entry"
            return []
        if len(value) > most:
            self.problems[name] = f"has more than {most} entries"
            return []
        if not all(isinstance(entry, dict) for entry in value):
            self.problems[name] = "must hold objects only"
            return []
        return [Values(entry) for entry in value]

    def collect(self, prefix: str, inner: "Values") -> None:
        """Takes over the complaints of an entry of a list."""
        inner._unknown()
        for name, problem in inner.problems.items():
            self.problems[f"{prefix}.{name}"] = problem

    def complain(self, name: str, problem: str) -> None:
        self.problems[name] = problem

    def _unknown(self) -> None:
        for name in self.data:
            if name not in self.taken:
                self.problems[name] = "is not a known field"

    def done(self) -> None:
        self._unknown()
        if self.problems:
            raise Invalid(self.problems)
