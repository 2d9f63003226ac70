"""Several processes, and processes that die: nothing acknowledged is lost, nothing is doubled."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from grading.study import Study
from tests.builders import study_with
from tests.hostile.kills import kept, kill_markers, marker

KILLS = 100


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    study_with(tmp_path, tuple(f"model-{number}" for number in range(10))).close()
    yield tmp_path / "study"


def test_eight_processes_lose_and_double_nothing(folder: Path) -> None:
    processes = [marker(folder, f"reviewer-{number}", 2_000) for number in range(8)]
    said: list[str] = []
    for process in processes:
        printed, complaint = process.communicate()
        assert (process.returncode, complaint) == (0, "")
        said += printed.splitlines()
    found = kept(folder)
    assert len(said) == len(found) == 16_000
    assert {tuple(line.split()) for line in said} == set(found.items())
    with Study.open(folder) as study:
        checkup = study.check_up()
    assert (checkup.decisions, checkup.current, checkup.mended, checkup.damage) == (16_000, 80, 0, ())


def test_what_was_acknowledged_before_a_kill_is_there(folder: Path) -> None:
    found = kill_markers(folder, KILLS, random.Random(20_261))
    assert found.lost == 0
    assert found.acknowledged > KILLS
    assert (found.checkup.mended, found.checkup.damage) == (0, ())
