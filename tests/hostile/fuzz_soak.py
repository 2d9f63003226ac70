"""The soak's step of fuzzing: every target in a process of its own, two at a time."""

import base64
import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from tests.hostile.fuzz import MOST_GROWTH, SECONDS, Target
from tests.hostile.fuzz_run import NOW, targets
from tests.hostile.results import Tried

_INPUTS: Final = 200_000
_HEAVY: Final = 2_000
"""Of those that take another process each."""
_AT_ONCE: Final = 2
_PATIENCE: Final = 1_800
_MEMORY: Final = Path("/dev/shm")
"""Where files are written that need not outlive anything."""


def fuzzed(place: Path, seed: int, is_quick: bool) -> Iterator[Tried]:
    """Every reader against many inputs."""
    every = list(targets().values())
    with (
        TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else place) as folder,
        ThreadPoolExecutor(_AT_ONCE) as threads,
    ):

        def run(number: int) -> dict[str, Any]:
            return _run(every[number], seed, is_quick, Path(folder) / f"{number}")

        for target, found in zip(every, threads.map(run, range(len(every))), strict=True):
            yield _told(target.name, seed, found)


def _run(target: Target, seed: int, is_quick: bool, folder: Path) -> dict[str, Any]:
    folder.mkdir()
    inputs = (_HEAVY if target.is_heavy else _INPUTS) // (100 if is_quick else 1)
    command = [sys.executable, "-m", "tests.hostile.fuzz_run", target.name, str(inputs), str(seed), str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return _died(folder, f"no end after {_PATIENCE} s")
    if done.returncode or not done.stdout.strip():
        return _died(folder, f"ended with {done.returncode}: {done.stderr[-400:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _died(folder: Path, why: str) -> dict[str, Any]:
    """What is known of a process that could not tell itself: the input that it held."""
    now = folder / NOW
    raw = now.read_bytes() if now.exists() else bytes(8)
    data = raw[8 : 8 + int.from_bytes(raw[:8])]
    return {"died": " ".join(why.split()), "found": [[why, base64.b64encode(data).decode()]]}


def _told(name: str, seed: int, found: dict[str, Any]) -> Tried:
    for why, data in found["found"]:
        print(f"{why}: python -m tests.hostile.fuzz_run {name!r} --again {data}", file=sys.stderr)
    if "died" in found:
        return Tried(f"fuzzed with seed {seed}: {name}", found["died"], False)
    whole = not found["found"] and found["slowest"] < SECONDS * 1000 and found["growth"] < MOST_GROWTH
    seen = (
        f"{found['accepted']} accepted, {found['refused']} refused with an error of ours, {len(found['found'])} ways to "
        f"break it, slowest {found['slowest']:.0f} ms, peak of memory {found['growth']:.1f} MB higher"
    )
    return Tried(f"fuzzed with seed {seed}, guided by {found['guide']}: {name}, {found['inputs']} inputs", seen, whole)
