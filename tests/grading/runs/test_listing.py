"""A plain folder, as its snapshot would be: the same files with the same ids, and nothing of it is kept."""

import os
from pathlib import Path

import pytest

from grading.apart import apart
from grading.errors import RunError
from grading.runs.content import LINK, REGULAR, RUNNABLE
from grading.runs.listing import Listing, keep, listing
from grading.runs.model import LEFT_OUT_BY_NAME, LeftOut
from grading.runs.snapshot import take_in
from grading.runs.vault import Entry, Vault, blob_id
from grading.runs.walk import has_many
from tests.builders import write_files


def listed(folder: Path, vault: Vault, *, everything: bool = False) -> Listing:
    return listing(folder, vault, LEFT_OUT_BY_NAME, everything=everything)


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
    told: list[tuple[int, int]] = []
    listing(folder, vault, (), lambda *one: told.append(one), everything=False)
    assert told == [(0, 11), (11, 11)]


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


# Kept


def chosen(found: Listing, *paths: str) -> dict[bytes, Entry]:
    """Some of the files that were listed."""
    return {path: found.entries[path] for path in map(os.fsencode, paths)}


def test_what_is_kept_is_read_again_and_nothing_else(folder: Path, vault: Vault) -> None:
    found = listed(folder, vault)
    wanted = chosen(found, "src/main.py", "link", "bin/run", "é/ü", "odd\nname")
    assert keep(folder, wanted, vault) == {}
    contents = [b"print(1)\n", b"src/main.py", b"#!", b"\xff\0", b"3"]
    assert [vault.read(one.blob) for one in wanted.values()] == contents
    others = {one.blob for one in found.entries.values()} - set(map(blob_id, contents))
    assert vault.lacks(others) == others
    assert keep(folder, {}, vault) == {}


def test_what_the_vault_has_is_not_read_again(folder: Path, vault: Vault) -> None:
    wanted = chosen(listed(folder, vault), "src/main.py")
    keep(folder, wanted, vault)
    before = sorted((vault.path / "objects" / "pack").iterdir())
    (folder / "src" / "main.py").unlink()
    assert keep(folder, wanted, vault) == {}
    assert sorted((vault.path / "objects" / "pack").iterdir()) == before


def test_what_has_changed_by_then_is_kept_and_told_as_it_is_then(folder: Path, vault: Vault) -> None:
    found = listed(folder, vault)
    (folder / "src" / "main.py").write_text("print(2)\n")
    (folder / "src" / "main.py").chmod(0o755)
    (folder / "src" / "new.py").write_text("new\n")
    (folder / "link").unlink()
    (folder / "link").symlink_to("a.b")
    changed = keep(folder, chosen(found, "src/main.py", "link", "bin/run"), vault)
    assert changed == {
        b"src/main.py": Entry(RUNNABLE, blob_id(b"print(2)\n")),
        b"link": Entry(LINK, blob_id(b"a.b")),
    }
    assert vault.lacks(entry.blob for entry in changed.values() if entry) == set()


def test_what_is_gone_by_then_is_told_to_be_gone(folder: Path, vault: Vault) -> None:
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
    gone = ("a.b", "bin/run", "link", "src/empty")
    assert keep(folder, chosen(found, *gone, "src/main.py"), vault) == dict.fromkeys(map(os.fsencode, gone))


def test_a_file_in_a_folder_below_is_found_after_one_further_down(tmp_path: Path, vault: Vault) -> None:
    names = ["a/b/c/d", "a/b/x", "a-b/y", "a/z", "top", "a.c/w"]
    found = listed(write_files(tmp_path / "deep", {name: name for name in names}), vault)
    assert keep(tmp_path / "deep", found.entries, vault) == {}
    assert vault.lacks(one.blob for one in found.entries.values()) == set()


# The same in another process


@pytest.mark.parametrize("everything", [False, True])
def test_another_process_lists_and_keeps_the_same(everything: bool, folder: Path, vault: Vault) -> None:
    with apart() as there:
        found = there(listing, folder, vault, LEFT_OUT_BY_NAME, everything=everything)()
        assert found == listed(folder, vault, everything=everything)
        (folder / "a.b").unlink()
        wanted = chosen(found, "src/main.py", "a.b")
        assert there(keep, folder, wanted, vault)() == {b"a.b": None}
        assert vault.read(wanted[b"src/main.py"].blob) == b"print(1)\n"
        with pytest.raises(RunError, match="cannot be read as a folder"):
            there(listing, folder / "nowhere", vault, (), everything=False)()


def test_only_regular_files_and_links_are_listed(folder: Path, vault: Vault) -> None:
    os.mkfifo(folder / "pipe")
    found = listed(folder, vault)
    assert {one.mode for one in found.entries.values()} == {REGULAR, RUNNABLE, LINK}
    assert LeftOut("pipe", "named pipe") in found.left_out


def test_whether_a_folder_has_many_files(tmp_path: Path) -> None:
    write_files(tmp_path, {f"a/{number}": "1" for number in range(9)})
    assert [has_many(tmp_path, files) for files in (0, 8, 9, 10)] == [True, True, False, False]
