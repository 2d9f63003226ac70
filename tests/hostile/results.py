"""What attacks came to: a row for each, printed at once, and the last ones of every step kept in RESULTS.md."""

import fcntl
import platform
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

RESULTS: Final = Path(__file__).parent / "RESULTS.md"
_HEAD: Final = ("| step | tried | seen | | last run |", "|---|---|---|---|---|")


class Tried(NamedTuple):
    """One attack: what was done, what came of it, and whether everything held."""

    tried: str
    seen: str
    holds: bool


def row(step: str, one: Tried, minutes: float) -> str:
    """A line of the table."""
    held = "held" if one.holds else "BROKE"
    tried, seen = (" ".join(text.split()).replace("|", "\\|") for text in (one.tried, one.seen))
    ran = f"{minutes:.1f} min, Python {platform.python_version()}, {platform.system()}"
    return f"| {step} | {tried} | {seen} | {held} | {ran} |"


def keep(path: Path, steps: Iterable[str], fresh: Mapping[str, list[str]]) -> None:
    """Puts fresh rows in the place of a step's earlier ones; those of every other step stay."""
    with path.open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)  # another step may end at the same moment
        rows = {**_kept(path), **fresh}
        lines = [line for step in steps for line in rows.get(step, [])]
        about = (
            "What the last run of each step of `make soak` saw; `python -m tests.hostile.soak --only STEP` runs one."
        )
        path.write_text("\n".join(["# Attacks", "", about, "", *_HEAD, *lines, ""]), encoding="utf-8")


def _kept(path: Path) -> dict[str, list[str]]:
    rows: dict[str, list[str]] = {}
    if path.is_file():
        for line in path.read_text(encoding="utf-8").splitlines():
            cells = line.replace("\\|", "").split("|")
            if len(cells) == 7 and line not in _HEAD:
                rows.setdefault(cells[1].strip(), []).append(line)
    return rows
