"""Exports of what strangers wrote, to places that are not what they seem, on disks that fail, ended in the middle."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path

import pytest

from grading import replacing
from grading.errors import StudyError
from grading.exchange.binding import IndexWanted
from grading.exchange.exporting import Wanted
from grading.marks.events import Adjust, Event, Evidence, Mark, Note
from grading.report.formats.csv import from_csv
from grading.report.places import stems
from grading.runs.folder import FoundTask
from grading.sides import Pair
from grading.study import Study
from grading.wishes import Wish
from tests.builders import figure_run, study_with
from tests.grading.exchange.test_importing import contents
from tests.grading.graded import tree

NAMES = (
    *("../../../etc/passwd", "/etc/shadow", "<script>alert(1)</script>", "..", ".hidden", "con", "AUX.txt"),
    *("=1+1", "a|b", '"><img src=x onerror=alert(1)>', "שלום", "漢字", "x" * 200, "a" * 199 + "b", "-rf", "%2e%2e%2f"),
)
REVIEWERS = ("Mia", "mia", "MIA", "../mia", "mia.", "<b>mia</b>", "é" * 200, "e\u0301" * 100)
NOTE = (
    "</textarea><script>alert(1)</script>\n=cmd|' /C calc'!A0\n\u202e\u200b\x1b]52;c;eA==\x07 [x](javascript:alert(1)) "
    + "y" * 10_000
)


@pytest.fixture
def hostile(tmp_path: Path) -> Study:
    study = study_with(tmp_path, ())
    study.add([FoundTask("service", runs=[figure_run(name) for name in NAMES])], reviewer="mia")
    rubric = study.find_rubric("service")
    for number, run in enumerate(study.runs()):
        for who in REVIEWERS if number < 2 else REVIEWERS[:2]:
            events: list[Event] = [Mark("api", Fraction(number)), Adjust("api", Fraction(1), NOTE[:90])]
            events += [Note("api", NOTE), Evidence("", f"$ {NOTE[:60]}", output=NOTE[:90])]
            study.decide(Wish(run, rubric, who, one) for one in events)
        study.correct(run, {"state": "unfinished", "reason": NOTE[:90]}, reviewer="mia", reason=NOTE[:90])
    return study


class _Page(HTMLParser):
    """What is in a page besides text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.handlers: set[str] = set()
        self.links: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.handlers |= {name for name, _ in attrs if name.startswith("on")}
        self.links |= {value or "" for name, value in attrs if name in ("href", "src")}


def test_names_stay_in_their_place_and_texts_stay_texts(hostile: Study, tmp_path: Path) -> None:
    outside = set(tmp_path.rglob("*"))
    with hostile:
        done = hostile.export(Wanted(tmp_path / "out"))
    found = tree(tmp_path / "out")
    assert {path.parts[len(tmp_path.parts)] for path in set(tmp_path.rglob("*")) - outside} <= {"out", "study"}
    assert (
        done.cards
        == 2 * len(NAMES) + 2 * (len(REVIEWERS) - 2)
        == sum(name.startswith("cards/") and name.endswith(".md") for name in found)
    )
    assert len({name.casefold() for name in found}) == len(found)
    for name, data in found.items():
        assert name.isascii()
        assert all(len(part) <= 150 for part in name.split("/"))
        text = data.decode()
        assert not {char for char in text if char in "\x1b\x07\u202e\u200b"} or name.endswith(".csv")
        if name.endswith(".html"):
            page = _Page()
            page.feed(text)
            assert not page.handlers
            assert not page.tags & {"img", "iframe", "object", "textarea"}
            assert ("script" in page.tags) == (name == "index.html")
            for link in page.links:
                assert link.startswith(
                    ("#", "../", "cards/", "pairs/", "index.html", "standings.", "decisions.csv", "study.json", "data:")
                ), link
                target = link.split("#")[0]
                if target and not target.startswith("data:"):
                    assert os.path.normpath(os.path.join(os.path.dirname(name), target)) in found, link


def test_they_come_back_unchanged(hostile: Study, tmp_path: Path) -> None:
    with hostile:
        hostile.export(Wanted(tmp_path / "out"))
        before = contents(hostile.root)
    rows = from_csv((tmp_path / "out" / "decisions.csv").read_text())
    assert {row["value"] for row in rows if row["kind"] == "note"} == {NOTE}
    assert {row["reviewer"] for row in rows} == {*REVIEWERS}
    raw = (tmp_path / "out" / "decisions.csv").read_text()
    assert "\n=cmd" in raw  # inside a quoted cell, which begins with something else
    assert not any(cell.startswith(("=", "+", "@")) for row in from_csv(raw) for cell in (row["run"], row["reviewer"]))
    with Study.create(tmp_path / "again", "A study") as again:
        again.take_in(tmp_path / "out" / "study.json")
        assert contents(again.root) == before
        again.export(Wanted(tmp_path / "twice"))
    assert tree(tmp_path / "out") == tree(tmp_path / "twice")


def test_every_page_has_a_name_of_its_own() -> None:
    pages = [(run, who) for run in NAMES for who in REVIEWERS]
    found = stems("cards", pages)
    assert len({stem.casefold() for stem in found.values()}) == len(pages)
    assert found == stems("cards", reversed(pages))
    taken = found["x" * 200, "Mia"].removeprefix("cards/")
    assert len({*stems("cards", [*pages, (taken,)]).values()}) == len(pages) + 1


# Places that are not what they seem


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    with study_with(tmp_path) as study:
        real = tmp_path / "real"
        study.export(Wanted(real))
        (tmp_path / "link").symlink_to(real)
        (tmp_path / "loose").symlink_to(tmp_path / "nowhere")
        for name in ("link", "loose"):
            with pytest.raises(StudyError, match="is a link, and links are not followed"):
                study.export(Wanted(tmp_path / name))
        assert not (tmp_path / "nowhere").exists()
        before = tree(real)
        precious = tmp_path / "precious"
        precious.mkdir()
        (precious / "file").write_text("mine")
        for name in ("cards/away", "index.html", "pairs"):
            inside = real / name
            kept = inside.with_name("kept")
            if inside.exists():
                inside.rename(tmp_path / "aside")
            inside.symlink_to(precious)
            with pytest.raises(StudyError, match=r"is no part of a whole export|not a whole earlier export"):
                study.export(Wanted(real))
            inside.unlink()
            if (tmp_path / "aside").exists():
                (tmp_path / "aside").rename(inside)
            assert not kept.exists()
        assert (tree(real), tree(precious)) == (before, {"file": b"mine"})
        (tmp_path / "data").mkdir()
        (tmp_path / "data" / "study.json").symlink_to(real / "study.json")
        with pytest.raises(StudyError, match="not a whole earlier export"):
            study.export(Wanted(tmp_path / "data"))


# Disks that fail


@pytest.mark.parametrize("after", [0, 1, 3, 9])
def test_a_disk_that_is_full_leaves_the_old_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    with study_with(tmp_path) as study:
        _graded(study)
        study.export(Wanted(tmp_path / "out"))
        before = tree(tmp_path / "out")
        study.decide([Wish(study.runs()[0], study.find_rubric("service"), "mia", Note("", "more"))])
        plain: Callable[..., object] = Path.open
        count = iter(range(100))

        def failing(path: Path, mode: str = "r", *rest: object, **named: object) -> object:
            if mode == "x" and next(count) >= after:
                raise OSError(28, "No space left on device")
            return plain(path, mode, *rest, **named)

        monkeypatch.setattr(Path, "open", failing)
        with pytest.raises(
            StudyError, match=r"cannot be written \(no space left on device\); check the disk; nothing was replaced"
        ):
            study.export(Wanted(tmp_path / "out"))
        monkeypatch.undo()
        assert tree(tmp_path / "out") == before
        assert {one.name for one in tmp_path.iterdir()} == {"out", "service.toml", "study"}
        study.export(Wanted(tmp_path / "out"))
        assert tree(tmp_path / "out") != before


@pytest.mark.parametrize("step", [1, 2])
def test_a_swap_that_fails_leaves_the_old_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    with study_with(tmp_path) as study:
        study.export(Wanted(tmp_path / "out"))
        before = tree(tmp_path / "out")
        _graded(study)
        plain, count = Path.rename, iter(range(1, 100))

        def failing(path: Path, target: Path) -> Path:
            if next(count) == step:
                raise OSError(5, "Input/output error")
            return plain(path, target)

        monkeypatch.setattr(Path, "rename", failing)
        with pytest.raises(StudyError, match=r"cannot be written \(input/output error\)"):
            study.export(Wanted(tmp_path / "out"))
        monkeypatch.undo()
        assert tree(tmp_path / "out") == before
        assert {one.name for one in tmp_path.iterdir()} == {"out", "service.toml", "study"}


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with study_with(tmp_path) as study, pytest.raises(StudyError, match="cannot be written"):
        study.export(Wanted(Path("/proc/nothing/out")))


def _graded(study: Study) -> None:
    rubric = study.find_rubric("service")
    study.decide(Wish(run, rubric, "mia", Mark("api", Fraction(3))) for run in study.runs())


# Ended in the middle

_KILLED = """
import os, signal, sys
from pathlib import Path
from grading.exchange import {module} as module
from grading.exchange.exporting import Wanted
from grading.study import Study

plain, left = module.{name}, {after}

def ending(*arguments):
    global left
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    return plain(*arguments)

module.{name} = ending
with Study.open(Path(sys.argv[1])) as study:
    study.export(Wanted(Path(sys.argv[2])))
"""
_BETWEEN = """
import os, signal, sys
from pathlib import Path
from grading.exchange.exporting import Wanted
from grading.study import Study

plain, left = Path.rename, 1

def ending(path, target):
    global left
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    return plain(path, target)

Path.rename = ending
with Study.open(Path(sys.argv[1])) as study:
    study.export(Wanted(Path(sys.argv[2])))
"""


@pytest.mark.parametrize(
    "script",
    [
        _KILLED.format(module="exporting", name="write", after=0),
        _KILLED.format(module="exporting", name="write", after=4),
        _KILLED.format(module="pages", name="write", after=2),
        _BETWEEN,
    ],
)
def test_an_export_that_is_killed_leaves_the_old_one_whole(tmp_path: Path, script: str) -> None:
    target = tmp_path / "out"
    with study_with(tmp_path) as study:
        _graded(study)
        study.export(Wanted(target))
        before = tree(target)
        study.decide([Wish(study.runs()[0], study.find_rubric("service"), "mia", Note("", "more"))])
        done = subprocess.run([sys.executable, "-c", script, study.root, target], check=False, cwd=tmp_path)
        assert done.returncode == -signal.SIGKILL
        if not target.exists():  # between two steps of the swap: it lies beside its place, and goes back
            assert script == _BETWEEN
            (left,) = tmp_path.glob(".out.sidegrade-*")
            assert tree(left / "before") == before
            with pytest.raises(StudyError, match="--task"):
                study.export(Wanted(target, index=_no_table()))
        assert tree(target) == before
        study.export(Wanted(target))
        assert b"more" in tree(target)["study.json"]
        # What is left lies there for a day, in case somebody is at work on it.
        for left in tmp_path.glob(".out.sidegrade-*"):
            os.utime(left, (0, 0))
        study.export(Wanted(target))
    assert {one.name for one in tmp_path.iterdir()} == {"out", "service.toml", "study"}


def _no_table() -> IndexWanted:
    return IndexWanted("model,value\na,1\n", "index.csv", "service", "none")


def test_a_leftover_that_holds_an_old_export_is_never_cleared(tmp_path: Path) -> None:
    beside = tmp_path / ".out.sidegrade-abc"
    (beside / "before").mkdir(parents=True)
    (beside / "before" / "index.html").write_text("old")
    os.utime(beside, (0, 0))
    (tmp_path / "out").mkdir()
    with replacing.replacing(tmp_path / "out", lambda folder: "") as folder:
        replacing.write(folder, "index.html", ["new"])
    assert tree(tmp_path) == {".out.sidegrade-abc/before/index.html": b"old", "out/index.html": b"new"}


def test_a_pair_of_hostile_runs_is_drawn_once(hostile: Study, tmp_path: Path) -> None:
    with hostile:
        runs = [run.id for run in hostile.runs()]
        hostile.draw("service", "Mia", Pair(runs[1], runs[0]))
        hostile.export(Wanted(tmp_path / "out"))
    document = json.loads((tmp_path / "out" / "study.json").read_text())
    assert len(document["draws"]) == 1
    assert len(list((tmp_path / "out" / "pairs").iterdir())) == 1
