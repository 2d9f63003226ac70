"""Tables and prose fitted to a width: what breaks, what goes beneath, what is left out; and the real lists at 80."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.tui.program import Program
from tui.commands import console
from tui.commands.columns import GLUE, Column
from tui.commands.demo import make_demo
from tui.commands.table import laid_out, wrapped

COLUMNS = (Column("run"), Column("cost", True, rank=1), Column("snapshot", rank=2), Column("why", wraps=True))
ROWS = [["inventory-api/amber@forge", "$4.37", "0ce387b6d60d", "a person finished the history and wrote the tests"]]


def test_a_pipe_has_every_column_on_one_line() -> None:
    heading, row = laid_out(COLUMNS, ROWS, None)
    assert heading.split() == ["run", "cost", "snapshot", "why"]
    assert row == "  ".join(ROWS[0])


def test_the_least_important_columns_go_first_and_only_prose_breaks() -> None:
    assert [line.split()[:3] for line in laid_out(COLUMNS, ROWS, 70)[:2]] == [
        ["run", "cost", "snapshot"],
        ["inventory-api/amber@forge", "$4.37", "0ce387b6d60d"],
    ]
    assert laid_out(COLUMNS, ROWS, 60) == [
        "run                         cost  why",
        "inventory-api/amber@forge  $4.37  a person finished the",
        "                                  history and wrote the",
        "                                  tests",
    ]
    assert laid_out(COLUMNS, ROWS, 50)[0].split() == ["run", "why"]
    assert "inventory-api/amber@forge" in laid_out(COLUMNS, ROWS, 10)[1]


def test_reasons_go_beneath_their_row_before_anything_is_left_out() -> None:
    columns = (Column("dimension"), Column("points", True, rank=1), Column("why", wraps=True, beneath=True))
    why = f"−1{GLUE}needless-reformat, −1.5{GLUE}renamed-module"
    rows = [["focus", "1.5", why], ["words", "4", ""]]
    assert laid_out(columns, rows, 30) == [
        "dimension  points",
        "focus         1.5",
        "    −1 needless-reformat,",
        "    −1.5 renamed-module",
        "words           4",
    ]
    assert laid_out(columns, rows, None)[1] == "focus         1.5  −1 needless-reformat, −1.5 renamed-module"


@given(st.text(st.sampled_from("ab字 \n" + GLUE), max_size=60), st.integers(2, 30))
def test_wrapping_keeps_the_text_and_the_width(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_word_that_is_longer_than_the_line_is_cut_and_no_other() -> None:
    assert wrapped("see abcdefghij here", 6) == ["see", "abcdef", "ghij", "here"]
    assert wrapped(f"x aaaa{GLUE}bbbb", 6) == ["x aaaa", "bbbb"]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A study made of the sample runs."""
    place: Path = tmp_path_factory.mktemp("demo") / "demo"
    make_demo(place).close()
    return str(place)


@pytest.mark.parametrize(
    "command",
    [
        *("runs", "tasks", "rubrics", "standings", "card orders-patch/cobalt", "card orders-patch/cobalt --history"),
        *("rubric show rails-chat", "rubric show orders-patch", "card ap-dashboard/jade"),
    ],
)
def test_every_list_fits_80_columns_and_breaks_no_name(
    command: str, demo: str, sidegrade: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    sidegrade.study = demo
    whole = sidegrade(*command.split())
    monkeypatch.setattr(console, "terminal_width", lambda: 80)
    narrow = sidegrade(*command.split())
    assert narrow.status == 0
    assert max(cell_len(line) for line in narrow.out.splitlines()) <= 80
    # Every word of the narrow screen is a word of the wide one: nothing was cut. A heading or two may be missing.
    assert set(narrow.out.split()) <= set(whole.out.split())
    for name in re.findall(r"[a-z-]+/[a-z]+@[a-z]+", whole.out):
        assert name in narrow.out


def test_an_entry_of_the_history_says_the_year_only_where_it_differs(sidegrade: Program) -> None:
    sidegrade("mark", "amber", "api", "3")
    last = sidegrade("card", "amber", "--history").out.splitlines()[-1]
    assert re.fullmatch(r"\d\d-\d\d \d\d:\d\d:\d\d  mia  mark +api +3", last)


def test_paragraphs_of_a_rubric_are_joined_before_they_are_wrapped(sidegrade: Program, tmp_path: Path) -> None:
    path = tmp_path / "service.toml"
    path.write_text(path.read_text().replace('"Does it do what was asked?"', '"""\nOne\ntwo.\n\nThree\nfour.\n"""'))
    assert "  One two.\n\n  Three four.\n" in sidegrade("rubric", "show", str(path)).out
