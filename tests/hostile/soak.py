"""`make soak`: minutes of kills and load on the real program; what was tried and what held is kept in RESULTS.md."""

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

_RESULTS: Final = Path(__file__).parent / "RESULTS.md"
_KILLS: Final = 1_000
_PROCESSES: Final = 8
_MARKS: Final = 20_000


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
    for attack in (_kills, _load):
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
