"""Which files the patterns of a cell name."""

import pytest

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
