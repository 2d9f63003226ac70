"""`sidegrade standings`: its columns, which runs it shows in which order, and what it puts beside or in place of tables."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.builders import SERVICE, study_with
from tests.tui.program import Program
from tui.commands import console

FIGURES = """\
task,model,harness,condition,cost_usd,seconds,tokens,weights,state,reason
service,amber,,,1.10,412,56000,closed,complete,
service,cobalt,,,~0.42,268,41000,open,complete,
service,onyx,,long,,,,open,complete,
service,jade,,,0.10,,,,infrastructure,the gateway was down
"""
MARKS = {"amber": "20", "cobalt": "19", "onyx": "3"}


@pytest.fixture
def graded(sidegrade: Program, tmp_path: Path) -> Program:
    """Three ranked runs, two of them near each other, and one apart."""
    figures = tmp_path / "figures.csv"
    figures.write_text(FIGURES)
    # The runs are there already, without figures: theirs are given as a correction.
    sidegrade("figure", "amber", "cost_usd=1.10", "seconds=412", "tokens=56000", "weights=closed")
    sidegrade("figure", "cobalt", "cost_usd=~0.42", "seconds=268", "tokens=41000", "weights=open")
    lines = FIGURES.splitlines(keepends=True)
    figures.write_text(lines[0] + "".join(lines[3:]))
    assert sidegrade("add", "--figures", str(figures)).status == 0
    assert sidegrade("mark", "-", stdin=marks(MARKS)).status == 0
    return sidegrade


def marks(api: dict[str, str], starts: str = "pass", rubric: str = "") -> str:
    rows = ["run,cell,value,rubric"]
    for run, value in api.items():
        found = {"api": value, "collected": "30", "faithful": "2.5", "starts": "fail" if run == "onyx" else starts}
        rows += [f"{run},{cell},{given},{rubric}" for cell, given in found.items()]
    return "\n".join(rows)


def ranked(program: Program, *arguments: str) -> list[Any]:
    said = program("standings", "--task", "service", "--format", "json", *arguments)
    assert said.err == ""
    found: list[Any] = json.loads(said.out)["ranked"]
    return found


def test_a_card_that_another_has_begun_is_named_below_the_table(graded: Program) -> None:
    assert "begun:" not in graded("standings").out
    assert graded("mark", "cobalt", "api", "3", "--as", "karla").status == 0
    assert "\nbegun: karla 1 of 4 cells (cobalt)\n" in graded("standings").out
    assert "begun:" not in graded("standings", "--weights", "closed").out, "cobalt is not shown"


def test_the_table_has_cost_per_point_and_tokens_where_they_are_known(graded: Program) -> None:
    assert graded("standings").out == (
        "service · A small service (service@1)\n"
        "rank  run        total     tier  cards    cost   $/point  time  tokens\n"
        "   1  amber       50.0  ≈  A         1   $1.10    $0.022    7m     56k\n"
        "   2  cobalt      49.0     A         1  ~$0.42  ~$0.0086    4m     41k\n"
        "   3  onyx+long   33.0     B         1       –         –     –       –\n"
        "best over worst: 1.5×\n"
        "A: ships\n"
        "B: does not ship\n"
        "not ranked    why\n"
        "service/jade  infrastructure: the gateway was down\n"
    )


def test_bars_show_where_the_terminal_is_wide(graded: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "terminal_width", lambda: 120)
    lines = graded("standings").out.splitlines()
    assert "tier  1     2      cards" in lines[1]
    assert "A     █████ █████      1" in lines[2]
    assert "B     ▊     █████      1" in lines[4]
    assert lines[5] == "  1 Interface (20) · 2 Tests (7.5)"
    monkeypatch.setattr(console, "terminal_width", lambda: 99)
    assert "█" not in graded("standings").out


@pytest.mark.parametrize(
    ("column", "order"),
    [
        ("rank", "amber cobalt onyx"),
        ("total", "amber cobalt onyx"),
        ("cost", "cobalt amber onyx"),
        ("cost per point", "cobalt amber onyx"),
        ("Cost-per-point", "cobalt amber onyx"),
        ("time", "cobalt amber onyx"),
        ("tokens", "cobalt amber onyx"),
        ("api", "amber cobalt onyx"),
        ("tests", "amber cobalt onyx"),
    ],
)
def test_any_column_sorts_and_what_is_not_known_comes_last(column: str, order: str, graded: Program) -> None:
    found = ranked(graded, "--sort", column)
    assert [one["model"] for one in found] == order.split()
    assert [one["rank"] for one in sorted(found, key=lambda one: str(one["model"]))] == [1, 2, 3]
    by_place = column in ("rank", "total")
    assert ("≈" in graded("standings", "--sort", column).out) == by_place


def test_only_some_runs_are_shown_with_their_ranks_among_all(graded: Program) -> None:
    assert [(one["rank"], one["model"]) for one in ranked(graded, "--weights", "open")] == [(2, "cobalt"), (3, "onyx")]
    assert [one["model"] for one in ranked(graded, "--condition", "long")] == ["onyx"]
    assert [one["model"] for one in ranked(graded, "--condition", "")] == ["amber", "cobalt"]
    out = graded("standings", "--weights", "closed").out
    assert "(service@1) · only closed weights\n" in out
    # The neighbour that it is near is not shown.
    assert "≈" not in out
    assert "jade" not in out
    assert "Only runs with closed weights are shown" in graded("standings", "--weights", "closed", "--format", "md").out


def test_working_runs_have_a_price(graded: Program) -> None:
    out = graded("standings", "--working", "--gate", "starts").out
    for row in (
        "cobalt     1        1  ~$0.42           ~$0.42",
        "amber      1        1   $1.10            $1.10",
        "jade       1        0   $0.10                ∞  1 run of 1 could not be measured",
        "onyx       1        0       –                ∞",
    ):
        assert f"{row}\n" in out
    found = json.loads(graded("standings", "--task", "service", "--gate", "starts", "--format", "json").out)
    assert [one["model"] for one in found["working"]] == ["cobalt", "amber", "jade", "onyx"]


def test_an_index_stands_beside_the_table(graded: Program, tmp_path: Path) -> None:
    path = tmp_path / "index.csv"
    path.write_text("model,value\namber,40\nCobalt,50\nother,10\n")
    out = graded("standings", "--index", str(path)).out
    assert f"against {path}: Kendall's tau-b −1.00 · Spearman's rho −1.00 · 2 in both\n" in out
    assert "best over worst: 1.5× here, 5.0× there\n" in out
    assert "reversed: amber 50.0 ≈ ahead of cobalt 49.0 here, 40 to 50 there\n" in out
    assert "only here: onyx\nonly there: other\n" in out
    assert "### " not in out
    assert (
        "is ahead of cobalt (49.0) here (≈); there it is 40 to 50\n"
        in graded(*("standings", "--index", str(path), "--format", "md")).out
    )


def test_values_of_an_index_below_nothing_have_a_minus(graded: Program, tmp_path: Path) -> None:
    path = tmp_path / "index.csv"
    path.write_text("model,value\namber,-1.5\ncobalt,2\n")
    table, markdown = (graded("standings", "--index", str(path), "--format", form).out for form in ("table", "md"))
    assert "ahead of cobalt 49.0 here, −1.5 to 2 there\n" in table
    assert re.search(r"^amber +1 +50\.0 +2 +−1\.5 +\+1$", table, re.M)
    assert "there it is −1.5 to 2\n" in markdown and "| −1.5 |" in re.sub(" +", " ", markdown)
    assert "-1.5" not in table + markdown


def test_another_edition_stands_beside_the_table(graded: Program, tmp_path: Path) -> None:
    path = tmp_path / "service.toml"
    path.write_text(SERVICE.replace('edition = "1"', 'edition = "2"'))
    assert graded("rubric", "add", str(path)).status == 0
    assert graded("mark", "-", stdin=marks({"amber": "5", "cobalt": "20"}, rubric="service@2")).status == 0
    out = graded("standings", "--rubric", "service@1", "--beside", "service@2").out
    # Of all tables the one that is beside itself is left out, and so are those of tasks that the other rubric is not for.
    assert graded("standings", "--beside", "service@2").out == out
    assert "service@1 → service@2: Kendall's tau-b −1.00" in out
    assert "amber     50.0   35.0   −15.0  1 → 2      −1  A → B\n" in out
    assert "cobalt    49.0   50.0    +1.0  2 → 1      +1  A\n" in out
    assert "1 run in another tier, 1 pair of runs the other way round; changes are of exact totals\n" in out
    assert "\nonly under service@1: onyx+long\n" in out
    found = json.loads(
        graded(
            "standings", "--task", "service", "--rubric", "service@1", "--beside", "service@2", "--format", "json"
        ).out
    )
    assert [(one["run"], one["change"], one["flips"]) for one in found["editions"][0]["moved"]] == [
        ("service/cobalt", "+1.0", False),
        ("service/amber", "-15.0", True),
    ]


def test_groups_take_the_place_of_the_table(graded: Program) -> None:
    assert graded("standings", "--by", "weights").out == (
        "by weights · service · service@1\n"
        "weights   ranked   mean  best  worst  best/worst  not ranked                   spent\n"
        "closed         1  50.00  50.0   50.0           –           0                   $1.10\n"
        "open           2  41.00  49.0   33.0        1.5×           0  ~$0.42 + 1 run unknown\n"
        "not said       0      –     –      –           –           1                   $0.10\n"
        "means are of the exact totals\n"
    )
    found = json.loads(graded("standings", "--task", "service", "--by", "weights", "--format", "json").out)
    assert [one["group"] for one in found["groups"][0]["groups"]] == ["closed", "open", None]
    assert len(found["standings"]) == 1


def test_tasks_without_a_ranked_run_say_so(graded: Program, tmp_path: Path) -> None:
    path, rubric = tmp_path / "other.csv", tmp_path / "second.toml"
    path.write_text("task,model\nother,amber\nlast,cobalt\n")
    graded("add", "--figures", str(path))
    said = graded("standings", "--across")
    assert said.status == 0
    assert "nobody is ranked in any of these tasks" not in said.out
    rubric.write_text(
        'format = 1\nkey = "small"\nedition = "1"\ntitle = "Small"\n\n'
        '[[dimension]]\nkey = "build"\ntitle = "Build"\nmax = 10\nstep = 0.5\n'
    )
    graded("rubric", "add", str(rubric))
    told = "nobody is ranked in any of these tasks; --rubric asks for another edition\n"
    assert graded("standings", "--across", "--rubric", "small").out.endswith(told)


def test_several_tasks_are_put_together(graded: Program, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("task,model\nother,amber\nother,cobalt\n")
    graded("add", "--figures", str(path))
    graded("mark", "-", stdin=marks({"other/amber": "4", "other/cobalt": "18"}))
    assert graded("standings", "--across").out == (
        "across other, service · service@1\n"
        "rank  contender  other  service   mean  swing  consistency  weights\n"
        "   1  cobalt      48.0     49.0  48.50    1.0            1  –\n"
        "   2  amber       34.0     50.0  42.00   16.0            2  –\n"
        "swing: best task less worst, as shown; consistency: 1 varies least\n"
        "not in every task   mean  not ranked in\n"
        "onyx + long        33.00  other\n"
        "means are of the exact totals\n"
    )
    markdown = graded("standings", "--across", "--format", "md").out
    assert markdown.startswith("# Across tasks: `other`, `service`\n")
    assert "| 1 | cobalt | 48.0 | 49.0 | **48.50** | 1.0 |" in re.sub(" +", " ", markdown)
    found = json.loads(graded("standings", "--across", "--format", "json").out)
    assert [one["swing"] for one in found["across"][0]["ranked"]] == ["1.0", "16.0"]


def test_a_task_that_was_added_by_mistake_is_not_put_together_with_the_others(graded: Program, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("task,model\nother,amber\nnone,opal\n")
    graded("add", "--figures", str(path))
    graded("mark", "-", stdin=marks({"other/amber": "4"}))
    assert "none" in graded("standings", "--across").out
    graded("figure", "none/opal", "state=void", "reason=by mistake")
    for options in ([], ["--weights", "open"]):
        out = graded("standings", "--across", *options).out
        assert out.startswith("across other, service · service@1"), options
        assert "none" not in out, options
    graded("figure", "other/amber", "state=void", "reason=by mistake")
    assert "no two tasks have standings" in graded("standings", "--across").err


def test_a_task_that_was_added_by_mistake_is_one_line_at_the_end(graded: Program, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("task,model\nother,opal\n")
    graded("add", "--figures", str(path))
    graded("figure", "other/opal", "state=void", "reason=by mistake")
    out = graded("standings", "--working").out
    assert out.startswith("service ·")
    assert out.endswith("\n\nother: every run is void: other/opal (by mistake)\n")
    markdown = graded("standings", "--format", "md", "--working").out
    assert markdown.index("# service") < markdown.index("# other")
    end = markdown[markdown.index("# other") :]
    assert "Every run of this task is void." in end and "by mistake" in end
    assert "tier" not in end and "working" not in end


def test_what_did_not_finish_waits_for_marks_and_says_its_state_beside(graded: Program) -> None:
    graded("mark", "onyx", "api", "clear")
    for cell in ("collected", "faithful", "starts"):
        graded("mark", "onyx", cell, "clear")
    graded("figure", "onyx", "state=unfinished", "reason=it stalled", "--reason", "so it was")
    out = graded("standings").out
    assert re.search(r"^not ranked +why +state\n", out, re.M)
    assert re.search(r"^service/onyx\S* +no marks yet +unfinished: it stalled\n", out, re.M)
    assert re.search(r"^service/jade +infrastructure: the gateway was down\n", out, re.M)
    claims = Path(graded.study).parent / "claims.csv"
    claims.write_text("kind,run,published\ntotal,onyx,3\n")
    assert "is not ranked: no marks yet" in " ".join(graded("verify", str(claims)).out.split())


def test_csv_and_markdown_hold_the_same_runs(graded: Program) -> None:
    rows = list(csv.DictReader(io.StringIO(graded("standings", "--format", "csv").out)))
    assert [(one["run"], one["rank"], one["total"]) for one in rows] == [
        ("service/amber", "1", "50.0"),
        ("service/cobalt", "2", "49.0"),
        ("service/onyx+long", "3", "33.0"),
        ("service/jade", "", ""),
    ]
    out = graded("standings", "--format", "md").out
    assert out.startswith("# service · A small service\n")
    assert out.count("\n# ") == 0
    assert re.findall("`(service/[^`]+)`", out) == [one["run"] for one in rows]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["--sort", "nope"],
            'there is no column "nope"; sort by rank, total, cost, time, tokens, cost-per-point, api,',
        ),
        (["--condition", "nope"], 'no run has the condition "nope"; there are "" for none, long'),
        (["--gate", "nope"], 'service@1 has no gate "nope"; its gates are: starts'),
        (["--beside", "service"], "service@1 is the rubric itself; say --beside with another one"),
        (["--beside", "nope"], 'the task service has no rubric "nope"; it has service@1'),
        (["--across"], "no two tasks have standings under one rubric; grade another one under it"),
        (["--across", "--working"], "--by and --across take the place of the tables"),
        (["--working", "--format", "csv"], "a CSV of standings holds runs and nothing else; say --format md or json"),
        (["--index", "nope.csv"], "nope.csv: cannot be read"),
        (["--index", ""], "it is empty; name a path"),
    ],
)
def test_what_cannot_be_shown_is_one_sentence(arguments: list[str], said: str, graded: Program) -> None:
    found = graded("standings", *arguments)
    assert (found.status, found.out) == (2, "")
    assert said in found.err
    assert found.err.count("\n") == 1


def test_a_rubric_without_gates_says_nothing_of_what_works(sidegrade: Program, tmp_path: Path) -> None:
    plain = SERVICE[: SERVICE.index("[[gate]]")] + SERVICE[SERVICE.index("[[tier]]") :]
    folder = tmp_path / "more"
    folder.mkdir()
    study_with(folder, text=plain).close()
    sidegrade.study = str(folder / "study")
    assert sidegrade("standings", "--working").err == (
        "sidegrade: no gate says what works under service@1; say --rubric with one that has gates\n"
    )


def test_a_study_without_tasks_has_nothing_in_any_format(sidegrade: Program, tmp_path: Path) -> None:
    sidegrade("init", str(tmp_path / "empty"), study=False)
    sidegrade.study = str(tmp_path / "empty")
    for option in ([], ["--by", "task"], ["--working"], ["--sort", "api"], ["--condition", "x"]):
        assert sidegrade("standings", *option).out == "no standings yet: a task needs runs and a rubric\n"
    assert sidegrade("standings", "--format", "md").out == "No standings yet: a task needs runs and a rubric.\n"
    assert sidegrade("standings", "--format", "csv").out.startswith("task,rubric,")
    assert json.loads(sidegrade("standings", "--format", "json").out) == {"standings": []}
