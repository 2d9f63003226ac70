"""How screens look: each is drawn as `sidegrade review --screenshot` draws it, and is to be what it was, byte for byte.

Where a change is meant, `RENEW_PICTURES=1 pytest tests/tui/test_pictures.py` draws them anew; look at each before it is
kept.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from grading.review.opening import opening
from grading.study import Study
from tests.tui.screens.reviewing import session_of
from tui.app import Sidegrade
from tui.commands.demo import make_demo
from tui.picture import drawn
from tui.session import Session
from tui.themes import THEMES

PICTURES: Final = Path(__file__).parents[1] / "golden"
RENEWED: Final = "RENEW_PICTURES"
RUNS: Final = ("orders-patch/amber", "orders-patch/onyx")
"""All of the first one's cells have a value, and some of the other's."""
WIDE, SMALL = (120, 36), (80, 24)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    with make_demo(tmp_path_factory.mktemp("pictures") / "demo") as study:
        opening(study, RUNS, "mia")  # whichever screen is drawn first, the sides are drawn by then
        yield study


def session(study: Study, theme: str) -> Session:
    """Mia at the program, where she has never been before."""
    study.place_of("mia").unlink(missing_ok=True)
    found = session_of(study)
    found.theme = THEMES[theme]
    return found


@pytest.mark.parametrize(
    ("name", "theme", "size"),
    [
        ("review", "dark", WIDE),
        ("review-small", "light", SMALL),
        ("review-contrast", "contrast", WIDE),
        ("queue", "dark", WIDE),
    ],
)
def test_a_screen_looks_as_it_did(study: Study, name: str, theme: str, size: tuple[int, int]) -> None:
    seen = session(study, theme)
    first = None if name == "queue" else opening(study, RUNS, "mia")
    found = drawn(Sidegrade(seen, first), size).encode()
    path = PICTURES / f"{name}.svg"
    if os.environ.get(RENEWED):
        path.write_bytes(found)
    assert found == path.read_bytes(), f"{path.name} is another picture now; {RENEWED}=1 draws it anew"
