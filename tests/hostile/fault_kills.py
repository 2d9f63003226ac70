"""`kill -9` at random moments of a review that somebody presses keys in: what was shown as saved must be there."""

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

from tests.hostile.fault_sitter import GoneError, Sitter
from tests.hostile.fault_study import CELLS, board, copied, digits, doctored
from tests.hostile.results import Tried
from tests.hostile.shares import SHARES, by_shares

_EARLY: Final = 0.15
"""The share of kills that come before the first frame."""
_STARTS: Final = 0.8
"""Seconds that a start may take."""
_MOST_KEYS: Final = 12
_CHECKED: Final = 10
"""Kills after which the doctor comes."""


@dataclass
class Count:
    """What came of kills."""

    kills: int = 0
    early: int = 0
    sent: int = 0
    shown: int = 0
    """Marks that the screen showed as saved since its start."""
    kept: int = 0
    lost: int = 0
    wrong: int = 0
    """Kills after which the ledger had other marks than those that were typed, in another order, or twice."""
    astray: int = 0
    """Starts that did not show what the ledger had."""
    sick: int = 0
    """Times that the doctor found something."""
    trouble: str = ""

    def __add__(self, other: "Count") -> "Count":
        return Count(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @property
    def holds(self) -> bool:
        """Whether nothing was lost, invented or damaged."""
        return not (self.lost or self.wrong or self.astray or self.sick or self.trouble)


def review_kills(place: Path, seed: int, is_quick: bool) -> Iterator[Tried]:
    """The step of the soak."""
    kills = 6 if is_quick else 1_000
    made = board(place / "made")

    def kill(share: int) -> list[Count]:
        return [_kill(made, place / f"desk-{share}", kills // SHARES, random.Random(f"{seed} {share}"))]

    found = sum(by_shares(kill), Count())
    seen = (
        f"{found.sent} keys, {found.shown} marks shown as saved, {found.kept} kept, {found.lost} lost, "
        f"{found.wrong} ledgers with anything else, {found.astray} starts elsewhere, {found.sick} complaints of doctor"
        f"{' · ' + found.trouble if found.trouble else ''}"
    )
    tried = (
        f"kill -9 of a review in a terminal while keys are pressed, {found.kills} times, {found.early} while it starts"
    )
    yield Tried(tried, seen, found.holds and found.kills == kills)


def _kill(made: Path, desk: Path, kills: int, chance: random.Random) -> Count:
    count = Count()
    study = copied(made, desk / "study")
    before: list[str] = []
    while count.kills < kills and not count.trouble:
        if len(before) > CELLS - _MOST_KEYS:
            count.sick += not doctored(study).is_content
            study, before = copied(made, desk / "study"), []
        count.kills += 1
        try:
            before = _once(study, before, chance, count)
        except GoneError as gone:
            count.trouble = f"kill {count.kills}: {gone}"
        if count.kills % _CHECKED == 0:
            count.sick += not doctored(study).is_content
    shutil.rmtree(desk)
    return count


def _once(study: Path, before: list[str], chance: random.Random, count: Count) -> list[str]:
    """Sits down, presses keys, is killed; what the ledger has then."""
    sent = ""
    with Sitter(study) as sitter:
        if chance.random() < _EARLY:
            count.early += 1
            sent = str(chance.randrange(10)) * chance.randrange(3)
            sitter.send(sent)
            sitter.watch(chance.uniform(0, _STARTS))
        else:
            sitter.sit()
            count.astray += sitter.shown != len(before)
            for _ in range(chance.randrange(1, _MOST_KEYS)):
                key = str(chance.randrange(10))
                sent += key
                sitter.send(key)
                sitter.watch(chance.choice((0, 0.001, 0.004, 0.02)))
            sitter.watch(chance.choice((0, 0.002, 0.01, 0.03, 0.1)))
        sitter.kill()
        count.trouble = sitter.trouble or ("it says NOT SAVED" if sitter.is_unsaved else "")
        shown = sitter.most
    found = digits(study)
    new = found[len(before) :]
    count.sent += len(sent)
    count.kept += len(new)
    count.shown += max(shown - len(before), 0)
    count.lost += max(shown - len(found), 0)
    count.wrong += found[: len(before)] != before or new != list(sent[: len(new)])
    return found
