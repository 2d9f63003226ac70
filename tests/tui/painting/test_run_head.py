"""The head of a scorecard: whose it is, and what its reviewer knew."""

from fractions import Fraction
from pathlib import Path

import pytest

from grading.marks.events import Event, GateResult, Lock, Mark, Reveal
from grading.rubric.arithmetic import NOT_ATTEMPTED
from tests.builders import study_with
from tests.tui.painting.test_run_page import decided
from tests.tui.screens.publishing import decide
from tui.painting.run_head import total_words
from tui.painting.run_sheet import RunSheet
from tui.painting.standings_rows import Known

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


@pytest.mark.parametrize(
    ("events", "said"),
    [
        ([], ""),
        ([GateResult("starts", True)], ""),
        ([MARK, Mark("tests", NOT_ATTEMPTED), GateResult("starts", True)], ""),
        ([Mark("api", Fraction(0))], "total 0.0 so far"),
        ([Mark("api", Fraction(7)), Mark("tests", Fraction(3)), GateResult("starts", True)], "total 19.0"),
    ],
)
def test_the_line_above_a_card_says_a_total_only_where_there_is_one(
    tmp_path: Path, events: list[Event], said: str
) -> None:
    with study_with(tmp_path) as study:
        decide(study, "amber", *events)
        run = next(one for one in study.runs() if one.name.model == "amber")
        assert total_words(RunSheet(study.reports.card(run, study.rubrics()[0], "mia"), Known({}), 0, 1)) == said
