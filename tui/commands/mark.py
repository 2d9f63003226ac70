"""`sidegrade mark` and `sidegrade undo`: the same decisions as on screen, scriptable."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from grading.errors import FaultsError, FileError, LockedError, MarkError
from grading.marks.events import Adjust, Decision, Event, Flag, Lock, Note, Slot
from grading.marks.fit import unlocking
from grading.marks.rows import given_text, to_row
from grading.marks.scorecard import Scorecard, open_after
from grading.marks.typed import typed_event, typed_marks
from grading.rubric.arithmetic import shown
from grading.rubric.model import Rubric
from grading.runs.model import Run
from grading.strict import LARGEST_FILE, decoded, exact_number
from grading.study import Study
from grading.visible import visible
from grading.wishes import Wish
from grading.words import counted
from tui.commands.completing import CELLS, RUNS, VALUES
from tui.commands.console import say, telling
from tui.commands.options import open_study, reviewer_name, reviewer_option, rubric_option, study_option

_MOST_NAMED = 6


@click.command()
@click.argument("run", shell_complete=RUNS)
@click.argument("cell", required=False, shell_complete=CELLS)
@click.argument("value", required=False, shell_complete=VALUES)
@study_option
@reviewer_option
@rubric_option
@click.option("--note", default=None, help="A note on the cell; an empty one takes the earlier note away.")
@click.option(
    "--evidence",
    "places",
    multiple=True,
    metavar="PLACE",
    help="What it rests on: path, path:12 or path:12-20 in the workspace, or a command: '$ pytest -q'.",
)
@click.option(
    "--adjust",
    default=None,
    metavar="POINTS",
    help="Points given or taken outside the rubric: +2, -1.5. They add up; `sidegrade undo` takes the last one back.",
)
@click.option("--reason", default="", help="Why the adjustment; everybody sees it.")
@click.option("--unsure/--sure", default=None, help="Flag the cell to come back to it, or not any more.")
@click.option("--lock", is_flag=True, help="Lock the run's card: it is finished, no cell is open.")
@click.option("--unlock", is_flag=True, help="Open a locked card again; stands alone.")
def mark(
    run: str,
    cell: str | None,
    value: str | None,
    study_folder: Path | None,
    reviewer: str,
    rubric_name: str,
    note: str | None,
    places: tuple[str, ...],
    adjust: str | None,
    reason: str,
    unsure: bool | None,
    lock: bool,
    unlock: bool,
) -> None:
    """Mark CELL of RUN with VALUE.

    CELL is the key of a dimension, criterion, deduction or gate. VALUE is a number; x for a dimension that was not
    attempted; what was measured, for a criterion with a ladder; call or spare for a deduction; pass or fail for a
    gate; clear to open the cell again. RUN may be shortened while it stays clear which is meant.

    With - as RUN, many marks are read from standard input, as CSV with the header run,cell,value,note,reviewer,rubric
    or as JSON lines with these keys: all are taken, or none.

    \b
        sidegrade mark amber tests 12 --note "happy path only" --evidence tests/test_api.py:12-20
        sidegrade mark amber no-llm-path call
        sidegrade mark amber tests --adjust +1 --reason "the suite needs a key that was not given"
        sidegrade mark - < marks.csv
    """
    decides = {"--note": note is not None, "--evidence": places, "--adjust": adjust is not None, "--reason": reason}
    decides |= {"--unsure": unsure is not None, "--lock": lock}
    _require_used(run, cell, value, [option for option, said in decides.items() if said], unlock)
    with open_study(study_folder) as study:
        who = reviewer_name(study, reviewer)
        if run == "-":
            _mark_many(study, who, rubric_name)
            return
        found = study.find_run(run)
        asked = study.find_rubric(found.name.task, rubric_name)
        if unlock:
            study.unlock(found, asked, who)
            _say_so_far(study, found, asked, who)
            return
        events = list(_events(study, Wish(found, asked, who, Lock()), cell, value, note, places, unsure))
        if adjust is not None:
            events.append(_adjustment(cell, adjust, reason))
        if lock:
            _require_finished(study.card(found, asked, who), events)
            events.append(Lock())
        if not events:
            raise click.UsageError("say a CELL and a VALUE, or what else to record")
        with _telling_how_to_unlock(found.id):
            study.decide(Wish(found, asked, who, event) for event in events)
        _say_so_far(study, found, asked, who, cell or "", is_locking=lock)


def _require_used(run: str, cell: str | None, value: str | None, said: list[str], unlock: bool) -> None:
    """Refuses what would be dropped without a word."""
    if unlock and (said or cell is not None or run == "-"):
        raise click.UsageError("--unlock stands alone; mark in a second call")
    if run == "-" and cell is not None:
        raise click.UsageError("with - every mark comes from standard input, so no CELL is named")
    if run == "-" and said:
        raise click.UsageError(f"with - every mark comes from standard input, so {said[0]} cannot be said here")
    if "--reason" in said and "--adjust" not in said:
        raise click.UsageError("--reason is said of an --adjust; say other things with --note")
    if cell is not None and value is None and set(said) <= {"--lock"}:
        raise click.UsageError(f"say a VALUE for {visible(cell)}, or what else to record of it")


def _events(
    study: Study,
    whose: Wish,
    cell: str | None,
    value: str | None,
    note: str | None,
    places: tuple[str, ...],
    unsure: bool | None,
) -> Iterator[Event]:
    if value is not None and cell is not None:
        yield typed_event(whose.rubric, cell, value)
    if note is not None:
        yield Note(cell or "", note)
    for place in places:
        yield study.evidence(whose.run, cell or "", place)
    if unsure is not None:
        if cell is None:
            raise click.UsageError("--unsure is said of a CELL")
        yield Flag(cell, unsure)


def _require_finished(card: Scorecard, events: Sequence[Event]) -> None:
    """Refuses to lock a card with open cells, as the review does: it would show what others gave, and is not ranked."""
    missing = open_after(card, events)
    if missing and not card.locked:
        are = "is" if len(missing) == 1 else "are"
        what = f"{counted(len(missing), 'cell')} of {card.run} {are} open: {_named(missing)}"
        raise MarkError(what, do="mark what is open, then lock")


def _named(cells: Sequence[str]) -> str:
    return ", ".join(cells[:_MOST_NAMED]) + (", …" if len(cells) > _MOST_NAMED else "")


@contextmanager
def _telling_how_to_unlock(run: str) -> Iterator[None]:
    try:
        yield
    except LockedError as error:
        raise LockedError(error.what, do=unlocking(run)) from error


def _adjustment(cell: str | None, points: str, reason: str) -> Adjust:
    if cell is None:
        raise click.UsageError("--adjust is said of a CELL that is a dimension")
    try:
        return Adjust(cell, exact_number(points, None), reason)
    except ValueError as error:
        raise MarkError(f'"{visible(points)}" is no number of points', do="say +2 or -1.5") from error


def _mark_many(study: Study, reviewer: str, rubric_name: str) -> None:
    file = "standard input"
    try:
        typed = typed_marks(decoded(sys.stdin.buffer.read(LARGEST_FILE + 1), file), file)
        taken = study.mark(typed, reviewer=reviewer, rubric=rubric_name)
    except (FileError, MarkError) as error:
        nothing = MarkError("nothing was recorded", do="mend this, then give all rows again")
        raise FaultsError((*error.faults, nothing)) from error
    with telling("the decisions are saved"):
        say(f"{counted(len(taken), 'decision')} from {counted(len(typed), 'row')}")


def _say_so_far(
    study: Study, run: Run, rubric: Rubric, reviewer: str, cell: str = "", *, is_locking: bool = False
) -> None:
    with telling("the decision is saved"):
        card = study.card(run, rubric, reviewer)
        say(_so_far(card))
        given = card.answers.given
        parts = [part.key for one in rubric.dimensions if one.key == cell for part in one.criteria if part.key in given]
        if parts and cell in given:
            say(f"note: {cell} is marked as a whole; until it is cleared, what its criteria got does not count")
        if is_locking and card.unsure:
            are = "is" if len(card.unsure) == 1 else "are"
            say(f"note: {counted(len(card.unsure), 'cell')} {are} unsure ({_named(sorted(card.unsure))})")


def _so_far(card: Scorecard) -> str:
    place = f"{card.run} · {card.rubric.name} · {card.reviewer}"
    locked = " · locked" if card.locked else ""
    if card.total.complete:
        named = f", tier {card.tier.name}" if card.tier else ""
        return f"saved · {place} · total {card.total_shown}{named}{locked}"
    of, still = shown(card.total.of, card.rubric.decimals), counted(len(card.total.missing), "cell")
    return f"saved · {place} · {card.total_shown or 0} of {of} points so far, {still} open{locked}"


@click.command()
@study_option
@reviewer_option
def undo(study_folder: Path | None, reviewer: str) -> None:
    """Take back the last decision; once more, the one before it. Nothing is erased: this is an entry, too.

    A command that says several things made as many decisions: a mark with a note and evidence is three.

    \b
        sidegrade undo --as mia
    """
    with open_study(study_folder) as study:
        who = reviewer_name(study, reviewer)
        last = study.last_decision(who)
        with _telling_how_to_unlock(last.run):
            study.withdraw(last, who)
        with telling("the decision is taken back"):
            say(f"taken back: {_told(last)}{_now(study, last)}")


def _told(decision: Decision) -> str:
    row = to_row(decision.event)
    return " ".join(part for part in (row.kind, decision.run, row.cell, row.value) if part)


def _now(study: Study, last: Decision) -> str:
    """What the cell is now, where a value was taken back."""
    asked = next((one for one in study.rubrics() if one.id == last.rubric), None)
    cell = last.event.cell
    if last.event.slot is not Slot.VALUE or asked is None:
        return ""
    card = study.card(study.find_run(last.run), asked, last.reviewer)
    if cell in card.answers.given:
        value = given_text(card.answers.given[cell])
    elif cell in card.answers.gates:
        value = "pass" if card.answers.gates[cell] else "fail"
    else:
        value = "called" if cell in card.answers.called else "spared" if cell in card.spared else "open"
    return f" · {cell} is {value} now"
