"""A folder's names and bytes: complete, in one order, bounded, and nothing left out without a word."""

import errno
import os
import stat
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from grading.errors import RunError
from grading.runs import walk
from grading.runs.model import LeftOut
from grading.runs.walk import Folder, Reader, odd_names, points_out, survey
from tests.builders import write_files
from tests.grading.runs import chain


def read(root: Path, ignored: frozenset[bytes] = frozenset()) -> tuple[list[bytes], Reader]:
    reader = Reader(survey(root), ignored)
    return [one.path for one in reader.contents()], reader


def test_every_file_and_link_is_found_in_the_order_of_its_bytes(tmp_path: Path) -> None:
    write_files(tmp_path, {"b": "", "B": "", "a/z": "", "a/é": "", "a-b/x": ""})
    (tmp_path / "a" / "link").symlink_to("/etc")
    found = survey(tmp_path)
    assert list(found.paths()) == [b"B", b"b", b"a-b/x", b"a/z", "a/é".encode(), b"a/link"]
    assert found.left_out == []


def test_what_is_no_file_is_named_and_passed_by(tmp_path: Path) -> None:
    write_files(tmp_path, {"a/.git/config": "", "b/.git": "gitdir: /", "b/c": "", "skip/1": "1", "skip/in/2": "22"})
    os.mkfifo(tmp_path / "pipe")
    os.mknod(tmp_path / "sock", stat.S_IFSOCK | 0o600)
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / ".git").symlink_to("/etc")
    (tmp_path / "empty").mkdir()
    found = survey(tmp_path, ["skip"])
    assert list(found.paths()) == [b"b/c"]
    named = {one.path: one for one in found.left_out}
    assert {path: named[path].why for path in ("pipe", "sock", "a/.git", "b/.git", "c/.git", "empty/")} == {
        "pipe": "named pipe",
        "sock": "socket",
        "a/.git": "repository metadata",
        "b/.git": "repository metadata",
        "c/.git": "repository metadata",
        "empty/": "empty folder",
    }
    assert named["skip/"] == LeftOut("skip/", "left out by name", 2, 3)


def test_a_folder_is_called_empty_only_when_nothing_is_in_it(tmp_path: Path) -> None:
    write_files(tmp_path, {"tools/node_modules/a.js": "1"})
    found = survey(tmp_path, ["node_modules"])
    assert found.left_out == [LeftOut("tools/node_modules/", "left out by name", 1, 1)]


def test_a_device_is_named_where_this_machine_lets_one_be_made_else_only_asked_for(tmp_path: Path) -> None:
    try:
        os.mknod(tmp_path / "device", stat.S_IFCHR | 0o600, os.makedev(1, 3))
        device = tmp_path
    except PermissionError:
        device = Path("/dev")
    reasons = {one.why for one in survey(device, ["shm", "mqueue", "hugepages", "pts"]).left_out}
    assert "device" in reasons


def test_files_that_describe_a_run_are_taken_out_at_the_top_alone(tmp_path: Path) -> None:
    write_files(tmp_path, {"run.toml": "", "a/run.toml": ""})
    (tmp_path / "result.json").symlink_to("run.toml")
    found = survey(tmp_path, (), (b"run.toml", b"result.json"))
    assert list(found.paths()) == [b"result.json", b"a/run.toml"]
    assert found.left_out == [LeftOut("run.toml", "the run's description")]


def test_a_folder_that_cannot_be_listed_is_named_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path, {"a/1": "", "b/2": ""})
    real = os.scandir

    def failing(fd: int) -> object:
        if os.path.basename(os.readlink(f"/proc/self/fd/{fd}")) == "a":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real(fd)

    monkeypatch.setattr(os, "scandir", failing)
    found = survey(tmp_path)
    assert list(found.paths()) == [b"b/2"]
    assert found.left_out == [LeftOut("a/", "permission denied")]


def test_a_top_folder_that_cannot_be_read_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"nowhere: cannot be read as a folder \(No such file or directory\); check"):
        survey(tmp_path / "nowhere")


def test_a_top_folder_that_cannot_be_listed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(fd: int) -> object:
        raise OSError(errno.EIO, "")

    monkeypatch.setattr(os, "scandir", failing)
    found = survey(tmp_path, (), (b"run.toml",))
    assert found.left_out == [LeftOut("./", "cannot be read")]


# Bounds


@pytest.mark.parametrize(
    ("bound", "why"), [(("MOST_FILES", 2), "over 2 files"), (("MOST_BYTES", 2**30), "over 1 GiB in all")]
)
def test_what_is_over_a_bound_is_named_with_the_bound(
    bound: tuple[str, int], why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path, dict.fromkeys(("1", "2", "3", "4"), "ten bytes."))
    monkeypatch.setattr(walk, *bound)
    reader = Reader(survey(tmp_path))
    kept = []
    for one in reader.contents():
        kept.append(one.path)
        reader.bytes += 2**29 - 10  # as if each were half a GiB
    assert (kept, reader.left_out) == ([b"1", b"2"], [LeftOut("3", why, 1, 10), LeftOut("4", why, 1, 10)])


def test_folders_that_are_too_deep_are_named_and_not_entered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, {"a/b/kept": "", "a/b/c/out": "", "d/kept": ""})
    monkeypatch.setattr(walk, "DEEPEST", 2)
    found = survey(tmp_path)
    assert list(found.paths()) == [b"a/b/kept", b"d/kept"]
    assert found.left_out == [LeftOut("a/b/c/", "over 2 folders deep", 0)]


def test_folders_after_too_many_names_are_named_and_not_entered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path, {"a/1": "", "a/2": "", "b/3": "", "c/4": ""})
    monkeypatch.setattr(walk, "MOST_NAMES", 4)
    found = survey(tmp_path)
    assert list(found.paths()) == [b"a/1", b"a/2"]
    assert found.left_out == [LeftOut("b/", "over 4 names", 0), LeftOut("c/", "over 4 names", 0)]


def test_names_are_bounded_also_inside_one_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, {f"{number:02}": "" for number in range(20)})
    monkeypatch.setattr(walk, "MOST_NAMES", 5)
    found = survey(tmp_path)
    assert len(list(found.paths())) <= 6
    assert [one.why for one in found.left_out] == ["over 5 names"]


def test_the_look_into_folders_left_out_by_name_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, {f"node_modules/{number}": "1" for number in range(9)})
    monkeypatch.setattr(walk, "_MOST_COUNTED", 4)
    found = survey(tmp_path, ["node_modules"])
    assert found.left_out == [LeftOut("node_modules/", "left out by name, and more", 4, 4)]


def test_a_folder_left_out_by_name_that_cannot_be_listed_counts_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path, {"node_modules/1": "1"})

    def failing(fd: int, parts: tuple[bytes, ...]) -> int:
        if parts:
            raise OSError(errno.EACCES, "")
        return os.dup(fd)

    monkeypatch.setattr("grading.runs.walk.open_below", failing)
    found = survey(tmp_path, ["node_modules"])
    assert found.left_out == [LeftOut("node_modules/", "left out by name", 0, 0)]


def test_opening_folders_takes_work_that_grows_with_their_number_and_not_with_their_depth(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bottom = chain(tmp_path, "a", 150)
    for number in range(150):
        os.mkdir(f"{number}", dir_fd=bottom)
    os.close(bottom)
    real: Callable[..., int] = os.open
    count = [0]

    def counting(*arguments: object, **named: object) -> int:
        count[0] += 1
        return real(*arguments, **named)

    monkeypatch.setattr(os, "open", counting)
    survey(tmp_path)
    assert count[0] <= 10 * 301, (
        "at 900 folders deep, 3,000 folders take seconds and a million take the better part of an hour"
    )


@pytest.mark.parametrize("kind", [stat.S_IFDIR, stat.S_IFIFO], ids=["folders", "pipes"])
def test_long_paths_do_not_fill_the_memory(kind: int, tmp_path: Path) -> None:
    bottom = chain(tmp_path, "d" * 255, 200)
    for number in range(2_000):
        if kind == stat.S_IFDIR:
            os.mkdir(f"{number}", dir_fd=bottom)
        else:
            os.mkfifo(f"{number}", dir_fd=bottom)
    os.close(bottom)
    tracemalloc.start()
    try:
        survey(tmp_path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 64 * 2**20, "2,000 of them below names of 255 bytes; a hundred times as many are within bounds"


# What moves between the look and the reading


def test_what_vanishes_after_the_look_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    write_files(tmp_path, {"a/1": "", "a/2": "", "b/3": "", "c/4": "", "d": "5"})
    (tmp_path / "link").symlink_to("d")
    reader = Reader(survey(tmp_path))
    (tmp_path / "a" / "1").unlink()
    (tmp_path / "b" / "3").unlink()
    (tmp_path / "b").rmdir()
    (tmp_path / "link").unlink()
    (tmp_path / "c" / "4").unlink()
    (tmp_path / "c").rmdir()
    (tmp_path / "c").symlink_to("a")
    assert [one.path for one in reader.contents()] == [b"d", b"a/2"]
    assert [(one.path, one.files) for one in reader.left_out] == [("link", 1), ("a/1", 1), ("b/", 1), ("c/", 1)]
    assert [one.why for one in reader.left_out][:3] == ["no such file or directory"] * 3


def test_a_pipe_that_vanishes_during_the_look_costs_nothing_but_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path, {"a/kept": "", "kept": ""})
    os.mkfifo(tmp_path / "a" / "pipe")
    real = walk._special

    def vanishing(entry: "os.DirEntry[str]") -> str:
        (tmp_path / "a" / "pipe").unlink()
        return real(entry)

    monkeypatch.setattr(walk, "_special", vanishing)
    assert list(survey(tmp_path).paths()) == [b"kept", b"a/kept"]


def test_a_file_that_changed_while_it_was_read_is_kept_and_noted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"1")
    real = os.read

    def growing(file: int, size: int) -> bytes:
        with (tmp_path / "a").open("ab") as more:
            more.write(b"1")
        return real(file, size)

    monkeypatch.setattr(os, "read", growing)
    paths, reader = read(tmp_path)
    assert paths == [b"a"]
    assert [(one.path, one.why) for one in reader.odd] == [("a", "changed while it was read")]


# Ignored files, odd names, links


def test_ignored_files_are_counted_by_the_folder_at_the_top(tmp_path: Path) -> None:
    write_files(tmp_path, {"out/a": "1", "out/b/c": "22", "top.log": "333", "kept": ""})
    found = survey(tmp_path)
    reader = Reader(found, {b"out/a", b"out/b/c", b"top.log", b"gone.log"})
    found.folders[0].files.append(b"gone.log")
    assert [one.path for one in reader.contents()] == [b"kept"]
    why = "ignored by the workspace's own ignore file"
    assert reader.left_out == [
        LeftOut("gone.log", why, 1, 0),
        LeftOut("out/", why, 2, 3),
        LeftOut("top.log", why, 1, 3),
    ]


def test_ignore_files_are_taken_where_they_are_plain_and_not_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "LARGEST_IGNORE_FILE", 5)
    write_files(tmp_path, {".gitignore": "12345", "a/.gitignore": "123456", "d/x": ""})
    (tmp_path / "d" / ".gitignore").symlink_to("../.gitignore")
    assert survey(tmp_path).ignore_files == {b"": b"12345"}


HIDDEN = "its name has characters that do not show"


@pytest.mark.parametrize(
    ("names", "noted"),
    [
        (["plain", "back\\slash", "with space"], {}),
        (["é", "日本"], {}),
        (["tab\t"], {"tab\\x09": HIDDEN}),
        (["a\u202eb"], {"a\\u{202e}b": HIDDEN}),
        (["A", "a"], {"a": "differs from A in case only"}),
        (["É", "é"], {"é": "differs from É in case only"}),
        (["é", "back\\x41"], {}),
        (["filler\u3164"], {"filler\\u{3164}": HIDDEN}),
        (["joiner\u034f"], {"joiner\\u{34f}": HIDDEN}),
        (["selector\U000e0101"], {"selector\\u{e0101}": HIDDEN}),
    ],
)
def test_names_that_a_reader_could_take_for_others_are_noted(names: list[str], noted: dict[str, str]) -> None:
    found = odd_names(Folder(b"", sorted(name.encode() for name in names), []))
    assert {one.path: one.why for one in found} == noted


def test_odd_names_of_folders_are_noted_too(tmp_path: Path) -> None:
    write_files(tmp_path, {"a\u202eb/file": "", "Twin/file": "", "twin/file": ""})
    _, reader = read(tmp_path)
    assert {one.path: one.why for one in reader.odd} == {
        "a\\u{202e}b/": HIDDEN,
        "twin/": "differs from Twin/ in case only",
    }


@pytest.mark.parametrize(
    ("path", "target", "is_out"),
    [
        ("link", "file", False),
        ("link", "a/../b", False),
        ("link", "..", True),
        ("link", "a/../../b", True),
        ("link", "/etc/passwd", True),
        ("a/link", "..", False),
        ("a/link", ".././/x", False),
        ("a/link", "../../x", True),
        ("a/b/link", "../../../x/y", True),
    ],
)
def test_a_link_points_out_when_its_target_climbs_above_the_top(path: str, target: str, is_out: bool) -> None:
    assert points_out(path.encode(), target.encode()) is is_out


def test_a_link_out_of_the_workspace_is_kept_and_noted(tmp_path: Path) -> None:
    (tmp_path / "in").symlink_to("x")
    (tmp_path / "out").symlink_to("/etc/pass\x1bwd")
    paths, reader = read(tmp_path)
    assert paths == [b"in", b"out"]
    assert reader.odd == [LeftOut("out", "a link out of the workspace, to /etc/pass\\x1bwd")]
