"""Draws, counterparts and decisions of an export: what people did, held to what the program lets them do."""

import json
from fractions import Fraction
from functools import lru_cache
from typing import Final

from grading.comparing import BASELINE
from grading.exchange.vetting import Known, Said, UnfitError
from grading.ledger.store import owner
from grading.marks.events import Decision, Event, FigureSet, Mark, Prefer, Reveal, Slot, Withdraw
from grading.marks.fit import require_fit, require_text
from grading.marks.rows import Row, from_row, to_row
from grading.runs.figures import figure_text
from grading.strict import LARGEST_NUMBER
from grading.visible import visible

_LONGEST: Final = 255
_SAID: Final = ("kind", "cell", "value", "body")


class Entries:
    """Looks at entries one after the other; a withdrawal refers to an earlier decision."""

    def __init__(self) -> None:
        self._decisions: dict[str, Decision] = {}
        self._others: set[str] = set()

    def draw(self, known: Known, said: Said) -> None:
        """Who stood on which side."""
        self._once(known.entry(said))
        task = known.task(said)
        runs = [known.run(said, side) for side in ("a", "b")]
        if runs[0] == runs[1] or any(known.runs[run] != task for run in runs):
            raise UnfitError(f"{' and '.join(runs)} are no pair of the task {task}")
        if said["later"] not in (0, 1):
            raise UnfitError("later is neither 0 nor 1")

    def counterpart(self, known: Known, said: Said) -> None:
        """Which file was stood beside which."""
        self._once(known.entry(said))
        for side in ("a", "b"):
            key = str(said[side])
            task, _, rest = key.rpartition("/")
            if key not in known.runs and key not in known.snapshots and not (task in known.tasks and rest == BASELINE):
                raise UnfitError(f'{side} "{visible(key)[:80]}" is nothing that this export has')
        if str(said["a"]) > str(said["b"]):
            raise UnfitError("a and b are not in order")
        files = [said[one] for one in ("file_a", "file_b") if said[one] is not None]
        if not files or any(visible(str(one)) != one for one in files):
            raise UnfitError("file_a and file_b are no names of files")

    def _once(self, ident: str) -> None:
        if ident in self._others:
            raise UnfitError(f"the id {ident} is there twice")
        self._others.add(ident)

    def decision(self, known: Known, said: Said) -> None:
        """What was decided, if the rubric and the card can hold it."""
        ident = known.entry(said)
        if ident in self._decisions:
            raise UnfitError(f"the id {ident} is there twice")
        for column in ("session", "machine"):
            text = str(said[column])
            if len(text) > _LONGEST or visible(text) != text:
                raise UnfitError(f"{column} is no name of one")
        known.run(said)
        if said["rubric"] == "":
            raise UnfitError("rubric is empty")
        if said["snapshot"] is not None:
            known.snapshot(said)
        decision = self._decision(said, _event(*(str(said[one]) for one in _SAID)))
        if decision.rubric:
            self._marked(known, said, decision)
        else:
            self._figure(decision)
        if isinstance(decision.event, Withdraw):
            self._withdrawn(decision, decision.event.target)
        self._decisions[ident] = decision

    @staticmethod
    def _decision(said: Said, event: Event) -> Decision:
        columns = ("id", "at", "reviewer", "session", "machine", "run", "rubric", "asked", "snapshot")
        ident, at, reviewer, session, machine, run, rubric, asked, snapshot = (str(said[one] or "") for one in columns)
        return Decision(ident, at, reviewer, session, machine, run, rubric, asked, snapshot, event)

    def _marked(self, known: Known, said: Said, decision: Decision) -> None:
        event, rubric = decision.event, known.rubric(said)
        if isinstance(event, FigureSet):
            raise UnfitError("a figure is under no rubric")
        require_fit(rubric, event)
        if isinstance(event, Mark) and isinstance(event.value, Fraction) and event.value > LARGEST_NUMBER:
            raise UnfitError(f"{event.cell} cannot measure more than 10^12")
        if decision.asked != rubric.asked.get(event.cell, ""):
            raise UnfitError("asked is not what the cell asks")
        if isinstance(event, Prefer):
            task = known.runs[decision.run]
            if event.other == decision.run or known.runs.get(event.other) != task:
                raise UnfitError(f'"{visible(event.other)[:80]}" is no other run of the task {task}')

    @staticmethod
    def _figure(decision: Decision) -> None:
        event = decision.event
        if not isinstance(event, (FigureSet, Withdraw)):
            raise UnfitError("rubric is missing")
        if decision.asked:
            raise UnfitError("a figure asks nothing")
        if isinstance(event, FigureSet):
            require_text(event.cell, event.value)
            require_text(event.cell, event.reason)
            if figure_text(event.cell, event.value) != event.value:
                raise UnfitError(f'{event.cell} cannot be "{visible(event.value)[:40]}"')

    def _withdrawn(self, decision: Decision, target: str) -> None:
        about = self._decisions.get(target)
        if about is None:
            raise UnfitError(f'"{visible(target)[:40]}" is no earlier decision of this export')
        is_own = owner(about) == owner(decision) and about.reviewer == decision.reviewer
        if not is_own or about.event.cell != decision.event.cell:
            raise UnfitError(f"the decision {target} is not one that {decision.reviewer} can take back here")
        while isinstance(about.event, Withdraw):
            about = self._decisions[about.event.target]
        if about.event.slot is Slot.REVEAL or isinstance(about.event, Reveal):
            raise UnfitError("the names were seen, and that cannot be taken back")


@lru_cache(maxsize=10_000)  # the same few marks come again and again
def _event(kind: str, cell: str, value: str, body: str) -> Event:
    row = Row(kind, cell, value, body)
    _require_object(body)
    try:
        event = from_row(row)
    except (ValueError, ZeroDivisionError) as error:
        raise UnfitError(visible(str(error))[:200]) from error
    if to_row(event) != row:
        raise UnfitError(f"a decision of the kind {row.kind} is not written so")
    return event


def _require_object(body: str) -> None:
    try:
        said = json.loads(body) if body else {}
    except (ValueError, RecursionError) as error:
        raise UnfitError("body is not an object") from error
    if not isinstance(said, dict):
        raise UnfitError("body is not an object")
