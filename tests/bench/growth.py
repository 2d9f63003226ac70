"""How CPU time goes up with files, lines, decisions and runs: at every size, and as the power of the last step."""

import os
import random
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import cycle, islice
from math import log
from pathlib import Path
from typing import Final

from grading.compare.comparison import Comparison, Workspace
from grading.ledger.store import Ledger
from grading.ledger.things import Things
from grading.runs.content import Content
from grading.runs.model import RunName, Snapshot, TakenIn
from grading.runs.vault import Entry, Vault
from grading.sides import Pair
from grading.study import Study
from tests.bench.exporting import graded_study
from tests.bench.keeping import decided_study
from tests.bench.measure import Figure, cpu_of
from tests.bench.trees import edited, source_lines

Seen = tuple[int, float]
"""A size, and the CPU time that it took."""

# Sorting adds log n to a linear way, which is a power of up to 1.1 at these sizes; the rest is for caches that overflow.
_LINEAR: Final = 1.15
# Above 200,000 lines a helper works texts out, which is started, and sends them back: a step, and no power.
_WITH_A_STEP: Final = 1.3
# A card reads what stands on it, 40 cells at most, and finds that by an index: the ledger may grow as it likes.
_FLAT: Final = 0.3
_TRIES, _ENOUGH = 5, 2.0
_CARDS: Final = 100
_IN_A_FOLDER: Final = 12


def figures(folder: Path) -> Iterator[Figure]:
    """One line for each thing that grows. The program is not started anew, so no start of it is in the figures."""
    os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
    yield _figure("G1", "a stored pair opened to its list", "files", _LINEAR, list(_files(folder)))
    yield _figure("G2", "two texts, 5% edited, to rows", "lines", _WITH_A_STEP, list(_lines(folder)))
    doctor, card = zip(*_decisions(folder), strict=True)
    yield _figure("G3", "doctor rebuilds and compares", "decisions", _LINEAR, doctor)
    yield _figure("G4", "a card", "decisions", _FLAT, card)
    yield _figure("G5", "standings of 97 criteria and three reviewers", "runs", _LINEAR, list(_runs(folder)))


def _figure(key: str, work: str, what: str, goal: float, seen: Sequence[Seen]) -> Figure:
    (size, took), (larger, longer) = seen[-2:]
    power = log(longer / took) / log(larger / size)
    times = ", ".join(_told(seconds) for _, seconds in seen)
    sizes = " → ".join(f"{size:,}" for size, _ in seen)
    return Figure(key, f"{work}, {sizes} {what}, CPU", f"n^{goal} at most", f"n^{power:.2f} ({times})", power <= goal)


def _told(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


def _least(work: Callable[[], object]) -> float:
    """The least CPU time of a few tries, fewer where one takes long: whatever else goes on only adds to it."""
    tries = [cpu_of(work)]
    while len(tries) < _TRIES and sum(tries) < _ENOUGH:
        tries.append(cpu_of(work))
    return min(tries)


def _files(folder: Path) -> Iterator[Seen]:
    for size in (2_000, 20_000, 200_000):
        study = folder / f"files-{size}"
        Study.create(study).close()
        _keep_pair(study, size)
        yield size, _least(partial(_list, study))


def _keep_pair(study: Path, size: int) -> None:
    """Puts two workspaces into a study that has none, past the folders that they would come from."""
    ledger, vault = Ledger.open(study / ".sidegrade" / "ledger.db"), Vault.create(study / ".sidegrade" / "vault.git")
    things = Things(ledger)
    things.put_task("pair", "", "")
    for name, seed in (("one", 1), ("other", 2)):
        with ledger.writing():
            things.put_run(RunName("pair", name))
        tree = vault.store(_contents(size, random.Random(seed)))
        things.put_workspace("pair", f"pair/{name}", TakenIn(Snapshot(tree, "", size, 0)), "")
    ledger.close()


def _contents(size: int, chance: random.Random) -> Iterator[Content]:
    """Files in nested folders; each attempt left some out and changed some."""
    for number in range(size):
        drawn = chance.random()
        if drawn > 0.05:
            place = number // _IN_A_FOLDER
            path = f"part_{place % 40}/unit_{place % 1_000}/{place}/module_{number}.py"
            text = f"{number} {drawn if drawn < 0.3 else ''}\n"
            yield Content(path.encode(), 0o100644, text.encode())


def _list(root: Path) -> None:
    with Study.open(root) as study, study.compared(Pair(study.source("one"), study.source("other"))) as found:
        assert found.listed


def _lines(folder: Path) -> Iterator[Seen]:
    vault = Vault.create(folder / "lines.git")
    lines = source_lines()
    for size in (1_000, 10_000, 100_000, 1_000_000):
        one = list(islice(cycle(lines), size))
        texts = Pair(one, edited(one, lines, random.Random(size), 0.05))
        contents = Pair(b"a", b"b").beside(texts).map(_content)
        kept = vault.entries(vault.store(contents))
        sides = Pair(kept[b"a"], kept[b"b"]).map(_alone)
        vault.read(kept[b"a"].blob)  # the long-lived git child is there by now
        yield size, _least(partial(_align, vault, sides))
    vault.close()


def _content(named: tuple[bytes, list[str]]) -> Content:
    name, lines = named
    return Content(name, 0o100644, "\n".join(lines).encode())


def _alone(entry: Entry) -> Workspace:
    return Workspace("", {b"file": entry})


def _align(vault: Vault, sides: Pair[Workspace]) -> None:
    comparison = Comparison(vault, sides)
    assert not comparison.open(comparison.listed[0]).is_rough


def _decisions(folder: Path) -> Iterator[tuple[Seen, Seen]]:
    for size in (1_000, 10_000, 100_000, 1_000_000):
        with Study.open(decided_study(folder / f"decisions-{size}", size)) as study:
            doctor = _least(study.check_up)
            yield (size, doctor), (size, _least(partial(_cards, study)) / _CARDS)


def _cards(study: Study) -> None:
    run, rubric = study.find_run("service/model-7"), study.find_rubric("service")
    for _ in range(_CARDS):
        study.card(run, rubric, "reviewer-1")


def _runs(folder: Path) -> Iterator[Seen]:
    for size in (3, 30, 500):
        with graded_study(folder / f"runs-{size}", size) as study:
            (rubric,) = study.rubrics()
            yield size, _least(partial(study.reports.standings, "service", rubric))
