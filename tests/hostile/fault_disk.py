"""A disk that is full while marks are given, and while `add`, `export` and `import` run."""

import json
import random
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from tests.builders import write_files
from tests.hostile.fault_commands import Answer, Commands
from tests.hostile.fault_mounts import Disk, small_disk
from tests.hostile.fault_sitter import GoneError, Sitter
from tests.hostile.fault_study import CELLS, board, copied, digits, doctored, ledger_of
from tests.hostile.results import Tried

_SIZE: Final = 6 * 2**20
_WORKSPACE: Final = 400_000
_FRAME: Final = 0.3
"""Seconds until the rest of a frame is there."""
_SAID: Final = (b"is full; free some space", b"as it should; check the disk")
_WHAT_TO_DO: Final = ("free some space", "check the disk")


def full_disk(place: Path, seed: int, is_quick: bool) -> Iterator[Tried]:
    """The step of the soak."""
    chance = random.Random(seed)
    made = board(place / "made")
    with small_disk(place / "disk", _SIZE) as disk, Commands(TMPDIR=str(disk.place)) as commands:
        yield _review(made, disk, chance, 3 if is_quick else 30)
        yield _reading(made, disk, commands)
        yield _add(made, disk, chance, commands, 2 if is_quick else 60)
        yield _export(made, disk, chance, commands, 2 if is_quick else 40)
        yield _import(made, disk, chance, commands, 2 if is_quick else 40)


def _review(made: Path, disk: Disk, chance: random.Random, times: int) -> Tried:
    study = copied(made, disk.place / "study")
    unsaved = saved = 0
    wrong: list[str] = []
    typed = ""
    with Sitter(study) as sitter:
        try:
            sitter.sit()
            for _ in range(min(times, CELLS // 2)):
                typed += str(chance.randrange(10))
                sitter.send(typed[-1])
                sitter.count(len(typed))
                disk.fill()
                begin = len(sitter.printed)
                while b"NOT SAVED" not in sitter.printed[begin:] and len(typed) < CELLS - 1:
                    # The log may have room from before: a few more are saved until it has none.
                    typed += str(chance.randrange(10))
                    shown = sitter.shown
                    sitter.send(typed[-1])
                    while sitter.shown == shown and b"NOT SAVED" not in sitter.printed[begin:]:
                        if not sitter.take(10):
                            raise GoneError(f"neither saved nor not: {sitter.end()!r}")
                sitter.watch(_FRAME)
                said = bytes(sitter.printed[begin:])
                unsaved += 1
                kept = _readable(study)
                if kept != list(typed[:-1]):
                    wrong.append(f"{len(kept)} marks are readable and not {len(typed) - 1}")
                if not any(one in said for one in _SAID):
                    wrong.append("it does not say what to do")
                disk.free()
                sitter.press("\r", "saved ✓")
                sitter.count(len(typed))
                saved += 1
            wrong += [sitter.trouble] if sitter.trouble else []
            wrong += [f"left with {status}"] if (status := sitter.leave()) else []
        except GoneError as gone:
            wrong.append(str(gone))
        finally:
            disk.free()
    found = digits(study)
    sick = doctored(study)
    wrong += [] if sick.is_content else [str(sick)]
    lost = sum(one != other for one, other in zip(found, typed, strict=False)) + abs(len(found) - len(typed))
    seen = (
        f"{len(typed)} marks typed, {unsaved} shown as NOT SAVED with what to do, {saved} of these saved once there "
        f"was room, {lost} lost or doubled{_told(wrong)}"
    )
    return Tried(f"{disk.name} is full while marks are given in a review, {times} times", seen, not wrong and not lost)


def _readable(study: Path) -> list[str]:
    """What another program can read of a ledger that is open, on a disk that is full."""
    return digits(study)


def _reading(made: Path, disk: Disk, commands: Commands) -> Tried:
    """What was saved stays readable, although nobody else has the ledger open."""
    study = copied(made, disk.place / "study")
    commands(study, "mark", "amber", "r1", "3", "--as", "mia")
    asked = (["runs"], ["card", "amber"], ["standings"], ["queue"], ["rubrics"], ["diff", "amber", "cobalt"])
    before = [commands(study, *one) for one in asked]
    disk.fill()
    after = [commands(study, *one) for one in asked]
    refused = commands(study, "mark", "amber", "r2", "4", "--as", "mia")
    disk.free()
    wrong = [f"`{one[0]}`: {now.err}" for one, then, now in zip(asked, before, after, strict=True) if now != then]
    if refused.status != 2 or refused.fault or not any(one in refused.err for one in _WHAT_TO_DO):
        wrong.append(f"`mark`: {refused}")
    seen = f"{len(asked) - len(wrong)} of {len(asked)} answer as before{_told(wrong)}"
    return Tried(f"{disk.name} is full, and commands that only read", seen, not wrong)


def _told(wrong: list[str]) -> str:
    return f" · {len(wrong)} wrong: {wrong[0][:400]}" if wrong else ""


def _attack(
    disk: Disk,
    chance: random.Random,
    times: int,
    *,
    begin: Callable[[], None],
    run: Callable[[], Answer],
    whole: Callable[[Answer], str],
) -> tuple[int, list[str]]:
    """Runs a command on a disk with ever another bit of room, and then with enough; how often it failed."""
    failed = 0
    wrong: list[str] = []
    for number in range(times):
        begin()
        disk.fill(chance.choice((0, 4096, chance.randrange(60_000), chance.randrange(2 * _WORKSPACE))))
        answer = run()
        disk.free()
        why = answer.fault
        if answer.status == 2:
            failed += 1
            why = why or ("" if any(one in answer.err for one in _WHAT_TO_DO) else f"no advice: {answer.err}")
        why = why or ("" if answer.status in (0, 2) else f"status {answer.status}: {answer.err}") or whole(run())
        wrong += [f"try {number}: {why}"] if why else []
    return failed, wrong


def _add(made: Path, disk: Disk, chance: random.Random, commands: Commands, times: int) -> Tried:
    study = disk.place / "study"
    content = random.Random(3).randbytes(_WORKSPACE)
    folder = write_files(made.parent / "service" / "jade", {"noise.bin": content, "a.py": "print(1)\n" * 99})
    arguments = ("add", str(folder), "--task", "service", "--model", "jade", "--as", "mia")
    tree = _tree(commands(copied(made, study), *arguments), study)

    def whole(answer: Answer) -> str:
        if answer.status or _tree(answer, study) != tree:
            return f"with room: {answer.status} {answer.err} {_tree(answer, study)} ≠ {tree}"
        sick = doctored(study)
        return "" if sick.is_content else str(sick)

    found = _attack(
        disk, chance, times, begin=lambda: _anew(made, study), run=lambda: commands(study, *arguments), whole=whole
    )
    return _tried("add", disk, times, found, "added whole with the same tree id")


def _anew(made: Path, study: Path) -> None:
    copied(made, study)


def _tree(answer: Answer, study: Path) -> str:
    """The snapshot of the run that was added last."""
    if answer.status:
        return ""
    connection = sqlite3.connect(ledger_of(study))
    try:
        (found,) = connection.execute("SELECT snapshot FROM workspaces ORDER BY id DESC LIMIT 1").fetchone()
        return str(found)
    finally:
        connection.close()


def _export(made: Path, disk: Disk, chance: random.Random, commands: Commands, times: int) -> Tried:
    study = copied(made, disk.place.parent / "exported")
    for number in range(30):
        commands(study, "mark", "amber", f"r{number}", "3", "--as", "mia")
    target = disk.place / "out"
    arguments = ("export", str(target))
    commands(study, *arguments)
    before = (target / "study.json").read_bytes()

    def run() -> Answer:
        answer = commands(study, *arguments)
        there = (target / "study.json").read_bytes() if (target / "study.json").is_file() else b""
        left = [one.name for one in disk.place.iterdir() if ".sidegrade-" in one.name]
        if there != before or left:
            return Answer(99, "", f"the earlier export is not as it was, or {left} was left behind")
        return answer

    found = _attack(
        disk,
        chance,
        times,
        begin=lambda: None,
        run=run,
        whole=lambda answer: "" if answer.status == 0 else f"with room: {answer.err}",
    )
    return _tried("export", disk, times, found, "exported again, the earlier one whole all the time")


def _import(made: Path, disk: Disk, chance: random.Random, commands: Commands, times: int) -> Tried:
    source, study = disk.place.parent / "exported", disk.place / "study"
    out = disk.place.parent / "handed-on"
    commands(source, "export", str(out))
    wanted = len(json.loads((out / "study.json").read_text())["decisions"])
    arguments = ("import", str(out / "study.json"))

    def whole(answer: Answer) -> str:
        found = len(digits(study))
        sick = doctored(study)
        if answer.status or found != wanted or sick.mended or sick.damage:
            return f"with room: {answer.status} {answer.err}, {found} of {wanted} decisions, {sick}"
        return ""

    def run() -> Answer:
        answer = commands(study, *arguments)
        if answer.status:
            disk.free()  # nobody has it open, and reading takes a little room, too
        some = len(digits(study))
        return Answer(99, "", f"{some} of {wanted} taken") if answer.status and some else answer

    found = _attack(disk, chance, times, begin=lambda: _anew(made, study), run=run, whole=whole)
    return _tried("import", disk, times, found, "imported whole")


def _tried(command: str, disk: Disk, times: int, found: tuple[int, list[str]], then: str) -> Tried:
    failed, wrong = found
    seen = f"{failed} refused with one sentence and what to do, {times - failed} had room enough; then all {then}"
    return Tried(f"{disk.name} is full while `{command}` runs, {times} times", seen + _told(wrong), not wrong)
