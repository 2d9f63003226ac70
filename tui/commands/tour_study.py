"""A study made of the three published evaluations, with the files that they ship as beside it."""

import os
from collections.abc import Mapping
from contextlib import ExitStack
from importlib.resources import files
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from grading.errors import StudyError
from grading.study import Study
from grading.visible import visible
from tui.commands.console import progress

TITLE: Final = "Three published evaluations"
REVIEWER: Final = "published"


class Evaluation(Struct, frozen=True):
    """One folder of shipped files, and what is made of it."""

    folder: str
    tasks: Mapping[str, str]
    """Key → title."""
    rubrics: Mapping[str, tuple[str, ...]]
    """File → the tasks that it grades. The last edition of a rubric is the one that is meant where none is named."""
    marks: tuple[str, ...] = ("marks.csv",)


EVALUATIONS: Final = (
    Evaluation(
        "rails-chat",
        {
            "rails-chat": "A chat application in Rails",
            "rails-chat-variants": "The same, one model in several harnesses",
        },
        {
            "totals-earlier.toml": ("rails-chat",),
            "earlier-tiers.toml": ("rails-chat",),
            "api.toml": ("rails-chat",),
            "totals.toml": ("rails-chat", "rails-chat-variants"),
        },
        ("marks.csv", "earlier-tiers.csv", "api.csv"),
    ),
    Evaluation(
        "inventory",
        {"inventory": "An inventory service for production"},
        {
            "absolute-totals.toml": ("inventory",),
            "relative-totals.toml": ("inventory",),
            "started.toml": ("inventory",),
        },
        ("marks.csv", "started.csv"),
    ),
    Evaluation(
        "perch",
        {"perch-build": "Perch, built to a specification", "perch-concept": "Perch, built from a concept"},
        {"totals.toml": ("perch-build", "perch-concept")},
    ),
)


def make_published(place: Path) -> Study:
    """The study, in a folder where nothing is in its way."""
    for evaluation in EVALUATIONS:
        there = place / evaluation.folder
        if os.path.lexists(there):
            raise StudyError("is there already", where=visible(str(there)), do="choose another folder")
    with ExitStack() as opened:
        study = opened.enter_context(Study.create(place, TITLE, REVIEWER))
        with progress("taking figures in") as watch:
            for number, evaluation in enumerate(EVALUATIONS):
                watch(evaluation.folder, number, len(EVALUATIONS))
                _take_in(study, evaluation, _copied(evaluation.folder, place))
        opened.pop_all()  # it stays open for who asked for it
    return study


def _copied(name: str, place: Path) -> Path:
    """The shipped files, where the tour's commands and their reader find them."""
    target = place / name
    target.mkdir()
    for path in sorted((Path(str(files("sample_runs"))) / "published" / name).iterdir()):
        (target / path.name).write_bytes(path.read_bytes())
    return target


def _take_in(study: Study, evaluation: Evaluation, folder: Path) -> None:
    from grading.marks.typed import typed_marks
    from grading.runs.folder import figure_rows
    from grading.strict import read_text

    figures = folder / "figures.csv"
    found = figure_rows(read_text(figures), str(figures))
    study.add([replace(one, title=evaluation.tasks[one.key]) for one in found], reviewer=REVIEWER)
    for name, tasks in evaluation.rubrics.items():
        study.add_rubric(folder / name, tasks)
    for name in evaluation.marks:
        study.mark(typed_marks(read_text(folder / name), str(folder / name)), reviewer=REVIEWER)
