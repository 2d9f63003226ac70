"""A rubric's file: its defaults, its refusals, the way back to TOML, and what its identity is made of."""

from fractions import Fraction

import pytest

from grading.errors import FileError
from grading.rubric.model import Anchor, Cap, Criterion, Deduction, Dimension, Gate, Rubric, Rung, Tier
from tests.builders import rubric
from tests.grading.rubric import CRITERION, DIMENSION, HALF, HEAD, only, read

# Defaults


def test_a_rubric_of_points_is_simply_summed() -> None:
    said = read(HEAD + DIMENSION + "max = 15\n" + DIMENSION.replace('"d"', '"e"') + "max = 7.5\nweight = 30\n")
    first, second = said.dimensions
    assert [first.weight, second.weight] == [15, 30]
    assert said.scale == 45
    assert said.tie_band == 0
    assert (said.declares, said.weights_declared, said.about) == (None, None, "")
    assert (said.gates, said.tiers) == ((), ())
    assert first.floor == 0
    assert (first.scaled, first.declares, first.asks, first.where) == (False, None, "", ())


def test_a_maximum_is_the_sum_of_the_criteria_and_a_criterions_points_are_its_ladders_last() -> None:
    said = only(
        CRITERION + "ladder = [[0, 0], [10, 2], [30, 5]]\n" + CRITERION.replace('"c"', '"e"') + "points = 2.5\n"
    )
    assert [row.points for row in said.criteria] == [5, Fraction(5, 2)]
    assert [list(rung) for rung in said.criteria[0].ladder] == [[0, 0], [10, 2], [30, 5]]
    assert said.max == said.weight == said.criteria_sum == Fraction(15, 2)


def test_a_ladder_that_falls_is_read_as_it_stands_and_left_to_the_linter() -> None:
    assert only(CRITERION + "ladder = [[0, 0], [10, 5], [20, 4]]").max == 4


@pytest.mark.parametrize(
    ("lines", "step", "decimals"),
    [
        ("max = 15", "1", 0),
        ("max = 7.5", "0.5", 1),
        (f"max = 10\n{CRITERION}points = 2.25", "0.25", 2),
        (f"{CRITERION}ladder = [[0, 0], [10, 0.4], [20, 1]]", "0.2", 1),
        ('max = 3\n[[dimension.deduction]]\nkey = "f"\ntitle = "F"\npoints = 0.75', "0.25", 2),
        (f"max = 2.5\n{CRITERION}points = 0.4", "0.1", 1),
        (f"{CRITERION}points = 0.000000001", "0.000000001", 9),
        ("max = 10\nstep = 2.5", "2.5", 1),
        ("max = 10\nstep = 2", "2", 0),
    ],
)
def test_the_step_is_the_largest_that_divides_one_and_every_point_value(lines: str, step: str, decimals: int) -> None:
    said = read(HEAD + DIMENSION + lines)
    assert said.dimensions[0].step == Fraction(step)
    assert said.decimals == decimals


def test_decimals_are_what_the_finest_step_needs_unless_they_are_stated() -> None:
    two = DIMENSION + "max = 1\nstep = 0.25\n" + DIMENSION.replace('"d"', '"e"') + "max = 1\nstep = 0.5\n"
    assert read(HEAD + two).decimals == 2
    assert read(HEAD + "decimals = 0\n" + two).decimals == 0


def test_everything_that_can_be_said_is_read() -> None:
    said = read(
        """
        format = 1
        key = "all"
        edition = "2026-05"
        title = "All"
        about = "Every key there is."
        scale = 100
        decimals = 1
        tie_band = 0.5
        declares = 10
        weights_declared = 4
        [[dimension]]
        key = "d"
        title = "D"
        asks = "What?"
        where = ["tests/**"]
        weight = 4
        max = 10
        step = 0.5
        floor = 1
        scaled = true
        declares = 2
        [[dimension.anchor]]
        at = 10
        means = "all of it"
        [[dimension.deduction]]
        key = "f"
        title = "F"
        points = 3
        [[dimension.criterion]]
        key = "c"
        title = "C"
        points = 2
        ladder = [[0, 0], [1.5, 2]]
        asks = "Which?"
        verify = "pytest -q"
        where = ["a", "b"]
        [[gate]]
        key = "g"
        title = "G"
        verify = "run it"
        caps = { d = 0.25 }
        [[tier]]
        name = "A"
        at = 0
        means = "fine"
        """
    )
    assert said == Rubric(
        key="all",
        edition="2026-05",
        title="All",
        about="Every key there is.",
        scale=Fraction(100),
        decimals=1,
        tie_band=HALF,
        declares=Fraction(10),
        weights_declared=Fraction(4),
        dimensions=(
            Dimension(
                key="d",
                title="D",
                asks="What?",
                where=("tests/**",),
                weight=Fraction(4),
                max=Fraction(10),
                step=HALF,
                floor=Fraction(1),
                scaled=True,
                declares=Fraction(2),
                anchors=(Anchor(Fraction(10), "all of it"),),
                deductions=(Deduction("f", "F", Fraction(3)),),
                criteria=(
                    Criterion(
                        key="c",
                        title="C",
                        points=Fraction(2),
                        ladder=(Rung(Fraction(0), Fraction(0)), Rung(Fraction(3, 2), Fraction(2))),
                        asks="Which?",
                        verify="pytest -q",
                        where=("a", "b"),
                    ),
                ),
            ),
        ),
        gates=(Gate("g", "G", (Cap("d", Fraction(1, 4)),), "run it"),),
        tiers=(Tier("A", Fraction(0), "fine"),),
    )
    assert said.name == "all@2026-05"


def test_cells_come_in_the_order_of_the_file_and_the_open_ones_are_those_that_need_an_answer() -> None:
    said = rubric()
    kinds = [
        (key, cell.kind.value, cell.title, cell.dimension and cell.dimension.key) for key, cell in said.cells.items()
    ]
    assert kinds == [
        ("api", "dimension", "Interface", "api"),
        ("no-paging", "deduction", "Long lists come whole", "api"),
        ("tests", "dimension", "Tests", "tests"),
        ("collected", "criterion", "Tests collected", "tests"),
        ("faithful", "criterion", "Doubles match", "tests"),
        ("starts", "gate", "The service starts", None),
    ]
    assert said.open_cells == ("starts", "api", "collected", "faithful")


def test_of_a_key_that_is_used_twice_the_first_is_the_cell() -> None:
    said = only(CRITERION.replace('"c"', '"d"') + "points = 1")
    assert read(HEAD + DIMENSION + CRITERION.replace('"c"', '"d"') + "points = 1").cells["d"].item == said


# Refusals

GOOD = HEAD + DIMENSION + "max = 1\n"
LADDER = "a list of [measured, points] is expected"
KEY = "has characters that a key cannot have; use up to 64 of letters, digits, . _ -"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "format: is missing; this program reads format = 1"),
        ("format = 2", "format: is 2; this program reads format = 1"),
        ("format = 0", "format: is 0; this program reads format = 1"),
        ("format = '1'", "format: is '1', but a whole number is expected"),
        ("format = 1", "key: is missing; add it as text"),
        ("format = 1\nkey = 'a b'", f"key: {KEY}"),
        ("format = 1\nkey = '-a'", f"key: {KEY}"),
        ('format = 1\nkey = "a\\n"', f"key: {KEY}"),
        ("format = 1\nkey = 'é'", f"key: {KEY}"),
        (f"format = 1\nkey = '{'a' * 65}'", f"key: {KEY}"),
        ("format = 1\nkey = 'a'", "edition: is missing; add it as text"),
        ("format = 1\nkey = 'a'\nedition = '5/6'", "edition: has characters that a name cannot have; use letters, digits, . _ -"),
        ("format = 1\nkey = 'a'\nedition = '1'", "title: is missing; add it as text"),
        (HEAD, "dimension: is missing; add at least one [[dimension]]"),
        (HEAD + "decimals = 10", "decimals: is 10, but 0 to 9 is expected"),
        (HEAD + "decimals = -1", "decimals: is -1, but 0 to 9 is expected"),
        (HEAD + "scale = 0\n" + DIMENSION + "max = 1", "scale: is 0; say what totals are reported out of"),
        (HEAD + "scale = -1", "scale: is -1, but a number of 0 or more is expected"),
        (HEAD + "tie_band = -1", "tie_band: is -1, but a number of 0 or more is expected"),
        (HEAD + "declares = 'x'", "declares: is 'x', but a number is expected"),
        (HEAD + "weights_declared = inf", "weights_declared: is Infinity, but a number of at most 10^12 is expected"),
        (HEAD + "dimension = 1", "dimension: is 1, but tables are expected; write [[dimension]]"),
        (HEAD + "tolerance = 1", 'tolerance: is not a known key; known here: about, decimals, declares, dimension, edition, '
         "format, gate, key, scale, tie_band, tier, title, weights_declared"),
        (HEAD + "tieband = 1", 'tieband: is not a known key; perhaps "tie_band" is meant'),
        (GOOD + "weight = 0", "every dimension has the weight 0; give one of them a weight"),
        (HEAD + "[[dimension]]", "dimension 1, key: is missing; add it as text"),
        (HEAD + "[[dimension]]\nkey = 'd'", 'dimension "d", title: is missing; add it as text'),
        (HEAD + "[[dimension]]\nkey = 'a/b'", f'dimension "a/b", key: {KEY}'),
        (HEAD + DIMENSION, 'dimension "d", max: is missing, and there are no criteria to add up; say the most it can get'),
        (HEAD + DIMENSION + "max = 0", 'dimension "d", max: is 0; say the most it can get'),
        (HEAD + DIMENSION + CRITERION + "points = 0", 'dimension "d", max: is 0; say the most it can get'),
        (GOOD + "scaled = true", 'dimension "d", scaled: is true, but there are no points to scale; leave it out'),
        (GOOD + "scaled = true\n" + CRITERION + "points = 0",
         'dimension "d", scaled: is true, but there are no points to scale; leave it out'),
        (GOOD + "scaled = 1", 'dimension "d", scaled: is 1, but true or false is expected'),
        (GOOD + "step = 0", 'dimension "d", step: is 0; say the smallest difference between two marks, such as 0.5'),
        (GOOD + "weight = -1", 'dimension "d", weight: is -1, but a number of 0 or more is expected'),
        (GOOD + "floor = true", 'dimension "d", floor: is true, but a number is expected'),
        (GOOD + "where = 'x'", "dimension \"d\", where: is 'x', but a list of texts is expected"),
        (GOOD + "asks = 1", 'dimension "d", asks: is 1, but a text is expected; put it in quotes'),
        (GOOD + "maximum = 1", 'dimension "d", maximum: is not a known key; perhaps "max" is meant'),
        (GOOD + CRITERION, 'dimension "d", criterion "c", points: is missing; say the points it can get, or give it a ladder'),
        (GOOD + CRITERION + "ladder = []", f'dimension "d", criterion "c", ladder: is [], but {LADDER}'),
        (GOOD + CRITERION + "ladder = [[0]]", f'dimension "d", criterion "c", ladder[1]: is [0], but {LADDER}'),
        (GOOD + CRITERION + "point = 1", 'dimension "d", criterion "c", point: is not a known key; perhaps "points" is meant'),
        (GOOD + "[[dimension.criterion]]\ntitle = 'C'", 'dimension "d", criterion 1, key: is missing; add it as text'),
        (GOOD + "[[dimension.deduction]]\nkey = 'f'\ntitle = 'F'",
         'dimension "d", deduction "f", points: is missing or 0; say what it costs, as a number above 0'),
        (GOOD + "[[dimension.deduction]]\nkey = 'f'\ntitle = 'F'\npoints = 0",
         'dimension "d", deduction "f", points: is missing or 0; say what it costs, as a number above 0'),
        (GOOD + "[[dimension.deduction]]\nkey = 'f'\ntitle = ' '", 'dimension "d", deduction "f", title: is empty; write what it should say'),
        (GOOD + "[[dimension.deduction]]\nkey = 'f'\ntitle = 'F'\npoints = 1\nx = 1",
         'dimension "d", deduction "f", x: is not a known key; known here: key, points, title'),
        (GOOD + "[[dimension.anchor]]\nmeans = 'x'", 'dimension "d", anchor 1, at: is missing; say the number that this describes'),
        (GOOD + "[[dimension.anchor]]\nat = 1", 'dimension "d", anchor 1, means: is missing; add it as text'),
        (GOOD + "[[dimension.anchor]]\nat = 1\nmeans = 'x'\nmean = 'y'",
         'dimension "d", anchor 1, mean: is not a known key; perhaps "means" is meant'),
        (GOOD + "[[gate]]\nkey = 'g'", 'gate "g", title: is missing; add it as text'),
        (GOOD + "[[gate]]\nkey = 'g'\ntitle = 'G'\ncaps = ['d']", "gate \"g\", caps: is ['d'], but a table of numbers is expected"),
        (GOOD + "[[gate]]\nkey = 'g'\ntitle = 'G'\ncaps.d = -1", 'gate "g", caps.d: is -1, but a number of 0 or more is expected'),
        (GOOD + "[[gate]]\nkey = 'g'\ntitle = 'G'\ncap = 1", 'gate "g", cap: is not a known key; perhaps "caps" is meant'),
        (GOOD + "[[tier]]\nat = 0", "tier 1, name: is missing; add it as text"),
        (GOOD + "[[tier]]\nname = 'A'", 'tier "A", at: is missing; say the lowest total of this tier'),
        (GOOD + "[[tier]]\nname = 'A'\nat = 0\nto = 5", 'tier "A", to: is not a known key; known here: at, means, name'),
        (GOOD + '[[tier]]\nname = "A\\u001b"\nat = -1', 'tier "A␛", at: is -1, but a number of 0 or more is expected'),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_with_file_table_and_key(text: str, said: str) -> None:
    with pytest.raises(FileError) as caught:
        read(text)
    assert str(caught.value.faults[0]) == f"r.toml: {said}"
