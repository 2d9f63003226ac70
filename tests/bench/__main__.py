"""Measures everything, prints the table, keeps it in RESULTS.md; exit status 1 when a goal is missed.

python -m tests.bench [WORD…]     only the parts whose names contain a word
"""

import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from tests.bench import adding, comparing, counterparts, exporting, growth, keeping, lists, screens, starting
from tests.bench.measure import Figure

_PARTS: Final[dict[str, Callable[[Path], Iterator[Figure]]]] = {
    "starting": starting.figures,
    "adding": adding.figures,
    "comparing": comparing.figures,
    "counterparts": counterparts.figures,
    "exporting": exporting.figures,
    "growth": growth.figures,
    "keeping": keeping.figures,
    "lists": lists.figures,
    "screens": screens.figures,
}
_RESULTS: Final = Path(__file__).parent / "RESULTS.md"


def main() -> int:
    """Runs the parts that were asked for."""
    words = sys.argv[1:]
    parts = {name: part for name, part in _PARTS.items() if not words or any(word in name for word in words)}
    found: list[Figure] = []
    for name, part in parts.items():
        with tempfile.TemporaryDirectory(prefix=f"sidegrade-bench-{name}-") as folder:
            for figure in part(Path(folder)):
                print(_row(figure), flush=True)
                found.append(figure)
    if len(parts) == len(_PARTS):
        _RESULTS.write_text(_page(found))
    return 0 if all(figure.holds for figure in found) else 1


def _row(one: Figure) -> str:
    return f"| {one.key} | {one.work} | {one.goal} | {one.seen} | {'holds' if one.holds else 'MISSED'} |"


def _page(found: list[Figure]) -> str:
    git = subprocess.run(["git", "--version"], capture_output=True, text=True, check=True).stdout.split()[-1]
    versions = f"Python {platform.python_version()}, git {git}, SQLite {sqlite3.sqlite_version}"
    machine = f"{os.cpu_count()} cores {platform.machine()}, {platform.system()} {platform.release().split('-')[0]}"
    rows = "\n".join(_row(one) for one in found)
    return f"""# Speed

The last whole run of `make bench`. Ratios are taken beside peers in the same run; machines differ, ratios less so.

{machine}; {versions}.

| # | work | goal | seen | |
|---|---|---|---|---|
{rows}
"""


if __name__ == "__main__":
    sys.exit(main())
