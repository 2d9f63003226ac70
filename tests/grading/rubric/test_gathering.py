"""All faults of a rubric's file are said at once, each once; and the template has every key that the reader knows."""

import pickle
import re
from collections.abc import Mapping

import pytest

from grading.errors import MOST_FAULTS, FaultsError, FileError
from grading.rubric.gathering import Gathering
from grading.rubric.lint import lint
from grading.strict import NO_WORDS
from tests.grading.rubric import CRITERION, DIMENSION, HEAD, ROOT, read

TEMPLATE = (ROOT / "grading/rubric/template.toml").read_text()


def faults(text: str) -> list[str]:
    with pytest.raises(FileError) as caught:
        read(text)
    return [str(one).removeprefix("r.toml: ") for one in caught.value.faults]


def places(text: str) -> list[str]:
    return [one.split(": ")[0] for one in faults(text)]


def test_every_table_is_looked_through() -> None:
    text = (
        HEAD.replace('"R"', "7") + "scale = 0\ncolour = 1\n" + DIMENSION + "scaled = 2\n"
        "[[dimension.anchor]]\n[[dimension.deduction]]\n[[gate]]\ncaps = 3\n[[tier]]\nname = 'A'\nat = 'low'\nmeans = 4\n"
    )
    assert places(text) == [
        "title",
        'dimension "d", deduction 1, key',
        'dimension "d", deduction 1, title',
        'dimension "d", deduction 1, points',
        'dimension "d", anchor 1, means',
        'dimension "d", anchor 1, at',
        'dimension "d", scaled',
        'dimension "d", max',
        "gate 1, key",
        "gate 1, title",
        "gate 1, caps",
        'tier "A", at',
        'tier "A", means',
        "colour",
        "scale",
    ]


def test_what_follows_from_a_fault_is_not_said() -> None:
    """A maximum that cannot be used is not missing, and criteria that cannot be used leave no maximum of 0."""
    assert places(HEAD + DIMENSION + "max = 'x'\n") == ['dimension "d", max']
    assert places(HEAD + DIMENSION + CRITERION + "points = -1\n") == ['dimension "d", criterion "c", points']
    assert places(HEAD + DIMENSION + CRITERION + "ladder = 1\n") == ['dimension "d", criterion "c", ladder']
    assert places(HEAD + DIMENSION + "scaled = true\n" + CRITERION + "points = 'x'\n") == [
        'dimension "d", criterion "c", points'
    ]
    assert places(HEAD + "dimension = 1\n") == ["dimension"]
    assert places("format = 'x'\nkey = 7\n") == ["format"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (CRITERION + "max = 1\n", 'dimension "d", criterion "c", max: is not a known key; perhaps "points" is meant'),
        (CRITERION + "points = 1\ncommand = ''\n", 'dimension "d", criterion "c", command: is not a known key; perhaps "verify" is meant'),
        ("points = 1\n", 'dimension "d", points: is not a known key; perhaps "max" is meant'),
        ("max = 1\nquestion = ''\n", 'dimension "d", question: is not a known key; perhaps "asks" is meant'),
        ("max = 1\n[[tier]]\nname = 'A'\nfrom = 1\n", 'tier "A", from: is not a known key; perhaps "at" is meant'),
    ],
)  # fmt: skip
def test_a_key_is_understood_by_its_sense_and_then_not_missing(text: str, said: str) -> None:
    assert faults(HEAD + DIMENSION + text) == [said]


def test_a_file_that_is_nothing_but_faults_does_not_keep_the_reader_busy() -> None:
    text = HEAD + "".join(f"key{number} = 1\n" for number in range(MOST_FAULTS * 3))
    assert len(faults(text)) == MOST_FAULTS


def test_several_faults_are_one_sentence_too_and_go_from_process_to_process() -> None:
    with pytest.raises(FaultsError) as caught:
        read(HEAD + "scale = 0\n")
    assert str(caught.value) == "r.toml: dimension: is missing (and 1 more); add at least one [[dimension]]"
    again = pickle.loads(pickle.dumps(caught.value))
    assert [str(one) for one in again.faults] == [str(one) for one in caught.value.faults]


def test_the_template_is_a_sound_rubric_without_a_warning() -> None:
    assert lint(read(TEMPLATE)) == []


def test_the_template_has_every_key_that_the_reader_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    known: dict[str, set[str]] = {}
    there: dict[str, set[str]] = {}
    real = Gathering.__init__

    def noting(table: Gathering, data: dict[str, object], file: str, name: str, found: list[FileError]) -> None:
        real(table, data, file, name, found)
        there.setdefault(kind(name), set()).update(data)

    def done(table: Gathering, meant: Mapping[str, str] = NO_WORDS) -> None:
        known.setdefault(kind(table.name), set()).update(table._known)

    monkeypatch.setattr(Gathering, "__init__", noting)
    monkeypatch.setattr(Gathering, "done", done)
    read(TEMPLATE)
    assert sorted(known) == ["", "anchor", "criterion", "deduction", "dimension", "gate", "tier"]
    assert there == known


def kind(name: str) -> str:
    """What the innermost table of a place is."""
    return name.rpartition(", ")[2].partition(" ")[0]


def test_the_template_explains_every_key_where_it_first_comes() -> None:
    explained: set[tuple[str, str]] = set()
    table, above = "", ""
    for line in TEMPLATE.splitlines():
        if heading := re.fullmatch(r"\[\[(.+)\]\]", line):
            table, above = heading[1], ""
        elif found := re.match(r"(\w+) +=", line):
            place = (table, found[1])
            assert place in explained or "#" in line or above.startswith("#"), f"{place} is not explained"
            explained.add(place)
        if not re.match(r"\w+ +=", line):
            above = line
    assert len(explained) > 30


def test_the_rubric_in_the_readme_is_sound() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    assert [one.what for one in lint(read(example))] == []
