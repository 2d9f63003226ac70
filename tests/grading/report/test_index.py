"""An outside index: read from what people write, and held against the standings."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.errors import FileError
from grading.report.index import Index, against_index, read_index
from tests.grading.report.tables import card, points, run, table, totals_table

VALUES = {"amber": Fraction(50), "Cobalt 2": Fraction("49.5")}


@pytest.mark.parametrize(
    "text",
    [
        "model,value\namber,50\nCobalt 2,49.5\n",
        "index,model\n50,amber\n49.5, Cobalt 2 \n",
        '{"model": "amber", "value": 50}\n{"model": "Cobalt 2", "index": 49.5}\n',
        '[{"model": "amber", "value": 50}, {"model": "Cobalt 2", "value": "49.5"}]',
        '{"amber": 50,\n "Cobalt 2": 49.50}',
    ],
)
def test_an_index_is_read_from_every_form_that_people_write(text: str) -> None:
    assert read_index(text, "index") == Index("index", VALUES)


def test_one_json_line_is_a_row_and_not_an_index_of_keys() -> None:
    assert read_index('{"model": "amber", "value": 50}', "i").values == {"amber": 50}


def test_a_value_may_be_below_zero_and_the_spread_is_unknown_then() -> None:
    found = read_index("model,value\namber,-1.5\ncobalt,3\n", "i")
    assert (found.values["amber"], found.spread.is_known) == (Fraction(-3, 2), False)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "i: is empty"),
        ("model,value\n", "i: has no models"),
        ("{}", "i: has no models"),
        ("[]", "i: has no models"),
        ("model,score\namber,1\n", 'i: line 1: "score" is not a known column'),
        ("model,value\namber,high\n", 'i: line 2: value "high" is not a number'),
        ("model,value\namber,1\nAMBER,2\n", 'i: line 3: the model "AMBER" is there twice'),
        ("model,value\namber,\n", "i: line 2: there is not one value"),
        ("model,value\n,1\n", "i: line 2: model is missing"),
        ("model,value,index\namber,1,2\n", "i: line 2: there is not one value"),
        ('{"amber": 1, "amber": 2}', 'i: amber: the model "amber" is there twice'),
        ('{"amber": [1]}', "i: amber: there is not one value"),
        ('{"amber": true}', "i: amber: there is not one value"),
        ('{"amber": 1e400}', 'i: amber: value "1e400" is not a number of at most 10^12'),
        ('{"amber": NaN}', "i: amber: there is not one value"),
        ('[{"model": "amber", "rank": 1}]', 'i: row 1: "rank" is not a known key'),
        ("[1]", "i: row 1: model is missing"),
        ("[[[", "i: is not valid JSON"),
        ('{"amber": 1', "i: line 1: is not a JSON object on one line"),
        ('{"": 1}', "i: : model is missing"),
        ('{"\\ud800": 1}', "model is missing"),
    ],
)
def test_what_is_no_index_says_where_and_why(text: str, said: str) -> None:
    with pytest.raises(FileError) as caught:
        read_index(text, "i")
    assert said in str(caught.value)


def test_a_hostile_name_is_made_visible() -> None:
    with pytest.raises(FileError) as caught:
        read_index('{"a\\u202eb": "x\\u001b[2J"}', "i")
    assert "\u202e" not in str(caught.value) and "\x1b" not in str(caught.value)


def test_models_are_the_same_whatever_case_and_spaces_their_names_have() -> None:
    found = against_index(
        totals_table({"amber": "5", "Cobalt 2": "4"}), Index("i", {"AMBER": Fraction(1), "cobalt-2": Fraction(2)})
    )
    assert [(one.model, one.value) for one in found.compared] == [("amber", Fraction(1)), ("Cobalt 2", Fraction(2))]
    assert (found.only_here, found.only_there) == ((), ())


def test_a_model_stands_with_the_mean_of_its_ranked_runs() -> None:
    asked = points()
    runs = [
        run("amber"),
        run("amber", attempt=2),
        run("amber", harness="loop", state="void", reason="so"),
        run("cobalt"),
    ]
    found = table(
        asked, runs, [card(asked, of, build=total) for of, total in zip(runs, ("60", "71", "1", "65"), strict=True)]
    )
    against = against_index(found, Index("i", {"amber": Fraction(1), "cobalt": Fraction(2)}))
    assert [(one.model, one.runs, one.total, one.total_shown, one.rank) for one in against.compared] == [
        ("amber", 2, Fraction(131, 2), "66", 1),
        ("cobalt", 1, 65, "65", 2),
    ]
    (pair,) = against.reversed
    assert (pair.ahead_here.model, pair.ahead_there.model) == ("amber", "cobalt")


def test_places_are_counted_among_the_models_that_both_know() -> None:
    table_of_four = totals_table({"amber": "9", "cobalt": "8", "dune": "7", "ecru": "7"})
    values = {"ecru": Fraction(3), "amber": Fraction(2), "dune": Fraction(2), "fawn": Fraction(9)}
    found = against_index(table_of_four, Index("i", values))
    assert [(one.model, one.rank, one.index_rank, one.places) for one in found.compared] == [
        ("amber", 1, 2, 1),
        ("dune", 2, 2, 0),
        ("ecru", 2, 1, -1),
    ]
    assert (found.only_here, found.only_there) == (("cobalt",), ("fawn",))
    # What is equal in either order is not reversed: only amber and ecru are.
    assert [(one.ahead_here.model, one.ahead_there.model) for one in found.reversed] == [("amber", "ecru")]


@pytest.mark.parametrize(("band", "near"), [(0, False), (1, True)])
def test_a_reversed_pair_within_the_noise_says_so(band: int, near: bool) -> None:
    values = Index("i", {"amber": Fraction(1), "cobalt": Fraction(2)})
    (pair,) = against_index(totals_table({"amber": "80", "cobalt": "79"}, points(band=band)), values).reversed
    assert pair.is_near is near


def test_without_a_model_in_common_nothing_is_compared() -> None:
    found = against_index(totals_table({"amber": "80"}), Index("i", {"cobalt": Fraction(1)}))
    assert (found.compared, found.reversed, found.agreement.number, found.agreement.tau_b) == ((), (), 0, None)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.integers(0, 100), min_size=2, max_size=8))
def test_an_index_that_says_the_same_reverses_nothing(totals: list[int]) -> None:
    table_of = totals_table({f"m{place}": str(total) for place, total in enumerate(totals)})
    same = {f"m{place}": Fraction(total) for place, total in enumerate(totals)}
    found = against_index(table_of, Index("i", same))
    assert found.reversed == ()
    assert all(one.places == 0 for one in found.compared)
    turned = against_index(table_of, Index("i", {model: -value for model, value in same.items()}))
    distinct = [one - other for place, one in enumerate(totals) for other in totals[:place] if one != other]
    assert len(turned.reversed) == len(distinct)
