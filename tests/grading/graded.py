"""A study with everything in it that an export has to get right: several reviewers, and every kind of decision."""

import random
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

from grading.errors import MarkError
from grading.marks.events import (
    Adjust,
    Answer,
    Clear,
    Deduct,
    Event,
    Evidence,
    Flag,
    GateResult,
    Lock,
    Mark,
    Note,
    Prefer,
    Reveal,
    Spare,
)
from grading.rubric.arithmetic import NOT_ATTEMPTED
from grading.runs.folder import FoundRun, FoundTask
from grading.runs.model import RunName
from grading.sides import Pair
from grading.study import Study
from grading.wishes import Wish
from tests.builders import SERVICE, add_folder, figure_run, study_with, write_files

REVIEWERS = ("mia", "noor", "Zoë Ürün")
MODELS = ("amber", "cobalt", "jade", "onyx", "pearl")
_EVENTS: list[Event] = [
    *(Mark("api", Fraction(number)) for number in (0, 7, 19, 20)),
    *(Mark("api", NOT_ATTEMPTED), Mark("tests", Fraction(5)), Mark("tests", NOT_ATTEMPTED)),
    *(Mark("collected", Fraction(number)) for number in (0, 9, 10, 30, 31)),
    *(Mark("faithful", Fraction(1, 2)), Mark("faithful", Fraction(5, 2)), Deduct("no-paging"), Spare("no-paging")),
    *(GateResult("starts", True), GateResult("starts", False), Clear("api"), Clear("tests"), Clear("no-paging")),
    *(
        Adjust("api", Fraction(2), "kind, said Mia"),
        Adjust("api", Fraction(-1, 2), "strict"),
        Adjust("tests", Fraction(1), "so"),
    ),
    *(
        Note("", "amber is the one; Noor agrees"),
        Note("api", "=1+1 <script>alert(1)</script> | \u202e"),
        Flag("api", True),
    ),
]


def _finish(study: Study, who: str, model: str, number: int) -> None:
    """A whole card for some: what is still open gets an answer."""
    rubric, run = study.find_rubric("service"), study.find_run(f"service/{model}")
    study.decide([Wish(run, rubric, who, Clear("tests"))])
    whole: list[Event] = [
        Mark("collected", Fraction(12)),
        Mark("faithful", Fraction(1)),
        GateResult("starts", number % 3 > 0),
    ]
    study.decide(Wish(run, rubric, who, one) for one in [*whole, Mark("api", Fraction(number % 21))])


def graded_study(folder: Path, seed: int = 5, steps: int = 60) -> Study:
    """A study of two tasks and two rubrics: one of them graded by three people at random, with much taken back."""
    study = study_with(folder, MODELS)
    chance = random.Random(seed)
    rubric = study.find_rubric("service")
    runs = study.runs()
    for who in REVIEWERS:
        for _ in range(steps):
            run = chance.choice(runs)
            with suppress(MarkError):
                if chance.random() < 0.2:
                    study.withdraw(study.last_decision(who), who)
                elif chance.random() < 0.1:
                    other = chance.choice([one for one in runs if one != run])
                    study.decide([Wish(run, rubric, who, Prefer("", other.id, chance.choice(list(Answer))))])
                else:
                    study.decide([Wish(run, rubric, who, chance.choice(_EVENTS))])
        for number, model in enumerate(MODELS[:3]):
            _finish(study, who, model, chance.randrange(21) + number)
        study.draw("service", who, Pair(*[one.id for one in chance.sample(runs[:3], 2)]))
    mia = REVIEWERS[0]
    study.decide([Wish(runs[0], rubric, mia, Lock())])
    study.correct(runs[0], {"cost_usd": "~1.10", "seconds": "90"}, reviewer=mia, reason="the bill that Mia got")
    study.correct(runs[4], {"state": "void", "reason": "Noor saw the tests copied"}, reviewer=mia, reason="looked")
    second = folder / "second.toml"
    second.write_text(SERVICE.replace('edition = "1"', 'edition = "2"').replace("points = 3\n", "points = 5\n"))
    later, _ = study.add_rubric(second)
    study.add(
        [FoundTask("other", runs=[figure_run("amber", "other"), figure_run("cobalt", "other")], prompt="Do it.")],
        reviewer=mia,
    )
    for number, run in enumerate([*runs[:3], *study.runs("other")]):
        given: list[Event] = [Mark("api", Fraction(9 + number)), Mark("tests", Fraction(5)), GateResult("starts", True)]
        study.decide(Wish(run, later, "noor", one) for one in given)
    return study


def with_workspace(study: Study, folder: Path) -> None:
    """Gives one run a workspace, with evidence on it."""
    work = write_files(folder / "service" / "amber", {"app.py": "one\ntwo\nthree\n"})
    add_folder(study, work)
    run, rubric = study.find_run("service/amber"), study.find_rubric("service", "service@1")
    study.unlock(run, rubric, "mia")
    study.decide([Wish(run, rubric, "mia", study.evidence(run, "api", "app.py:2-3"))])


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}


CRAFT = """
format = 1
key = "craft"
edition = "first"
title = "How well it is made"
scale = 100
tie_band = 1.5

[[dimension]]
key = "api"
title = "Interface"
max = 20
weight = 45
step = 0.5
floor = 2
asks = "Does it do what was asked, all 3 of them?"

  [[dimension.anchor]]
  at = 20
  means = "all 3 of 3"

  [[dimension.anchor]]
  at = 12.5
  means = "the main one"

  [[dimension.anchor]]
  at = 0
  means = "nothing"

  [[dimension.deduction]]
  key = "no-paging"
  title = "Long lists come whole"
  points = 2.5

  [[dimension.deduction]]
  key = "no-errors"
  title = "Faults are silent"
  points = 7

[[dimension]]
key = "tests"
title = "Tests"
max = 12
weight = 35
step = 0.5
scaled = true

  [[dimension.criterion]]
  key = "collected"
  title = "Tests collected"
  ladder = [[0, 0], [10, 2], [30, 5]]
  verify = "pytest --collect-only | tail -n 1"

  [[dimension.criterion]]
  key = "faithful"
  title = "Doubles match"
  asks = "Are at least 2 of them real?"
  points = 2.5

[[dimension]]
key = "docs"
title = "Manual"
max = 8
weight = 15
step = 0.5

[[gate]]
key = "starts"
title = "It starts"
verify = "make run PORT=8080"
caps = { api = 0.5, docs = 0.25 }

[[gate]]
key = "builds"
title = "It builds"
caps = { tests = 0.75 }

[[tier]]
name = "gold"
at = 62.5
means = "1 hour to mend"

[[tier]]
name = "tin"
at = 30

[[tier]]
name = "rust"
at = 0
means = "start over"
"""
"""Everything that a rubric can have; its second edition has another scale, other weights and no tie band."""
_PRICED: list[tuple[RunName, dict[str, str]]] = [
    (RunName("shop", "amber", "kiln", "bare"), {"cost_usd": "1.1", "seconds": "4210", "weights": "open"}),
    (RunName("shop", "amber", "kiln", "bare", 2), {"cost_usd": "~0.42", "seconds": "95", "weights": "open"}),
    (RunName("shop", "cobalt", "wheel", "guided", 1, "Cobalt 7B"), {"cost_usd": "1234.5", "weights": "closed"}),
    (RunName("shop", "jade", "kiln"), {"cost_usd": "subscription", "seconds": "3570", "weights": "closed"}),
    (RunName("shop", "onyx", "wheel"), {"tokens": "950", "seconds": "61.5"}),
    (RunName("shop", "pearl"), {"cost_usd": "0.0042", "tokens": "63400", "weights": "open"}),
    (RunName("shop", "quartz"), {"cost_usd": "3", "weights": "open"}),
    (RunName("shop", "ruby"), {"cost_usd": "~2.5", "state": "void", "reason": "copied 12 files"}),
    (RunName("shop", "topaz"), {"state": "unfinished", "reason": "stopped after 40 minutes"}),
    (RunName("shop", "umber"), {"state": "provisional", "cost_usd": "6.25", "weights": "closed"}),
    (RunName("desk", "amber", "kiln", "bare"), {"cost_usd": "0.9", "tokens": "71200", "weights": "open"}),
    (RunName("desk", "cobalt", "wheel", "guided"), {"cost_usd": "2.2", "tokens": "52100", "weights": "closed"}),
    (RunName("desk", "pearl"), {"cost_usd": "0.05", "seconds": "118", "weights": "open"}),
]
_SIDES = ("starts", "builds")
INDEX = "model,value\namber,1200\ncobalt,1250.5\njade,1300\nonyx,1300\npearl,1275\nzircon,1010\n"
"""What somebody else holds of the models of the study below."""


def _graded_whole(chance: random.Random, *, is_partial: bool = False) -> list[Event]:
    """Every cell of a card, and some of what can be said beside."""
    marks: list[Event] = [
        Mark("api", Fraction(chance.randrange(41), 2)),
        Mark("collected", Fraction(chance.randrange(40))),
        Mark("faithful", Fraction(chance.randrange(6), 2)),
        Mark("docs", NOT_ATTEMPTED if chance.random() < 0.3 else Fraction(chance.randrange(17), 2)),
        *(GateResult(gate, chance.random() < 0.93) for gate in _SIDES),
    ]
    if is_partial:
        return [marks[0], marks[1], marks[4]]
    more: list[Event] = [
        *(Deduct("no-paging"), Spare("no-errors"), Deduct("no-errors"), Flag("docs", True), Flag("api", True)),
        *(Note("faithful", "2 of 5 are"), Note("", "better than 90 % of them"), Note("starts", "port 8080"), Lock()),
        *(Adjust("api", Fraction(-3, 2), "late by 3 days"), Adjust("tests", Fraction(1, 2), "kind")),
        *(Mark("tests", Fraction(7)), Clear("tests"), Reveal()),
    ]
    return [*marks, *(one for one in more if chance.random() < 0.4 and not isinstance(one, Lock))]


def priced_study(folder: Path, seed: int = 4) -> Study:
    """A study in which no column of an export is empty: costs, times, tokens, states, attempts, evidence, two scales."""
    study = Study.create(folder / "study", "A study", "mia")
    chance = random.Random(seed)
    (folder / "first.toml").write_text(CRAFT)
    changed = [
        ("first", "second"),
        ("= 100", "= 40"),
        ("= 1.5", "= 0"),
        ("= 35", "= 60"),
        ("62.5", "25"),
        ("= 30", "= 9"),
    ]
    second = CRAFT
    for old, new in changed:
        second = second.replace(old, new, 1)
    (folder / "second.toml").write_text(second)
    rubrics = [study.add_rubric(folder / name)[0] for name in ("first.toml", "second.toml")]
    found = {task: [FoundRun(*one) for one in _PRICED if one[0].task == task] for task in ("shop", "desk")}
    titles = {"shop": "A shop on the web", "desk": ""}
    study.add([FoundTask(key, titles[key], prompt="Do it.", runs=runs) for key, runs in found.items()], reviewer="mia")
    shop = study.runs("shop")
    study.correct(shop[2], {"tokens_in": "7640100", "tokens_out": "81900"}, reviewer="noor", reason="from 2 logs")
    lines = "".join(f"line {number}\n" for number in range(60))
    add_folder(study, write_files(folder / "shop" / "pearl", {"app.py": lines, "b.py": "x = 1\n"}))
    for rubric, who, runs in (
        *((rubrics[0], who, [*shop[:8], *study.runs("desk")]) for who in REVIEWERS),
        (rubrics[1], "noor", [*shop[:4], shop[9]]),
        (rubrics[1], "mia", shop[:2]),
    ):
        for run in runs:
            if run.name.task == "shop" or who != "mia":
                events = _graded_whole(chance, is_partial=run.name.model == "quartz")
                study.decide(Wish(study.find_run(run.id), rubric, who, one) for one in events)
        study.withdraw(study.last_decision(who), who)
    _with_evidence(study, folder, rubrics[0].name)
    jade, onyx = shop[3], shop[4]
    study.decide([Wish(jade, rubrics[0], "noor", Prefer("", onyx.id, Answer.B))])
    study.decide([Wish(jade, rubrics[0], "noor", Lock())])
    study.draw("shop", "mia", Pair(shop[1].id, shop[0].id))
    return study


def _with_evidence(study: Study, folder: Path, rubric: str) -> None:
    """Lines of a file, more than a page quotes, and what a command printed; then the folder changes."""
    run = study.find_run("shop/pearl")
    asked = study.find_rubric("shop", rubric)
    printed = "".join(f"{number} passed\n" for number in range(45))
    events: list[Event] = [
        study.evidence(run, "api", "app.py:2-58"),
        study.evidence(run, "faithful", "b.py:1"),
        study.evidence(run, "", "app.py"),
        Evidence("starts", "$ pytest -n 2", output=printed),
    ]
    study.decide(Wish(run, asked, "mia", one) for one in events)
    add_folder(study, write_files(folder / "shop" / "pearl", {"app.py": "line 1\n"}))
    study.decide([Wish(study.find_run(run.id), asked, "mia", Mark("docs", Fraction(3)))])
