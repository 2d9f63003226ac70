"""The cache vault: made for its user alone, shared by processes, and begun anew when it is full and nobody reads it."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from grading import cache
from grading.cache import cache_vault
from grading.errors import VaultError
from grading.runs.content import REGULAR, Content
from grading.runs.vault import Vault, blob_id

PATIENCE = 60


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the cache will be."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "sidegrade"


def keep(vault: Vault, data: bytes) -> str:
    """Keeps a content; its id."""
    vault.keep([(blob_id(data), data)])
    return blob_id(data)


def modes(folder: Path) -> dict[str, int]:
    return {one.name: one.stat().st_mode & 0o777 for one in folder.iterdir()}


def test_nobody_else_can_look_into_it(place: Path) -> None:
    with cache_vault() as vault:
        assert vault.is_there
    assert place.stat().st_mode & 0o777 == 0o700
    assert {name: mode for name, mode in modes(place).items() if name != "vault.git"} == {
        "lock": 0o600,
        "making": 0o600,
    }


def test_what_was_kept_is_there_the_next_time(place: Path) -> None:
    with cache_vault() as vault:
        blob = keep(vault, b"kept\n")
    with cache_vault() as vault:
        assert vault.read(blob) == b"kept\n"
        assert vault.lacks([blob, "0" * 40]) == {"0" * 40}


def test_a_study_s_contents_can_be_read_in_it(place: Path, tmp_path: Path) -> None:
    study = Vault.create(tmp_path / "study.git")
    tree = study.store([Content(b"f", REGULAR, b"of the study\n")])
    with cache_vault(study) as vault:
        (entry,) = vault.entries(tree).values()
        assert vault.read(entry.blob) == b"of the study\n"
        keep(vault, b"of a folder\n")
    with cache_vault() as vault:
        assert vault.lacks([entry.blob, blob_id(b"of a folder\n")]) == {entry.blob}


# Several at once

_READER = """
import sys
from grading.cache import cache_vault
from grading.runs.vault import blob_id
sys.stdin.readline()
with cache_vault() as vault:
    data = f"{sys.argv[1]}\\n".encode()
    vault.keep([(blob_id(data), data)])
    print(vault.read(blob_id(data)).decode(), end="", flush=True)
    sys.stdin.readline()
"""


def test_processes_that_come_at_once_share_it(place: Path) -> None:
    command = [sys.executable, "-c", _READER]
    readers = [
        subprocess.Popen([*command, str(number)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for number in range(3)
    ]
    for reader in readers:
        assert reader.stdin is not None
        reader.stdin.write("\n")
        reader.stdin.flush()
    # None of them has left while the others come.
    assert [reader.stdout.readline() if reader.stdout else "" for reader in readers] == ["0\n", "1\n", "2\n"]
    assert [reader.communicate("\n", timeout=PATIENCE)[0] or reader.returncode for reader in readers] == [0, 0, 0]
    with cache_vault() as vault:
        assert vault.lacks(blob_id(b"%d\n" % number) for number in range(3)) == set()
        assert vault.problems() == []


def test_who_comes_while_it_is_made_does_not_wait_for_who_makes_it_to_leave(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create = Vault.create
    came = threading.Event()

    def come() -> None:
        with cache_vault():
            came.set()

    second = threading.Thread(target=come)

    def slowly(path: Path) -> Vault:
        second.start()
        return create(path)

    monkeypatch.setattr(Vault, "create", slowly)
    with cache_vault():
        assert came.wait(PATIENCE)
    second.join()


# Begun anew


@pytest.mark.parametrize(("bound", "most"), [("_MOST_PACKS", 1), ("_LARGEST", 5_000)])
def test_a_full_one_is_begun_anew(bound: str, most: int, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with cache_vault() as vault:
        first = keep(vault, os.urandom(2_000))
    monkeypatch.setattr(cache, bound, most)
    with cache_vault() as vault:
        assert vault.lacks([first]) == set()
        second = keep(vault, os.urandom(2_000))
    with cache_vault() as vault:
        assert vault.lacks([first, second]) == {first, second}
    assert sorted(modes(place)) == ["lock", "making", "vault.git"]


def test_what_broken_off_imports_left_behind_counts(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with cache_vault() as vault:
        first = keep(vault, b"first\n")
        (vault.path / "objects" / "pack" / "tmp_pack_abc").write_bytes(b"x" * 10_000)
    monkeypatch.setattr(cache, "_LARGEST", 5_000)
    with cache_vault() as vault:
        assert vault.lacks([first]) == {first}


def test_a_full_one_stays_while_somebody_reads_it(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with cache_vault() as reader:
        first = keep(reader, b"first\n")
        monkeypatch.setattr(cache, "_MOST_PACKS", 0)
        with cache_vault() as other:
            keep(other, b"second\n")
        assert reader.read(first) == b"first\n"
    with cache_vault() as vault:
        assert vault.lacks([first]) == {first}


@pytest.mark.parametrize("gone", ["HEAD", "config", "refs", "objects"])
def test_one_that_is_not_whole_is_begun_anew(gone: str, place: Path) -> None:
    with cache_vault() as vault:
        first = keep(vault, b"first\n")
    (place / "vault.git" / gone).rename(place / "elsewhere")
    with cache_vault() as vault:
        assert vault.lacks([first]) == {first}
        assert vault.read(keep(vault, b"second\n")) == b"second\n"


def test_being_broken_off_while_it_is_made_leaves_no_half(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken_off(path: Path) -> Vault:
        (path / "objects").mkdir(parents=True)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Vault, "create", broken_off)
        with pytest.raises(KeyboardInterrupt), cache_vault():
            pass
    assert "vault.git" not in modes(place)
    with cache_vault() as vault:
        assert vault.read(keep(vault, b"x")) == b"x"
    assert sorted(modes(place)) == ["lock", "making", "vault.git"]


# What cannot be used


def refusal() -> VaultError:
    with pytest.raises(VaultError) as caught, cache_vault():
        pass
    assert caught.value.do == "name another folder in XDG_CACHE_HOME"
    return caught.value


def test_a_file_in_its_place_is_one_sentence(place: Path) -> None:
    place.parent.mkdir()
    place.touch()
    assert str(refusal()) == f"{place}: the cache cannot be used (file exists); name another folder in XDG_CACHE_HOME"


def test_a_folder_in_the_place_of_a_lock_is_one_sentence(place: Path) -> None:
    for name in ("lock", "making"):
        (place / name).mkdir(parents=True)
        assert refusal().what == "the cache cannot be used (is a directory)"
        (place / name).rmdir()


def test_a_full_disk_is_one_sentence(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path) -> Vault:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Vault, "create", full)
    assert refusal().what == "the cache cannot be used (no space left on device)"


def test_who_has_no_home_gets_no_cache_in_the_folder_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cache, "user_cache_path", lambda name: Path("~/.cache") / name)
    assert str(refusal()) == "the cache has no folder; name another folder in XDG_CACHE_HOME"
    assert list(tmp_path.iterdir()) == []


def test_an_error_of_who_reads_it_is_nobody_elses(place: Path) -> None:
    with pytest.raises(OSError, match="mine"), cache_vault():
        raise OSError("mine")
    with cache_vault() as vault:
        assert vault.is_there
