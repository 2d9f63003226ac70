"""`run.toml`: everything that is wrong with it is said at once, each fault with its key."""

from pathlib import Path

import pytest

from grading.errors import FaultsError
from grading.runs.manifest import manifest
from tests.builders import write_files

FAULTY = """
model = 5
attempt = 0
cost_usd = "cheap"
seconds = -1
tokens = 7
tokns = 8
weights = "ajar"
"""


def test_everything_that_is_wrong_with_a_run_is_said_at_once(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "amber", {"run.toml": FAULTY})
    with pytest.raises(FaultsError) as caught:
        manifest(folder)
    assert [one.where.rpartition(": ")[2] for one in caught.value.faults] == [
        *("model", "weights", "attempt", "cost_usd", "seconds", "tokns")
    ]
    assert str(caught.value.faults[-1]).endswith('tokns: is not a known key; perhaps "tokens" is meant')


def test_many_keys_that_nobody_knows_are_counted(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "amber", {"run.toml": "".join(f"k{number} = 1\n" for number in range(30))})
    with pytest.raises(FaultsError) as caught:
        manifest(folder)
    assert (len(caught.value.faults), str(caught.value.faults[-1])) == (21, "and 10 more; mend these first")
