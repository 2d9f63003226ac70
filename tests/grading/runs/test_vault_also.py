"""Contents without a snapshot, contents that another vault lends, and objects that are for a moment only."""

import errno
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from grading.errors import RunError, VaultError
from grading.runs import packs
from grading.runs import vault as vaults
from grading.runs.content import REGULAR
from grading.runs.vault import Entry, Vault, blob_id
from tests.grading.runs import stored

CONTENTS = (b"", b"\n", b"1", b"data 3\nabc\n", b"done\n", b"\0\xff\r\n", b"x" * 3_000_000, "größe\n".encode("utf-16"))
NAMES = ["plain", "with space", "co:lon", 'quo"te', '"quoted"', "back\\slash", "new\nline", "#hash", "größe", "\udcff"]


@pytest.fixture
def other(tmp_path: Path) -> Vault:
    return Vault.create(tmp_path / "other.git")


def keep(vault: Vault, *contents: bytes) -> list[str]:
    """The ids of contents, which are in the vault then."""
    blobs = [blob_id(data) for data in contents]
    vault.keep(zip(blobs, contents, strict=True))
    return blobs


def everything_in(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*")}


def objects(vault: Vault) -> list[Path]:
    return sorted(path for path in (vault.path / "objects").rglob("*") if path.is_file())


# Keeping


def test_what_is_kept_can_be_read_and_is_no_snapshot(vault: Vault) -> None:
    blobs = keep(vault, *CONTENTS)
    assert [vault.read(blob) for blob in blobs] == list(CONTENTS)
    assert (vault.snapshots(), vault.problems()) == (set(), [])


def test_of_what_is_too_large_nothing_is_read(vault: Vault) -> None:
    (blob,) = keep(vault, b"x" * 100_000)
    early = Vault(vault.path)
    for each in (early, vault):  # the first reads are git's own, the others are not
        assert each.read_small(blob, 99_999) is None
        assert each.read_small(blob, 100_000) == b"x" * 100_000
        assert each.read(blob) == b"x" * 100_000
        with pytest.raises(VaultError, match="is missing"):
            each.read_small("1" * 40, 10)


def test_what_is_kept_twice_is_there_once(vault: Vault) -> None:
    keep(vault, b"1", b"1", b"2")
    before = objects(vault)
    keep(vault, b"1", b"2")
    vault.keep([])
    assert objects(vault) == before


def test_more_than_fits_in_memory_goes_to_several_packs(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packs, "_AT_ONCE", 10)
    blobs = keep(vault, *(b"%06d" % number for number in range(5)))
    assert len([one for one in objects(vault) if one.suffix == ".pack"]) == 3
    assert [vault.read(blob) for blob in blobs] == [b"%06d" % number for number in range(5)]
    assert vault.problems() == []


def test_a_disk_that_is_full_is_one_sentence_and_leaves_nothing(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = everything_in(vault.path).keys()
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(VaultError, match=r"cannot be written \(no space left on device\); check the disk"):
        keep(vault, b"1")
    assert everything_in(vault.path).keys() == before


def test_what_is_kept_later_is_found_by_a_vault_that_has_read_before(vault: Vault) -> None:
    (first,) = keep(vault, b"1")
    assert vault.read(first) == b"1"
    with pytest.raises(VaultError, match="is missing"):
        vault.read(blob_id(b"2"))
    (second,) = keep(vault, b"2")
    assert (vault.read(second), Vault(vault.path).read(second)) == (b"2", b"2")


def test_a_fault_of_what_is_to_be_kept_is_told_as_it_is_and_nothing_is_kept(vault: Vault) -> None:
    def contents() -> Iterator[tuple[str, bytes]]:
        yield blob_id(b"1" * 2_000_000), b"1" * 2_000_000
        raise RunError("is gone")

    with pytest.raises(RunError, match="is gone"):
        vault.keep(contents())
    assert [path for path in objects(vault) if path.suffix == ".pack"] == []
    assert vault.lacks([blob_id(b"1" * 2_000_000)])


@pytest.mark.parametrize("sooner", [0, 1_000_000])
def test_what_is_not_there_is_told(sooner: int, vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vaults, "_LISTED_SOONER", sooner)
    (blob,) = keep(vault, b"1")
    missing = [blob_id(b"%d" % number) for number in range(2, 3_000)]
    assert vault.lacks([blob, *missing, blob, *missing]) == set(missing)
    assert vault.lacks([blob]) == vault.lacks([]) == set()


def test_many_threads_read_at_once_and_each_gets_what_it_asked_for(vault: Vault) -> None:
    contents = [b"%d\n" % number * number for number in range(200)]
    blobs = keep(vault, *contents)
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(vault.read, blobs * 3)) == contents * 3
    vault.close()


# Lending


def test_what_another_vault_has_is_read_as_if_it_were_kept_here(vault: Vault, other: Vault) -> None:
    (mine,) = keep(vault, b"mine")
    (lent,) = keep(other, b"lent")
    tree = stored(other, a=b"1", b=b"2")
    both = Vault(vault.path, other)
    assert (both.read(mine), both.read(lent)) == (b"mine", b"lent")
    assert both.lacks([mine, lent, "0" * 40]) == {"0" * 40}
    assert both.entries(tree) == {b"a": Entry(REGULAR, blob_id(b"1")), b"b": Entry(REGULAR, blob_id(b"2"))}
    assert (both.has(tree), both.snapshots(), both.places) == (True, set(), (vault.path, other.path))
    assert (Vault(vault.path).lacks([mine, lent]), vault.places) == ({lent}, (vault.path,))
    both.close()


def test_the_other_vault_is_never_written_to(vault: Vault, other: Vault) -> None:
    keep(other, b"lent")
    before = everything_in(other.path)
    both = Vault(vault.path, other)
    keep(both, b"new")
    stored(both, a=b"newer")
    both.clear_leftovers()
    assert everything_in(other.path) == before
    assert Vault(vault.path).lacks([blob_id(b"new"), blob_id(b"newer")]) == set()


@pytest.mark.parametrize("name", NAMES)
def test_vaults_are_found_whatever_their_folders_are_called(name: str, vault: Vault, tmp_path: Path) -> None:
    try:
        lender = Vault.create(tmp_path / name / "vault.git")
    except OSError as error:
        pytest.skip(f"not run: no folder of this system can be called so ({error.strerror})")
    (lent,) = keep(lender, b"lent")
    both = Vault(vault.path, lender)
    assert (both.read(lent), both.lacks([lent])) == (b"lent", set())
    both.close()
    scratch = tmp_path / name / "scratch"
    scratch.mkdir()
    made = both.git.with_scratch(scratch).run("mktree", feed=f"100644 blob {lent}\ta\n".encode()).decode().strip()
    assert [one.name for one in scratch.iterdir()] == [made[:2]]


def test_a_lender_that_is_gone_takes_nothing_of_ones_own_along(vault: Vault, tmp_path: Path) -> None:
    (mine,) = keep(vault, b"mine")
    both = Vault(vault.path, Vault(tmp_path / "nowhere"))
    assert both.read(mine) == b"mine"
    assert both.lacks([mine, blob_id(b"lent")]) == {blob_id(b"lent")}
    both.close()


# For a moment


def test_objects_for_a_moment_go_to_their_own_folder_and_all_others_can_be_read(
    vault: Vault, other: Vault, tmp_path: Path
) -> None:
    (mine,), (lent,) = keep(vault, b"mine"), keep(other, b"lent")
    before = everything_in(vault.path), everything_in(other.path)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    git = Vault(vault.path, other).git.with_scratch(scratch)
    blob = git.run("hash-object", "-w", "--stdin", feed=b"moment").decode().strip()
    listing = "".join(f"100644 blob {one}\t{number}\n" for number, one in enumerate((blob, mine, lent)))
    tree = git.run("mktree", feed=listing.encode()).decode().strip()
    assert [git.run("cat-file", "blob", f"{tree}:{number}") for number in range(3)] == [b"moment", b"mine", b"lent"]
    assert (everything_in(vault.path), everything_in(other.path)) == before
    assert len([path for path in scratch.rglob("*") if path.is_file()]) == 2
    assert vault.lacks([blob, tree]) == {blob, tree}


def test_a_git_for_a_moment_leaves_the_first_one_as_it_was(vault: Vault, tmp_path: Path) -> None:
    environment = vault.git.environment()
    moment = vault.git.with_scratch(tmp_path).environment()
    assert vault.git.environment() == environment
    assert set(moment) - set(environment) == {"GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"}
    assert moment["GIT_OBJECT_DIRECTORY"] == os.fspath(tmp_path)
