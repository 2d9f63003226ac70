"""A comparison on demand."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from grading.compare import apart, hunks
from grading.compare import comparison as module
from grading.compare.aligned import Aligned, aligned
from grading.compare.comparison import Comparison, Workspace
from grading.compare.counts import Counts
from grading.compare.hunks import White
from grading.compare.tree import Status
from grading.errors import VaultError
from grading.runs.content import Content
from grading.runs.vault import Entry, Vault
from grading.sides import Pair

A = {
    b"app/main.py": b"one\ntwo\n",
    b"logo.png": b"\x89PNG\0\1",
    b"same.txt": b"same\n",
    b"wide.txt": "a\nb\n".encode("utf-16"),
}
B = {
    b"app/main.py": b"one\n2\n3\n",
    b"logo.png": b"\x89PNG\0\2",
    b"same.txt": b"same\n",
    b"wide.txt": "a\nc\n".encode("utf-16"),
}


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault.create(tmp_path / "vault.git")


def kept(vault: Vault, files: dict[bytes, bytes]) -> dict[bytes, Entry]:
    return vault.entries(vault.store(Content(path, 0o100644, data) for path, data in files.items()))


def compared(vault: Vault, a: dict[bytes, bytes] = A, b: dict[bytes, bytes] = B) -> Comparison:
    return Comparison(vault, Pair(Workspace("a", kept(vault, a)), Workspace("b", kept(vault, b))))


def test_the_list_of_files_and_their_counts(vault: Vault) -> None:
    found = compared(vault)
    counted = dict(zip((one.path for one in found.files), found.counts(found.files), strict=True))
    assert counted == {
        b"app/main.py": Counts(2, 1),
        b"logo.png": Counts(0, 0, is_binary=True),
        b"same.txt": Counts(0, 0),
        b"wide.txt": Counts(1, 1),
    }
    assert not found.is_same
    assert compared(vault, A, A).is_same


def test_the_list_by_paths_is_there_at_once_and_counterparts_come_after_it(vault: Vault) -> None:
    text = b"def total(orders):\n    return sum(order.amount for order in orders)\n" * 3
    found = compared(vault, {b"app/main.py": text, b"x.md": b"x\n"}, {b"src/main.py": text, b"x.md": b"y\n"})
    assert [one.status for one in found.listed] == [Status.ONLY_A, Status.ONLY_B, Status.CHANGED]
    found.look()
    assert [one.status for one in found.files] == [Status.MOVED, Status.CHANGED]
    assert list(found.counts(found.files)) == [Counts(0, 0), Counts(1, 1)]


def test_a_path_names_a_file_of_either_side_or_a_folder(vault: Vault) -> None:
    found = compared(vault, {b"app/a.py": b"1\n", b"app.py": b"2\n"}, {b"app/b.css": b"3\n"})
    assert [one.path for one in found.at(b"app")] == [b"app/a.py", b"app/b.css"]
    assert [one.path for one in found.at(b"app/")] == [b"app/a.py", b"app/b.css"]
    assert [one.path for one in found.at(b"app/b.css")] == [b"app/b.css"]
    assert found.at(b"nothing") == []


def test_a_file_is_opened_with_both_texts_aligned(vault: Vault) -> None:
    found = compared(vault)
    (file,) = found.at(b"app/main.py")
    opened = found.open(file)
    assert [list(text) for text in opened.texts] == [["one", "two"], ["one", "2", "3"]]
    assert len(opened.rows) == 3
    (picture,) = found.at(b"logo.png")
    assert found.open(picture).is_binary


def test_a_file_of_one_side_stands_against_nothing(vault: Vault) -> None:
    found = compared(vault, {b"a.py": b"1\n2\n"}, {})
    (file,) = found.files
    assert file.status is Status.ONLY_A
    opened = found.open(file)
    assert [(row.a, row.b) for row in opened.rows] == [(0, None), (1, None)]


def test_going_back_to_a_file_costs_nothing_as_long_as_it_is_kept(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = compared(vault)
    (main,), (wide,) = found.at(b"app/main.py"), found.at(b"wide.txt")
    first = found.open(main)
    assert found.open(main) is first
    assert found.open(main, White.ALL) is not first
    monkeypatch.setattr(module, "_KEPT_BYTES", 10)
    found.open(wide)
    assert found.open(main) is not first


def test_very_long_files_are_aligned_in_another_process_with_the_same_result(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = compared(vault)
    (file,) = here.at(b"app/main.py")
    monkeypatch.setattr(module, "MANY_LINES", 2)
    assert compared(vault).open(file) == here.open(file)


def test_git_compares_texts_once_however_many_lines_both_have_together(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    looking = hunks._looking

    def noted(vault: Vault, what: tuple[str, ...], white: White, algorithm: str, work: int) -> Any:
        asked.append(algorithm)
        return looking(vault, what, white, algorithm, work)

    monkeypatch.setattr(hunks, "_looking", noted)
    found = compared(vault)
    (file,) = found.at(b"app/main.py")
    for one in (module, hunks):
        monkeypatch.setattr(one, "MANY_LINES", 3)  # one side has two lines, and the other three
    found.open(file)
    assert asked == ["histogram"]


def test_a_content_that_is_gone_is_an_error_that_says_so(vault: Vault) -> None:
    gone = {b"a": Entry(0o100644, "1" * 40)}
    found = Comparison(vault, Pair(Workspace("a", gone), Workspace("b", {b"a": Entry(0o100644, "2" * 40)})))
    with pytest.raises(VaultError, match="the content 111111111111 is missing"):
        found.open(found.files[0])


def test_large_files_are_aligned_in_another_process_and_not_read_here(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = compared(vault)
    (file,) = here.at(b"app/main.py")
    monkeypatch.setattr(module, "_LARGE", 3)
    monkeypatch.setattr(module, "aligned", None)
    assert compared(vault).open(file) == here.open(file)


def test_git_is_not_asked_about_what_is_no_text(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Pair[str | None]] = []

    @contextmanager
    def noted(_: Vault, blobs: Pair[str | None], *__: object, **___: object) -> Iterator[None]:
        asked.append(blobs)
        yield

    monkeypatch.setattr(apart, "beginning", noted)
    found = compared(vault)
    for path, count in ((b"logo.png", 0), (b"app/main.py", 1)):
        (file,) = found.at(path)
        apart._texts(vault, file.blobs, White.EXACT)
        apart._rows()
        assert len(asked) == count


class Counting:
    """Aligns texts, and counts how often; a first time it may fail, or be long about it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, fails: bool = False) -> None:
        self.times = 0
        self.fails = fails
        self.begun, self.may_end = Event(), Event()
        self.may_end.set()
        monkeypatch.setattr(module, "aligned", self)

    def __call__(self, *about: Any) -> Aligned:
        self.times += 1
        self.begun.set()
        assert self.may_end.wait(30)
        if self.fails and self.times == 1:
            raise VaultError("the disk hiccups")
        return aligned(*about)


def test_whoever_asks_for_what_another_thread_works_out_waits_for_it(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, counting = compared(vault), Counting(monkeypatch)
    (main,), (same,) = found.at(b"app/main.py"), found.at(b"same.txt")
    counting.may_end.clear()
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(found.open, main)
        assert counting.begun.wait(30)
        second = threads.submit(found.open, main)
        counting.may_end.set()
        assert first.result() is second.result()
    assert counting.times == 1
    found.open(same)
    assert counting.times == 2


def test_what_could_not_be_opened_can_be_opened_later(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    found = compared(vault)
    Counting(monkeypatch, fails=True)
    (main,) = found.at(b"app/main.py")
    with pytest.raises(VaultError, match="hiccups"):
        found.open(main)
    assert not found.open(main).is_binary


def test_few_files_are_shown_with_their_counterparts_at_once(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    text = b"def total(orders):\n    return sum(order.amount for order in orders)\n" * 3
    found = compared(vault, {b"app/main.py": text}, {b"src/main.py": text})
    assert [one.status for one in found.at_once] == [Status.MOVED]
    monkeypatch.setattr(module, "_FEW_FILES", 1)
    assert [one.status for one in found.at_once] == [Status.ONLY_A, Status.ONLY_B]
