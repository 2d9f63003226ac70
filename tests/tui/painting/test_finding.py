"""What is looked for is found on both sides, once where both are the same, and never behind a mask."""

import pytest

from grading.blind import Mask
from grading.sides import Pair, Side
from tests.tui.painting.leaves import aligned_of, page_of
from tui.painting import finding
from tui.painting.finding import Finding, Stop
from tui.painting.page import Page


def places(found: Finding) -> list[tuple[str, int, int]]:
    return [(stop.side.value, stop.line, stop.begin) for stop in found.stops]


def test_in_small_letters_large_ones_are_found_and_not_the_other_way_round() -> None:
    page = page_of("Word word\nÄrger\n", "Word word\nÄrger\n")
    assert places(Finding(page, "word")) == [("A", 0, 0), ("A", 0, 5)]
    assert places(Finding(page, "Word")) == [("A", 0, 0)]
    assert places(Finding(page, "ärger")) == [("A", 1, 0)]
    assert places(Finding(page, "ÄRGER")) == []


def test_signs_mean_themselves() -> None:
    page = page_of("a.b (c)\naxb\n", "a.b (c)\n")
    assert places(Finding(page, "a.b (")) == [("A", 0, 0)]
    assert Finding(page, "").stops == []


def test_stops_come_in_the_order_of_the_rows() -> None:
    page = page_of("same x\nold x x\nend\n", "same x\nnew x\nmore x\nend\n")
    found = Finding(page, "x")
    assert places(found) == [("A", 0, 5), ("A", 1, 4), ("A", 1, 6), ("B", 1, 4), ("B", 2, 5)]
    assert found.hits == Pair({0: [(5, 6)], 1: [(4, 5), (6, 7)]}, {0: [(5, 6)], 1: [(4, 5)], 2: [(5, 6)]})
    assert [found.nearest(row) for row in (0, 1, 2, 3, 9)] == [0, 1, 4, 0, 0]


def test_of_a_name_not_even_a_part_is_found() -> None:
    page = page_of("by Amber-7, amber!\nambush\n", "am\n", mask=Mask(["amber 7"]))
    assert places(Finding(page, "am")) == [("B", 0, 0), ("A", 1, 0)]
    for query in ("amber", "Amber-7", "y am", "7,", "r-7, ", "r!"):
        assert not Finding(page, query).stops
    assert not Finding(page, "▒").stops


@pytest.mark.parametrize(
    ("data", "query", "begin"),
    [
        ("x é漢y".encode(), "y", 4),
        ("x é漢y".encode(), "漢", 3),
        ("é1".encode("cp1252"), "1", 1),
        ("é1".encode("cp1252"), "é", 0),
        ("x漢y".encode("utf-16"), "y", 2),
        ("漢漢".encode() + b"\xff z", "z", 4),
    ],
)
def test_places_are_characters_in_every_encoding(data: bytes, query: str, begin: int) -> None:
    page = page_of(data, b"")
    assert places(Finding(page, query)) == [("A", 0, begin)]


def test_a_letter_that_an_encoding_has_not_is_not_in_it() -> None:
    assert not Finding(page_of("é1".encode("cp1252"), b""), "漢").stops


def test_symbols_are_found_where_they_stand_for_something() -> None:
    page = page_of("a\x1b[0m\n⟨202E⟩\n\u202e\n", "")
    assert places(Finding(page, "␛")) == [("A", 0, 1)]
    assert places(Finding(page, "⟨202e⟩")) == [("A", 1, 0), ("A", 2, 0)]


def test_there_is_an_end_of_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "MOST", 3)
    assert (len(Finding(page_of("x\nx\nx\n", ""), "x").stops), Finding(page_of("xxx", ""), "x").is_cut) == (3, False)
    found = Finding(page_of("x\nx\nx\nx\n", ""), "x")
    assert (len(found.stops), found.is_cut) == (3, True)


def test_from_a_baseline_the_sides_own_texts_are_looked_through() -> None:
    page = Page(Pair("a", "b"), None, Pair(aligned_of("x\n", "y\nx\n"), None))
    assert Finding(page, "x").stops == [Stop(1, False, 1, 0)]
    assert page.text(Side.B) is None


def test_where_there_is_no_text_nothing_is_found() -> None:
    assert not Finding(Page(Pair("a", "b"), message="loading"), "a").stops
    assert not Finding(page_of(b"\0\0binary x", b"x\n"), "x").stops
