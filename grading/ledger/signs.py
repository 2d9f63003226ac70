"""Who graded, and from where: what tells whether somebody else sits here now."""

from grading.ledger.store import Ledger

_GRADED = "rubric IS NOT NULL"
"""Figures are taken from folders, in the name of whoever the settings name."""


class Signs:
    """What the decisions of a ledger say of those who took them."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.here = ledger.machine
        """Who is logged in now, and where."""

    def last_of(self, *reviewers: str) -> str:
        """Which of these reviewers has graded last; nothing where none has."""
        wanted = ", ".join("?" * len(reviewers))
        return self._one(f"reviewer IN ({wanted})", "reviewer", reviewers)

    def before(self, reviewer: str) -> str:
        """From where a reviewer has graded last, where it never was from here; else nothing."""
        if self._one("reviewer = ? AND machine = ?", "id", (reviewer, self.here)):
            return ""
        return self._one("reviewer = ? AND machine != ''", "machine", (reviewer,))

    def _one(self, condition: str, column: str, values: tuple[str, ...]) -> str:
        sql = f"SELECT {column} FROM decisions WHERE {_GRADED} AND {condition} ORDER BY id DESC LIMIT 1"
        found = self._ledger.query(tuple[str], sql, values)
        return found[0][0] if found else ""
