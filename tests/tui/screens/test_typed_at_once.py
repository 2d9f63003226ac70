"""The same keys, typed one by one and in handfuls that come all at once: the same decisions, on the same screens."""

import asyncio
import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from textual import events

from tests.tui.screens.reviewing import Review, key_of, session_of, study_of
from tui.app import Sidegrade
from tui.screens import editing

_FOUR = ("amber", "cobalt", "jade", "onyx")
_KEYS = (*"0123456789.,*+-=xXOASUuLRiDnphHvwlCZTGQ}{PBW][fk?", "enter", "escape", "tab", "up", "down", "left", "ctrl+p")
_PHRASES: tuple[tuple[str, ...], ...] = (
    ("enter",),
    ("c", *"hi", "escape"),
    ("c", *"no", "ctrl+g"),
    ("V", *"zz", "escape"),
    ("a", *"+2", "enter", *"why", "enter"),
    ("a", *"zz", "enter", "escape"),
    ("ctrl+p", *"unsure", "enter"),
    ("ctrl+p", *"write a note", "enter", "x", "escape"),
    ("ctrl+p", *"next pair", "enter", "5"),
    ("ctrl+p", *"standings", "enter", "escape"),
    ("ctrl+s", "up", "escape", "7"),
    ("/", *"same", "enter"),
    ("f", *"am", "enter"),
    ("d", "a", "tab", "a", "escape"),
    ("g", "a", "escape"),
    ("T", "enter", "enter"),
    ("T", "q", "8"),
    ("Q", "enter", "9"),
    ("}", "7"),
    ("{", "8"),
    ("?", "escape", "escape", "6"),
    ("3", ".", "5"),
    ("t", "escape", "4"),
)
_PASTED = ("hello", "x\ny\n", "", "7", "+2")


def typing(chance: random.Random, keys: int) -> list[str | events.Paste]:
    """Keys of all kinds, and what is pasted among them."""
    found: list[str | events.Paste] = []
    while len(found) < keys:
        drawn = chance.random()
        if drawn < 0.5:
            found += chance.choice(_PHRASES)
        elif drawn < 0.95:
            found.append(chance.choice(_KEYS))
        else:
            found.append(events.Paste(chance.choice(_PASTED)))
    return found


def outcome(folder: Path, typed: Sequence[str | events.Paste], handfuls: Sequence[int]) -> tuple[object, ...]:
    """All decisions on each run, and where one is, after what was typed in such handfuls."""
    shown: list[str] = []

    async def sit_down(app: Sidegrade) -> None:
        async with app.run_test(size=(120, 36)) as pilot:
            it, left = Review(app, pilot), list(typed)
            await it.settle()
            for count in handfuls:
                for one in left[:count]:
                    app.post_message(key_of(one) if isinstance(one, str) else events.Paste(one.text))
                del left[:count]
                await it.settle()
            shown.extend(type(one).__name__ for one in app.screen_stack if app.is_running)

    folder.mkdir()
    with study_of(folder, _FOUR) as study:
        asyncio.run(sit_down(Sidegrade(session_of(study))))
        rubric = study.find_rubric("service")
        decided = [[repr(one.event) for one in study.history(run, rubric, "mia")] for run in study.runs()]
        preferred = sorted(study.preferences(rubric, "mia").items())
        return decided, preferred, shown


@pytest.mark.parametrize("seed", range(5))
def test_handfuls_of_keys_do_what_they_do_one_by_one(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editing, "_run", lambda *_: 0)  # it would be given the terminal, and there is none
    chance = random.Random(seed)
    typed = typing(chance, 80)
    handfuls: list[int] = []
    while sum(handfuls) < len(typed):
        handfuls.append(chance.choice((1, 2, 3, 5, 10, 30)))
    found = []
    for name, counts in (("slowly", [1] * len(typed)), ("quickly", handfuls)):
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / f"config {name}"))
        found.append(outcome(tmp_path / name, typed, counts))
    slowly, quickly = found
    assert quickly == slowly, f"after {typed!r}"
