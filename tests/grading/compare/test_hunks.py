"""Where two texts differ: git's answer, in bounded time, and never far from the least."""

import random
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from grading.compare import hunks as asking
from grading.compare.hunks import Differences, White, differences, hunks_in
from grading.compare.lines import Hunk
from grading.compare.text import read_text
from grading.errors import VaultError
from grading.runs.vault import Vault
from grading.sides import Pair
from tests.grading.compare.texts import FEW_LINES, WHITES, edited, kept, numbered, shuffled

some = settings(max_examples=40, deadline=None, derandomize=True)
TOO_SLOW = 0
"""Not even a git that answers at once is waited for."""


def found(vault: Vault, a: bytes, b: bytes, white: White = White.EXACT) -> Differences:
    """Where two contents differ, very long lines cut up."""
    texts = Pair(a, b).map(read_text)
    if any(text.has_long_lines for text in texts):
        texts = Pair(texts.a.in_pieces(), texts.b.in_pieces())
    return differences(vault, Pair(*kept(vault, [a, b])), texts, white)


def least(vault: Vault, a: bytes, b: bytes, white: White) -> int:
    """How many lines differ as git's most thorough comparison counts them."""
    options = ("--no-ext-diff", "--no-textconv", "--text", "--numstat", "--minimal")
    printed = vault.git.run("diff", *options, *white.flags, *kept(vault, [a, b])).split()
    return sum(map(int, printed[:2]))


def size(found: Differences) -> int:
    """How many lines are told to differ."""
    return sum(one.a_count + one.b_count for one in found.hunks)


def test_a_hunk_is_so_many_lines_of_each_side_from_one_on(vault: Vault) -> None:
    a, b = b"1\n2\n3\n4\n5\n", b"0\n1\n2\nthree\n5\n6"
    assert found(vault, a, b) == Differences([Hunk(0, 0, 0, 1), Hunk(2, 2, 3, 1), Hunk(5, 0, 5, 1)])


def test_what_is_the_same_has_no_hunks_and_everything_differs_from_nothing(vault: Vault) -> None:
    assert found(vault, b"1\n2\n", b"1\n2\n") == Differences([])
    assert found(vault, b"", b"1\n2") == Differences([Hunk(0, 0, 0, 2)])
    assert found(vault, b"1\n2", b"") == Differences([Hunk(0, 2, 0, 0)])
    assert differences(vault, Pair(None, None), Pair(b"", b"").map(read_text), White.ALL) == Differences([])


def test_a_side_that_is_not_there_needs_no_git(tmp_path: Path) -> None:
    nowhere = Vault(tmp_path / "nowhere")
    assert differences(nowhere, Pair(None, "0" * 40), Pair(b"", b"1\n").map(read_text), White.EXACT).hunks


def test_lines_that_look_like_gits_own_are_lines_like_others(vault: Vault) -> None:
    a, b = b"@@ -1 +1 @@\n--- a\n+++ b\n", b"@@ -9,9 +9,9 @@\n--- a\n-@@ -1 +1 @@\r@@ -5 +5 @@\n"
    assert found(vault, a, b).hunks == [Hunk(0, 1, 0, 1), Hunk(2, 1, 2, 1)]


@pytest.mark.parametrize(
    ("a", "b", "same_under"),
    [
        (b"x = 1\r\n", b"x = 1\n", {White.END, White.AMOUNT, White.ALL}),
        (b"x = 1\t \n", b"x = 1\n", {White.END, White.AMOUNT, White.ALL}),
        (b"x = 1", b"x = 1\n", {White.END, White.AMOUNT, White.ALL}),
        (b"\tx = 1\n", b"    x = 1\n", {White.AMOUNT, White.ALL}),
        (b"x  =  1\n", b"x = 1\n", {White.AMOUNT, White.ALL}),
        (b"x=1\n", b"x = 1\n", {White.ALL}),
        (b"x = 1\n", b"  x = 1\n", {White.ALL}),
        (b"x = 1\n", b"x = 1\n\n", set()),
        (b"x = 1\n", b"x\n= 1\n", set()),
        (b"x = 1\n", b"x\xc2\xa0= 1\n", set()),
    ],
)
def test_white_space_counts_as_far_as_it_is_said_to(a: bytes, b: bytes, same_under: set[White], vault: Vault) -> None:
    a, b = b"head\n" + a, b"head\n" + b
    for one, other in ((a, b), (b, a)):
        assert {white for white in White if not found(vault, one, other, white).hunks} == same_under


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-32"])
def test_texts_that_git_cannot_read_are_compared_by_their_lines(codec: str, vault: Vault) -> None:
    a, b = "one\ntwo\nthree\n", "one\nzwei\nthree\n"
    assert found(vault, a.encode(codec), b.encode(codec)).hunks == [Hunk(1, 1, 1, 1)]
    assert found(vault, a.encode(codec), b.encode()).hunks == [Hunk(1, 1, 1, 1)]
    assert found(vault, a.encode(codec), a.encode()).hunks == []


LONG = b"".join(b"const value_%d = compute(%d);" % (number, number) for number in range(200))


@pytest.mark.parametrize(
    ("a", "b", "hunks"),
    [
        (LONG, LONG.replace(b"compute(77)", b"count(77)"), [Hunk(77, 1, 77, 1)]),
        (b"head\n" + LONG + b"\n", b"head\n" + LONG + b"\nend\n", [Hunk(201, 0, 201, 1)]),
        (LONG, LONG + b"\n", [Hunk(199, 1, 199, 1)]),
        (LONG, LONG.replace(b"compute(77);", b"compute(77);\n"), [Hunk(77, 1, 77, 1)]),
        (LONG, LONG + LONG[:27], [Hunk(200, 0, 200, 1)]),
    ],
    ids=["an edit", "a line more", "no newline at the end", "a line is broken in two", "more on the same line"],
)
def test_very_long_lines_are_compared_piece_by_piece(a: bytes, b: bytes, hunks: list[Hunk], vault: Vault) -> None:
    assert found(vault, a, b).hunks == hunks
    for one, other in ((a, b), (b, a)):
        assert bool(found(vault, one, other, White.END).hunks) == (b"".join(a.split()) != b"".join(b.split()))


@some
@given(st.one_of(edited(), st.tuples(FEW_LINES, FEW_LINES)), st.sampled_from(WHITES))
def test_hardly_more_lines_differ_than_must(vault: Vault, pair: tuple[bytes, bytes], white: White) -> None:
    assert size(found(vault, *pair, white)) <= 1.1 * least(vault, *pair, white)


@st.composite
def many_lines(draw: st.DrawFn) -> tuple[bytes, bytes]:
    """Two texts of many lines, few of them different: one edited from the other, or one that has nothing to do with it."""
    seed, count = draw(st.integers(0, 2**32)), draw(st.integers(2, 1_500))
    distinct = draw(st.sampled_from([2, 3, 8, 60, 400]))
    a = shuffled(seed, count, distinct)
    if draw(st.booleans()):
        return a, shuffled(seed + 1, count, distinct)
    lines = a.splitlines(keepends=True)
    drawn = random.Random(seed)
    for _ in range(draw(st.integers(0, 30))):
        first, to, many = (drawn.randrange(length) for length in (count, count, 20))
        lines[to:to] = [line[:-1] + b" \n" if many % 3 else line for line in lines[first : first + many]]
        del lines[first : first + many]
    return a, b"".join(lines)


@some
@given(many_lines(), st.sampled_from(WHITES))
def test_hardly_more_of_many_lines_differ_than_must(vault: Vault, pair: tuple[bytes, bytes], white: White) -> None:
    assert size(found(vault, *pair, white)) <= 1.1 * least(vault, *pair, white)


def test_a_reading_that_is_clearly_longer_than_need_be_is_not_taken(vault: Vault) -> None:
    a, b = shuffled(1, 100, 8), shuffled(2, 100, 8)
    blobs = kept(vault, [a, b])
    printed = vault.git.run("diff", "--numstat", "--histogram", *blobs).split()
    assert sum(map(int, printed[:2])) > 1.1 * least(vault, a, b, White.EXACT)
    assert size(found(vault, a, b)) <= 1.1 * least(vault, a, b, White.EXACT)


def test_where_no_other_reading_is_short_enough_the_least_is_taken(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "_OTHERS", ("histogram",))
    a, b = shuffled(1, 100, 8), shuffled(2, 100, 8)
    assert size(found(vault, a, b)) == least(vault, a, b, White.EXACT)


def test_where_the_first_way_takes_too_long_the_second_answers(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_ALGORITHMS", (("histogram", TOO_SLOW), ("myers", 10)))
    assert found(vault, b"1\n2\n", b"1\n3\n") == Differences([Hunk(1, 1, 1, 1)])
    a, b = shuffled(1, 100, 8), shuffled(2, 100, 8)
    assert size(found(vault, a, b)) >= least(vault, a, b, White.EXACT)


def test_where_every_way_takes_too_long_everything_differs_and_is_called_rough(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "_ALGORITHMS", (("histogram", TOO_SLOW), ("myers", TOO_SLOW)))
    assert found(vault, numbered(range(5)), numbered(range(6))) == Differences([Hunk(0, 5, 0, 6)], is_rough=True)


def test_a_content_that_is_not_there_is_an_error(vault: Vault) -> None:
    (blob,) = kept(vault, [b"1\n"])
    with pytest.raises(VaultError, match="git diff failed"):
        differences(vault, Pair(blob, "0" * 40), Pair(b"1\n", b"2\n").map(read_text), White.EXACT)


def test_nothing_is_left_where_texts_were_written_down(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert found(vault, "a\n".encode("utf-16"), "b\n".encode("utf-16")).hunks
    assert list(tmp_path.iterdir()) == []


@some
@given(edited(), st.sampled_from(WHITES))
def test_hunks_stand_in_order_and_what_lies_between_is_as_long_on_both_sides(
    vault: Vault, pair: tuple[bytes, bytes], white: White
) -> None:
    assume(all(pair))
    a = b = 0
    for hunk in found(vault, *pair, white).hunks:
        assert hunk.a - a == hunk.b - b >= 0
        assert hunk.a_count + hunk.b_count > 0
        a, b = hunk.a + hunk.a_count, hunk.b + hunk.b_count
    texts = Pair(*pair).map(read_text)
    assert len(texts.a) - a == len(texts.b) - b >= 0


def test_a_line_that_looks_like_a_hunk_is_none() -> None:
    printed = b"--- a/x\n+++ b/x\n@@ -1 +1,2 @@ def x():\n-@@ -7 +7 @@\n+@@ -8 +8 @@\n+\r@@ -9 +9 @@\n@@ -5,2 +5,0 @@\n-a\n-b\n"
    assert hunks_in(printed) == [Hunk(0, 1, 0, 2), Hunk(4, 2, 5, 0)]
