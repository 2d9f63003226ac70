"""The way back from a rubric to its TOML, and what a rubric's identity is made of."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from grading.errors import FileError
from grading.rubric.file import rubric_to_toml
from grading.rubric.model import Anchor, Cap, Criterion, Deduction, Dimension, Gate, Rubric, Rung, Tier
from grading.visible import visible
from tests.builders import SERVICE, rubric
from tests.grading.rubric import DIMENSION, HALF, HEAD, ROOT, SHIPPED, read

# The way back


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_shipped_rubric_comes_back_from_its_toml(path: Path) -> None:
    said = read(path.read_text())
    again = read(rubric_to_toml(said))
    assert again == said
    assert again.id == said.id
    assert rubric_to_toml(again) == rubric_to_toml(said)


def test_all_rubrics_that_ship_are_among_them() -> None:
    assert len(SHIPPED) >= 12


T = TypeVar("T")
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
said_texts = texts.map(lambda text: text + "!")
exact = st.builds(lambda digits, places: Fraction(digits, 10**places), st.integers(0, 10**12), st.integers(0, 9))
above_0 = exact.filter(bool)
maybe = st.none() | exact
patterns = st.lists(texts, max_size=2).map(tuple)
keys = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", fullmatch=True)


def several(one: st.SearchStrategy[T], least: int = 0) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(one, min_size=least, max_size=least + 2).map(tuple)


rungs = st.builds(Rung, exact, exact)
criteria = st.builds(Criterion, keys, said_texts, exact, several(rungs), texts, texts, patterns)
dimensions = st.builds(
    Dimension,
    key=keys,
    title=said_texts,
    weight=above_0,
    max=above_0,
    step=above_0,
    floor=exact,
    declares=maybe,
    asks=texts,
    where=patterns,
    anchors=several(st.builds(Anchor, exact, said_texts)),
    deductions=several(st.builds(Deduction, keys, said_texts, above_0)),
    criteria=several(criteria),
)
gates = st.builds(
    Gate, keys, said_texts, st.dictionaries(texts, exact, max_size=2).map(lambda d: tuple(Cap(*c) for c in sorted(d.items()))), texts
)  # fmt: skip
rubrics = st.builds(
    Rubric,
    key=keys,
    edition=keys,
    title=said_texts,
    scale=above_0,
    decimals=st.integers(0, 9),
    dimensions=several(dimensions, 1),
    gates=several(gates),
    tiers=several(st.builds(Tier, said_texts, exact, texts)),
    tie_band=exact,
    about=texts,
    declares=maybe,
    weights_declared=maybe,
)


@settings(max_examples=250, deadline=None, derandomize=True)
@given(rubrics)
def test_every_rubric_comes_back_from_its_toml(said: Rubric) -> None:
    scaled = tuple(replace(one, scaled=bool(one.criteria_sum)) for one in said.dimensions)
    for each in (said, replace(said, dimensions=scaled)):
        again = read(rubric_to_toml(each))
        assert again == each
        assert again.id == each.id


def test_what_would_not_show_is_escaped_in_the_toml_and_comes_back() -> None:
    said = replace(
        rubric(), title="a\x1b[m\x9b31m\u202eb\u200b\U000e0041", gates=(Gate("g", "G", (Cap("\u2028", HALF),)),)
    )
    text = rubric_to_toml(said)
    assert all(char == "\n" or visible(char) == char for char in text)
    assert read(text) == said


def test_a_sum_that_could_not_be_written_down_is_refused() -> None:
    # Each number alone is allowed; the scale that follows from them could not be read back.
    text = HEAD + "".join(f"[[dimension]]\nkey = 'd{n}'\ntitle = 'D'\nmax = 1e12\n" for n in range(2))
    with pytest.raises(FileError) as caught:
        read(text)
    assert str(caught.value).startswith("r.toml: ")


# Identity

STATED = """
format = 1
key = "service"
edition = "1"
title = "A small service"
scale = 50
decimals = 1
tie_band = 1.0
tier = [{ means = "ships", at = 40, name = "A" }, { name = "B", at = 0, means = "does not ship" }]

[[gate]]
caps = { api = 0.50 }
title = "The service starts"
key = "starts"

[[dimension]]
key = "api"
title = "Interface"
max = 20.0
weight = 20
step = 1
floor = 0
scaled = false
where = []
asks = "Does it do what was asked?"
deduction = [{ key = "no-paging", title = "Long lists come whole", points = 3 }]

[[dimension]]
key = "tests"
title = "Tests"
weight = 30
max = 7.5
step = 0.5
criterion = [
  { key = "collected", title = "Tests collected", points = 5, ladder = [[0, 0], [10, 2], [30, 5]] },
  { key = "faithful", title = "Doubles match", points = 2.50, asks = "" },
]
"""


def test_what_is_stated_and_what_is_implied_are_one_rubric() -> None:
    assert read(STATED) == rubric()
    assert read(STATED).id == rubric().id
    assert len(rubric().id) == 64


def test_the_order_inside_a_table_says_nothing() -> None:
    text = SERVICE.replace("caps = { api = 0.5 }", "caps = { api = 0.5, tests = 0 }")
    other = SERVICE.replace("caps = { api = 0.5 }", "caps = { tests = 0, api = 0.5 }")
    assert read(text).id == read(other).id


Change = Callable[[Rubric], Rubric]


def change(place: int, **values: object) -> Change:
    """Other values for one dimension."""

    def changed(said: Rubric) -> Rubric:
        ones = list(said.dimensions)
        ones[place] = replace(ones[place], **values)
        return replace(said, dimensions=tuple(ones))

    return changed


CHANGES: list[Change] = [
    lambda r: replace(r, key="other"),
    lambda r: replace(r, edition="2"),
    lambda r: replace(r, title="Other"),
    lambda r: replace(r, scale=Fraction(100)),
    lambda r: replace(r, decimals=2),
    lambda r: replace(r, tie_band=Fraction(0)),
    lambda r: replace(r, about="x"),
    lambda r: replace(r, declares=Fraction(0)),
    lambda r: replace(r, weights_declared=Fraction(50)),
    lambda r: replace(r, dimensions=r.dimensions[::-1]),
    lambda r: replace(r, gates=()),
    lambda r: replace(r, tiers=r.tiers[:1]),
    lambda r: replace(r, tiers=r.tiers[::-1]),
    lambda r: replace(r, gates=(replace(r.gates[0], caps=(Cap("api", Fraction(0)),)),)),
    lambda r: replace(r, gates=(replace(r.gates[0], verify="x"),)),
    lambda r: replace(r, tiers=(replace(r.tiers[0], at=Fraction(41)), r.tiers[1])),
    change(0, key="other"),
    change(0, title="x"),
    change(0, weight=Fraction(21)),
    change(0, max=Fraction(21)),
    change(0, step=Fraction(1, 2)),
    change(0, floor=Fraction(1)),
    change(0, declares=Fraction(20)),
    change(0, asks="x"),
    change(0, where=("x",)),
    change(0, anchors=(Anchor(Fraction(0), "x"),)),
    change(0, deductions=()),
    change(0, deductions=(Deduction("no-paging", "Long lists come whole", Fraction(4)),)),
    change(1, scaled=True),
    change(1, criteria=()),
]


def test_any_change_makes_another_rubric() -> None:
    said = rubric()
    idents = [said.id, *(make(said).id for make in CHANGES)]
    assert len(set(idents)) == len(CHANGES) + 1


@pytest.mark.parametrize(
    ("old", "new", "touched"),
    [
        ('title = "A small service"', 'title = "Another"', set()),
        ("at = 40", "at = 41", set()),
        ("points = 3\n", "points = 4\n", {"no-paging", "api"}),
        ("max = 20\n", "max = 22\n", {"api"}),
        ('asks = "Does it do what was asked?"', 'asks = "Does it?"', {"api"}),
        ("[30, 5]", "[40, 5]", {"collected", "tests"}),
        ("points = 2.5", "points = 1.5", {"faithful", "tests"}),
        ("weight = 30", "weight = 31", {"tests"}),
        ("api = 0.5", "api = 0.4", {"starts"}),
    ],
)
def test_a_change_is_asked_anew_only_where_it_was_made(old: str, new: str, touched: set[str]) -> None:
    assert old in SERVICE
    before, after = rubric().asked, rubric(SERVICE.replace(old, new)).asked
    assert {key for key in before if before[key] != after[key]} == touched


def test_numbers_in_the_toml_stay_plain_and_exact() -> None:
    said = rubric_to_toml(read(HEAD + "tie_band = 0.1\n" + DIMENSION + "max = 2.50\n"))
    assert "tie_band = 0.1\n" in said
    assert " max = 2.5," in said
