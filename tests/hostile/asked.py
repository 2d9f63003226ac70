"""Every command that prints something, asked about a hostile study, on a real terminal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from grading.sides import Pair
from grading.study import Study
from tests.hostile.graded_study import Graded
from tests.hostile.on_terminal import command_line, told_apart
from tests.hostile.review_study import NASTY
from tests.hostile.test_add import everything_below
from tests.tui.terminal import Terminal

_SIZE: Final = (24, 200)
_CALLS: Final = "execve,execveat,open,openat,creat,mkdir,mkdirat,rename,renameat2,unlink,unlinkat,link,linkat,symlink"


@dataclass(frozen=True, slots=True)
class Said:
    """What a command printed, and how it ended."""

    printed: bytes
    status: int

    @property
    def text(self) -> str:
        return self.printed.decode().replace("\r\n", "\n")


@dataclass(frozen=True, slots=True)
class Printed:
    """Everything that was printed, by a name for each command; what of the place was changed."""

    graded: Graded
    said: Mapping[str, Said]
    changed: set[str]
    trace: list[str]
    """What system calls were made, where that can be told."""


def commands(graded: Graded, pair: Pair[str], strange: str) -> dict[str, Sequence[str]]:
    """Every command that prints something of a study, in every form that it has; those that change it come last."""

    def given(name: str) -> str:
        return str(graded.file(name))

    study, again, run = ("--study", str(graded.study)), ("--study", given("again")), pair.a
    forms: dict[str, Sequence[str]] = {
        **{f"runs {form}": ("runs", *study, "--format", form) for form in ("table", "json")},
        **{f"tasks {form}": ("tasks", *study, "--format", form) for form in ("table", "json")},
        **{f"rubrics {form}": ("rubrics", *study, "--format", form) for form in ("table", "json")},
        **{f"rubric {form}": ("rubric", "show", "service", *study, "--format", form) for form in ("text", "toml")},
        "rubric check": ("rubric", "check", str(graded.scene.top / "service.toml")),
        **{f"card {form}": ("card", run, "--history", *study, "--format", form) for form in ("text", "md", "json")},
        **{f"standings {form}": ("standings", *study, "--format", form) for form in ("table", "md", "csv", "json")},
        "standings working": ("standings", "--working", *study),
        "standings by": ("standings", "--by", "condition", *study),
        "standings across": ("standings", "--across", *study),
        "standings index": ("standings", "--index", given("index.csv"), "--task", "service", *study),
        **{
            f"verify {form}": ("verify", given("claims.csv"), "--task", "service", *study, "--format", form)
            for form in ("table", "md", "json")
        },
        "doctor": ("doctor", *study),
    }
    refused: dict[str, Sequence[str]] = {
        "wrong claims": ("verify", given("broken.csv"), *study),
        "wrong marks": ("mark", "-", *study, f"<{given('wrong.csv')}"),
        "wrong cell": ("mark", run, NASTY, "1", *study),
        "wrong reviewer": ("mark", run, "api", "1", "--as", NASTY, *study),
        "wrong run": ("card", NASTY, *study),
        "wrong rubric": ("card", run, "--rubric", NASTY, *study),
        "wrong figure": ("figure", run, f"cost_usd={NASTY}", *study),
        "wrong name": ("add", given("refused"), *study),
        "wrong file": ("import", given("marks.csv"), *study),
        "wrong export": ("import", given("out/study.json"), *again),
        "wrong place": ("export", f"/proc/{NASTY}/x", *study),
    }
    changing: dict[str, Sequence[str]] = {
        "add": ("add", given("named"), *study),
        "mark": ("mark", "-", *study, f"<{given('marks.csv')}"),
        "noted": ("mark", run, "api", "4", "--note", NASTY, "--as", "mia", *study),
        "undo": ("undo", "--as", "mia", *study),
        "figure": ("figure", run, f"reason={NASTY}", "--reason", NASTY, *study),
        "export": ("export", given("out"), *study),
        "init": ("init", given("again"), "--as", "mia"),
        "import": ("import", given("sent/study.json"), *again),
        "imported card": ("card", strange, "--history", *again),
        "imported runs": ("runs", *again),
        "imported standings": ("standings", *again),
    }
    words = {"bash": "sidegrade card ", "zsh": "sidegrade ", "fish": "sidegrade standings --task "}
    one, other = graded.scene.folders
    comparing: dict[str, Sequence[str]] = {
        "add workspace": ("add", "--one", "--task", "service", "--model", "again", one, *study),
        "diff": ("diff", one, other, "--all", "--no-pager"),
        "diff runs": ("diff", *pair, "--no-pager", *study),
        "review": ("review", *pair, "--screenshot", given("picture.svg"), *study),
    }
    completing: dict[str, Sequence[str]] = {
        f"completion {shell}": (f"_SIDEGRADE_COMPLETE={shell}_complete", f"COMP_WORDS={line}", f"COMP_CWORD={at}", "x")
        for (shell, line), at in zip(words.items(), ("2", "1", ""), strict=True)
    }
    return {**forms, **comparing, **changing, **refused, **completing}


def ask(graded: Graded, strace: str | None) -> Printed:
    """Every command, one after the other, on one terminal in a workspace; system calls are told where `strace` is."""
    scene = graded.scene
    with Study.open(graded.study) as study:
        pair = Pair(*(run.id for run in study.runs("service") if run.snapshot is not None))
    with Study.open(graded.file("strange")) as study:
        wanted = commands(graded, pair, study.runs()[0].id)
    before = everything_below(scene.top, scene.top / "cache")
    trace = scene.top / "tmp" / "trace"
    around = (strace, "--seccomp-bpf", "-ff", "-qq", "-y", "-s", "400", "-e", f"trace={_CALLS}", "-o", str(trace))
    command = [*(around if strace else ()), *command_line(wanted.values())]
    environment = {name: value for name, value in scene.environment.items() if not name.startswith("COVERAGE_")}
    with Terminal(command, None, environment, folder=scene.sides[0].folder, size=_SIZE) as terminal:
        assert terminal.end() == 0
    said = {name: Said(*one) for name, one in zip(wanted, told_apart(bytes(terminal.printed)), strict=True)}
    lines = [
        line for one in trace.parent.glob("trace.*") for line in one.read_text(errors="surrogateescape").splitlines()
    ]
    for one in trace.parent.glob("trace.*"):
        one.unlink()
    return Printed(graded, said, scene.changes(before), lines)
