"""Standings and cards as Markdown: golden files byte for byte, and texts of strangers that change nothing about them."""

from collections.abc import Iterator, Sequence

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec.structs import replace

from grading.report.book import Book
from grading.report.formats.markdown import (
    across_markdown,
    book_markdown,
    card_markdown,
    groups_markdown,
    standings_markdown,
)
from grading.visible import visible
from tests.grading.report.formats.sheets import asked, book, is_golden, report, section
from tests.grading.report.tables import table

HOSTILE = [
    *("=1+1", "<script>alert(1)</script>", "a|b||c", "**b** _u_ ~~s~~", "[l](http://evil.example)", "![i](x)"),
    *("# head", "- item", "1. one", "> quote", "http://evil.example www.evil.example", "&lt;b&gt; &amp;", "\\", "`x`"),
    *(
        "```",
        "~~~",
        "<!-- ",
        "$x$ {{y}} ^z^",
        "\u202egnp שלום",
        "\x1b[31m",
        "\ufeff\u200b",
        "x" * 10_000,
        "+",
        "===",
        "|",
    ),
    *("*", "_", "[^1]", "<b", "a\\|b", "\\\\|", "-- -", ":::", "![](", "%%"),
]


def parsed(text: str) -> list[Token]:
    return MarkdownIt("gfm-like", {"html": True}).parse(text)


def shape(tokens: Sequence[Token]) -> Iterator[str]:
    """What a viewer would draw, the words left out."""
    for token in tokens:
        if token.type == "inline":
            inner = [
                one.type for one in token.children or [] if one.type not in ("text", "code_inline", "text_special")
            ]
            yield " ".join(["inline", *inner])
        else:
            yield f"{token.type} {token.tag} {token.attrs if token.type == 'link_open' else ''}"


def test_standings_are_as_they_are_kept() -> None:
    assert is_golden("standings.md", standings_markdown(section()))


def test_a_book_is_as_it_is_kept() -> None:
    assert is_golden("book.md", book_markdown(book()))


def test_a_card_is_as_it_is_kept() -> None:
    assert is_golden("card.md", card_markdown(report()))


def test_an_empty_book_and_an_empty_table_say_so() -> None:
    empty = Book("", (), (), (), False, 0, "")
    assert book_markdown(empty) == (
        "# Standings\n\n0 reviewers · 0 decisions.\n\nNo standings yet: a task needs runs and a rubric.\n"
    )
    bare = replace(section(), table=table(asked(), [], []), cards={}, working=(), groups=(), editions=(), against=None)
    assert standings_markdown(bare) == (
        "# A small service · A small service\n\nTask `service`\n\nRubric `service@1` · out of 50.0 · totals within 1 of "
        "each other are within the noise (≈): their order says nothing\n\nNo run is ranked yet.\n"
    )


def test_an_anonymous_book_names_nobody() -> None:
    said = book_markdown(replace(book(), is_anonymous=True))
    assert said.splitlines()[2].startswith("2 reviewers · 12 decisions;")


def test_every_table_of_a_report_is_whole() -> None:
    for text in (book_markdown(book()), card_markdown(report())):
        kinds = [one.type for one in parsed(text)]
        assert kinds.count("table_open") == text.count("\n| ---") + text.count("\n| --:") + text.count("\n| :-")
        assert text.endswith("\n")
        assert "\n\n\n" not in text
        assert "\r" not in text


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_changes_nothing_about_standings(text: str) -> None:
    plain, found = book_markdown(book("word")), book_markdown(book(text))
    assert list(shape(parsed(found))) == list(shape(parsed(plain)))
    (across,) = book(text).across
    groups = section(text).groups[0]
    for hostile, harmless in (
        (across_markdown(across, only=text), across_markdown(book("word").across[0], only="word")),
        (groups_markdown(groups, [], only=text), groups_markdown(section("word").groups[0], [], only="word")),
    ):
        assert list(shape(parsed(hostile))) == list(shape(parsed(harmless)))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_changes_nothing_about_a_card(text: str) -> None:
    plain, found = card_markdown(report("word")), card_markdown(report(text, quoted=[text]))
    assert list(shape(parsed(found))) == list(shape(parsed(plain)))
    assert visible(found, keep="\n") == found


def test_lines_of_a_note_stay_lines_and_do_nothing() -> None:
    said = card_markdown(report("one\n\n# two\r\n- three\n    four\n---\n===\n<b>"))
    kinds = {one.type for one in parsed(said)}
    assert not kinds & {"html_block", "hr", "code_block", "ordered_list_open"}
    assert [one.tag for one in parsed(said) if one.type == "heading_open"] == ["h1", *["h2"] * 5]
