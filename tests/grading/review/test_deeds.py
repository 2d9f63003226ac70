"""Notes, evidence, faults, gates, adjustments, doubts, preferences, locks and reveals of a pair."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from grading.errors import MarkError
from grading.marks.events import Adjust, Answer, Clear, Deduct, GateResult, Mark, Prefer, Spare
from grading.review import deeds
from grading.review.sitting import AskAgainError, Sitting
from grading.runs.folder import Told
from grading.sides import Pair, Side
from grading.study import Study
from grading.wishes import Wish
from tests.builders import add_folder, study_with, write_files


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with study_with(tmp_path) as study:
        add_folder(study, write_files(tmp_path / "amber", {"app.py": "1\n2\n3\n"}), Told(task="service", model="amber"))
        yield study


@pytest.fixture
def sitting(study: Study) -> Sitting:
    return Sitting(study, "mia", study.find_rubric("service"), Pair(study.find_run("amber"), study.find_run("cobalt")))


def finish(sitting: Sitting) -> None:
    """Gives every cell of both cards a value."""
    for cell in sitting.outline.keys:
        for side in Side:
            sitting.place(cell, side)
            sitting.type("1")
            sitting.end_entry()


def test_a_note_is_kept_once(sitting: Sitting) -> None:
    assert deeds.note(sitting, " only blank guards\n")
    assert not deeds.note(sitting, "only blank guards")
    assert sitting.card.notes == {"api": "only blank guards"}
    assert deeds.note(sitting, "")
    assert sitting.card.notes == {}


def test_evidence_is_a_place_that_is_there(sitting: Sitting) -> None:
    assert deeds.evidence(sitting, "app.py:2-3") == "app.py:2-3"
    with pytest.raises(MarkError, match="is evidence for this cell already"):
        deeds.evidence(sitting, "app.py:2-3")
    with pytest.raises(MarkError, match="has 3 lines"):
        deeds.evidence(sitting, "app.py:9")
    assert [one.place for one in sitting.card.evidence["api"]] == ["app.py:2-3"]


def test_a_deduction_and_a_gate_by_letter_are_what_was_marked_last(sitting: Sitting) -> None:
    sitting.type("9")
    assert sitting.marked == ("api", Side.A)
    deeds.gate(sitting, "a")
    assert sitting.marked == ("starts", Side.B)
    sitting.place("api", Side.B)
    deeds.deduct(sitting, "a")
    assert sitting.marked == ("api", Side.B)
    sitting.place("faithful", Side.A)
    sitting.type("2")
    sitting.end_entry()
    sitting.place("api", Side.A)
    deeds.deduct(sitting, "A")
    assert sitting.marked == ("api", Side.A)


def test_a_deduction_is_called_and_taken_back_by_its_letter(sitting: Sitting) -> None:
    assert deeds.deduct(sitting, "a") == Deduct("no-paging")
    assert sitting.card.answers.called == {"no-paging"}
    assert deeds.deduct(sitting, "a") == Clear("no-paging")
    assert deeds.deduct(sitting, "A") == Spare("no-paging")
    assert not sitting.card.answers.called
    assert sitting.card.spared == {"no-paging"}
    assert deeds.deduct(sitting, "A") == Clear("no-paging")
    with pytest.raises(MarkError, match="there is no deduction b; there are a"):
        deeds.deduct(sitting, "b")
    sitting.place("faithful", Side.A)
    with pytest.raises(MarkError, match="Tests has no deductions"):
        deeds.deduct(sitting, "a")


def test_a_gate_goes_round_by_its_letter_and_the_cursor_stays(sitting: Sitting) -> None:
    events = [deeds.gate(sitting, "a") for _ in range(3)]
    assert events == [GateResult("starts", True), GateResult("starts", False), Clear("starts")]
    assert sitting.cell == "api"
    assert deeds.gates_by_letter(sitting) == {"a": "The service starts"}
    for letter in ("b", "0", "é", ""):
        with pytest.raises(MarkError, match="there is no gate"):
            deeds.gate(sitting, letter)


@pytest.mark.parametrize(
    ("said", "points"), [("+2", Fraction(2)), ("-1.5", Fraction(-3, 2)), (" −1 ", Fraction(-1)), ("3", Fraction(3))]
)
def test_points_outside_the_rubric_have_a_reason(said: str, points: Fraction, sitting: Sitting) -> None:
    deeds.adjust(sitting, deeds.points_of(said), "runs twice as fast")
    assert sitting.card.adjustments["api"] == (Adjust("api", points, "runs twice as fast"),)


@pytest.mark.parametrize("said", ["", "two", "+", "--2", "1e5", "+-1"])
def test_points_that_are_none_are_refused(said: str) -> None:
    with pytest.raises(MarkError, match="are no points; say how many"):
        deeds.points_of(said)


def test_what_cannot_be_adjusted(sitting: Sitting) -> None:
    with pytest.raises(MarkError, match="needs a reason"):
        deeds.adjust(sitting, Fraction(1), " ")
    sitting.place("starts", Side.A)
    with pytest.raises(MarkError, match="a gate cannot be adjusted"):
        deeds.adjust(sitting, Fraction(1), "why")


def test_a_doubt_comes_and_goes(sitting: Sitting) -> None:
    assert [deeds.doubt(sitting), sitting.card.unsure] == [True, {"api"}]
    assert [deeds.doubt(sitting), sitting.card.unsure] == [False, set()]


def test_a_preference_is_about_the_pair_whatever_side_the_cursor_is_on(study: Study, sitting: Sitting) -> None:
    sitting.change_side()
    deeds.prefer(sitting, Answer.B)
    decision = study.last_decision("mia")
    assert (decision.run, decision.event) == ("service/amber", Prefer("", "service/cobalt", Answer.B))
    alone = Sitting(study, "mia", sitting.rubric, Pair(sitting.run, None))
    assert alone.better is None
    with pytest.raises(MarkError, match="none to prefer"):
        deeds.prefer(alone, Answer.A)


def test_the_side_that_is_better_is_known_whichever_way_round_it_was_said(study: Study, sitting: Sitting) -> None:
    turned = Sitting(study, "mia", sitting.rubric, Pair(sitting.runs.b, sitting.runs.a))
    found = [(sitting.better, turned.better)]
    for answer in (Answer.B, Answer.EQUAL):
        deeds.prefer(sitting, answer)
        turned.refresh()
        found.append((sitting.better, turned.better))
    assert found == [(None, None), (Answer.B, Answer.A), (Answer.EQUAL, Answer.EQUAL)]


def test_only_a_finished_card_is_locked(sitting: Sitting) -> None:
    with pytest.raises(MarkError, match=r"4 cells are open; \{next-open\} leads"):
        deeds.lock(sitting)
    finish(sitting)
    assert deeds.lock(sitting)
    assert sitting.card.locked
    with pytest.raises(MarkError, match="the card is locked"):
        deeds.note(sitting, "too late")


def test_a_card_with_doubts_is_locked_when_asked_again(sitting: Sitting) -> None:
    finish(sitting)
    deeds.doubt(sitting)
    with pytest.raises(AskAgainError, match="1 cell is unsure"):
        deeds.lock(sitting)
    assert deeds.lock(sitting, sure=True)


def test_a_locked_card_is_opened_when_asked_again(sitting: Sitting) -> None:
    finish(sitting)
    deeds.lock(sitting)
    with pytest.raises(AskAgainError, match="unlocks it; that is recorded"):
        deeds.lock(sitting)
    assert not deeds.lock(sitting, sure=True)
    assert not sitting.card.locked


def test_names_are_revealed_when_both_cards_are_locked_or_when_asked_again(study: Study, sitting: Sitting) -> None:
    assert not deeds.is_revealed(sitting)
    with pytest.raises(AskAgainError, match="not every card is locked yet"):
        deeds.reveal(sitting)
    finish(sitting)
    for side in Side:
        sitting.place("api", side)
        deeds.lock(sitting)
    deeds.reveal(sitting)
    assert deeds.is_revealed(sitting)
    assert all(card.revealed for card in sitting.values.values())
    with pytest.raises(MarkError, match="shown already"):
        deeds.reveal(sitting)


def test_that_names_show_what_others_gave_is_said_while_it_is_hidden(study: Study, sitting: Sitting) -> None:
    others, run = r"\{reveal\} again shows names and what others gave, and records it", study.find_run("cobalt")
    with pytest.raises(AskAgainError, match=r"\{reveal\} again shows the names; that is recorded"):
        deeds.reveal(sitting)
    study.decide([Wish(run, sitting.rubric, "tom", Mark("api", Fraction(3)))])
    with pytest.raises(AskAgainError, match=others):
        deeds.reveal(sitting)
    finish(sitting)
    sitting.place("api", Side.B)
    deeds.lock(sitting)
    with pytest.raises(AskAgainError, match="again shows the names; that"):
        deeds.reveal(sitting)


def test_what_was_done_is_said_in_a_few_words() -> None:
    events = (
        Deduct("k"),
        Spare("k"),
        GateResult("k", True),
        GateResult("k", False),
        Adjust("k", Fraction(-2), "why"),
        Clear("k"),
    )
    assert [deeds.said(event, "It") for event in events] == [
        "called: It",
        "looked at, not called: It",
        "It: holds",
        "It: fails",
        "It: adjusted by -2",
        "taken back: It",
    ]
