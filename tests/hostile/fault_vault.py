"""A vault that was left half-written, and one that lost parts of itself."""

import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from tests.builders import write_files
from tests.hostile.fault_commands import Commands
from tests.hostile.fault_sitter import GoneError, Sitter
from tests.hostile.fault_study import board, copied, doctored, ledger_of
from tests.hostile.results import Tried
from tests.hostile.shares import SHARES, Seen, by_shares, together

_FILES: Final = 300
_Break = Callable[[Path, random.Random], None]


def broken_vault(place: Path, seed: int, is_quick: bool) -> Iterator[Tried]:
    """The step of the soak."""
    made = board(place / "made")
    noise = random.Random(3)
    content: dict[str, str | bytes] = {f"part-{one}/file-{one}.bin": noise.randbytes(3_000) for one in range(_FILES)}
    folder = write_files(place / "jade", content)
    yield _killed(made, folder, random.Random(seed), 6 if is_quick else 200)
    yield broken(made, place, random.Random(seed), 1 if is_quick else 6)


def _arguments(folder: Path) -> tuple[str, ...]:
    return ("add", str(folder), "--one", "--task", "service", "--model", folder.name, "--as", "mia")


def _snapshots(study: Path) -> list[tuple[str, str]]:
    """Runs and the snapshots they have."""
    connection = sqlite3.connect(ledger_of(study))
    try:
        rows = connection.execute("SELECT run, snapshot FROM workspaces ORDER BY id").fetchall()
    finally:
        connection.close()
    return [(str(run), str(tree)) for run, tree in rows]


# Killed


def _killed(made: Path, folder: Path, chance: random.Random, kills: int) -> Tried:
    with Commands() as commands:
        study = copied(made, folder.parent / "whole" / "study")
        commands(study, *_arguments(folder))
        wanted = _snapshots(study)
        began = time.monotonic()
        _program(copied(made, study), folder).wait()
        lasts = time.monotonic() - began
    moments = [chance.uniform(0, 1.1 * lasts) for _ in range(kills)]

    def kill(share: int) -> list[Seen]:
        return _kill(made, folder, folder.parent / f"half-{share}" / "study", moments[share::SHARES], wanted)

    fine = "; every one added whole afterwards with the same tree id"
    return together(f"kill -9 while `add` takes {_FILES} files in, {kills} times", by_shares(kill), fine)


def _program(study: Path, folder: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-P", "-m", "tui", *_arguments(folder), "--study", str(study)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def _kill(made: Path, folder: Path, study: Path, moments: list[float], wanted: list[tuple[str, str]]) -> list[Seen]:
    """Where each kill found it, and what was wrong afterwards."""
    found = []
    with Commands() as commands:
        for moment in moments:
            copied(made, study)
            process = _program(study, folder)
            time.sleep(moment)
            process.kill()
            process.communicate()
            kind = _stage(study, wanted)
            left = doctored(study)
            answer = commands(study, *_arguments(folder))
            sick = doctored(study)
            why = answer.fault or (answer.err if answer.status else "")
            why = why or ("" if _snapshots(study) == wanted else f"another tree: {_snapshots(study)}")
            why = why or ("" if left.is_content else f"doctor before: {left}") or ("" if sick.is_content else f"{sick}")
            found.append(Seen(kind, f"at {moment:.3f} s, {kind}: {why}" if why else ""))
    shutil.rmtree(study.parent, ignore_errors=True)
    return found


def _stage(study: Path, wanted: list[tuple[str, str]]) -> str:
    if _snapshots(study) == wanted:
        return "after the end"
    vault = study / ".sidegrade" / "vault.git"
    if any(vault.glob("keeping-*")):
        return "while packs were written"
    return "with packs and no run" if len(list((vault / "objects" / "pack").glob("*.idx"))) > 2 else "before anything"


# Broken


def _of(study: Path, pattern: str) -> list[Path]:
    found = sorted((study / ".sidegrade" / "vault.git").glob(pattern))
    return [one for one in found if one.is_file()]


def _cut(pattern: str) -> _Break:
    def do(study: Path, chance: random.Random) -> None:
        one = chance.choice(_of(study, pattern))
        one.chmod(0o644)
        with one.open("rb+") as file:
            file.truncate(chance.randrange(one.stat().st_size))

    return do


def _changed(pattern: str) -> _Break:
    def do(study: Path, chance: random.Random) -> None:
        one = chance.choice(_of(study, pattern))
        one.chmod(0o644)
        data = bytearray(one.read_bytes())
        place = chance.randrange(len(data))
        data[place] ^= 1 << chance.randrange(8)
        one.write_bytes(data)

    return do


def _gone(pattern: str, *, every: bool = False) -> _Break:
    def do(study: Path, chance: random.Random) -> None:
        found = _of(study, pattern)
        for one in found if every else [chance.choice(found)]:
            one.unlink()

    return do


def _without(name: str) -> _Break:
    return lambda study, _: shutil.rmtree(study / ".sidegrade" / name)


_BREAKS: Final[dict[str, _Break]] = {
    "a pack is cut": _cut("objects/pack/*.pack"),
    "a pack has another bit": _changed("objects/pack/*.pack"),
    "a pack is gone": _gone("objects/pack/*.pack"),
    "an index is cut": _cut("objects/pack/*.idx"),
    "an index has another bit": _changed("objects/pack/*.idx"),
    "an index is gone": _gone("objects/pack/*.idx"),
    "all packs are gone": _gone("objects/pack/*", every=True),
    "a ref is gone": _gone("refs/sidegrade/snap/*"),
    "a ref is cut": _cut("refs/sidegrade/snap/*"),
    "all refs are gone": _without("vault.git/refs"),
    "HEAD is gone": _gone("HEAD"),
    "the configuration is gone": _gone("config"),
    "the configuration is cut": _cut("config"),
    "the objects are gone": _without("vault.git/objects"),
    "the vault is gone": _without("vault.git"),
}


def broken(made: Path, place: Path, chance: random.Random, times: int, ways: Iterable[str] = tuple(_BREAKS)) -> Tried:
    """A vault broken in some ways: told, and whole again once the same folders are added."""
    study = place / "broken" / "study"
    wanted = dict(_snapshots(made))
    seen = []
    with Commands() as commands:
        for name in ways:
            for number in range(times):
                copied(made, study)
                _BREAKS[name](study, chance)
                found = commands(study, "doctor")
                read = commands(study, "diff", "amber", "cobalt")
                kind = "told by doctor" if found.status else "harmless, says doctor"
                why = found.fault or read.fault
                if not found.status and read.status != 1:
                    why = why or f"doctor is content, and `diff` says {read.err or read.status}"
                if read.status == 2:
                    kind += " and unreadable for `diff`"
                    why = why or (shown(study) if number == 0 else "")
                for model in ("amber", "cobalt"):
                    again = commands(study, *_arguments(made.parent / "service" / model))
                    why = why or again.fault or (again.err if again.status else "")
                after, now = commands(study, "doctor"), commands(study, "diff", "amber", "cobalt")
                if after.status or now.status != 1 or dict(_snapshots(study)) != wanted:
                    why = why or f"added again, it is not whole: {after.out}{after.err}{now.err}"
                seen.append(Seen(kind, f"{name}: {why}" if why else ""))
    tried = f"packs, indexes, refs and more of a vault cut, changed or taken away, {len(tuple(ways))} ways, {times} times each"
    return together(tried, seen, "; the same folders added again make it whole")


def shown(study: Path) -> str:
    """What is wrong with a review of a vault that cannot be read: marks are given all the same, and it says why."""
    with Sitter(study) as sitter:
        try:
            sitter.sit()
            sitter.send("5")
            sitter.count(1)
            sitter.watch(1)
            status = sitter.leave()
        except GoneError as gone:
            return f"the review: {gone}"
        said = bytes(sitter.printed).decode("utf-8", "replace")
        if not any(word in said for word in ("doctor", "missing", "cannot be read", "vault")):
            return f"the review does not say that a workspace cannot be read: {sitter.end()}"
        return sitter.trouble or (f"the review left with {status}" if status else "")
