"""A study for a long session, and the session itself: the program is left and started again several times."""

import asyncio
import random
from collections.abc import Callable
from pathlib import Path

from textual.message import Message

from grading.review.stand import Stand
from grading.study import Study
from tests.tui.screens.replay.against import check_ledger
from tests.tui.screens.replay.model import Model
from tests.tui.screens.replay.player import Player
from tests.tui.screens.reviewing import RUBRIC, Review, study_of
from tui.app import Sidegrade
from tui.opening import first_screen
from tui.preferences import preferences_path, read_preferences
from tui.screens.review import ReviewScreen
from tui.session import Session
from tui.themes import THEMES

MODELS = ("amber", "cobalt", "jade", "onyx")
_MORE = """
[[dimension]]
key = "words"
title = "Documents"
max = 10
step = 2.5
where = ["*.md"]

  [[dimension.deduction]]
  key = "stale"
  title = "They tell of what is not there"
  points = 2

  [[dimension.deduction]]
  key = "none"
  title = "There are none"
  points = 5

[[gate]]
key = "honest"
title = "No claim is false"
caps = { words = 0 }
"""
_RUBRIC = RUBRIC.replace("\n[[gate]]", f"{_MORE}\n[[gate]]", 1)
"""The small service with steps that a typed number may miss, more deductions and a second gate."""


def _nobody(_: int) -> None:
    """Nobody wants to know how far it is."""


def play(folder: Path, seed: int, keys: int, sittings: int = 3, told: Callable[[int], None] = _nobody) -> int:
    """A session of so many keys, in some sittings; how many it took. `told` hears how far the sitting is."""
    chance = random.Random(seed)
    with study_of(folder, MODELS, _RUBRIC) as study:
        model = Model(study.rubrics()[0])
        pressed = 0
        for _ in range(sittings):
            pressed += asyncio.run(_sit_down(study, model, chance, keys // sittings, told))
    with Study.open(folder / "study") as study:
        check_ledger(model, study, "at the end")
    return pressed


async def _sit_down(study: Study, model: Model, chance: random.Random, keys: int, told: Callable[[int], None]) -> int:
    session = Session(study, "mia", read_preferences(preferences_path()), THEMES["dark"])
    first = first_screen(session, (), "")
    if any(model.runs):
        assert isinstance(first, Stand), "it opens where it was left"
        assert first.runs == set(model.runs)
    app = Sidegrade(session, first)
    heard: list[Callable[[Message], None]] = []
    async with app.run_test(size=(120, 36), message_hook=lambda message: heard[0](message) if heard else None) as pilot:
        player = Player(Review(app, pilot), model, chance)
        heard.append(player.hear)
        await player.it.settle()
        await player.play(keys, told)
        if isinstance(app.screen, ReviewScreen):
            await player.command("quit")
        else:
            await player.press("q")
    return player.keys
