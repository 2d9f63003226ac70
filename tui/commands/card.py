"""`sidegrade card`: one run's scorecard, and how every number of it came about."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import click

from grading.errors import StudyError
from grading.marks.events import Decision, Withdraw, withdrawn
from grading.marks.rows import given_text, to_row
from grading.marks.scorecard import Scorecard
from grading.rubric.arithmetic import Stages, shown
from grading.rubric.model import Rubric
from grading.runs.model import Run
from grading.strict import number_text as n
from grading.study import Study
from tui.commands.console import Column, say, say_json, say_prose, say_table, say_title
from tui.commands.options import format_option, open_study, reviewer_option, rubric_option, study_option
from tui.commands.words import UNKNOWN


@click.command()
@click.argument("run")
@study_option
@reviewer_option
@rubric_option
@click.option("--history", is_flag=True, help="Every decision on the card and on the run's figures, oldest first.")
@format_option("text", "json")
def card(run: str, study_folder: Path | None, reviewer: str, rubric_name: str, history: bool, form: str) -> None:
    """Show the scorecard of RUN: given → deducted → capped → points for every dimension, total and tier.

    Where several reviewers marked the run, each one's card is shown; --as NAME shows one.

    \b
        sidegrade card ap-dashboard/amber --history
    """
    with open_study(study_folder) as study:
        found = study.find_run(run)
        asked = study.find_rubric(found.name.task, rubric_name)
        cards = [study.card(found, asked, name) for name in _reviewers(study, found, asked, reviewer)]
        entries = [study.history(found, asked, one.reviewer) for one in cards] if history else []
    if form == "json":
        said = [_as_json(one) for one in cards]
        for document, decisions in zip(said, entries, strict=False):
            document["history"] = [_decision_json(decision) for decision in decisions]
        say_json(said[0] if len(said) == 1 else {"cards": said})
        return
    for number, one in enumerate(cards):
        if number:
            say()
        _show(found, one)
        if history:
            _show_history(entries[number])


def _reviewers(study: Study, run: Run, rubric: Rubric, told: str) -> list[str]:
    if told:
        return [told]
    found = study.reviewers_of(run, rubric)
    if not found:
        raise StudyError(
            f"{run.id} has no marks under {rubric.name} yet", do=f"mark it: sidegrade mark {run.id} CELL VALUE"
        )
    return found


def _as_json(one: Scorecard) -> dict[str, object]:
    return {
        "run": one.run,
        "rubric": one.rubric.name,
        "reviewer": one.reviewer,
        "total": one.total_shown or None,
        "exact": _exact(one.total.exact),
        "of": str(one.total.of),
        "tier": one.tier.name if one.tier else None,
        "complete": one.total.complete,
        "locked": one.locked,
        "missing": list(one.total.missing),
        "dimensions": {stage.dimension.key: _stages_json(stage) for stage in one.stages},
        "marks": {key: given_text(given) for key, given in one.answers.given.items()},
        "deductions": {key: "call" for key in sorted(one.answers.called)}
        | {key: "spare" for key in sorted(one.spared)},
        "gates": {key: "pass" if holds else "fail" for key, holds in one.answers.gates.items()},
        "adjustments": [
            {"dimension": key, "points": str(entry.points), "reason": entry.reason}
            for key, entries in one.adjustments.items()
            for entry in entries
        ],
        "notes": dict(one.notes),
        "evidence": {key: [place.place for place in places] for key, places in one.evidence.items()},
        "unsure": sorted(one.unsure),
    }


def _stages_json(stage: Stages) -> dict[str, object]:
    said = {name: _exact(getattr(stage, name)) for name in ("given", "deducted", "capped", "points")}
    return {**said, "max": str(stage.dimension.max), "attempted": stage.attempted}


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _decision_json(one: Decision) -> dict[str, object]:
    row = to_row(one.event)
    said = {"id": one.id, "at": one.at, "reviewer": one.reviewer, "kind": row.kind, "cell": row.cell}
    return {**said, "value": row.value, "body": row.body, "snapshot": one.snapshot or None}


def _show(run: Run, one: Scorecard) -> None:
    locked = " · locked" if one.locked else ""
    say_title(f"{one.run} · {run.name.label or run.name.model} · {one.rubric.name} · {one.reviewer}{locked}")
    headings = [Column("dimension"), Column("given", True), Column("deducted", True), Column("capped", True)]
    headings += [Column("points", True), Column("of", True), Column("weight", True), Column("why")]
    say_table(headings, [_stage_row(one, stage) for stage in one.stages])
    say(_total_line(one))
    for key, holds in one.answers.gates.items():
        if not holds:
            say(f"gate {key} failed: {one.rubric.cells[key].title}")
    if one.total.missing:
        say(f"open: {', '.join(one.total.missing)}")
    if one.unsure:
        say(f"unsure: {', '.join(sorted(one.unsure))}")
    if one.notes or one.evidence:
        say()
        for line in _remarks(one):
            say_prose(line)


def _stage_row(one: Scorecard, stage: Stages) -> list[str]:
    dimension = stage.dimension
    if not stage.attempted:
        numbers = ["not attempted", "", "", ""]
    else:
        every = (stage.given, stage.deducted, stage.capped, stage.points)
        numbers = [UNKNOWN if value is None else n(value) for value in every]
    return [f"{dimension.key}  {dimension.title}", *numbers, n(dimension.max), n(dimension.weight), _why(one, stage)]


def _why(one: Scorecard, stage: Stages) -> str:
    dimension = stage.dimension
    said = [f"−{n(d.points)} {d.key}" for d in dimension.deductions if d.key in one.answers.called]
    said += [
        f"≤{n(cap.share * dimension.max)} {gate.key}"
        for gate in one.rubric.gates
        for cap in gate.caps
        if cap.dimension == dimension.key and one.answers.gates.get(gate.key) is False
    ]
    said += [
        f"{'+' if entry.points > 0 else '−'}{n(abs(entry.points))} adjusted: {entry.reason}"
        for entry in one.adjustments.get(dimension.key, ())
    ]
    if dimension.criteria and stage.missing:
        said.append(f"{len(stage.missing)} of {len(dimension.criteria)} open")
    if dimension.criteria and dimension.key in one.answers.given and stage.attempted:
        said.append("marked as a whole")
    return ", ".join(said)


def _total_line(one: Scorecard) -> str:
    if one.total.exact is None:
        return "Total –: nothing was attempted"
    decimals = one.rubric.decimals
    if not one.total.complete:
        of = shown(one.total.of, decimals)
        return f"Total {one.total_shown} of {of} so far, {len(one.total.missing)} cells open"
    means = f" · tier {one.tier.name}: {one.tier.means}" if one.tier else ""
    exact = "" if one.total.exact == Fraction(one.total_shown) else f" (exactly {n(one.total.exact)})"
    return f"Total {one.total_shown} of {shown(one.rubric.scale, decimals)}{exact}{means}"


def _remarks(one: Scorecard) -> Iterator[str]:
    for key in ["", *one.rubric.cells]:
        if key in one.notes:
            yield f"{key or 'card'}: {one.notes[key].strip()}"
        for place in one.evidence.get(key, ()):
            yield f"{key or 'card'}: see {place.place}"


def _show_history(decisions: list[Decision]) -> None:
    say()
    gone = withdrawn(decisions)
    rows = []
    for one in decisions:
        row = to_row(one.event)
        standing = "taken back" if one.id in gone else ""
        value = f"of {row.value[:13]}…" if isinstance(one.event, Withdraw) else row.value
        rows.append([one.at[:19].replace("T", " "), one.reviewer, row.kind, row.cell, value, standing])
    headings = [Column("at (UTC)"), Column("by"), Column("what"), Column("cell"), Column("value"), Column("")]
    say_table(headings, rows, title="history")
