"""The text of the pages of an export: everything that a book says is there, inert, and the same every time.

Where a change is meant, `RENEW_PAGES=1 pytest tests/grading/report/formats/test_html.py` writes them anew; open each in a
browser, in light and dark, before it is kept.
"""

import base64
import hashlib
import os
import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from typing import Final

import pytest
from msgspec.structs import replace

from grading.report.book import Book
from grading.report.formats.html import card_page, index_page
from tests.grading.report.formats.html_books import CANARY, HOSTILE, Made, hostile, large_book, made, plain

GOLDEN: Final = Path(__file__).parents[3] / "golden" / "report"
RENEWED: Final = "RENEW_PAGES"
CARD: Final = "cards/service-0.html"
PAIR: Final = "pairs/service-amber-cobalt-mia.html"


@pytest.fixture(scope="module")
def small() -> Made:
    return made()


@pytest.fixture(scope="module")
def large() -> Book:
    return large_book(runs=500, dimensions=8, reviewers=("mia", "noor", "per"))


@pytest.fixture(scope="module")
def spiteful() -> Made:
    return made(hostile)


@pytest.mark.parametrize(("name", "place"), [("index", "index.html"), ("card", CARD), ("pair", PAIR)])
def test_a_page_is_what_it_was(small: Made, name: str, place: str) -> None:
    path, found = GOLDEN / f"{name}.html", small.pages[place].encode()
    if os.environ.get(RENEWED):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(found)
    assert found == path.read_bytes(), f"{path.name} is another page now; {RENEWED}=1 writes it anew"


def test_the_same_book_gives_the_same_pages(small: Made) -> None:
    assert made().pages == small.pages


_BLOCKS: Final = {
    "p",
    "div",
    "td",
    "th",
    "li",
    "br",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "caption",
    "summary",
    "figcaption",
}


class _Reader(HTMLParser):
    """What a page holds: elements with their attributes, and texts outside of style and script."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inlined: dict[str, list[str]] = {"style": [], "script": []}
        self.texts: list[str] = []
        self._in = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._in = tag if tag in self.inlined else ""
        if tag in _BLOCKS:
            self.texts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._in = ""

    def handle_data(self, data: str) -> None:
        (self.inlined[self._in] if self._in else self.texts).append(data)


def words(page: str) -> str:
    """Everything that a page says, on one line."""
    return " ".join("".join(_Reader(page).texts).split())


def rows(page: str, query: str) -> Iterator[list[str]]:
    """The cells of the rows of one table, by its id or class."""
    (table,) = re.findall(rf'<table (?:id|class)="{query}".*?</table>', page, re.S)
    for row in re.findall(r"<tr.*?</tr>", table, re.S):
        cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)
        yield [" ".join(unescape(re.sub(r"<[^>]+>", "", cell)).split()) for cell in cells]


def test_a_policy_allows_what_stands_in_the_page_and_nothing_else(small: Made, spiteful: Made) -> None:
    for place, page in (*small.pages.items(), *spiteful.pages.items()):
        read = _Reader(page)
        (policy,) = [
            str(told["content"]) for tag, told in read.elements if told.get("http-equiv") == "Content-Security-Policy"
        ]
        rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
        digests = {kind: [_digest(text) for text in texts] for kind, texts in read.inlined.items()}
        assert rules == {
            "default-src": "'none'",
            "style-src": f"'{digests['style'][0]}'",
            "script-src": f"'{digests['script'][0]}'" if place == "index.html" else "'none'",
            "img-src": "data:",
            "base-uri": "'none'",
            "form-action": "'none'",
        }
        assert [len(one) for one in digests.values()] == [1, int(place == "index.html")]


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_every_link_leads_to_another_page_of_the_export_or_into_the_same_one(small: Made, spiteful: Made) -> None:
    for pages in (small.pages, spiteful.pages):
        names = {
            place: {str(told["id"]) for _, told in _Reader(page).elements if told.get("id")}
            for place, page in pages.items()
        }
        led = set()
        for place, page in pages.items():
            for tag, told in _Reader(page).elements:
                assert "style" not in told and not [key for key in told if key.startswith("on")], (place, tag)
                assert tag != "link" or str(told["href"]).startswith("data:image/svg+xml,")
                assert "src" not in told
                if tag == "a":
                    target, _, name = str(told["href"]).partition("#")
                    found = _joined(place, target) if target else place
                    assert not name or name in names[found], (place, told["href"])
                    led.add(found)
        assert led == set(pages)


def _joined(place: str, target: str) -> str:
    folder = PurePosixPath(place).parent
    return str(PurePosixPath(os.path.normpath(folder / target)))


def test_what_strangers_wrote_is_shown_and_does_nothing(spiteful: Made) -> None:
    for page in spiteful.pages.values():
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u200b\u202e\u2066-\u2069\ufeff]", page)
        assert f"<script>{CANARY}</script>" in words(page)
        assert "⟨202E⟩right⟨2069⟩ to⟨200B⟩ left␛[31m ⟨FEFF⟩ שלום" in words(page)
        assert "{{ 7 * 7 }}" in words(page)
        assert {tag for tag, _ in _Reader(page).elements}.isdisjoint({"img", "iframe", "object", "base", "embed"})


def test_the_front_page_has_every_figure_of_the_standings(small: Made) -> None:
    page = small.pages["index.html"]
    assert next(rows(page, "s1-standings"))[:6] == [
        "Rank",
        "Run",
        "Total",
        "Tier",
        "Interface of 20",
        "Tests of 7.5",
    ]
    assert [row[:14] for row in rows(page, "s1-standings")][1:] == [
        ["1", "amber forge · no network · attempt 2", "50.0", "A", "20", "–", "mia 50.0", "–", "~$0.004", "~$0.00008", "45s", "–", "open"],
        ["2", "amber forge", "46.3", "A", "17.25", "7.25", "mia 48.5 noor 44.0", "4.5", "$1.10", "$0.024", "18m", "5.1M", "open"],
        ["3", "cobalt loom", "22.0", "B", "10", "3", "mia 22.0", "–", "subscription", "–", "1h 05m", "950", "closed"],
    ]  # fmt: skip
    assert list(rows(page, "s1-partial"))[1:] == [["fawn", "9.0", "20.0", "3", "mia 9.0…"]]
    assert list(rows(page, "s1-apart"))[1:] == [
        ["void", "ecru loom", "it saw the answers", "", "3.0", "$3.00"],
        ["no marks yet", "dune", "", "unfinished: it stalled", "–", "–"],
    ]


def test_the_front_page_has_what_follows_from_the_standings(small: Made) -> None:
    page = small.pages["index.html"]
    assert list(rows(page, "s1-working"))[1:] == [
        ["amber", "2", "2", "~$1.10", "~$0.55", ""],
        ["cobalt", "1", "0", "subscription", "∞", ""],
        ["dune", "1", "0", "–", "∞", ""],
        ["ecru", "0", "0", "$3.00", "–", "its only run is void"],
        ["fawn", "1", "0", "–", "–", "the gates of 1 run of 1 are not answered"],
    ]
    assert "∞ means that none does. A void run is no attempt, but what it cost was spent." in words(page)
    assert list(rows(page, "s1-by-weights"))[1:] == [
        ["closed", "1", "22.00", "22.0", "22.0", "–", "0", "subscription"],
        ["open", "2", "48.13", "50.0", "46.3", "1.1×", "1", "~$1.10 + 1 run unknown"],
        ["not said", "0", "–", "–", "–", "–", "2", "$3.00 + 1 run unknown"],
    ]
    assert list(rows(page, "s1-index"))[1:] == [
        ["1", "amber mean of 2 runs", "48.1", "50", "2", "+1"],
        ["2", "cobalt", "22.0", "53", "1", "−1"],
    ]
    assert "amber (48.1; index 50) is ahead of cobalt (22.0; index 53) here" in words(page)
    assert "Only in the index: umber" in words(page)
    assert list(rows(page, "s1-beside-1"))[1:][-1] == ["cobalt (loom)", "26.0", "22.0", "−4.0", "3", "3", "0", "B"]
    assert list(rows(page, "across1-table"))[1:] == [
        ["1", "amber forge", "43.63", "46.3", "41.0", "5.3", "1", "A small service", "concept", "–"],
        ["2", "cobalt loom", "31.50", "22.0", "41.0", "19.0", "2", "concept", "A small service", "–"],
        ["–", "amber forge · no network", "50.00 so far", "50.0", "–", "–", "–", "–", "–", "open"],
    ]
    assert "8 runs, 2 reviewers (mia, noor), 49 decisions, the last on 2026-05-03 10:00:59 UTC." in words(page)


def test_a_card_says_how_its_total_came_about(small: Made) -> None:
    assert list(rows(small.pages[CARD], "steps")) == [
        ["Dimension", "Given", "Adjusted", "Points", "of", "Weight", "Towards the total"],
        ["Interface", "19", "−0.5", "18.5", "20", "20", "18.5"],
        ["Tests", "7.5", "", "7.5", "7.5", "30", "30"],
        ["Total", "", "48.5"],
    ]
    cobalt = small.pages["cards/service-3.html"]
    assert list(rows(cobalt, "steps"))[1] == ["Interface", "17", "−3", "≤ 10", "10", "20", "20", "10"]


def test_a_card_has_everything_that_it_rests_on(small: Made) -> None:
    page = small.pages[CARD]
    said = words(page)
    assert "Rank 2 of 3, by the mean of 2 cards, 46.3." in said
    assert "The service starts curl / at once holds Interface ≤ 10" in said
    assert "10 half of it ← applies" in said
    assert "Adjusted by −0.5: an odd default" in said
    assert "Long lists come whole they page looked at, not called −3" in said
    assert (
        "collected Tests collected Are there any? 0 → 0 · 10 → 2 · 30 → 5 pytest -q $ pytest -q 12 passed 40 5 5"
        in said
    )
    assert "faithful Doubles match Are there any? pytest -q ? unsure, to come back to 2.5 2.5" in said
    assert '<ol start="9998" class="far"><li>def listed():<li>    return rows</ol>' in page
    assert "… 3 more lines" in said
    assert '<p class="note">long lists\n  come whole</p>' in page
    assert 'href="../cards/service-1.html"><bdi>noor</bdi> 44.0</a>' in page


def test_a_card_keeps_what_was_taken_back_and_what_was_replaced(small: Made) -> None:
    page = small.pages[CARD]
    assert page.count("<del>") == 1
    assert "<del>deduction called (−3)</del>" in page
    entries = [row[2] for row in rows(page, "history")][1:]
    assert len(entries) == 21
    assert entries[:9] == [
        *("1.00 replaced", "1.10: the bill came later", "gate holds", "mark 18 replaced", "mark 40", "mark 2.5"),
        *("mark 19", "deduction called (−3)", "took back: deduction called (−3)"),
    ]
    assert entries[-6:] == [
        *("adjusted by −0.5: an odd default", "note: they page", "better than service/cobalt@loom", "note: at once"),
        *("names revealed", "locked: finished"),
    ]


def test_a_partial_card_and_one_with_nothing_attempted_say_so(small: Made) -> None:
    assert "9.0 of 20.0 so far 3 cells open: not ranked." in words(small.pages["cards/service-5.html"])
    section = small.book.sections[0]
    stem, report = next(iter(small.cards.items()))
    link = section.cards[report.run.id][0]
    assert link.stem == stem
    nothing = replace(report.card, total=replace(report.card.total, exact=None))
    assert "– Nothing was attempted." in words(card_page(small.book, section, replace(report, card=nothing), link))


def test_a_cell_is_never_mistaken_for_another_part_of_the_page(small: Made) -> None:
    section, report = small.book.sections[0], next(iter(small.cards.values()))
    names = ("total", "history", "main", "gates", "steps", "whole", "d-1")
    stages = [
        replace(report.card.stages[0], dimension=replace(report.card.stages[0].dimension, key=key)) for key in names
    ]
    asked = replace(report.card.rubric, dimensions=tuple(one.dimension for one in stages), gates=())
    card = replace(report.card, rubric=asked, stages=tuple(stages))
    page = card_page(small.book, section, replace(report, card=card), section.cards[report.run.id][0])
    ids = [str(told["id"]) for _, told in _Reader(page).elements if told.get("id")]
    assert len(ids) == len(set(ids))
    assert {f"cell-{key}" for key in names} < set(ids)


def test_a_pair_stands_cell_by_cell_with_what_was_said(small: Made) -> None:
    found = list(rows(small.pages[PAIR], "both"))
    assert [(row[0], row[1].split(" ")[0], row[2].split(" ")[0], row[3]) for row in found[1:]] == [
        ("The service starts", "holds", "fails", ""),
        ("Interface of 20", "18.5", "10", "A +8.5"),
        ("−3 Long lists come whole", "looked", "called", ""),
        ("Tests of 7.5", "7.5", "3", "A +4.5"),
        ("Tests collected of 5", "40", "12", "A +3"),
        ("Doubles match of 2.5", "2.5", "1", "A +1.5"),
    ]
    said = words(small.pages[PAIR])
    assert "Overall, the reviewer prefers A: amber (forge). By their totals: A +26.5." in said
    assert "only half of it" in said


def test_reviewers_who_are_not_named_are_counted(small: Made) -> None:
    page = index_page(replace(small.book, is_anonymous=True))
    assert "8 runs, 2 reviewers, 49 decisions" in words(page)
    assert "Reviewers are not named." in words(page)


def test_a_book_with_nothing_in_it_is_a_page_all_the_same() -> None:
    page = index_page(Book("Empty", (), (), (), False, 0, ""))
    assert "0 runs, 0 reviewers, 0 decisions." in words(page)
    assert "There are no standings yet" in words(page)


def test_a_text_keeps_its_lines_and_its_length() -> None:
    long = made(lambda text: text + "x" * 10_000).pages[CARD]
    assert long.count("x" * 10_000) > 20
    assert HOSTILE not in made(plain).pages[CARD]


def test_the_front_page_of_a_large_study_stays_small(large: Book) -> None:
    page = index_page(large)
    assert page.count("<tr data-h=") == 500
    assert len(page.encode()) < 1_500_000
