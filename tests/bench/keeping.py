"""The ledger at 1,000 and at 1,000,000 decisions: a card, opening, doctor, one mark."""

import random
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from grading.ledger.store import Draft, Ledger
from grading.ledger.things import Things
from grading.marks.events import Mark
from grading.rubric.file import rubric_from_toml
from grading.rubric.model import Rubric
from grading.runs.model import RunName
from grading.study import Study
from grading.wishes import Wish
from tests.bench.measure import Figure, median, ms, wall_of

_RUNS, _REVIEWERS, _CELLS = 500, 5, 40
_CHUNK = 20_000

_RUBRIC = """format = 1
key = "service"
edition = "1"
title = "Forty cells"
""" + "".join(f'[[dimension]]\nkey = "cell-{n}"\ntitle = "Cell {n}"\nmax = 10\nasks = "?"\n' for n in range(_CELLS))


def figures(folder: Path) -> Iterator[Figure]:
    """Small and large beside each other."""
    small, large = decided_study(folder / "small", 1_000), decided_study(folder / "large", 1_000_000)
    opened_small, opened_large = median(lambda: _open(small), 21), median(lambda: _open(large), 21)
    card_small, card_large = median(lambda: _card(small), 21), median(lambda: _card(large), 21)
    mark_small, mark_large = median(lambda: _mark(small), 51), median(lambda: _mark(large), 51)
    with Study.open(large) as study:
        found = study.check_up()
        doctor = wall_of(study.check_up)
    yield Figure(
        "K1",
        "a card, 1,000,000 decisions",
        "< 50 ms",
        f"{ms(card_large)} ({ms(card_small)} with 1,000)",
        card_large < 0.05,
    )
    yield Figure(
        "K2",
        "doctor rebuilds and compares 1,000,000 decisions",
        "< 60 s",
        f"{doctor:.1f} s, {found.decisions} read, {found.current} compared, {found.mended} mended",
        doctor < 60 and not found.mended and not found.damage,
    )
    yield Figure(
        "K3",
        "open a study, 1,000,000 beside 1,000 decisions",
        "no longer (≤ 1.25 ×)",
        f"{opened_large / opened_small:.2f} × ({ms(opened_large)} beside {ms(opened_small)})",
        opened_large <= 1.25 * opened_small,
    )
    yield Figure(
        "K4",
        "one mark on disk, 1,000,000 beside 1,000 decisions",
        "≤ 2 ×",
        f"{mark_large / mark_small:.2f} × ({ms(mark_large)} beside {ms(mark_small)})",
        mark_large <= 2 * mark_small,
    )


def decided_study(folder: Path, decisions: int) -> Path:
    """A study in this folder of so many decisions: five reviewers on every cell of 500 runs."""
    Study.create(folder, "Bench", "mia").close()
    ledger = Ledger.open(folder / ".sidegrade" / "ledger.db")
    things = Things(ledger)
    things.put_task("service", "", "")
    rubric = rubric_from_toml(_RUBRIC, "bench.toml")
    things.put_rubric(rubric, _RUBRIC)
    with ledger.writing():
        names = [RunName("service", f"model-{number}") for number in range(_RUNS)]
        for name in names:
            things.put_run(name)
    chance = random.Random(1)
    for start in range(0, decisions, _CHUNK):
        count = min(_CHUNK, decisions - start)
        ledger.append([_draft(rubric, chance) for _ in range(count)])
    ledger.close()
    return folder


def _draft(rubric: Rubric, chance: random.Random) -> Draft:
    cell = f"cell-{chance.randrange(_CELLS)}"
    mark = Mark(cell, Fraction(chance.randrange(11)))
    reviewer, run = f"reviewer-{chance.randrange(_REVIEWERS)}", f"service/model-{chance.randrange(_RUNS)}"
    return Draft(reviewer, run, mark, rubric.id, rubric.asked[cell])


def _open(folder: Path) -> float:
    return wall_of(lambda: Study.open(folder).close())


def _card(folder: Path) -> float:
    with Study.open(folder) as study:
        run, rubric = study.find_run("service/model-7"), study.find_rubric("service")
        return wall_of(lambda: study.card(run, rubric, "reviewer-1"))


def _mark(folder: Path) -> float:
    with Study.open(folder) as study:
        wish = Wish(study.find_run("service/model-7"), study.find_rubric("service"), "tom", Mark("cell-1", Fraction(3)))
        return wall_of(lambda: study.decide([wish]))
