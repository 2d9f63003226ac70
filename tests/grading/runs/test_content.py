"""One file's bytes: read whole, through no link, waiting for nothing, and honest about what moved meanwhile."""

import errno
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from grading.errors import RunError
from grading.runs import content, walk
from grading.runs.content import Content, open_below, open_root, opened, read_file, read_link, read_named
from grading.runs.model import LeftOut
from grading.runs.walk import Reader, survey
from tests.builders import write_files


def read(folder: Path, name: bytes) -> Content | LeftOut:
    with opened(open_root(folder)) as fd:
        return read_file(fd, name, b"x/" + name)


def data_of(found: Content | LeftOut) -> tuple[bytes, bool]:
    assert isinstance(found, Content)
    return found.data, found.changed


@pytest.mark.parametrize(
    ("mode", "kept"),
    [(0o644, 0o100644), (0o600, 0o100644), (0o755, 0o100755), (0o700, 0o100755), (0o645, 0o100644), (0o4755, 0o100755)],
)
def test_of_a_files_mode_only_its_owners_right_to_run_it_is_kept(mode: int, kept: int, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1\r\n\0")
    (tmp_path / "a").chmod(mode)
    assert read(tmp_path, b"a") == Content(b"x/a", kept, b"1\r\n\0")


Read = Callable[[int, int], bytes]


def changing(path: Path, change: Callable[[Path], object], times: int) -> Read:
    """An `os.read` after which the file changes, so many times."""
    real = os.read
    left = [times]

    def reading(file: int, size: int) -> bytes:
        data = real(file, size)
        if left[0]:
            left[0] -= 1
            change(path)
        return data

    return reading


GROWS = ("grows", lambda path: path.write_bytes(path.read_bytes() + b"more"))
SHRINKS = ("shrinks", lambda path: path.write_bytes(path.read_bytes()[:-1]))
IS_TOUCHED = ("is touched", lambda path: os.utime(path, ns=(0, path.stat().st_mtime_ns + 1)))
CHANGES = [GROWS, SHRINKS, IS_TOUCHED]


@pytest.mark.parametrize("change", [one[1] for one in CHANGES], ids=[one[0] for one in CHANGES])
@pytest.mark.parametrize(("times", "is_flagged"), [(1, False), (9, True)])
def test_a_file_that_changes_while_it_is_read_is_read_again_and_then_flagged(
    change: Callable[[Path], object], times: int, is_flagged: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"0123456789")
    monkeypatch.setattr(os, "read", changing(path, change, times))
    data, changed = data_of(read(tmp_path, b"a"))
    assert changed is is_flagged
    if not is_flagged:
        assert data == path.read_bytes()


def test_a_file_that_ends_early_is_flagged_and_kept_as_far_as_it_went(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"0123456789")
    real = os.read
    monkeypatch.setattr(os, "read", lambda file, size: real(file, 4) if size > 8 else b"")
    assert data_of(read(tmp_path, b"a")) == (b"0123", True)


def test_a_file_that_is_handed_out_in_pieces_is_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"0123456789")
    real = os.read
    monkeypatch.setattr(os, "read", lambda file, size: real(file, min(size, 3)))
    assert data_of(read(tmp_path, b"a")) == (b"0123456789", False)


def test_what_cannot_be_read_is_left_out_with_the_systems_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "link").symlink_to("a")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    reasons = {
        b"gone": "no such file or directory",
        b"link": "became a link",
        b"folder": "not a regular file",
        b"pipe": "not a regular file",
    }
    for name, why in reasons.items():
        assert read(tmp_path, name) == LeftOut(f"x/{name.decode()}", why)

    def failing(file: int, size: int) -> bytes:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "read", failing)
    assert read(tmp_path, b"a") == LeftOut("x/a", "input/output error")


def test_no_descriptor_stays_open_whatever_comes_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    os.mkfifo(tmp_path / "pipe")
    before = len(os.listdir("/proc/self/fd"))
    for name in (b"a", b"gone", b"pipe"):
        read(tmp_path, name)
    with opened(open_root(tmp_path)) as fd, pytest.raises(OSError, match="No such file"):
        open_below(fd, [b"no", b"way"])
    assert len(os.listdir("/proc/self/fd")) == before


def test_what_is_too_large_is_named_with_its_hash_or_its_size_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content, "LARGEST_FILE", 2**20)
    monkeypatch.setattr(content, "_LARGEST_HASHED", 3 * 2**20)
    for name, size in (("kept", 2**20), ("over", 2**20 + 1), ("far-over", 3 * 2**20 + 1)):
        (tmp_path / name).write_bytes(b"a" * size)
    assert data_of(read(tmp_path, b"kept")) == (b"a" * 2**20, False)
    digest = hashlib.sha256(b"a" * (2**20 + 1)).hexdigest()
    assert read(tmp_path, b"over") == LeftOut("x/over", f"over 1 MiB, sha256 {digest}", 1, 2**20 + 1)
    assert read(tmp_path, b"far-over") == LeftOut("x/far-over", "over 1 MiB", 1, 3 * 2**20 + 1)


def test_files_too_large_to_keep_are_not_all_hashed_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, {f"{number}": "a" * 500 for number in range(10)})
    monkeypatch.setattr(content, "LARGEST_FILE", 100)
    monkeypatch.setattr(walk, "MOST_BYTES", 1_000)
    real, sizes = os.read, []

    def counting(file: int, size: int) -> bytes:
        data = real(file, size)
        sizes.append(len(data))
        return data

    monkeypatch.setattr(os, "read", counting)
    reader = Reader(survey(tmp_path))
    assert list(reader.contents()) == []
    assert len(reader.left_out) == 10
    assert sum(sizes) <= 1_500, "a few sparse files of 4 GiB would keep the reader busy for minutes"


def test_a_link_is_what_it_says(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/etc/passwd")
    with opened(open_root(tmp_path)) as fd:
        assert read_link(fd, b"link", b"x/link") == Content(b"x/link", 0o120000, b"/etc/passwd")
        assert read_link(fd, b"gone", b"x/gone") == LeftOut("x/gone", "no such file or directory")


def test_no_link_is_followed_on_the_way_down(tmp_path: Path) -> None:
    (tmp_path / "real" / "inner").mkdir(parents=True)
    (tmp_path / "link").symlink_to("real")
    with opened(open_root(tmp_path)) as fd:
        os.close(open_below(fd, [b"real", b"inner"]))
        with pytest.raises(OSError, match=r"Not a directory|Too many levels"):
            open_below(fd, [b"link", b"inner"])


def test_every_folder_is_reached_on_the_way_down_and_up_again_however_deep(tmp_path: Path) -> None:
    wanted = [b"a/" * depth + b"b/" for depth in range(260)]
    fd = os.open(tmp_path, os.O_RDONLY)
    for path in wanted:
        os.mkdir("b", dir_fd=fd)
        os.symlink(path, "b/link", dir_fd=fd)
        os.mkdir("a", dir_fd=fd)
        inner = os.open("a", os.O_RDONLY, dir_fd=fd)
        os.close(fd)
        fd = inner
    os.close(fd)
    before = len(os.listdir("/proc/self/fd"))
    found = {one.path: one.data for one in Reader(survey(tmp_path)).contents()}
    assert found == {path + b"link": path for path in wanted}
    assert len(os.listdir("/proc/self/fd")) == before


def test_a_named_file_is_read_or_absent_or_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    os.mkfifo(tmp_path / "pipe")
    assert read_named(tmp_path, "a") == b"1"
    assert read_named(tmp_path, "b") is None
    with pytest.raises(RunError) as refused:
        read_named(tmp_path, "pipe")
    assert str(refused.value) == f"{tmp_path}/pipe: cannot be read (not a regular file); make it a plain file"
    with pytest.raises(RunError) as missing:
        read_named(tmp_path / "no\x1bwhere", "a")
    assert str(missing.value) == (
        f"{tmp_path}/no␛where: cannot be read as a folder (No such file or directory); check the path"
    )
