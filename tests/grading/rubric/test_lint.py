"""Every rule of the linter, each broken alone; a finding names the key and both numbers."""

import pytest

from grading.errors import RubricError
from grading.rubric.file import rubric_from_toml
from grading.rubric.lint import Finding, Level, lint, require_sound
from grading.rubric.model import Rubric
from tests.builders import rubric

SOUND = """
format = 1
key = "sound"
edition = "1"
title = "Sound"
scale = 100
declares = 17.5
weights_declared = 50

[[dimension]]
key = "api"
title = "Interface"
weight = 20
max = 10
step = 0.5
floor = 1
declares = 10
asks = "Does it?"
where = ["src/**", "a..b"]

  [[dimension.anchor]]
  at = 9.5
  means = "nearly"

  [[dimension.deduction]]
  key = "slow"
  title = "Slow"
  points = 10

[[dimension]]
key = "tests"
title = "Tests"
weight = 30
declares = 7.5

  [[dimension.criterion]]
  key = "collected"
  title = "Collected"
  points = 5
  ladder = [[0, 0], [10, 2], [30, 5]]
  where = ["tests/**"]

  [[dimension.criterion]]
  key = "faithful"
  title = "Faithful"
  points = 2.5

[[gate]]
key = "starts"
title = "Starts"
caps = { api = 0.5, tests = 0 }

[[tier]]
name = "A"
at = 80
means = "ships"

[[tier]]
name = "B"
at = 0
means = "does not"
"""


def sound_but(*changes: str) -> Rubric:
    """The sound rubric with some of its text replaced: old, new, old, new …"""
    text = SOUND
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return rubric_from_toml(text, "sound.toml")


def errors(said: Rubric) -> list[tuple[str, str]]:
    assert all(finding.level is Level.ERROR for finding in lint(said))
    return [(finding.where, finding.what) for finding in lint(said)]


def test_a_sound_rubric_has_no_finding() -> None:
    assert lint(sound_but()) == []
    assert lint(rubric()) == []
    require_sound(sound_but(), "sound.toml")


TESTS = 'dimension "tests"'
COLLECTED = f'{TESTS}, criterion "collected"'
LADDER = "[[0, 0], [10, 2], [30, 5]]"


@pytest.mark.parametrize(
    ("changes", "where", "what"),
    [
        (('key = "faithful"', 'key = "api"'), 'key "api"', "the key is used 2 times, but a key can name 1 thing only"),
        (('key = "slow"', 'key = "api"'), 'key "api"', "the key is used 2 times, but a key can name 1 thing only"),
        (('key = "starts"', 'key = "collected"'), 'key "collected"', "the key is used 2 times, but a key can name 1 thing only"),
        (('name = "B"', 'name = "A"'), 'tier "A"', "the name is used 2 times, but a name can mean 1 tier only"),
        (("declares = 7.5", "declares = 8"), f"{TESTS}, declares", "its criteria add up to 7.5, but it declares 8"),
        (("declares = 10", "declares = 9.5"), 'dimension "api", declares', "its maximum is 10, but it declares 9.5"),
        (("declares = 17.5", "declares = 200"), "declares", "the maxima add up to 17.5, but the rubric declares 200"),
        (("declared = 50", "declared = 100"), "weights_declared", "the weights add up to 50, but the rubric declares 100"),
        (("step = 0.5", "step = 0.7", "at = 9.5", "at = 9.1"), 'dimension "api", max', "steps of 0.7 reach 9.8, but its maximum is 10"),
        (("weight = 30", "weight = 30\nmax = 8", "declares = 17.5", "declares = 18"), f"{TESTS}, max",
         "its criteria add up to 7.5, so no set of marks reaches its maximum 8"),
        (("weight = 30", "weight = 30\nmax = 7", "declares = 17.5", "declares = 17"), f"{TESTS}, max",
         "its criteria add up to 7.5, but its maximum is 7 and it is not scaled"),
        (("floor = 1", "floor = 10"), 'dimension "api", floor', "is 10, which leaves nothing below its maximum 10"),
        ((LADDER, "[[1, 0], [30, 5]]"), f"{COLLECTED}, ladder", "starts at [1, 0], but it has to start at [0, 0]"),
        ((LADDER, "[[0, 0.5], [30, 5]]"), f"{COLLECTED}, ladder", "starts at [0, 0.5], but it has to start at [0, 0]"),
        ((LADDER, "[[0, 0], [10, 2], [10, 5]]"), f"{COLLECTED}, ladder", "does not rise from [10, 2] to [10, 5]"),
        ((LADDER, "[[0, 0], [10, 5], [20.5, 5]]"), f"{COLLECTED}, ladder", "does not rise from [10, 5] to [20.5, 5]"),
        ((LADDER, "[[0, 0], [10, 5.5]]"), f"{COLLECTED}, ladder", "gives up to 5.5, more than the 5 that the criterion has"),
        ((LADDER, "[[0, 0], [10, 4]]"), f"{COLLECTED}, ladder", "gives 4 at most, so no mark reaches the criterion's 5 points"),
        (("weight = 30", "weight = 30\nstep = 1"), f'{TESTS}, criterion "faithful", points',
         "the dimension's step 1 does not divide 2.5 points"),
        ((LADDER, "[[0, 0], [10, 2.25], [30, 5]]", "weight = 30", "weight = 30\nstep = 0.5"), f"{COLLECTED}, points",
         "the dimension's step 0.5 does not divide 2.25 points"),
        (("at = 80", "at = 101"), 'tier "A", at', "is 101, above the scale 100"),
        (("at = 0\n", "at = 0.5\n"), 'tier "B", at', "the lowest tier starts at 0.5, but it has to start at 0"),
        (("at = 80", "at = 0"), 'tier "B", at', "is 0, but it stands below A at 0: highest first"),
        (("{ api = 0.5, tests = 0 }", "{}"), 'gate "starts", caps', "the gate caps 0 of 2 dimensions, so it cannot do anything"),
        (("{ api = 0.5, tests = 0 }", "{ apy = 0.5 }"), 'gate "starts", caps', 'names "apy", which is none of the 2 dimensions; perhaps api is meant'),
        (("{ api = 0.5, tests = 0 }", "{ screen = 0 }"), 'gate "starts", caps', 'names "screen", which is none of the 2 dimensions'),
        (("api = 0.5,", "api = 1,"), 'gate "starts", caps.api', "leaves a share of 1, so it caps nothing; below 1 is needed"),
        (("points = 10", "points = 10.5"), 'dimension "api", deduction "slow", points',
         "costs 10.5, more than the dimension's maximum 10"),
        (("at = 9.5", "at = 10.5"), 'dimension "api", anchor', "stands at 10.5, outside 0 … 10"),
    ],
)  # fmt: skip
def test_each_rule_broken_alone_gives_its_one_error(changes: tuple[str, ...], where: str, what: str) -> None:
    assert errors(sound_but(*changes)) == [(where, what)]


@pytest.mark.parametrize(
    ("changes", "where", "what"),
    [
        (('asks = "Does it?"', ""), 'dimension "api", asks', "is missing: a reviewer has only the title to go by"),
        (("at = 9.5", "at = 9.25"), 'dimension "api", anchor', "stands at 9.25, which no mark on steps of 0.5 can be"),
        (('means = "ships"', ""), 'tier "A", means', "is missing: readers of the standings will not know what it says"),
        (('"src/**"', '"/src/**"'), 'dimension "api", where', '"/src/**" can match no file inside a workspace'),
        (('"tests/**"', '"a/../b"'), f"{TESTS}, where", '"a/../b" can match no file inside a workspace'),
    ],
)
def test_a_warning_makes_grading_harder_and_stops_nothing(changes: tuple[str, ...], where: str, what: str) -> None:
    said = sound_but(*changes)
    assert lint(said) == [Finding(Level.WARNING, where, what)]
    require_sound(said, "sound.toml")


@pytest.mark.parametrize("most", [5, 10])
def test_a_scaled_dimension_may_have_any_sum(most: int) -> None:
    scaled = f"weight = 30\nmax = {most}\nscaled = true"
    assert lint(sound_but("weight = 30", scaled, "declares = 17.5", f"declares = {10 + most}")) == []


def test_bounds_themselves_are_sound() -> None:
    assert lint(sound_but("at = 80", "at = 100", "at = 9.5", "at = 10", "floor = 1", "floor = 9.5")) == []


def test_tiers_out_of_order_name_both_bounds() -> None:
    assert errors(sound_but("at = 80", "at = 0", 'name = "B"\nat = 0', 'name = "B"\nat = 40.5')) == [
        ('tier "B", at', "is 40.5, but it stands below A at 0: highest first")
    ]


def test_errors_come_first_each_in_the_order_of_the_rules() -> None:
    said = sound_but('asks = "Does it?"', "", "declares = 7.5", "declares = 8", "at = 80", "at = 101", '"ships"', '""')
    assert [(finding.level.value, finding.where) for finding in lint(said)] == [
        ("error", f"{TESTS}, declares"),
        ("error", 'tier "A", at'),
        ("warning", 'tier "A", means'),
        ("warning", 'dimension "api", asks'),
    ]


def test_a_rubric_with_errors_is_refused_by_the_first_and_the_count_of_the_rest() -> None:
    with pytest.raises(RubricError) as one:
        require_sound(sound_but("declares = 7.5", "declares = 8", 'asks = "Does it?"', ""), "s.toml")
    assert str(one.value) == (
        's.toml: dimension "tests", declares: its criteria add up to 7.5, but it declares 8; '
        "mend the file; `sidegrade rubric check` lists every finding"
    )
    with pytest.raises(RubricError) as three:
        require_sound(
            sound_but("declares = 7.5", "declares = 8", "declared = 50", "declared = 1", "9.5", "11"), "s.toml"
        )
    assert str(three.value).startswith('s.toml: dimension "tests", declares: its criteria add up to 7.5, but it declares 8 (and 2 more); ')  # fmt: skip
