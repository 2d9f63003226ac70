"""Which run stood on which side before whom, and what was handed to later: rows that are added and read."""

from grading.ledger.ids import instant_text, micros_of, new_id, now_micros
from grading.ledger.store import Ledger
from grading.marks.queue import Draw
from grading.sides import Pair


def draws(ledger: Ledger, task: str, reviewer: str) -> list[Draw]:
    """What was drawn for a reviewer on a task, oldest first."""
    rows = ledger.query(
        tuple[str, str, int],
        "SELECT a, b, later FROM draws WHERE task = ? AND reviewer = ? ORDER BY id",
        (task, reviewer),
    )
    return [Draw(Pair(a, b), bool(later)) for a, b, later in rows]


def draw(ledger: Ledger, task: str, reviewer: str, runs: Pair[str]) -> Draw:
    """Keeps which run stands on which side; what was drawn before stays, and needs nobody's turn to write."""
    found = _drawn(ledger, task, reviewer, runs)
    if found is not None:
        return found
    with ledger.writing():
        return _drawn(ledger, task, reviewer, runs) or _put(ledger, task, reviewer, Draw(runs))


def hand_over(ledger: Ledger, task: str, reviewer: str, wanted: Draw) -> Draw:
    """Keeps that a pair is for later, or for now again; the sides stay as they were drawn."""
    with ledger.writing():
        before = _drawn(ledger, task, reviewer, wanted.runs)
        found = Draw(before.runs, wanted.is_later) if before else wanted
        return found if found == before else _put(ledger, task, reviewer, found)


def _drawn(ledger: Ledger, task: str, reviewer: str, runs: Pair[str]) -> Draw | None:
    """How a pair stands now, if it was drawn."""
    found = [one for one in draws(ledger, task, reviewer) if one.key == frozenset(runs)]
    return Draw(found[0].runs, found[-1].is_later) if found else None


def _put(ledger: Ledger, task: str, reviewer: str, one: Draw) -> Draw:
    last = ledger.query(tuple[str], "SELECT id FROM draws ORDER BY id DESC LIMIT 1")
    # Never before the last one, whatever the clock did meanwhile: what was drawn keeps its place.
    micros = max(now_micros(), micros_of(last[0][0]) + 1 if last else 0)
    ledger.connection.execute(
        "INSERT INTO draws VALUES (?, ?, ?, ?, ?, ?, ?)",
        (new_id(micros), instant_text(micros), reviewer, task, *one.runs, int(one.is_later)),
    )
    return one
