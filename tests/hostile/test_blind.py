"""Who grades blind reads no name of a model, a vendor or a harness, wherever they look; who asked for them does.

The sample runs are graded, with names put wherever their makers may put them: into paths, texts, links, encodings.
"""

import asyncio
import re
import shutil
from collections.abc import Awaitable, Callable, Iterator
from html import unescape
from importlib.resources import files
from pathlib import Path
from typing import Final

import pytest
from textual.pilot import Pilot

from grading.blind import MASK
from grading.marks.events import Adjust, Evidence, Note
from grading.review.opening import opening
from grading.review.outline import Outline
from grading.runs.folder import Told, look
from grading.sides import Side
from grading.study import Study
from grading.wishes import Wish
from tests.tui.screens.reviewing import Review, session_of
from tests.tui.sitting_down import sat_down, seen
from tui.app import Sidegrade
from tui.commands.demo import TASKS
from tui.commands.group import sidegrade
from tui.painting.page import View

_SAMPLES: Final = Path(str(files("sample_runs")))
_MODELS: Final = ("amber", "cobalt", "jade", "onyx")
_HARNESSES: Final = {"amber": "forge", "cobalt": "night-loom", "jade": "rust belt 9", "onyx": "forge"}
_OTHERS: Final = ("anthropic", "claude code", "openai", "gpt 5", "deepseek", "gemini cli")
_NAMES: Final = (*_MODELS, *dict.fromkeys(_HARNESSES.values()), *_OTHERS)
_READABLE: Final = re.compile(
    "|".join(rf"(?<![a-z]){'[^a-z0-9]?'.join(re.findall('[a-z]+|[0-9]+', name))}(?![a-z0-9])" for name in _NAMES),
    re.IGNORECASE,
)
_PAIRS: Final = (("amber", "cobalt"), ("jade", "onyx"))
_SIZES: Final = ((80, 24), (200, 50))


def spelt(name: str) -> Iterator[str]:
    """A name as different people write it."""
    words = re.findall("[a-z]+|[0-9]+", name)
    yield from (between.join(words) for between in (" ", "-", "_", ".", ""))
    yield from (name.upper(), "".join(word.title() for word in words), f"{'-'.join(words)}'s", f"__{'_'.join(words)}__")


def name_everywhere(workspace: Path, model: str) -> None:
    """Puts names where a model and its harness may leave them."""
    said = [one for name in (model, _HARNESSES[model], *_OTHERS) for one in spelt(name)]
    text = "".join(f"made by {one}, not by somebody else: {one}.\n" for one in said)
    harness = _HARNESSES[model].replace(" ", "_")
    for path, data in {
        "COMMIT_EDITMSG": f"First\n\nCo-Authored-By: {model.title()} <noreply@anthropic.com>\n".encode(),
        "notes/told.txt": text.encode(),
        "notes/crlf.txt": text.replace("\n", "\r\n").encode(),
        "notes/wide.txt": text.encode("utf-16"),
        "notes/latin.txt": f"caf\xe9 of {model}\n{text}".encode("latin-1"),
        f"notes/{model.upper()}-{harness}.log": text.encode(),
        f".{harness}/{model}_settings.json": f'{{"model": "{model}", "at": "{harness}"}}\n'.encode(),
        f"{model}/{harness}/same.txt": b"the same\n",
        "long.js": f"let a = 1; // {text.replace(chr(10), ' ') * 9}\n".encode(),
    }.items():
        place = workspace / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    (workspace / "link").symlink_to(f"{model}/{harness}")


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the study `study`."""
    top = tmp_path_factory.mktemp("blind")
    for task in TASKS:
        shutil.copytree(_SAMPLES / task, top / task)
        for model in _MODELS:
            run = top / task / model
            name_everywhere(run / "workspace", model)
            harness = f'harness = "{_HARNESSES[model].title()}"'
            kept = [line for line in (run / "run.toml").read_text().splitlines() if not line.startswith("harness")]
            (run / "run.toml").write_text("\n".join([harness, *kept]) + "\n")
        told = top / task / "task.toml"
        told.write_text(re.sub('title = "', 'title = "Claude-Code or Night Loom: ', told.read_text()))
        with (top / task / "prompt.md").open("a") as prompt:
            prompt.write("\n\nYou are NightLoom; Cobalt and `gpt-5` came before you.\n")
    with Study.create(top / "study", "Sample runs", "mia") as study:
        study.add(look([top / task for task in TASKS], Told()), reviewer="mia")
        for task in TASKS:
            rubric = study.find_rubric(task)
            cell, dimension = Outline(rubric).keys[0], rubric.dimensions[0]
            for one in study.runs(task):
                model = one.name.model.lower()
                events = (
                    Note(cell, f"{model.title()} did well,\nRust Belt-9 did not: see {model}.py"),
                    Evidence(cell, f"notes/{model.upper()}-{_HARNESSES[model].replace(' ', '_')}.log:1"),
                    Evidence(cell, f"$ {model} --version", output=f"{model} by OpenAI\n{_HARNESSES[model]} 1.0\n"),
                    Adjust(dimension.key, dimension.step, f"for {model}"),
                )
                study.decide(Wish(one, rubric, "mia", event) for event in events)
    return top


@pytest.fixture
def study(samples: Path, tmp_path: Path) -> Iterator[Study]:
    """A copy that a test may change."""
    shutil.copytree(samples / "study", tmp_path / "study")
    with Study.open(tmp_path / "study") as opened:
        yield opened


def readable(text: str) -> list[str]:
    """The lines in which a name can be read."""
    return [line.strip() for line in text.split("\n") if _READABLE.search(line)]


Drive = Callable[[Review], Awaitable[None]]


def reviewed(study: Study, task: str, runs: tuple[str, ...], size: tuple[int, int], drive: Drive) -> None:
    async def run() -> None:
        app = Sidegrade(session_of(study), opening(study, runs, "mia", task=task) if runs else None)
        async with app.run_test(size=size) as pilot:
            await _settled(app, pilot)
            await drive(Review(app, pilot))

    asyncio.run(run())


async def _settled(app: Sidegrade, pilot: Pilot[None]) -> None:
    await app.workers.wait_for_complete()
    await pilot.pause()


async def act(review: Review, *names: str) -> str:
    """Does what commands say, one after the other: all that was to be seen meanwhile."""
    seen = []
    for name in names:
        review.screen.act(name)
        desk = review.screen.desk
        file = desk.widgets.files.current
        while file is not None and desk.widgets.text.page.titles != desk.titles(file.paths):
            await review.pilot.pause()
        seen.append(review.text())
    await asyncio.sleep(0)
    return "\n".join(seen)


async def press(review: Review, *keys: str) -> str:
    """Presses keys, one after the other: all that was to be seen meanwhile."""
    seen = []
    for key in keys:
        await review.press(key)
        seen.append(review.text())
    return "\n".join(seen)


def test_the_names_that_are_looked_for_are_found_however_they_are_written() -> None:
    for name in _NAMES:
        assert [one for one in spelt(name) if not readable(f"by {one}.")] == []
    assert readable("rework of the ember, forged gemini") == []


@pytest.mark.parametrize(("task", "size"), [*zip(TASKS, (_SIZES[1], *_SIZES), strict=True)], ids=TASKS)
def test_every_file_in_every_view(task: str, size: tuple[int, int], study: Study) -> None:
    async def drive(review: Review) -> None:
        desk = review.screen.desk
        assert desk.comparison is not None
        count = len(desk.comparison.files)
        seen, copied = [await act(review, "fold-all", "wrap")], []
        # Down the list in one view, up in the next; the last file is read by then.
        for view, step in zip(View, ("next-file", "last-file", "next-file"), strict=True):
            if view is View.BASELINE and desk.workspaces.baseline is None:
                continue
            for _ in range(count):
                seen.append(await act(review, step, "page-down"))
                desk.widgets.text.extend(10**6)
                review.screen.act("copy")
                copied.append(review.app.clipboard)
            seen.append(await act(review, "view"))
        assert readable("\n".join([*seen, *copied])) == []
        for texts in (seen, copied):
            assert any(f"made by {MASK}, not by somebody else: {MASK}." in text for text in texts)

    reviewed(study, task, _PAIRS[size == _SIZES[1]], size, drive)


@pytest.mark.parametrize("size", _SIZES, ids=["small", "large"])
def test_every_cell_with_its_notes_evidence_and_precedents(size: tuple[int, int], study: Study) -> None:
    async def drive(review: Review) -> None:
        desk = review.screen.desk
        first, second, *_ = desk.sitting.outline.keys
        seen = []
        for key in desk.sitting.outline.keys:
            desk.sitting.place(key, Side.A)
            seen.append(await act(review, "precedents", "precedents", "other-side"))
            for _ in range(4 if key == first else 1):
                desk.widgets.cell.scroll_by(4)
                seen.append(review.text())
        desk.sitting.place(first, Side.A)
        seen.append(await act(review, "precedents"))
        text = "\n".join(seen)
        assert readable(text) == []
        assert f"{MASK} did well" in text
        assert "your earlier marks here" in text
        assert f"$ {MASK} --version" in text
        desk.sitting.place(second, Side.A)
        assert readable(await press(review, "c", "ctrl+r", "escape")) == []

    reviewed(study, "inventory-api", _PAIRS[0], size, drive)


@pytest.mark.parametrize("size", _SIZES, ids=["small", "large"])
def test_everything_else_that_opens(size: tuple[int, int], study: Study) -> None:
    async def drive(review: Review) -> None:
        seen = [
            await press(review, "t", "end", "escape"),
            await press(review, "question_mark", "pagedown", "escape"),
            await press(review, "colon", "down", "escape"),
            await press(review, "ctrl+s", "escape"),
            await press(review, "s", "home", *["down"] * 5, "pagedown", "escape"),
            await press(review, "m", "tab", "tab", "escape"),
            await press(review, "Q", *["down"] * 5, "o", "o", "y", "y", "u", "question_mark", "escape"),
        ]
        text = "\n".join(seen)
        assert readable(text) == []
        assert f"You are {MASK}; {MASK} and `{MASK}` came before you." in text
        assert "Needs attention" in text or "cards" in text

    reviewed(study, "orders-patch", _PAIRS[0], size, drive)


@pytest.mark.parametrize("name", ["cobalt", "night-loom"])
def test_a_search_for_a_name_finds_nothing(name: str, study: Study) -> None:
    async def drive(review: Review) -> None:
        await press(review, "f", *"told", "enter", "slash", *name, "enter")
        assert review.said == "not found in this file"
        assert review.path == "notes/told.txt"
        await press(review, "escape", "F", *name, "enter")
        while review.said == "searching …":
            await review.pilot.pause()
        assert review.said == "found in no file"
        await press(review, "escape", "f", *name)
        assert "no file has these letters" in review.text()

    reviewed(study, "ap-dashboard", _PAIRS[0], _SIZES[1], drive)


@pytest.mark.parametrize("runs", [(), _PAIRS[0]], ids=["queue", "pair"])
@pytest.mark.parametrize("size", _SIZES, ids=["small", "large"])
def test_the_picture_of_the_first_screen(
    size: tuple[int, int], runs: tuple[str, ...], study: Study, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "first.svg"
    asked = ["--study", str(study.root), "--screenshot", str(path), "--size", f"{size[0]}x{size[1]}"]
    task = ["--task", TASKS[0]] if runs else []
    sidegrade.main(["review", *runs, *task, *asked], standalone_mode=False)
    text = unescape(re.sub("<[^>]*>", "\n", path.read_text())).replace("\xa0", " ")
    assert "blind" in text
    assert readable(text + capsys.readouterr().out.replace(str(path), "")) == []


def test_an_editor_gets_no_name_and_neither_does_the_terminal(study: Study, tmp_path: Path) -> None:
    got = tmp_path / "got"
    editor = tmp_path / "editor"
    editor.write_text(f'#!/bin/sh\nfor one; do echo "opened $one"; cat "$one"; done >> "{got}"\n')
    editor.chmod(0o755)
    asked = (*_PAIRS[0], "--task", TASKS[0])
    with sat_down(study.root, tmp_path, *asked, size=(50, 200), EDITOR=str(editor)) as terminal:
        terminal.until(b"help")
        for name in (b"told", b"wide", b"latin", b"crlf", b"long.js", b"COMMIT", b".log", b"link", b"same.txt"):
            terminal.send(b"f")
            terminal.until(b"filter")
            terminal.send(name)
            terminal.until(name)
            terminal.send(b"\r")
            terminal.until(b"score")
            terminal.send(b"o")
            terminal.until(b"\x1b[?1049h")
            terminal.until(b"score")
        terminal.send(b"q")
        assert terminal.end() == 0
    text = got.read_text(errors="surrogateescape")
    assert text.count("opened ") == 18
    assert text.count(MASK) > 500
    assert readable(text.replace(str(tmp_path), "")) == []
    printed = seen(terminal)
    assert MASK in printed
    assert readable(printed) == []


def test_after_the_reveal_names_are_read(study: Study) -> None:
    async def drive(review: Review) -> None:
        await press(review, "f", *"told", "enter")
        await press(review, "R", "R")
        assert review.said.startswith("the names are shown")
        desk = review.screen.desk
        desk.sitting.place(desk.sitting.outline.keys[0], desk.sitting.side)
        text = await press(review, "h", "h", "slash", *"cobalt", "enter")
        for _ in range(4):
            desk.widgets.cell.scroll_by(4)
            text += review.text()
        assert re.match("hit [0-9]+ of [0-9]+", review.said)
        for part in ("Cobalt", "did well", "$ amber --version", "made by cobalt", "NIGHT-LOOM", "by OpenAI"):
            assert part in text
        review.screen.act("copy")
        assert readable(review.app.clipboard)

    reviewed(study, "ap-dashboard", _PAIRS[0], _SIZES[1], drive)
