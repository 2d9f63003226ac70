"""Two workspaces by name: what a name stands for, what is read of a folder, and what is kept of it."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grading import comparing
from grading.cache import cache_vault
from grading.compare.comparison import Comparison
from grading.compare.tree import Choice, Status
from grading.comparing import Known, Source, compared, folder_source, source
from grading.errors import RunError, StudyError
from grading.runs.model import Run, Snapshot, Task
from grading.runs.snapshot import take_in
from grading.runs.vault import Vault, blob_id
from grading.sides import Pair, Side
from tests.builders import write_files

Told = list[tuple[str, int, int]]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def one(tmp_path: Path) -> Path:
    return write_files(tmp_path / "one", {"same": "same\n", "changed": "one\n", "only-one": "1\n"})


@pytest.fixture
def other(tmp_path: Path) -> Path:
    return write_files(tmp_path / "other", {"same": "same\n", "changed": "other\n", "lonely": "a\nb\nc\n"})


def sides(one: Path, other: Path) -> Pair[Source]:
    return Pair(str(one), str(other)).map(folder_source)


def statuses(found: Comparison) -> dict[str, str]:
    """Each file that differs, by its path."""
    return {file.path.decode(): file.status.value for file in found.files if file.status is not Status.SAME}


def lacking(*contents: str) -> list[bool]:
    """Which contents the cache does not hold."""
    blobs = [blob_id(content.encode()) for content in contents]
    with cache_vault() as vault:
        lacks = vault.lacks(blobs)
    return [blob in lacks for blob in blobs]


# Folders


def test_only_what_differs_is_kept(one: Path, other: Path) -> None:
    with compared(sides(one, other)) as found:
        assert statuses(found) == {"changed": "changed", "lonely": "only-b", "only-one": "only-a"}
        assert [found.sides[side].name for side in Side] == [str(one), str(other)]
        assert not found.is_same
    assert lacking("same\n", "one\n", "other\n", "1\n", "a\nb\nc\n") == [True, False, False, False, False]


def test_looking_again_keeps_nothing_again(one: Path, other: Path, tmp_path: Path) -> None:
    packs = tmp_path / "cache" / "sidegrade" / "vault.git" / "objects" / "pack"
    with compared(sides(one, other)):
        before = sorted(packs.iterdir())
    with compared(sides(one, other)) as found:
        assert sorted(packs.iterdir()) == before
        assert found.open(found.at(b"changed")[0]).texts.a[0] == "one"


def test_folders_that_are_the_same_keep_nothing(one: Path) -> None:
    with compared(sides(one, one)) as found:
        assert found.is_same
    assert lacking("same\n", "one\n") == [True, True]


def test_both_ignore_files_are_honoured_each_on_its_side(one: Path, other: Path) -> None:
    write_files(one, {".gitignore": "*.log\n", "a.log": "1\n", "b.tmp": "2\n"})
    write_files(other, {".gitignore": "*.tmp\n", "a.log": "3\n", "b.tmp": "4\n", "node_modules/x": "5\n"})
    with compared(sides(one, other)) as found:
        assert statuses(found)["a.log"] == "only-b"
        assert statuses(found)["b.tmp"] == "only-a"
        left_out = [{each.path for each in found.sides[side].left_out} for side in Side]
        assert left_out == [{"a.log"}, {"b.tmp", "node_modules/"}]
    with compared(sides(one, other), everything=True) as found:
        expected = {"a.log": "changed", "b.tmp": "changed", "node_modules/x": "only-b"}
        assert {path: status for path, status in statuses(found).items() if path in expected} == expected
        assert [found.sides[side].left_out for side in Side] == [(), ()]


def test_the_names_of_folders_that_are_left_out_can_be_said(one: Path, other: Path) -> None:
    write_files(one, {"gen/x": "1\n", "node_modules/y": "2\n"})
    with compared(sides(one, other), skipped_folders=["gen"]) as found:
        assert "node_modules/y" in statuses(found)
        assert "gen/x" not in statuses(found)


def test_odd_names_are_noted(one: Path, other: Path) -> None:
    write_files(one, {"Same": "x\n"})
    with compared(sides(one, other)) as found:
        assert [each.why for each in found.sides.a.odd] == ["differs from Same in case only"]


def test_a_folder_that_is_gone_is_one_sentence(one: Path, other: Path) -> None:
    asked = sides(one, other)
    shutil.rmtree(other)
    with pytest.raises(RunError, match="cannot be read as a folder"), compared(asked):
        pass


# Folders that change while they are read


@pytest.mark.parametrize("apart", [False, True])
def test_progress_is_told_by_folder(apart: bool, one: Path, other: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if apart:
        monkeypatch.setattr(comparing, "_MANY_FILES", 1)
    told: Told = []
    with compared(sides(one, other), watch=lambda name, done, of: told.append((name, done, of))) as found:
        assert len(statuses(found)) == 3
    of_one = [(str(one), 0, 3), (str(one), 3, 3)]
    assert told == (of_one if apart else [*of_one, (str(other), 0, 3), (str(other), 3, 3)])


def between(change: Callable[[], None], one: Path, other: Path) -> Iterator[Comparison]:
    """The comparison of two folders of which one is changed once both are listed, before what differs is read again."""

    def watch(name: str, done: int, of: int) -> None:
        if name == str(other) and done == of:
            change()

    with compared(sides(one, other), watch=watch) as found:
        yield found


def become_a_link(path: Path) -> None:
    path.unlink()
    path.symlink_to("/etc/passwd")


def become_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def become_a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize("change", [Path.unlink, become_a_link, become_a_folder, become_a_pipe])
def test_a_file_that_is_no_file_any_more_is_not_there(change: Callable[[Path], None], one: Path, other: Path) -> None:
    def both() -> None:
        change(one / "changed")
        change(other / "lonely")

    for found in between(both, one, other):
        assert statuses(found) == {"changed": "only-b", "only-one": "only-a"}
        assert [*found.open(found.at(b"changed")[0]).texts.a] == []


def test_a_file_that_changes_meanwhile_is_compared_as_it_is_then(one: Path, other: Path) -> None:
    def change() -> None:
        write_files(one, {"changed": "later\n"})
        write_files(other, {"lonely": "b\n"})
        (one / "only-one").chmod(0o755)

    for found in between(change, one, other):
        (file,) = found.at(b"changed")
        assert found.open(file).texts.map(lambda text: [*text]) == Pair(["later"], ["other"])
        (lonely,) = found.at(b"lonely")
        assert [*found.open(lonely).texts.b] == ["b"]
        assert [one.added + one.removed for one in found.counts(found.files)] == [2, 1, 1, 0]


def test_a_file_that_becomes_the_same_meanwhile_is_the_same(one: Path, other: Path) -> None:
    def change() -> None:
        (one / "changed").write_text("other\n")

    for found in between(change, one, other):
        assert "changed" not in statuses(found)
        assert "changed" in {file.path.decode() for file in found.files}


def test_a_whole_folder_that_goes_meanwhile_is_not_there(one: Path, other: Path) -> None:
    write_files(one, {"inner/deep/a": "1\n", "inner/b": "2\n"})
    for found in between(lambda: shutil.rmtree(one / "inner"), one, other):
        assert statuses(found) == {"changed": "changed", "lonely": "only-b", "only-one": "only-a"}


# A run beside a folder


@pytest.fixture
def kept(tmp_path: Path, one: Path) -> tuple[Vault, Source]:
    """A study's vault with a snapshot of the folder `one`, and the run that has it."""
    vault = Vault.create(tmp_path / "study.git")
    return vault, Source("task/run", "task/run", take_in(one, vault).snapshot)


def test_a_run_is_read_from_the_study_and_a_folder_beside_it_from_the_cache(
    kept: tuple[Vault, Source], other: Path
) -> None:
    vault, run = kept
    folder = folder_source(str(other))
    for pair in (Pair(run, folder), Pair(folder, run)):
        with compared(pair, vault) as found:
            side = Side.A if pair.a is run else Side.B
            assert found.sides[side].name == "task/run"
            (changed,) = found.at(b"changed")
            assert [*found.open(changed).texts[side]] == ["one"]
            assert [*found.open(changed).texts[side.other]] == ["other"]
    assert lacking("one\n", "1\n", "same\n", "other\n") == [True, True, True, False]
    assert vault.lacks([blob_id(b"other\n")]) == {blob_id(b"other\n")}


def test_two_runs_need_no_cache(kept: tuple[Vault, Source], tmp_path: Path) -> None:
    vault, run = kept
    with compared(Pair(run, run), vault) as found:
        assert found.is_same
    assert not (tmp_path / "cache").exists()


def test_choices_are_kept_to(kept: tuple[Vault, Source], tmp_path: Path, other: Path) -> None:
    vault, run = kept
    second = Source("task/two", "task/two", take_in(other, vault).snapshot)
    with compared(Pair(run, second), vault, choices=[Choice(b"only-one", b"lonely")]) as found:
        assert statuses(found) == {"changed": "changed", "only-one": "counterpart"}


# Names


def known(*tasks: Task, snapshots: tuple[str, ...] = (), run: Run | None = None) -> Known:
    return Known(tasks, [run] if run else [], [Snapshot(tree, "", 0, 0) for tree in snapshots])


@pytest.mark.parametrize("name", [".", "..", "./x", "../x", "/", "~", "~/x"])
def test_what_is_plainly_a_path_is_never_a_run(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in (tmp_path / "x", tmp_path / "y" / "x"):
        folder.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path / "y")
    assert source(name, known()).folder == Path(name).expanduser()


@pytest.mark.parametrize("name", ["x", ".x", "..x", "x/y", "...", "x~"])
def test_what_may_be_a_run_is_looked_for_first(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StudyError, match="and no folder of that name"):
        source(name, known())
    (tmp_path / name).mkdir(parents=True)
    assert source(name, known()) == Source(name, folder=Path(name))


def test_a_snapshot_is_named_by_six_of_its_digits_or_more() -> None:
    tree = "0123456789abcdef0123456789abcdef01234567"
    there = known(snapshots=(tree, "1" * 40))
    for name in (tree, tree[:6], tree[:20]):
        assert source(name, there) == Source("0123456789ab", tree, Snapshot(tree, "", 0, 0))
    for name in (tree[:5], tree.upper(), f"{tree}0", "22222222"):
        with pytest.raises(StudyError, match="there is no run"):
            source(name, there)
    with pytest.raises(StudyError, match='"111111" names 2 snapshots; say more'):
        source("111111", known(snapshots=("1" * 40, "1" * 39 + "2")))
