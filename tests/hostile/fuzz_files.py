"""Files that one person writes: rubrics, descriptions of runs and tasks, settings of a study and of a user."""

import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

from grading.errors import FileError
from grading.rubric.arithmetic import Answers, shown, stages, tier, total
from grading.rubric.file import rubric_from_toml, rubric_to_toml
from grading.rubric.lint import Level, lint
from grading.rubric.model import Rubric
from grading.runs.figures import FIGURES, figure_text, figures_from
from grading.runs.folder import FoundTask, Told, look
from grading.runs.manifest import manifest, result
from grading.settings import new_settings, read_settings
from grading.strict import decoded
from grading.visible import visible
from tests.builders import SERVICE
from tests.hostile.fuzz import Check, Target
from tests.hostile.review_study import hostile_rubric
from tui.preferences import CHOICES, change_preference, read_preferences

_ONE_OF: Final = 3
"""Of so many inputs one goes all the way, where that takes several times as long as reading."""
_LIBRARY: Final = Path(__file__).parents[2] / "grading" / "rubric" / "library"
_SAMPLES: Final = Path(__file__).parents[2] / "sample_runs"


def _rubric(_: Path) -> Check:
    def check(data: bytes) -> None:
        rubric = rubric_from_toml(decoded(data, "rubric.toml"), "rubric.toml")
        said = rubric_to_toml(rubric)
        assert visible(said, keep="\n") == said
        assert rubric_from_toml(said, "again").id == rubric.id
        if not any(one.level is Level.ERROR for one in lint(rubric)):
            _require_full_marks(rubric)

    return check


def _require_full_marks(rubric: Rubric) -> None:
    """Whoever gets the most everywhere has all of the scale."""
    answers = Answers({one.key: one.max for one in rubric.dimensions}, gates={one.key: True for one in rubric.gates})
    found = total(rubric, [stages(rubric, one, answers) for one in rubric.dimensions], answers)
    assert found.complete
    assert found.exact == found.of == rubric.scale
    assert shown(found.exact, rubric.decimals)
    assert (tier(rubric, found.exact) is None) == (not rubric.tiers)
    assert set(rubric.asked) == set(rubric.cells)


def _described(name: str, *, one_run: bool = True) -> Callable[[Path], Check]:
    """A folder that is described by a file of this name."""

    def make(folder: Path) -> Check:
        described = folder / "service" / "amber" if one_run else folder / "service"
        (folder / "service" / "amber" / "src").mkdir(parents=True)
        (folder / "service" / "amber" / "run.toml").touch()
        (folder / "service" / "prompt.md").write_text("Build it.")

        def check(data: bytes) -> None:
            (described / name).write_bytes(data)
            if one_run:
                said = {**result(described), **manifest(described)}
                figures = {key: text for key, text in said.items() if key in FIGURES}
                assert {key: figure_text(key, text) for key, text in figures.items()} == figures
                if zlib.crc32(data) % _ONE_OF:
                    return
            for task in look([described], Told(one_run=one_run)):
                _require_whole(task)

        return check

    return make


def _require_whole(task: FoundTask) -> None:
    """What is known of a task and its runs can be kept as it is."""
    assert visible(task.title) == task.title
    for run in task.runs:
        name = run.name
        assert visible(name.id) == name.id
        for text in (name.model, name.harness, name.condition, name.label):
            assert visible(text) == text
        assert {key: figure_text(key, text) for key, text in run.figures.items()} == run.figures
        figures_from(run.figures)


def _settings(folder: Path) -> Check:
    file = folder / "sidegrade.toml"

    def check(data: bytes) -> None:
        file.write_bytes(data)
        read = read_settings(folder)
        assert visible(read.title) == read.title
        file.write_text(new_settings(read.title, read.reviewer))
        again = read_settings(folder)
        assert (again.title, again.reviewer) == (read.title, read.reviewer)

    return check


def _preferences(folder: Path) -> Check:
    file = folder / "settings.toml"

    def check(data: bytes) -> None:
        file.write_bytes(data)
        before = read_preferences(file)
        drawn = zlib.crc32(data)
        if drawn % _ONE_OF:
            return
        choice = CHOICES[drawn % len(CHOICES)]
        value = [*choice.values][drawn // 16 % len(choice.values)]
        try:
            after = change_preference(file, choice.key, value)
        except FileError:  # it is written in a way that only its author can change
            assert file.read_bytes() == data
            return
        again = read_preferences(file)
        assert (again.values, again.keymap.commands) == (after.values, after.keymap.commands)
        assert after.values == {**before.values, choice.key: value}
        assert after.keymap.commands == before.keymap.commands

    return check


_RUN: Final = b"""model = "Amber 2"
harness = "forge"
condition = "high"
label = "amber, high"
task = "service"
attempt = 2
state = "unfinished"
reason = "stopped at the limit"
weights = "open"
cost_usd = "~0.42"
seconds = 268.5
tokens = 41200
tokens_in = 40000
tokens_out = 1200
"""
_RESULT: Final = b"""{"label": "Amber", "harness": "forge", "model": "amber", "phases": [
  {"name": "build", "cost": 0.30000000000000004, "seconds": 12.5, "tokens": 1200},
  {"name": "mend", "cost_usd": 1, "seconds": 3, "tokens": 7}]}
"""
_TASK: Final = b"""title = "A small service"
prompt = "prompt.md"
baseline = "amber"
rubrics = ["prompt.md"]
"""
_SETTINGS: Final = b"""# what a study is called
title = "A study"
reviewer = "mia"
left_out = ["node_modules", ".venv"]
"""
_PREFERENCES: Final = b"""# mine
theme = "dark" # at night
after_mark = "cell"
columns = 'two'
long_lines = "wrap"

[keys]
next-change = "alt+n"
copy = ["Y", "ctrl+c"]
"""
_RUBRIC_WORDS: Final = (
    *(b"key", b"edition", b"title", b"scale", b"decimals", b"tie_band", b"declares", b"weights_declared", b"weight"),
    *(b"[[dimension]]\n", b"[[dimension.criterion]]\n", b"[[dimension.deduction]]\n", b"[[gate]]\n", b"[[tier]]\n"),
    *(b"[[dimension.anchor]]\n", b"max", b"step", b"floor", b"scaled = true\n", b"ladder", b"points", b"at", b"caps"),
    *(
        b"[[0, 0], [1, 2]]",
        b"{ api = 0.5 }",
        b"where = ['/**']\n",
        b"asks",
        b"verify",
        b"about",
        b"means",
        b"format = 1\n",
    ),
)
_SMALL_RUBRIC: Final = b"""format = 1
key = "a"
edition = "1"
title = "A"
[[dimension]]
key = "api"
title = "Interface"
max = 7.5
"""
TARGETS: Final = (
    Target(
        "rubric files",
        _rubric,
        lambda: (
            *(SERVICE.encode(), _SMALL_RUBRIC, hostile_rubric().encode(), (_LIBRARY / "perch-build.toml").read_bytes()),
            *(path.read_bytes() for path in sorted(_SAMPLES.glob("*/rubric.toml"))),
        ),
        _RUBRIC_WORDS,
    ),
    Target(
        "run.toml",
        _described("run.toml"),
        lambda: (_RUN, *(path.read_bytes() for path in sorted(_SAMPLES.glob("*/*/run.toml")))),
        (b"model", b"state", b"void", b"cost_usd", b"seconds", b"tokens", b"subscription", b"attempt", b"reason"),
    ),
    Target(
        "result.json",
        _described("result.json"),
        lambda: (_RESULT, b'{"phases": []}', b"{}"),
        (b'"phases"', b'"cost"', b'"cost_usd"', b'"seconds"', b'"tokens"', b'"label"', b'"model"', b'"name"', b"[{}]"),
    ),
    Target(
        "task.toml",
        _described("task.toml", one_run=False),
        lambda: (_TASK, *(path.read_bytes() for path in sorted(_SAMPLES.glob("*/task.toml")))),
        (b"title", b"prompt", b"baseline", b"rubrics", b'"amber"', b'["prompt.md"]', b'"amber/src"', b'"."', b'"./x"'),
    ),
    Target(
        "settings of a study",
        _settings,
        lambda: (_SETTINGS, new_settings("A study", "mia").encode()),
        (b"title", b"reviewer", b"left_out", b'["a"]', b'"mia"'),
    ),
    Target(
        "settings of a reviewer",
        _preferences,
        lambda: (_PREFERENCES, b'[keys]\ncopy = "Y"\n', b"# nothing\n"),
        (
            *(b"theme", b"after_mark", b"columns", b"long_lines", b'"auto"', b'"dark"', b'"stay"', b'"wrap"', b'"one"'),
            *(b"[keys]\n", b"copy", b"undo", b"next-change", b'"ctrl+x"', b'"F5"', b'"shift+tab"', b'"space"', b'"?"'),
        ),
    ),
)
