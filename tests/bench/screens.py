"""V1-V8, V10, V11: the whole review on a terminal of 200 × 50, beside what else shows two files.

A frame is what comes between the two marks that the program sets around it; a key is answered with the last byte of
its frame. What the terminal itself takes to draw is not in it, neither for us nor for the peers.
"""

import os
import random
import re
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import grading
from grading.runs.folder import Told, look
from grading.sides import Pair
from grading.study import Study
from tests.bench.measure import Figure, median, ms
from tests.bench.trees import edited, source_lines
from tests.tui.terminal import Terminal

_SIZE: Final = (50, 200)
_STARTS: Final = 11
_SYNCHRONISED: Final = b"\x1b[?2026;2$y"
"""What a terminal answers that can be told where a frame begins and ends."""
_FRAME: Final = b"\x1b[?2026l"
_BLANK: Final = """
from textual.app import App
from textual.widgets import Static
class Blank(App):
    def compose(self):
        yield Static("nothing here")
Blank().run()
"""
_FIRST: Final = Pair("first_of_the_left = 1", "first_of_the_right = 2")
_COLOUR: Final = b"38;2;201;155;238"
"""A keyword's, in the dark theme."""
_PAUSE: Final = 0.03
_ROUNDS: Final = 3
_RUBRIC: Final = Path(grading.__file__).parent / "rubric" / "library" / "rails-chat.toml"
_MODELS: Final = ("heron", "ibis")
_SHARE: Final = 0.02
_MILLION: Final = 995_000
"""As many lines as are shown at most, but for those that one side has more."""


class Screen(Terminal):
    """A program on a terminal, that is timed."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "TEXTUAL_ANIMATIONS": "none"}
        # What is installed is compiled; here, the first start that is not counted does it.
        for name in ("NO_COLOR", "PYTHONDONTWRITEBYTECODE"):
            environment.pop(name, None)
        self.begun = time.perf_counter()
        # Textual draws on standard error.
        every = ["/bin/sh", "-c", 'exec "$@" 2>&1', "sh", *command]
        super().__init__(every, folder / "complaints", environment, size=_SIZE)
        self.send(_SYNCHRONISED)

    def first(self, wanted: bytes) -> float:
        """How long it takes from the start to the end of the frame that has this in it."""
        self.until(wanted)
        return time.perf_counter() - self.begun

    def settle(self, seconds: float = _PAUSE) -> None:
        """Takes what is still printed, until nothing was for so long."""
        while self._read(time.monotonic() + seconds):
            pass

    def key(self, key: str) -> tuple[float, int]:
        """From a key to the end of the frame that answers it, and the bytes of the frame."""
        self.settle()
        before, begun = len(self.printed), time.perf_counter()
        self.send(key.encode())
        self.until(_FRAME)
        return time.perf_counter() - begun, len(self.printed) - before

    @property
    def memory(self) -> int:
        """The most memory that it had, in bytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) * 1024


def figures(folder: Path) -> Iterator[Figure]:
    """First content and colours; keys on 100,000 lines; one line of a megabyte."""
    shows = {count: shown(folder, count) for count in (10_000, 100_000, _MILLION)}
    empty = partial(_start, folder, [sys.executable, "-c", _BLANK], b"nothing here")
    ours, blank = _in_turn(partial(_start, folder, shows[10_000]), empty)
    yield _first("V1", "10,000 lines", ours, 1.6 * blank, beside=f"blank app {ms(blank)}", goal="1.6 × blank")
    if shutil.which("vim") is None:
        yield Figure("V2", "first content, 100,000 lines", "≤ 0.35 × vim -d", "vim is not here", False)
    else:
        ours, vim = _in_turn(partial(_start, folder, shows[100_000]), partial(_vim, folder, 100_000))
        yield _first("V2", "100,000 lines", ours, 0.35 * vim, beside=f"vim -d {ms(vim)}", goal="0.35 × vim -d")
    yield _large(folder, shows[_MILLION])
    yield _colours(folder, shows[100_000])
    yield from _keys(folder, shows[100_000])
    yield _sideways(folder)


def shown(folder: Path, count: int) -> list[str]:
    """The program that shows a pair of so many lines, and what it is to show."""
    lines = source_lines()
    text = (lines * (count // len(lines) + 1))[:count]
    texts = Pair(text, edited(text, lines, random.Random(count), _SHARE))
    paths = Pair(folder / f"left-{count}.py", folder / f"right-{count}.py")
    for side, path, first in zip(texts, paths, _FIRST, strict=True):
        path.write_text("\n".join([first, *side]) + "\n")
    return _program(folder / f"study-{count}", paths.map(Path.read_bytes))


def _program(place: Path, contents: Pair[bytes]) -> list[str]:
    """The review of two runs that left one file each behind, as anybody starts it."""
    with Study.create(place, "Bench", "mia") as study:
        study.add_rubric(_RUBRIC)
        for name, content in zip(_MODELS, contents, strict=True):
            folder = place.with_suffix(".runs") / name
            folder.mkdir(parents=True)
            (folder / "file.py").write_bytes(content)
            study.add(look([folder], Told(task="bench", model=name)), reviewer="mia")
    return [str(Path(sys.executable).with_name("sidegrade")), "review", *_MODELS, "--study", str(place)]


def _start(folder: Path, command: Sequence[str], wanted: bytes = _FIRST.b.encode()[:18]) -> float:
    with Screen(command, folder) as screen:
        return screen.first(wanted)


def _in_turn(*starts: Callable[[], float]) -> list[float]:
    """The median of each; taken in turn, since a machine is not as quick in one second as in the next."""
    found = [[start() for start in starts] for _ in range(_STARTS + 1)]
    return [statistics.median(one) for one in zip(*found[1:], strict=True)]


def _first(key: str, what: str, ours: float, most: float, *, beside: str, goal: str) -> Figure:
    return Figure(key, f"first content, {what}", f"≤ {goal}", f"{ms(ours)} ({beside})", ours <= most)


def _vim(folder: Path, count: int) -> float:
    """Until vim has drawn both files; it draws no frames, so that it has to leave."""
    files = [str(folder / f"{side}-{count}.py") for side in ("left", "right")]
    command = ["vim", "-u", "NONE", "-i", "NONE", "-n", "-d", *files, "+redraw!", "+qa!"]
    with Screen(command, folder) as screen:
        screen.end()
        return time.perf_counter() - screen.begun


def _large(folder: Path, command: Sequence[str]) -> Figure:
    found = []
    for _ in range(3):
        with Screen(command, folder) as screen:
            found.append((screen.first(_FIRST.b.encode()[:18]), screen.memory))
    took, memory = (statistics.median(one) for one in zip(*found, strict=True))
    told = f"{took:.2f} s, {memory / 2**20:.0f} MB"
    holds = took <= 2.5 and memory <= 300 * 2**20
    return Figure("V3", f"first content, {_MILLION:,} lines", "≤ 2.5 s, ≤ 300 MB", told, holds)


def _colours(folder: Path, command: Sequence[str]) -> Figure:
    def start() -> float:
        with Screen(command, folder) as screen:
            content = screen.first(_FIRST.b.encode()[:18])
            return (0.0 if _COLOUR in screen.printed else screen.first(_COLOUR)) - content

    took = max(median(start, _STARTS), 0.0)
    return Figure("V4", "colours after content, 100,000 lines", "≤ 150 ms", ms(took), took <= 0.15)


def _keys(folder: Path, command: Sequence[str]) -> Iterator[Figure]:
    with Screen(command, folder) as screen:
        screen.first(_FIRST.b.encode()[:18])
        screen.settle(3)
        screen.send(b"/self\r")
        screen.settle(1)
        rounds = [{name: [screen.key(key) for key in keys] for name, keys in _PRESSED.items()} for _ in range(_ROUNDS)]
    idle = {name: _middle([one[name] for one in rounds]) for name in _PRESSED}
    yield _answered("V5", f"score key, on disk ({ms(_disk(folder))} p95), painted", idle["score"], 0.008, 0.020)
    # Else it would open where it was left.
    shutil.rmtree(Path(command[-1]) / ".sidegrade" / "reviewers")
    yield _answered("V6", "line scroll, 100,000 lines, all on", idle["line"], 0.008, 0.016)
    for name in ("page", "change"):
        yield _answered("V7", f"{name}, 100,000 lines, all on", idle[name], 0.010, 0.020)
    with Screen(command, folder) as screen:
        screen.first(_FIRST.b.encode()[:18])
        busy = [screen.key(key)[0] for key in "j" * 60]
    calm, late = (statistics.median(one) for one in ([took for took, _ in idle["line"]], busy))
    told = f"{late / calm:.2f} × ({ms(late)} beside {ms(calm)})"
    yield Figure("V8", "line scroll while 100,000 lines are coloured", "≤ 1.5 × idle", told, late <= 1.5 * calm)
    most = max(size for _, size in idle["page"])
    yield Figure("V11", "bytes of a full frame", "≤ 45 kB", f"{most / 1000:.1f} kB at most", most <= 45_000)


_PRESSED: Final = {"score": "89" * 30, "line": "j" * 100, "page": " " * 60, "change": "n" * 60}


def _middle(rounds: Sequence[Sequence[tuple[float, int]]]) -> Sequence[tuple[float, int]]:
    """The round whose slow keys are neither the quickest nor the slowest: the machine holds everybody up now and then."""
    return sorted(rounds, key=lambda seen: _late([took for took, _ in seen]))[len(rounds) // 2]


def _late(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _disk(folder: Path) -> float:
    """What the disk takes for one page that must be on it, when it is slow."""
    times = []
    with (folder / "page").open("wb", buffering=0) as file:
        for _ in range(60):
            file.write(b"x" * 4096)
            begun = time.perf_counter()
            os.fdatasync(file.fileno())
            times.append(time.perf_counter() - begun)
            time.sleep(_PAUSE)
    return _late(times)


def _answered(key: str, work: str, seen: Sequence[tuple[float, int]], usual: float, most: float) -> Figure:
    times = [took for took, _ in seen]
    middle, late = statistics.median(times), _late(times)
    goal = f"median ≤ {usual * 1000:.0f}, p95 ≤ {most * 1000:.0f} ms"
    return Figure(key, work, goal, f"median {ms(middle)}, p95 {ms(late)}", middle <= usual and late <= most)


def _sideways(folder: Path) -> Figure:
    long = b"abcdefgh" * 130_000
    contents = Pair(b"%s\n%s" % (_FIRST.a.encode(), long), b"%s\n%s!" % (_FIRST.b.encode(), long))
    with Screen(_program(folder / "study-long", contents), folder) as screen:
        screen.first(_FIRST.b.encode()[:18])
        screen.settle(1)
        times = [screen.key(key)[0] for key in ("\x1b[C", "\x1b[D") * 20]
    took = statistics.median(times)
    return Figure("V10", "one line of 1 MB, sideways", "median ≤ 12 ms", ms(took), took <= 0.012)
