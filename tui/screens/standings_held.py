"""Tables held against each other: which ones can be, and what is shown of it. No widget, no key."""

from collections.abc import Sequence
from enum import Enum
from itertools import combinations
from typing import TYPE_CHECKING, Final, TypeVar

from grading.printing import By
from grading.sides import Pair
from grading.visible import visible
from tui.painting.spans import safe
from tui.painting.standings_across import across_table
from tui.painting.standings_beside import beside_table
from tui.painting.standings_groups import groups_table
from tui.screens.standings_compared import PlainSheet
from tui.screens.standings_shelf import Key, Shelf

T = TypeVar("T")
_WAYS: Final = (By.WEIGHTS, By.HARNESS, By.CONDITION)

if TYPE_CHECKING:
    from grading.report.across import Across, Contender
    from grading.report.editions import Editions
    from grading.reporting import Reports


class View(Enum):
    """What is shown."""

    TABLE = "table"
    BESIDE = "two rubrics"
    ACROSS = "all tasks"
    GROUPS = "groups"


def pairs_of(shelf: Shelf) -> Sequence[tuple[Key, Key]]:
    """Every two rubrics of one task, the earlier one first."""
    return [(one, other) for one, other in combinations(shelf.keys, 2) if one.task == other.task]


def one_of_each_task(shelf: Shelf, here: Key) -> Sequence[Key]:
    """A table for each task that ranks anybody: under the rubric that is looked at, else under its last."""
    found: dict[str, Key] = {}
    for key in shelf.keys:
        if key.task not in found or found[key.task].rubric.key != here.rubric.key or key.rubric.key == here.rubric.key:
            found[key.task] = key
    found[here.task] = here
    return [key for key in found.values() if shelf.table(key).ranked]


def beside_sheet(shelf: Shelf, pairs: Sequence[tuple[Key, Key]], number: int, found: "Editions") -> PlainSheet:
    """Two rubrics of one task."""
    keys = pairs[number]
    names = [safe(visible(key.rubric.name)) for key in keys]
    where = [safe(visible(keys[0].task)), f"{names[0]} → {names[1]}"]
    where += [f"{number + 1} of {len(pairs)}"] if len(pairs) > 1 else []
    said = f"totals out of {found.scale.of}" if found.scale.is_converted else ""
    return PlainSheet(where, said, beside_table(found, Pair(shelf.known(keys[0]), shelf.known(keys[1]))))


def across_sheet(reports: "Reports", shelf: Shelf, keys: Sequence[Key]) -> PlainSheet:
    """All tasks together."""
    found = reports.across([shelf.table(key) for key in keys])
    rubrics = ", ".join(dict.fromkeys(safe(visible(key.rubric.name)) for key in keys))
    table = across_table(found, _hidden(found, shelf, keys))
    return PlainSheet(["all tasks", rubrics], f"totals out of {found.scale.of}", table)


def has_groups(shelf: Shelf, key: Key) -> bool:
    """Whether something tells one table's runs apart, and none of their names is hidden; asked with every key."""
    runs = shelf.table(key).runs
    if shelf.known(key).hidden or not runs:
        return False
    return bool(key.rubric.gates) or any(len({by.of(run) for run in runs}) > 1 for by in _WAYS)


def groups_sheet(reports: "Reports", shelf: Shelf, key: Key) -> PlainSheet:
    """One table's runs put together."""
    table = shelf.table(key)
    several = [one for one in (reports.grouped([table], by) for by in _WAYS) if len(one.groups) > 1]
    working = reports.working_costs(table) if table.rubric.gates else ()
    where = [safe(visible(key.task)), safe(visible(key.rubric.name))]
    return PlainSheet([*where, "groups"], "every gate of the rubric" if working else "", groups_table(several, working))


def _hidden(found: "Across", shelf: Shelf, keys: Sequence[Key]) -> "frozenset[Contender]":
    """The contenders with a run whose name is hidden: together with its other tasks it would be told."""
    hidden = {run for key in keys for run in shelf.known(key).hidden}
    return frozenset(one.contender for one in (*found.ranked, *found.incomplete) if one.runs & hidden)


def next_step(steps: Sequence[T], here: T) -> T:
    """The step after this one, and after the last the first."""
    return steps[(steps.index(here) + 1) % len(steps)] if here in steps else steps[0]
