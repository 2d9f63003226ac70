"""The real application on a small study, driven by keys; what it decided is asked of the ledger."""

import asyncio
import unicodedata
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from textual import events
from textual.geometry import Region
from textual.pilot import Pilot

from grading.runs.folder import Told, look
from grading.study import Study
from tests.builders import SERVICE, write_files
from tui.app import Sidegrade
from tui.opening import first_screen
from tui.preferences import given_preferences
from tui.screens.review import ReviewScreen
from tui.session import Session
from tui.themes import THEMES

FILES = {
    "amber": {
        "README.md": "# Service\n\nMade by Amber.\n",
        "app/main.py": "import os\n\n\ndef health():\n    return {'ok': True}\n"
        + "same = 1\n" * 30
        + "end = 'amber'\n",
        "app/util.py": "only here\n",
        "tests/test_main.py": "def test_health():\n    assert True\n",
        "same.txt": "the same\n",
    },
    "cobalt": {
        "README.md": "# Service\n\nMade by cobalt, the model.\n",
        "app/main.py": "import sys\n\n\ndef health():\n    return {'status': 'ok'}\n"
        + "same = 1\n" * 30
        + "end = 'b'\n",
        "tests/test_app.py": "def test_health():\n    assert 1\n",
        "same.txt": "the same\n",
    },
    "jade": {"README.md": "# Jade\n"},
    "onyx": {"README.md": "# Onyx\n"},
}
RUBRIC = SERVICE.replace(
    'asks = "Does it do what was asked?"', 'asks = "Does it do what was asked?"\nwhere = ["app/**"]'
)


def study_of(folder: Path, models: Sequence[str] = ("amber", "cobalt"), rubric: str = RUBRIC) -> Study:
    """A study of one task with workspaces. The reviewer is mia."""
    study = Study.create(folder / "study", "A study", "mia")
    path = folder / "service.toml"
    path.write_text(rubric)
    study.add_rubric(path)
    for model in models:
        place = write_files(folder / "service" / model, dict(FILES[model]))
        study.add(look([place], Told(task="service", model=model)), reviewer="mia")
    return study


def add_second_edition(study: Study) -> None:
    """A later edition of the rubric, so that the first one is an earlier one."""
    path = study.root.parent / "second.toml"
    path.write_text(RUBRIC.replace('edition = "1"', 'edition = "2"').replace("weight = 30", "weight = 35"))
    study.add_rubric(path)


def session_of(study: Study, *, is_open: bool = False, **preferred: str) -> Session:
    """Mia at the program, with preferences as they are given but for those that are named."""
    given = given_preferences()
    preferences = type(given)(given.keymap, {**given.values, **preferred})
    return Session(study, "mia", preferences, THEMES["dark"], is_open=is_open)


Drive = Callable[["Review"], Awaitable[None]]


class Review:
    """The application while a test drives it."""

    def __init__(self, app: Sidegrade, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> ReviewScreen:
        assert isinstance(self.app.screen, ReviewScreen)
        return self.app.screen

    async def press(self, *keys: str) -> None:
        """Presses keys one by one; after each, nothing is under way any more."""
        for key in keys:
            self.app.post_message(key_of(key))
            await self.settle()

    async def settle(self) -> None:
        """Waits for threads and for what they post."""
        await self.pilot.pause()

    async def until(self, said: str) -> None:
        """Waits until the line at the bottom says so; what threads have to tell comes in between."""
        while said not in self.said:
            await self.settle()

    @property
    def said(self) -> str:
        """What the line at the bottom says."""
        return self.screen.desk.widgets.keys.said

    @property
    def cell(self) -> str:
        """The cell and side that the next key goes to."""
        sitting = self.screen.desk.sitting
        return f"{sitting.cell} {sitting.side.value}"

    @property
    def path(self) -> str:
        """The file that is read."""
        file = self.screen.desk.widgets.files.current
        return "" if file is None else file.path.decode()

    def text(self) -> str:
        """Everything that the screen shows, as text."""
        shown = (one for one in self.app.screen.query("*") if one.display and not one.children)
        return "\n".join(line.text for one in shown for line in one.render_lines(Region(0, 0, *one.size)))


def review(session: Session, drive: Drive, *runs: str, size: tuple[int, int] = (120, 36)) -> None:
    """Runs the application on the runs that are named, or on what is next."""
    first = first_screen(session, runs, "")

    async def run() -> None:
        app = Sidegrade(session, first)
        async with app.run_test(size=size) as pilot:
            found = Review(app, pilot)
            await found.settle()
            await drive(found)

    asyncio.run(run())


def key_of(key: str) -> events.Key:
    """A key as a terminal's would be, an emoji too: a character for itself, or a name."""
    if len(key) > 1:
        return events.Key(key, " " if key == "space" else None)
    if key.isalnum():
        return events.Key(key, key)
    return events.Key(unicodedata.name(key).lower().replace(" ", "_").replace("-", "_"), key)
