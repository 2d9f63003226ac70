"""Standings for tests: the three published evaluations, and small tables that say only what a test is about."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from importlib.resources import files
from pathlib import Path

from grading.marks.events import Mark
from grading.marks.scorecard import Outcome, outcome
from grading.marks.typed import typed_event, typed_marks
from grading.report.standings import Standings, standings
from grading.rubric.arithmetic import NOT_ATTEMPTED, Answers, Given
from grading.rubric.model import Rubric
from grading.runs.figures import figure_text, figures_from
from grading.runs.folder import figure_rows
from grading.runs.model import Run, RunName
from tests.builders import rubric

PUBLISHED = Path(str(files("sample_runs"))) / "published"

POINTS = """
format = 1
key = "points"
edition = "{edition}"
title = "Points"
decimals = {decimals}
tie_band = {band}

[[dimension]]
key = "build"
title = "Build"
max = {scale}
step = 0.01
{more}
"""
WITH_GATE = """
[[gate]]
key = "starts"
title = "It starts"
caps = { build = 1.0 }
"""
TIERS = """
[[tier]]
name = "A"
at = 80
means = "ships"

[[tier]]
name = "B"
at = 0
means = "does not"
"""


def points(edition: str = "1", *, scale: int = 100, decimals: int = 0, band: float = 0, more: str = "") -> Rubric:
    """A rubric of one dimension, `build`."""
    return rubric(POINTS.format(edition=edition, scale=scale, decimals=decimals, band=band, more=more))


def run(
    model: str, task: str = "service", *, harness: str = "", condition: str = "", attempt: int = 1, **figures: str
) -> Run:
    """A run with these figures, as people write them."""
    texts = {key: figure_text(key, text) for key, text in figures.items()}
    return Run(RunName(task, model, harness, condition, attempt), figures_from(texts), None)


def card(
    asked: Rubric,
    of: Run,
    reviewer: str = "mia",
    marks: Mapping[str, str] | None = None,
    *,
    gates: Mapping[str, bool] | None = None,
    **more: str,
) -> Outcome:
    """What a reviewer's marks come to; `x` is not attempted."""
    texts = {**(marks or {}), **more}
    given: dict[str, Given] = {key: NOT_ATTEMPTED if text == "x" else Fraction(text) for key, text in texts.items()}
    return outcome(asked, of.id, reviewer, Answers(given, gates=gates or {}))


def exact(*numbers: int | str) -> tuple[Fraction, ...]:
    """Numbers as they are compared with computed ones."""
    return tuple(Fraction(one) for one in numbers)


def table(asked: Rubric, runs: Sequence[Run], cards: Sequence[Outcome], *, common: bool = False) -> Standings:
    """The standings of these cards."""
    found: defaultdict[str, list[Outcome]] = defaultdict(list)
    for one in cards:
        found[one.run].append(one)
    return standings(runs[0].name.task if runs else "service", asked, runs, found, common=common)


def totals_table(totals: Mapping[str, str], asked: Rubric | None = None, task: str = "service") -> Standings:
    """The standings of models with these totals."""
    asked = asked or points()
    runs = [run(model, task) for model in totals]
    return table(asked, runs, [card(asked, of, build=total) for of, total in zip(runs, totals.values(), strict=True)])


@cache
def published(name: str) -> dict[tuple[str, str], Standings]:
    """The standings of a published evaluation, by task and rubric."""
    folder = PUBLISHED / name
    every = [rubric(path.read_text(), path.name) for path in sorted(folder.glob("*totals*.toml"))]
    rubrics = {one.name: one for one in every}
    runs: defaultdict[str, list[Run]] = defaultdict(list)
    for task in figure_rows((folder / "figures.csv").read_text(), "figures.csv"):
        runs[task.key] = [Run(found.name, figures_from(found.figures), None) for found in task.runs]
    cards: defaultdict[str, dict[str, list[Outcome]]] = defaultdict(dict)
    for row in typed_marks((folder / "marks.csv").read_text(), "marks.csv"):
        asked = rubrics[row.rubric]
        event = typed_event(asked, row.cell, row.value)
        assert isinstance(event, Mark)
        cards[row.rubric][row.run] = [outcome(asked, row.run, row.reviewer, Answers({event.cell: event.value}))]
    return {
        (task, called): standings(task, asked, found, cards[called])
        for task, found in runs.items()
        for called, asked in rubrics.items()
    }
