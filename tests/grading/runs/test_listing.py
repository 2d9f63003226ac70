"""A plain folder, as its snapshot would be: the same files with the same ids, and nothing of it is kept."""

import os
from pathlib import Path

import pytest

from grading.errors import RunError
from grading.runs import listing as listing_folders
from grading.runs.content import LINK, REGULAR, RUNNABLE, Content
from grading.runs.listing import Listing, listing, listings
from grading.runs.model import LeftOut
from grading.runs.snapshot import LEFT_OUT_BY_NAME, take_in
from grading.runs.vault import Entry, Vault, blob_id
from grading.sides import Pair
from tests.builders import write_files


def watched(folder: Path, done: int, of: int) -> None:
    """Nobody watches."""


def listed(folder: Path, vault: Vault, *, everything: bool = False) -> Listing:
    return listing(folder, vault, LEFT_OUT_BY_NAME, watched, everything=everything)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An ordinary workspace: modes, links, odd names, files that are left out."""
    files: dict[str, str | bytes] = {"src/main.py": "print(1)\n", "src/empty": "", "é/ü": b"\xff\0", "bin/run": "#!"}
    files |= {".gitignore": "*.log\n", "a.log": "1", "node_modules/x/y.js": "2", "odd\nname": "3", "a.b": "4"}
    made = write_files(tmp_path / "folder", files)
    (made / "bin" / "run").chmod(0o755)
    (made / "link").symlink_to("src/main.py")
    (made / "out").symlink_to("/etc/passwd")
    return made


@pytest.mark.parametrize("everything", [False, True])
def test_a_listing_is_what_the_snapshot_of_the_folder_holds(everything: bool, folder: Path, vault: Vault) -> None:
    found = listed(folder, vault, everything=everything)
    assert vault.snapshots() == set() and not list((vault.path / "objects").rglob("*.pack"))
    taken = take_in(folder, vault, everything=everything)
    assert found.entries == vault.entries(taken.snapshot.tree)
    assert (found.left_out, found.odd) == (taken.left_out, taken.odd)
    assert (b"a.log" in found.entries, b"node_modules/x/y.js" in found.entries) == (everything, everything)
    assert found.entries[b"bin/run"].mode == RUNNABLE
    assert found.entries[b"link"] == Entry(LINK, blob_id(b"src/main.py"))


def test_the_id_of_a_content_is_gits(vault: Vault) -> None:
    for data in (b"", b"1", b"\0\r\n" * 1_000):
        assert vault.git.run("hash-object", "--stdin", feed=data).decode().strip() == blob_id(data)


def test_an_empty_folder_lists_nothing(tmp_path: Path, vault: Vault) -> None:
    (tmp_path / "empty").mkdir()
    found = listed(tmp_path / "empty", vault)
    assert (found.entries, found.left_out, found.odd) == ({}, (), ())


def test_who_watches_is_told_how_far_it_is(folder: Path, vault: Vault) -> None:
    told: list[tuple[Path, int, int]] = []
    listing(folder, vault, (), lambda *one: told.append(one), everything=False)
    assert told == [(folder, 0, 11), (folder, 11, 11)]


def test_ignore_files_that_cannot_be_judged_are_named_and_everything_is_listed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = listed(folder, Vault(tmp_path / "nowhere"))
    assert LeftOut(".gitignore", "was not applied: git is not installed", 0) in found.odd
    assert b"a.log" in found.entries


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path, vault: Vault) -> None:
    with pytest.raises(RunError, match="cannot be read as a folder"):
        listed(tmp_path / "nowhere", vault)


# Again


def test_what_is_asked_for_again_is_read_again_and_nothing_else(folder: Path, vault: Vault) -> None:
    found = listed(folder, vault)
    before = dict(found.entries)
    wanted = {b"src/main.py", b"link", b"bin/run", "é/ü".encode(), b"odd\nname"}
    contents = {one.path: one for one in found.again(wanted)}
    assert contents.keys() == wanted
    assert {path: Entry(one.mode, blob_id(one.data)) for path, one in contents.items()} == {
        path: before[path] for path in wanted
    }
    assert found.entries == before
    assert list(found.again(set())) == []


def test_what_has_changed_by_then_is_listed_as_it_is_then(folder: Path, vault: Vault) -> None:
    found = listed(folder, vault)
    (folder / "src" / "main.py").write_text("print(2)\n")
    (folder / "src" / "main.py").chmod(0o755)
    (folder / "src" / "new.py").write_text("new\n")
    (folder / "link").unlink()
    (folder / "link").symlink_to("a.b")
    contents = list(found.again({b"src/main.py", b"link"}))
    assert contents == [Content(b"link", LINK, b"a.b"), Content(b"src/main.py", RUNNABLE, b"print(2)\n")]
    assert found.entries[b"src/main.py"] == Entry(RUNNABLE, blob_id(b"print(2)\n"))
    assert found.entries[b"link"] == Entry(LINK, blob_id(b"a.b"))
    assert b"src/new.py" not in found.entries


def test_what_is_gone_by_then_is_gone_from_the_list(folder: Path, vault: Vault) -> None:
    found = listed(folder, vault)
    (folder / "a.b").unlink()
    (folder / "bin" / "run").unlink()
    (folder / "bin").rmdir()
    (folder / "bin").symlink_to("src")
    (folder / "link").unlink()
    (folder / "link").write_text("a file now\n")
    (folder / "src" / "empty").unlink()
    (folder / "src" / "empty").symlink_to("main.py")
    os.mkfifo(folder / "new")
    gone = {b"a.b", b"bin/run", b"link", b"src/empty"}
    assert [one.path for one in found.again(gone | {b"src/main.py"})] == [b"src/main.py"]
    assert found.entries.keys() & (gone | {b"bin", b"new"}) == set()


def test_a_file_in_a_folder_below_is_found_after_one_further_down(tmp_path: Path, vault: Vault) -> None:
    names = ["a/b/c/d", "a/b/x", "a-b/y", "a/z", "top", "a.c/w"]
    found = listed(write_files(tmp_path / "deep", dict.fromkeys(names, "1")), vault)
    assert sorted(one.path for one in found.again(path.encode() for path in names)) == sorted(found.entries)


# Two folders


@pytest.mark.parametrize("everything", [False, True])
def test_two_folders_are_listed_alike_whether_or_not_another_process_helps(
    everything: bool, folder: Path, tmp_path: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = write_files(tmp_path / "second", {"a": "1", "b.log": "2", "b/.gitignore": "*.o", "b/c.o": "3"})
    expected = Pair(folder, second).map(lambda one: listed(one, vault, everything=everything))
    for many in (1_000, 0):
        monkeypatch.setattr(listing_folders, "_MANY_FILES", many)
        found = listings(Pair(folder, second), vault, LEFT_OUT_BY_NAME, watched, everything=everything)
        assert found == expected
        assert [one.data for one in found.b.again({b"a"})] == [b"1"]


def test_a_second_folder_that_is_not_there_is_the_same_error_from_another_process(
    folder: Path, tmp_path: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = []
    for many in (1_000, 0):
        monkeypatch.setattr(listing_folders, "_MANY_FILES", many)
        with pytest.raises(RunError) as refused:
            listings(Pair(folder, tmp_path / "nowhere"), vault, (), watched, everything=False)
        said.append(str(refused.value))
    assert said[0] == said[1]


def test_only_regular_files_and_links_are_listed(folder: Path, vault: Vault) -> None:
    os.mkfifo(folder / "pipe")
    found = listed(folder, vault)
    assert {one.mode for one in found.entries.values()} == {REGULAR, RUNNABLE, LINK}
    assert LeftOut("pipe", "named pipe") in found.left_out
