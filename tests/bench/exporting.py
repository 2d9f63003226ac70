"""500 runs, 97 criteria and three reviewers: standings, a whole export, and the same study imported again."""

import random
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from grading.exchange.exporting import Wanted
from grading.marks.events import Event, GateResult, Mark, Note
from grading.rubric.model import CellKind, Criterion, Dimension, Rubric
from grading.runs.folder import FoundTask
from grading.study import Study
from grading.wishes import Wish
from tests.bench.measure import Figure, cpu_of, ms, wall_of
from tests.builders import figure_run

_RUNS, _REVIEWERS = 500, ("mia", "noor", "zoe")
_LIBRARY = Path(__file__).parents[2] / "grading" / "rubric" / "library"


def figures(folder: Path) -> Iterator[Figure]:
    """The figures of one large study."""
    with graded_study(folder / "study", _RUNS) as study:
        standings = min(cpu_of(study.reports.tables) for _ in range(3))
        out = Wanted(folder / "out")
        cpu, seconds = 0.0, 0.0

        def export() -> None:
            nonlocal seconds
            seconds = wall_of(lambda: study.export(out))

        cpu = cpu_of(export)
    with Study.create(folder / "again", "A study") as again:
        imported = wall_of(lambda: again.take_in(folder / "out" / "study.json"))
        again.export(Wanted(folder / "twice"))
        is_same = _sizes(folder / "out") == _sizes(folder / "twice")
    sizes = _sizes(folder / "out")
    work = f"{_RUNS} runs × 97 criteria × {len(_REVIEWERS)} reviewers"
    yield Figure("P1", f"standings of {work}", "< 1 s of CPU time", ms(standings), standings < 1)
    told = f"{seconds:.1f} s ({cpu:.1f} s of CPU time), {len(sizes):,} files, {sum(sizes.values()) / 1e6:.0f} MB"
    yield Figure("P2", f"export of {work}", "< 20 s", told, seconds < 20)
    front = sizes["index.html"]
    yield Figure("P3", "its index.html", "< 2 MB", f"{front / 1e6:.2f} MB", front < 2e6)
    told = f"{imported:.1f} s, and exported again it is {'the same' if is_same else 'ANOTHER'}"
    yield Figure(
        "P4", f"its study.json of {sizes['study.json'] / 1e6:.0f} MB imported", "the same study", told, is_same
    )


def _sizes(folder: Path) -> dict[str, int]:
    return {one.relative_to(folder).as_posix(): one.stat().st_size for one in folder.rglob("*") if one.is_file()}


def graded_study(folder: Path, runs: int) -> Study:
    """A study in this folder of so many runs, each with every cell of three cards."""
    study = Study.create(folder, "A study", "mia")
    rubric, _ = study.add_rubric(_LIBRARY / "inventory-absolute.toml")
    found = [figure_run(f"model-{number}", cost_usd=str(number % 37)) for number in range(runs)]
    study.add([FoundTask("service", runs=found)], reviewer="mia")
    chance = random.Random(3)
    for who in _REVIEWERS:
        for run in study.runs():
            events = [_event(rubric, key, chance) for key in rubric.open_cells]
            study.decide(
                Wish(run, rubric, who, one) for one in [*events, Note("", f"A few words on {run.name.model}.")]
            )
    return study


def _event(rubric: Rubric, key: str, chance: random.Random) -> Event:
    cell = rubric.cells[key]
    if cell.kind is CellKind.GATE:
        return GateResult(key, chance.random() < 0.9)
    item = cell.item
    assert isinstance(item, (Criterion, Dimension)) and cell.dimension is not None
    if isinstance(item, Criterion) and item.ladder:
        return Mark(key, Fraction(chance.randrange(150)))
    most, step = item.points if isinstance(item, Criterion) else item.max, cell.dimension.step
    return Mark(key, chance.randrange(int(most / step) + 1) * step)
