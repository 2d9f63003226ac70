"""What is not shown of aligned rows."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.compare.folds import Fold, Folds
from grading.compare.lines import Hunk, Kind, Rows, align

always = settings(max_examples=100, deadline=None, derandomize=True)
CONTEXTS = st.sampled_from([None, 0, 1, 2, 3, 10])


@st.composite
def aligned_rows(draw: st.DrawFn) -> Rows:
    """Rows with stretches of same and of changed lines in turn."""
    hunks = []
    a = b = 0
    for same, removed, added in draw(
        st.lists(st.tuples(st.integers(0, 12), st.integers(0, 3), st.integers(0, 3)), max_size=6)
    ):
        a, b = a + same, b + same
        if removed or added:
            hunks.append(Hunk(a, removed, b, added))
        a, b = a + removed, b + added
    rest = draw(st.integers(0, 12))
    return align(hunks, ["a"] * (a + rest), ["b"] * (b + rest))


def one_change(above: int, below: int) -> Rows:
    """Rows with one changed line, and so many that are the same above and below it."""
    lines = ["x"] * (above + 1 + below)
    return align([Hunk(above, 1, above, 1)], lines, lines)


def test_three_lines_stand_around_a_change_and_the_rest_is_folded() -> None:
    folds = Folds(one_change(10, 10))
    assert list(folds) == [Fold(range(7)), *range(7, 14), Fold(range(14, 21))]
    assert (folds[0], folds[1], folds[8]) == (Fold(range(7)), 7, Fold(range(14, 21)))
    assert (len(folds), folds.line_of(3), folds.line_of(7), folds.line_of(20)) == (9, 0, 1, 8)
    assert list(folds.blocks()) == [Fold(range(7)), range(7, 14), Fold(range(14, 21))]


def test_a_fold_opens_in_its_place() -> None:
    folds = Folds(one_change(10, 10)).open(Fold(range(14, 21)))
    assert list(folds) == [Fold(range(7)), *range(7, 21)]
    assert list(folds.open(Fold(range(7)))) == list(range(21))


def test_one_row_is_never_folded() -> None:
    assert list(Folds(one_change(4, 4))) == list(range(9))
    assert list(Folds(one_change(5, 4))) == [Fold(range(2)), *range(2, 10)]


def test_no_context_shows_every_row() -> None:
    assert list(Folds(one_change(10, 10), None)) == list(range(21))


def test_two_texts_that_are_the_same_are_one_fold() -> None:
    assert list(Folds(align([], ["x"] * 9, ["x"] * 9))) == [Fold(range(9))]
    assert list(Folds(align([], [], []))) == []


@always
@given(aligned_rows(), CONTEXTS, st.data())
def test_every_row_is_shown_or_folded_once_and_in_order(rows: Rows, context: int | None, data: st.DataObject) -> None:
    folds = Folds(rows, context)
    closed = [one for one in folds if isinstance(one, Fold)]
    for fold in data.draw(st.lists(st.sampled_from(closed), unique=True)) if closed else []:
        folds = folds.open(fold)
    seen = [row for one in folds for row in (one.rows if isinstance(one, Fold) else [one])]
    assert seen == list(range(len(rows)))
    assert [folds[line] for line in range(len(folds))] == list(folds)
    for outside in (-1, len(folds)):
        with pytest.raises(IndexError):
            folds[outside]
    for row in seen:
        found = folds[folds.line_of(row)]
        assert row in found.rows if isinstance(found, Fold) else row == found
    blocks = [row for one in folds.blocks() for row in ([one] if isinstance(one, Fold) else one)]
    assert blocks == list(folds)


@always
@given(aligned_rows(), st.integers(0, 5))
def test_what_is_folded_is_the_same_on_both_sides_and_away_from_every_change(rows: Rows, context: int) -> None:
    changed = [number for number, row in enumerate(rows) if row.kind is not Kind.SAME]
    near = {row + away for row in changed for away in range(-context, context + 1)}
    folded = {row for one in Folds(rows, context) if isinstance(one, Fold) for row in one.rows}
    assert not folded & near
    far = sorted(set(range(len(rows))) - near)
    alone = {row for row in far if row - 1 not in far and row + 1 not in far}
    assert folded == set(far) - alone, "two such rows together are folded always"


@always
@given(aligned_rows(), CONTEXTS)
def test_with_every_fold_opened_every_row_is_shown(rows: Rows, context: int | None) -> None:
    folds = Folds(rows, context)
    for fold in [one for one in folds if isinstance(one, Fold)]:
        folds = folds.open(fold)
    assert list(folds) == list(range(len(rows)))
