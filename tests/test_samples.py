"""The samples that ship: they can be graded, and the published tables come out as they were published."""

import csv
from importlib.resources import files
from pathlib import Path

import pytest

from grading.marks.typed import typed_marks
from grading.report.standings import Standings
from grading.rubric.model import CellKind
from grading.runs.folder import figure_rows
from grading.study import Study
from tui.commands.demo import TASKS, make_demo

SAMPLES = Path(str(files("sample_runs")))

RAILS = [
    *[(1, "97", "A"), (1, "97", "A"), (3, "96", "A"), (4, "89", "A"), (5, "87", "A"), (6, "83", "A"), (7, "82", "A")],
    *[
        (8, "78", "B"),
        (8, "78", "B"),
        (10, "72", "B"),
        (11, "71", "B"),
        (12, "69", "B"),
        (13, "67", "B"),
        (14, "64", "B"),
    ],
    *[(15, "56", "C"), (16, "55", "C"), (17, "52", "C"), (18, "46", "C"), (19, "43", "C"), (20, "41", "C")],
    *[(21, "37", "D"), (22, "32", "D"), (23, "25", "D"), (24, "11", "D")],
]
"""Rank, total and tier of the 24 runs, as published."""

LOWEST = "lowest of the index (whose it is: not published)"


def published(folder: Path, name: str) -> Study:
    """A study of one published evaluation."""
    source = SAMPLES / "published" / name
    study = Study.create(folder / name, name, "published")
    study.add(figure_rows((source / "figures.csv").read_text(), "figures.csv"), reviewer="published")
    for path in sorted(source.glob("*totals*.toml")):
        study.add_rubric(path)
    study.mark(typed_marks((source / "marks.csv").read_text(), "marks.csv"), reviewer="published")
    return study


def table(study: Study, task: str, rubric: str) -> Standings:
    return study.reports.standings(task, study.find_rubric(task, rubric))


def test_the_24_rails_chat_runs_have_the_published_ranks_and_tiers(tmp_path: Path) -> None:
    with published(tmp_path, "rails-chat") as study:
        found = table(study, "rails-chat", "rails-chat-totals@2026-05")
    assert [(one.rank, one.total, one.tier.name if one.tier else None) for one in found.ranked] == RAILS
    assert {one.run.name.model for one in found.ranked[:2]} == {"Claude Opus 4.7", "GPT 5.4 xHigh"}
    near = [one.run.name.model for one in found.ranked if one.is_near_next]
    assert near[:3] == [found.ranked[0].run.name.model, found.ranked[1].run.name.model, "Claude Opus 4.6"]
    assert [one.run.name.model for one in found.apart if "unfinished" in one.state] == [
        "Gemma 4 31B",
        "Gemma 4 31B",
        "Llama 4 Scout",
        "Qwen 3 32B",
        "Qwen 2.5 Coder 32B",
        "GPT 5.4 Pro",
    ]


def test_an_edition_that_was_graded_before_keeps_its_totals(tmp_path: Path) -> None:
    with published(tmp_path, "rails-chat") as study:
        found = table(study, "rails-chat", "rails-chat-totals@earlier")
        variants = table(study, "rails-chat-variants", "rails-chat-totals@2026-05")
    assert [one.total for one in found.ranked] == ["94", "94", "91", "84", "82", "66", "66", "64", "43"]
    assert [one.total for one in variants.ranked] == ["89", "84"]
    assert [one.why.split(":")[0] for one in variants.apart] == ["unmeasurable"]


def test_the_two_inventory_rubrics_rank_first_and_second_differently(tmp_path: Path) -> None:
    with published(tmp_path, "inventory") as study:
        absolute = table(study, "inventory", "inventory-absolute-totals")
        relative = table(study, "inventory", "inventory-relative-totals")
    assert [one.total for one in absolute.ranked] == ["190.0", "188.0", "179.0", "168.0", "41.5", "37.0"]
    assert [one.tier.name for one in absolute.ranked if one.tier] == ["S", "S", "A", "A", "F", "F"]
    assert [one.run.name.model for one in relative.ranked[:2]] == ["GLM 5", "Claude Opus 4.6"]
    assert [one.total for one in relative.ranked] == ["9.52", "9.51", "8.76", "7.84", "4.26", "3.36"]


def test_perch_has_two_tasks(tmp_path: Path) -> None:
    with published(tmp_path, "perch") as study:
        build, concept = (table(study, f"perch-{name}", "perch-totals") for name in ("build", "concept"))
    assert [one.total for one in build.ranked] == ["82", "75", "73", "30"]
    assert [one.total for one in concept.ranked] == ["86", "84", "83"]


def test_the_demo_has_complete_and_partial_cards_and_runs_that_are_not_ranked(tmp_path: Path) -> None:
    with make_demo(tmp_path / "demo") as study:
        found = {task: study.reports.standings(task, study.find_rubric(task)) for task in TASKS}
        states = {run.figures.state.value for run in study.runs()}
        assert study.check_up().damage == ()
    assert states == {"complete", "unfinished", "unmeasurable"}
    assert [len(one.ranked) for one in found.values()] == [3, 3, 2]
    assert [len(one.partial) for one in found.values()] == [1, 1, 1]
    assert found["ap-dashboard"].ranked[0].cards == 2


@pytest.mark.parametrize("task", TASKS)
def test_every_dimension_says_where_its_evidence_is_and_every_run_has_a_workspace(task: str, tmp_path: Path) -> None:
    with make_demo(tmp_path / "demo") as study:
        rubric = study.find_rubric(task)
        assert all(
            cell.dimension and cell.dimension.where for cell in rubric.cells.values() if cell.kind is CellKind.DIMENSION
        )
        assert [run.snapshot for run in study.runs(task) if run.snapshot is None] == []


def test_the_outside_index_names_models_that_are_there_and_one_value_that_is_nobody_s() -> None:
    source = SAMPLES / "published" / "inventory"
    models = {row["model"] for row in csv.DictReader((source / "figures.csv").read_text().splitlines())}
    index = {row["model"]: row["index"] for row in csv.DictReader((source / "index.csv").read_text().splitlines())}
    assert set(index) - models == {LOWEST}
    assert index[LOWEST] == min(index.values(), key=int) == "24"
