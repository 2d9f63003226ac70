"""A place that evidence names, taken apart."""

import pytest

from grading.marks.places import Lines, Place, place_from


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("src/app.py", Place("src/app.py", None)),
        ("src/app.py:12", Place("src/app.py", Lines(12, 12))),
        ("src/app.py:12-20", Place("src/app.py", Lines(12, 20))),
        ("src/app.py:12–20", Place("src/app.py", Lines(12, 20))),
        ("a:1:2-3", Place("a:1", Lines(2, 3))),
        ("a b:c", Place("a b:c", None)),
        ("a\nb", Place("a\nb", None)),
        ("a:\n1:7", Place("a:\n1", Lines(7, 7))),
        ("$ pytest -q", None),
        ("", None),
    ],
)
def test_only_a_command_and_nothing_at_all_are_no_place(text: str, place: Place | None) -> None:
    assert place_from(text) == place
