"""CSV: what a spreadsheet would run is quoted, plain numbers stay numbers, and our own reader gets back what was there."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.errors import FileError
from grading.report.formats.csv import from_csv, quoted, standings_csv, to_csv
from grading.report.formats.csv_standings import COLUMNS
from grading.tabular import unquoted
from tests.grading.report.formats.sheets import is_golden, service_table

RUNS = "=+-@\t\r\n＝＋－＠"
CELLS = st.text(
    st.one_of(st.sampled_from("'\"=+-@,;\r\n\t ＝＋－＠|09.\ufeff\0\u202e"), st.characters(exclude_categories=["Cs"]))
)


@pytest.mark.parametrize(
    "cell", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x", "-", "--3"]
)
def test_what_a_spreadsheet_would_run_is_quoted(cell: str) -> None:
    assert quoted(cell) == f"'{cell}"
    assert unquoted(quoted(cell)) == cell


@pytest.mark.parametrize(
    "cell", ["-3", "+2.5", "0", "-.5", "57/2", "", "plain", "'tis", "'", "a=b", "≈", " =1", "-3 points"[3:]]
)
def test_everything_else_stays_as_it_is(cell: str) -> None:
    assert quoted(cell) == unquoted(cell) == cell


@given(CELLS)
def test_no_cell_begins_with_a_formula_unless_it_is_a_number(cell: str) -> None:
    said = quoted(cell)
    assert unquoted(said) == cell
    assert said[:1] not in set(RUNS) - {""} or float(said) is not None


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_rows_read_back_unchanged(rows: list[tuple[str, str]]) -> None:
    columns = ["one", "two"]
    said = [dict(zip(columns, row, strict=True)) for row in rows]
    assert from_csv(to_csv(columns, said)) == said


@given(st.lists(CELLS, max_size=5))
def test_a_single_column_keeps_its_empty_rows(cells: list[str]) -> None:
    said = [{"only": cell} for cell in cells]
    assert from_csv(to_csv(["only"], said)) == said


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_any_other_reader_finds_the_same_cells_quoted(rows: list[tuple[str, str]]) -> None:
    said = [dict(zip("ab", row, strict=True)) for row in rows]
    found = list(csv.reader(io.StringIO(to_csv(["a", "b"], said), newline=""), strict=True))
    assert found[1:] == [[quoted(cell) for cell in row] for row in rows]


def test_what_a_row_has_no_value_for_is_empty() -> None:
    assert to_csv(["a", "b"], [{"b": "x,y"}]) == 'a,b\n,"x,y"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "notes.csv: is empty; give one with a header"),
        ('a,b\n"x,y\n', "notes.csv: line 2: is not valid CSV: a quotation mark is out of place; mend the row"),
        ('a,b\n"x"y,z\n', "notes.csv: line 2: is not valid CSV: a quotation mark is out of place; mend the row"),
        ("a,b\n\n1,2,3\n", "notes.csv: line 3: has 3 fields, but the header has 2; mend the row"),
    ],
)
def test_a_broken_text_is_one_sentence(text: str, said: str) -> None:
    with pytest.raises(FileError) as found:
        from_csv(text, "notes.csv")
    assert str(found.value) == said


def test_what_a_spreadsheet_saved_is_read() -> None:
    assert from_csv('\ufeffa,b\r\n"=1 ""x""",\r\n') == [{"a": '=1 "x"', "b": ""}]


def test_standings_are_as_they_are_kept() -> None:
    assert is_golden("standings.csv", standings_csv([service_table(), service_table(edition="2")]))


def test_standings_have_a_row_for_every_run_with_the_exact_total() -> None:
    found = from_csv(standings_csv([service_table(points=("20", "55/3", "3"))]))
    assert [one["standing"] for one in found] == [*["ranked"] * 3, "partial", *["apart"] * 2]
    assert [(one["rank"], one["total"], one["exact"], one["decimal"]) for one in found[:2]] == [
        ("1", "49.0", "49", "49"),
        ("2", "48.3", "145/3", "48.333333333"),
    ]
    assert [(one["lowest"], one["highest"], one["cards"]) for one in found[:1]] == [("48", "50", "2")]
    assert [(one["cost_basis"], one["cost_usd"], one["usd_per_point"]) for one in found[:3]] == [
        ("exact", "1.1", "0.02244898"),
        ("estimated", "0.42", "0.008689655"),
        ("subscription", "", ""),
    ]
    assert [one["why"] for one in found[3:]] == [
        "not complete",
        "void: saw the tests",
        "infrastructure: the gateway was down",
    ]
    assert (found[3]["open_cells"], found[4]["total"], found[5]["total"]) == ("3", "39.0", "")
    assert set(found[0]) == {*COLUMNS, "points api", "points tests"}


@pytest.mark.parametrize(
    "text", ["=1+1", "<script>", "a|b", "two\nlines\r\nhere", "\u202eשלום", "'=1", "x" * 10_000, "@\0"]
)
def test_hostile_texts_are_inert_and_read_back_unchanged(text: str) -> None:
    said = standings_csv([service_table(text)])
    cells = [cell for row in csv.reader(io.StringIO(said, newline="")) for cell in row]
    assert [cell for cell in cells if cell[:1] in set(RUNS) and cell[:1]] == []
    found = from_csv(said)
    assert {one["harness"] for one in found} == {text}
    assert {one["label"] for one in found} == {text}
    assert found[0]["model"] == f"0 {text}"
    assert found[4]["reason"] == text
