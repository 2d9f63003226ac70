"""Bytes become lines, and nothing of them gets lost on the way."""

import random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from grading.compare import text as texts
from grading.compare.text import EMPTY, LONG_LINE, Text, read_text
from tests.grading.compare.texts import CONTENTS, DAMAGED, FEW_LINES, LONG_LINES, NO_LINE_ENDS

always = settings(max_examples=100, deadline=None, derandomize=True)


def test_a_text_is_its_lines_by_their_index_and_a_person_counts_from_one() -> None:
    text = read_text(b"one\r\n\ntwo")
    assert list(text) == ["one\r", "", "two"]
    assert (text[2], text.raw(0), text.number(0), text.line_of(2)) == ("two", b"one\r\n", 1, 3)
    assert (len(text), text.ends_with_newline, text.newlines) == (3, False, "LF and CRLF mixed")
    assert text.is_as_stored and not text.is_binary and not text.is_cut and not text.has_long_lines


@pytest.mark.parametrize(
    ("data", "newlines", "is_ended"),
    [
        (b"", "", True),
        (b"a", "", False),
        (b"a\rb\r", "", False),
        (b"a\n", "LF", True),
        (b"a\nb", "LF", False),
        (b"\r\n\r\n", "CRLF", True),
        (b"\r\n\n", "LF and CRLF mixed", True),
    ],
)
def test_how_the_lines_end_is_told(data: bytes, newlines: str, is_ended: bool) -> None:
    text = read_text(data)
    assert (text.newlines, text.ends_with_newline) == (newlines, is_ended)


def test_an_empty_text_has_no_lines() -> None:
    assert read_text(b"") == EMPTY
    assert list(EMPTY) == [] and len(EMPTY.in_pieces()) == 0


@pytest.mark.parametrize("sign", NO_LINE_ENDS)
@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_only_a_newline_ends_a_line(sign: str, codec: str) -> None:
    assert list(read_text(f"a{sign}b\nc\r".encode(codec))) == [f"a{sign}b", "c\r"]


ENGLISH, FRENCH, THAI = "one\ntwo\n", "Écrit « là »,\n« Fermé »\n", "สวัสดี\n"


@pytest.mark.parametrize(
    ("data", "text", "stored_as", "is_as_stored"),
    [
        (ENGLISH.encode(), ENGLISH, "UTF-8", True),
        (THAI.encode(), THAI, "UTF-8", True),
        (ENGLISH.encode("utf-8-sig"), f"\ufeff{ENGLISH}", "UTF-8 with a mark", True),
        (FRENCH.encode("cp1252"), FRENCH, "Latin-1", True),
        (b"caf\xe9 \x81\n", "caf\u00e9 \udc81\n", "Latin-1", True),
        (THAI.encode() + b"\xff\n", f"{THAI}\udcff\n", "UTF-8", True),
        (THAI.encode()[1:], f"\udcb8\udcaa{THAI[1:]}", "UTF-8", True),
        (FRENCH.encode("utf-16-le"), FRENCH, "UTF-16 LE", False),
        (FRENCH.encode("utf-16-be"), FRENCH, "UTF-16 BE", False),
        (b"\xff\xfe" + THAI.encode("utf-16-le"), THAI, "UTF-16 LE", False),
        (b"\xfe\xff" + THAI.encode("utf-16-be"), THAI, "UTF-16 BE", False),
        (b"\xff\xfe\0\0" + THAI.encode("utf-32-le"), THAI, "UTF-32 LE", False),
        (b"\0\0\xfe\xff" + THAI.encode("utf-32-be"), THAI, "UTF-32 BE", False),
        (b"\xff\xfea\0\n\0\0\xd8", "a\n\ufffd", "UTF-16 LE", False),
    ],
)
def test_the_encoding_is_found_and_called_by_its_name(
    data: bytes, text: str, stored_as: str, is_as_stored: bool
) -> None:
    found = read_text(data)
    assert "\n".join(found) + "\n" * found.ends_with_newline == text
    assert (found.stored_as, found.is_as_stored) == (stored_as, is_as_stored)


@pytest.mark.parametrize("data", [b"\0", b"a\0\0b", b"\x7fELF\0\0\1", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\0\0\0\0"])
def test_what_is_no_text_has_no_lines(data: bytes) -> None:
    text = read_text(data)
    assert (text.is_binary, list(text), text.data, text.stored_as) == (True, [], data, "binary")


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32", "latin-1"])
def test_the_size_is_that_of_the_stored_content(codec: str) -> None:
    data = "größer\n".encode(codec)
    assert read_text(data).size == read_text(data).in_pieces().size == len(data)
    assert read_text(data + b"\0\0\0").size == len(data) + 3


def test_a_nul_far_down_makes_no_text_binary_as_little_as_for_git() -> None:
    assert read_text(b"a" * 7_999 + b"\0").is_binary
    assert list(read_text(b"a" * 8_000 + b"\0")) == ["a" * 8_000 + "\0"]


def test_text_beyond_the_bounds_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "MOST_BYTES", 10)
    monkeypatch.setattr(texts, "MOST_LINES", 3)
    for data, lines in ((b"1\n2\n3\n4", ["1", "2", "3"]), (b"0123456789ab\n", ["0123456789"])):
        text = read_text(data)
        assert (list(text), text.is_cut, text.is_as_stored) == (lines, True, False)
        assert data.startswith(text.data)
    for data in (b"1\n2\n3\n", b"1\n2\n3", b"0123456789"):
        assert (read_text(data).is_cut, read_text(data).data) == (False, data)


@pytest.mark.parametrize("most", range(1, 8))
def test_pieces_beyond_the_bounds_are_cut_and_say_so(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read_text(b"head\n" + b"a" * 700 + b"\nlast\n")
    every = [whole.in_pieces().raw(index) for index in range(6)]
    monkeypatch.setattr(texts, "MOST_LINES", most)
    text = whole.in_pieces()
    assert [text.raw(index) for index in range(len(text))] == every[:most]
    assert (text.is_cut, text.is_as_stored) == (most < len(every), most >= len(every))
    assert text.data == b"".join(every[:most])


def test_a_very_long_line_is_cut_where_its_code_could_be_broken() -> None:
    line = b"function f(a){return a};var number=1;" * 100
    text = read_text(b"short;short;short\n" + line + b"\nend;")
    assert text.has_long_lines
    cut = text.in_pieces()
    assert list(cut) == ["short;short;short", *["function f(a){return a};var number=1;"] * 100, "end;"]
    assert [cut.number(0), cut.number(1), cut.number(2), cut.number(len(cut) - 1)] == [1, 2, None, 3]
    assert [cut.line_of(0), cut.line_of(2), cut.line_of(len(cut) - 1)] == [1, 2, 3]


def test_pieces_are_the_same_whatever_ends_the_line() -> None:
    line = b"".join(b"value=%d;" % number for number in range(600))
    for stop in range(4_500, 4_600):
        pieces, others = (raws(read_text(line[:stop] + end + b"next").in_pieces()) for end in (b"\n", b"\r\n"))
        assert [piece.replace(b"\r", b"") for piece in others] == pieces


def test_a_line_is_long_from_a_bound_on() -> None:
    assert not read_text(b"a" * (LONG_LINE - 1) + b"\n").has_long_lines
    assert read_text(b"a" * (LONG_LINE + 1)).has_long_lines


def raws(text: Text) -> list[bytes]:
    return [text.raw(index) for index in range(len(text))]


@always
@given(st.one_of(CONTENTS, DAMAGED))
def test_the_lines_joined_are_the_content(data: bytes) -> None:
    text = read_text(data)
    if text.is_binary:
        assert (b"\0" in data, text.data) == (True, data)
        return
    assert b"".join(raws(text)) == text.data
    assert (text.data == data) or not text.is_as_stored
    assert all(line.endswith(b"\n") for line in raws(text)[:-1])
    assert not any(b"\n" in line[:-1] or not line for line in raws(text))
    for line, raw in zip(text, raws(text), strict=True):
        assert line.encode(text.encoding, "surrogateescape") == raw.removesuffix(b"\n")


@always
@given(st.one_of(LONG_LINES, FEW_LINES, DAMAGED))
def test_the_pieces_joined_are_the_lines(data: bytes) -> None:
    text = read_text(data)
    assume(not text.is_binary)
    cut = text.in_pieces()
    assert (b"".join(raws(cut)), cut.is_as_stored) == (text.data, text.is_as_stored)
    lines = [""] * len(text)
    for index in range(len(cut)):
        lines[cut.line_of(index) - 1] += cut[index]
        assert cut.number(index) in (None, cut.line_of(index))
        assert 0 < len(cut.raw(index)) < 230
    assert lines == list(text), "no character is cut in two, no piece stands in another line"
    assert [number for number in map(cut.number, range(len(cut))) if number] == list(range(1, len(text) + 1))


@pytest.mark.parametrize(
    "unit",
    [
        "f(a);if(b){c}",
        "1,22,333,",
        "0123456789abcdef",
        "Zm9vYmFyL2Jhei8w+c3BhbQ",
        "some words in a row ",
        "漢字、仮名。",
    ],
)
def test_pieces_fall_together_again_soon_after_an_edit(unit: str) -> None:
    drawn = random.Random(1)
    parts = [f"{unit}{drawn.randrange(10 ** drawn.randrange(1, 9))}" for _ in range(3_000)]
    before, after = "".join(parts), "".join([*parts[:1_500], "edit", *parts[1_500:]])
    a, b = (set(raws(read_text(one.encode()).in_pieces())) for one in (before, after))
    assert 0 < len(a - b) < 40
    assert 0 < len(b - a) < 40
