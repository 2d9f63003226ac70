"""The queue as a table, for where there is no terminal to open it in."""

from itertools import islice
from typing import Final

from grading.review.queue import queue
from grading.review.stand import Stand
from grading.study import Study
from tui.commands.columns import Column
from tui.commands.console import say, say_table

_MOST: Final = 200
_COLUMNS: Final = (
    *(Column("task"), Column("pair", is_number=True), Column("state"), Column("cells", is_number=True)),
    *(Column("unsure", is_number=True, rank=1), Column("also graded by", rank=2)),
)


def say_queue(study: Study, reviewer: str) -> None:
    """What there is to grade, in its order; whose work it is stays untold, as on the screen."""
    found = queue(study, reviewer)
    rows = [_row(stand) for tasks in found.tasks for stand in islice(tasks, _MOST)]
    if rows:
        say_table(_COLUMNS, rows)
    for one in found.unready:
        say(f"{one.task}: {one.why}; {one.do}")
    done = found.progress
    say(f"{done.cells:,} of {done.of_cells:,} cells, {done.cards} of {done.of_cards} cards")


def _row(stand: Stand) -> list[str]:
    state = f"{stand.state.value}, later" if stand.is_later else stand.state.value
    cells = f"{stand.decided} of {stand.of}"
    return [stand.task, str(stand.number), state, cells, str(stand.unsure or ""), ", ".join(stand.others)]
