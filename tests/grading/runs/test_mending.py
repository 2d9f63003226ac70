"""A vault that lost parts of itself: what can be derived is mended, and what cannot comes back with its files."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from grading.runs.content import REGULAR, Content
from grading.runs.mending import ASIDE
from grading.runs.vault import Vault

FILES = [Content(b"a.py", REGULAR, b"a = 1\n" * 40), Content(b"b.py", REGULAR, b"b = 2\n" * 40)]


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    made = Vault.create(tmp_path / "vault.git")
    made.store([Content(b"other", REGULAR, b"of another run\n")])
    return made


def _packs(vault: Vault, kind: str) -> list[Path]:
    found = sorted((vault.path / "objects" / "pack").glob(f"*.{kind}"))
    for one in found:
        one.chmod(0o644)
    return found


def _cut_indexes(vault: Vault) -> None:
    for one in _packs(vault, "idx"):
        one.write_bytes(one.read_bytes()[:-30])


def _no_indexes(vault: Vault) -> None:
    for one in _packs(vault, "idx"):
        one.unlink()


def _no_head(vault: Vault) -> None:
    (vault.path / "HEAD").unlink()


def _cut_settings(vault: Vault) -> None:
    config = vault.path / "config"
    config.write_text(config.read_text().partition(" = /dev/null\n\tfsmonitor")[0])


def _no_settings(vault: Vault) -> None:
    (vault.path / "config").unlink()
    (vault.path / "info" / "attributes").write_text("")


@pytest.mark.parametrize("harm", [_cut_indexes, _no_indexes, _no_head, _cut_settings, _no_settings])
def test_what_can_be_derived_is_mended(harm: Callable[[Vault], None], vault: Vault) -> None:
    tree = vault.store(FILES)
    harm(vault)
    assert vault.problems() == []
    assert vault.keeps(tree)
    assert not (vault.path / ASIDE).exists()
    assert "fsmonitor = false" in (vault.path / "config").read_text()
    assert "-filter" in (vault.path / "info" / "attributes").read_text()


def test_a_damaged_pack_is_put_aside_and_its_files_come_back_when_they_are_added_again(vault: Vault) -> None:
    tree = vault.store(FILES)
    for pack in _packs(vault, "pack"):
        data = bytearray(pack.read_bytes())
        data[14] ^= 0xFF
        pack.write_bytes(data)
    told = vault.problems()
    aside = sorted((vault.path / ASIDE).glob("*.pack"))
    assert aside, "nothing is thrown away"
    assert [line for line in told if line.startswith("put aside")] == [f"put aside, damaged: {one}" for one in aside]
    assert not vault.keeps(tree)
    assert vault.store(FILES) == tree
    assert vault.keeps(tree)
    assert [vault.read(one.blob) for one in vault.entries(tree).values()] == [one.data for one in FILES]


def test_what_is_sound_in_a_damaged_pack_is_still_read(vault: Vault) -> None:
    tree = vault.store(FILES)
    blobs = [entry.blob for entry in vault.entries(tree).values()]
    for pack in _packs(vault, "pack"):
        pack.write_bytes(pack.read_bytes()[:-1] + b"?")  # only what holds the pack together
    vault.problems()
    assert [vault.read(blob) for blob in blobs] == [one.data for one in FILES]


def test_a_sound_pack_stays_where_it_is_however_git_fails(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree, before = vault.store(FILES), [*_packs(vault, "pack"), *_packs(vault, "idx")]
    weak = tmp_path / "git"
    weak.write_text("#!/bin/sh\necho 'fatal: Out of memory, malloc failed' >&2\nexit 128\n")
    weak.chmod(0o755)
    with monkeypatch.context() as patch:
        patch.setitem(vault.git.__dict__, "program", str(weak))
        assert any("Out of memory" in line for line in vault.problems())
    assert [*_packs(vault, "pack"), *_packs(vault, "idx")] == before
    assert vault.problems() == []
    assert vault.keeps(tree)


@pytest.mark.parametrize("said", ["", "0" * 40])
def test_a_ref_that_is_cut_or_gone_is_written_anew(said: str, vault: Vault) -> None:
    tree = vault.store(FILES)
    ref = vault.path / "refs" / "sidegrade" / "snap" / tree
    ref.write_text(said)
    vault.problems()
    assert not vault.keeps(tree)
    assert vault.store(FILES) == tree
    assert vault.problems() == []
    ref.unlink()
    assert not vault.keeps(tree)


def test_a_vault_without_its_folders_is_one_again(vault: Vault) -> None:
    tree = vault.store(FILES)
    shutil.rmtree(vault.path / "refs")
    vault.problems()
    assert vault.store(FILES) == tree
    assert vault.problems() == []
