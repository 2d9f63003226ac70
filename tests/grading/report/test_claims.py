"""A published number holds, does not hold, or cannot be computed; and a claim that says too little is refused."""

import re
from pathlib import Path

import pytest

from grading.errors import MOST_FAULTS, FileError, StudyError
from grading.finding import named_run
from grading.report.claims import Checked, Claim, Computed, Find, Kind, Verdict, checked, read_claims
from grading.report.standings import standings
from tests.grading.report.tables import TIERS, card, points, run

ASKED = points(decimals=1, band=1, more=TIERS)
RUNS = [run("amber"), run("cobalt"), run("jade"), run("onyx", state="void"), run("ruby")]
CARDS = {
    "service/amber": [card(ASKED, RUNS[0], build="87.26"), card(ASKED, RUNS[0], "noa", build="87.26")],
    "service/cobalt": [card(ASKED, RUNS[1], build="62")],
    "service/jade": [card(ASKED, RUNS[2], build="62")],
}
HEADER = "kind,what,run,other,published\n"


def computed(claim: Claim) -> Computed:
    if claim.task == "nowhere":
        raise StudyError('there is no task "nowhere"')
    return Computed(standings("service", ASKED, RUNS, CARDS), CARDS, lambda name: named_run(RUNS, name))


def one(row: str, header: str = HEADER) -> Checked:
    (found,) = checked(read_claims(header + row + "\n", "claims.csv"), computed)
    return found


@pytest.mark.parametrize(
    "row",
    [
        "total,,amber,,87.3",
        "total,,amber,,87",
        "total,,service/amber,,87.30",
        "sum,build,amber,,87.26",
        "sum,Build,amber,,87.3",
        "rank,,amber,,1",
        "rank,,jade,,2",
        "tier,,amber,,A",
        "grade,,cobalt,,b",
        "count,runs,,,5",
        "count,ranked,,,3",
        "count,apart,,,2",
        "count,cards,,,4",
        "count,cards,amber,,2",
        "count,cells,cobalt,,1",
        "count,deductions,,,0",
        "difference,,amber,cobalt,25.3",
        "difference,,cobalt,amber,-25.3",
        "difference,,cobalt,amber,−25",
        "difference,,amber,cobalt,25.26",
        "ratio,,amber,cobalt,1.41",
        "ratio,,amber,cobalt,1.4×",
        "ratio,,,,1.41",
        "beats,,amber,cobalt,yes",
        "beats,,amber,cobalt,",
        "beats,,cobalt,jade,no",
    ],
)
def test_what_is_true_holds(row: str) -> None:
    assert one(row).verdict is Verdict.HOLDS


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("total,,amber,,87.2", "87.3"),
        ("total,,amber,,86", "87.3"),
        ("sum,build,amber,,87.27", "87.26"),
        ("rank,,amber,,2", "1"),
        ("tier,,amber,,B", "A"),
        ("count,ranked,,,4", "3"),
        ("difference,,amber,cobalt,25.27", "25.3"),
        ("ratio,,amber,cobalt,1.5", "1.407419"),
        ("beats,,cobalt,jade,yes", "no"),
        ("beats,,cobalt,amber,", "no"),
    ],
)
def test_what_is_not_true_is_told_with_what_is(row: str, found: str) -> None:
    assert (one(row).verdict, one(row).computed) == (Verdict.FAILS, found)


@pytest.mark.parametrize(
    ("total", "published", "verdict", "computed", "exact"),
    [
        ("32.75", "32.75", Verdict.HOLDS, "32.8", "32.75"),
        ("32.75", "32.8", Verdict.HOLDS, "32.8", ""),
        ("32.75", "32.80", Verdict.HOLDS, "32.8", "32.75"),
        ("32.75", "32.750", Verdict.HOLDS, "32.8", "32.750"),
        ("32.75", "33", Verdict.HOLDS, "32.8", ""),
        ("32.75", "32.76", Verdict.FAILS, "32.8", "32.75"),
        ("32.75", "32.7", Verdict.FAILS, "32.8", ""),
        ("86.46", "86", Verdict.HOLDS, "86.5", "86"),
        ("86.46", "87", Verdict.HOLDS, "86.5", "86"),
        ("86.46", "85", Verdict.FAILS, "86.5", "86"),
        ("87.4", "87", Verdict.HOLDS, "87.4", ""),
        ("87.4", "87.0", Verdict.FAILS, "87.4", ""),
    ],
)
def test_a_total_is_true_as_it_is_shown_and_as_exactly_as_it_was_published(
    total: str, published: str, verdict: Verdict, computed: str, exact: str
) -> None:
    (found,) = checked(read_claims(f"{HEADER}total,,amber,,{published}\n", "claims.csv"), of_totals(amber=total))
    assert (found.verdict, found.computed, found.exact) == (verdict, computed, exact)


@pytest.mark.parametrize(
    ("published", "verdict", "exact"),
    [
        ("80.17", Verdict.HOLDS, "80.17"),
        ("80.1667", Verdict.HOLDS, "80.1667"),
        ("80.16", Verdict.FAILS, "80.17"),
        ("80.2", Verdict.HOLDS, ""),
    ],
)
def test_a_mean_without_an_end_is_true_of_as_many_decimals_as_were_published(
    published: str, verdict: Verdict, exact: str
) -> None:
    cards = [card(ASKED, RUNS[0], name, build=total) for name, total in (("a", "80"), ("b", "80"), ("c", "80.5"))]
    table = standings("service", ASKED, RUNS[:1], {RUNS[0].id: cards})
    claims = read_claims(f"{HEADER}total,,amber,,{published}\n", "claims.csv")
    (found,) = checked(claims, lambda claim: Computed(table, {}, lambda name: named_run(RUNS, name)))
    assert (found.verdict, found.computed, found.exact) == (verdict, "80.2", exact)


@pytest.mark.parametrize(
    ("published", "verdict", "exact"),
    [
        ("19.45", Verdict.HOLDS, "19.45"),
        ("19.4", Verdict.HOLDS, "19.5"),
        ("19.5", Verdict.HOLDS, "19.5"),
        ("19.44", Verdict.FAILS, "19.45"),
        ("19.3", Verdict.FAILS, "19.5"),
        ("19", Verdict.HOLDS, ""),
    ],
)
def test_a_difference_is_true_of_the_totals_as_shown_and_of_the_exact_ones(
    published: str, verdict: Verdict, exact: str
) -> None:
    find = of_totals(amber="52.24", cobalt="32.79")
    (found,) = checked(read_claims(f"{HEADER}difference,,amber,cobalt,{published}\n", "claims.csv"), find)
    assert (found.verdict, found.computed, found.exact) == (verdict, "19.4", exact)


def of_totals(**totals: str) -> Find:
    runs = [run(name) for name in totals]
    cards = {one.id: [card(ASKED, one, build=total)] for one, total in zip(runs, totals.values(), strict=True)}
    table = standings("service", ASKED, runs, cards)
    return lambda claim: Computed(table, cards, lambda name: named_run(runs, name))


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("total,,onyx,,1", "service/onyx is not ranked"),
        ("rank,,ruby,,1", "not ranked: no marks yet"),
        ("total,,nobody,,1", 'there is no run "nobody"'),
        ("sum,style,amber,,1", 'has no dimension "style"'),
        ("count,ranked,amber,,1", "a run is named"),
    ],
)
def test_what_cannot_be_computed_says_why(row: str, why: str) -> None:
    assert one(row).verdict is Verdict.UNKNOWN
    assert why in one(row).why


def test_best_over_worst_of_one_run_is_not_computed() -> None:
    table = standings("service", ASKED, RUNS[:1], CARDS)
    claims = read_claims(f"{HEADER}ratio,,,,1.2\n", "claims.csv")
    (found,) = checked(claims, lambda claim: Computed(table, CARDS, lambda name: named_run(RUNS, name)))
    assert (found.verdict, "needs two ranked runs" in found.why) == (Verdict.UNKNOWN, True)


def test_a_task_that_is_not_there_is_a_reason_like_any_other() -> None:
    found = one("rank,amber,nowhere,1", "kind,run,task,published\n")
    assert (found.verdict, found.why) == (Verdict.UNKNOWN, 'there is no task "nowhere"')


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("score,,amber,,1", '"score" is no kind of claim'),
        ("total,,amber,,", "has no published value"),
        ("total,,,,1", "a total is of a run"),
        ("difference,,amber,,1", "a difference is between two runs"),
        ("ratio,,amber,,1", "a ratio is between two runs"),
        ("sum,,amber,,1", "a sum is of a dimension"),
        ("count,stars,,,1", '"stars" cannot be counted'),
        ("total,,amber,,many", 'published "many" is not a number'),
        ("beats,,amber,cobalt,perhaps", "neither yes nor no"),
    ],
)
def test_a_claim_that_says_too_little_names_its_line(row: str, wrong: str) -> None:
    with pytest.raises(FileError) as error:
        read_claims(f"{HEADER}total,,amber,,1\n{row}\n", "claims.csv")
    assert wrong in str(error.value)
    assert "claims.csv: line 3" in str(error.value)


def test_json_lines_say_the_same() -> None:
    text = '{"kind": "total", "run": "amber", "published": 87.3}\n'
    assert read_claims(text, "claims.json") == [Claim("claims.json: line 1", Kind.TOTAL, "87.3", run="amber")]


def test_no_claims_at_all_are_an_error() -> None:
    with pytest.raises(FileError, match="has no claims"):
        read_claims(HEADER, "claims.csv")


def test_what_is_wrong_with_several_claims_is_said_at_once() -> None:
    text = f"{HEADER}score,,amber,,1\ntotal,,amber,,9\ntotal,,,,1\ntotal,,amber,,many\ntotal,amber\nscore,,,,\n"
    with pytest.raises(FileError) as error:
        read_claims(text, "claims.csv")
    assert [str(one).split(": ")[1:3] for one in error.value.faults] == [
        ["line 2", '"score" is no kind of claim; use ' + ", ".join(one.value for one in Kind)],
        ["line 4", "a total is of a run, and none is named; name it under run"],
        ["line 5", 'published "many" is not a number; mend it'],
        ["line 6", "has 2 fields, but the header has 5; mend the row"],
    ]


def test_a_file_of_nothing_but_faults_is_left_after_some() -> None:
    with pytest.raises(FileError) as error:
        read_claims(HEADER + "score,,,,\n" * (MOST_FAULTS + 9), "claims.csv")
    assert len(error.value.faults) == MOST_FAULTS


def test_the_claims_in_the_readme_can_be_read() -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text()
    (example,) = re.findall(r"```text\n(kind,.*?)```", readme, re.DOTALL)
    kinds = {one.kind for one in read_claims(example, "README.md")}
    assert kinds == set(Kind) - {Kind.GRADE}  # which is another word for a tier
