"""The rubrics that ship are sound, and those that were published keep their known contradictions."""

from fractions import Fraction
from pathlib import Path

import pytest

from grading.rubric.file import rubric_from_toml
from grading.rubric.lint import Level, lint
from grading.rubric.model import Rubric

ROOT = Path(__file__).parents[3]
LIBRARY = ROOT / "grading/rubric/library"
PUBLISHED = ROOT / "sample_runs/published"


def read(path: Path) -> Rubric:
    return rubric_from_toml(path.read_text(), path.name)


def errors(path: Path) -> set[tuple[str, str]]:
    return {(finding.where, finding.what) for finding in lint(read(path)) if finding.level is Level.ERROR}


def test_the_library_has_the_four_rubrics_that_can_be_added_by_name() -> None:
    names = {path.stem for path in LIBRARY.glob("*.toml")}
    assert names == {"inventory-absolute", "inventory-relative", "perch-build", "rails-chat"}
    assert {read(LIBRARY / f"{name}.toml").key for name in names} == names


@pytest.mark.parametrize("path", sorted(LIBRARY.glob("*.toml")), ids=lambda path: path.stem)
def test_a_rubric_of_the_library_has_no_error(path: Path) -> None:
    assert errors(path) == set()


@pytest.mark.parametrize(
    "path",
    sorted([*(ROOT / "sample_runs").glob("*/rubric.toml"), *PUBLISHED.glob("*/*totals*.toml")]),
    ids=lambda path: f"{path.parent.name}-{path.stem}",
)
def test_a_rubric_of_the_samples_has_no_error(path: Path) -> None:
    assert errors(path) == set()


def test_the_absolute_inventory_is_the_sum_of_its_97_criteria() -> None:
    said = read(LIBRARY / "inventory-absolute.toml")
    criteria = [row for one in said.dimensions for row in one.criteria]
    assert len(said.dimensions) == 8
    assert len(criteria) == 97
    assert sum(row.points for row in criteria) == said.scale == said.declares == Fraction("199.5")


def test_the_relative_inventory_is_a_mean_over_weights_of_140() -> None:
    said = read(LIBRARY / "inventory-relative.toml")
    assert len(said.dimensions) == 20
    assert sum(one.weight for one in said.dimensions) == said.weights_declared == 140
    assert {one.max for one in said.dimensions} == {said.scale} == {10}
    assert all(one.scaled for one in said.dimensions)


def test_exactly_the_eight_published_contradictions_are_found() -> None:
    assert errors(PUBLISHED / "inventory/absolute-as-published.toml") == {
        ("declares", "the maxima add up to 199.5, but the rubric declares 200"),
        ('dimension "S4", declares', "its criteria add up to 49.5, but it declares 50"),
    }
    assert errors(PUBLISHED / "inventory/relative-as-published.toml") == {
        ("weights_declared", "the weights add up to 140, but the rubric declares 100"),
        ('dimension "F02", declares', "its criteria add up to 34, but it declares 30"),
        ('dimension "F07", declares', "its criteria add up to 10.5, but it declares 10"),
        ('dimension "F09", declares', "its criteria add up to 19.5, but it declares 18"),
        ('dimension "F11", declares', "its criteria add up to 9.5, but it declares 10"),
        ('dimension "F18", declares', "its criteria add up to 23, but it declares 22"),
    }


def test_the_corrected_editions_differ_from_the_published_in_nothing_that_makes_a_number() -> None:
    for name in ("absolute", "relative"):
        ours, theirs = read(LIBRARY / f"inventory-{name}.toml"), read(PUBLISHED / f"inventory/{name}-as-published.toml")
        assert (ours.key, ours.scale, ours.edition, theirs.edition) == (
            theirs.key,
            theirs.scale,
            "corrected",
            "as-published",
        )
        for mine, other in zip(ours.dimensions, theirs.dimensions, strict=True):
            assert (mine.key, mine.weight, mine.max, mine.scaled) == (other.key, other.weight, other.max, other.scaled)
            assert [(row.key, row.points, row.ladder) for row in mine.criteria] == [
                (row.key, row.points, row.ladder) for row in other.criteria
            ]
