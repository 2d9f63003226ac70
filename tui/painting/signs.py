"""The sign that says how a file stands beside the other side's."""

from typing import Final

from grading.compare.tree import FilePair, Status

MARKS: Final = {
    Status.SAME: "=",
    Status.CHANGED: "≠",
    Status.ONLY_A: "A",
    Status.ONLY_B: "B",
    Status.MOVED: "→",
    Status.COUNTERPART: "≈",
}
"""The sign of each status; a suggestion has a question mark instead."""
SUGGESTION: Final = "?"


def mark(file: FilePair) -> str:
    """The sign of a file."""
    return SUGGESTION if file.is_suggestion else MARKS[file.status]
