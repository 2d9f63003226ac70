"""A study with everything in it that an export has to get right: several reviewers, and every kind of decision."""

import random
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

from grading.errors import MarkError
from grading.marks.events import Adjust, Answer, Clear, Deduct, Event, Flag, GateResult, Lock, Mark, Note, Prefer, Spare
from grading.rubric.arithmetic import NOT_ATTEMPTED
from grading.runs.folder import FoundTask
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
