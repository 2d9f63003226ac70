"""A clock that goes backwards under a review: decisions stay in order, and what stands is what was decided last."""

import random
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.hostile.fault_commands import Commands
from tests.hostile.fault_sitter import GoneError, Sitter
from tests.hostile.fault_study import board, copied, doctored, ledger_of
from tests.hostile.results import Tried

_IDS: Final = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
_CHILD: Final = Path(__file__).with_name("fault_clock_child.py")
_SIGN: Final = ("long lines go on", "long lines are cut")
"""What `l` says in turn: whatever was pressed before it is done."""
_READING: Final = (
    ["card", "amber", "--format", "json"],
    ["card", "cobalt", "--format", "json"],
    ["standings", "--format", "csv"],
)
_DEEDS: Final = ("3", "7", "0", "*", "u", "u", "U", "-", "+", "X", "y", "k", "\t", "\x1b[A", "\x1b[B", "=", "~", "<")


def clock(place: Path, seed: int, is_quick: bool) -> Iterator[Tried]:
    """The step of the soak: the same keys with a clock that jumps and one that does not come to the same."""
    made = board(place / "made")
    chance = random.Random(seed)
    wrong: list[str] = []
    sessions, keys, decisions = (1 if is_quick else 8), (40 if is_quick else 100), 0
    for number in range(sessions):
        pressed = [chance.choice(_DEEDS) for _ in range(keys)]
        plain, jumping = (copied(made, place / name / "study") for name in ("plain", "jumping"))
        _settle_sides(plain, jumping, made)
        try:
            half = len(pressed) // 2
            for part in (pressed[:half], pressed[half:]):  # undo reaches back over the end of a session
                _sit(plain, part, None, f"{seed} {number}")
                _sit(jumping, part, _CHILD, f"{seed} {number}")
        except GoneError as gone:
            wrong.append(str(gone))
            continue
        before, after = _decided(plain), _decided(jumping)
        decisions += len(after)
        with Commands() as commands:
            for asked in _READING:
                one, other = commands(plain, *asked), commands(jumping, *asked)
                other_lines = [
                    pair for pair in zip(_timeless(one.out), _timeless(other.out), strict=False) if pair[0] != pair[1]
                ]
                if other_lines or one.status != other.status:
                    wrong.append(f"session {number}: `{asked[0]}` differs: {other_lines[:2]}")
        wrong += [] if before == after else [f"session {number}: {len(before)} decisions, {len(after)} with the clock"]
        wrong += [] if (sick := doctored(jumping)).is_content else [f"session {number}: {sick}"]
    more = f" · {len(wrong)} wrong: {wrong[0][:400]}" if wrong else ""
    seen = f"{decisions} decisions in the order in which they were taken, cards and standings the same as with a good clock"
    yield Tried(
        f"the clock jumps at every decision, up to 60 years back, {sessions} sittings of {keys} keys",
        seen + more,
        not wrong,
    )


def _settle_sides(plain: Path, jumping: Path, made: Path) -> None:
    """Which side a run stands on is drawn by chance: drawn once, for both."""
    with Sitter(plain) as sitter:
        sitter.sit()
        sitter.leave()
    connection = sqlite3.connect(ledger_of(plain))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    copied(plain, jumping)


def _sit(study: Path, keys: list[str], command: Path | None, seed: str) -> None:
    with Sitter(study, command=command, CLOCK_SEED=seed) as sitter:
        sitter.sit()
        for number, key in enumerate(keys):
            sitter.press(f"{key}l", _SIGN[number % 2])
        if len(keys) % 2:
            sitter.press("l", _SIGN[1])
        status = sitter.leave()
        if status or sitter.trouble:
            raise GoneError(f"left with {status}: {sitter.trouble}")


def _decided(study: Path) -> list[tuple[object, ...]]:
    """Everything that was decided, in order, without ids: a withdrawal says which decision it takes back."""
    connection = sqlite3.connect(ledger_of(study))
    try:
        rows = connection.execute("SELECT id, kind, run, cell, value, body FROM decisions ORDER BY id").fetchall()
    finally:
        connection.close()
    places = {row[0]: str(place) for place, row in enumerate(rows)}
    return [(*row[1:4], places.get(row[4], row[4]), places.get(row[5], row[5])) for row in rows]


def _timeless(text: str) -> list[str]:
    """Lines without the instants and ids that must differ."""
    named = ("at", "decision", "id", "session")
    lines = _IDS.sub("", text).splitlines()
    return [line for line in lines if not any(f'"{name}":' in line for name in named)]
