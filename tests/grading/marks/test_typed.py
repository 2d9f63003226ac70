"""What people type or put in a marks file: every cell with every word, and errors that say the line."""

from fractions import Fraction

import pytest

from grading.errors import FileError, MarkError
from grading.marks.events import Clear, Deduct, Event, GateResult, Mark, Spare
from grading.marks.typed import TypedMark, typed_event, typed_marks
from grading.rubric.arithmetic import NOT_ATTEMPTED
from tests.builders import rubric


@pytest.mark.parametrize(
    ("cell", "word", "event"),
    [
        ("api", "12", Mark("api", Fraction(12))),
        ("api", " 12.50 ", Mark("api", Fraction(25, 2))),
        ("api", "-1", Mark("api", Fraction(-1))),
        ("api", "1e1", Mark("api", Fraction(10))),
        ("api", "x", Mark("api", NOT_ATTEMPTED)),
        ("api", " X ", Mark("api", NOT_ATTEMPTED)),
        ("api", "clear", Clear("api")),
        ("collected", "117", Mark("collected", Fraction(117))),
        ("faithful", "0.5", Mark("faithful", Fraction(1, 2))),
        ("faithful", "x", Mark("faithful", NOT_ATTEMPTED)),
        ("faithful", "CLEAR", Clear("faithful")),
        ("no-paging", "call", Deduct("no-paging")),
        ("no-paging", "Spare", Spare("no-paging")),
        ("no-paging", "clear", Clear("no-paging")),
        ("starts", "pass", GateResult("starts", True)),
        ("starts", "FAIL ", GateResult("starts", False)),
        ("starts", "clear", Clear("starts")),
    ],
)
def test_a_word_or_number_means_one_thing_for_its_cell(cell: str, word: str, event: Event) -> None:
    assert typed_event(rubric(), cell, word) == event


API = "give 0 to 20 in steps of 1"
FAITHFUL = "give 0 to 2.5 in steps of 0.5"
MEASURED = "say what was measured, as a number of 0 or more"
CALLED = "say call, spare or clear"
PASSED = "say pass, fail or clear"


@pytest.mark.parametrize(
    ("cell", "word", "said"),
    [
        ("api", "", f'api is a dimension and cannot be ""; {API}'),
        ("api", "good", f'api is a dimension and cannot be "good"; {API}'),
        ("api", "pass", f'api is a dimension and cannot be "pass"; {API}'),
        ("api", "call", f'api is a dimension and cannot be "call"; {API}'),
        ("api", "nan", f'api is a dimension and cannot be "nan"; {API}'),
        ("api", "Infinity", f'api is a dimension and cannot be "Infinity"; {API}'),
        ("api", "1e999999999", f'api is a dimension and cannot be "1e999999999"; {API}'),
        ("api", "1e13", f'api is a dimension and cannot be "1e13"; {API}'),
        ("api", "0.0000000001", f'api is a dimension and cannot be "0.0000000001"; {API}'),
        ("api", "1/3", f'api is a dimension and cannot be "1/3"; {API}'),
        ("api", "1\x1b[2J", f'api is a dimension and cannot be "1␛[2J"; {API}'),
        ("tests", "all", 'tests is a dimension and cannot be "all"; give 0 to 7.5 in steps of 0.5'),
        ("faithful", "yes", f'faithful is a criterion and cannot be "yes"; {FAITHFUL}'),
        ("collected", "many", f'collected is a criterion and cannot be "many"; {MEASURED}'),
        ("no-paging", "3", f'no-paging is a deduction and cannot be "3"; {CALLED}'),
        ("no-paging", "pass", f'no-paging is a deduction and cannot be "pass"; {CALLED}'),
        ("no-paging", "x", f'no-paging is a deduction and cannot be "x"; {CALLED}'),
        ("starts", "1", f'starts is a gate and cannot be "1"; {PASSED}'),
        ("starts", "spare", f'starts is a gate and cannot be "spare"; {PASSED}'),
        ("apy", "1", 'the rubric service@1 has no cell "apy"; perhaps api is meant'),
    ],
)
def test_what_means_nothing_for_a_cell_is_refused_with_what_would(cell: str, word: str, said: str) -> None:
    with pytest.raises(MarkError) as caught:
        typed_event(rubric(), cell, word)
    assert str(caught.value) == said


def test_a_marks_file_is_rows_with_their_place() -> None:
    text = "run,cell,value,note,reviewer,rubric\namber,api,12,good,mia,service@1\ncobalt,api,,only a note,,\n"
    full = TypedMark("m.csv: line 2", "amber", "api", "12", "good", "mia", "service@1")
    assert typed_marks(text, "m.csv") == [full, TypedMark("m.csv: line 3", "cobalt", "api", note="only a note")]


def test_a_marks_file_may_be_json_lines() -> None:
    text = '{"run": "amber", "cell": "api", "value": 12}\n\n{"run": "amber", "cell": "tests", "value": 2.50}\n'
    assert typed_marks(text, "m.jsonl") == [
        TypedMark("m.jsonl: line 1", "amber", "api", "12"),
        TypedMark("m.jsonl: line 3", "amber", "tests", "2.50"),
    ]


COLUMNS = "run, cell, value, note, reviewer, rubric"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", f"m: is empty; start it with a header of {COLUMNS}"),
        ("run,cell,points\n", f'm: line 1: "points" is not a known column; use {COLUMNS}'),
        ("cell,value\napi,1\n", "m: line 2: run is missing; say which run"),
        ("run,cell,value\n\n ,api,1\n", "m: line 3: run is missing; say which run"),
        ("run,cell,value\namber,,1\n", "m: line 2: cell is missing; say which cell"),
        ("run,cell,value\namber,api,1\namber,api,\n", "m: line 3: there is neither a value nor a note; give one of them"),
        ("run,cell\namber,api\n", "m: line 2: there is neither a value nor a note; give one of them"),
        ('{"run": "", "cell": "api"}', "m: line 1: run is missing; say which run"),
        ('{"run": "amber"}', "m: line 1: cell is missing; say which cell"),
        ('{"run": "amber", "cell": "api", "value": ""}', "m: line 1: there is neither a value nor a note; give one of them"),
    ],
)  # fmt: skip
def test_an_error_in_a_marks_file_says_the_line(text: str, said: str) -> None:
    with pytest.raises(FileError) as caught:
        typed_marks(text, "m")
    assert str(caught.value) == said
