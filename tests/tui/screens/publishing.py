"""Studies with marks of one and of several reviewers, and a screen around them."""

import asyncio
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

from textual.message import Message
from textual.pilot import Pilot
from textual.screen import Screen

from grading.marks.events import Event, GateResult, Mark, Reveal
from grading.review.queue import queue
from grading.runs.folder import FoundTask
from grading.study import Study
from grading.wishes import Wish
from tests.builders import SERVICE, figure_run, study_with
from tests.tui.screens.home import Around, Steps, session
from tui.screens.run import RunScreen
from tui.screens.standings import StandingsScreen

TOTALS = {"amber": 20, "cobalt": 19, "jade": 10, "onyx": 4}
"""What each of four runs is given for its interface."""
FIGURES = {
    "amber": {"cost_usd": "1.10", "seconds": "420", "tokens": "56000", "weights": "closed"},
    "cobalt": {"cost_usd": "~0.42", "seconds": "268", "weights": "open"},
    "jade": {"cost_usd": "subscription", "weights": "open"},
    "onyx": {},
}


def decide(
    study: Study, run: str, *events: Event, reviewer: str = "mia", rubric: int = 0, task: str = "service"
) -> None:
    """Decides about a run."""
    found = next(one for one in study.runs() if one.id == f"{task}/{run}")
    study.decide([Wish(found, study.rubrics()[rubric], reviewer, event) for event in events])


def grade(
    study: Study, run: str, points: int, reviewer: str = "mia", *, rubric: int = 0, task: str = "service"
) -> None:
    """A complete card."""
    marks = {"api": Fraction(points), "collected": Fraction(30), "faithful": Fraction(2)}
    events = [Mark(cell, value) for cell, value in marks.items()]
    decide(study, run, *events, GateResult("starts", True), reviewer=reviewer, rubric=rubric, task=task)


def four(folder: Path, *, is_graded: bool = True) -> Study:
    """Four runs with figures, all graded by mia."""
    study = study_with(folder, ())
    runs = [figure_run(model, **FIGURES[model]) for model in TOTALS]
    study.add([FoundTask("service", runs=runs)], reviewer="mia")
    for model, points in TOTALS.items() if is_graded else ():
        grade(study, model, points)
    return study


def second_edition(study: Study, folder: Path) -> None:
    """The same rubric with another price, under which the order is the other way round."""
    path = folder / "second.toml"
    path.write_text(SERVICE.replace('edition = "1"', 'edition = "2"').replace("weight = 30", "weight = 35"))
    study.add_rubric(path)
    for points, model in enumerate(TOTALS):
        grade(study, model, 2 + 5 * points, rubric=1)


def reveal(study: Study, *runs: str) -> None:
    """Shows mia the names of some runs."""
    for run in runs:
        decide(study, run, Reveal())


def masked(study: Study, run: str) -> str:
    """What a run of a drawn pair is called as long as its name is hidden."""
    tasks = queue(study, "mia").tasks[0]
    stand = next(one for one in tasks.likely if f"service/{run}" in one.runs and one.sides)
    assert stand.sides is not None
    return f"pair {stand.number}, side {'A' if stand.sides.a == f'service/{run}' else 'B'}"


class Published(Around):
    """Keeps what the screens of standings ask for, too."""

    def on_standings_screen_card_wanted(self, event: Message) -> None:
        """Keeps what was asked for."""
        self.asked.append(event)

    def on_run_screen_evidence_wanted(self, event: Message) -> None:
        """Keeps what was asked for."""
        self.asked.append(event)

    def on_framed_screen_left(self, event: Message) -> None:
        """Keeps what was asked for."""
        self.asked.append(event)


def shown(first: Screen[None], size: tuple[int, int]) -> Callable[[Steps], None]:
    """Runs what is decorated at once, with the screen shown."""

    def run(steps: Steps) -> None:
        async def whole() -> None:
            app = Published(first)
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                await steps(app, pilot)

        asyncio.run(whole())

    return run


async def compare(app: Around, pilot: Pilot[None], *keys: str) -> None:
    """Presses keys, and waits each time for what is compared."""
    for key in keys:
        await pilot.press(key)
        await app.workers.wait_for_complete()
        await pilot.pause()


def standings(study: Study, *, is_open: bool = True, size: tuple[int, int] = (120, 30)) -> Callable[[Steps], None]:
    """The same with the standings."""
    return shown(StandingsScreen(session(study, is_open=is_open)), size)


def card(study: Study, run: str, *, is_open: bool = True, size: tuple[int, int] = (110, 90)) -> Callable[[Steps], None]:
    """The same with the scorecard of a run of the task `service`."""
    screen = RunScreen(session(study, is_open=is_open), f"service/{run}", study.rubrics()[0].id)
    return shown(screen, size)


def names_in_order(app: Around, names: Sequence[str] = tuple(TOTALS)) -> list[str]:
    """The runs as they stand on the screen, from top to bottom."""
    rows = [row[:40] for row in app.text.split("\n")[3:-2]]
    return [name for row in rows for name in names if name in row]
