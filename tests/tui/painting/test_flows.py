"""Every line of both texts stands in a view once and in order, and is found where it stands."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.compare.aligned import Aligned
from grading.compare.folds import Fold, Folds
from grading.compare.lines import Kind
from grading.sides import Side
from tests.tui.painting.leaves import aligned_of, numbered
from tui.painting.flows import Alone, Beside, Flow, Line, Unified, changes, first_on, prepared

TEXTS = st.lists(st.sampled_from(["a", "b", "c", "same\nsame\nsame\nsame\nsame\nsame\nsame\nsame"]), max_size=12).map(
    lambda lines: "".join(f"{line}\n" for line in lines)
)
CONTEXTS = st.sampled_from([0, 1, 3, None])


def flows(one: Aligned, context: int | None) -> list[Flow]:
    folds, found = Folds(one.rows, context), changes(one.rows)
    return [
        Beside(folds, found),
        Unified(folds, found),
        *(Alone(one.rows, side, len(one.texts[side]), found) for side in Side),
    ]


def shown(flow: Flow, one: Aligned, side: Side) -> list[int]:
    """The lines of a side that a flow shows or folds, from top to bottom."""
    found: list[int] = []
    for number in range(len(flow)):
        item = flow[number]
        rows = [one.rows[row] for row in item.rows] if isinstance(item, Fold) else [item]
        found += [index for row in rows if (index := row.on(side)) is not None]
    return found


@settings(max_examples=150, deadline=None, derandomize=True)
@given(TEXTS, TEXTS, CONTEXTS)
def test_each_line_stands_in_its_place(a: str, b: str, context: int | None) -> None:
    one = aligned_of(a, b)
    beside, unified, left, right = flows(one, context)
    every = {side: list(range(len(one.texts[side]))) for side in Side}
    for flow, sides in ((beside, Side), (left, [Side.A]), (right, [Side.B])):
        for side in sides:
            assert shown(flow, one, side) == every[side]
    # In one column, what is the same stands once for both.
    assert shown(unified, one, Side.A) == every[Side.A]
    assert shown(unified, one, Side.B) == every[Side.B]
    for flow, sides in ((beside, Side), (unified, Side), (left, [Side.A]), (right, [Side.B])):
        for side in sides:
            for index in every[side]:
                row = one.rows.row_of(side, index)
                item = flow[flow.line_of(row, side)]
                assert row in item.rows if isinstance(item, Fold) else item.on(side) == index


@settings(max_examples=150, deadline=None, derandomize=True)
@given(TEXTS, TEXTS, CONTEXTS)
def test_the_changes_are_the_lines_that_differ(a: str, b: str, context: int | None) -> None:
    one = aligned_of(a, b)
    for flow in flows(one, context):
        told = [line for begin, end, *_ in flow.changed() for line in range(begin, end)]
        items = [flow[number] for number in range(len(flow))]
        assert told == [n for n, item in enumerate(items) if isinstance(item, Line) and item.kind is not Kind.SAME]
        for begin, end, has_a, has_b in flow.changed():
            lines = [item for item in items[begin:end] if isinstance(item, Line)]
            assert has_a == any(item.a is not None for item in lines)
            assert has_b == any(item.b is not None for item in lines)


def test_in_one_column_removed_lines_stand_before_added_ones() -> None:
    one = aligned_of("x\nold one\nold two\ny\n", "x\nnew one\ny\n")
    flow = flows(one, None)[1]
    items = [flow[number] for number in range(len(flow))]
    assert [(item.a, item.b) for item in items if isinstance(item, Line)] == [
        (0, 0),
        (1, None),
        (2, None),
        (None, 1),
        (3, 2),
    ]


@pytest.mark.parametrize("number", [-1, 4])
def test_beyond_the_lines_there_is_nothing(number: int) -> None:
    for flow in flows(aligned_of("a\nb\nc\nd\n", "a\nb\nc\nd\n"), None):
        with pytest.raises(IndexError):
            flow[number]


def test_where_a_side_has_no_line_the_next_one_is_named() -> None:
    rows = aligned_of("a\nc\n", "a\nb\nc\n").rows
    assert [first_on(rows, Side.A, row) for row in range(3)] == [0, 1, 1]
    assert [first_on(rows, Side.B, row) for row in range(3)] == [0, 1, 2]


def test_what_is_worked_out_is_kept() -> None:
    one = aligned_of(numbered(50), numbered(50, changed={25: "other"}))
    found = prepared(one)
    assert prepared(one) is found
    assert (found.changes, list(found.folds)) == (changes(one.rows), list(Folds(one.rows)))
    others = [aligned_of("a\n", f"{number}\n") for number in range(20)]
    assert all(prepared(other).aligned is other for other in others)
    assert prepared(one) is not found
