"""Taking decisions and taking them back: what fits the rubric and the card goes to the ledger, all of it or nothing."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from grading.errors import Faults, LedgerError, LockedError, MarkError
from grading.ledger.store import Draft, Ledger
from grading.ledger.things import Things, is_from_folder
from grading.marks.events import Decision, FigureSet, Reveal, Slot, Withdraw
from grading.marks.fit import CardState, require_fit, require_text, unlocking
from grading.marks.rows import Row, from_row
from grading.marks.trail import Step
from grading.marks.typed import TypedMark
from grading.rubric.model import Rubric
from grading.runs.figures import figure_text, require_whole
from grading.runs.model import Run
from grading.visible import visible
from grading.wishes import Wish, wishes_from

BY_HAND: Final = "by hand"
"""The reason of a figure that a person set without saying why."""


def decide_rows(
    ledger: Ledger,
    rows: Iterable[TypedMark],
    find_run: Callable[[str], Run],
    find_rubric: Callable[[str, str], Rubric],
    *,
    reviewer: str,
    rubric: str,
) -> list[Decision]:
    """Takes the rows of a marks file, all of them or none; what is wrong with any of them is said at once."""
    faults = Faults()
    return decide(
        ledger, wishes_from(rows, find_run, find_rubric, reviewer=reviewer, rubric=rubric, faults=faults), faults
    )


def decide(ledger: Ledger, wishes: Iterable[Wish], faults: Faults | None = None) -> list[Decision]:
    """Takes decisions, all of them or none; they are on disk when this returns.

    Where faults are gathered, the first one does not end it: nothing is taken, and all of them are said.
    """
    with ledger.writing():
        cards: dict[tuple[str, str, str], CardState] = {}
        drafts = []
        for wish in wishes:
            whose = (wish.run.id, wish.rubric.id, wish.reviewer)
            if whose not in cards:
                cards[whose] = _card_state(ledger, *whose)
            try:
                require_fit(wish.rubric, wish.event)
                cards[whose].take(wish.rubric, wish.event)
            except MarkError as error:
                # A row names its run, so the run is no secret.
                do = unlocking(wish.run.id) if wish.place and isinstance(error, LockedError) else error.do
                fault = type(error)(error.what, where=wish.place, do=do)
                if faults is None:
                    raise fault from error
                faults.note(fault)
            else:
                drafts.append(_draft(wish))
        if faults is not None:
            faults.settle()
        return ledger.append(drafts)


def _card_state(ledger: Ledger, run: str, rubric: str, reviewer: str) -> CardState:
    condition = "c.run = ? AND c.rubric = ? AND c.reviewer = ? AND c.slot IN ('value', 'evidence', 'lock')"
    return CardState(one.event for one in ledger.standing(condition, (run, rubric, reviewer)))


def _draft(wish: Wish) -> Draft:
    return Draft(
        reviewer=wish.reviewer,
        run=wish.run.id,
        event=wish.event,
        rubric=wish.rubric.id,
        asked=wish.rubric.asked.get(wish.event.cell, ""),
        snapshot=wish.run.snapshot.tree if wish.run.snapshot else "",
    )


def correct(
    ledger: Ledger, things: Things, run: Run, texts: Mapping[str, str], *, reviewer: str, reason: str
) -> list[Decision]:
    """Sets figures of a run; one that corrects another needs a reason."""
    for name, text in (*texts.items(), ("reason", reason)):
        require_text(name, text)
    kept = {name: figure_text(name, text) for name, text in texts.items()}
    with ledger.writing():
        standing = things.figure_texts(run.id).get(run.id, {})
        require_whole({**standing, **kept}, run.id)
        changed = {name: text for name, text in kept.items() if text != standing.get(name, "")}
        now = ", ".join(f"{name}={visible(standing[name])[:60]}" for name in changed if standing.get(name))
        # What says why a run is in a state says why it is no longer in another one.
        why = reason.strip() or (kept.get("reason", "") if "state" in changed else "")
        if now and not why:
            raise MarkError(f"{run.id} has {now} already, which would be corrected", do="say why with --reason")
        # The state comes last: it is what is taken back first, and a reason may stand alone.
        last = sorted(changed.items(), key=lambda one: one[0] == "state")
        return ledger.append(Draft(reviewer, run.id, FigureSet(name, text, why or BY_HAND)) for name, text in last)


def withdraw(ledger: Ledger, decision: Decision, reviewer: str) -> Decision:
    """Takes one of this reviewer's decisions back."""
    if decision.reviewer != reviewer:
        raise MarkError(f"that decision is {decision.reviewer}'s", do="only its reviewer can take it back")
    event = Withdraw(decision.event.cell, decision.id)
    draft = Draft(reviewer, decision.run, event, decision.rubric, decision.asked, decision.snapshot)
    with ledger.writing():
        about = _origin(ledger, decision).event
        if isinstance(about, Reveal):
            raise MarkError("the names were seen, and that cannot be taken back")
        _card_state(ledger, decision.run, decision.rubric, reviewer).require_open(about)
        return ledger.append([draft])[0]


def _origin(ledger: Ledger, decision: Decision) -> Decision:
    """What a withdrawal, or a withdrawal of one, is about in the end."""
    while isinstance(decision.event, Withdraw):
        decision = named(ledger, decision.event.target)
    return decision


def named(ledger: Ledger, ident: str) -> Decision:
    """The decision of this id."""
    found = ledger.decisions("id = ?", (ident,))
    if not found:
        raise LedgerError(f"the decision {ident} is gone", do="run `sidegrade doctor`")
    return found[0]


def standing_lock(ledger: Ledger, run: str, rubric: str, reviewer: str) -> Decision:
    """The lock of a card."""
    values = (run, rubric, reviewer, Slot.LOCK.value)
    standing = ledger.standing("c.run = ? AND c.rubric = ? AND c.reviewer = ? AND c.slot = ?", values)
    if not standing:
        raise MarkError(f"{reviewer}'s card for {run} is not locked")
    return standing[0]


def last_decision(ledger: Ledger, reviewer: str) -> Decision:
    """The last decision of this reviewer that can be taken back; what was learned cannot be unlearned."""
    gone: set[str] = set()
    for decision in ledger.latest(reviewer):
        event = decision.event
        is_apart = isinstance(event, Reveal) or (isinstance(event, FigureSet) and is_from_folder(event))
        if decision.id in gone or is_apart:
            continue
        if not isinstance(event, Withdraw):
            return decision
        gone.add(event.target)
    raise MarkError(f"{reviewer} has no decision to take back")


def steps(ledger: Ledger, reviewer: str, after: str = "") -> list[Step]:
    """What a reviewer decided after some decision, as undo needs to know it."""
    rows = ledger.query(
        tuple[str, str, str, str, str, str],
        "SELECT id, session, kind, cell, value, body FROM decisions WHERE id > ? AND reviewer = ? ORDER BY id",
        (after, reviewer),
    )
    return [_step(ident, Row(*row), is_of_now=session == ledger.session) for ident, session, *row in rows]


def _step(ident: str, row: Row, *, is_of_now: bool) -> Step:
    """A figure that stood before this session, or came from a folder, is not what a person means by undo; and what was
    learned cannot be unlearned."""
    match row.kind:
        case "withdraw":
            return Step(ident, row.value)
        case "figure":
            try:
                event = from_row(row)
            except ValueError as error:
                what = f"the decision {ident} cannot be read ({visible(str(error))})"
                raise LedgerError(what, do="run `sidegrade doctor`") from error
            return Step(ident, is_apart=not is_of_now or (isinstance(event, FigureSet) and is_from_folder(event)))
        case kind:
            return Step(ident, is_apart=kind == "reveal")
