"""The list of 20,000 files on a terminal of 200 × 50: how soon it is there, and how soon each key is answered.

python -m tests.bench.lists listed     the program that is measured; "blank" and "made-up" are those beside it
"""

import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual.app import App, ComposeResult

from tests.bench.measure import Figure, ms
from tests.tui.terminal import Terminal

if TYPE_CHECKING:
    from grading.compare.tree import FilePair

FILES: Final = 20_000
_SIZE: Final = (50, 200)
_STARTS: Final = 10
_SYNCHRONISED: Final = b"\x1b[?2026;2$y"
"""What a terminal answers that can be told where a frame begins and ends."""
_FRAME: Final = b"\x1b[?2026l"
_BLANK: Final = b"nothing here"
_FIRST: Final = b"the_first_file.py"
_WORDS: Final = ("orderview", "modelpy", "cart", "se", "util/ledger", "view_cart", "parsetok3", "a_b")
_DOWN: Final = b"\x1b[B"
_PAGE_DOWN: Final = b"\x1b[6~"
_END_OF_FILTER: Final = b"\r"
_PAUSE: Final = 0.05


def figures(folder: Path) -> Iterator[Figure]:
    """First content beside a blank application; the cursor; each letter of the filter."""
    # The program makes its files up, which nobody is to wait for: a third one makes them up and does not list them.
    wanted = {"blank": _BLANK, "made-up": _BLANK, "listed": _FIRST}
    starts = [{which: _first_content(folder, which, word) for which, word in wanted.items()} for _ in range(_STARTS)]
    blank, made_up, listed = (statistics.median(one[which] for one in starts[1:]) for which in wanted)
    listed -= made_up - blank
    told = f"{ms(listed)} / {ms(blank)} = {listed / blank:.2f}"
    yield Figure("V9a", f"{FILES:,} files listed", "≤ 1.6 × blank Textual app", told, listed / blank <= 1.6)
    cursor, pages, letters = _keys(folder)
    yield _answered("V9b", "cursor in the list", cursor, 0.008)
    yield _answered("V9c", "each letter of the filter", letters, 0.030)
    yield _answered("V9d", "page in the list", pages, 0.020)


def _answered(key: str, work: str, seen: Sequence[float], most: float) -> Figure:
    late = statistics.quantiles(seen, n=20)[-1]
    told = f"median {ms(statistics.median(seen))}, p95 {ms(late)}"
    return Figure(key, work, f"p95 ≤ {most * 1000:.0f} ms", told, late <= most)


def _first_content(folder: Path, which: str, wanted: bytes) -> float:
    begin = time.perf_counter()
    with _terminal(folder, which) as terminal:
        terminal.until(wanted)
        return time.perf_counter() - begin


def _keys(folder: Path) -> tuple[list[float], list[float], list[float]]:
    """From each key to the end of the frame that answers it."""
    with _terminal(folder, "listed") as terminal:
        terminal.send(_SYNCHRONISED)
        terminal.until(_FIRST)
        terminal.settle(3)  # names are made in the meantime, as they are while a person reads

        def answered(key: bytes) -> float:
            terminal.settle(_PAUSE)
            begin = time.perf_counter()
            terminal.send(key)
            terminal.until(_FRAME)
            return time.perf_counter() - begin

        cursor = [answered(_DOWN) for _ in range(100)]
        pages = [answered(_PAGE_DOWN) for _ in range(40)]
        letters = []
        for word in _WORDS:
            letters += [answered(letter.encode()) for letter in word]
            answered(_END_OF_FILTER)
        return cursor, pages, letters


class _Screen(Terminal):
    """A terminal that can be waited for."""

    def settle(self, seconds: float) -> None:
        """Takes what is still printed for so long."""
        deadline = time.monotonic() + seconds
        while self._read(deadline):
            pass


def _terminal(folder: Path, which: str) -> _Screen:
    environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "TEXTUAL_ANIMATIONS": "none"}
    # Textual draws on standard error.
    command = ["/bin/sh", "-c", 'exec "$@" 2>&1', "sh", sys.executable, "-m", "tests.bench.lists", which]
    return _Screen(command, folder / "complaints", environment, size=_SIZE)


class _Blank(App[None]):
    """An application that shows a word."""

    def compose(self) -> ComposeResult:
        from textual.widgets import Static

        yield Static(_BLANK.decode())


def _made_up() -> "tuple[list[FilePair], Callable[[bytes], str]]":
    """Files, and what masks their names."""
    from grading.blind import KNOWN, Mask
    from grading.compare.tree import File, FilePair, Status
    from grading.runs.vault import Entry
    from grading.sides import Pair
    from grading.visible import path_text

    chance = random.Random(3)
    words = ["app", "core", "model", "user", "order", "view", "cart", "ledger", "parse", "token", "util", "store"]
    paths = {_FIRST}
    while len(paths) < FILES:
        folders = "/".join(f"{chance.choice(words)}_{chance.choice(words)}" for _ in range(chance.randrange(1, 4)))
        paths.update(f"{folders}/{chance.choice(words)}_{number}.py".encode() for number in range(chance.randrange(9)))
    entries = Pair(Entry(0o100644, "0" * 40), Entry(0o100644, "1" * 40))
    files: list[FilePair] = []
    for path in sorted(paths)[-FILES:]:
        a, b = File(path, entries.a), File(path, entries.b)
        is_same = path != _FIRST and chance.random() < 0.3
        files.append(FilePair(Status.SAME, Pair(a, a)) if is_same else FilePair(Status.CHANGED, Pair(a, b)))
    mask = Mask(KNOWN)
    return files, lambda path: mask(path_text(path))


def _listed() -> App[None]:
    import gc

    from textual import events

    from grading.compare.counts import Counts
    from tui.themes import THEMES
    from tui.widgets.file_list import FileList

    files, name_of = _made_up()

    class Listed(App[None]):
        CSS = "FileList { width: 60; }"

        def compose(self) -> ComposeResult:
            self.typed = ""
            self.list = FileList(THEMES["dark"])
            yield self.list

        def on_mount(self) -> None:
            self.list.show(files, name_of)
            self.list.choose(next(file for file in files if file.path == _FIRST))
            self.list.has_focus_look(True)

        def on_ready(self) -> None:
            self.list.put_counts([Counts(number % 90, number % 70) for number in range(FILES)])
            gc.freeze()
            gc.disable()  # as the application does while keys are pressed

        def on_key(self, event: events.Key) -> None:
            moves = {"down": 1, "pagedown": self.list.page_size}
            if event.key in moves:
                self.list.move(moves[event.key])
            else:
                self.typed = self.typed + event.character if event.character and event.key != "enter" else ""
                self.list.filter(self.typed)

    return Listed()


if __name__ == "__main__":
    which = sys.argv[1]
    if which == "made-up":
        _made_up()
    (_listed() if which == "listed" else _Blank()).run()
