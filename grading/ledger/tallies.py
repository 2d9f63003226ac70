"""How far the cards are, counted by SQLite: no decision is read for it, and no number computed."""

import json
from collections import defaultdict
from collections.abc import Collection

from grading.ledger.store import Ledger
from grading.marks.events import Answer
from grading.marks.tally import Doubt, Tally
from grading.rubric.model import Rubric

# Asked by whole keys of `current` wherever it can be: what is looked up is less than what is there by far.
_COUNTS = "SELECT run, reviewer, slot, count(*) FROM current WHERE rubric = ? GROUP BY run, reviewer, slot"
_FEW = """
    SELECT run, reviewer, cell FROM current
    WHERE run IN (SELECT id FROM runs) AND rubric = ? AND reviewer IN (SELECT value FROM json_each(?))
          AND slot = 'value' AND cell IN (SELECT value FROM json_each(?))"""
_BEHIND = """
    SELECT count(*) FROM current
    WHERE run = ? AND rubric = ? AND reviewer = ? AND slot = 'value' AND cell IN (SELECT value FROM json_each(?))"""
_DOUBTS = """
    SELECT run, rubric, cell FROM current
    WHERE run IN (SELECT id FROM runs) AND rubric IN (SELECT id FROM rubrics) AND reviewer = ? AND slot = 'flag'
    ORDER BY run, rubric, cell"""
_PREFERENCES = """
    SELECT c.run, c.entry, d.value FROM current c JOIN decisions d ON d.id = c.decision
    WHERE c.run IN (SELECT id FROM runs) AND c.rubric = ? AND c.reviewer = ? AND c.slot = 'prefer' AND c.cell = ''
    ORDER BY d.id"""
_OUTDATED = """
    WITH changed AS (
        SELECT run, (SELECT snapshot FROM workspaces l WHERE l.run = w.run ORDER BY id DESC LIMIT 1) AS now
        FROM workspaces w WHERE run IS NOT NULL GROUP BY run HAVING count(DISTINCT snapshot) > 1
    )
    SELECT c.run, c.rubric, count(*)
    FROM changed x JOIN current c ON c.run = x.run JOIN decisions d ON d.id = c.decision
    WHERE c.reviewer = ? AND c.rubric != '' AND c.slot NOT IN ('lock', 'reveal', 'prefer') AND d.snapshot != x.now
    GROUP BY c.run, c.rubric"""


def tallies(ledger: Ledger, rubric: Rubric) -> list[Tally]:
    """Every card under a rubric."""
    cards: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for run, reviewer, slot, count in ledger.query(tuple[str, str, str, int], _COUNTS, (rubric.id,)):
        cards[run, reviewer][slot] = count
    # Faults called and dimensions marked as a whole have values too, and are no open cells.
    further = rubric.cells.keys() - set(rubric.open_cells)
    values = {whose: slots.get("value", 0) for whose, slots in cards.items()}
    for run, reviewer, _ in _few(ledger, rubric, {reviewer for _, reviewer in cards}, further):
        values[run, reviewer] -= 1
    for whose, count in _behind_wholes(ledger, rubric, {reviewer for _, reviewer in cards}).items():
        values[whose] += count
    return [
        Tally(
            *whose,
            decided=values[whose],
            of=len(rubric.open_cells),
            unsure=slots.get("flag", 0),
            is_locked="lock" in slots,
            is_revealed="reveal" in slots,
        )
        for whose, slots in cards.items()
    ]


def decided(ledger: Ledger, rubric: Rubric, reviewer: str, cells: Collection[str]) -> dict[str, int]:
    """How many of these open cells have an answer on the cards of a reviewer, by run."""
    asked = frozenset(cells)
    found: defaultdict[str, int] = defaultdict(int)
    for run, _, _ in _few(ledger, rubric, [reviewer], asked):
        found[run] += 1
    for (run, _), count in _behind_wholes(ledger, rubric, [reviewer], asked).items():
        found[run] += count
    return dict(found)


def _few(
    ledger: Ledger, rubric: Rubric, reviewers: Collection[str], cells: Collection[str]
) -> list[tuple[str, str, str]]:
    """Where a few cells have a value: run, reviewer, cell."""
    values = (rubric.id, json.dumps(sorted(reviewers)), json.dumps(sorted(cells)))
    return ledger.query(tuple[str, str, str], _FEW, values)


def _behind_wholes(
    ledger: Ledger, rubric: Rubric, reviewers: Collection[str], cells: frozenset[str] | None = None
) -> dict[tuple[str, str], int]:
    """For each card the criteria without a mark of their own whose dimension was marked as a whole, or left out."""
    wholes = {one.key: frozenset(row.key for row in one.criteria) for one in rubric.dimensions if one.criteria}
    found: defaultdict[tuple[str, str], int] = defaultdict(int)
    for run, reviewer, key in _few(ledger, rubric, reviewers, wholes):
        asked = wholes[key] if cells is None else wholes[key] & cells
        marked = ledger.query(tuple[int], _BEHIND, (run, rubric.id, reviewer, json.dumps(sorted(asked))))
        found[run, reviewer] += len(asked) - marked[0][0]
    return found


def doubts(ledger: Ledger, reviewer: str) -> list[Doubt]:
    """Every cell that a reviewer is unsure of."""
    return [Doubt(*row) for row in ledger.query(tuple[str, str, str], _DOUBTS, (reviewer,))]


def outdated(ledger: Ledger, reviewer: str) -> dict[tuple[str, str], int]:
    """How many standing decisions rest on another snapshot than their run has now, by run and rubric."""
    return {(run, rubric): count for run, rubric, count in ledger.query(tuple[str, str, int], _OUTDATED, (reviewer,))}


def preferences(ledger: Ledger, rubric: Rubric, reviewer: str) -> dict[tuple[str, str], Answer]:
    """Which of two runs a reviewer finds better overall, A being the first of the key."""
    rows = ledger.query(tuple[str, str, str], _PREFERENCES, (rubric.id, reviewer))
    return {(run, other): Answer(said) for run, other, said in rows}
