"""A hostile workspace is added through the real program: nothing in it runs, nothing is lost, nothing deceives."""

import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from tests.hostile.workspace import HostileWorkspace, Kept, build_hostile, trap

PATIENCE: Final = 60
PROGRAM: Final = (sys.executable, "-P", "-m", "tui")
WITHOUT_POWER: Final = """
import ctypes, os, sys
for power in (1, 2):  # a root that may not read what it is not allowed to: CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
    assert ctypes.CDLL(None).prctl(24, power, 0, 0, 0) == 0
os.execv(sys.argv[1], sys.argv[1:])
"""
HIDDEN: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)


@dataclass
class Scene:
    """A study, a hostile workspace beside it, and an environment that would run things too."""

    top: Path
    workspace: HostileWorkspace

    @property
    def study(self) -> Path:
        return self.top / "study"

    @property
    def environment(self) -> dict[str, str]:
        run = trap(self.workspace.canary, "environment") + " #"
        return {
            **os.environ,
            "HOME": str(self.top / "home"),
            "XDG_CONFIG_HOME": str(self.top / "home" / ".config"),
            "TMPDIR": str(self.top / "tmp"),
            "PYTHONDONTWRITEBYTECODE": "1",
            "GIT_DIR": str(self.workspace.folder / ".git"),
            "GIT_WORK_TREE": str(self.workspace.folder),
            "GIT_EXTERNAL_DIFF": run,
            "GIT_SSH_COMMAND": run,
            "GIT_PAGER": run,
            "GIT_EDITOR": run,
            "GIT_CONFIG_COUNT": "2",
            "GIT_CONFIG_KEY_0": "core.fsmonitor",
            "GIT_CONFIG_VALUE_0": run,
            "GIT_CONFIG_KEY_1": "core.hooksPath",
            "GIT_CONFIG_VALUE_1": str(self.workspace.folder / "traps" / "hooks"),
        }

    def run(self, *arguments: str, around: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        """The program, started in the workspace itself."""
        return subprocess.run(
            [*around, *PROGRAM, *arguments, "--study", str(self.study)],
            cwd=self.workspace.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )

    def add(self, *options: str, around: tuple[str, ...] = ()) -> dict[str, Any]:
        """What the program reports of the one run that it added."""
        folder = str(self.workspace.folder)
        done = self.run("add", "--one", "--format", "json", *options, folder, around=around)
        assert (done.returncode, done.stderr) == (0, "")
        (run,) = json.loads(done.stdout)["runs"]
        assert isinstance(run, dict)
        return run

    def git(self, *arguments: str) -> bytes:
        """What git says about the vault."""
        clean = {"PATH": os.environ["PATH"], "HOME": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}
        command = ["git", f"--git-dir={self.study / '.sidegrade' / 'vault.git'}", *arguments]
        return subprocess.run(command, env=clean, capture_output=True, check=True, timeout=PATIENCE).stdout

    def snapshot(self, tree: str) -> dict[bytes, tuple[int, str]]:
        """Mode and blob id of every path, as git tells them."""
        found = {}
        for line in self.git("ls-tree", "-r", "-z", tree).split(b"\0")[:-1]:
            about, _, path = line.partition(b"\t")
            mode, _, blob = about.decode().split(" ")
            found[path] = (int(mode, 8), blob)
        return found


def make_scene(top: Path, *, costly: bool = False) -> Scene:
    workspace = build_hostile(top / "runs" / "amber", top / "canary", costly=costly)
    scene = Scene(top, workspace)
    (top / "tmp").mkdir()
    (top / "home").mkdir()
    run = trap(workspace.canary, "home") + " #"
    (top / "home" / ".gitconfig").write_text(
        f'[filter "lfs"]\n\tclean = "{run}"\n\tsmudge = "{run}"\n\tprocess = "{run}"\n\trequired = true\n'
        f'[core]\n\tfsmonitor = "{run}"\n\tattributesFile = {workspace.folder}/.gitattributes\n'
        f'[diff "trap"]\n\ttextconv = "{run}"\n'
    )
    made = subprocess.run([*PROGRAM, "init", str(scene.study), "--as", "mia"], capture_output=True, check=False)
    assert made.returncode == 0, made.stderr
    return scene


def expected(wanted: dict[bytes, Kept]) -> dict[bytes, tuple[int, str]]:
    return {
        path: (one.mode, hashlib.sha1(b"blob %d\0%s" % (len(one.data), one.data)).hexdigest())
        for path, one in wanted.items()
    }


def by_path(rows: list[dict[str, Any]], what: str) -> dict[str, str]:
    return {row["path"]: row[what] for row in rows}


def everything_below(top: Path, but: Path) -> dict[str, tuple[int, int, int]]:
    """What lies on disk outside one folder, so that any change of it shows."""
    found = {}
    for folder, inner, files in os.walk(top):
        inner[:] = [name for name in inner if Path(folder, name) != but and len(os.path.join(folder, name)) < 3_000]
        for name in [*inner, *files]:
            about = os.lstat(os.path.join(folder, name))
            found[os.path.join(folder, name)] = (about.st_mode, about.st_size, about.st_mtime_ns)
    return found


@dataclass
class Added:
    """The hostile workspace after it was added once as JSON and once as text."""

    scene: Scene
    report: dict[str, Any]
    text: subprocess.CompletedProcess[str]
    changed: set[str]

    @property
    def ignores(self) -> bool:
        return ".gitignore" not in by_path(self.report["notes"], "what")


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> Added:
    scene = make_scene(tmp_path_factory.mktemp("hostile"))
    before = everything_below(scene.top, scene.study)
    report = scene.add()
    text = scene.run("add", "--one", "--model", "Second", str(scene.workspace.folder))
    after = everything_below(scene.top, scene.study)
    tmp = str(scene.top / "tmp")
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path) and path != tmp}
    return Added(scene, report, text, changed)


def test_the_traps_are_live_for_a_git_that_runs_in_the_workspace(tmp_path: Path) -> None:
    workspace = build_hostile(tmp_path / "w", tmp_path / "canary", costly=False)
    for command in (["ls-files"], ["log", "-p", "-1"], ["diff", "src"]):
        subprocess.run(["git", *command], cwd=workspace.folder, capture_output=True, timeout=PATIENCE, check=True)
    assert {"included-fsmonitor", "included-textconv"} <= set(workspace.canary.read_text().split())


def test_nothing_of_the_workspace_or_of_the_environment_runs(added: Added) -> None:
    assert added.scene.workspace.canary.read_text() == ""


def test_every_file_is_kept_byte_for_byte_and_every_link_as_a_link(added: Added) -> None:
    wanted = expected(added.scene.workspace.wanted(ignores=added.ignores))
    assert added.scene.snapshot(added.report["snapshot"]) == wanted
    assert added.report["files"] == len(wanted)


def test_no_repository_metadata_is_kept(added: Added) -> None:
    parts = [path.split(b"/") for path in added.scene.snapshot(added.report["snapshot"])]
    assert not [path for path in parts if b".git" in path]


def test_the_report_names_everything_that_was_left_out_and_why(added: Added) -> None:
    named = by_path(added.report["left_out"], "why")
    ignored = {"at-the-top.tmp", "ignoring/"} if added.ignores else set()
    assert named.keys() == added.scene.workspace.left_out.keys() | ignored
    for path, why in added.scene.workspace.left_out.items():
        assert named[path].startswith(why)


def test_the_report_notes_what_is_odd_about_what_was_kept(added: Added) -> None:
    noted = by_path(added.report["notes"], "what")
    for path, what in added.scene.workspace.noted.items():
        assert noted[path].startswith(what)


def test_names_that_git_reads_as_patterns_do_not_switch_the_ignore_files_off(added: Added) -> None:
    assert [one for one in added.report["notes"] if one["path"] == ".gitignore"] == []
    counted = {one["path"]: one["files"] for one in added.report["left_out"] if "ignore file" in one["why"]}
    assert counted == {"at-the-top.tmp": 1, "ignoring/": 3}


def test_nothing_is_written_outside_the_study(added: Added) -> None:
    assert added.changed == set()


def test_the_text_form_sends_nothing_but_text_to_the_terminal(added: Added) -> None:
    assert (added.text.returncode, added.text.stderr) == (0, "")
    assert HIDDEN.findall(added.text.stdout) == []
    assert "names/bell\\x07 · its name has characters that do not show" in added.text.stdout


def test_the_report_for_machines_is_plain_ascii(added: Added) -> None:
    done = added.scene.run("add", "--one", "--format", "json", str(added.scene.workspace.folder))
    assert done.stdout.isascii()
    assert HIDDEN.findall(done.stdout) == []
    assert json.loads(done.stdout)["runs"][0]["unchanged"] is True


def test_the_doctor_does_not_take_a_workspace_of_this_kind_for_damage(added: Added) -> None:
    done = added.scene.run("doctor")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "ledger and vault are whole")


def test_a_workspace_of_this_kind_is_a_run_by_the_look_of_it(added: Added) -> None:
    done = added.scene.run("add", "--task", "by-look", str(added.scene.workspace.folder))
    assert (done.returncode, done.stderr) == (0, "")


def test_with_all_also_what_is_ignored_and_what_tools_made_is_kept(added: Added) -> None:
    report = added.scene.add("--all", "--model", "All")
    tools = {path for path in added.scene.snapshot(report["snapshot"]) if path.startswith(b"tools/")}
    assert tools == {b"tools/made-by-hand.js"} | {
        b"tools/%s/%s" % (folder, name)
        for folder in (b"node_modules", b".venv", b"__pycache__")
        for name in (b"two.js", b"deep/one.js")
    }
    assert added.scene.workspace.ignored.keys() <= added.scene.snapshot(report["snapshot"]).keys()
    assert added.scene.workspace.canary.read_text() == ""


def test_costly_patterns_and_a_file_of_3_gib_hold_nobody_up(tmp_path: Path) -> None:
    scene = make_scene(tmp_path, costly=True)
    report = scene.add()
    named = by_path(report["left_out"], "why")
    assert named["large/sparse.bin"].startswith("over 64 MiB")
    noted = by_path(report["notes"], "what")
    assert noted.get(".gitignore", "was not applied").startswith("was not applied")
    wanted = scene.workspace.wanted(ignores=".gitignore" not in noted)
    assert scene.snapshot(report["snapshot"]) == expected(wanted)
    assert scene.workspace.canary.read_text() == ""


def test_what_may_not_be_read_is_named_and_the_rest_is_kept(tmp_path: Path) -> None:
    scene = make_scene(tmp_path)
    is_root = os.geteuid() == 0
    report = scene.add(around=(sys.executable, "-c", WITHOUT_POWER) if is_root else ())
    named = by_path(report["left_out"], "why")
    assert (named["secret.txt"], named["closed/"]) == ("permission denied", "permission denied")
    ignores = ".gitignore" not in by_path(report["notes"], "what")
    wanted = scene.workspace.wanted(ignores=ignores).keys() - scene.workspace.unreadable.keys()
    assert scene.snapshot(report["snapshot"]).keys() == wanted


def test_a_folder_that_may_not_be_read_does_not_keep_a_run_from_being_recognised(tmp_path: Path) -> None:
    scene = make_scene(tmp_path)
    (scene.workspace.folder / "to-a-name-too-long").unlink()  # which has a test of its own
    around = (sys.executable, "-c", WITHOUT_POWER) if os.geteuid() == 0 else ()
    done = scene.run("add", str(scene.workspace.folder), around=around)
    assert (done.returncode, done.stderr) == (0, "")
