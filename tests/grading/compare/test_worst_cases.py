"""Texts that other comparisons choke on: every one gets an answer, and a small edit stays a small one."""

from collections.abc import Iterator

import pytest

from grading.compare.aligned import Aligned, aligned
from grading.compare.apart import aligned_apart
from grading.compare.counts import Counts, counts
from grading.compare.folds import Fold, Folds
from grading.compare.hunks import White
from grading.compare.lines import Kind, Rows
from grading.compare.text import read_text
from grading.compare.words import pieces
from grading.runs.vault import Vault
from grading.sides import Pair, Side
from tests.grading.compare.texts import compared, differing, kept, numbered, shuffled

MANY = 100_000


def zigzag(first: int) -> Iterator[int]:
    """Up to 999 and down to 0 again, and so on."""
    for number in range(MANY):
        up = number % 1_000
        yield up if number // 1_000 % 2 == first else 999 - up


CASES = {
    "no line in common": (numbered(f"a{one}" for one in range(20_000)), numbered(f"b{one}" for one in range(20_000))),
    "lines that are all the same": (b"x\n" * MANY, b"x\n" * (MANY - 10)),
    "lines in turn": (b"a\nb\n" * (MANY // 2), b"b\na\n" * (MANY // 2)),
    "two lines in turn and three": (b"a\nb\n" * (MANY // 2), b"a\nc\nb\n" * (MANY // 3)),
    "nothing and very much": (b"", numbered(range(MANY))),
    "up and down": (numbered(zigzag(0)), numbered(zigzag(1))),
    "the other way round": (numbered(range(MANY)), numbered(reversed(range(MANY)))),
    "every other line": (numbered(range(12_000)), numbered(one if one % 2 else -one for one in range(12_000))),
    "two lines in no order": (shuffled(1, 20_000, 2), shuffled(2, 20_000, 2)),
    "lines in no order": (shuffled(1, 20_000, 300), shuffled(2, 20_000, 300)),
    "blank lines and braces": (b"}\n\n" * 20_000, b"\n}\n\n}\n}\n" * 8_000),
}
MOST_DIFFERING = {
    "lines that are all the same": 10,
    "lines in turn": 2,
    "up and down": 2_000,
    "the other way round": 2 * MANY - 2,
    "every other line": 12_000,
}


def require_whole(found: Aligned) -> None:
    """Every line of both sides is in the rows once and in order."""
    a = b = 0
    for one in found.rows.stretches():
        assert (one.a, one.b) == (a, b)
        a += 0 if one.kind is Kind.ONLY_B else one.length
        b += 0 if one.kind is Kind.ONLY_A else one.length
    assert (a, b) == (len(found.texts.a), len(found.texts.b))


@pytest.mark.parametrize("case", CASES)
def test_every_case_is_answered_in_full(case: str, vault: Vault) -> None:
    found = compared(vault, *CASES[case])
    assert not found.is_rough
    require_whole(found)
    assert differing(found.rows) <= MOST_DIFFERING.get(case, sum(map(len, found.texts)))
    for rows in (Folds(found.rows), Folds(found.rows, None)):
        ends = [one.rows if isinstance(one, Fold) else one for one in rows.blocks()]
        assert sum(map(len, ends)) == len(found.rows)


def test_all_of_them_are_counted_at_once(vault: Vault) -> None:
    blobs = [Pair(*kept(vault, contents)) for contents in CASES.values()]
    every = dict(zip(CASES, counts(vault, blobs), strict=True))
    assert every["no line in common"] == Counts(20_000, 20_000)
    assert every["lines that are all the same"] == Counts(0, 10)
    assert every["nothing and very much"] == Counts(MANY, 0)


def test_a_million_lines_are_aligned_in_another_process_as_they_are_here(vault: Vault) -> None:
    a = b"a line\n" * 500_000 + b"before\n" + b"another\n" * 499_999
    b = a.replace(b"before", b"after")
    blobs = Pair(*kept(vault, [a, b]))
    found = aligned_apart(vault, blobs, White.EXACT)
    assert found == aligned(vault, blobs, Pair(a, b).map(read_text), White.EXACT)
    assert (len(found.rows), found.rows.changes(), found.is_rough) == (1_000_000, [range(500_000, 500_001)], False)
    assert len(Folds(found.rows)) == 9


def code(size: int) -> bytes:
    """So many bytes of code without one newline."""
    parts = (b"function f%d(a,b){var c=a+%d;return c*b}" % (one, one * one % 7_919) for one in range(size // 36))
    return b"".join(parts).ljust(size, b";")[:size]


def bytes_of(rows: Rows, found: Aligned, side: Side) -> tuple[int, int]:
    """Where the changed part of a side begins and ends."""
    lines = [line for one in rows.changes() for row in one if (line := rows[row].on(side)) is not None]
    starts = found.texts[side].starts
    return starts[lines[0]], starts[lines[-1] + 1]


def test_in_one_line_of_ten_megabytes_only_the_pieces_around_the_edit_differ(vault: Vault) -> None:
    size = 10_000_000
    a = code(size)
    b = a[: size // 2] + b"/* one edit in the middle */" + a[size // 2 :]
    found = compared(vault, a, b)
    require_whole(found)
    assert (found.is_rough, len(found.rows.changes())) == (False, 1)
    assert differing(found.rows) < 20
    for side, whole in zip(Side, (a, b), strict=True):
        text = found.texts[side]
        assert b"".join(map(text.raw, range(len(text)))) == whole
        begin, end = bytes_of(found.rows, found, side)
        assert size // 2 - 300 < begin <= size // 2 <= end < size // 2 + 300
    assert [text.number(0) for text in found.texts] == [1, 1]
    assert found.texts.a.line_of(len(found.texts.a) - 1) == 1


def test_a_small_edit_in_a_big_file_changes_few_rows(vault: Vault) -> None:
    lines = shuffled(5, 50_000, 2_000).splitlines(keepends=True)
    edited = [*lines[:10_000], b"new\n", *lines[10_000:30_000], *lines[30_001:45_000], b"other\n", *lines[45_001:]]
    found = compared(vault, b"".join(lines), b"".join(edited))
    assert differing(found.rows) == 4
    assert found.rows.changes() == [range(10_000, 10_001), range(30_001, 30_002), range(45_001, 45_002)]


@pytest.mark.parametrize("signs", [",;", "ab ", "0", ",;:!?"])
def test_words_of_long_lines_are_compared_however_often_they_repeat(signs: str) -> None:
    a, b = (shuffled(seed, 3_900, len(signs)).split() for seed in (1, 2))
    left, right = ("".join(signs[int(one)] for one in line) for line in (a, b))
    found = pieces(left, right[:300]) + pieces(left[:300], right[:300])
    assert "".join(one.a for one in found) == left + left[:300]
    assert "".join(one.b for one in found) == right[:300] * 2
