"""Tables held against each other: which ones can be, and what is shown of it. No widget, no key."""

from collections.abc import Callable, Sequence, Set
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
from tui.painting.standings_index import index_table
from tui.screens.standings_compared import PlainSheet
from tui.screens.standings_shelf import Key, Shelf
from tui.session import OutsideIndex

T = TypeVar("T")
_WAYS: Final = (By.WEIGHTS, By.HARNESS, By.CONDITION)

if TYPE_CHECKING:
    from grading.report.across import Across, Contender
    from grading.reporting import Reports


class View(Enum):
    """What is shown."""

    TABLE = "table"
    BESIDE = "two rubrics"
    ACROSS = "all tasks"
    GROUPS = "groups"
    INDEX = "an outside index"


def pairs_of(shelf: Shelf, here: Key) -> Sequence[tuple[Key, Key]]:
    """Every two rubrics of a task, the earlier one first; none where a name that one of them hides, the other tells."""
    keys = [key for key in shelf.keys if key.task == here.task]
    return [(one, other) for one, other in combinations(keys, 2) if _hides(shelf, one) == _hides(shelf, other)]


def _hides(shelf: Shelf, key: Key) -> Set[str]:
    return shelf.known(key).hidden.keys()


def one_of_each_task(shelf: Shelf, here: Key) -> Sequence[Key]:
    """A table for each task that ranks anybody by the rubric that is looked at; by any where each task has only one."""
    ranking = [key for key in shelf.keys if shelf.table(key).ranked]
    rubrics = {(key.task, key.rubric.key) for key in ranking}
    if len(rubrics) > len({task for task, _ in rubrics}):
        ranking = [key for key in ranking if key.rubric.key == here.rubric.key]
    by_rubric = {key.rubric.key: [one for one in ranking if one.rubric.key == key.rubric.key] for key in ranking}
    return [key for keys in by_rubric.values() for key in _of_one_edition(keys)]


def _of_one_edition(keys: Sequence[Key]) -> Sequence[Key]:
    """Of each task one: by the newest edition that all of them have, else each its last."""
    editions = [{key.rubric.id for key in keys if key.task == task} for task in {key.task for key in keys}]
    common = [key.rubric.id for key in keys if all(key.rubric.id in ids for ids in editions)]
    return list({key.task: key for key in keys if key.rubric.id in common[-1:] or not common}.values())


def beside_later(
    reports: "Reports", shelf: Shelf, pairs: Sequence[tuple[Key, Key]], number: int
) -> Callable[[], PlainSheet]:
    """Two rubrics of one task, to be compared later: nothing is read from the ledger then."""
    keys = pairs[number]
    (before, after), known = (shelf.table(key) for key in keys), Pair(*(shelf.known(key) for key in keys))

    def compared() -> PlainSheet:
        found = reports.side_by_side(before, after)
        names = [safe(visible(key.rubric.name)) for key in keys]
        where = [safe(visible(keys[0].task)), f"{names[0]} → {names[1]}"]
        where += [f"{number + 1} of {len(pairs)}"] if len(pairs) > 1 else []
        said = f"totals out of {found.scale.of}" if found.scale.is_converted else ""
        return PlainSheet(where, said, beside_table(found, known))

    return compared


def can_be_indexed(shelf: Shelf, key: Key) -> bool:
    """Whether an outside index says something of a table: beside it, hidden names would be told by their order."""
    return not shelf.known(key).hidden and bool(shelf.table(key).ranked)


def index_later(reports: "Reports", shelf: Shelf, key: Key, index: OutsideIndex) -> Callable[[], PlainSheet]:
    """One table against an outside index, to be compared later."""
    table = shelf.table(key)

    def compared() -> PlainSheet:
        found = reports.against(table, index.text, index.file)
        where = [safe(visible(name)) for name in (key.task, key.rubric.name, index.file)]
        return PlainSheet(where, "", index_table(found))

    return compared


def across_later(reports: "Reports", shelf: Shelf, keys: Sequence[Key]) -> Callable[[], PlainSheet]:
    """All tasks together, and every two of them held against each other later."""
    tables = [shelf.table(key) for key in keys]
    found = reports.across(tables)
    hidden = _hidden(found, shelf, keys)
    seen = [one for one in (*found.ranked, *found.incomplete) if one.contender not in hidden]
    rubrics = ", ".join(dict.fromkeys(safe(visible(key.rubric.name)) for key in keys))
    tasks = reports.grouped(tables, By.TASK)
    has_names = not any(_hides(shelf, key) for key in keys)

    def compared() -> PlainSheet:
        table = across_table(found, hidden, reports.between(found, seen), tasks, has_names=has_names)
        return PlainSheet(["all tasks", rubrics], f"totals out of {found.scale.of}", table)

    return compared


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
