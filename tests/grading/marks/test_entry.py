"""Numbers typed digit by digit."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.marks.entry import Entry, Scale, ended, erased, scale_of, stepped, typed
from grading.rubric.model import Criterion, Dimension, Rung
from grading.strict import number_text

FIFTEEN = Scale(Fraction(15), Fraction(1))
HALVES = Scale(Fraction(10), Fraction(1, 2))
QUARTERS = Scale(Fraction(4), Fraction(1, 4))
LADDER = Criterion("tests", "Tests", Fraction(10), (Rung(Fraction(0), Fraction(0)), Rung(Fraction(117), Fraction(10))))


def after(scale: Scale, keys: str) -> Entry:
    """What many keys come to; what was taken on the way must be the last."""
    entry = Entry()
    for key in keys:
        assert entry.value is None
        entry = typed(scale, entry, key)
    return entry


@pytest.mark.parametrize(
    ("scale", "keys", "text", "value"),
    [
        (FIFTEEN, "8", "", "8"),
        (FIFTEEN, "1", "1", None),
        (FIFTEEN, "12", "", "12"),
        (FIFTEEN, "0", "", "0"),
        (HALVES, "8", "8", None),
        (HALVES, "8.", "", "8.5"),
        (HALVES, ".", "", "0.5"),
        (HALVES, "10", "", "10"),
        (HALVES, "1", "1", None),
        (QUARTERS, "3.", "3.", None),
        (QUARTERS, "3.2", "", "3.25"),
        (QUARTERS, "4", "", "4"),
        (Scale(Fraction(10), Fraction(10)), "1", "1", None),
        (Scale(Fraction(10), Fraction(10)), "10", "", "10"),
        (Scale(Fraction(3, 2), Fraction(3, 2)), "1", "1", None),
        (Scale(Fraction(3, 2), Fraction(3, 2)), "1.", "", "1.5"),
    ],
)
def test_a_number_is_taken_as_soon_as_no_longer_one_could_be_meant(
    scale: Scale, keys: str, text: str, value: str | None
) -> None:
    assert after(scale, keys) == Entry(text, None if value is None else Fraction(value))


def test_a_key_that_cannot_follow_is_refused_and_what_was_typed_stays() -> None:
    entry = typed(FIFTEEN, Entry("1"), "8")
    assert (entry.text, entry.value, entry.why) == ("1", None, "15 is the most")
    assert typed(FIFTEEN, Entry(), ".").why == "0 to 15 in steps of 1"
    assert typed(HALVES, Entry("8"), "9").why == "10 is the most"


def test_a_move_takes_what_waits_or_says_why_not() -> None:
    assert ended(FIFTEEN, Entry("1")) == Entry(value=Fraction(1))
    assert ended(HALVES, Entry("8")) == Entry(value=Fraction(8))
    assert ended(FIFTEEN, Entry()) == Entry()
    refused = ended(Scale(Fraction(10), Fraction(10)), Entry("1"))
    assert (refused.text, refused.why) == ("1", "0 to 10 in steps of 10")


def test_backspace_takes_a_key_back_and_nothing_that_was_taken() -> None:
    assert erased(Entry("1")) == Entry("")
    assert erased(Entry()) == Entry()


def test_on_a_ladder_the_measured_value_is_typed_and_its_points_are_seen() -> None:
    scale = scale_of(LADDER, Fraction(1))
    entry = after(scale, "117")
    assert (entry.text, entry.value) == ("117", None)
    assert [scale.points(text) for text in ("11", "117", "117.5", "")] == [0, 10, 10, None]
    assert ended(scale, entry).value == 117
    assert typed(scale, Entry("1.5"), ".").why
    assert ended(scale, Entry("117.")).value == 117


def test_points_of_a_plain_cell_are_the_number_itself() -> None:
    assert scale_of(Dimension("d", "D", Fraction(1), Fraction(15), Fraction(1)), Fraction(1)).points("12") == 12
    assert FIFTEEN.points("16") is None


def test_steps_stay_within_the_scale() -> None:
    assert stepped(FIFTEEN, Fraction(14), 1) == stepped(FIFTEEN, Fraction(15), 1) == 15
    assert stepped(FIFTEEN, Fraction(0), -1) == 0
    assert stepped(HALVES, Fraction(8), 1) == Fraction(17, 2)


STEPS = st.sampled_from([Fraction(1, 4), Fraction(1, 2), Fraction(1), Fraction(2), Fraction(5), Fraction(1, 10)])


@given(STEPS, st.integers(1, 300), st.data())
def test_every_value_of_a_scale_can_be_typed_and_nothing_else_comes_of_it(
    step: Fraction, count: int, data: st.DataObject
) -> None:
    scale = Scale(step * count, step)
    wanted = step * data.draw(st.integers(0, count))
    entry = Entry()
    for key in number_text(wanted):
        entry = typed(scale, entry, key)
        if entry.value is not None:
            break
    assert ended(scale, entry).value == wanted


@given(STEPS, st.integers(1, 60), st.text("0123456789.", max_size=8))
def test_whatever_is_typed_only_values_of_the_scale_are_taken(step: Fraction, count: int, keys: str) -> None:
    scale = Scale(step * count, step)
    entry = Entry()
    for key in keys:
        entry = typed(scale, Entry() if entry.value is not None else entry, key)
        if entry.value is not None:
            assert 0 <= entry.value <= scale.most and (entry.value / step).denominator == 1
