"""`sidegrade diff` over plain folders: what it refuses, what it leaves out, and that it says so."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.builders import write_files
from tests.tui.folders import Diff, diff_in, folders, two_folders
from tests.tui.program import Program, Said
from tui.commands.differences import Differences

_NO_FOLDER = "name a folder, or a run of a study (--study DIR)"
_NO_STUDY = "only a study remembers which files stand together; add both folders to one as runs"


@pytest.fixture
def diff(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Diff:
    """The command, where the folders `one` and `other` are, and no study."""
    monkeypatch.chdir(tmp_path)
    two_folders(tmp_path)
    return diff_in(Program(capsys, monkeypatch, ""))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["one", "none"], f"none: is no folder; {_NO_FOLDER}"),
        (["one/run.sh", "other"], f"one/run.sh: is a file; {_NO_FOLDER}"),
        (["one/run.sh/x", "other"], f"one/run.sh/x: is no folder; {_NO_FOLDER}"),
        (["one", "n\x1b[2Jo\u202e"], f"n␛[2Jo⟨202E⟩: is no folder; {_NO_FOLDER}"),
        (
            ["one", "~nobody-of-this-name/x"],
            "~nobody-of-this-name/x: nobody of that name has a folder here; write the path out",
        ),
        (["one", "other", "src/none.py"], 'neither side has "src/none.py"; `sidegrade diff A B` lists the files'),
        (["one", "other", "../one"], 'neither side has "../one"; `sidegrade diff A B` lists the files'),
        (["one", "other", "n\x1b[2J"], 'neither side has "n\\x1b[2J"; `sidegrade diff A B` lists the files'),
        (["one", "other", "--beside", "a", "b"], _NO_STUDY),
        (["one", "other", "--apart", "a"], _NO_STUDY),
        (["one"], "Missing argument 'B'; see `sidegrade diff --help`"),
        (["", "other"], "Invalid value for 'A': it is empty; see `sidegrade diff --help`"),
        (["one", ""], "Invalid value for 'B': it is empty; see `sidegrade diff --help`"),
        (["one", "other", ""], "Invalid value for '[PATH]': it is empty; see `sidegrade diff --help`"),
        (["one", "other", "--apart", ""], "Invalid value for '--apart': it is empty; see `sidegrade diff --help`"),
        (
            ["one", "other", "--beside", "a", ""],
            "Invalid value for '--beside': it is empty; see `sidegrade diff --help`",
        ),
        (
            ["one", "other", "--width", "39"],
            "Invalid value for '--width': 39 is not in the range 40<=x<=2000; see `sidegrade diff --help`",
        ),
        (
            ["one", "other", "--context", "-1"],
            "Invalid value for '--context': -1 is not in the range x>=0; see `sidegrade diff --help`",
        ),
    ],
)
def test_what_cannot_be_compared_is_one_sentence(arguments: list[str], said: str, diff: Diff) -> None:
    assert diff(*arguments) == Said(2, "", f"sidegrade: {said}\n")


def test_a_cache_that_cannot_be_used_is_one_sentence(
    diff: Diff, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    place = tmp_path / "file" / "sidegrade"
    said = "the cache cannot be used (not a directory); name another folder in XDG_CACHE_HOME"
    assert diff("one", "other") == Said(2, "", f"sidegrade: {place}: {said}\n")


def test_a_study_that_was_named_must_be_there(diff: Diff) -> None:
    assert diff("one", "other", "--study", "one").err == (
        "sidegrade: one: there is no study here; make one with `sidegrade init`\n"
    )


def test_a_folder_that_may_not_be_read_is_one_sentence(
    diff: Diff, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def refused(path: str | Path, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if path == Path("other"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, flags, mode, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", refused)
    assert diff("one", "other") == Said(
        2, "", "sidegrade: other: cannot be read as a folder (Permission denied); check the path\n"
    )


def test_a_folder_may_be_reached_through_a_link_or_from_home(
    diff: Diff, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "linked").symlink_to("one")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert diff("linked", "~/one").status == 0


# What is left out


@pytest.fixture
def with_rest(diff: Diff, tmp_path: Path) -> Diff:
    """Two folders that only differ in what nobody compares."""
    rest = {
        "node_modules/a.js": "1",
        "node_modules/b.js": "2",
        ".gitignore": "*.log\n",
        "a.log": "1\n",
        ".git/config": "",
    }
    folders(tmp_path / "r", {"kept": "x\n", **rest}, {"kept": "x\n", ".gitignore": "*.log\n", "b.log": "2\n"})
    return lambda *arguments: diff("r/one", "r/other", *arguments)


def test_what_nobody_compares_is_told(with_rest: Diff) -> None:
    left_out = "left out of A: 4 files (.git, node_modules/, a.log)\nleft out of B: 1 file (b.log)\n"
    assert with_rest() == Said(0, f"A  r/one\nB  r/other\n\n2 the same\n{left_out}", "")
    assert with_rest("--all") == Said(0, f"A  r/one\nB  r/other\n\n2 the same\n\n{left_out}", "")
    assert "left out" not in with_rest("kept").out


def test_ignored_compares_what_is_left_out_otherwise(with_rest: Diff) -> None:
    found = json.loads(with_rest("--ignored", "--format", "json").out)["files"]
    assert {one["a"] or one["b"]: one["status"] for one in found if one["status"] != "same"} == {
        **{"a.log": "only-a", "b.log": "only-b"},
        **{"node_modules/a.js": "only-a", "node_modules/b.js": "only-a"},
    }
    assert with_rest("--ignored").out.splitlines()[-1] == "left out of A: 1 file (.git)"


def test_of_very_much_that_is_left_out_the_first_are_named(diff: Diff, tmp_path: Path) -> None:
    write_files(tmp_path / "r" / "one", {f"{place}/node_modules/x": "" for place in range(9)})
    write_files(tmp_path / "r" / "other", {"x": ""})
    (last,) = diff("r/one", "r/other").out.splitlines()[-1:]
    assert last.startswith("left out of A: 9 files (0/node_modules/, 1/node_modules/, ")
    assert last.endswith(" …)")


# What is not a plain file, and encodings


def test_a_link_is_what_it_says(diff: Diff, tmp_path: Path) -> None:
    folders(tmp_path / "l", {"target": "t\n"}, {"target": "t\n"})
    (tmp_path / "l" / "one" / "link").symlink_to("target")
    (tmp_path / "l" / "other" / "link").symlink_to("/etc/passwd")
    (tmp_path / "l" / "one" / "kind").symlink_to("target")
    (tmp_path / "l" / "other" / "kind").write_text("text\n")
    out = diff("l/one", "l/other", "--all", "-u").out
    assert "≠ link  +1 −1  both sides: link\n@@ -1 +1 @@\n-target⟨no newline⟩\n+/etc/passwd⟨no newline⟩\n" in out
    assert "≠ kind  +1 −1  link → plain file\n" in out


def test_encodings_are_read_and_named(diff: Diff, tmp_path: Path) -> None:
    folders(tmp_path / "e", {"f": "två\n".encode("utf-16")}, {"f": b"tv\xe5\n"})
    out = diff("e/one", "e/other", "f", "-u").out
    assert "≠ f  +1 −1  A: UTF-16 LE, B: Latin-1\n@@ -1 +1 @@\n-två\n+två\n" in out
    assert diff("e/one", "e/other").out.splitlines()[3].split()[:4] == ["≠", "f", "+1", "−1"]


def test_names_that_are_no_text_can_be_typed_as_they_are_shown(diff: Diff, tmp_path: Path) -> None:
    for side, text in (("one", "a\n"), ("other", "b\n")):
        path = os.path.join(os.fsencode(tmp_path), b"n", side.encode())
        os.makedirs(path)
        for name in (b"caf\xe9\x1b", b"back\\slash"):
            with open(os.path.join(path, name), "w") as file:
                file.write(text)
    files = json.loads(diff("n/one", "n/other", "--format", "json").out)["files"]
    assert [one["a"] for one in files] == ["back\\\\slash", "caf\\xe9\\x1b"]
    for one in files:
        assert diff("n/one", "n/other", one["a"], "-u").out.endswith("-a\n+b\n")


# How it works


def test_the_bar_is_gone_before_anything_is_printed(diff: Diff, monkeypatch: pytest.MonkeyPatch) -> None:
    happened: list[str] = []

    @contextmanager
    def recorded(what: str) -> Iterator[object]:
        happened.append("bar")
        yield lambda name, done, of: happened.append("read")
        happened.append("no bar")

    def told(_: Differences) -> Iterator[str]:
        happened.append("printed")
        return iter(())

    monkeypatch.setattr("tui.commands.diff.progress", recorded)
    monkeypatch.setattr(Differences, "tree", told)
    assert diff("one", "other").status == 1
    assert happened[0] == "bar"
    assert happened[-2:] == ["no bar", "printed"]
    assert "read" in happened


def test_comparing_changes_nothing_in_the_folders(diff: Diff, tmp_path: Path) -> None:
    def seen() -> dict[str, tuple[int, int]]:
        return {str(path): (path.stat().st_mtime_ns, path.stat().st_mode) for path in sorted(tmp_path.rglob("*"))}

    before = seen()
    diff("one", "other", "--all")
    diff("one", "other", "--ignored", "--format", "json")
    assert seen() == before


def test_the_help_has_every_sign_and_status(diff: Diff) -> None:
    said = " ".join(diff("--help").out.split())
    for word in (
        "≠ changed",
        "→ moved",
        "≈ a counterpart",
        "? perhaps",
        "0 when both",
        "--beside PATH_A PATH_B",
        "-u,",
    ):
        assert word in said
