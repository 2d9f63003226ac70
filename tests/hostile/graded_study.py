"""The hostile study, graded and ready to be printed and published: what each command may be asked about it."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

from grading.exchange.exporting import Wanted
from grading.marks.events import Adjust, Answer, Clear, Event, Evidence, GateResult, Mark, Note, Prefer
from grading.rubric.model import Rubric
from grading.runs.folder import FoundRun, FoundTask
from grading.runs.model import Run, RunName
from grading.study import Study
from grading.visible import visible
from grading.wishes import Wish
from tests.hostile.review_study import NASTY, hostile_study
from tests.hostile.test_diff import Scene
from tests.hostile.texts import CELLS, PAGE

REVIEWERS: Final = ("mia", f"{PAGE} {NASTY}")
NOTE: Final = f"{PAGE}\n```\n{PAGE}\n~~~\n</textarea>{CELLS[0]}\n{NASTY}"
MANIFEST: Final = (
    'model = "{model}"\nharness = "[bold]{{quit}} $(touch x) <script>window.ran=6</script>"\ncondition = "../../up"\n'
    'state = "unfinished"\nreason = "[@click=app.quit]y[/] =cmd()"\nweights = "open"\n'
)
"""What a run says of itself: names that hold what would not show are refused, everything else is taken."""


@dataclass(frozen=True, slots=True)
class Graded:
    """The study, and files beside it that a command may be given."""

    scene: Scene

    @property
    def study(self) -> Path:
        return self.scene.top / "study"

    def file(self, name: str) -> Path:
        """A file or folder that is given to a command, by its name."""
        return self.scene.top / "given" / name


def graded_study(top: Path) -> Graded:
    """Cards of two reviewers, complete and not; preferences, corrections; claims, an index, marks and a run's folder."""
    graded = Graded(hostile_study(top))
    with Study.open(graded.study) as study:
        names = [RunName("service", f"{cell} {PAGE}", "", cell, number) for number, cell in enumerate(CELLS, 1)]
        study.add([FoundTask("service", runs=[FoundRun(name, {}) for name in names])], reviewer="mia")
        rubric = study.find_rubric("service")
        runs = study.runs("service")
        study.decide(wish for run in runs for wish in _wishes(run, runs[0], rubric))
        for run in runs[:2]:
            study.correct(run, {"reason": NOTE, "cost_usd": "1.5"}, reviewer=REVIEWERS[1], reason=NASTY)
        ids = [run.id for run in runs]
    graded.file("").mkdir()
    _send(graded)
    graded.file("claims.csv").write_text(_claims(ids), newline="")
    graded.file("broken.csv").write_text(f'kind,run,published\n"{_quoted(NASTY)}",x,1\n', newline="")
    graded.file("index.csv").write_text(f'model,value\n"{_quoted(PAGE)}",1\n"{_quoted(NASTY)}",2\n', newline="")
    graded.file("marks.csv").write_text(_marks(ids[2]), newline="")
    graded.file("wrong.csv").write_text(f'run,cell,value\n{ids[2]},"{_quoted(NASTY)}",1\n', newline="")
    for name, model in (("named", "[bold]x[/] <b>"), ("refused", "esc\\u001b[2J\\u202e")):
        graded.file(name).mkdir()
        (graded.file(name) / "run.toml").write_text(MANIFEST.format(model=model))
        (graded.file(name) / "result.json").write_text('{"label": "[bold]x[/] <script>window.ran=7</script> =cmd()"}')
        (graded.file(name) / "main.py").write_text(NASTY, newline="")
    return graded


def _wishes(run: Run, first: Run, rubric: Rubric) -> list[Wish]:
    """A complete card by the one reviewer; by the other an open one, with everything that can be written on it."""
    whole: list[Event] = [Mark("api", Fraction(9)), Mark("collected", Fraction(5)), GateResult("starts", True)]
    whole += [Note("collected", cell) for cell in CELLS]
    open_: list[Event] = [
        Mark("api", Fraction(3)),
        Note("api", NOTE),
        Note("", NASTY),
        Adjust("api", Fraction(1), NOTE),
    ]
    open_ += [Evidence("api", f"$ {NOTE}", output=NOTE), Mark("collected", Fraction(1)), Clear("collected")]
    open_ += [Evidence("api", f"links/{name}:1") for name in ("passwd", "far", "circle-a")]
    if run != first:
        whole.append(Prefer("", first.id, Answer.B))
        open_ = open_[:2]
    cards = zip(REVIEWERS, (whole, open_), strict=True)
    return [Wish(run, rubric, who, event) for who, events in cards for event in events]


def _send(graded: Graded) -> None:
    """The export of a study that another program may have made: names that show, and texts that hold everything."""
    with Study.create(graded.file("strange"), f"Strange {PAGE}", "mia") as study:
        study.add_rubric(graded.scene.top / "service.toml")
        names = [RunName("service", f"{cell} {PAGE}"[:200].strip(), PAGE[:90].strip()) for cell in CELLS[:2]]
        task = FoundTask("service", f"task {NASTY} {PAGE}", NOTE, runs=[FoundRun(name, {}) for name in names])
        study.add([task], reviewer="mia")
        rubric, runs = study.find_rubric("service"), study.runs()
        study.decide(
            wish for run in runs for wish in _wishes(run, runs[0], rubric) if visible(wish.reviewer) == wish.reviewer
        )
        study.decide(Wish(run, rubric, f"<b>{PAGE}"[:190].strip(), Note("api", NOTE)) for run in runs)
        study.export(Wanted(graded.file("sent")))


def _quoted(text: str) -> str:
    return text.replace('"', '""')


def _claims(ids: list[str]) -> str:
    said = [f"total,,{ids[0]},,14", f"tier,,{ids[0]},,{CELLS[0]}", f"rank,,{ids[1]},,1", f"beats,,{ids[0]},{ids[1]},"]
    strange = [_quoted(f"{PAGE} {NASTY}"), "[bold]x[/]"]
    said += [f'total,,"{one}",,1\nsum,"{one}",{ids[0]},,1\ntier,,{ids[0]},,"{one}"' for one in strange]
    return "kind,what,run,other,published\n" + "\n".join(said) + "\n"


def _marks(run: str) -> str:
    note, who = _quoted(NOTE), "[bold]x[/] =cmd() <script>window.ran=8</script>"
    return f'run,cell,value,note,reviewer\n{run},api,7,"{note}","{who}"\n{run},collected,2,"{note}","{who}"\n'
