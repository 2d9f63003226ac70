"""How far cards are, counted: the same as the cards themselves say."""

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.errors import MarkError
from grading.marks.events import (
    Answer,
    Clear,
    Deduct,
    Event,
    Flag,
    GateResult,
    Lock,
    Mark,
    Note,
    Prefer,
    Reveal,
    Spare,
)
from grading.marks.tally import Doubt, Tally
from grading.rubric.arithmetic import NOT_ATTEMPTED
from grading.runs.folder import Told, look
from grading.study import Study
from grading.wishes import Wish
from tests.builders import study_with, write_files

EVENTS: list[Event] = [
    *(Mark("api", Fraction(3)), Mark("api", NOT_ATTEMPTED), Mark("tests", Fraction(5)), Mark("tests", NOT_ATTEMPTED)),
    *(Mark("collected", Fraction(12)), Mark("faithful", Fraction(1)), Deduct("no-paging"), Spare("no-paging")),
    *(
        GateResult("starts", True),
        GateResult("starts", False),
        Note("api", "n"),
        Flag("api", True),
        Flag("faithful", True),
    ),
    *(Flag("api", False), Clear("api"), Clear("tests"), Clear("collected"), Clear("starts"), Lock(), Reveal()),
]
NAMES = map("reviewer {}".format, count())


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    with study_with(tmp_path_factory.mktemp("tallies"), ("amber", "cobalt", "jade")) as made:
        yield made


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["amber", "cobalt"]), st.sampled_from(EVENTS)), max_size=14))
def test_a_tally_says_what_the_card_says(shared: Study, decided: list[tuple[str, Event]]) -> None:
    rubric, reviewer = shared.rubrics()[0], next(NAMES)
    for name, event in decided:
        with suppress(MarkError):  # a card that is locked, or a dimension that is marked as a whole
            shared.decide([Wish(shared.find_run(name), rubric, reviewer, event)])
    found = {one.run: one for one in shared.tallies(rubric) if one.reviewer == reviewer}
    among = shared.decided(rubric, reviewer, ["collected", "starts"])
    for run in shared.runs():
        card = shared.card(run, rubric, reviewer)
        tally = found.get(run.id, Tally(run.id, reviewer, 0, 4))
        assert (tally.decided, tally.of) == (card.decided, 4)
        assert (tally.unsure, tally.is_locked, tally.is_revealed) == (len(card.unsure), card.locked, card.revealed)
        assert tally.is_complete == (not card.total.missing)
        assert among.get(run.id, 0) == 2 - len({"collected", "starts"} & {*card.total.missing})
    flagged = {(one.run, one.cell) for one in shared.doubts(reviewer)}
    assert flagged == {(run.id, key) for run in shared.runs() for key in shared.card(run, rubric, reviewer).unsure}


def test_doubts_and_preferences_are_one_reviewers(study: Study) -> None:
    amber, cobalt = study.runs()
    rubric = study.rubrics()[0]
    study.decide([Wish(amber, rubric, "mia", Flag("api", True)), Wish(cobalt, rubric, "tom", Flag("tests", True))])
    study.decide([Wish(amber, rubric, "mia", Prefer("", cobalt.id, Answer.B))])
    study.decide([Wish(cobalt, rubric, "tom", Prefer("api", amber.id, Answer.A))])
    assert study.doubts("mia") == [Doubt(amber.id, rubric.id, "api")]
    assert study.preferences(rubric, "mia") == {(amber.id, cobalt.id): Answer.B}
    assert study.preferences(rubric, "tom") == {}  # of a dimension, not overall


def test_marks_on_an_older_snapshot_are_counted(study: Study, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "service" / "jade", {"a": "1"})
    rubric = study.rubrics()[0]

    def decide(*events: Event) -> None:
        study.decide(Wish(study.find_run("jade"), rubric, "mia", event) for event in events)

    def add(text: str) -> None:
        (folder / "a").write_text(text)
        study.add(look([folder], Told()), reviewer="mia")

    add("1")
    decide(Mark("api", Fraction(3)), Note("api", "n"))
    assert study.outdated("mia") == {}
    add("2")
    assert study.outdated("mia") == {("service/jade", rubric.id): 2}
    decide(Mark("api", Fraction(3)), Lock())
    assert study.outdated("mia") == {("service/jade", rubric.id): 1}
    assert study.outdated("tom") == {}
    add("1")
    assert study.outdated("mia") == {("service/jade", rubric.id): 1}
