"""A scorecard as rows, without a screen."""

from fractions import Fraction
from pathlib import Path

import pytest

from grading.marks.events import Adjust, Clear, Event, Flag, GateResult, Lock, Mark, Note, Reveal
from grading.rubric.arithmetic import NOT_ATTEMPTED
from grading.study import Study
from tests.builders import SERVICE, study_with
from tests.tui.screens.publishing import decide
from tui.painting.run_page import run_page
from tui.painting.run_rows import row_line
from tui.painting.run_sheet import RunSheet
from tui.painting.spans import columns
from tui.painting.standings_rows import Known

RICH = SERVICE.replace(
    'asks = "Does it do what was asked?"',
    """asks = "Does it do what was asked?"

  [[dimension.anchor]]
  at = 15
  means = "all of it"

  [[dimension.anchor]]
  at = 5
  means = "some of it"
""",
).replace('title = "Doubles match"', 'title = "Doubles match"\n  asks = "Are they faithful?"\n  verify = "pytest -q"')


def page(study: Study, width: int = 100) -> str:
    """The whole card of amber."""
    run = next(one for one in study.runs() if one.name.model == "amber")
    report = study.reports.card(run, study.rubrics()[0], "mia")
    rows = run_page(RunSheet(report, Known({}), 0, 1), width)
    for row in rows:
        assert columns(row_line(row, width, has_cursor=True).spans) <= width
    return "\n".join("".join(span.text for span in row.spans).rstrip() for row in rows)


def decided(folder: Path, *events: Event, width: int = 100) -> str:
    folder.mkdir(exist_ok=True)
    with study_with(folder, text=RICH) as study:
        decide(study, "amber", *events)
        return page(study, width)


def test_the_anchor_that_a_mark_reaches_stands_out(tmp_path: Path) -> None:
    text = decided(tmp_path, Mark("api", Fraction(7)))
    assert "  ▸  5  some of it" in text and "    15  all of it" in text
    assert "to find out: pytest -q" in text and "Are they faithful?" in text


def test_an_adjustment_has_a_column_of_its_own_where_there_is_one(tmp_path: Path) -> None:
    marks = (Mark("api", Fraction(7)), Mark("tests", NOT_ATTEMPTED))
    text = decided(tmp_path / "adjusted", *marks, Adjust("api", Fraction(3), "too harsh"))
    heads, api, tests = (line.split() for line in text.partition("came about\n")[2].split("\n")[:3])
    assert heads[1:4] == ["given", "adjusted", "points"]
    assert (api[1:4], tests[1:4]) == (["7", "+3", "10"], ["×"] * 3)
    assert "adjusted" not in decided(tmp_path / "plain", *marks)


def test_a_dimension_that_is_marked_as_a_whole_says_so(tmp_path: Path) -> None:
    text = decided(tmp_path, Mark("tests", Fraction(3)))
    assert "given 3 as a whole" in text


def test_where_cells_are_open_it_is_said_how_many(tmp_path: Path) -> None:
    text = decided(tmp_path, Mark("collected", Fraction(12)))
    assert "1 of its cells open" in text and "measured 12" in text
    assert "8.0 of 20.0 so far, 3 cells open" in text


def test_a_card_without_marks_and_one_without_attempts_have_no_total(tmp_path: Path) -> None:
    assert "nothing is marked yet" in decided(tmp_path / "open")
    gates = GateResult("starts", True)
    text = decided(tmp_path / "out", gates, Mark("api", NOT_ATTEMPTED), Mark("tests", NOT_ATTEMPTED))
    assert "nothing was attempted" in text and "there is nothing to add up" in text


def test_history_says_every_kind_of_decision(tmp_path: Path) -> None:
    events = (Flag("api", True), Flag("api", False), Note("api", "x"), Note("api", ""), Clear("api"), Reveal(), Lock())
    text = decided(tmp_path, *events).partition("History")[2]
    for words in (
        "unsure",
        "not unsure any more",
        "note “x”",
        "note taken away",
        "cleared",
        "names revealed",
        "locked",
    ):
        assert words in text, words


def test_in_the_history_a_long_note_and_a_long_reason_are_told_to_their_ends(tmp_path: Path) -> None:
    said = " ".join(f"word{number}" for number in range(40))
    events = (Note("api", f"{said}\n\nThe end of it."), Note("api", ""), Adjust("api", Fraction(1), f"{said} because"))
    for width in (60, 80, 120):
        (folder := tmp_path / str(width)).mkdir()
        history = decided(folder, *events, width=width).partition("History")[2].split("\n")
        start = next(place for place, row in enumerate(history) if row.endswith("replaced"))
        note = history[start : next(place for place, row in enumerate(history) if "note taken away" in row)]
        told = " ".join(" ".join(note).split())
        assert "word0 " in told and "word39 The end of it.”" in told, width
        end = next(place for place, row in enumerate(note) if row.strip() == "The end of it.”")
        assert not note[end - 1].strip(), "paragraphs stay apart"
        assert sum(row.endswith("replaced") for row in history) == 2
        assert any(row.endswith("because") for row in history)
        assert "…" not in "".join(history)


@pytest.mark.parametrize("width", [20, 40, 80, 120, 300])
def test_no_row_is_wider_than_the_terminal(tmp_path: Path, width: int) -> None:
    assert decided(tmp_path, Mark("api", Fraction(7)), Note("api", "z" * 30_000), width=width)


def test_what_a_dimension_adds_is_said_shortly_where_weights_are_out_of_the_scale(tmp_path: Path) -> None:
    marks = [Mark("api", Fraction(7)), Mark("tests", Fraction(3))]
    assert "adds = weight × points ÷ of; together" in " ".join(decided(tmp_path, *marks).split())
    (tmp_path / "scaled").mkdir()
    text = RICH.replace("tie_band = 1", "tie_band = 1\nscale = 100")
    with study_with(tmp_path / "scaled", text=text) as study:
        decide(study, "amber", *marks)
        said = " ".join(page(study).split())
    assert "adds = weight × points ÷ of × 100 ÷ 50, the sum of the weights that count; together" in said


@pytest.mark.parametrize("width", [59, 79, 80, 100, 119])
def test_the_heads_of_how_the_total_came_about_stand_above_their_columns_in_full(tmp_path: Path, width: int) -> None:
    text = RICH.replace('title = "Interface"', f'title = "Interface {"and so on " * 12}"')
    with study_with(tmp_path, text=text) as study:
        decide(study, "amber", Mark("api", Fraction(7)), Mark("tests", Fraction(3)))
        run = next(one for one in study.runs() if one.name.model == "amber")
        card = study.reports.card(run, study.rubrics()[0], "mia")
        rows = [row_line(row, width, has_cursor=False) for row in run_page(RunSheet(card, Known({}), 0, 1), width)]
    said = ["".join(span.text for span in line.spans).rstrip() for line in rows]
    head = next(place for place, text in enumerate(said) if text.split()[:1] == ["dimension"])
    assert "…" not in said[head] and "adds" in said[head]
    for word, value in (("points", "7"), ("of", "20"), ("adds", "7")):
        end = said[head].rindex(word) + len(word)
        assert said[head + 1][:end].endswith(f" {value}")
