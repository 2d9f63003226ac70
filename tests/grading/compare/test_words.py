"""What changed inside a line."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.compare.words import Changed, Piece, changed, pieces
from tests.grading.compare.texts import ODD

always = settings(max_examples=120, deadline=None, derandomize=True)
WORDS = st.lists(
    st.sampled_from(["a", "total", "x1", "42", " ", "  ", "\t", "=", "(", "é", "数", "\udcff", ODD]), max_size=20
)
LINES = st.one_of(WORDS.map("".join), WORDS.map(lambda words: "".join(words) * 60), st.text(max_size=30))


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, str]:
    """A line, and the same one with something else in the place of a part."""
    line = draw(LINES)
    first, count = draw(st.integers(0, len(line))), draw(st.integers(0, 10))
    return line, line[:first] + draw(LINES) + line[first + count :]


PAIRS = st.one_of(edited(), st.tuples(LINES, LINES))


def test_the_word_that_changed_is_a_piece_of_its_own() -> None:
    assert pieces("total = count(a)", "total = length(a)") == [
        Piece(True, "total = ", "total = "),
        Piece(False, "count", "length"),
        Piece(True, "(a)", "(a)"),
    ]
    assert changed("total = count(a)", "total = length(a)") == Changed(((8, 13),), ((8, 14),))


@pytest.mark.parametrize(
    ("a", "b", "ranges"),
    [
        ("", "", Changed((), ())),
        ("same", "same", Changed((), ())),
        ("", "new", Changed((), ((0, 3),))),
        ("a(b)", "a(b, c)", Changed((), ((3, 6),))),
        (
            "result = one two",
            "result = three four",
            Changed(((9, 16),), ((9, 19),)),
        ),  # nothing but a blank between two changes
        ("  call(x)", "    call(x)", Changed(((0, 2),), ((0, 4),))),  # the blanks are what changed
        ("say(hello)", "say( hello )", Changed((), ((4, 5), (10, 11)))),
        ("v = 10", "v = 12", Changed(((4, 6),), ((4, 6),))),
        ("v = f10", "v = f12", Changed(((4, 7),), ((4, 7),))),
        ("let größe = 1", "let höhe = 1", Changed(((4, 9),), ((4, 8),))),
        ("alpha beta", "gamma delta", Changed(((0, 10),), ((0, 11),))),  # too little in common
    ],
)
def test_what_is_marked_is_what_a_reader_would_mark(a: str, b: str, ranges: Changed) -> None:
    assert changed(a, b) == ranges


def test_very_long_lines_are_compared_by_their_two_ends() -> None:
    a = "start " + "x y " * 2_000 + " middle " + "z " * 3_000 + "end"
    assert [one.is_same for one in pieces(a, a.replace("middle", "centre"))] == [True, False, True]
    assert pieces(a, a.replace("middle", "centre"))[1] == Piece(False, "middl", "centr")
    assert pieces(a, a) == [Piece(True, a, a)]
    assert pieces(a, "") == [Piece(False, a, "")]
    assert pieces("ab" * 3_000, "ab" * 3_001) == [Piece(True, "ab" * 3_000, "ab" * 3_000), Piece(False, "", "ab")]


def test_lines_of_very_many_words_are_one_change_between_what_they_share() -> None:
    a, b = (",".join(map(str, range(first, first + 400))) for first in (0, 1))
    head = "word " * 300
    assert pieces(f"{head}({a})", f"{head}({b})") == [
        Piece(True, f"{head}(", f"{head}("),
        Piece(False, a, b),
        Piece(True, ")", ")"),
    ]


@always
@given(PAIRS)
def test_the_pieces_of_a_side_are_its_line(pair: tuple[str, str]) -> None:
    found = pieces(*pair)
    assert ("".join(one.a for one in found), "".join(one.b for one in found)) == pair
    assert all(one.a == one.b for one in found if one.is_same)
    assert all(one.a != one.b and (one.a or one.b) for one in found if not one.is_same)


@always
@given(PAIRS)
def test_same_and_changed_take_turns_and_no_blank_parts_two_changes(pair: tuple[str, str]) -> None:
    found = pieces(*pair)
    assert all(before.is_same != after.is_same for before, after in pairwise(found))
    if max(map(len, pair)) <= 4_000:
        assert all(one.a.strip() for one in found[1:-1] if one.is_same)


@always
@given(LINES)
def test_a_line_has_no_change_beside_itself(line: str) -> None:
    assert pieces(line, line) == ([Piece(True, line, line)] if line else [])
    assert changed(line, line) == Changed((), ())


@always
@given(PAIRS)
def test_what_is_marked_lies_in_the_line_in_order_and_apart(pair: tuple[str, str]) -> None:
    for line, ranges in zip(pair, changed(*pair), strict=True):
        ends = [end for both in ranges for end in both]
        assert ends == sorted(ends) and set(ends) <= set(range(len(line) + 1))
        assert all(begin < end for begin, end in ranges)
        assert all(before[1] < after[0] for before, after in pairwise(ranges))


@always
@given(PAIRS)
def test_what_is_not_marked_is_the_same_on_both_sides_but_for_blanks(pair: tuple[str, str]) -> None:
    left, right = (
        "".join(char for place, char in enumerate(line) if not any(begin <= place < end for begin, end in ranges))
        for line, ranges in zip(pair, changed(*pair), strict=True)
    )
    assert "".join(left.split()) == "".join(right.split())
