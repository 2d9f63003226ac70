"""A folder becomes a snapshot: the tree that git would make of it, once, and pinned to every byte."""

import os
import subprocess
import tempfile
from pathlib import Path

import pytest

from grading.errors import RunError
from grading.runs import vault as vaults
from grading.runs import walk
from grading.runs.model import LeftOut
from grading.runs.snapshot import take_in
from grading.runs.vault import Vault
from tests.builders import write_files
from tests.grading.runs import chain

GIT = {"PATH": os.environ["PATH"], "HOME": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "folder"
    made.mkdir()
    return made


def ordinary(folder: Path) -> Path:
    """An ordinary workspace: modes, links, odd names, folders that sort oddly, empty files."""
    files: dict[str, str | bytes] = {"README.md": "# one\r\n", "src/main.py": "print(1)\n", "src/empty": "", "a.b": "1"}
    files |= {"a/b": "2", "a-b": "3", "bin/run": "#!/bin/sh\n", 'odd "name\\\n': "4", "é/ü": b"\xff\0", "src.py": "5"}
    write_files(folder, files)
    (folder / "bin" / "run").chmod(0o755)
    (folder / "link").symlink_to("src/main.py")
    (folder / "src" / "folder-link").symlink_to("../a")
    (folder / "dangling").symlink_to("nowhere")
    return folder


def git_tree(folder: Path) -> str:
    """The tree that git makes of a folder in a fresh store."""
    with tempfile.TemporaryDirectory() as name:
        store = f"--git-dir={name}/store.git"
        subprocess.run(["git", "init", "--quiet", "--bare", f"{name}/store.git"], env=GIT, check=True)
        add = ["git", store, f"--work-tree={folder}", "-c", "core.autocrlf=false", "add", "--all"]
        subprocess.run(add, env=GIT, cwd=folder, check=True)
        done = subprocess.run(["git", store, "write-tree"], env=GIT, capture_output=True, text=True, check=True)
        return done.stdout.strip()


def objects(vault: Vault) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in (vault.path / "objects").rglob("*")}


def test_the_tree_is_the_one_that_git_makes(folder: Path, vault: Vault) -> None:
    taken = take_in(ordinary(folder), vault)
    assert taken.snapshot.tree == git_tree(folder)
    assert (taken.left_out, taken.odd) == (
        (),
        (LeftOut('odd "name\\\\\\x0a', "its name has characters that do not show"),),
    )
    assert vault.snapshots() == {taken.snapshot.tree}
    kept = {path: vault.read(entry.blob) for path, entry in vault.entries(taken.snapshot.tree).items()}
    assert kept[b"README.md"] == b"# one\r\n"
    assert kept[b"link"] == b"src/main.py"
    assert (len(kept), sum(map(len, kept.values()))) == (taken.snapshot.files, taken.snapshot.bytes)
    vault.close()


def test_an_empty_folder_is_the_empty_tree(folder: Path, vault: Vault) -> None:
    taken = take_in(folder, vault)
    assert (taken.snapshot.tree, taken.snapshot.files) == (git_tree(folder), 0)


IGNORE_FILES: list[dict[str, str | bytes]] = [
    {".gitignore": "*.log\n", "a.log": "", "b/c.log": "", "kept": ""},
    {".gitignore": "*.log\n!keep.log\n", "a.log": "", "b/keep.log": ""},
    {".gitignore": "build/\n", "build/a": "", "x/build/b": "", "build.txt": "", "y/build": "a file"},
    {".gitignore": "/only-top\n", "only-top": "", "a/only-top": ""},
    {".gitignore": "*.log\n", "a/.gitignore": "!in.log\n", "a/in.log": "", "a/out.log": "", "b/in.log": ""},
    {"a/.gitignore": "*\n!.gitignore\n", "a/b/c": "", "a/d": "", "e/d": ""},
    {".gitignore": "a/\n!a/b\n", "a/b": "", "a/.gitignore": "!*\n"},
    {".gitignore": "**/deep/*.o\n\\#x\n# comment\ntrailing \n", "q/deep/a.o": "", "#x": "", "trailing": "", "z.o": ""},
    {".gitignore": b"caf\xc3\xa9\n[ab].x\n\xff\n", "café": "", "a.x": "", "c.x": ""},
    {".gitignore": ".gitignore\n*.o\n", "a.o": "", "b": ""},
    {".gitignore": "*.o\n", ":!x": "", ":(top)y.o": "", ":/z": "", "a.o": "", "-rf": "", '"q".o': "", "sp ace.o": ""},
]


@pytest.mark.parametrize("files", IGNORE_FILES, ids=range(len(IGNORE_FILES)))
def test_ignore_files_mean_what_git_takes_them_to_mean(
    files: dict[str, str | bytes], folder: Path, vault: Vault
) -> None:
    write_files(folder, files)
    (folder / "build-link").symlink_to("build")
    taken = take_in(folder, vault)
    assert [one for one in taken.odd if one.path == ".gitignore"] == []
    assert taken.snapshot.tree == git_tree(folder)
    named = sum(one.files for one in taken.left_out)
    assert taken.snapshot.files + named == len(files) + 1


def test_everything_is_kept_when_asked_for(folder: Path, vault: Vault) -> None:
    write_files(folder, {".gitignore": "*.log\n", "a.log": "1", "node_modules/b.js": "2"})
    taken = take_in(folder, vault, everything=True)
    assert vault.entries(taken.snapshot.tree).keys() == {b".gitignore", b"a.log", b"node_modules/b.js"}
    assert taken.left_out == ()


def test_only_the_named_folders_are_left_out(folder: Path, vault: Vault) -> None:
    write_files(folder, {"node_modules/a": "1", "mine/b": "2", "x/mine/c": "3", "run.toml": "", "x/run.toml": ""})
    taken = take_in(folder, vault, skipped_folders=["mine"], is_described=True)
    assert vault.entries(taken.snapshot.tree).keys() == {b"node_modules/a", b"x/run.toml"}
    assert {one.path: one.why for one in taken.left_out} == {
        "mine/": "left out by name",
        "x/mine/": "left out by name",
        "run.toml": "the run's description",
    }


def test_known_content_is_read_and_nothing_is_written(folder: Path, vault: Vault) -> None:
    write_files(ordinary(folder), {".git/config": "[core]\n"})
    first = take_in(folder, vault)
    before = objects(vault)
    again = take_in(folder, vault, known=first.snapshot)
    assert again == first
    assert again.snapshot is first.snapshot
    assert objects(vault) == before


def test_the_same_content_of_another_run_writes_no_object_either(folder: Path, vault: Vault) -> None:
    first = take_in(ordinary(folder), vault)
    before = objects(vault)
    assert take_in(folder, vault).snapshot == first.snapshot
    assert {path for path in objects(vault) if path not in before} == set()


def change_content(folder: Path) -> None:
    (folder / "src" / "main.py").write_text("print(2)\n")


def change_mode(folder: Path) -> None:
    (folder / "src" / "main.py").chmod(0o755)


def change_name(folder: Path) -> None:
    (folder / "src" / "main.py").rename(folder / "src" / "Main.py")


def change_kind(folder: Path) -> None:
    (folder / "README.md").unlink()
    (folder / "README.md").symlink_to("# one\r\n")


@pytest.mark.parametrize("change", [change_content, change_mode, change_name, change_kind])
def test_any_change_makes_a_new_snapshot_and_keeps_the_old(change: object, folder: Path, vault: Vault) -> None:
    first = take_in(ordinary(folder), vault).snapshot
    assert callable(change)
    change(folder)
    second = take_in(folder, vault, known=first).snapshot
    assert (second.tree, second.digest) != (first.tree, first.digest)
    assert second.tree != first.tree and second.digest != first.digest
    assert vault.snapshots() == {first.tree, second.tree}
    old = vault.entries(first.tree)
    assert vault.read(old[b"src/main.py"].blob) == b"print(1)\n"
    vault.close()


def test_ignore_files_that_take_too_long_are_not_applied_and_the_report_says_so(
    folder: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vaults, "_IGNORE_PATIENCE", 0.0)
    write_files(folder, {".gitignore": "*.log\n", "a.log": "1", "node_modules/b": "2"})
    taken = take_in(folder, vault)
    assert vault.entries(taken.snapshot.tree).keys() == {b".gitignore", b"a.log"}
    assert taken.odd == (LeftOut(".gitignore", "was not applied: git check-ignore took over 0 s", 0),)
    assert take_in(folder, vault, known=taken.snapshot).odd == taken.odd


def test_an_ignore_file_that_is_not_applied_is_never_passed_over_in_silence(
    folder: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "LARGEST_IGNORE_FILE", 8)
    write_files(folder, {"a/.gitignore": "*.log\n# long\n", "a/b.log": "1"})
    taken = take_in(folder, vault)
    assert b"a/b.log" in vault.entries(taken.snapshot.tree)
    assert [one.path for one in taken.odd] == ["a/.gitignore"]


def test_an_ignore_file_at_the_bottom_of_a_deep_folder_does_no_harm(
    folder: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    fd = chain(folder, "a", 995)
    for name, data in ((".gitignore", b"*.log\n"), ("x.log", b""), ("y", b"")):
        with open(os.open(name, os.O_CREAT | os.O_WRONLY, dir_fd=fd), "wb") as file:
            file.write(data)
    os.close(fd)
    monkeypatch.setattr("tempfile.tempdir", str(folder.parent))
    try:
        files = take_in(folder, vault).snapshot.files
    except RecursionError:
        files = -1  # an assertion without a thousand frames
    finally:  # pytest cannot take away what is so deep
        subprocess.run(["rm", "-rf", folder, *folder.parent.glob("sidegrade-*")], check=True)
    assert files in (2, 3)


def test_progress_is_told_and_ends_with_all(folder: Path, vault: Vault) -> None:
    write_files(folder, {f"{number}": "" for number in range(300)})
    told: list[tuple[int, int]] = []
    snapshot = take_in(folder, vault, progress=lambda done, of: told.append((done, of))).snapshot
    assert told == [(0, 300), (256, 300), (300, 300)]
    told.clear()
    take_in(folder, vault, known=snapshot, progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (300, 300)


def test_a_folder_that_vanishes_after_the_look_is_one_clear_sentence(
    folder: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(folder, {"a": "1"})

    def vanishing(*_: object) -> None:
        (folder / "a").unlink()
        folder.rmdir()

    real = walk.Reader.contents

    def contents(self: walk.Reader) -> object:
        vanishing()
        return real(self)

    monkeypatch.setattr(walk.Reader, "contents", contents)
    with pytest.raises(RunError, match="cannot be read as a folder"):
        take_in(folder, vault)
    assert vault.snapshots() == set()
