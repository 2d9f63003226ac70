"""`make soak`: minutes of kills and load on the real program; what was tried and what held is kept in RESULTS.md.

    python -m tests.hostile.soak [--only STEP] [--seed N] [--quick]

A step yields what it tried, in a process of its own; two go on at a time. `--quick` takes few of everything and keeps no
result.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from grading.study import Study
from tests.builders import study_with
from tests.hostile.faults import FAULTS
from tests.hostile.fuzz_soak import fuzzed
from tests.hostile.kills import kept, kill_markers, marker
from tests.hostile.results import RESULTS, Tried, keep, row
from tests.tui.resting import resting_pilots
from tests.tui.screens.replay.session import play

_AT_ONCE: Final = 2
_ALONE: Final = ("load", "crowd", "fuzz")
"""What keeps both of two cores busy by itself, or measures how long somebody waits."""
_PROCESSES: Final = 8
_WARM: Final = 500
"""Keys after which everything was on the screen once."""
_MOST_GROWTH: Final = 50.0
"""MB."""


Step = Callable[[Path, int, bool], Iterator[Tried]]
"""Gets an empty folder, a seed, and whether it has seconds only."""


def main() -> int:
    """Runs every attack, or one."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile.soak")
    parser.add_argument("--only", choices=STEPS, metavar="STEP", help=", ".join(STEPS))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true")
    wanted = parser.parse_args()
    if wanted.only:
        return 0 if _tried(wanted.only, wanted.seed, wanted.quick) else 1
    options = [*sys.argv[1:], "--only"]

    def run(name: str) -> bool:
        return not subprocess.run([sys.executable, "-m", "tests.hostile.soak", *options, name], check=False).returncode

    with ThreadPoolExecutor(_AT_ONCE) as threads:
        held = [*threads.map(run, [name for name in STEPS if name not in _ALONE]), *map(run, _ALONE)]
    print(f"{sum(held)} of {len(held)} steps held")
    return 0 if all(held) else 1


def _tried(name: str, seed: int, is_quick: bool) -> bool:
    """Whether everything of a step held; each of its rows is printed at once, and all are kept in the end."""
    rows: list[str] = []
    is_whole = True
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="sidegrade-soak-") as folder:
        for home in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
            os.environ[home] = str(Path(folder) / home)
        for one in STEPS[name](Path(folder), seed, is_quick):
            rows.append(row(name, one, (time.monotonic() - started) / 60))
            print(rows[-1], flush=True)
            is_whole &= one.holds
    if not is_quick:
        keep(RESULTS, STEPS, {name: rows})
    return is_whole


def _ten(folder: Path) -> Path:
    """A study of ten models."""
    study_with(folder, tuple(f"model-{number}" for number in range(10))).close()
    return folder / "study"


def _kills(place: Path, seed: int, is_quick: bool) -> Iterator[Tried]:
    kills = 20 if is_quick else 1_000
    found = kill_markers(_ten(place), kills, random.Random(seed))
    seen = f"{found.acknowledged} marks acknowledged, {found.lost} lost, {found.kept} kept"
    whole = found.lost == 0 and not found.checkup.mended and not found.checkup.damage
    yield Tried(f"kill -9 while marks are recorded, {kills} times", seen, whole)


def _load(place: Path, seed: int, is_quick: bool) -> Iterator[Tried]:
    folder, marks = _ten(place), 200 if is_quick else 20_000
    processes = [marker(folder, f"reviewer-{number}", marks) for number in range(_PROCESSES)]
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
    whole = same and len(found) == _PROCESSES * marks and not checkup.mended and not complaints
    yield Tried(f"{_PROCESSES} processes record {marks} marks each into one study at once", seen, whole)


def _session(place: Path, seed: int, is_quick: bool) -> Iterator[Tried]:
    """An hour at the review: an error, or a decision that the model does not know, is told with the last keys."""
    used: list[float] = []

    def look(keys: int) -> None:
        if keys > _WARM:
            used.append(_memory())

    wrong, keys = "", 600 if is_quick else 5_000
    try:
        with resting_pilots():
            pressed = play(place, seed, keys, sittings=1, told=look)
    except AssertionError as error:
        wrong, pressed = str(error), 0
    growth = max(used, default=0.0) - (used[0] if used else 0.0)
    seen = wrong or f"every decision as the rules say, {growth:.1f} MB more than after the first {_WARM} keys"
    yield Tried(f"the review, {pressed or keys} keys of all kinds", seen, not wrong and growth < _MOST_GROWTH)


def _memory() -> float:
    """What this process holds in memory now, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


STEPS: Final[Mapping[str, Step]] = {"kills": _kills, "load": _load, "session": _session, **FAULTS, "fuzz": fuzzed}


if __name__ == "__main__":
    sys.exit(main())
