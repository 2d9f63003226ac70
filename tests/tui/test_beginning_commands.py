"""How a study begins: `init` in a place that is meant, and a demo that says how it is started again."""

import errno
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tui.program import Program
from tui.commands.options import this_program


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home directory, which is where one is."""
    found = tmp_path / "home"
    found.mkdir()
    monkeypatch.setenv("HOME", str(found))
    monkeypatch.chdir(found)
    return found


def test_a_home_directory_is_made_a_study_only_where_it_is_named(sidegrade: Program, home: Path) -> None:
    said = sidegrade("init", study=False)
    assert (said.status, said.out) == (2, "")
    assert said.err == (
        f"sidegrade: {home}: is your home directory, all of which would be in the study's folder; name a new folder, "
        "`sidegrade init my-study`, or say `sidegrade init .` if this one is meant\n"
    )
    assert list(home.iterdir()) == []
    assert sidegrade("init", ".", study=False).status == 0
    assert (home / "sidegrade.toml").is_file()


def test_a_user_without_a_home_makes_a_study_anywhere(
    sidegrade: Program, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(_: object = None) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", unknown)
    assert sidegrade("init", study=False).status == 0


def test_so_is_a_folder_that_holds_many_things(sidegrade: Program, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = home / "work"
    place.mkdir()
    for number in range(20):
        (place / f"{number}.txt").touch()
        (place / f".{number}").touch()
    monkeypatch.chdir(place)
    (place / "one more").mkdir()
    said = sidegrade("init", study=False)
    assert (said.status, "has more than 20 things in it" in said.err) == (2, True)
    (place / "one more").rmdir()
    assert sidegrade("init", study=False).status == 0


def test_a_program_that_the_shell_finds_is_called_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program, other = tmp_path / "bin" / "sidegrade", tmp_path / "my tools" / "sidegrade"
    for path in (program, other):
        path.parent.mkdir()
        path.write_text("#!/bin/sh\n")
        path.chmod(0o755)
    monkeypatch.setattr(sys, "argv", [str(program)])
    monkeypatch.setenv("PATH", str(program.parent))
    assert this_program() == "sidegrade"
    monkeypatch.setenv("PATH", str(other.parent))
    assert this_program() == str(program)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "argv", [str(other)])
    assert this_program() == f"'{other}'"
    monkeypatch.setattr(sys, "argv", ["somewhere/tui/__main__.py"])
    assert this_program() == f"{shlex.quote(sys.executable)} -m tui"


def test_what_the_demo_says_works_where_it_was_started(tmp_path: Path) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path), "PATH": "/usr/bin:/bin"}
    program = Path(sys.executable).with_name("sidegrade")
    done = subprocess.run([program, "demo"], capture_output=True, text=True, check=True, env=environment, cwd=tmp_path)
    *_, command, note, again = done.stdout.splitlines()
    assert note == "It lies in a temporary folder and goes with it, whatever is marked there. One that stays:"
    assert again == f"  {program} demo DIR"
    typed = f"{command} --screenshot first.svg"
    subprocess.run(typed, shell=True, check=True, env=environment, cwd=tmp_path, capture_output=True)
    assert (tmp_path / "first.svg").stat().st_size > 1000


def test_an_export_to_a_place_where_nobody_may_write_says_to_choose_another(
    sidegrade: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> str:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr("tempfile.mkdtemp", refused)
    said = sidegrade("export", str(tmp_path / "out"))
    assert (said.status, said.out) == (2, "")
    assert "cannot be written (permission denied); choose another folder; nothing was replaced" in said.err
