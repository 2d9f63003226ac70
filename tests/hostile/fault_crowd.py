"""Eight reviewers in eight processes on one study: nothing lost, nothing doubled, and how long each key waits."""

import json
import random
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, NamedTuple

from tests.hostile.fault_sitter import GoneError, Sitter
from tests.hostile.fault_study import CELLS, board, digits, doctored
from tests.hostile.results import Tried

_REVIEWERS: Final = 8
_PAUSE: Final = (0.1, 0.5)
"""Seconds from what is saved to the next key: somebody who never stops to read."""
_MOST: Final = 0.1
"""Seconds that nobody waits longer than."""
_MS: Final = f"{_MOST * 1000:.0f} ms"
_STALL: Final = 0.03
"""Seconds after which the disk counts as one that does not answer; most of the time it takes a millisecond."""
_LOST: Final = 30.0
"""Seconds after which a key has come to nothing."""
_TRIM: Final = 2**18


class Wait(NamedTuple):
    """From when to when, on the clock that all processes share."""

    begin: float
    end: float

    @property
    def seconds(self) -> float:
        """How long."""
        return self.end - self.begin


class Grader:
    """One of them: gives marks, and once every cell has one, takes the last back and gives it again."""

    def __init__(self, study: Path, number: int, seed: int) -> None:
        self.name = f"reviewer-{number}"
        self._chance = random.Random(f"{seed} {number}")
        self.sitter = Sitter(study, "--as", self.name)
        self.typed: list[str] = []
        self.undone = 0
        self.waits: list[Wait] = []
        self.wrong = ""
        self._wanted: int | None = None
        self._sent = 0.0
        self.next = time.monotonic()

    def go_on(self, now: float) -> None:
        """Presses the next key when it is time."""
        if self.wrong:
            return
        if self._wanted is not None:
            if now - self._sent > _LOST:
                self.wrong = f"{self.name}: a key came to nothing in {_LOST:.0f} s: {self.sitter.end()}"
            return
        if now < self.next:
            return
        if self.sitter.shown == CELLS:
            key, self._wanted = "u", CELLS - 1
            self.undone += 1
        else:
            key, self._wanted = str(self._chance.randrange(10)), self.sitter.shown + 1
            self.typed.append(key)
        self._sent = time.monotonic()
        self.sitter.send(key)

    def hear(self) -> None:
        """Takes what the review says."""
        self.sitter.take(0)
        if self.sitter.is_gone:
            self.wrong = self.wrong or f"{self.name}: the review has ended: {self.sitter.end()}"
        if self._wanted is not None and self.sitter.shown == self._wanted:
            now = time.monotonic()
            self.waits.append(Wait(self._sent, now))
            self._wanted = None
            self.next = now + self._chance.uniform(*_PAUSE)

    @property
    def is_waiting(self) -> bool:
        """Whether a key is under way."""
        return self._wanted is not None and not self.wrong


def crowd(place: Path, seed: int, is_quick: bool) -> Iterator[Tried]:
    """The step of the soak."""
    yield from grading(place, seed, 3 if is_quick else _REVIEWERS, 4.0 if is_quick else 600.0)


def grading(place: Path, seed: int, count: int, seconds: float) -> Iterator[Tried]:
    """So many reviewers for so many seconds."""
    study = board(place)
    graders = [Grader(study, number, seed) for number in range(count)]
    try:
        with ThreadPoolExecutor(len(graders)) as threads:
            list(threads.map(lambda one: one.sitter.sit(), graders))
        beside, disk = _begun(_TIMED, study), _begun(_DISK, place)
        _grade(graders, time.monotonic() + seconds)
        writes, refused = _ended(beside)
        stalls, _ = _ended(disk)
        for one in graders:
            one.wrong = one.wrong or one.sitter.trouble
            if one.sitter.leave():
                one.wrong = one.wrong or f"{one.name} left with {one.sitter.terminal.process.returncode}"
    except GoneError as gone:
        yield Tried(f"{len(graders)} reviewers at once", str(gone), False)
        return
    finally:
        for one in graders:
            one.sitter.terminal.close()
    yield _kept(study, graders, seconds)
    yield _waited(graders, writes, stalls, refused)


def _grade(graders: Sequence[Grader], deadline: float) -> None:
    by_fd = {one.sitter.terminal.fd: one for one in graders}
    while time.monotonic() < deadline or any(one.is_waiting for one in graders):
        now = time.monotonic()
        for one in graders:
            if now < deadline or one.is_waiting:
                one.go_on(now)
            if len(one.sitter.printed) > 2 * _TRIM:
                one.sitter.forget(_TRIM)
        ready, _, _ = select.select([fd for fd, one in by_fd.items() if not one.wrong], [], [], 0.005)
        for fd in ready:
            by_fd[fd].hear()


_TIMED: Final = """
import json, sys, time
from fractions import Fraction
from pathlib import Path
from grading.errors import LedgerError
from grading.marks.events import Mark
from grading.patience import waiting_at_most
from grading.study import Study
from grading.wishes import Wish
import select
waits, number, refused = [], 0, 0
with waiting_at_most(1.0), Study.open(Path(sys.argv[1])) as study:
    rubric, runs = study.find_rubric("service"), study.runs()
    while not select.select([sys.stdin], [], [], 0.05)[0]:
        wish = Wish(runs[number % 2], rubric, "beside", Mark("r0", Fraction(number % 10)))
        began = time.monotonic()
        try:
            study.decide([wish])
        except LedgerError:
            refused += 1
        waits.append([began, time.monotonic()])
        number += 1
print(json.dumps([waits, refused]))
"""
"""One more writer, without a screen: how long the ledger itself makes it wait."""
_DISK: Final = f"""
import json, os, select, sys, time
stalls = []
with open(os.path.join(sys.argv[1], "disk"), "wb") as file:
    while not select.select([sys.stdin], [], [], 0.02)[0]:
        began = time.monotonic()
        os.pwrite(file.fileno(), bytes(4096), 0)
        os.fdatasync(file.fileno())
        if time.monotonic() - began > {_STALL}:
            stalls.append([began, time.monotonic()])
print(json.dumps([stalls, 0]))
"""
"""Nothing but a page that is written again and again: when the disk itself does not answer."""


def _begun(program: str, place: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", program, str(place)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _ended(beside: "subprocess.Popen[str]") -> tuple[list[Wait], str]:
    """What one of these measured, and what went wrong."""
    said, complaint = beside.communicate("\n")
    if beside.returncode:
        return [], complaint[-300:]
    waits, refused = json.loads(said)
    return [
        Wait(*one) for one in waits
    ], f"{refused} were not saved, because others held it for a second" if refused else ""


def _kept(study: Path, graders: Sequence[Grader], seconds: float) -> Tried:
    wrong = [one.wrong for one in graders if one.wrong]
    lost = sum(digits(study, one.name) != one.typed for one in graders)
    sick = doctored(study)
    wrong += [] if sick.is_content else [str(sick)]
    marks, undone = sum(len(one.typed) for one in graders), sum(one.undone for one in graders)
    more = f" · {len(wrong)} wrong: {wrong[0][:400]}" if wrong else ""
    seen = f"{marks:,} marks and {undone:,} undone, {lost} ledgers of a reviewer with anything lost, doubled or in another order"
    tried = f"{len(graders)} reviewers in terminals of their own and one more writer on one study for {seconds:.0f} s"
    return Tried(tried, seen + more, not wrong and not lost)


def _waited(graders: Sequence[Grader], writes: Sequence[Wait], stalls: Sequence[Wait], refused: str) -> Tried:
    screens = [wait for one in graders for wait in one.waits]
    late, slow = _late(writes, stalls), _late(screens, stalls)
    seen = f"the ledger: {_spread(writes)}; from key to saved on the screen: {_spread(screens)}, {len(slow)} over {_MS}"
    worst = max((one.seconds for one in stalls), default=0.0)
    seen += (
        f"; the disk alone did not answer for {_STALL * 1000:.0f} ms {len(stalls)} times, at most {worst * 1000:.0f} ms"
    )
    seen += "".join(
        f" · {more}" for more in (f"{len(late)} waits for the ledger over {_MS}" * bool(late), refused) if more
    )
    name = f"how long {len(graders)} reviewers wait for one another: nobody over {_MS} for the ledger while the disk answers"
    return Tried(name, seen, bool(writes) and not late and not refused)


def _late(waits: Sequence[Wait], stalls: Sequence[Wait]) -> list[Wait]:
    """Those that waited too long, and not for the disk."""
    return [
        one
        for one in waits
        if one.seconds > _MOST and not any(stall.begin < one.end and one.begin < stall.end for stall in stalls)
    ]


def _spread(waits: Sequence[Wait]) -> str:
    if not waits:
        return "nothing measured"
    took = sorted(one.seconds * 1000 for one in waits)
    p50, p99 = took[len(took) // 2], took[min(len(took) * 99 // 100, len(took) - 1)]
    return f"p50 {p50:.1f} ms, p99 {p99:.1f} ms, most {took[-1]:.0f} ms of {len(took):,}"
