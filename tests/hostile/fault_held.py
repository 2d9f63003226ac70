"""A ledger that another process holds, for short and for long, and one that cannot be written."""

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from tests.hostile.fault_commands import Answer, Commands
from tests.hostile.fault_mounts import read_only
from tests.hostile.fault_sitter import GoneError, Sitter
from tests.hostile.fault_study import board, copied, digits, doctored, ledger_of
from tests.hostile.results import Tried

_SHORT: Final = 0.4
_LONG: Final = 1.6
"""A screen waits for a second."""
_LONGEST: Final = 12.0
"""A command waits for ten."""
_READING: Final = (["runs"], ["card", "amber"], ["standings"], ["queue"], ["rubrics"], ["diff", "amber", "cobalt"])
_MARK: Final = ("mark", "amber", "r3", "4", "--as", "mia")


def held_ledger(place: Path, seed: int, is_quick: bool) -> Iterator[Tried]:
    """The step of the soak."""
    made = board(place / "made")
    with Commands() as commands:
        for one in ("r38", "r39"):
            commands(made, "mark", "amber", one, "3", "--as", "mia")
        yield held_by_another(copied(made, place / "study"), random.Random(seed), 3 if is_quick else 60)
        yield _commands(copied(made, place / "study"), commands, 1 if is_quick else 5, is_quick=is_quick)
        yield _mounted(copied(made, place / "study"), place, commands)
    yield _modes(made, place)


@contextmanager
def _holding(study: Path, seconds: float) -> Iterator[threading.Event]:
    """Another process would hold it just so: a transaction that has begun to write, and lets go after a while."""
    gone = threading.Event()
    holder = sqlite3.connect(ledger_of(study), isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")

    def let_go() -> None:
        time.sleep(seconds)
        holder.execute("ROLLBACK")
        gone.set()

    thread = threading.Thread(target=let_go)
    thread.start()
    with closing(holder):
        try:
            yield gone
        finally:
            thread.join()


def held_by_another(study: Path, chance: random.Random, times: int) -> Tried:
    """A review while somebody else writes, for short and for long."""
    typed: list[str] = []
    refused = 0
    wrong: list[str] = []
    known = len(digits(study))
    with Sitter(study) as sitter:
        try:
            sitter.sit()
            first = sitter.shown
            for number in range(times):
                is_long = number % 3 == 2
                typed.append(str(chance.randrange(10)))
                begin = len(sitter.printed)
                with _holding(study, _LONG if is_long else chance.uniform(0.05, _SHORT)):
                    sitter.send(typed[-1])
                    if is_long:
                        sitter.until("NOT SAVED", begin)
                        refused += 1
                if is_long:
                    sitter.press("\r", "saved ✓")
                sitter.count(first + len(typed))
                if not is_long and b"NOT SAVED" in sitter.printed[begin:]:
                    wrong.append("not saved, although it was let go soon")
            wrong += [sitter.trouble] if sitter.trouble else []
            wrong += [f"left with {status}"] if (status := sitter.leave()) else []
        except GoneError as gone:
            wrong.append(str(gone))
    found = digits(study)[known:]
    wrong += [] if found == typed else [f"typed {typed}, kept {found}"]
    wrong += [] if (sick := doctored(study)).is_content else [str(sick)]
    seen = (
        f"{len(typed)} marks: {len(typed) - refused} waited and were saved, {refused} held for {_LONG} s were shown as NOT "
        f"SAVED and saved afterwards, {abs(len(found) - len(typed))} lost or doubled{_told(wrong)}"
    )
    return Tried(f"another process holds the ledger while a review goes on, {times} times", seen, not wrong)


def _commands(study: Path, commands: Commands, times: int, *, is_quick: bool) -> Tried:
    wrong: list[str] = []
    before = [commands(study, *one) for one in _READING]
    slowest = 0.0
    for _ in range(times):
        with _holding(study, _LONG):
            for one, then in zip(_READING, before, strict=True):
                began = time.monotonic()
                now = commands(study, *one)
                slowest = max(slowest, time.monotonic() - began)
                wrong += [f"`{one[0]}`: {now}"] if now != then else []
            wrong += _not(commands(study, *_MARK), 0)
        before = [commands(study, *one) for one in _READING]
    if not is_quick:
        with _holding(study, _LONGEST):
            wrong += _not(commands(study, *_MARK), 2)
    seen = f"{times * len(_READING)} readings answered as before, the slowest in {slowest:.2f} s; marking waits{_told(wrong)}"
    return Tried("another process holds the ledger while commands run", seen, not wrong)


def _not(answer: Answer, status: int) -> list[str]:
    return [f"{answer}"] if answer.fault or answer.status != status else []


def _told(wrong: list[str]) -> str:
    return f" · {len(wrong)} wrong: {wrong[0][:400]}" if wrong else ""


def _mounted(study: Path, place: Path, commands: Commands) -> Tried:
    """The study's folder on a disk that cannot be written."""
    with Sitter(study) as sitter:
        sitter.sit()  # which side a run stands on is drawn, and that has to be written
        sitter.leave()
    before = _looked(commands, study, place)
    wrong: list[str] = []
    with read_only(study) as is_so:
        if not is_so:
            return Tried("the study's disk is read-only", "not tried: nothing may be mounted here", True)
        after = _looked(commands, study, place)
        wrong += [f"`{name}`: {after[name]}" for name, one in before.items() if one != after[name]]
        wrong += _not(commands(study, *_MARK), 2)
        wrong += _said_at_the_screen(study)
    wrong += _not(commands(study, *_MARK), 0)
    wrong += [] if (sick := doctored(study)).is_content else [str(sick)]
    seen = (
        f"{len(before)} commands that read, `doctor` and `export` answer as before; a mark is NOT SAVED{_told(wrong)}"
    )
    return Tried("the study's disk is read-only", seen, not wrong)


def _looked(commands: Commands, study: Path, place: Path) -> Mapping[str, Answer]:
    found = {one[0]: commands(study, *one) for one in (*_READING, ["doctor"])}
    out = place / "out"
    found["export"] = commands(study, "export", str(out))
    shutil.rmtree(out, ignore_errors=True)
    return found


def _said_at_the_screen(study: Path) -> list[str]:
    """What is wrong with a review of a study that cannot be written."""
    with Sitter(study) as sitter:
        try:
            sitter.sit()
            sitter.press("5", "NOT SAVED")
            sitter.watch(0.3)
            wrong = [sitter.trouble] if sitter.trouble else []
            if b"cannot be written" not in sitter.printed:
                wrong.append("it does not say why")
            sitter.leave()
        except GoneError as gone:
            return [str(gone)]
    return wrong


_BOUND: Final = ("--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search")
"""Without these, modes bind even root."""


def _modes(made: Path, place: Path) -> Tried:
    """Modes of files and folders, for somebody whom they bind."""
    name = "files and folders that may not be written or read"
    program = shutil.which("setpriv")
    if not os.geteuid() and program is None:
        return Tried(name, "not tried: root may do anything, and there is no setpriv to be less", True)
    study = copied(made, place / "study")
    command = [sys.executable, "-m", "tests.hostile.fault_modes", str(study)]
    if program is not None and not os.geteuid():
        command = [program, *_BOUND, *command]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = done.stdout or json.dumps({"tried": 0, "seen": "", "wrong": [done.stderr[-600:]]})
    found = json.loads(said)
    wrong = [text for text in found["wrong"] if text]
    return Tried(f"{name}, {found['tried']} ways", f"{found['seen']}{_told(wrong)}", not wrong)
