"""Where a reviewer was."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.errors import StudyError
from grading.review import place as module
from grading.review.place import Place, Places, read_mark, remember, remembered
from grading.study import Study
from grading.whereabouts import reviewer_file

PLACE = Place(
    *("service", ("service/amber", "service/jade"), "f" * 64, "api", "B", "src/\\xff.py", "", "B", 12, 3, "reading"),
    *("all", True, ("src", "src/a b"), "src/a", {"A api": "half a \x1b note"}),
)


def test_a_reviewer_comes_back_to_the_last_place_with_everything_in_it(tmp_path: Path) -> None:
    path = tmp_path / "reviewers" / "mia.json"
    before = Place("service", ("service/amber", "service/cobalt"), line=7)
    places = Places("mia").at(PLACE).at(before).at(PLACE).marked(read_mark("a", None), is_read=True)
    remember(path, places)
    found = remembered(path, "mia")
    assert (found.places, found.why) == (places, "")
    assert found.places.last == PLACE
    assert found.places.read == {"a:"}
    assert list(tmp_path.joinpath("reviewers").iterdir()) == [path]


def test_every_pair_has_a_place_of_its_own_whichever_run_stands_where() -> None:
    places = Places("mia").at(PLACE)
    assert places.place_in("service", "f" * 64, ("service/jade", "service/amber")) == PLACE
    other = places.place_in("service", "e" * 64, ("service/jade", "service/amber"))
    assert (other.line, other.runs) == (0, ("service/jade", "service/amber"))
    assert Places("mia").last is None


def test_of_very_many_pairs_the_one_left_longest_ago_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_PLACES", 2)
    places = Places("mia")
    for task in ("a", "b", "a", "c"):
        places = places.at(Place(task))
    assert [one.task for one in places.by_key.values()] == ["a", "c"]


def test_a_file_is_read_as_long_as_both_sides_stay_as_they_are() -> None:
    places = Places("mia").marked(read_mark("a", "b"), is_read=True)
    assert read_mark("a", "b") in places.read
    assert read_mark("a", "c") not in places.read
    assert places.marked(read_mark("a", "b"), is_read=False).read == frozenset()


def test_who_was_never_here_is_nowhere_and_nothing_is_wrong(tmp_path: Path) -> None:
    found = remembered(tmp_path / "none.json", "mia")
    assert (found.places, found.why) == (Places("mia"), "")


WHOLE = {"format": 1, "reviewer": "mia", "places": [], "read": []}


NO_PLACES: list[object] = [
    *(7, [], {"line": "7"}, {"line": True}, {"line": -1}),
    *({"runs": "ab"}, {"runs": [1]}, {"drafts": []}, {"drafts": {"a": 1}}),
]
OTHERS: list[dict[str, object]] = [{"format": 2}, {"reviewer": "tom"}, {"places": {}}, {"read": [1]}]
DAMAGED = [
    *("", "{", "[]", "7", "null", '"x"', "\udcff", "[" * 100_000, '{"format": 1}'),
    *(json.dumps(WHOLE | other) for other in OTHERS),
    *(json.dumps(WHOLE | {"places": [one]}) for one in NO_PLACES),
]


@pytest.mark.parametrize("said", DAMAGED, ids=range(len(DAMAGED)))
def test_a_damaged_file_is_as_good_as_none_and_says_so(said: str, tmp_path: Path) -> None:
    path = tmp_path / "mia.json"
    path.write_bytes(said.encode("utf-8", "surrogateescape"))
    found = remembered(path, "mia")
    assert found.places == Places("mia")
    assert found.why == f"where you were is not known any more: {path} is damaged"


ANYTHING: st.SearchStrategy[object] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda one: (
        st.lists(one, max_size=3)
        | st.dictionaries(st.sampled_from(["places", "read", "line", "runs", "drafts"]), one, max_size=4)
    ),
)


@settings(deadline=None)
@given(ANYTHING)
def test_whatever_a_file_says_it_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, said: object) -> None:
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_text(json.dumps(WHOLE | said if isinstance(said, dict) else said))
    found = remembered(path, "mia")
    assert found.places.reviewer == "mia"
    if found.why:
        assert found.places == Places("mia")


def test_what_an_older_program_did_not_say_is_new_and_what_a_later_one_says_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "mia.json"
    path.write_text(json.dumps(WHOLE | {"places": [{"task": "service", "line": 3, "colour": "red"}], "colours": 2}))
    assert remembered(path, "mia").places.last == Place("service", line=3)


def test_a_file_that_cannot_be_read_or_is_too_large_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert remembered(tmp_path, "mia").why == "where you were cannot be read (is a directory)"
    path = tmp_path / "mia.json"
    remember(path, Places("mia").at(PLACE))
    monkeypatch.setattr(module, "_LARGEST", 10)
    assert "is damaged" in remembered(path, "mia").why


def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mia.json"
    remember(path, Places("mia").at(PLACE))
    (tmp_path / "file").touch()
    with pytest.raises(StudyError, match=r"where you are cannot be kept \(file exists\)"):
        remember(tmp_path / "file" / "mia.json", Places("mia"))

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        with pytest.raises(StudyError, match="no space left on device"):
            remember(path, Places("mia"))
    assert remembered(path, "mia").places.last == PLACE
    assert sorted(one.name for one in tmp_path.iterdir()) == ["file", "mia.json"]


def test_every_reviewer_has_a_file_whatever_the_name(study: Study, tmp_path: Path) -> None:
    names = ["mia", "Mia", "m ia", "../mia", "é", "é\u0301", "数", "a" * 200, "a" * 199 + "b", "con", "-", ".."]
    files = [study.place_of(name) for name in names]
    assert len({str(file).lower() for file in files}) == len(names)
    for name, file in zip(names, files, strict=True):
        assert file.parent == study.root / ".sidegrade" / "reviewers"
        assert file.name.isascii() and len(file.name) < 100
        remember(file, Places(name).at(PLACE))
        assert remembered(file, name).places == Places(name).at(PLACE)
    assert reviewer_file(tmp_path, "mia").name.startswith("mia-")
