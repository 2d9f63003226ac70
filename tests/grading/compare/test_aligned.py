"""The whole way from two contents to their rows: whatever they are, nothing is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.compare.aligned import Aligned, aligned
from grading.compare.hunks import White
from grading.compare.lines import Kind
from grading.compare.text import EMPTY, read_text
from grading.runs.vault import Vault
from grading.sides import Pair, Side
from tests.grading.compare.texts import CONTENTS, PAIRS, WHITES, compared, kept, read_down

some = settings(max_examples=40, deadline=None, derandomize=True)
SAME, CHANGED, REPLACED, ONLY_A, ONLY_B = Kind


def kinds(found: Aligned) -> list[Kind]:
    return [row.kind for row in found.rows]


def test_two_versions_of_a_file_stand_side_by_side(vault: Vault) -> None:
    a = b"import os\n\ndef total(values):\n    return sum(values)\n"
    b = b"import sys\n\ndef total(every):\n    # all of them\n    return sum(every)\n"
    found = compared(vault, a, b)
    assert kinds(found) == [CHANGED, SAME, CHANGED, ONLY_B, CHANGED]
    assert (found.is_binary, found.is_rough, found.size) == (False, False, len(a + b))


def test_a_side_that_is_not_there_has_no_lines(vault: Vault) -> None:
    (blob,) = kept(vault, [b"1\n2"])
    found = aligned(vault, Pair(None, blob), Pair(EMPTY, read_text(b"1\n2")), White.EXACT)
    assert kinds(found) == [ONLY_B, ONLY_B]
    assert kinds(aligned(vault, Pair(blob, None), Pair(read_text(b"1\n2"), EMPTY), White.EXACT)) == [ONLY_A, ONLY_A]


def test_the_same_content_is_not_even_asked_about(vault: Vault) -> None:
    found = aligned(vault, Pair("0" * 40, "0" * 40), Pair(b"1\n2", b"1\n2").map(read_text), White.EXACT)
    assert kinds(found) == [SAME, SAME]


@pytest.mark.parametrize("other", [b"", b"text\n", b"\0\1"])
def test_what_is_no_text_has_no_rows(other: bytes, vault: Vault) -> None:
    for a, b in ((b"\0\0\1", other), (other, b"\0\0\1")):
        found = compared(vault, a, b)
        assert (found.is_binary, len(found.rows)) == (True, 0)


def test_where_one_side_has_very_long_lines_both_are_cut_up(vault: Vault) -> None:
    short = b"const value = compute(1, 2);" * 20 + b"\n"
    found = compared(vault, short, short * 2 + short[:-1] * 20)
    assert [text.pieces is not None for text in found.texts] == [True, True]
    assert kinds(found)[:21] == [*[SAME] * 20, ONLY_B]


def test_texts_that_differ_in_their_encoding_only_have_no_changed_line(vault: Vault) -> None:
    text = "größer\nals\n"
    assert kinds(compared(vault, text.encode(), text.encode("utf-16"))) == [SAME, SAME]


@some
@given(PAIRS, st.sampled_from(WHITES))
def test_read_down_the_rows_each_side_is_its_content(vault: Vault, pair: tuple[bytes, bytes], white: White) -> None:
    found = compared(vault, *pair, white)
    if found.is_binary:
        assert len(found.rows) == 0
        return
    for side, text, content in zip(Side, found.texts, pair, strict=True):
        assert [row.on(side) for row in found.rows if row.on(side) is not None] == list(range(len(text)))
        assert read_down(found.rows, side, text) == text.data
        if text.is_as_stored:
            assert text.data == content


@some
@given(PAIRS)
def test_lines_that_are_called_the_same_are_the_same_to_the_last_byte(vault: Vault, pair: tuple[bytes, bytes]) -> None:
    found = compared(vault, *pair)
    for row in found.rows:
        if row.kind is SAME and row.a is not None and row.b is not None:
            assert found.texts.a.raw(row.a) == found.texts.b.raw(row.b)
    if all(text.is_as_stored and not text.is_binary for text in found.texts):
        assert (SAME in kinds(found) or not pair[0]) if pair[0] == pair[1] else set(kinds(found)) - {SAME}


@some
@given(CONTENTS, st.sampled_from([White.END, White.AMOUNT, White.ALL]))
def test_other_line_ends_are_no_difference_where_they_do_not_count(vault: Vault, data: bytes, white: White) -> None:
    lines = data.translate(None, b"\r\0").lstrip(b"\xfe\xff")  # or the newlines would be no newlines
    assert set(kinds(compared(vault, lines, lines.replace(b"\n", b"\r\n"), white))) <= {SAME}


@some
@given(PAIRS)
def test_the_sides_changed_round_have_as_many_lines_each(vault: Vault, pair: tuple[bytes, bytes]) -> None:
    for one in (compared(vault, *pair), compared(vault, pair[1], pair[0])):
        counted = [kind in (SAME, CHANGED, REPLACED) for kind in kinds(one)]
        rows = len(one.rows)
        assert rows == 0 or rows == sum(map(len, one.texts)) - sum(counted)
