"""Which files the patterns of a cell name."""

import os
from collections.abc import Sequence
from fnmatch import fnmatchcase

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grading.rubric.where import named

PATHS = [
    b"README.md",
    b".env",
    b".github/workflows/test.yml",
    b"app/main.py",
    b"app/api/auth.py",
    b"docker-compose.yml",
    b"src/app/main.py",
    b"tests",
    b"spec/tests/test_api.py",
    b"a[1].txt",
]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("README.md", [b"README.md"]),
        ("*", [b"README.md", b".env", b"docker-compose.yml", b"tests", b"a[1].txt"]),
        ("**", PATHS),
        ("**/main.py", [b"app/main.py", b"src/app/main.py"]),
        ("app/*.py", [b"app/main.py"]),
        ("app/**", [b"app/main.py", b"app/api/auth.py"]),
        ("app/", [b"app/main.py", b"app/api/auth.py"]),
        ("./app/main.py", [b"app/main.py"]),
        ("**/app/**/*.py", [b"app/main.py", b"app/api/auth.py", b"src/app/main.py"]),
        ("tests/**", []),
        ("**/*compose*.y*ml", [b"docker-compose.yml"]),
        ("**/*.yml", [b".github/workflows/test.yml", b"docker-compose.yml"]),
        (".*", [b".env"]),
        ("**/test_???.py", [b"spec/tests/test_api.py"]),
        ("a[[]1].txt", [b"a[1].txt"]),
        ("**/[a-m]*.py", [b"app/main.py", b"app/api/auth.py", b"src/app/main.py"]),
        ("**/[!m]*.py", [b"app/api/auth.py", b"spec/tests/test_api.py"]),
        ("nothing/like/it", []),
    ],
)
def test_a_pattern_names_these_files(pattern: str, found: list[bytes]) -> None:
    assert named([pattern], PATHS) == found


def test_any_of_several_patterns_is_enough_and_no_pattern_names_nothing() -> None:
    assert named(["*.md", ".e*"], PATHS) == [b"README.md", b".env"]
    assert named([], PATHS) == []


def test_names_that_are_no_text_can_be_named_too() -> None:
    assert named(["*.bin"], [b"\xff\xfe.bin"]) == [b"\xff\xfe.bin"]


def test_a_path_of_any_length_answers() -> None:
    deep = b"/".join([b"a" * 255] * 500)
    assert named(["**/a*a*a*b/**/a*a*c/**/*a*a*a*d"], [deep]) == []


@pytest.mark.parametrize("pattern", ["/".join(["**", "*a*a*"] * 40), "/".join(["**", "a*a"] * 40) + "b"])
def test_a_pattern_of_any_kind_answers(pattern: str) -> None:
    assert named([pattern + "b"], [b"/".join([b"a" * 255] * 300)]) == []


def leads(way: Sequence[str], names: Sequence[str]) -> bool:
    """The same, by trying everything."""
    if not way:
        return not names
    if way[0] == "**":
        return any(leads(way[1:], names[place:]) for place in range(len(names) + 1))
    return bool(names) and fnmatchcase(names[0], way[0]) and leads(way[1:], names[1:])


_PARTS = (
    "*",
    "?",
    "[ab]",
    "[!a]",
    "[]a]",
    "[!]a]",
    "[!]",
    "[a",
    "[",
    "]",
    "[b-a]",
    "[+-9]",
    "a",
    "b",
    "-",
    "\\",
    "é",
    "\n",
)
_NAMES = st.lists(st.sampled_from(_PARTS), min_size=1, max_size=3).map("".join)


@given(
    st.lists(st.one_of(st.just("**"), _NAMES), min_size=1, max_size=5),
    st.lists(st.text("ab]-!\\é\n\udcff", min_size=1, max_size=3), min_size=1, max_size=5),
)
@example(["**", "[!a]", "b"], ["b", "a", "b"])
def test_patterns_name_what_trying_everything_finds(way: list[str], names: list[str]) -> None:
    path = os.fsencode("/".join(names))
    expected = leads([*way, "*"] if way[-1] == "**" else way, names)
    assert named(["/".join(way)], [path]) == ([path] if expected else [])
