"""How many lines differ in many pairs at once: as git counts them one by one."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.compare import counts as counting
from grading.compare.counts import Counts, counts
from grading.compare.hunks import White
from grading.errors import VaultError
from grading.runs.vault import Vault
from grading.sides import Pair
from tests.grading.compare.texts import CONTENTS, FEW_LINES, PAIRS, WHITES, kept, numbered, shuffled

some = settings(max_examples=15, deadline=None, derandomize=True)
SIDES = st.one_of(
    PAIRS, st.tuples(CONTENTS, st.none()), st.tuples(st.none(), FEW_LINES), st.tuples(st.none(), st.none())
)


def blobs(vault: Vault, pairs: list[tuple[bytes | None, bytes | None]]) -> list[Pair[str | None]]:
    """The ids of contents; a side that is not there has none."""
    ids = iter(kept(vault, [data for pair in pairs for data in pair if data is not None]))
    return [Pair(*(None if data is None else next(ids) for data in pair)) for pair in pairs]


def one_by_one(vault: Vault, pair: Pair[str | None], white: White) -> Counts:
    """What git says of one pair; a side that is not there is like an empty one."""
    (empty,) = kept(vault, [b""])
    printed = vault.git.run("diff", "--numstat", "--histogram", *white.flags, pair.a or empty, pair.b or empty).split()
    if not printed:
        return Counts(0, 0)
    return Counts(0, 0, True) if printed[0] == b"-" else Counts(int(printed[0]), int(printed[1]))


def everything_in(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_lines_that_only_one_side_has_are_counted(vault: Vault) -> None:
    pairs = blobs(
        vault,
        [
            (b"1\n2\n3\n", b"1\ntwo\n3\n4\n"),
            (b"1\n2", None),
            (None, b"1\n2\n3"),
            (None, b""),
            (None, None),
            (b"same\n", b"same\n"),
            (b"no newline", b"no newline\n"),
            (b"\0\1", b"\0\2"),
            (b"\0", b"\0"),
            (b"\0", None),
        ],
    )
    assert list(counts(vault, pairs)) == [
        Counts(2, 1),
        Counts(0, 2),
        Counts(3, 0),
        Counts(0, 0),
        Counts(0, 0),
        Counts(0, 0),
        Counts(1, 1),
        Counts(0, 0, is_binary=True),
        Counts(0, 0),
        Counts(0, 0, is_binary=True),
    ]


def test_no_pairs_have_no_counts_and_need_no_git(tmp_path: Path) -> None:
    nowhere = Vault(tmp_path)
    assert list(counts(nowhere, [])) == []
    assert list(counts(nowhere, [Pair("0" * 40, "0" * 40), Pair(None, None)])) == [Counts(0, 0), Counts(0, 0)]


@some
@given(st.lists(SIDES, min_size=10, max_size=30), st.sampled_from(WHITES))
def test_the_counts_are_gits_own_in_their_order(
    vault: Vault, pairs: list[tuple[bytes | None, bytes | None]], white: White
) -> None:
    asked = blobs(vault, pairs)
    assert list(counts(vault, asked, white)) == [one_by_one(vault, pair, white) for pair in asked]


def test_many_pairs_are_counted_in_helpings_and_in_their_order(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    contents = [numbered(range(count)) for count in range(60)] + [shuffled(seed, 40, 4) for seed in range(40)]
    ids = kept(vault, contents)
    pairs = [Pair(a, b) for a, b in zip(ids, ids[7:] + ids[:7], strict=True)] * 3
    expected = [one_by_one(vault, pair, White.EXACT) for pair in pairs[:100]] * 3
    assert list(counts(vault, pairs)) == expected
    for first, more in ((1, 1), (7, 50), (100, 200), (300, 1), (299, 10)):
        monkeypatch.setattr(counting, "_FIRST", first)
        monkeypatch.setattr(counting, "_MORE", more)
        some_pairs = pairs if more > 1 else pairs[:20]
        assert list(counts(vault, some_pairs)) == expected[: len(some_pairs)]


def test_the_same_pair_is_counted_every_time_it_is_asked_for(vault: Vault) -> None:
    (pair,) = blobs(vault, [(b"1\n", b"2\n")])
    assert list(counts(vault, [pair] * 5)) == [Counts(1, 1)] * 5


def test_nothing_is_left_in_the_vault_or_anywhere_else(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    pairs = blobs(vault, [(shuffled(seed, 30, 5), shuffled(seed + 1, 30, 5)) for seed in range(300)])
    before = everything_in(vault.path)
    assert len(list(counts(vault, pairs))) == 300
    assert (everything_in(vault.path), list(tmp_path.iterdir())) == (before, [])
    broken_off = counts(vault, pairs)
    next(broken_off)
    del broken_off
    assert (everything_in(vault.path), list(tmp_path.iterdir())) == (before, [])


@pytest.mark.parametrize("pairs_at_once", [1, 2, 10])
def test_where_the_first_way_takes_too_long_the_second_counts_and_in_the_end_everything_differs(
    pairs_at_once: int, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents: list[tuple[bytes | None, bytes | None]] = [(b"1\n2\n", b"1\n3"), (None, b"1\n2"), (b"\n", b"")]
    asked = blobs(vault, contents) * pairs_at_once
    expected = [Counts(1, 1), Counts(2, 0), Counts(0, 1)] * pairs_at_once
    monkeypatch.setattr(counting, "_WORK", 0)
    assert list(counts(vault, asked)) == expected
    monkeypatch.setattr(counting, "_MOST_WORK", 0)
    assert list(counts(vault, asked[:3])) == [Counts(2, 2), Counts(2, 0), Counts(0, 1)]


def test_a_content_that_is_not_there_is_an_error_and_leaves_nothing(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (pair,) = blobs(vault, [(b"1\n", b"2\n")])
    with pytest.raises(VaultError, match="git mktree failed"):
        list(counts(vault, [pair, Pair(pair.a, "0" * 40)]))
    assert list(tmp_path.iterdir()) == []
