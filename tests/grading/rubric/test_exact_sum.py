"""Adding up quickly loses nothing."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from grading.rubric.arithmetic import exact_sum

always = settings(max_examples=300, deadline=None, derandomize=True)


@always
@given(st.lists(st.one_of(st.fractions(), st.fractions(max_denominator=4)), max_size=12))
def test_a_sum_is_what_adding_one_by_one_gives(values: list[Fraction]) -> None:
    found = exact_sum(iter(values))
    assert found == sum(values, Fraction(0))
    assert type(found) is Fraction


def test_nothing_adds_up_to_nothing() -> None:
    assert exact_sum([]) == 0
