"""A study that many marks fit into, each of one key: what every fault begins with."""

import shutil
import sqlite3
from pathlib import Path
from typing import Final, NamedTuple

from grading.marks.events import Decision
from grading.runs.folder import Told, look
from grading.study import Study
from tests.builders import write_files
from tests.tui.screens.reviewing import FILES

ROWS: Final = 40
CELLS: Final = 2 * ROWS
"""On both cards together."""
_HEAD: Final = 'format = 1\nkey = "service"\nedition = "1"\ntitle = "A board"\n'
_ROW: Final = '\n[[dimension]]\nkey = "r{0}"\ntitle = "Row {0}"\nmax = 9\n'
BOARD: Final = _HEAD + "".join(_ROW.format(number) for number in range(ROWS))


def board(top: Path) -> Path:
    """The study `top/study` of two runs with workspaces; the reviewer is mia."""
    top.mkdir(parents=True, exist_ok=True)
    rubric = top / "service.toml"
    rubric.write_text(BOARD)
    with Study.create(top / "study", "A study", "mia") as study:
        study.add_rubric(rubric)
        for model in ("amber", "cobalt"):
            place = write_files(top / "service" / model, dict(FILES[model]))
            study.add(look([place], Told(task="service", model=model)), reviewer="mia")
    return top / "study"


def copied(study: Path, target: Path) -> Path:
    """A copy of a study that nobody has open."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(study, target)
    return target


def ledger_of(study: Path) -> Path:
    """Where a study's decisions are."""
    return study / ".sidegrade" / "ledger.db"


def digits(study: Path, reviewer: str = "mia") -> list[str]:
    """Every mark that a reviewer ever gave, in the order of the decisions, as the keys that gave them."""
    asked = "SELECT value FROM decisions WHERE kind = 'mark' AND reviewer = ? ORDER BY id"
    connection = sqlite3.connect(ledger_of(study))
    try:
        return [value for (value,) in connection.execute(asked, (reviewer,))]
    finally:
        connection.close()


def history(study: Path) -> list[Decision]:
    """All decisions on all of mia's cards, in order."""
    with Study.open(study) as opened:
        rubric = opened.find_rubric("service")
        found = [one for run in opened.runs() for one in opened.history(run, rubric, "mia")]
    return sorted(found, key=lambda one: one.id)


class Doctored(NamedTuple):
    """What `doctor` finds."""

    mended: int
    damage: tuple[str, ...]

    @property
    def is_content(self) -> bool:
        """Whether there is nothing to mend and nothing damaged."""
        return not self.mended and not self.damage


def doctored(study: Path) -> Doctored:
    """Has a study looked through."""
    with Study.open(study) as opened:
        found = opened.check_up()
    return Doctored(found.mended, found.damage)
