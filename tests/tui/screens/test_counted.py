"""How many keys grading takes, counted: two for a cell at most, and nothing but keys, on one screen, up to the lock."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from fractions import Fraction
from importlib.resources import files
from pathlib import Path

import pytest

from grading.marks.entry import Entry, ended, scale_of, typed
from grading.review.queue import queue
from grading.rubric.file import rubric_from_toml
from grading.study import Study
from tests.tui.screens.reviewing import Review, session_of, study_of
from tui.app import Sidegrade
from tui.commands.demo import TASKS, make_demo

RAILS = (Path(str(files("grading"))) / "rubric" / "library" / "rails-chat.toml").read_text()
CARDS = {
    "as most are": ([23, 18, 12, 8, 9, 7, 4, 5], [18, 15, 10, 6, 10, 8, 3, 2]),
    "every number waits for a second digit": ([2, 1, 1, 1, 1, 1, 1, 0], [1, 2, 1, 1, 1, 1, 2, 3]),
    "the most": ([25, 20, 15, 10, 10, 10, 5, 5], [25, 20, 15, 10, 10, 10, 5, 5]),
}
"""Points of both sides, dimension by dimension."""


def test_no_value_of_the_eight_dimensions_takes_more_than_two_keys() -> None:
    rubric = rubric_from_toml(RAILS, "rails-chat.toml")
    assert len(rubric.dimensions) == 8
    for dimension in rubric.dimensions:
        scale = scale_of(dimension, dimension.step)
        for points in range(int(dimension.max) + 1):
            entry, keys = Entry(), 0
            for digit in str(points):
                entry, keys = typed(scale, entry, digit), keys + 1
            if entry.value is None:
                entry, keys = ended(scale, entry), keys + 1
            assert entry.value == Fraction(points)
            assert keys <= 2, (dimension.key, points)


@pytest.mark.parametrize("case", CARDS)
def test_a_pair_takes_two_keys_for_a_cell_at_most(case: str, tmp_path: Path) -> None:
    cards, keys = CARDS[case], 0

    async def drive() -> None:
        nonlocal keys
        app = Sidegrade(session_of(study), queue(study, "mia").only)
        async with app.run_test(size=(120, 36)) as pilot:
            it = Review(app, pilot)
            await it.settle()
            for points in zip(*cards, strict=True):
                for side, value in zip("AB", points, strict=True):
                    assert it.cell.endswith(f" {side}"), "sides take turns"
                    await it.press(*str(value))
                    keys += len(str(value))
                    if it.screen.desk.sitting.entry.text:
                        await it.press("enter")
                        keys += 1
            assert "16 of 16 cells" in it.text()

    with study_of(tmp_path, rubric=RAILS) as study:
        asyncio.run(drive())
        rubric = study.find_rubric("service")
        given = sorted([*study.card(run, rubric, "mia").answers.given.values()] for run in study.runs())
        assert given == sorted([Fraction(value) for value in card] for card in cards)
    assert keys <= 2 * 16


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    with make_demo(tmp_path_factory.mktemp("demo") / "study") as study:
        yield study


@pytest.mark.parametrize("task", TASKS)
def test_a_demo_pair_is_graded_and_locked_by_keys_on_one_screen(demo: Study, task: str) -> None:
    runs: list[str] = []

    async def drive() -> None:
        app = Sidegrade(session_of(demo))
        async with app.run_test(size=(120, 36)) as pilot:
            it = Review(app, pilot)
            await it.settle()
            await it.press("f", *task, "enter", "enter")
            stack = [*app.screen_stack]
            runs.extend(it.screen.desk.opening.key)

            async def press(*keys: str) -> None:
                for key in keys:
                    await it.press(key)
                    assert app.screen_stack == stack, f"{key} opened another screen"

            await _grade(it, press)
            for _ in range(2):
                await press("L", "L" if it.screen.desk.asked_again else "O", "tab")
            await press(">")

    asyncio.run(drive())
    found = {run.id: run for run in demo.runs()}
    rubric = demo.find_rubric(task)
    cards = [demo.card(found[run], rubric, "mia") for run in runs]
    assert [(card.total.missing, card.locked) for card in cards] == [((), True)] * 2
    assert frozenset(runs) in {frozenset(pair) for pair in demo.preferences(rubric, "mia")}


async def _grade(it: Review, press: Callable[..., Awaitable[None]]) -> None:
    """Answers every cell that is open, and says something about the first."""
    sitting = it.screen.desk.sitting
    await press("c", *"checked by hand", "escape", "e", "y", "y", "i", "n", "p")
    for _ in range(2 * len(sitting.outline.keys)):
        if not any(card.total.missing for card in sitting.values.values()):
            return
        if not sitting.is_open(sitting.cell, sitting.side):
            await press("O")
        await press("0")
        if sitting.entry.text:
            await press("enter")
