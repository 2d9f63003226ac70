"""Small rubrics, runs and studies for tests: each says only what its test is about."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from grading.ledger.faults import ledger_faults
from grading.ledger.store import Ledger
from grading.rubric.file import rubric_from_toml
from grading.rubric.model import Rubric
from grading.runs.folder import FoundRun, FoundTask, Told, look
from grading.runs.model import RunName
from grading.study import Study

_NOTHING_TOLD: Final = Told()

SERVICE = """
format = 1
key = "service"
edition = "1"
title = "A small service"
tie_band = 1

[[dimension]]
key = "api"
title = "Interface"
max = 20
asks = "Does it do what was asked?"

  [[dimension.deduction]]
  key = "no-paging"
  title = "Long lists come whole"
  points = 3

[[dimension]]
key = "tests"
title = "Tests"
weight = 30

  [[dimension.criterion]]
  key = "collected"
  title = "Tests collected"
  ladder = [[0, 0], [10, 2], [30, 5]]

  [[dimension.criterion]]
  key = "faithful"
  title = "Doubles match"
  points = 2.5

[[gate]]
key = "starts"
title = "The service starts"
caps = { api = 0.5 }

[[tier]]
name = "A"
at = 40
means = "ships"

[[tier]]
name = "B"
at = 0
means = "does not ship"
"""
"""A rubric with one of everything: api 0–20 with a deduction, tests from a ladder and a criterion, a gate, tiers."""


def rubric(text: str = SERVICE, file: str = "service.toml") -> Rubric:
    """The rubric that a TOML text describes."""
    return rubric_from_toml(text, file)


def write_files(folder: Path, files: dict[str, str | bytes]) -> Path:
    """A folder with these files."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def figure_run(model: str, task: str = "service", **figures: str) -> FoundRun:
    """A run that has figures only."""
    return FoundRun(RunName(task, model), figures)


def study_with(folder: Path, models: tuple[str, ...] = ("amber", "cobalt"), text: str = SERVICE) -> Study:
    """A study of one task, `service`, with a rubric and runs that have figures only. The reviewer is mia."""
    study = Study.create(folder / "study", "A study", "mia")
    path = folder / "service.toml"
    path.write_text(text)
    study.add_rubric(path)
    study.add([FoundTask("service", runs=[figure_run(model) for model in models])], reviewer="mia")
    return study


def add_folder(study: Study, folder: Path, told: Told = _NOTHING_TOLD) -> None:
    """Adds a run's folder."""
    study.add(look([folder], told), reviewer="mia")


def ask(ledger: Ledger, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
    """Does to a ledger what the program never would, or looks at what it never looks at."""
    with ledger_faults(ledger.path):
        return ledger.connection.execute(sql, values).fetchall()
