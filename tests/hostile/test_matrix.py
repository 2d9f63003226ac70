"""The table in README.md is true: each test that it names is there, each command and each part of the generator is in it."""

import inspect
import re
from pathlib import Path
from typing import Final

from tests.hostile import workspace

_HERE: Final = Path(__file__).parent
_TEXT: Final = (_HERE / "README.md").read_text(encoding="utf-8")
_COMMANDS: Final = ["add", "diff", "review", "card", "export", "verify"]
_CODE: Final = r"[A-Z]\d+"


def rows(columns: int) -> list[list[str]]:
    """The rows of the table that has so many columns, its heading first."""
    found = [re.split(r" \| ", line.strip("| ")) for line in _TEXT.splitlines() if line.startswith("| ")]
    return [row for row in found if len(row) == columns]


MATRIX: Final = rows(2 + len(_COMMANDS))
TESTS: Final = dict(rows(2)[1:])


def test_every_command_answers_for_every_row() -> None:
    heading, *found = MATRIX
    assert heading[2:] == _COMMANDS
    assert len(found) == 13
    reasons = set(re.findall(r"^(\d)\. ", _TEXT, re.MULTILINE))
    for row in found:
        for cell in row[2:]:
            assert all(re.fullmatch(_CODE, part) or part.removeprefix("·") in reasons for part in cell.split()), row


def test_every_part_of_the_generator_stands_in_a_row() -> None:
    planted = set(re.findall(r"^    +(_\w+)\(plan", inspect.getsource(workspace.build_hostile), re.MULTILINE))
    assert planted == {name for row in MATRIX[1:] for name in re.findall(r"`(\w+)`", row[1])}


def test_codes_are_used_and_known() -> None:
    assert {code for row in MATRIX[1:] for cell in row[2:] for code in re.findall(_CODE, cell)} == TESTS.keys()


def test_every_test_that_is_named_is_there() -> None:
    places = [text.strip("`").split("::") for text in TESTS.values()]
    texts = {file: (_HERE / file).read_text(encoding="utf-8") for file, _ in places}
    assert [name for file, name in places if not re.search(rf"^def {name}\(", texts[file], re.MULTILINE)] == []
