"""Counterparts under other paths: how many are proposed, and how many of the proposals are right."""

import random
from collections.abc import Iterable
from functools import cache, reduce
from operator import add

import pytest

from grading.compare.pairing import Proposal
from grading.sides import Pair
from tests.grading.compare.labelled import SAMPLES, Labelled, Tally, judged, proposed, sample_pairs, tree
from tests.grading.compare.restructured import Plan, package, restructured

PLANS = {
    "moved under a folder": Plan(31, under="src"),
    "folders renamed": Plan(32, folders=0.8),
    "in camelCase, as TypeScript": Plan(33, names="camel", extensions={"js": "ts"}, under="client"),
    "in kebab-case": Plan(34, names="kebab", folders=0.4, under="lib"),
    "singular and plural": Plan(35, numbers=0.7, folders=0.5),
    "split in two": Plan(36, split=0.6, under="app", folders=0.3),
    "renamed and rewritten": Plan(37, names="other", folders=1.0, under="src", edited=(0.5, 0.7), indented=True),
}
# The weights were chosen by other plans for the first two; the others only checked them.
PACKAGES = (
    *(("json", "http", "html"), ("unittest", "importlib")),
    *(("xml", "wsgiref", "urllib"), ("ctypes", "sqlite3", "curses", "dbm", "logging", "collections")),
)
NAMES = [b"app/%s.py" % name for name in b"amber birch cedar elm red blue green teal".split()]


@cache
def code() -> list[dict[str, bytes]]:
    """Packages as they are published with Python."""
    return [package(*names) for names in PACKAGES]


@cache
def notes() -> dict[str, bytes]:
    """Pages, scripts, styles, tables, notes and settings of the sample runs."""
    return {
        f"{run.parent.name}/{path.decode()}": data
        for run in sorted(SAMPLES.glob("[ai]*/*/workspace"))
        for path, data in tree(run).items()
        if not path.endswith(b".py")
    }


@cache
def samples() -> list[tuple[Labelled, list[Proposal]]]:
    """Every two runs of a sample task, and what is proposed for them."""
    return [(one, proposed(one.files)) for one in sample_pairs()]


def tally(found: Iterable[tuple[Labelled, list[Proposal]]], least: float = 0.0) -> Tally:
    """What the proposals are worth together that are at least so likely."""
    return reduce(add, (judged(one, [pair[:2] for pair in every if pair.likeness >= least]) for one, every in found))


@pytest.mark.parametrize("plan", PLANS)
def test_restructured_trees_are_put_side_by_side(plan: str) -> None:
    sources = [notes(), *code()[PLANS[plan].seed % 2 :: 2]]
    labelled = [restructured(files, PLANS[plan]) for files in sources]
    seen = tally((one, proposed(one.files)) for one in labelled)
    assert seen.expected > 70
    assert seen.recall >= 0.9, seen
    assert seen.precision > 0.95, seen


def test_workspaces_of_several_hands_are_put_side_by_side() -> None:
    seen = tally(samples())
    assert seen.expected > 100
    assert seen.recall >= 0.9, seen
    assert seen.precision > 0.95, seen


def test_what_is_called_likely_is_hardly_ever_wrong() -> None:
    assert tally(samples(), 0.5).precision > 0.96


@pytest.mark.parametrize("many", [1, 2, 4])
def test_what_has_nothing_to_do_with_each_other_is_left_alone(many: int) -> None:
    modules = [data for files in code() for data in files.values() if len(data) > 400]
    chance = random.Random(many)
    wrong = 0
    for _ in range(40 // many):
        some = dict(zip(NAMES, chance.sample(modules, 2 * many), strict=False))
        paths = sorted(some)
        chance.shuffle(paths)
        wrong += len(proposed(Pair(*({path: some[path] for path in half} for half in (paths[:many], paths[many:])))))
    assert wrong <= 2
