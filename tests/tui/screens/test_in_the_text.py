"""What stands in the text of a file, and where its cursor stays: lines that marks rest on, searches that lead nowhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.geometry import Region

from grading.marks.events import Evidence
from grading.study import Study
from grading.wishes import Wish
from tests.tui.screens.reviewing import FILES, Review, review, session_of, study_of


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with study_of(tmp_path) as study:
        yield study


def evident(it: Review) -> int:
    """How many signs of evidence the text has, the overview at its right edge among them."""
    text = it.screen.desk.widgets.text
    return sum(line.text.count("●") for line in text.render_lines(Region(0, 0, *text.size)))


def test_the_signs_of_evidence_go_with_it_and_come_back(study: Study) -> None:
    async def drive(it: Review) -> None:
        await it.press("i")
        assert (it.path, evident(it)) == ("app/main.py", 0)
        await it.press("e")
        marked = evident(it)
        assert marked
        for keys, signs in (("u", 0), ("U", marked), ("9", marked), ("u u", 0), ("U", marked)):
            await it.press(*keys.split())
            assert evident(it) == signs, keys

    review(session_of(study), drive)


def test_evidence_that_came_from_elsewhere_is_shown_as_soon_as_the_cards_are_read(study: Study) -> None:
    async def drive(it: Review) -> None:
        await it.press("i")
        sitting = it.screen.desk.sitting
        study.decide([Wish(sitting.run, sitting.rubric, "mia", Evidence("api", "app/main.py:1"))])
        it.screen.read_again()
        assert evident(it)
        await it.press("]")
        assert (it.path != "app/main.py", evident(it)) == (True, 0)

    review(session_of(study), drive)


@pytest.mark.parametrize(
    ("typed", "end", "said"), [("heard", "enter", "not found in this file"), ("end", "escape", "")]
)
def test_a_search_that_finds_nothing_or_is_left_leads_nowhere(typed: str, end: str, said: str, study: Study) -> None:
    async def drive(it: Review) -> None:
        text = it.screen.desk.widgets.text
        await it.press("i", "j")
        began = text.spot
        await it.press("/", *typed[:2])
        assert text.spot.line > began.line
        await it.press(*typed[2:])
        assert (text.spot == began) == (typed == "heard")
        await it.press(end)
        assert (text.spot, it.said) == (began, said)

    review(session_of(study), drive)


def test_a_line_that_only_the_other_side_has_does_not_change_the_side(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FILES["cobalt"], "app/main.py", f"import re\nimport json\n{FILES['cobalt']['app/main.py']}")

    async def drive(it: Review) -> None:
        text = it.screen.desk.widgets.text
        await it.press("i", "home")
        if it.screen.desk.opening.key[0].endswith("cobalt"):
            await it.press("tab")
        while text.spot.side is text.side:
            await it.press("j")
        began = text.side, text.spot
        await it.press("/", *"end")
        assert text.spot.line > 30
        await it.press("escape")
        assert (text.side, text.spot) == began

    with study_of(tmp_path) as study:
        review(session_of(study), drive)


def test_what_is_found_again_is_looked_for_from_where_the_search_began(study: Study) -> None:
    async def drive(it: Review) -> None:
        text = it.screen.desk.widgets.text
        await it.press("i", "/", *"he")
        found = text.spot
        await it.press("x", "backspace")
        assert text.spot == found
        await it.press("enter")
        assert (text.spot, it.said) == (found, "hit 1 of 1")

    review(session_of(study), drive)


def test_whoever_opened_another_file_meanwhile_stays_there(study: Study) -> None:
    async def drive(it: Review) -> None:
        await it.press("i", "j", "/", "e")
        desk = it.screen.desk
        other = next(one for one in it.screen.filing._files if one.path == b"README.md")
        it.screen.filing.choose(other)
        await it.settle()
        desk.widgets.text.go_last()
        there = desk.widgets.text.spot
        await it.press("escape")
        assert (it.path, desk.widgets.text.spot) == ("README.md", there)

    review(session_of(study), drive)
