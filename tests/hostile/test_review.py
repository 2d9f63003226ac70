"""A hostile study is reviewed on a real terminal: everything is looked at, and nothing but text reaches the terminal."""

import shutil
import stat
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from grading.compare.tree import Status
from grading.sides import Pair
from grading.study import Study
from grading.visible import visible
from tests.hostile.review_study import LONG, NASTY, hostile_study
from tests.hostile.reviewer import HostileReviewer
from tests.hostile.scanner import copied, offending_screen
from tests.hostile.test_diff import Scene
from tests.tui.terminal import Terminal

SIZES: Final = {"small": (24, 80), "large": (50, 200)}
_FIRST_LINE: Final = 4
"""The row of a text's first line: above it are what is graded, the paths, and what is odd about the text."""
_ABOUT_SCREENS: Final = ("NO_COLOR", "COLUMNS", "LINES", "EDITOR", "VISUAL", "PAGER")


@dataclass
class Told:
    """What came of a session."""

    printed: bytes
    status: int
    copies: int
    canary: str
    opened: Path
    """What the reviewer's own editor was told to open, if it was started."""

    @property
    def text(self) -> str:
        return self.printed.decode("utf-8", "replace")


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """The study, beside its workspaces."""
    return hostile_study(tmp_path_factory.mktemp("hostile"))


def environment(scene: Scene, top: Path) -> Mapping[str, str]:
    editor = top / "editor"
    editor.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >> "{top}/opened"\n')
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    known = {name: value for name, value in scene.environment.items() if name not in _ABOUT_SCREENS}
    places = {f"XDG_{name}_HOME": str(top / name.lower()) for name in ("CONFIG", "CACHE")}
    return {**known, **places, "TERM": "xterm-256color", "COLORTERM": "truecolor", "EDITOR": str(editor)}


def sit_down(scene: Scene, top: Path, *arguments: str, size: tuple[int, int], **more: str) -> Terminal:
    """The review of a copy of the study, started in a workspace itself."""
    if not (top / "study").exists():
        shutil.copytree(scene.top / "study", top / "study")
    command = [sys.executable, "-P", "-m", "tui", "review", *arguments, "--study", str(top / "study")]
    known = {**environment(scene, top), **more}
    return Terminal(command, None, known, folder=scene.sides[0].folder, size=size)


def pair(scene: Scene) -> tuple[list[str], int]:
    """The runs that have workspaces, and in how many files these differ."""
    with Study.open(scene.top / "study") as study:
        runs = [run for run in study.runs("service") if run.snapshot is not None]
        a, b = (study.source(run.id) for run in runs)
        with study.compared(Pair(a, b)) as compared:
            differing = sum(one.status is not Status.SAME for one in compared.files)
    return [run.id for run in runs], differing


def read_differences(reviewer: HostileReviewer, files: int) -> None:
    """Every file, both sides aligned; some from the baseline, and with everything that can be done to a text."""
    reviewer.press(*["]"] * (files - 1))
    reviewer.type("]", "that is the last file")
    reviewer.press("v", "v", *["["] * 8)
    reviewer.press(*["i", "w", "z"] * 4, "Z", " ", "b", "n", "p", "\x1b[C", "\x1b[D", "C", "i", "C", "Z", "v")


def read_each(reviewer: HostileReviewer, files: int) -> None:
    """Every file, each side for itself, from its first line to its last."""
    reviewer.press("v", *["]"] * (files - 1))
    reviewer.type("]", "that is the last file")
    reviewer.press("v", "v")


def search_all(reviewer: HostileReviewer) -> None:
    """Texts that stand there only since others would not show; and what is pasted."""
    reviewer.press("i")
    for text in ("⟨202E⟩", "␛", "[bold]", "main", "x"):
        reviewer.type("/", "search")
        reviewer.type(text, text)
        reviewer.press("\r", "H", "N", "\x1b[27u")
    reviewer.type("/", "search")
    reviewer.paste(NASTY)
    reviewer.type("", "not found")
    reviewer.press("\r")
    for text, wanted in (("more", " lines in "), (NASTY, "found in no file")):
        reviewer.type("F", "search in all files")
        reviewer.paste(text)
        reviewer.type("\r", wanted)
        reviewer.press("]", "\x1b[27u")


def find(reviewer: HostileReviewer, name: str) -> None:
    """Opens a file by its name."""
    reviewer.type("f", "filter")
    reviewer.paste(name)
    reviewer.press("\r")


def find_files(reviewer: HostileReviewer) -> None:
    """Every way about in the list."""
    for text in ("u{202e}", "one-line", "passwd", NASTY):
        reviewer.type("f", "filter")
        reviewer.paste(text)
        reviewer.press("\x1b[B\x1b[B\r")
    reviewer.press("s", *["j"] * 4, "\x1b[D", "\x1b[C", " ", "\x1b[F", "k", "k", "\r", "\x1b[H", "s", "r", "r")
    reviewer.type("m", "beside")
    reviewer.press("\t\t\t\x1b[27u")


def decide(reviewer: HostileReviewer) -> None:
    """Notes, faults, gates, evidence; what was decided before is looked at as well."""
    reviewer.press(
        "h", "h", "dA", "da", "ga", "y", "9", "e", "\x1b[B", "h", "h", "3", "\x1b[B", "1", "\x1b[A", "\x1b[A", "\x1b[A"
    )
    reviewer.type("c", "keeps it")
    reviewer.paste(f"{NASTY}\n{LONG}")
    reviewer.type("\x12\x12\x13", "the note on")
    reviewer.type("a", "adjust")
    reviewer.type("-1\r", "why −1?")
    reviewer.paste(NASTY)
    reviewer.type("\r", "adjusted")
    reviewer.press("u", "U", "\t", "=", "<")


def look_elsewhere(reviewer: HostileReviewer) -> None:
    """The prompt, the help, the commands, the settings, and the files in an editor."""
    reviewer.type("t", "Task: ")
    reviewer.type(" \x1b[F", "xxxx")
    reviewer.close()
    reviewer.type("?", "another key says")
    reviewer.close()
    reviewer.type(":", "Commands")
    reviewer.paste(NASTY)
    reviewer.type("", "no command has these words")
    reviewer.close()
    reviewer.type("\x13", "Settings")
    reviewer.type("\x1b[B\x1b[C", "‹")
    reviewer.type("\x1b[D", "‹")
    reviewer.close()
    reviewer.press("i")
    reviewer.type("o", "\x1b[?1049h")
    reviewer.type("", "score")


def use_the_mouse(reviewer: HostileReviewer, rows: int, columns: int) -> None:
    """Everywhere but on the last row, where a click would leave."""
    for y in range(1, rows, rows // 6):
        for x in range(2, columns, columns // 7):
            reviewer.click(x, y)
            reviewer.click(x, y, 65)
            reviewer.click(x, y, 64)
        reviewer.press("")
    find(reviewer, "contents/escapes")
    reviewer.drag((columns * 3 // 10, _FIRST_LINE), (columns * 3 // 10 + 19, _FIRST_LINE))
    reviewer.copy()
    reviewer.press("\x1b[27u")


def copy(reviewer: HostileReviewer) -> None:
    """Lines of files that are full of what must not be pasted."""
    for name in ("escapes", "osc", "c1", "bidi", "d" * 200):
        find(reviewer, name)
        reviewer.press("\x1b[H", "MM")
        reviewer.copy()
        reviewer.press("\x1b[27u")


def at_the_queue(reviewer: HostileReviewer) -> None:
    """With names, since they were shown; and back to a pair."""
    reviewer.type("R", "R again")
    reviewer.type("R", "the names are shown")
    reviewer.press("]", "h")
    reviewer.type("Q", "Needs attention")
    reviewer.type("f", "Which pairs")
    reviewer.paste(NASTY)
    reviewer.type("\x1b[27u", "what is next")
    reviewer.type("s", "by rank")
    reviewer.type("\r", "came about")
    reviewer.type("\x1b[F\x1b[Hq", "by rank")
    reviewer.type("v", "compare")
    reviewer.type("q", "Needs attention")
    reviewer.type("?", "another key says")
    reviewer.type("\x1b[27u", "Needs attention")
    reviewer.type("jjjjooyyu", "taken back")
    reviewer.type("\x1b[H\r", " Total")
    reviewer.type("]l", "long lines")


@pytest.fixture(scope="module", params=SIZES)
def told(request: pytest.FixtureRequest, scene: Scene, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """What a session told the terminal. Neither does everything: a person would sit there for an hour."""
    rows, columns = SIZES[request.param]
    top = tmp_path_factory.mktemp(request.param)
    runs, files = pair(scene)
    with sit_down(scene, top, *runs, size=(rows, columns)) as terminal:
        reviewer = HostileReviewer(terminal)
        if request.param == "small":
            read_differences(reviewer, files)
            search_all(reviewer)
            find_files(reviewer)
            look_elsewhere(reviewer)
        else:
            read_each(reviewer, files)
            decide(reviewer)
            copy(reviewer)
            for size in ((10, 40), (60, 180), (8, 20), (rows, columns)):
                reviewer.resize(*size)
        use_the_mouse(reviewer, rows, columns)
        at_the_queue(reviewer)
        terminal.send(b"q")
        status = terminal.end()
    return Told(bytes(terminal.printed), status, reviewer.copies, scene.sides[0].canary.read_text(), top / "opened")


def test_only_text_and_what_a_screen_needs_reach_the_terminal(told: Told) -> None:
    assert offending_screen(told.printed) == []


def test_what_would_not_show_is_shown(told: Told) -> None:
    for part in (
        "⟨202E⟩",
        "⟨9B⟩",
        "⟨009B⟩",
        "⟨200B⟩",
        "⟨FEFF⟩",
        "␛",
        "␍",
        "bell\\x07",
        "\\u{202e}",
        "caf\\xe9",
        "[bold]x[/]",
    ):
        assert part in told.text


def test_what_a_link_leads_to_is_never_shown(told: Told) -> None:
    assert "links" in told.text
    assert "root:x:" not in told.text


def test_what_is_copied_holds_nothing_that_a_terminal_would_obey(told: Told) -> None:
    texts = copied(told.printed)
    assert len(texts) == told.copies
    assert any("␛" in text for text in texts)
    assert [text for text in texts if visible(text, keep="\n\t") != text] == []


def test_it_ends_as_it_was_told_and_nothing_ran(told: Told) -> None:
    assert (told.status, told.canary) == (0, "")
    assert "Traceback" not in told.text


def test_an_editor_is_given_names_that_deceive_nobody(told: Told) -> None:
    paths = told.opened.read_text().splitlines() if told.opened.exists() else []
    assert [Path(path).parent.name for path in paths] in ([], ["A", "B"])
    assert [path for path in paths if visible(path) != path] == []
