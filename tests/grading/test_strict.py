"""Tables that people write: what is read exactly, and the whole of each error, which is a contract."""

import os
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import settings

from grading.errors import FileError
from grading.strict import LARGEST_FILE, Table, decoded, read_text, toml_table

always = settings(max_examples=300, deadline=None, derandomize=True)


def table(text: str) -> Table:
    return toml_table(text, "f.toml")


def refusal(ask: Callable[[], object]) -> str:
    with pytest.raises(FileError) as caught:
        ask()
    return str(caught.value)


# Files


def test_a_file_is_read_as_utf8_with_or_without_a_mark_before_it(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbfkey = '\xc3\xa9'\r\n")
    assert read_text(path) == "key = 'é'\r\n"


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    missing, folder = tmp_path / "no\x1b.toml", tmp_path / "folder"
    folder.mkdir()
    assert refusal(lambda: read_text(missing)) == (
        f"{tmp_path}/no␛.toml: cannot be read (No such file or directory); check the path"
    )
    assert refusal(lambda: read_text(folder)) == f"{folder}: cannot be read (Is a directory); check the path"


def test_a_name_that_no_file_can_have_is_refused_like_one_that_is_not_there() -> None:
    said = refusal(lambda: read_text(Path("a\0b.toml")))
    assert said.startswith("a␀b.toml: cannot be read (")
    assert said.endswith("); check the path")


def test_a_file_of_the_largest_size_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    path = tmp_path / "big"
    path.write_bytes(b"a" * LARGEST_FILE)
    assert len(read_text(path)) == LARGEST_FILE
    os.truncate(path, 1 << 40)
    assert refusal(lambda: read_text(path)) == f"{path}: is larger than 4 MiB; give a smaller file"


@pytest.mark.parametrize(
    ("raw", "line"), [(b"\xff", 1), (b"a\nb\n\xff", 3), (b"a\n\xc3", 2), (b"\xef\xbb\xbfa\n\xff", 2)]
)
def test_bytes_that_are_not_utf8_are_found_on_their_line(raw: bytes, line: int) -> None:
    assert refusal(lambda: decoded(raw, "f")) == f"f: line {line} is not UTF-8; save the file as UTF-8"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "a = ",
            "f.toml: is not valid TOML: the file ends too early (Invalid value); complete or close what stands open",
        ),
        (
            "a = 1\nb = [\n1,\n",
            "f.toml: is not valid TOML: the file ends too early (Invalid value); complete or close what stands open",
        ),
        ("a = 1\na = 2", "f.toml: is not valid TOML: Cannot overwrite a value (at line 2, column 6); mend that line"),
        (
            "a = 1\r\na.b = 2",
            "f.toml: is not valid TOML: Cannot overwrite a value (at line 2, column 8); mend that line",
        ),
        (
            "a = {b = 1, b = 2",
            "f.toml: is not valid TOML: Duplicate inline table key 'b' (at line 1, column 18); mend that line",
        ),
        ("a =\nb = 1\n", "f.toml: is not valid TOML: Invalid value (at line 1, column 4); mend that line"),
        ("a = " + "[" * 5000, "f.toml: is not valid TOML: too deep or a number too large; simplify it"),
        ("a = " + "9" * 5000, "f.toml: is not valid TOML: too deep or a number too large; simplify it"),
        ("a = 1e" + "9" * 50, "f.toml: is not valid TOML: too deep or a number too large; simplify it"),
    ],
)
def test_a_text_that_is_no_toml_is_refused(text: str, said: str) -> None:
    assert refusal(lambda: table(text)) == said


@pytest.mark.parametrize("text", ["a = 1\na = 2", "\n\na = 1\r\na.b = 2", "[a]\nb = 1\n[a.b.c", "a = 1\n[a"])
def test_a_fault_of_what_is_said_is_told_the_same_without_a_line_end_after_it(text: str) -> None:
    assert refusal(lambda: table(text)) == refusal(lambda: table(text + "\n"))


@pytest.mark.parametrize("text", ["a", "a.", "[a", "[[a", "a = [1", "a = {b = 1", 'a = "b', 'a = """\nb\n'])
def test_what_stands_open_at_the_end_of_a_text_ends_too_early(text: str) -> None:
    assert "the file ends too early (" in refusal(lambda: table(text))


def test_an_error_from_the_toml_reader_shows_no_control_character() -> None:
    said = refusal(lambda: table("a = 1\n\x1b[2J"))
    assert said.isprintable()
    assert said.startswith("f.toml: is not valid TOML: ")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a." * 9_000 + "b = 1\n", 1),
        ("[" + "a." * 1_600 + "b]\n", 1),
        ("".join(f"a{number}.{'b.' * 900}c = 1\n" for number in range(100)), 62),
        ("[" + "a." * 1_000 + "b]\n" + "c = 1\n" * 4_000, 1_448),
        ("[" + "a." * 1_000 + 'b]\nc = """\n[\n"""\n' + "d.e = 1\n" * 4_000, 726),
    ],
    ids=["key", "header", "keys", "keys below a header", "keys below a header and a text"],
)
def test_keys_that_would_keep_the_reader_busy_are_refused(text: str, line: int) -> None:
    said = f"f.toml: has keys of too many parts up to line {line}; use fewer dots in a line"
    assert refusal(lambda: table(text)) == said


def test_texts_and_numbers_with_many_dots_are_read() -> None:
    said = "and so on. " * 1_500
    ladder = ", ".join(f"[{number}.5, {number}.25]" for number in range(500))
    text = f'[[part]]\nsaid = "{said}"\nladder = [{ladder}]\n' * 9
    assert all(part.text("said") == said for part in table(text).tables("part", "key"))


# Values


def test_values_are_taken_by_name_and_type_and_numbers_are_exact() -> None:
    one = table(
        """
        word = "w"
        blank = ""
        yes = true
        tenth = 0.1
        whole = 7
        old_name = 2.50
        list = ["a", "b"]
        ladder = [[0, 0], [10, 2.5]]
        caps = { api = 0.5, "odd key" = 0 }
        kind = "b"
        cost = 1.10
        said = "free"
        [[part]]
        key = "x"
        [[part]]
        key = 3
        """
    )
    assert one.text("word") == "w"
    assert one.text("blank", "default") == ""
    assert one.text("absent", "default") == "default"
    assert one.flag("yes") is True
    assert one.flag("absent") is False
    assert one.number("tenth") == Fraction(1, 10)
    assert one.number("new_name", also="old_name") == Fraction(5, 2)
    assert one.number("absent") is None
    assert one.number("absent", also="absent too") is None
    assert one.integer("whole") == 7
    assert one.integer("absent") is None
    assert one.texts("list") == ("a", "b")
    assert one.texts("absent") == ()
    assert [tuple(map(str, rung)) for rung in one.rungs("ladder")] == [("0", "0"), ("10", "5/2")]
    assert one.rungs("absent") == ()
    assert one.numbers_by_name("caps") == {"api": Fraction(1, 2), "odd key": 0}
    assert one.numbers_by_name("absent") == {}
    assert one.choice("kind", ("a", "b"), "a") == "b"
    assert one.choice("absent", ("a", "b"), "a") == "a"
    assert one.text_or_number("cost") == "1.1"
    assert one.text_or_number("said") == "free"
    assert one.text_or_number("absent") == ""
    assert [part.name for part in one.tables("part", "key")] == ['part "x"', "part 2"]
    assert one.tables("absent", "key") == []
    one.done()


def test_tables_inside_tables_are_named_by_the_whole_way() -> None:
    (outer,) = table('[[a]]\nkey = "x\\n"\n[[a.b]]\nkey = "y"\nn = -1').tables("a", "key")
    (inner,) = outer.tables("b", "key")
    assert refusal(lambda: inner.number("n")) == (
        'f.toml: a "x␊", b "y", n: is -1, but a number of 0 or more is expected'
    )


Ask = Callable[[Table], object]


@pytest.mark.parametrize(
    ("text", "ask", "said"),
    [
        ("", lambda t: t.text("a"), "is missing; add it as text"),
        ("a = 1", lambda t: t.text("a"), "is 1, but a text is expected; put it in quotes"),
        ("a = 1.50", lambda t: t.text("a", ""), "is 1.50, but a text is expected; put it in quotes"),
        ("a = true", lambda t: t.text("a"), "is true, but a text is expected; put it in quotes"),
        ("a.b = 1", lambda t: t.text("a"), "is a table, but a text is expected; put it in quotes"),
        ('a = " \\t"', lambda t: t.text("a"), "is empty; write what it should say"),
        ('a = "c\\u001b"', lambda t: t.choice("a", ("", "x", "y"), ""), 'is "c␛"; use one of x, y'),
        ("a = 1", lambda t: t.choice("a", ("x",), "x"), "is 1, but a text is expected; put it in quotes"),
        ("a = 0", lambda t: t.flag("a"), "is 0, but true or false is expected"),
        ('a = "true"', lambda t: t.flag("a"), "is 'true', but true or false is expected"),
        ('a = "1"', lambda t: t.number("a"), "is '1', but a number is expected"),
        ("a = false", lambda t: t.number("a"), "is false, but a number is expected"),
        ("a = nan", lambda t: t.number("a"), "is NaN, but a number of at most 10^12 is expected"),
        ("a = -inf", lambda t: t.number("a"), "is -Infinity, but a number of at most 10^12 is expected"),
        ("a = 1e999999999", lambda t: t.number("a"), "is 1E+999999999, but a number of at most 10^12 is expected"),
        ("a = -1e999999999", lambda t: t.number("a"), "is -1E+999999999, but a number of at most 10^12 is expected"),
        ("a = 1e-999999999", lambda t: t.number("a"), "is 1E-999999999, but a number with at most 9 decimals is expected"),
        ("a = 10_000_000_000_000", lambda t: t.number("a"), "is 10000000000000, but a number of at most 10^12 is expected"),
        ("a = 0.0000000001", lambda t: t.number("a"), "is 1E-10, but a number with at most 9 decimals is expected"),
        ("a = -0.5", lambda t: t.number("a"), "is -0.5, but a number of 0 or more is expected"),
        ("a = -1", lambda t: t.text_or_number("a"), "is -1, but a number of 0 or more is expected"),
        ("a = true", lambda t: t.text_or_number("a"), "is true, but a text is expected; put it in quotes"),
        ("a = 1.0", lambda t: t.integer("a"), "is 1.0, but a whole number is expected"),
        ("a = true", lambda t: t.integer("a"), "is true, but a whole number is expected"),
        ("a = 10", lambda t: t.integer("a", most=9), "is 10, but 0 to 9 is expected"),
        ("a = 0", lambda t: t.integer("a", least=1), "is 0, but 1 to 1000000000000 is expected"),
        ('a = "x"', lambda t: t.texts("a"), "is 'x', but a list of texts is expected"),
        ("a = ['x', 1]", lambda t: t.texts("a"), "is ['x', 1], but a list of texts is expected"),
        ("a = 1", lambda t: t.numbers_by_name("a"), "is 1, but a table of numbers is expected"),
        ("a = []", lambda t: t.rungs("a"), "is [], but a list of [measured, points] is expected"),
        ("a = 3", lambda t: t.rungs("a"), "is 3, but a list of [measured, points] is expected"),
        ("a = 1", lambda t: t.tables("a", "key"), "is 1, but tables are expected; write [[a]]"),
        ("a = [1]", lambda t: t.tables("a", "key"), "is [1], but tables are expected; write [[a]]"),
        ("[a]", lambda t: t.tables("a", "key"), "is a table, but tables are expected; write [[a]]"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_used_names_its_key_and_what_is_expected(text: str, ask: Ask, said: str) -> None:
    assert refusal(lambda: ask(table(text))) == f"f.toml: a: {said}"


@pytest.mark.parametrize(
    ("text", "ask", "said"),
    [
        ("a = { b = 'x' }", lambda t: t.numbers_by_name("a"), "a.b: is 'x', but a number is expected"),
        ('a = { "b\\n" = -1 }', lambda t: t.numbers_by_name("a"), "a.b␊: is -1, but a number of 0 or more is expected"),
        ("a = [[0, 0], 1]", lambda t: t.rungs("a"), "a[2]: is 1, but a list of [measured, points] is expected"),
        ("a = [[0, 0, 0]]", lambda t: t.rungs("a"), "a[1]: is [0, 0, 0], but a list of [measured, points] is expected"),
        ("a = [['x', 0]]", lambda t: t.rungs("a"), "a[1]: is 'x', but a number is expected"),
        ("a = [[0, 0], [1, -2]]", lambda t: t.rungs("a"), "a[2]: is -2, but a number of 0 or more is expected"),
    ],
)
def test_a_value_inside_a_value_names_its_place(text: str, ask: Ask, said: str) -> None:
    assert refusal(lambda: ask(table(text))) == f"f.toml: {said}"


def test_an_unknown_key_is_refused_with_the_name_that_was_probably_meant() -> None:
    def ask(text: str) -> str:
        one = table(text)
        one.number("weight")
        one.text("title", "")
        return refusal(one.done)

    assert ask("wieght = 1") == 'f.toml: wieght: is not a known key; perhaps "weight" is meant'
    assert ask('"z\\u001b" = 1') == "f.toml: z␛: is not a known key; known here: title, weight"


def test_a_number_under_its_old_and_its_new_name_is_refused() -> None:
    one = table("seconds = 1\nduration = 2")
    assert one.number("seconds", also="duration") == 1
    assert refusal(one.done) == "f.toml: duration: is not a known key; known here: seconds"


def test_an_error_about_the_whole_file_names_only_the_file() -> None:
    assert str(table("").wrong("", "is bad", "mend it")) == "f.toml: is bad; mend it"


def test_a_long_value_is_shown_short() -> None:
    said = refusal(lambda: table(f"a = ['{'x' * 1000}', 1]").texts("a"))
    assert said == f"f.toml: a: is ['{'x' * 35}…, but a list of texts is expected"


# A hexadecimal number is read in no time however long it is, and takes minutes to be turned into digits.
HUGE = "0x" + "f" * 15_000


@pytest.mark.parametrize(
    "ask",
    [
        lambda t: t.number("a"),
        lambda t: t.integer("a"),
        lambda t: t.text("a"),
        lambda t: t.text_or_number("a"),
        lambda t: t.flag("a"),
        lambda t: t.tables("a", "key"),
    ],
)  # fmt: skip
def test_a_huge_number_is_refused_and_not_written_out(ask: Ask) -> None:
    said = refusal(lambda: ask(table(f"a = {HUGE}")))
    assert said.startswith("f.toml: a: is ")
    assert len(said) < 200


@pytest.mark.parametrize("value", [f"[{HUGE}]", f"[{{{'.'.join('b' * 3000)} = 1}}]"])
def test_a_list_that_cannot_be_shown_is_still_refused(value: str) -> None:
    said = refusal(lambda: table(f"a = {value}").texts("a"))
    assert said.startswith("f.toml: a: is ")
    assert said.endswith(", but a list of texts is expected")


def test_a_deep_list_below_the_readers_limit_is_refused_and_shown_short() -> None:
    deep = "[" * 200 + "]" * 200
    assert refusal(lambda: table(f"a = {deep}").text("a")) == (
        f"f.toml: a: is {'[' * 37}…, but a text is expected; put it in quotes"
    )


# Numbers
