"""What evidence quotes of a snapshot, whatever its place says."""

from pathlib import Path

import pytest

from grading.marks.events import Evidence
from grading.quoting import Quotes
from grading.runs.snapshot import take_in
from grading.runs.vault import Vault
from tests.builders import write_files

NOT_THERE = "the lines are not in the snapshot"


@pytest.mark.parametrize(
    ("place", "first", "lines", "why"),
    [
        ("app.py:2", 2, ("two",), ""),
        ("app.py:2-3", 2, ("two", "three"), ""),
        ("app.py:3-9", 3, ("three", ""), ""),
        ("app.py:0", 0, (), NOT_THERE),
        ("app.py:0-9", 0, (), NOT_THERE),
        ("app.py:3-2", 0, (), NOT_THERE),
        ("app.py:99", 0, (), NOT_THERE),
        ("other.py:1", 0, (), NOT_THERE),
        ("app\n.py:1", 0, (), NOT_THERE),
        ("app.py", 0, (), "the whole file"),
        ("$ pytest", 0, ("1 passed",), ""),
    ],
)
def test_lines_are_quoted_from_1_on_and_none_that_are_not_there(
    tmp_path: Path, place: str, first: int, lines: tuple[str, ...], why: str
) -> None:
    vault = Vault.create(tmp_path / "vault.git")
    tree = take_in(write_files(tmp_path / "work", {"app.py": "one\ntwo\nthree\n"}), vault).snapshot.tree
    quote = Quotes(vault).quote(Evidence("api", place, "", "1 passed"), tree)
    vault.close()
    assert (quote.first, quote.lines, quote.why_none) == (first, lines, why)
