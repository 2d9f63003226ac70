"""A study in which every text is hostile: two workspaces and their baseline, names, titles, the prompt, notes."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Final

from grading.marks.events import Adjust, Event, Evidence, Flag, Note
from grading.rubric.model import Rubric
from grading.runs.folder import FoundRun, FoundTask
from grading.runs.model import Run, RunName
from grading.study import Study
from grading.wishes import Wish
from tests.hostile.test_diff import Scene, make_scene
from tests.hostile.workspace import build_hostile

NASTY: Final = (
    "\x1b[2J\x1b]0;t\x07\x1b]52;c;cm0gLXJmIH4=\x07\x1b]8;;http://x\x1b\\\x1b[6n\x9b31m\x90q\x9c\r\x08\x7f\t\u202e\u2066"
    "\u200b\u200d\ufe0f\u2060\ufeff\u00ad\u034f\u3164\U000e0041\U0010fffe\ue000[bold]x[/] [@click=app.quit]y[/] {quit} 漢👍🏽"
)
"""Everything that a terminal or the screen library would obey, or that nobody would see."""
LONG: Final = NASTY * 60 + "x" * 10_000
_TITLES: Final = ("dimension", "deduction", "criterion", "gate")


def hostile_rubric() -> str:
    """A rubric as a file says it, with every text of it hostile."""

    def said(text: str) -> str:
        return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

    api, deduction, tests, gate = (said(f"{one} {NASTY}") for one in _TITLES)
    return f"""
format = 1
key = "service"
edition = "1"
title = {said(NASTY)}
about = {said(LONG)}

[[dimension]]
key = "api"
title = {api}
max = 20
asks = {said(LONG)}
where = ["contents/*", "names/*"]
  [[dimension.anchor]]
  at = 9
  means = {said(NASTY)}
  [[dimension.deduction]]
  key = "no-paging"
  title = {deduction}
  points = 3

[[dimension]]
key = "tests"
title = {tests}
weight = 30
  [[dimension.criterion]]
  key = "collected"
  title = {said(LONG)}
  asks = {said(NASTY)}
  verify = {said(f"$(touch x) {NASTY}")}
  points = 5

[[gate]]
key = "starts"
title = {gate}
verify = {said(NASTY)}
caps = {{ api = 0.5 }}

[[tier]]
name = {said(NASTY)}
at = 0
"""


def hostile_study(top: Path) -> Scene:
    """The study `top/study` of four runs of one task, two of which have workspaces; the reviewer is mia."""
    scene = make_scene(top)
    baseline = build_hostile(top / "baseline", top / "canary", costly=False)
    (baseline.folder / "src" / "main.py").write_text(f"before {NASTY}\n", newline="")
    runs = [
        FoundRun(_name("amber"), {}, scene.sides[0].folder),
        FoundRun(_name("cobalt"), {}, scene.sides[1].folder),
        FoundRun(_name("jade"), {}),
        FoundRun(RunName("other", f"onyx {NASTY}"), {}),
    ]
    with Study.create(top / "study", f"A study {NASTY}", "mia") as study:
        path = top / "service.toml"
        path.write_text(hostile_rubric(), encoding="utf-8", newline="")
        study.add_rubric(path)
        task = FoundTask("service", f"task {NASTY}", LONG, baseline.folder, runs=runs[:3])
        study.add([task, FoundTask("other", runs=runs[3:])], reviewer="mia")
        rubric = study.find_rubric("service")
        study.decide(wish for run in study.runs("service") for wish in _wishes(run, rubric))
    return scene


def _name(model: str) -> RunName:
    return RunName("service", f"{model} {NASTY}", f"forge {NASTY}", label=f"{model} {NASTY}")


def _wishes(run: Run, rubric: Rubric) -> list[Wish]:
    events: list[Event] = [
        Note("api", f"note\n{NASTY}\r\n{LONG}"),
        Note("collected", NASTY),
        Evidence("api", f"names/{NASTY}:1", output=f"{NASTY}\n{NASTY}"),
        Evidence("api", f"$ {NASTY}"),
        Evidence("api", "src/main.py:1"),
        Adjust("api", Fraction(-1), NASTY),
        Flag("api", unsure=True),
    ]
    return [Wish(run, rubric, "mia", event) for event in events]
