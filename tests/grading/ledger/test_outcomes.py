"""What cards come to, read without reading the cards: the same as the cards themselves say."""

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.errors import LedgerError, MarkError, StudyError
from grading.ledger.outcomes import outcomes
from grading.ledger.store import Ledger
from grading.marks.events import Adjust, Clear, Deduct, Event, Flag, GateResult, Mark, Note, Spare
from grading.marks.scorecard import Outcome
from grading.rubric.arithmetic import NOT_ATTEMPTED
from grading.study import Study
from grading.wishes import Wish
from tests.builders import study_with

EVENTS: list[Event] = [
    *(Mark("api", Fraction(3)), Mark("api", NOT_ATTEMPTED), Mark("tests", Fraction(5)), Mark("tests", NOT_ATTEMPTED)),
    *(Mark("collected", Fraction(12)), Mark("faithful", Fraction(1)), Deduct("no-paging"), Spare("no-paging")),
    *(GateResult("starts", True), GateResult("starts", False), Clear("api"), Clear("starts"), Clear("no-paging")),
    *(Adjust("api", Fraction(2), "kind"), Adjust("api", Fraction(-1, 2), "strict"), Adjust("tests", Fraction(1), "so")),
    *(Note("", "a note"), Note("api", "another"), Flag("api", True)),
]
NAMES = map("reviewer {}".format, count())


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    with study_with(tmp_path_factory.mktemp("outcomes"), ("amber", "cobalt", "jade")) as made:
        yield made


def of_task(study: Study, task: str = "service") -> dict[str, list[Outcome]]:
    ledger = Ledger.open(study.root / ".sidegrade" / "ledger.db")
    try:
        return outcomes(ledger, task, study.rubrics()[0])
    finally:
        ledger.close()


def bare(one: Outcome) -> tuple[object, ...]:
    answers = (one.answers.given, set(one.answers.called), one.answers.gates, dict(one.answers.adjusted))
    return one.rubric, one.stages, one.total, *answers


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["amber", "cobalt"]), st.sampled_from([*EVENTS, None])), max_size=14))
def test_an_outcome_is_what_the_card_says(shared: Study, decided: list[tuple[str, Event | None]]) -> None:
    rubric, reviewer = shared.rubrics()[0], next(NAMES)
    for name, event in decided:
        with suppress(MarkError, StudyError):  # a dimension that is marked as a whole, or nothing to take back
            if event is None:
                shared.withdraw(shared.last_decision(reviewer), reviewer)
            else:
                shared.decide([Wish(shared.find_run(name), rubric, reviewer, event)])
    found = {one.run: one for ones in of_task(shared).values() for one in ones if one.reviewer == reviewer}
    for run in shared.runs():
        card = shared.card(run, rubric, reviewer)
        has_answers = any((card.answers.given, card.answers.called, card.spared, card.answers.gates, card.adjustments))
        assert (run.id in found) == has_answers
        if has_answers:
            assert bare(found[run.id]) == bare(card)


def test_outcomes_come_by_run_and_reviewer_of_one_task_and_one_rubric(tmp_path: Path) -> None:
    with study_with(tmp_path) as study:
        rubric = study.rubrics()[0]
        for name in ("noor", "mia"):
            study.decide(Wish(run, rubric, name, Mark("api", Fraction(3))) for run in study.runs())
        found = {run: [one.reviewer for one in ones] for run, ones in of_task(study).items()}
        assert found == {"service/amber": ["mia", "noor"], "service/cobalt": ["mia", "noor"]}
        assert of_task(study, "another") == {}


@pytest.mark.parametrize("value", ["1e999999999", "3\x1e4", "3\x1f4", "three"])
def test_an_answer_that_was_tampered_with_is_no_number(tmp_path: Path, value: str) -> None:
    with study_with(tmp_path) as study:
        run, rubric = study.runs()[0], study.rubrics()[0]
        (decision,) = study.decide([Wish(run, rubric, "mia", Mark("api", Fraction(3)))])
        ledger = Ledger.open(study.root / ".sidegrade" / "ledger.db")
        try:
            ledger.connection.execute("DROP TRIGGER decisions_never_change")
            ledger.connection.execute("UPDATE decisions SET value = ? WHERE id = ?", (value, decision.id))
            with pytest.raises(LedgerError, match=r"an answer cannot be read .*; run `sidegrade doctor`"):
                outcomes(ledger, "service", rubric)
        finally:
            ledger.close()
