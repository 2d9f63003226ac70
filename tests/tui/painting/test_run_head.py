"""The head of a scorecard: whose it is, and what its reviewer knew."""

from pathlib import Path

import pytest

from grading.marks.events import Event, Lock, Mark, Reveal
from grading.rubric.arithmetic import NOT_ATTEMPTED
from tests.tui.painting.test_run_page import decided

MARK = Mark("api", NOT_ATTEMPTED)


@pytest.mark.parametrize(
    ("events", "said"),
    [
        ([MARK, Lock()], "graded by mia · locked ✓\n"),
        ([Reveal(), MARK], "graded by mia · not locked · name seen before the first mark\n"),
        ([MARK, Reveal(), Lock()], "graded by mia · locked ✓ · name seen before the card was locked\n"),
        ([MARK, Lock(), Reveal()], "graded by mia · locked ✓ · name seen after the card was locked\n"),
    ],
)
def test_a_card_says_when_its_reviewer_saw_whose_work_it_is(tmp_path: Path, events: list[Event], said: str) -> None:
    assert said in decided(tmp_path, *events)
