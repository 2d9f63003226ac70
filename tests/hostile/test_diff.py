"""Hostile workspaces are compared through the real program, on a real terminal: nothing runs, nothing deceives."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from tests.hostile.scanner import offending
from tests.hostile.test_add import HIDDEN, PATIENCE, PROGRAM, WITHOUT_POWER, everything_below
from tests.hostile.texts import hostile_pair
from tests.hostile.workspace import HostileWorkspace, build_hostile, trap
from tests.tui.terminal import Terminal

_STYLES: Final[Mapping[str, tuple[str, ...]]] = {
    "tree": (),
    "side by side": ("--all", "--width", "70"),
    "one column": ("--unified",),
    "words": ("--word-diff", "--white", "all"),
}
_CHANGED: Final = (b"contents/", b"names/", b"src/", b"d" * 255)


@dataclass
class Scene:
    """Two hostile workspaces beside one another, and an environment that would run things too."""

    top: Path
    sides: tuple[HostileWorkspace, HostileWorkspace]

    @property
    def folders(self) -> tuple[str, str]:
        one, other = self.sides
        return str(one.folder), str(other.folder)

    @property
    def environment(self) -> dict[str, str]:
        one = self.sides[0]
        run = trap(one.canary, "environment") + " #"
        known = {name: value for name, value in os.environ.items() if name not in ("PAGER", "LESS", "COLUMNS")}
        return {
            **known,
            "PATH": f".:{os.environ['PATH']}",
            "TERM": "xterm-256color",
            "HOME": str(self.top / "home"),
            "TMPDIR": str(self.top / "tmp"),
            "XDG_CACHE_HOME": str(self.top / "cache"),
            "PYTHONDONTWRITEBYTECODE": "1",
            "GIT_DIR": str(one.folder / ".git"),
            "GIT_EXTERNAL_DIFF": run,
            "GIT_PAGER": run,
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "core.fsmonitor",
            "GIT_CONFIG_VALUE_0": run,
        }

    def terminal(self, *options: str) -> Terminal:
        """The program on a terminal, started in a workspace itself."""
        command = [*PROGRAM, "diff", *self.folders, *options]
        folder = self.sides[0].folder
        return Terminal(command, self.top / "tmp" / "complaints", self.environment, folder=folder)

    def run(self, *options: str, around: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        """The program in a pipe."""
        environment = {name: value for name, value in self.environment.items() if not name.startswith("COVERAGE_")}
        return subprocess.run(
            [*around, *PROGRAM, "diff", *self.folders, *options],
            cwd=self.sides[0].folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )

    def changes(self, before: dict[str, tuple[int, int, int]]) -> set[str]:
        """What is not as it was, but for the cache and what is for a moment only."""
        after = everything_below(self.top, self.top / "cache")
        kept = {"cache", "tmp", "tmp/complaints"}
        found = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
        return {path for path in found if os.path.relpath(path, self.top) not in kept}


def changed(workspace: HostileWorkspace) -> list[bytes]:
    """The files that differ from those on the other side."""
    return [path for path in workspace.kept if path.startswith(_CHANGED) and path != b"contents/one-line.js"]


def make_scene(top: Path) -> Scene:
    one, other = (build_hostile(top / name, top / "canary", costly=False) for name in ("one", "other"))
    for folder in ("home", "tmp"):
        (top / folder).mkdir()
    (top / "home" / ".gitconfig").write_text(f'[core]\n\tfsmonitor = "{trap(one.canary, "home")} #"\n')
    (one.folder / "git").unlink()
    for program in ("less", "sh", "git", "python"):
        (one.folder / program).write_text(f"#!/bin/sh\n{trap(one.canary, program)}\n")
        (one.folder / program).chmod(0o755)
    for path in changed(other):
        with other.parent(path) as (fd, name), open(os.open(name, os.O_WRONLY | os.O_APPEND, dir_fd=fd), "wb") as file:
            file.write(b"\x1b[31mmore \xe2\x80\xae\x9b\xc2\x9b0m\r\n")
    for link in ("passwd", "dangling"):
        (other.folder / "links" / link).unlink()
        (other.folder / "links" / link).symlink_to("/etc/hostname\x1b[2J")
    (other.folder / "crossing").symlink_to(one.folder)
    return Scene(top, (one, other))


@dataclass
class Shown:
    """What the program printed about one pair of hostile workspaces, in every style."""

    scene: Scene
    printed: dict[str, bytes]
    endings: set[tuple[int, str]]
    report: dict[str, Any]
    changed: set[str]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    scene = make_scene(tmp_path_factory.mktemp("hostile"))
    before = everything_below(scene.top, scene.top / "cache")
    printed, endings = {}, set()
    for style, options in _STYLES.items():
        with scene.terminal("--no-pager", *options) as terminal:
            endings.add((terminal.end(), terminal.err))
            printed[style] = bytes(terminal.printed)
    done = scene.run("--format", "json")
    endings.add((done.returncode, done.stderr))
    assert done.stdout.isascii()
    return Shown(scene, printed, endings, json.loads(done.stdout), scene.changes(before))


def test_nothing_of_a_workspace_or_of_the_environment_runs(shown: Shown) -> None:
    assert shown.scene.sides[0].canary.read_text() == ""


def test_nothing_is_changed(shown: Shown) -> None:
    assert shown.changed == set()


def test_every_style_ends_with_the_answer_and_no_complaint(shown: Shown) -> None:
    assert shown.endings == {(1, "")}


@pytest.mark.parametrize("style", _STYLES)
def test_only_text_and_its_own_colours_reach_the_terminal(style: str, shown: Shown) -> None:
    assert len(shown.printed[style]) > 2_000
    assert offending(shown.printed[style], is_terminal=True) == []


def test_what_would_not_show_is_shown(shown: Shown) -> None:
    text = shown.printed["one column"].decode()
    for part in ("⟨202E⟩", "⟨9B⟩", "⟨009B⟩", "␛", "␍", "names/bell\\x07", "names/\\u{202e}gnp.exe", "names/caf\\xe9"):
        assert part in text


def test_links_are_what_they_say(shown: Shown) -> None:
    text = re.sub(r"\x1b\[[0-9;]*m", "", shown.printed["one column"].decode())
    assert "-/etc/passwd⟨no newline⟩\r\n+/etc/hostname␛[2J⟨no newline⟩\r\n" in text
    assert "root:" not in text
    paths = {one["b"] for one in shown.report["files"]}
    assert "crossing" in paths
    assert not [path for path in paths if path and path.startswith("crossing/")]


def test_every_file_is_told_once(shown: Shown) -> None:
    status = {one["a"] or one["b"]: one["status"] for one in shown.report["files"]}
    assert len(shown.report["files"]) == len({(one["a"], one["b"]) for one in shown.report["files"]})
    assert status["src/main.py"] == status["names/bell\\x07"] == "changed"
    assert status["traps/hooks/pre-commit"] == "same"
    assert len(changed(shown.scene.sides[1])) <= list(status.values()).count("changed")


def test_what_is_left_out_is_named(shown: Shown) -> None:
    lines = re.sub(r"\x1b\[[0-9;]*m", "", shown.printed["tree"].decode()).splitlines()
    told = [line.split(":")[0] for line in lines if re.match("left out of|note on", line)]
    assert list(dict.fromkeys(told)) == ["left out of A", "note on A", "left out of B", "note on B"]


def test_a_pager_is_never_taken_from_the_workspace(shown: Shown, program: Callable[[str], str]) -> None:
    program("less")
    with shown.scene.terminal() as terminal:
        terminal.until(b":\x1b")
        terminal.send(b"q")
        assert (terminal.end(), terminal.err) == (1, "")
    assert shown.scene.sides[0].canary.read_text() == ""


def test_what_may_not_be_read_is_left_out_and_the_rest_is_compared(shown: Shown) -> None:
    around = (sys.executable, "-c", WITHOUT_POWER) if os.geteuid() == 0 else ()
    done = shown.scene.run(around=around)
    assert (done.returncode, done.stderr) == (1, "")
    assert HIDDEN.findall(done.stdout) == []
    (left_out,) = (line for line in done.stdout.splitlines() if line.startswith("left out of B"))
    assert "closed/" in left_out


def test_10_000_hostile_files_send_nothing_but_text_to_the_terminal(tmp_path: Path) -> None:
    sides = hostile_pair(tmp_path, 10_000, changed=300)
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache"), "TERM": "xterm-256color"}
    command = [*PROGRAM, "diff", *map(str, sides), "--all", "--no-pager"]
    with Terminal(command, tmp_path / "complaints", environment, size=(50, 120)) as terminal:
        assert (terminal.end(), terminal.err) == (1, "")
    printed = bytes(terminal.printed)
    assert offending(printed, is_terminal=True) == []
    assert printed.count(b"\n") > 40_000
    assert sum(1 for _ in re.finditer(rb"\x1b\[1m(?:A|\xe2\x89\xa0) ", printed)) >= 9_700
