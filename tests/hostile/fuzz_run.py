"""One target in a process of its own: `python -m tests.hostile.fuzz_run TARGET INPUTS SEED FOLDER`, or an input again:
`python -m tests.hostile.fuzz_run TARGET --again BASE64`.

Guided by coverage: by atheris where it is installed (not with FUZZ_BY=own), otherwise by what `fuzz_reach.py` sees.
"""

import base64
import importlib
import json
import mmap
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple, NoReturn

from tests.hostile.fuzz import Judge, Target, bounded, peak
from tests.hostile.fuzz_mutations import LONGEST, Mutator, Parts, parts_of
from tests.hostile.fuzz_reach import reach

_MOST_KEPT: Final = 3_000
_LONGEST_SHOWN: Final = 6_000
_SHARE_OF_LONG: Final = 0.002
_MEMORY: Final = 2**30
"""Bytes that may be added to what the process has when it begins."""
_SHARE_OF_BAD: Final = 0.3
_WARM: Final = 300
NOW: Final = "now"


class Order(NamedTuple):
    """What is wanted of a run."""

    target: str
    inputs: int
    seed: int
    folder: Path


def feed(judge: Judge, target: Target, inputs: int, seed: int, *, is_guided: bool) -> None:
    """So many inputs, made from the seeds and from those that reached something new."""
    chance = random.Random(seed)
    mutator = Mutator(chance, target.words)
    watched = reach() if is_guided else None
    good: list[Parts] = []
    """What was accepted."""
    bad: list[Parts] = []

    def is_new(data: bytes) -> bool:
        """Gives an input while it is watched."""
        assert watched is not None
        judge.is_traced = watched.slows
        try:
            return watched(partial(judge, data))
        finally:
            judge.is_traced = False

    for data in target.seeds():
        judge(data)
        if watched is not None:
            is_new(data)
    good += _to_change(target)
    while judge.inputs < inputs:
        # Most changes of what is refused are refused for the same reason.
        kept = bad if bad and chance.random() < _SHARE_OF_BAD else good
        # What was found last is looked into more often.
        place = int(len(kept) * chance.random() ** 0.5)
        data = mutator.mutated(kept[place], chance.choice(good))
        if len(data) > target.longest and chance.random() > _SHARE_OF_LONG:
            data = data[: target.longest]
        if watched is None or judge.inputs % watched.every:
            judge(data)
            continue
        before = judge.accepted
        if is_new(data) and len(data) <= target.longest and len(good) + len(bad) < _MOST_KEPT:
            (good if judge.accepted > before else bad).append(parts_of(data))


def _to_change(target: Target) -> list[Parts]:
    return [parts_of(data) for data in target.seeds() if len(data) <= target.longest] or [[b""]]


def _feed_by_atheris(atheris: Any, judge: Judge, target: Target, order: Order, end: Callable[[], None]) -> None:
    """The same by libFuzzer; it never comes back."""
    chance = random.Random(order.seed)
    mutator = Mutator(chance, target.words)
    kept = _to_change(target)
    corpus = order.folder / "corpus"
    corpus.mkdir()
    for number, data in enumerate(target.seeds()):
        (corpus / f"{number}").write_bytes(data)

    def one(data: bytes) -> None:
        if judge.inputs >= order.inputs:
            end()
        judge(data)

    def changed(data: bytes, most: int, drawn: int) -> bytes:
        if drawn % 4 == 0:
            return bytes(atheris.Mutate(data, most))
        parts = chance.choice(kept) if drawn % 3 == 0 else parts_of(data)
        longest = most if drawn % 500 == 1 else target.longest
        return mutator.mutated(parts, chance.choice(kept))[:longest]

    bounds = (f"-runs={2 * order.inputs}", f"-seed={order.seed}", "-verbosity=0", f"-max_len={LONGEST}")
    atheris.Setup(["fuzz", *bounds, str(corpus)], one, custom_mutator=changed)
    atheris.Fuzz()


def _atheris() -> Any:
    """atheris, if it is installed and wanted."""
    if os.environ.get("FUZZ_BY") == "own":
        return None
    try:
        return importlib.import_module("atheris")
    except ImportError:
        return None


def _targets(atheris: Any) -> dict[str, Target]:
    if atheris is None:
        return targets()
    with atheris.instrument_imports(include=["grading", "tui"]):
        return targets()


def targets() -> dict[str, Target]:
    """Every target by its name."""
    # Imported here, so that what they import can be watched.
    parts = ("files", "rows", "texts", "kept", "git")
    modules = [importlib.import_module(f"tests.hostile.fuzz_{part}") for part in parts]
    found: list[Target] = [one for module in modules for one in module.TARGETS]
    return {one.name: one for one in found}


def main(order: Order) -> NoReturn:
    """Feeds a target, and prints what came of it."""
    atheris = _atheris()
    target = _targets(atheris)[order.target]
    judge = Judge(target.check(order.folder))
    with (order.folder / NOW).open("w+b") as file:
        file.truncate(2 * LONGEST + 2**20)
        judge.now = mmap.mmap(file.fileno(), 0)
    with bounded():  # what is made once, is
        feed(Judge(judge.check), target, _WARM, order.seed, is_guided=False)
    pages = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (pages + _MEMORY,) * 2)
    before, began = peak(), time.monotonic()

    def end() -> NoReturn:
        print(json.dumps(_report(judge, "atheris" if atheris else "own", peak() - before, time.monotonic() - began)))
        sys.stdout.flush()
        os._exit(0)

    with bounded():
        if atheris is not None:
            _feed_by_atheris(atheris, judge, target, order, end)
        else:
            feed(judge, target, order.inputs, order.seed, is_guided=True)
    end()


def _report(judge: Judge, guide: str, growth: float, seconds: float) -> dict[str, object]:
    return {
        "inputs": judge.inputs,
        "accepted": judge.accepted,
        "refused": judge.refused,
        "slowest": judge.slowest * 1000,
        "slowest_input": base64.b64encode(judge.slowest_input[:_LONGEST_SHOWN]).decode(),
        "growth": growth,
        "seconds": seconds,
        "guide": guide,
        "found": [[one.why, base64.b64encode(one.data).decode()] for one in judge.found.values()],
    }


def _again(name: str, said: str) -> None:
    """One input, with whatever error it raises."""
    with tempfile.TemporaryDirectory() as folder:
        targets()[name].check(Path(folder))(base64.b64decode(said))
    print("accepted")


if __name__ == "__main__":
    if sys.argv[2] == "--again":
        _again(sys.argv[1], sys.argv[3])
    else:
        main(Order(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])))
