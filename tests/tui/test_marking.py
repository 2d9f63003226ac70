"""mark, undo, figure, card: from a command to the ledger and back."""

import json
from typing import Any

import pytest

from tests.tui.program import Program, Said

COMPLETE = """run,cell,value,note
amber,api,18,"two lists, no paging"
amber,no-paging,call,
amber,collected,31,
amber,faithful,2.5,
amber,starts,pass,
"""

NOTHING = "sidegrade: nothing was recorded; mend this, then give all rows again"


def card(sidegrade: Program, *arguments: str) -> dict[str, Any]:
    said = sidegrade("card", "amber", "--format", "json", *arguments)
    assert said.status == 0, said.err
    found = json.loads(said.out)
    assert isinstance(found, dict)
    return found


def test_a_mark_is_saved_and_says_where_the_card_stands(sidegrade: Program) -> None:
    said = sidegrade("mark", "amber", "api", "18", "--note", "no paging")
    assert said == Said(0, "saved · service/amber · service@1 · mia · 18.0 of 20.0 points so far, 3 cells open\n", "")


def test_a_complete_card_has_total_and_tier(sidegrade: Program) -> None:
    assert sidegrade("mark", "-", stdin=COMPLETE).out == "6 decisions from 5 rows\n"
    found = card(sidegrade)
    assert {
        key: found[key] for key in ("run", "rubric", "reviewer", "total", "exact", "tier", "complete", "missing")
    } == {
        "run": "service/amber",
        "rubric": "service@1",
        "reviewer": "mia",
        "total": "45.0",
        "exact": "45",
        "tier": "A",
        "complete": True,
        "missing": [],
    }
    assert found["dimensions"]["api"] == {
        "given": "18",
        "deducted": "15",
        "capped": "15",
        "points": "15",
        "max": "20",
        "attempted": True,
    }
    assert found["notes"] == {"api": "two lists, no paging"}


def test_the_card_for_people_shows_how_it_came_about(sidegrade: Program) -> None:
    sidegrade("mark", "-", stdin=COMPLETE)
    sidegrade("mark", "amber", "starts", "fail")
    sidegrade("mark", "amber", "api", "--adjust", "+2", "--reason", "the key was withdrawn")
    out = sidegrade("card", "amber").out
    assert out == (
        "service/amber · amber · service@1 · mia\n"
        "dimension    title             given  deducted  capped  adjusted  points   of  weight  why\n"
        "api          Interface            18        −3    ≤ 10        +2      12   20      20  −3 no-paging, ≤10 starts, +2 adjusted: the key was withdrawn\n"
        "tests        Tests               7.5                                 7.5  7.5      30\n"
        "  collected  Tests collected  31 → 5                                        5\n"
        "  faithful   Doubles match       2.5                                      2.5\n"
        "Total 42.0 of 50.0 · tier A: ships\n"
        "gate starts failed: The service starts\n"
        "\n"
        "  api: two lists, no paging\n"
    )


def test_not_attempted_leaves_a_dimension_out(sidegrade: Program) -> None:
    sidegrade("mark", "-", stdin=COMPLETE)
    sidegrade("mark", "amber", "tests", "x")
    found = card(sidegrade)
    assert (found["total"], found["dimensions"]["tests"]["attempted"]) == ("37.5", False)
    assert "not attempted" in sidegrade("card", "amber").out


def test_undo_goes_back_step_by_step_and_erases_nothing(sidegrade: Program) -> None:
    for value in ("10", "11", "12"):
        sidegrade("mark", "amber", "api", value)
    assert sidegrade("undo").out == "taken back: mark service/amber api 12 · api is 11 now\n"
    assert sidegrade("undo").out == "taken back: mark service/amber api 11 · api is 10 now\n"
    assert card(sidegrade)["marks"] == {"api": "10"}
    history = card(sidegrade, "--history")["history"]
    assert [(one["kind"], one["value"][:2]) for one in history][:3] == [("mark", "10"), ("mark", "11"), ("mark", "12")]
    assert [one["kind"] for one in history][3:] == ["withdraw", "withdraw"]
    assert sidegrade("card", "amber", "--history").out.count("taken back") == 2


def test_undo_with_nothing_to_take_back_says_so(sidegrade: Program) -> None:
    assert sidegrade("undo", "--as", "tom") == Said(2, "", "sidegrade: tom has no decision to take back\n")


def test_a_locked_card_takes_no_marks_until_the_lock_is_withdrawn(sidegrade: Program) -> None:
    sidegrade("mark", "-", stdin=COMPLETE)
    assert sidegrade("mark", "amber", "--lock").status == 0
    assert sidegrade("card", "amber").out.startswith("service/amber · amber · service@1 · mia · locked\n")
    assert sidegrade("mark", "amber", "api", "1").err.startswith("sidegrade: the card is locked; ")
    assert sidegrade("mark", "amber", "api", "1", "--as", "tom").status == 0
    sidegrade("undo")
    assert sidegrade("mark", "amber", "api", "1").status == 0


def test_nothing_is_marked_behind_a_lock_in_the_same_call(sidegrade: Program) -> None:
    sidegrade("mark", "-", stdin=COMPLETE)
    assert sidegrade("mark", "amber", "api", "3", "--lock").status == 0
    assert card(sidegrade)["locked"] is True


def test_a_lock_on_a_card_with_doubts_says_so(sidegrade: Program) -> None:
    sidegrade("mark", "-", stdin=COMPLETE)
    assert "note" not in sidegrade("mark", "amber", "api", "--unsure").out
    saved, note = sidegrade("mark", "amber", "--lock").out.splitlines()
    assert saved.endswith(" · locked")
    assert note == "note: 1 cell is unsure (api)"
    sidegrade("mark", "amber", "--unlock")
    out = sidegrade("mark", "amber", "faithful", "--unsure", "--lock").out
    assert out.endswith("\nnote: 2 cells are unsure (api, faithful)\n")
    sidegrade("mark", "amber", "--unlock")
    for cell in ("api", "faithful"):
        sidegrade("mark", "amber", cell, "--sure")
    assert "note" not in sidegrade("mark", "amber", "--lock").out


def test_a_mark_for_a_whole_dimension_says_what_no_longer_counts(sidegrade: Program) -> None:
    assert "note" not in sidegrade("mark", "amber", "tests", "5").out
    sidegrade("mark", "amber", "tests", "clear")
    sidegrade("mark", "amber", "faithful", "1")
    said = sidegrade("mark", "amber", "tests", "5").out.splitlines()
    assert said[1:] == ["note: tests is marked as a whole; until it is cleared, what its criteria got does not count"]
    assert "note" not in sidegrade("mark", "amber", "api", "3").out


def test_flags_and_command_evidence_are_shown(sidegrade: Program) -> None:
    sidegrade("mark", "amber", "api", "3", "--unsure", "--evidence", "$ curl -s localhost")
    out = sidegrade("card", "amber").out
    assert "unsure: api\n" in out
    assert "  api: see $ curl -s localhost\n" in out
    sidegrade("mark", "amber", "api", "--sure")
    assert "unsure" not in sidegrade("card", "amber").out


def test_each_reviewer_has_a_card(sidegrade: Program) -> None:
    sidegrade("mark", "amber", "api", "10")
    sidegrade("mark", "amber", "api", "12", "--as", "tom")
    both = json.loads(sidegrade("card", "amber", "--format", "json").out)
    assert [(one["reviewer"], one["marks"]) for one in both["cards"]] == [
        ("mia", {"api": "10"}),
        ("tom", {"api": "12"}),
    ]
    assert card(sidegrade, "--as", "tom")["reviewer"] == "tom"
    assert sidegrade("card", "amber").out.count("service/amber · amber") == 2
    assert "card of every one is shown" in " ".join(sidegrade("card", "--help", study=False).out.split())


def test_json_lines_are_taken_too(sidegrade: Program) -> None:
    lines = '{"run": "amber", "cell": "api", "value": 7}\n\n{"run": "cobalt", "cell": "api", "note": "n", "reviewer": "tom"}\n'
    assert sidegrade("mark", "-", stdin=lines).out == "2 decisions from 2 rows\n"
    assert card(sidegrade)["marks"] == {"api": "7"}


def test_a_corrected_figure_keeps_the_old_value_and_the_reason(sidegrade: Program) -> None:
    assert sidegrade("figure", "amber", "cost_usd=1.10", "seconds=60").out == "service/amber: 2 figures recorded\n"
    refused = sidegrade("figure", "amber", "cost_usd=1.20")
    assert refused == Said(
        2, "", "sidegrade: service/amber has cost_usd=1.1 already, which would be corrected; say why with --reason\n"
    )
    refused = sidegrade("figure", "amber", "cost_usd=1.20", "seconds=61", "tokens=5")
    assert refused.err.startswith("sidegrade: service/amber has cost_usd=1.1, seconds=60 already, which would be")
    assert sidegrade("figure", "amber", "cost_usd=~1.20", "--reason", "the invoice came").status == 0
    assert sidegrade("figure", "amber", "cost_usd=~1.20").out == "service/amber: that is what stands already\n"
    sidegrade("mark", "amber", "api", "10")
    figures = [one for one in card(sidegrade, "--history")["history"] if one["cell"] == "cost_usd"]
    assert [(one["value"], one["body"]) for one in figures] == [
        ("1.1", {"reason": "by hand"}),
        ("~1.2", {"reason": "the invoice came"}),
    ]
    run = json.loads(sidegrade("runs", "--format", "json").out)["runs"][0]
    assert run["cost"] == {"basis": "estimated", "usd": "1.2"}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("", "standard input: is empty; start it with a header of run, cell, value, note, reviewer, rubric"),
        ("run,cell,points\n", 'standard input: line 1: "points" is not a known column; use run, cell, value, note,'),
        ("run,cell,value,cell\n", 'standard input: line 1: the column "cell" is there twice; keep one of them'),
        ("run,cell,value\namber,api\n", "standard input: line 2: has 2 fields, but the header has 3; mend the row"),
        ("run,cell,value\namber,api,3\n,api,3\n", "standard input: line 3: run is missing; say which run"),
        ("run,cell,value\namber,api,3\namber,api,\n", "standard input: line 3: there is neither a value nor a note"),
        ("run,cell,value\namber,api,3\nagate,api,3\n", 'standard input: line 3: there is no run "agate"'),
        ("run,cell,value\namber,api,3\namber,apo,3\n", 'no cell "apo"; perhaps api is meant'),
        (
            "run,cell,value\namber,api,3\namber,api,21\n",
            "standard input: line 3: api cannot get 21; give 0 to 20 in steps of 1",
        ),
        ("run,cell,value\namber,api,3\namber,api,2.3\n", "standard input: line 3: api cannot get 2.3; give 0 to 20"),
        (
            "run,cell,value\namber,api,3\namber,starts,maybe\n",
            'starts is a gate and cannot be "maybe"; say pass, fail or clear',
        ),
        (
            "run,cell,value,rubric\namber,api,3,\namber,api,3,other\n",
            'the task service has no rubric "other"; it has service@1',
        ),
        ('run,cell,value\namber,api,"3\n', "is not valid CSV"),
        ("run,cell,value,reviewer\namber,api,3,a\x1b[2J\n", 'standard input: line 2: "a␛[2J" is no name of a reviewer'),
        (
            '{"run": "amber", "cell": "api", "value": 3}\n{"run": ',
            "standard input: line 2: is not a JSON object on one line",
        ),
        ('{"run": "amber", "cell": "api", "value": [3]}', "standard input: line 1: value is not a text or a number"),
        ('{"run": "amber", "cell": "api", "mark": 3}', '"mark" is not a known key'),
        (b"run,cell,value\namber,api,\xff\n", "standard input: line 2 is not UTF-8; save the file as UTF-8"),
    ],
)
def test_one_bad_row_takes_nothing_and_is_named(rows: str | bytes, said: str, sidegrade: Program) -> None:
    found = sidegrade("mark", "-", stdin=rows)
    assert (found.status, found.out) == (2, "")
    fault, last = found.err.splitlines()
    assert said in fault
    assert last == NOTHING
    assert sidegrade("card", "amber").err.startswith("sidegrade: service/amber has no marks under service@1 yet")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            "run,cell,value\namber,api\namber,api,3\n,api,3\namber,api,\n",
            ["2: has 2 fields, but the header", "4: run is missing; say", "5: there is neither a value nor a note"],
        ),
        ('{"run": \n{"run": "amber", "cell": "api"}\n', ["1: is not a JSON object on one line", "2: there is neither"]),
        ('run,cell,value\n,api,1\namber,api,"3\n', ["2: run is missing", "3: is not valid CSV"]),
        (
            "run,cell,value,note\namber,api,3,\nagate,api,3,\namber,api,21,fine\namber,apo,3,\namber,api,4,\n",
            [
                '3: there is no run "agate"',
                "4: api cannot get 21; give 0 to 20 in steps of 1",
                "5: the rubric service@1",
            ],
        ),
    ],
)
def test_all_bad_rows_are_named_at_once_and_nothing_is_taken(rows: str, said: list[str], sidegrade: Program) -> None:
    found = sidegrade("mark", "-", stdin=rows)
    assert (found.status, found.out) == (2, "")
    *faults, last = found.err.splitlines()
    assert last == NOTHING
    for line, start in zip(faults, said, strict=True):
        assert line.startswith(f"sidegrade: standard input: line {start}")
    assert sidegrade("card", "amber").err.startswith("sidegrade: service/amber has no marks under service@1 yet")


@pytest.mark.parametrize(
    ("count", "last"),
    [
        (20, "standard input: line 21: api cannot get 99; give 0 to 20 in steps of 1"),
        (21, "and 1 more; mend these first"),
        (999, "and 979 more; mend these first"),
        (5000, "and at least 980 more; mend these first"),
    ],
)
def test_of_many_bad_rows_some_are_named_and_the_others_counted(count: int, last: str, sidegrade: Program) -> None:
    *lines, end = sidegrade("mark", "-", stdin="run,cell,value\n" + "amber,api,99\n" * count).err.splitlines()
    assert (len(lines), lines[-1], end) == (min(count, 21), f"sidegrade: {last}", NOTHING)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["mark", "agate", "api", "3"], 'there is no run "agate"; `sidegrade runs` lists them'),
        (["mark", "a", "api", "3", "--rubric", "no"], 'the task service has no rubric "no"; it has service@1'),
        (["mark", "amber"], "say a CELL and a VALUE, or what else to record; see `sidegrade mark --help`"),
        (["mark", "amber", "--unsure"], "--unsure is said of a CELL; see `sidegrade mark --help`"),
        (["mark", "amber", "--adjust", "1"], "--adjust is said of a CELL that is a dimension"),
        (["mark", "amber", "api", "--adjust", "lots"], '"lots" is no number of points; say +2 or -1.5'),
        (["mark", "amber", "api", "--adjust", "1"], "an adjustment needs a reason; say why in a sentence"),
        (["mark", "-", "api"], "with - every mark comes from standard input, so no CELL is named"),
        (["mark", "amber", "api", "3", "--as", " "], '"" is no name of a reviewer; give 1 to 200 visible characters'),
        (["mark", "amber", "api", "3", "--as", "a\x1b[2J"], "is no name of a reviewer"),
        (["mark", "amber", "api", "3", "--evidence", "x.py:1"], "service/amber has no workspace to find evidence in"),
        (
            ["mark", "amber", "api", "3", "--evidence", " "],
            "the evidence is empty; give path, path:line, path:from-to, or",
        ),
        (
            ["mark", "amber", "api", "3", "--evidence", "$ "],
            "the evidence is empty; give path, path:line, path:from-to, or",
        ),
        (
            ["mark", "amber", "api", *(["--evidence", "$ pytest -q"] * 2)],
            "$ pytest -q is evidence for this cell already",
        ),
        (["figure", "amber", "cost=1"], '"cost" is not a figure; use one of state, reason, cost_usd'),
        (["figure", "amber", "cost_usd"], '"cost_usd" is not NAME=VALUE; write for instance cost_usd=1.10'),
        (["figure", "amber", "cost_usd=cheap"], 'cost_usd cannot be "cheap"; give dollars such as 1.10'),
        (["figure", "amber", "seconds=1e99"], 'seconds cannot be "1e99"; give a number of at most 10^12'),
        (["figure", "amber", "state="], "a run has always a state; use one of complete, unfinished"),
        (["card", "amber", "--as", "mia", "--rubric", "x"], 'has no rubric "x"'),
        (["standings", "--task", "x"], 'there is no task "x"; there are service'),
        (["runs", "--task", "x\x1b]52;c;\x07"], 'there is no task "x␛]52;c;␇"; there are service'),
        (["doctor", "--no-such-option"], "No such option '--no-such-option'; see `sidegrade doctor --help`"),
    ],
)
def test_misuse_is_one_clear_sentence(arguments: list[str], said: str, sidegrade: Program) -> None:
    found = sidegrade(*arguments)
    assert (found.status, found.out) == (2, "")
    assert found.err.startswith("sidegrade: ")
    assert said in found.err
    assert found.err.count("\n") == 1
