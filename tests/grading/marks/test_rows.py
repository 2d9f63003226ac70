"""Every decision comes back from the columns it is kept in; the words in them are a contract."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.marks.events import (
    Adjust,
    Answer,
    Clear,
    Decision,
    Deduct,
    Event,
    Evidence,
    FigureSet,
    Flag,
    GateResult,
    Lock,
    Mark,
    Note,
    Prefer,
    Reveal,
    Spare,
    Withdraw,
    standing,
)
from grading.marks.rows import Row, from_row, given_text, may_stand, to_row
from grading.rubric.arithmetic import NOT_ATTEMPTED

THIRD = Fraction(1, 3)


@pytest.mark.parametrize(
    ("event", "row"),
    [
        (Mark("api", Fraction(15, 2)), Row("mark", "api", "7.5", "")),
        (Mark("api", Fraction(0)), Row("mark", "api", "0", "")),
        (Mark("api", THIRD), Row("mark", "api", "1/3", "")),
        (Mark("api", NOT_ATTEMPTED), Row("mark", "api", "x", "")),
        (Clear("api"), Row("clear", "api", "", "")),
        (Deduct("slow"), Row("deduct", "slow", "", "")),
        (Spare("slow"), Row("spare", "slow", "", "")),
        (GateResult("starts", True), Row("gate", "starts", "pass", "")),
        (GateResult("starts", False), Row("gate", "starts", "fail", "")),
        (Adjust("api", Fraction(-3, 2), "é"), Row("adjust", "api", "-1.5", '{"reason": "é"}')),
        (Note("api", "two\nlines"), Row("note", "api", "two\nlines", "")),
        (Note("", ""), Row("note", "", "", "")),
        (Evidence("api", "a.py:1-2"), Row("evidence", "api", "a.py:1-2", "")),
        (
            Evidence("api", "$ x", "ab12", 'say "hi"\n'),
            Row("evidence", "api", "$ x", '{"output": "say \\"hi\\"\\n", "sha256": "ab12"}'),
        ),
        (Flag("api", True), Row("flag", "api", "unsure", "")),
        (Flag("api", False), Row("flag", "api", "", "")),
        (Prefer("", "jade", Answer.A), Row("prefer", "", "<", '{"other": "jade"}')),
        (Prefer("api", "jade", Answer.B), Row("prefer", "api", ">", '{"other": "jade"}')),
        (Prefer("api", "jade", Answer.EQUAL), Row("prefer", "api", "~", '{"other": "jade"}')),
        (Lock(), Row("lock", "", "", "")),
        (Reveal(), Row("reveal", "", "", "")),
        (FigureSet("cost", "~1.10"), Row("figure", "cost", "~1.10", "")),
        (FigureSet("cost", "1.20", "typo"), Row("figure", "cost", "1.20", '{"reason": "typo"}')),
        (Withdraw("api", "0192"), Row("withdraw", "api", "0192", "")),
    ],
)
def test_each_kind_has_its_words_and_comes_back(event: Event, row: Row) -> None:
    assert to_row(event) == row
    assert from_row(row) == event


def test_a_mark_is_written_as_people_write_it() -> None:
    assert [given_text(value) for value in (Fraction(12), Fraction(1, 4), NOT_ATTEMPTED)] == ["12", "0.25", "x"]


texts = st.text(st.characters())
numbers = st.one_of(
    st.fractions(), st.builds(lambda n, places: Fraction(n, 10**places), st.integers(), st.integers(0, 9))
)
events: st.SearchStrategy[Event] = st.one_of(
    st.builds(Mark, texts, numbers | st.just(NOT_ATTEMPTED)),
    st.builds(Clear, texts),
    st.builds(Deduct, texts),
    st.builds(Spare, texts),
    st.builds(GateResult, texts, st.booleans()),
    st.builds(Adjust, texts, numbers, texts),
    st.builds(Note, texts, texts),
    st.builds(Evidence, texts, texts, texts, texts),
    st.builds(Flag, texts, st.booleans()),
    st.builds(Prefer, texts, texts, st.sampled_from(Answer)),
    st.builds(Lock),
    st.builds(Reveal),
    st.builds(FigureSet, texts, texts, texts),
    st.builds(Withdraw, texts, texts),
)


@settings(max_examples=600, deadline=None, derandomize=True)
@given(events)
def test_every_decision_comes_back_whatever_text_is_in_it(event: Event) -> None:
    assert from_row(to_row(event)) == event


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (Row("", "api", "", ""), '"" is no kind of decision'),
        (Row("Mark", "api", "1", ""), '"Mark" is no kind of decision'),
        (Row("gate", "starts", "", ""), '"" is none of pass, fail'),
        (Row("gate", "starts", "PASS", ""), '"PASS" is none of pass, fail'),
        (Row("flag", "api", "sure", ""), '"sure" is none of unsure, '),
        (Row("prefer", "api", "=", ""), "'=' is not a valid Answer"),
    ],
)
def test_an_unknown_word_says_what_it_is(row: Row, said: str) -> None:
    with pytest.raises(ValueError) as caught:
        from_row(row)
    assert str(caught.value) == said


@pytest.mark.parametrize("kind", ["mark", "adjust"])
@pytest.mark.parametrize("value", ["", "ten", "nan", "inf", "X", "1/0", "1/", "0x10"])
def test_what_is_no_number_is_a_value_error(kind: str, value: str) -> None:
    with pytest.raises(ValueError):
        from_row(Row(kind, "api", value, ""))


@pytest.mark.parametrize("value", ["1e5", "1e-5", "1E5", "1_0", " 10", "10\n", "١٠"])
def test_only_a_number_as_it_was_written_is_read_so_that_none_can_grow(value: str) -> None:
    # A ledger that was tampered with could say 1e999999999, and a fraction of that fills the memory.
    with pytest.raises(ValueError):
        from_row(Row("mark", "api", value, ""))


@pytest.mark.parametrize("body", ["{", "reason", "[" * 100_000])
def test_a_body_that_is_no_json_is_a_value_error(body: str) -> None:
    with pytest.raises(ValueError):
        from_row(Row("adjust", "api", "1", body))


@pytest.mark.parametrize("body", ["", "{}", "[]", "1", "null", '{"reason": 1}', '{"reason": null}', '{"other": "x"}'])
def test_a_body_without_the_text_that_is_asked_for_says_nothing(body: str) -> None:
    assert from_row(Row("adjust", "api", "1", body)) == Adjust("api", Fraction(1), "")


@pytest.mark.parametrize("body", ['{"reason": "\\ud800"}', '{"reason": "a\\udc9b"}'])
def test_half_a_character_in_a_body_is_a_value_error(body: str) -> None:
    with pytest.raises(ValueError, match="reason has half a character in it"):
        from_row(Row("adjust", "api", "1", body))
    assert from_row(Row("adjust", "api", "1", '{"reason": "\\ud83d\\ude00"}')) == Adjust("api", Fraction(1), "😀")


_ON_A_CELL: tuple[Event, ...] = (
    *(Mark("api", Fraction(3)), Clear("api"), Deduct("api"), Spare("api"), GateResult("api", True)),
    *(Adjust("api", Fraction(1), "why"), Evidence("api", "a.py:1"), Note("api", "said"), Note("api", "")),
    *(Flag("api", True), Flag("api", False), Prefer("api", "jade", Answer.A), Prefer("api", "onyx", Answer.B)),
    *(Lock(), Reveal()),
)


@given(st.lists(st.one_of(st.sampled_from(_ON_A_CELL), st.integers(0, 30)), max_size=30))
def test_what_may_stand_is_enough_to_say_what_stands(drawn: list[Event | int]) -> None:
    """A number takes back the decision of that number."""
    events = [Withdraw("api", f"{one:02}") if isinstance(one, int) else one for one in drawn]
    history = [Decision(f"{n:02}", "", "mia", "", "", "run", "rubric", "", "", event) for n, event in enumerate(events)]
    rows = [(one.id, to_row(one.event).kind, to_row(one.event).value) for one in reversed(history)]
    few = set(may_stand(rows))
    assert standing(one for one in history if one.id in few) == standing(history)


def test_of_a_hundred_marks_that_were_given_and_taken_back_the_last_may_stand() -> None:
    rows = [("200", "mark", "5")]
    rows += [one for n in range(199, 0, -2) for one in ((f"{n}", "withdraw", f"{n - 1}"), (f"{n - 1}", "mark", "4"))]
    assert list(may_stand(rows)) == ["200"]
    assert list(may_stand([("3", "mark", "5"), ("2", "mark", "4"), ("1", "note", "said"), ("0", "mark", "3")])) == [
        "3",
        "1",
    ]
