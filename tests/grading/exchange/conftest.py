"""Two studies and their exports, made once for every test that holds figures against them."""

from fractions import Fraction
from functools import cached_property
from pathlib import Path

import pytest

from grading.exchange.binding import IndexWanted
from grading.exchange.exporting import Wanted
from grading.study import Study
from tests.grading.exchange.expected_front import Front, known
from tests.grading.exchange.ledger_reading import Kept
from tests.grading.exchange.page_reading import Node, page
from tests.grading.graded import INDEX, graded_study, priced_study

_INDEX = {line.split(",")[0]: Fraction(line.split(",")[1]) for line in INDEX.splitlines()[1:]}


class Made:
    """A study's tables, what they come to, and the files that were written of it."""

    def __init__(self, folder: Path, held: tuple[str, str]) -> None:
        self.root, self.out = folder / "study", folder / "out"
        self.kept = Kept(self.root)
        self.known = known(self.kept) | set(_INDEX) | {"arena.csv"}
        self.front = Front(self.kept, _INDEX, held)

    @cached_property
    def index(self) -> Node:
        """The front page."""
        return page(self.read("index.html"))

    def read(self, name: str) -> str:
        return (self.out / name).read_text(encoding="utf-8")


def made(folder: Path, study: Study, held: tuple[str, str]) -> Made:
    with study:
        study.export(Wanted(folder / "out", index=IndexWanted(INDEX, "arena.csv", *held)))
    return Made(folder, held)


@pytest.fixture(scope="session")
def taken_back(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A study of random decisions, many of them taken back."""
    folder = tmp_path_factory.mktemp("taken-back")
    return made(folder, graded_study(folder, seed=1, steps=80), ("service", "service@2"))


@pytest.fixture(scope="session")
def priced(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A study in which no column is empty."""
    folder = tmp_path_factory.mktemp("priced")
    return made(folder, priced_study(folder), ("shop", "craft@first"))


@pytest.fixture(params=["taken_back", "priced"])
def published(request: pytest.FixtureRequest) -> Made:
    """Each of both."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Made)
    return found
