"""Texts of strangers in Markdown: whatever they hold, a parser reads exactly the words, and nothing else."""

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from grading.report.formats.figures import dollars, times
from grading.report.formats.markdown_text import begun, block_quote, code, fenced, heading, inline, paragraphs, table
from grading.report.ratios import INFINITE, UNKNOWN, Ratio
from grading.visible import visible
from tests.grading.report.tables import exact

SIGNS = "\\`*_{}[]<>()#+-.!|~&$^:/=%\"'@ \t19ax é字\u202e\x00"
WHOLE = ["&lt;", "&#35;", "http://a.bc", "www.a.bc", ":-:", "---", "1.", "<b>", "<!--", "[a](b)", "![a](b)"]
TEXTS = st.lists(st.sampled_from([*SIGNS, *WHOLE]), max_size=20).map("".join)


def parsed(text: str) -> list[Token]:
    return MarkdownIt("gfm-like", {"html": True}).parse(text)


def words(tokens: list[Token]) -> list[str]:
    """The texts of all inline parts; anything but text shows as its name."""
    return [
        "".join(
            one.content if one.type in ("text", "text_special") else f"({one.type})" for one in token.children or []
        )
        for token in tokens
        if token.type == "inline"
    ]


def one_line(text: str) -> str:
    return visible(text.strip()).strip()


@given(TEXTS)
def test_a_line_is_read_as_its_words(text: str) -> None:
    if one_line(text):
        assert words(parsed(begun(text))) == [one_line(text)]
        assert [one.type for one in parsed(begun(text))] == ["paragraph_open", "inline", "paragraph_close"]


@given(TEXTS)
def test_a_cell_is_read_as_its_words(text: str) -> None:
    found = parsed(table(["a", "b"], [[inline(text), "x"]]))
    assert words(found) == ["a", "b", one_line(text), "x"]
    assert [one.type for one in found].count("td_open") == 2


@given(TEXTS)
@example("#")
@example("a ##")
@example("\\#")
def test_a_heading_is_read_as_its_words(text: str) -> None:
    if one_line(text):
        assert words(parsed(heading(2, inline(text)))) == [one_line(text)]


@given(TEXTS)
def test_the_entry_of_a_list_is_read_as_its_words(text: str) -> None:
    if one_line(text):
        found = parsed(f"- {begun(text)}\n- {begun(text)}")
        assert words(found) == [one_line(text)] * 2
        assert [one.type for one in found].count("list_item_open") == 2


@given(TEXTS)
def test_an_id_is_read_as_it_is(text: str) -> None:
    (found,) = words(parsed(f"x{code(text)}x"))
    said = one_line(text)
    assert found in (f"x{said}x", "x(code_inline)x")


@given(st.lists(TEXTS, max_size=6))
def test_a_quote_is_one_quote_of_plain_words(lines: list[str]) -> None:
    found = parsed(block_quote("\n".join(lines)))
    kinds = {one.type for one in found} - {"blockquote_open", "blockquote_close", "inline"}
    assert kinds <= {"paragraph_open", "paragraph_close"}
    inner = {one.type for token in found for one in token.children or []}
    assert inner <= {"text", "text_special", "softbreak", "hardbreak"}
    assert "".join("".join(words(found)).split()).replace("(hardbreak)", "").replace("(softbreak)", "") == "".join(
        "".join(one_line(line) for line in lines).split()
    )


def test_lines_of_code_in_a_quote_stay_indented() -> None:
    said = block_quote("def f(x):\n    if x:\n\t\treturn 1\n   \nend")
    (inline_token,) = [one for one in parsed(said)[:4] if one.type == "inline"]
    text = "".join(one.content for one in inline_token.children or [])
    assert said.split("\n")[1] == "> &nbsp;&nbsp;&nbsp;&nbsp;if x:  " and "\xa0" * 8 + "return 1" in text


@given(st.lists(TEXTS, max_size=6))
@example(["a", ":-:"])
@example(["a", "==="])
def test_paragraphs_are_plain_words(lines: list[str]) -> None:
    found = parsed(paragraphs("\n".join(lines)))
    assert {one.type for one in found} <= {"paragraph_open", "paragraph_close", "inline"}


@given(st.lists(TEXTS, max_size=6))
def test_code_ends_where_it_is_over(lines: list[str]) -> None:
    (block,) = parsed(fenced(lines))
    assert (block.type, block.content) == ("fence", "".join(f"{visible(line)}\n" for line in lines))


def test_a_text_over_several_lines_is_one_line_in_a_cell() -> None:
    assert inline(" a \r\n\n b\u2028c ") == "a  b c"
    assert inline("snake_case and _this_") == "snake_case and \\_this\\_"
    assert begun("2024. A year") == "2024\\. A year"
    # Some viewers begin a definition or a box with colons.
    assert begun(": a") == "\\: a"


def test_columns_line_up_for_wide_letters_too() -> None:
    assert table(["a", "n"], [["字字", "1"], ["b", "22"]], ["n"]).splitlines() == [
        "| a    |   n |",
        "| ---- | --: |",
        "| 字字 |   1 |",
        "| b    |  22 |",
    ]


def test_figures_in_words() -> None:
    assert [dollars(one) for one in exact("11/10", "1/1000", "0", "123/100000")] == [
        "$1.10",
        "$0.001",
        "$0.00",
        "$0.0012",
    ]
    assert [times(one) for one in (*map(Ratio, exact("51/10", "104/100")), INFINITE, UNKNOWN)] == [
        *("5.1×", "1.04×", "∞", "–"),
    ]
