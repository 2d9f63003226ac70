"""What somebody sees who has just got the program: the help on a narrow terminal, and what takes a while."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from grading.errors import FileError
from grading.runs.manifest import RUN_FILE, manifest
from tests.tui.program import Program
from tests.tui.terminal import Terminal
from tui.commands.demo import make_demo

ROOT: Final = Path(__file__).parents[2]


@pytest.mark.parametrize("group", [(), ("rubric",)])
def test_no_summary_is_cut_at_80_columns(
    group: tuple[str, ...], sidegrade: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    said = sidegrade(*group, "--help", study=False)
    listed = said.out.partition("Commands:\n")[2].splitlines()
    assert len(listed) >= 4
    assert [line for line in listed if not line.endswith(".") or line.endswith("...")] == []


@pytest.mark.skipif(shutil.which("make") is None, reason="not run: there is no make here")
def test_make_says_what_it_does_before_it_takes_a_while(tmp_path: Path) -> None:
    command = ["make", "--dry-run", f"VENV={tmp_path}/fresh", "demo"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    told, made = done.stdout.index('echo "making '), done.stdout.index("-m venv")
    assert told < made


def test_the_demo_says_on_a_terminal_that_it_begins(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tui", "demo", "--published", "--no-pager", str(tmp_path / "tour")]
    with Terminal(command, None, {**os.environ, "TERM": "dumb"}) as terminal:
        assert terminal.end() == 0
    assert terminal.printed.startswith(b"making a study to look around in, a few seconds\r\n")


def test_what_the_readme_shows_is_what_the_demo_prints(tmp_path: Path) -> None:
    make_demo(tmp_path / "demo").close()
    examples = re.findall(r"```text\n\$ sidegrade (.*)\n([^`]*)```", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(examples) == 2
    for command, shown in examples:
        every = [sys.executable, "-m", "tui", *shlex.split(command), "--study", str(tmp_path / "demo")]
        environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb", "SIDEGRADE_PAGER": "cat"}
        with Terminal(every, None, environment, size=(50, 100)) as terminal:
            terminal.end()
        printed = iter([line.split() for line in bytes(terminal.printed).decode().splitlines()])
        # Line after line, but for those that "…" stands for.
        assert [line for line in shown.splitlines() if line.strip() != "…" and line.split() not in printed] == []


def test_the_readme_names_every_key_of_a_run(tmp_path: Path) -> None:
    (tmp_path / RUN_FILE).write_text("zzz = 1\n")
    with pytest.raises(FileError, match="known here: ") as refused:
        manifest(tmp_path)
    known = refused.value.do.removeprefix("known here: ").split(", ")
    listed = (ROOT / "README.md").read_text(encoding="utf-8").partition(f"  {RUN_FILE} ")[2].partition("workspace/")[0]
    assert [key for key in known if key not in re.findall(r"\w+", listed)] == []
