"""What every card of a task comes to, from nothing but its answers: no decision is read whole for it."""

from collections import defaultdict
from fractions import Fraction
from functools import cache
from typing import Final

from grading.errors import LedgerError
from grading.ledger.store import Ledger
from grading.marks.events import Adjust, Deduct, Event, GateResult, Mark
from grading.marks.rows import Row, from_row
from grading.marks.scorecard import Outcome, outcome
from grading.rubric.arithmetic import Answers
from grading.rubric.model import Rubric
from grading.visible import visible

# A row for each card instead of one for each answer: handing rows over is most of what reading takes.
_ANSWERS: Final = """
    SELECT c.run, c.reviewer, group_concat(d.kind || char(31) || c.cell || char(31) || d.value, char(30))
    FROM current c JOIN decisions d ON d.id = c.decision
    WHERE c.run IN (SELECT id FROM runs WHERE task = ?) AND c.rubric = ? AND c.slot IN ('value', 'adjust')
    GROUP BY c.run, c.reviewer ORDER BY c.run, c.reviewer"""
_NEXT_ANSWER: Final = "\x1e"
_NEXT_PART: Final = "\x1f"


def outcomes(ledger: Ledger, task: str, rubric: Rubric) -> dict[str, list[Outcome]]:
    """What every reviewer's card for every run of a task comes to, by run."""
    # The same few answers are given again and again: each is read once.
    read = cache(_event)
    found: defaultdict[str, list[Outcome]] = defaultdict(list)
    for run, reviewer, said in ledger.query(tuple[str, str, str], _ANSWERS, (task, rubric.id)):
        answers = _answers([read(text) for text in said.split(_NEXT_ANSWER)])
        found[run].append(outcome(rubric, run, reviewer, answers))
    return dict(found)


def _event(text: str) -> Event:
    kind, *parts = text.split(_NEXT_PART)
    try:
        cell, value = parts
        return from_row(Row(kind, cell, value, ""))
    except (ValueError, ZeroDivisionError) as error:
        raise LedgerError(f"an answer cannot be read ({visible(str(error))})", do="run `sidegrade doctor`") from error


def _answers(events: list[Event]) -> Answers:
    # Marks are by far the most, and go first, all at once.
    given = {event.cell: event.value for event in events if type(event) is Mark}
    called: set[str] = set()
    gates: dict[str, bool] = {}
    adjusted: defaultdict[str, Fraction] = defaultdict(Fraction)
    for event in events:
        if type(event) is Mark:
            continue
        match event:
            case Deduct(cell):
                called.add(cell)
            case GateResult(cell, holds):
                gates[cell] = holds
            case Adjust(cell, points):
                adjusted[cell] += points
            case _:
                continue
    return Answers(given, called, gates, adjusted)
