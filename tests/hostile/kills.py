"""Processes that record marks and are killed at random moments: what they had acknowledged must be there."""

import random
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from grading.ledger.checkup import Checkup
from grading.study import Study


class Killed(NamedTuple):
    """What came of many kills."""

    kills: int
    acknowledged: int
    lost: int
    kept: int
    checkup: Checkup


def marker(folder: Path, reviewer: str, count: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.marker", str(folder), reviewer, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def kept(folder: Path) -> dict[str, str]:
    connection = sqlite3.connect(folder / ".sidegrade" / "ledger.db")
    try:
        return dict(connection.execute("SELECT id, value FROM decisions WHERE kind = 'mark'"))
    finally:
        connection.close()


def kill_markers(folder: Path, kills: int, chance: random.Random) -> Killed:
    """Starts a process that marks, reads some acknowledgements, kills it; so many times, on one study."""
    said: dict[str, str] = {}
    for _ in range(kills):
        process = marker(folder, "mia", 10_000)
        assert process.stdout is not None
        for _ in range(chance.randrange(1, 60)):
            decision, value = process.stdout.readline().split()
            said[decision] = value
        process.send_signal(signal.SIGKILL)
        # What was in the pipe already had been acknowledged, too; a line that was cut off had not.
        whole_lines = process.stdout.read().rpartition("\n")[0]
        said |= dict(line.split() for line in whole_lines.splitlines())
        process.communicate()
    found = kept(folder)
    lost = sum(found.get(decision) != value for decision, value in said.items())
    with Study.open(folder) as study:
        return Killed(kills, len(said), lost, len(found), study.check_up())
