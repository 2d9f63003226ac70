"""Rows of CSV and JSON lines: what is read, and what each error says."""

import pytest

from grading.errors import FileError
from grading.tabular import rows

COLUMNS = ("run", "cell", "note")


def read(text: str) -> list[tuple[str, dict[str, str]]]:
    return list(rows(text, "marks.csv", COLUMNS))


def refusal(text: str) -> str:
    with pytest.raises(FileError) as caught:
        read(text)
    return str(caught.value)


def test_csv_rows_come_with_their_place_trimmed_and_without_what_is_empty() -> None:
    text = ' Run ,CELL,note\r\namber, api ,"two\nlines, and ""quotes"""\n\n , ,\ncobalt,,\n'
    assert read(text) == [
        ("marks.csv: line 3", {"run": "amber", "cell": "api", "note": 'two\nlines, and "quotes"'}),
        ("marks.csv: line 6", {"run": "cobalt"}),
    ]


def test_a_csv_may_leave_columns_out_and_order_them_as_it_likes() -> None:
    assert read("cell,run\napi,amber\n") == [("marks.csv: line 2", {"cell": "api", "run": "amber"})]
    assert read("run\n") == []


def test_json_lines_come_with_their_place_numbers_as_they_were_written() -> None:
    text = '\n{"run": "amber", "cell": 1.10, "note": ""}\r\n\n {"cell": 12345678901234567890}\n'
    assert read(text) == [
        ("marks.csv: line 2", {"run": "amber", "cell": "1.10"}),
        ("marks.csv: line 4", {"cell": "12345678901234567890"}),
    ]


def test_a_json_list_is_rows_as_well() -> None:
    text = ' [{"run": "amber", "cell": 1.10},\n  {"cell": "api"}, {}]'
    assert read(text) == [
        ("marks.csv: row 1", {"run": "amber", "cell": "1.10"}),
        ("marks.csv: row 2", {"cell": "api"}),
        ("marks.csv: row 3", {}),
    ]
    assert read("[]") == []


def test_a_hostile_number_in_json_stays_a_text() -> None:
    digits = "9" * 10_000
    assert read(f'{{"cell": {digits}}}\n{{"cell": 1e999999999}}') == [
        ("marks.csv: line 1", {"cell": digits}),
        ("marks.csv: line 2", {"cell": "1e999999999"}),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "marks.csv: is empty; start it with a header of run, cell, note"),
        (" \n,,\n", "marks.csv: is empty; start it with a header of run, cell, note"),
        ("run,points\n", 'marks.csv: line 1: "points" is not a known column; use run, cell, note'),
        ("run,\n", 'marks.csv: line 1: "" is not a known column; use run, cell, note'),
        ("\nrun,a\x1b[2J\n", 'marks.csv: line 2: "a␛[2j" is not a known column; use run, cell, note'),
        ("run,cell,Run\n", 'marks.csv: line 1: the column "run" is there twice; keep one of them'),
        ("run,cell\na,b,c\n", "marks.csv: line 2: has 3 fields, but the header has 2; mend the row"),
        ("run,cell\n\na\n", "marks.csv: line 3: has 1 fields, but the header has 2; mend the row"),
        ('run\n"a\n', "marks.csv: line 2: is not valid CSV (unexpected end of data); mend it"),
        ('run\n"a"b\n', "marks.csv: line 2: is not valid CSV (',' expected after '\"'); mend it"),
        (
            f"run\n{'a' * 131_073}\n",
            "marks.csv: line 2: is not valid CSV (field larger than field limit (131072)); mend it",
        ),
        (
            '{"run": "a"\n"cell": "b"}',
            "marks.csv: line 1: is not a JSON object on one line; write one object per line",
        ),
        (
            '{"run": "a"}\n' + "[" * 100_000,
            "marks.csv: line 2: is not a JSON object on one line; write one object per line",
        ),
        ('{"run": "a"}\n["a"]', "marks.csv: line 2: is not a JSON object; write one object for each row"),
        ('{"run": "a"}\n1', "marks.csv: line 2: is not a JSON object; write one object for each row"),
        ('[{"run": "a"},\n ["a"]]', "marks.csv: row 2: is not a JSON object; write one object for each row"),
        ('[{"run": "a"}', "marks.csv: is not a JSON list of objects; mend it"),
        ('["a"', "marks.csv: is not a JSON list of objects; mend it"),
        ('[{"run": null}]', "marks.csv: row 1: run is not a text or a number; write it as one"),
        ('{"ru\\u001bn": 1}', 'marks.csv: line 1: "ru␛n" is not a known key; use run, cell, note'),
        ('{"Run": "a"}', 'marks.csv: line 1: "Run" is not a known key; use run, cell, note'),
        *(
            (f'{{"run": {value}}}', "marks.csv: line 1: run is not a text or a number; write it as one")
            for value in ("null", "true", "NaN", "Infinity", '["a"]', "{}")
        ),
    ],
)
def test_an_error_names_the_file_and_the_line(text: str, said: str) -> None:
    assert refusal(text) == said


def test_what_was_read_before_a_broken_row_was_handed_out() -> None:
    reader = rows("run\namber\na,b\n", "marks.csv", COLUMNS)
    assert next(reader) == ("marks.csv: line 2", {"run": "amber"})
    with pytest.raises(FileError):
        next(reader)


def test_a_json_key_that_is_there_twice_is_refused_as_a_csv_column_is() -> None:
    said = refusal('{"run": "amber", "cell": "api", "run": "cobalt"}')
    assert said == 'marks.csv: line 1: the key "run" is there twice; keep one of them'


def test_half_a_character_that_no_file_could_hold_is_refused() -> None:
    said = refusal('{"run": "amber", "note": "\\ud83c"}')
    assert said == "marks.csv: line 1: note has half a character in it; write it whole"


def test_what_this_program_keeps_from_being_a_formula_reads_as_it_was() -> None:
    text = "run,note\namber,'=1+1\ncobalt,''=1\njade,'tis fine\nonyx,=1+1\n"
    assert [row["note"] for _, row in read(text)] == ["=1+1", "'=1", "'tis fine", "=1+1"]
