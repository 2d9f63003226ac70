"""The two sides."""

from grading.sides import Pair, Side


def test_the_other_side_of_the_other_side_is_the_side() -> None:
    for side in Side:
        assert side.other is not side
        assert side.other.other is side


def test_a_pair_is_read_by_side_and_changed_on_both() -> None:
    pair = Pair("left", "right")
    assert (pair[Side.A], pair[Side.B]) == ("left", "right") == tuple(pair)
    assert pair.map(len) == Pair(4, 5)
    assert pair.swapped() == Pair("right", "left")
    assert pair.beside(Pair(1, 2)) == Pair(("left", 1), ("right", 2))
