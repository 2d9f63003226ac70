"""What is loaded when: the quick commands stay quick because of what they do not import."""

import subprocess
import sys
from pathlib import Path

import pytest

from grading.marks.typed import TypedMark
from tests.builders import study_with

_LOADED = """
import sys
from tui.__main__ import run
status = run({arguments!r})
found = sorted(name for name in {names!r} if name in sys.modules)
print("status", status, "loaded", *found, file=sys.stderr)
"""


def loaded(arguments: list[str], names: list[str]) -> str:
    script = _LOADED.format(arguments=arguments, names=names)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return done.stderr.splitlines()[-1]


HEAVY = ["textual", "git", "jinja2", "numpy", "pygments", "scipy", "sqlite_utils"]


def test_help_loads_nothing_heavy() -> None:
    assert loaded(["--help"], [*HEAVY, "rich"]) == "status 0 loaded"


@pytest.mark.parametrize("command", [["runs"], ["tasks"], ["rubrics"], ["standings"], ["card", "amber"]])
def test_reading_a_study_loads_nothing_heavy(command: list[str], tmp_path: Path) -> None:
    with study_with(tmp_path) as study:
        study.mark([TypedMark("here", "amber", "api", "12")], reviewer="mia")
    assert loaded([*command, "--study", str(tmp_path / "study")], HEAVY) == "status 0 loaded"


def test_the_domain_alone_loads_no_front_end() -> None:
    script = (
        "import sys, grading.study; print([n for n in ('textual', 'rich', 'click', 'git', 'tui') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_every_file_can_be_read_in_one_sitting() -> None:
    root = Path(__file__).parents[1]
    sizes = {
        path.relative_to(root): path.read_text().count("\n")
        for part in ("grading", "tui", "tests")
        for path in (root / part).rglob("*.py")
    }
    assert {path: lines for path, lines in sizes.items() if lines > 350} == {}
    assert len(sizes) > 100
