"""A ledger that lost its end, or whose bytes are others: clear errors, named damage, and no total that changed unnoticed."""

import random
import shutil
import signal
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from tests.hostile.fault_commands import Answer, Commands
from tests.hostile.fault_sitter import GoneError, Sitter
from tests.hostile.fault_study import board, copied, ledger_of
from tests.hostile.ledger_types import TEXT, type_places
from tests.hostile.results import Tried
from tests.hostile.shares import SHARES, Seen, by_shares, together

_READING: Final = (
    ["card", "amber", "--format", "json"],
    ["card", "cobalt", "--format", "json"],
    ["standings", "--format", "json"],
    ["runs", "--format", "json"],
)
_TAKING: Final = (
    ["rubrics", "--format", "json"],
    ["export", "{out}", "--anonymous"],
    ["mark", "amber", "r39", "1", "--as", "mia"],
    ["undo", "--as", "mia"],
)
_MARKS: Final = 30
_NUL_SHARE: Final = 0.1
_TERMINATED: Final = 128 + signal.SIGTERM


class Damage(NamedTuple):
    """What is done to the ledger."""

    name: str
    do: Callable[[bytes], bytes]


def damaged_ledger(place: Path, seed: int, is_quick: bool) -> Iterator[Tried]:
    """The step of the soak."""
    chance = random.Random(seed)
    study = board(place / "made")
    with Commands() as commands:
        for number in range(_MARKS):
            for run in ("amber", "cobalt"):
                value = str(number * (3 if run == "amber" else 7) % 10)
                commands(study, "mark", run, f"r{number}", value, "--note", f"because {number}", "--as", "mia")
    settle(study)
    data = ledger_of(study).read_bytes()
    cuts = [cut(chance.randrange(len(data))) for _ in range(10 if is_quick else 60)]
    cuts += [cut(size) for size in (0, 1, 16, 99, 100, 4095, 4096, 4097, len(data) - 1)]
    yield judged("truncated", study, cuts, place)
    flips = [_flipped(data, chance) for _ in range(20 if is_quick else 300)]
    yield judged("with a byte that is another", study, flips, place)
    types = retyped(data, chance, 12 if is_quick else 250)
    yield judged("with a value of another type", study, types, place)
    yield reviewed(study, retyped(data, chance, 4 if is_quick else 80), place / "reviewed")
    marks = aimed(study, chance, 6 if is_quick else 20)
    yield judged("with a mark's own value changed on the disk", study, marks, place)


def settle(study: Path) -> None:
    """Brings what is in the log into the ledger itself."""
    connection = sqlite3.connect(ledger_of(study))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def cut(size: int) -> Damage:
    """Its end is lost."""
    return Damage(f"cut to {size:,} bytes", lambda data: data[:size])


def _flipped(data: bytes, chance: random.Random) -> Damage:
    place = chance.randrange(len(data))
    while not data[place] and chance.random() > _NUL_SHARE:  # most of a ledger is room that nobody uses yet
        place = chance.randrange(len(data))
    bits = chance.choice((1 << chance.randrange(8), chance.randrange(1, 256)))
    return other(place, data[place] ^ bits)


def other(place: int, byte: int) -> Damage:
    """One byte is another."""
    return Damage(f"byte {place:,} is {byte}", lambda data: data[:place] + bytes([byte]) + data[place + 1 :])


def retyped(data: bytes, chance: random.Random, times: int) -> list[Damage]:
    """A value is said to be of another type: bytes as long as the text was, a number, nothing."""
    found = []
    for place in chance.choices(type_places(data), k=times):
        others = [0, 1, 6, 7, 8, 9, TEXT - 1, TEXT]
        if data[place] > TEXT and data[place] % 2:
            others += [data[place] - 1] * len(others)
        found.append(other(place, chance.choice(others)))
    return found


def aimed(study: Path, chance: random.Random, times: int) -> list[Damage]:
    """Another digit in the place of a mark's own: it follows the cell's key in the row of the decision."""
    connection = sqlite3.connect(ledger_of(study))
    rows = connection.execute("SELECT id, run, rubric, cell, value FROM decisions WHERE kind = 'mark'").fetchall()
    connection.close()
    data = ledger_of(study).read_bytes()
    found = []
    for ident, run, rubric, cell, value in chance.sample(rows, min(times, len(rows))):
        row = data.index(ident.encode())
        while f"mark{run}{rubric}{cell}{value}".encode() not in data[row : row + 400]:
            row = data.index(ident.encode(), row + 1)
        place = data.index(f"mark{run}{rubric}{cell}{value}".encode(), row) + len(f"mark{run}{rubric}{cell}")
        found.append(other(place, ord(str((int(value) + 5) % 10))))
    return found


def judged(name: str, study: Path, damages: Sequence[Damage], place: Path) -> Tried:
    """What came of every damage."""
    with Commands() as commands:
        truth = [commands(study, *one) for one in _READING]
    seen = by_shares(lambda share: _each(study, damages[share::SHARES], place / f"copy-{share}", truth))
    return together(f"a ledger {name}, {len(damages)} times", seen)


def _each(study: Path, damages: Sequence[Damage], place: Path, truth: Sequence[Answer]) -> list[Seen]:
    found = []
    with Commands() as commands:
        for damage in damages:
            copy = copied(study, place)
            ledger = ledger_of(copy)
            ledger.write_bytes(damage.do(ledger.read_bytes()))
            found.append(_judged(damage.name, copy, commands, truth))
    shutil.rmtree(place, ignore_errors=True)
    return found


def _judged(name: str, study: Path, commands: Commands, truth: Sequence[Answer]) -> Seen:
    before = [commands(study, *one) for one in _READING]
    doctor = commands(study, "doctor")
    after = [commands(study, *one) for one in _READING]
    out = str(study.with_name(f"{study.name}-out"))
    shutil.rmtree(out, ignore_errors=True)
    taken = [commands(study, *(part.format(out=out) for part in one)) for one in _TAKING]
    every = (*before, doctor, *after, *taken)
    faults = [f"{name}: {one.fault}" for one in every if one.fault]
    if faults:
        return Seen("answered by no clear error", faults[0])
    if doctor.status == 2:
        refused = [one for one in after if one.status == 2]
        return Seen("refused whole by every command" if len(refused) == len(after) else "refused by doctor")
    if doctor.status == 1:
        return Seen("told as damaged by doctor")
    changed = [one for one, then in zip(after, truth, strict=True) if (one.status, one.out) != (then.status, then.out)]
    if changed:
        return Seen("CHANGED UNNOTICED", f"{name}: doctor: {doctor.out.splitlines()[-1]}; {_differs(after, truth)}")
    return Seen("mended by doctor" if ", 0 mended" not in doctor.out else "without any effect")


_KEYS: Final = ("5", "j", "T", "\r", "q", "q", "u", "z", "Q", "\r", "3", "p", "7")
"""A mark, the standings and a card in them, undo, the queue and back, another mark."""
_MOMENT: Final = 0.1
"""Seconds after which a key has done what it does; one that came too early changes what is tried, and no result."""


def reviewed(study: Path, damages: Sequence[Damage], place: Path) -> Tried:
    """Reviews of a ledger after each of these damages."""
    seen = []
    for damage in damages:
        copy = copied(study, place / "study")
        ledger = ledger_of(copy)
        ledger.write_bytes(damage.do(ledger.read_bytes()))
        with Sitter(copy) as sitter:
            kind = _sat(sitter)
        status = sitter.terminal.process.returncode
        is_wrong = sitter.trouble or status not in (0, 2, _TERMINATED)
        fault = f"{damage.name}: ended with {status}: {sitter.trouble or sitter.end()}" if is_wrong else ""
        seen.append(Seen(kind, fault))
    shutil.rmtree(place)
    return together(f"reviews of a ledger with a value of another type, {len(damages)} times", seen)


def _sat(sitter: Sitter) -> str:
    """What a review came to that is looked around in."""
    try:
        sitter.sit()
    except GoneError:
        return "refused with one sentence" if sitter.printed.count(b"sidegrade: ") == 1 else "ENDED WITHOUT A WORD"
    for key in _KEYS:
        sitter.send(key)
        sitter.watch(_MOMENT)
    sitter.terminal.process.terminate()
    sitter.drain()
    status = sitter.terminal.process.returncode
    return {0: "left with `q` where standings were refused", 2: "ended with one sentence"}.get(status, "went on")


def _differs(after: Sequence[Answer], truth: Sequence[Answer]) -> str:
    for one, then in zip(after, truth, strict=True):
        lines = zip(one.out.splitlines(), then.out.splitlines(), strict=False)
        for now, before in lines:
            if now != before:
                return f"{now.strip()} ← {before.strip()}"
    return "other lines"
