"""`sidegrade mark` and `sidegrade undo`: the same decisions as on screen, scriptable."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from grading.errors import MarkError
from grading.marks.events import Adjust, Decision, Event, Flag, Lock, Note
from grading.marks.rows import to_row
from grading.marks.scorecard import Scorecard
from grading.marks.typed import typed_event, typed_marks
from grading.rubric.arithmetic import shown
from grading.strict import LARGEST_FILE, decoded, exact_number
from grading.study import Study
from grading.visible import visible
from grading.wishes import Wish
from tui.commands.console import say
from tui.commands.options import open_study, reviewer_name, reviewer_option, rubric_option, study_option


@click.command()
@click.argument("run")
@click.argument("cell", required=False)
@click.argument("value", required=False)
@study_option
@reviewer_option
@rubric_option
@click.option("--note", default=None, help="A note on the cell; an empty one takes the earlier note away.")
@click.option("--evidence", "places", multiple=True, metavar="PATH:12-20", help="A place in the workspace it rests on.")
@click.option("--adjust", default=None, metavar="POINTS", help="Points given or taken outside the rubric: +2, -1.5.")
@click.option("--reason", default="", help="Why the adjustment; everybody sees it.")
@click.option("--unsure/--sure", default=None, help="Flag the cell to come back to it, or not any more.")
@click.option("--lock", is_flag=True, help="Lock the run's card: it is finished.")
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
    with open_study(study_folder) as study:
        who = reviewer_name(study, reviewer)
        if run == "-":
            if cell is not None:
                raise click.UsageError("with - every mark comes from standard input, so no CELL is named")
            _mark_many(study, who, rubric_name)
            return
        found = study.find_run(run)
        asked = study.find_rubric(found.name.task, rubric_name)
        events = list(_events(study, Wish(found, asked, who, Lock()), cell, value, note, places, unsure))
        if adjust is not None:
            events.append(_adjustment(cell, adjust, reason))
        if lock:
            events.append(Lock())
        if not events:
            raise click.UsageError("say a CELL and a VALUE, or what else to record")
        study.decide(Wish(found, asked, who, event) for event in events)
        say(_so_far(study.card(found, asked, who)))


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


def _adjustment(cell: str | None, points: str, reason: str) -> Adjust:
    if cell is None:
        raise click.UsageError("--adjust is said of a CELL that is a dimension")
    try:
        return Adjust(cell, exact_number(points, None), reason)
    except ValueError as error:
        raise MarkError(f'"{visible(points)}" is no number of points', do="say +2 or -1.5") from error


def _mark_many(study: Study, reviewer: str, rubric_name: str) -> None:
    file = "standard input"
    typed = typed_marks(decoded(sys.stdin.buffer.read(LARGEST_FILE + 1), file), file)
    taken = study.mark(typed, reviewer=reviewer, rubric=rubric_name)
    say(f"{len(taken)} decisions from {len(typed)} rows")


def _so_far(card: Scorecard) -> str:
    place = f"{card.run} · {card.rubric.name} · {card.reviewer}"
    if card.total.complete:
        named = f", tier {card.tier.name}" if card.tier else ""
        return f"saved · {place} · total {card.total_shown}{named}"
    of = shown(card.total.of, card.rubric.decimals)
    return f"saved · {place} · {card.total_shown or 0} of {of} so far, {len(card.total.missing)} cells open"


@click.command()
@study_option
@reviewer_option
def undo(study_folder: Path | None, reviewer: str) -> None:
    """Take back the last decision; once more, the one before it. Nothing is erased: this is an entry, too.

    \b
        sidegrade undo --as mia
    """
    with open_study(study_folder) as study:
        who = reviewer_name(study, reviewer)
        last = study.last_decision(who)
        study.withdraw(last, who)
        say(f"taken back: {_told(last)}")


def _told(decision: Decision) -> str:
    row = to_row(decision.event)
    return " ".join(part for part in (row.kind, decision.run, row.cell, row.value) if part)
