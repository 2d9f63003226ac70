"""`make soak`: minutes of kills and load on the real program; what was tried and what held is kept in RESULTS.md."""

import os
import platform
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from grading.study import Study
from tests.builders import study_with
from tests.hostile.kills import kept, kill_markers, marker
from tests.tui.screens.replay.session import play

_RESULTS: Final = Path(__file__).parent / "RESULTS.md"
_KILLS: Final = 1_000
_PROCESSES: Final = 8
_MARKS: Final = 20_000
_KEYS: Final = 5_000
_WARM: Final = 500
"""Keys after which everything was on the screen once."""
_MOST_GROWTH: Final = 50.0
"""MB."""


class Held:
    """The lines of the report, and whether everything held."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.is_whole = True

    def say(self, tried: str, seen: str, holds: bool) -> None:
        """One attack and what came of it."""
        line = f"| {tried} | {seen} | {'held' if holds else 'BROKE'} |"
        print(line, flush=True)
        self.lines.append(line)
        self.is_whole &= holds


def main() -> int:
    """Runs every attack."""
    held = Held()
    started = time.monotonic()
    for attack in (_kills, _load, _session):
        with tempfile.TemporaryDirectory(prefix="sidegrade-soak-") as folder:
            study_with(Path(folder), tuple(f"model-{number}" for number in range(10))).close()
            attack(Path(folder) / "study", held)
    minutes = (time.monotonic() - started) / 60
    _RESULTS.write_text(_page(held, minutes))
    return 0 if held.is_whole else 1


def _kills(folder: Path, held: Held) -> None:
    found = kill_markers(folder, _KILLS, random.Random())
    seen = f"{found.acknowledged} marks acknowledged, {found.lost} lost, {found.kept} kept"
    whole = found.lost == 0 and not found.checkup.mended and not found.checkup.damage
    held.say(f"kill -9 while marks are recorded, {_KILLS} times", seen, whole)


def _load(folder: Path, held: Held) -> None:
    processes = [marker(folder, f"reviewer-{number}", _MARKS) for number in range(_PROCESSES)]
    said: list[str] = []
    complaints = ""
    for process in processes:
        printed, complaint = process.communicate()
        said += printed.splitlines()
        complaints += complaint
    found = kept(folder)
    same = {tuple(line.split()) for line in said} == set(found.items())
    with Study.open(folder) as study:
        checkup = study.check_up()
    seen = f"{len(said)} acknowledged, {len(found)} kept, {checkup.mended} current values mended"
    whole = same and len(found) == _PROCESSES * _MARKS and not checkup.mended and not complaints
    held.say(f"{_PROCESSES} processes record {_MARKS} marks each into one study at once", seen, whole)


def _session(folder: Path, held: Held) -> None:
    """An hour at the review: an error, or a decision that the model does not know, is told with the last keys."""
    place = folder.parent / "session"
    place.mkdir()
    os.environ["XDG_CONFIG_HOME"] = str(place / "config")
    used: list[float] = []

    def look(keys: int) -> None:
        if keys > _WARM:
            used.append(_memory())

    wrong = ""
    try:
        pressed = play(place, 1, _KEYS, sittings=1, told=look)
    except AssertionError as error:
        wrong, pressed = str(error), 0
    growth = max(used, default=0.0) - (used[0] if used else 0.0)
    seen = wrong or f"every decision as the rules say, {growth:.1f} MB more than after the first {_WARM} keys"
    held.say(f"the review, {pressed or _KEYS} keys of all kinds", seen, not wrong and growth < _MOST_GROWTH)


def _memory() -> float:
    """What this process holds in memory now, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _page(held: Held, minutes: float) -> str:
    rows = "\n".join(held.lines)
    return f"""# Attacks

The last run of `make soak`: {minutes:.0f} minutes, Python {platform.python_version()}, {platform.system()}.

| tried | seen | |
|---|---|---|
{rows}
"""


if __name__ == "__main__":
    sys.exit(main())
