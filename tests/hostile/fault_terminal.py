"""A terminal that is closed, hangs up, or changes its size all the time: no traceback, an end, and nothing lost."""

import random
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.hostile.fault_sitter import GoneError, Sitter
from tests.hostile.fault_study import CELLS, board, copied, digits, doctored
from tests.hostile.results import Tried
from tests.hostile.shares import SHARES, Seen, by_shares, together

_PATIENCE: Final = 30.0
_HUP: Final = 128 + signal.SIGHUP
_ENDS: Final = {"closed": (0, _HUP), "hung up": (_HUP,), "terminated": (128 + signal.SIGTERM,)}
"""The exit statuses of a review whose terminal was taken away, or that was told to end."""
_SOONER: Final = (-signal.SIGHUP, -signal.SIGTERM, 2)
"""Before Python has begun to listen; or it finds that there is no terminal any more."""
_MOST_KEYS: Final = 8
_COLOURS: Final = re.compile(r"\x1b\[[0-9;]*m")
_END: Final = 200
_EARLY: Final = 0.3
"""How many are ended while they begin."""
_UNKNOWN: Final = 5
"""Of every so many terminals that change while a review begins, one does not say at first how large it is."""
_DEAF: Final = 0.3
"""How many of those whose terminal is closed were begun by something that ignores the signal which says so."""


def terminals(place: Path, seed: int, is_quick: bool) -> Iterator[Tried]:
    """The step of the soak."""
    made = board(place / "made")
    yield _gone(made, place, seed, 4 if is_quick else 300)
    yield _resized(
        copied(made, place / "resized" / "study"), random.Random(seed), 2 if is_quick else 8, 15 if is_quick else 120
    )
    yield _begun(copied(made, place / "begun" / "study"), random.Random(seed), 5 if is_quick else 150)


def _gone(made: Path, place: Path, seed: int, times: int) -> Tried:
    def take(share: int) -> list[Seen]:
        return _take_away(made, place / f"desk-{share}", times // SHARES, random.Random(f"{seed} {share}"))

    fine = ": every one ended, every mark shown was kept"
    return together(f"the terminal of a review is taken away, {times} times", by_shares(take), fine)


def _take_away(made: Path, desk: Path, times: int, chance: random.Random) -> list[Seen]:
    found = []
    study, before = copied(made, desk / "study"), 0
    for number in range(times):
        if before > CELLS - _MOST_KEYS:
            study, before = copied(made, desk / "study"), 0
        kind = chance.choice(tuple(_ENDS))
        try:
            why = _once(study, kind, before, chance)
        except GoneError as gone:
            why = str(gone)
        before = len(digits(study))
        found.append(Seen(kind, f"{number} {kind}: … {_COLOURS.sub('', why)[-_END:]}" if why else ""))
    if not (sick := doctored(study)).is_content:
        found.append(Seen("checked", str(sick)))
    shutil.rmtree(desk)
    return found


def _once(study: Path, kind: str, before: int, chance: random.Random) -> str:
    with Sitter(study, ignoring="HUP" if kind == "closed" and chance.random() < _DEAF else "") as sitter:
        if chance.random() < _EARLY:
            sitter.watch(chance.uniform(0.02, 0.8))  # perhaps it is not there yet
        else:
            sitter.sit()
        sent = "".join(str(chance.randrange(10)) for _ in range(chance.randrange(_MOST_KEYS)))
        for key in sent:
            sitter.send(key)
            sitter.watch(chance.choice((0, 0.003, 0.02)))
        process = sitter.terminal.process
        if kind == "closed":
            sitter.terminal.hang_up()
        else:
            process.send_signal(signal.SIGHUP if kind == "hung up" else signal.SIGTERM)
            sitter.watch(_PATIENCE)
        try:
            status = process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            return "it never ended"
        kept = len(digits(study))
        if status not in _ENDS[kind] and not (status in _SOONER and not sitter.of):
            return f"status {status}: {sitter.end()}"
        if kept < max(sitter.most, before):
            return f"{sitter.most} shown and {kept} kept"
        return sitter.trouble


def _resized(study: Path, chance: random.Random, sittings: int, sizes: int) -> Tried:
    typed: list[str] = []
    wrong: list[str] = []
    for _ in range(sittings):
        with Sitter(study) as sitter:
            try:
                sitter.sit()
                for number in range(sizes):
                    sitter.resize(*_size(chance))
                    sitter.watch(chance.choice((0, 0, 0.001, 0.01, 0.05)))
                    if number % (sizes // 5) == 0 and len(typed) < CELLS:
                        typed.append(str(chance.randrange(10)))
                        sitter.send(typed[-1])
                sitter.resize(36, 120)
                sitter.count(len(typed))
                status = sitter.leave()
                wrong += [f"left with {status}"] if status else []
                wrong += [sitter.trouble] if sitter.trouble else []
            except GoneError as gone:
                wrong.append(str(gone))
    found = digits(study)
    wrong += [] if found == typed else [f"typed {typed}, kept {found}"]
    wrong += [] if (sick := doctored(study)).is_content else [str(sick)]
    more = f" · {len(wrong)} wrong: {wrong[0][:600]}" if wrong else ""
    tried = f"the terminal changes its size, 1×1 to 400×200, {sittings * sizes} times in {sittings} reviews"
    return Tried(tried, f"{len(typed)} marks given meanwhile, {len(found)} kept{more}", not wrong)


def _begun(study: Path, chance: random.Random, times: int) -> Tried:
    wrong: list[str] = []
    for number in range(times):
        with Sitter(study, size=_size(chance) if number % _UNKNOWN else (0, 0)) as sitter:
            try:
                for _ in range(chance.randrange(4)):
                    sitter.watch(chance.uniform(0, 0.3))
                    sitter.resize(*_size(chance))
                sitter.resize(36, 120)
                sitter.sit()
                status = sitter.leave()
                wrong += [f"left with {status}"] if status else []
                wrong += [sitter.trouble] if sitter.trouble else []
            except GoneError as gone:
                wrong.append(str(gone))
    wrong += [] if (sick := doctored(study)).is_content else [str(sick)]
    seen = f"{len(wrong)} wrong: {wrong[0][:600]}" if wrong else "every one was there, and left when it was told to"
    tried = f"the terminal changes its size while a review begins, {times} times, one in {_UNKNOWN} without any"
    return Tried(tried, seen, not wrong)


def _size(chance: random.Random) -> tuple[int, int]:
    """Rows and columns, small ones as often as large ones."""
    if chance.random() < 0.3:
        return chance.randrange(1, 12), chance.randrange(1, 40)
    return chance.randrange(1, 201), chance.randrange(1, 401)
