"""`sidegrade card` in its formats: what a terminal shows of anchors and evidence, and all of it as Markdown and JSON."""

import json
import re
import sys
from pathlib import Path

import pytest

from grading.marks.events import Lock, Reveal
from grading.study import Study
from grading.wishes import Wish
from tests.builders import SERVICE, write_files
from tests.tui.program import Program

CARD = "run,cell,value\namber,api,12\namber,collected,30\namber,faithful,2\namber,starts,pass\n"
ANCHORS = """
  [[dimension.anchor]]
  at = 20
  means = "as written"

  [[dimension.anchor]]
  at = 10
  means = "the daily work"

"""


@pytest.fixture
def quoted(sidegrade: Program, tmp_path: Path) -> Program:
    """A run with a workspace, and a card whose mark rests on five of its lines."""
    text = SERVICE.replace('edition = "1"', 'edition = "2"')
    place = text.index("  [[dimension.deduction]]")
    path = tmp_path / "anchored.toml"
    path.write_text(text[:place] + ANCHORS + text[place:])
    assert sidegrade("rubric", "add", str(path)).status == 0
    folder = write_files(tmp_path / "service" / "jade", {"main.py": "one\n\ttwo | `x`\n<b>three\nfour\nfive\nsix\n"})
    sidegrade("add", str(folder))
    said = ("mark", "jade", "api", "15", "--rubric", "service@2", "--evidence", "main.py:2-6", "--note", "by <hand>")
    assert sidegrade(*said).status == 0
    return sidegrade


def test_a_terminal_shows_the_first_lines_and_what_the_number_means(quoted: Program) -> None:
    assert quoted("card", "jade").out.endswith(
        "\n"
        "  api: by <hand>\n"
        "  api: 10 or more means: the daily work\n"
        "  api: see main.py:2-6\n"
        "      │     two | `x`\n"
        "      │ <b>three\n"
        "      │ four\n"
        "      │ … and 2 more lines\n"
    )


def test_points_that_never_end_are_rounded_as_in_every_report(sidegrade: Program, tmp_path: Path) -> None:
    path = tmp_path / "thirds.toml"
    path.write_text(
        'format = 1\nkey = "thirds"\nedition = "1"\ntitle = "Thirds"\n\n'
        '[[dimension]]\nkey = "build"\ntitle = "Build"\nmax = 10\nscaled = true\n\n'
        '  [[dimension.criterion]]\n  key = "one"\n  title = "One"\n  points = 3\n'
    )
    assert sidegrade("rubric", "add", str(path)).status == 0
    assert sidegrade("mark", "amber", "one", "2", "--rubric", "thirds").status == 0
    text, markdown = (sidegrade("card", "amber", "--rubric", "thirds", "--format", form).out for form in ("text", "md"))
    assert re.search(r"^build +Build +6\.67 +6\.67 +10 ", text, re.M)
    assert "(exactly 20/3)" in text
    assert "| 6.67 | 6.67 | 10 |" in re.sub(" +", " ", markdown)


def test_a_deduction_that_is_not_called_is_called_the_same_everywhere(quoted: Program) -> None:
    quoted("mark", "jade", "no-paging", "call", "--rubric", "service@2")
    quoted("mark", "jade", "no-paging", "spare", "--rubric", "service@2")
    out, markdown = quoted("card", "jade", "--history").out, quoted("card", "jade", "--format", "md").out
    assert re.search(r"deduct +no-paging +called\n", out)
    assert re.search(r"deduct +no-paging +looked at, not called\n", out)
    assert re.search(r"\| −3 \| looked at, not called \|", re.sub(" +", " ", markdown))
    quoted("undo")
    assert "takes back deduct looked at, not called" in quoted("card", "jade", "--history").out
    assert not re.search("spare", out + markdown)


def test_a_number_that_is_an_anchor_means_just_that(quoted: Program) -> None:
    quoted("mark", "jade", "api", "20", "--rubric", "service@2")
    assert "  api: 20 means: as written\n" in quoted("card", "jade").out
    quoted("mark", "jade", "api", "9", "--rubric", "service@2")
    assert " means: " not in quoted("card", "jade").out


def test_markdown_has_every_line_and_the_history(quoted: Program) -> None:
    out = quoted("card", "jade", "--format", "md").out
    assert out.startswith(
        "# jade · service\n\nA small service (`service@2`) · by mia\n\n**Total 15.0 of 20.0 so far**;"
    )
    assert "Evidence: `main.py:2-6`:\n\n```text\n    two | `x`\n<b>three\nfour\nfive\nsix\n```\n" in out
    assert "> by \\<hand\\>\n" in out
    assert "- 10: the daily work\n" in out
    assert "| evidence | `api` | main.py:2-6 |" in " ".join(out.split()).replace("  ", " ")
    assert out.endswith("|\n")


def test_json_has_the_quotes_and_the_history_unasked(quoted: Program) -> None:
    found = json.loads(quoted("card", "jade", "--format", "json").out)
    (quote,) = found["quotes"]["api"]
    assert (quote["place"], quote["first"], quote["lines"][1], quote["left_out"]) == ("main.py:2-6", 2, "<b>three", 0)
    assert [one["kind"] for one in found["history"]][-3:] == ["mark", "note", "evidence"]
    assert found["cells"]["api"]["anchors"] == [
        {"at": "20", "means": "as written"},
        {"at": "10", "means": "the daily work"},
    ]


def test_the_cards_of_several_reviewers_follow_each_other(quoted: Program) -> None:
    quoted("mark", "jade", "api", "3", "--rubric", "service@2", "--as", "tom")
    out = quoted("card", "jade", "--format", "md").out
    assert [line for line in out.splitlines() if line.startswith("# ")] == ["# jade · service"] * 2
    assert "by mia" in out
    assert "by tom" in out
    assert "by mia" not in quoted("card", "jade", "--format", "md", "--as", "tom").out
    assert [one["reviewer"] for one in json.loads(quoted("card", "jade", "--format", "json").out)["cards"]] == [
        "mia",
        "tom",
    ]


def test_a_machine_format_is_made_safe_for_a_terminal_and_nowhere_else(
    quoted: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert quoted("figure", "jade", "state=void", "reason=saw\x1b[31m it\u202e").status == 0
    assert "saw\x1b[31m it\u202e" in quoted("standings", "--format", "csv").out
    assert "saw␛\\[31m it⟨202E⟩" in quoted("standings", "--format", "md").out
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    said = quoted("standings", "--format", "csv").out
    assert "saw␛[31m it⟨202E⟩" in said
    assert "\x1b" not in said


def test_one_card_names_those_of_the_others_once_its_reviewer_may_see_them(sidegrade: Program) -> None:
    assert sidegrade("mark", "-", "--as", "otto", stdin=CARD).status == 0
    assert "also:" not in sidegrade("card", "amber", "--as", "otto").out, "nobody else has marked it"
    sidegrade("mark", "amber", "api", "3", "--as", "karla")
    sidegrade("mark", "amber", "api", "4", "--as", "mia")
    hidden = "also: karla, otto; what others gave is hidden until the card of mia is locked\n"
    assert hidden in sidegrade("card", "amber", "--as", "mia").out
    with Study.open(Path(sidegrade.study)) as study:
        study.decide([Wish(study.find_run("amber"), study.rubrics()[0], "mia", Lock())])
    assert "also: karla 1 of 4 cells, otto 40.0\n" in sidegrade("card", "amber", "--as", "mia").out


def test_a_card_says_when_its_reviewer_saw_whose_work_it_is(sidegrade: Program) -> None:
    assert sidegrade("mark", "-", "--as", "otto", stdin=CARD).status == 0
    assert "name seen" not in sidegrade("card", "amber").out
    with Study.open(Path(sidegrade.study)) as study:
        study.decide([Wish(study.find_run("amber"), study.rubrics()[0], "otto", Reveal())])
    assert "\nname seen before the card was locked\n" in sidegrade("card", "amber").out


def test_the_standings_say_what_was_left_out_of_a_total(sidegrade: Program) -> None:
    assert sidegrade("mark", "-", "--as", "otto", stdin=CARD).status == 0
    assert "not attempted" not in sidegrade("standings").out
    others = "run,cell,value,reviewer\n"
    for run, reviewer in (("amber", "mia"), ("cobalt", "mia")):
        others += "".join(f"{run},{row},{reviewer}\n" for row in ("api,9", "tests,x", "starts,pass"))
    assert sidegrade("mark", "-", stdin=others).status == 0
    said = " ".join(sidegrade("standings").out.split())
    assert (
        "leave out what was not attempted, and scale the rest: Tests of amber (1 of 2 cards), Tests of cobalt" in said
    )
    assert "scale the rest" not in sidegrade("standings", "--common").out, "nobody's total has it"
