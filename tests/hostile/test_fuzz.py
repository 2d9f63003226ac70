"""Fuzzing in short: a few hundred inputs for each target, the same every time; and what fuzzing itself promises."""

import base64
import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grading.errors import FileError
from tests.hostile import fuzz
from tests.hostile.fuzz import Check, Judge, Target, bounded
from tests.hostile.fuzz_mutations import LONGEST, Mutator, parts_of
from tests.hostile.fuzz_run import NOW, feed, targets

TARGETS = targets()
TAKES_EVERYTHING = {
    "contents of files",
    "two contents side by side",
    "two lines, word by word",
    "names of files and models",
    "two contents, compared by git",
}


@pytest.mark.parametrize("name", TARGETS)
def test_whatever_is_read_is_taken_or_refused_with_an_error_of_ours(name: str, tmp_path: Path) -> None:
    target = TARGETS[name]
    judge = Judge(target.check(tmp_path))
    with bounded():
        feed(judge, target, len(target.seeds()) + (10 if target.is_heavy else 300), seed=1, is_guided=False)
    assert [(one.why, base64.b64encode(one.data)) for one in judge.found.values()] == []
    assert judge.accepted
    assert bool(judge.refused) == (name not in TAKES_EVERYTHING)


def judged(check: Check, data: bytes = b"x") -> Judge:
    judge = Judge(check)
    with bounded():
        judge(data)
    return judge


def test_what_is_no_error_of_ours_is_found_with_its_input() -> None:
    def check(data: bytes) -> None:
        raise KeyError(data)

    (found,) = judged(check, b"seven").found.values()
    assert found.why.startswith("KeyError at test_fuzz.py:")
    assert found.data == b"seven"


def test_an_error_of_ours_says_something() -> None:
    def check(data: bytes) -> None:
        raise FileError(data.decode())

    assert judged(check, b"is wrong").found == {}
    assert [*judged(check, b" ").found] == ["an error that says nothing"]


def test_what_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    def work(data: bytes) -> None:
        while True:
            data += b"x"[:0]

    def wait(data: bytes) -> None:
        time.sleep(60)

    monkeypatch.setattr(fuzz, "SECONDS", 0.05)
    monkeypatch.setattr(fuzz, "_WAITED", 0.2)
    for check in (work, wait):
        (found,) = judged(check).found.values()
        assert found.why.startswith("HangError")


def test_the_same_seed_makes_the_same_inputs() -> None:
    def inputs(seed: int) -> list[bytes]:
        made: list[bytes] = []
        feed(Judge(made.append), TARGETS["marks, CSV"], 50, seed, is_guided=False)
        return made

    assert inputs(1) == inputs(1)
    assert inputs(1) != inputs(2)


def test_an_input_is_the_sum_of_its_parts_and_every_change_of_it_is_bounded() -> None:
    data = b'[[dimension]]\nkey = "a \\" b" # \xff\r\nladder = [[0, 1.5e3]]\n\0'
    assert b"".join(parts_of(data)) == data
    mutator = Mutator(random.Random(1), (b"word",))
    made = {mutator.mutated(parts_of(data), parts_of(b"x,y\n")) for _ in range(2_000)}
    assert len(made) > 1_000
    assert max(map(len, made)) <= LONGEST
    assert b"" in {mutator.mutated([], []) for _ in range(50)}


def test_a_process_of_its_own_is_guided_and_tells_what_it_saw(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.hostile.fuzz_run", "rows of a ledger", "2000", "1", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout.splitlines()[-1])
    assert (told["inputs"], told["found"]) == (2_000, [])
    assert told["accepted"] + told["refused"] == 2_000
    assert (tmp_path / NOW).read_bytes()[:8] != bytes(8)


def test_an_input_can_be_given_again() -> None:
    command = [sys.executable, "-m", "tests.hostile.fuzz_run", "rows of a ledger", "--again"]
    for data, status in ((b"mark|api|12.5|", 0), (b"mark|api|many|", 1)):
        given = [*command, base64.b64encode(data).decode()]
        assert subprocess.run(given, capture_output=True, check=False).returncode == status


def test_every_target_is_named_once() -> None:
    assert len(TARGETS) == 20
    assert all(isinstance(one, Target) and one.seeds() for one in TARGETS.values())
