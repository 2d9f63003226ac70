"""What runs are called on a chart, and what is said of several of them at once."""

from collections import Counter
from collections.abc import Iterable

from grading.runs.model import Run, RunName


def run_names(runs: Iterable[Run]) -> dict[str, str]:
    """The label of each run, or its model's name, by the run's id; what tells it from another of that name is added."""
    every = [one.name for one in runs]
    called = Counter(_plain(one) for one in every)
    return {one.id: _plain(one) if called[_plain(one)] == 1 else _whole(one) for one in every}


def _plain(name: RunName) -> str:
    return name.label or name.model


def _whole(name: RunName) -> str:
    attempt = f"attempt {name.attempt}" if name.attempt != 1 else ""
    return " · ".join(part for part in (_plain(name), name.harness, name.condition, attempt) if part)
