"""The order in which a person walks through a rubric."""

import pytest

from grading.review.outline import GATES, Outline
from tests.builders import rubric


@pytest.fixture
def outline() -> Outline:
    return Outline(rubric())


def test_dimensions_come_first_and_the_gates_last(outline: Outline) -> None:
    assert [section.key for section in outline.sections] == ["api", "tests", GATES]
    assert outline.keys == ("api", "collected", "faithful", "starts")
    assert [section.is_single for section in outline.sections] == [True, False, False]


def test_deductions_and_gates_have_letters(outline: Outline) -> None:
    assert {letter: fault.key for letter, fault in outline.sections[0].deductions.items()} == {"a": "no-paging"}
    assert {letter: gate.key for letter, gate in outline.gates.items()} == {"a": "starts"}


def test_a_rubric_of_more_gates_than_letters_names_the_first_ones() -> None:
    text = 'format=1\nkey="k"\nedition="1"\ntitle="t"\n[[dimension]]\nkey="d"\ntitle="D"\nmax=5\n'
    text += "".join(f'[[gate]]\nkey="g{number}"\ntitle="G"\ncaps={{d=0.5}}\n' for number in range(30))
    assert len(Outline(rubric(text)).gates) == 26


@pytest.mark.parametrize(
    ("key", "steps", "there"),
    [("api", 1, "collected"), ("api", -1, "api"), ("starts", 5, "starts"), ("faithful", -2, "api")],
)
def test_moving_stops_at_the_ends(outline: Outline, key: str, steps: int, there: str) -> None:
    assert outline.moved(key, steps) == there


@pytest.mark.parametrize(
    ("key", "steps", "there"), [("api", 1, "collected"), ("faithful", 1, "starts"), ("faithful", -1, "api")]
)
def test_moving_by_sections_leads_to_their_first_cells(outline: Outline, key: str, steps: int, there: str) -> None:
    assert outline.section_moved(key, steps) == there


def test_what_is_no_cell_to_walk_through_stands_for_its_section(outline: Outline) -> None:
    assert outline.cell_of("no-paging") == "api"
    assert outline.cell_of("tests") == "collected"
    assert outline.section_of("no-paging") is outline.sections[0]


def test_the_next_wanted_cell_is_found_all_the_way_round(outline: Outline) -> None:
    assert outline.next("collected", lambda key: key == "api") == "api"
    assert outline.next("collected", lambda key: key != "collected") == "faithful"
    assert outline.next("collected", lambda key: key != "collected", -1) == "api"
    assert outline.next("collected", lambda key: key == "collected") == "collected"
    assert outline.next("collected", lambda key: False) is None
