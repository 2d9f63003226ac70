"""How soon the quick commands answer, in CPU time of the whole process."""

import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.bench.measure import Figure, cpu_of, median, ms
from tui.commands.demo import make_demo


def figures(folder: Path) -> Iterator[Figure]:
    """`--help`, `runs` and `card` on the demo's study, beside an empty Python."""
    study = folder / "demo"
    make_demo(study).close()
    empty = median(lambda: _cpu("-c", "pass"), 11)
    for key, arguments in (
        ("C1", ("--help",)),
        ("C2", ("runs", "--study", str(study))),
        ("C3", ("card", "orders-patch/cobalt", "--study", str(study))),
    ):
        seen = median(partial(_cpu, "-m", "tui", *arguments), 11)
        told = f"{ms(seen)} (an empty Python {ms(empty)})"
        yield Figure(key, f"sidegrade {arguments[0]}, CPU", "< 250 ms", told, seen < 0.25)


def _cpu(*arguments: str) -> float:
    command = [sys.executable, *arguments]
    return cpu_of(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))
