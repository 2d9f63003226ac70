"""`sidegrade card`: one run's scorecard, and how every number of it came about."""

import json
from fractions import Fraction
from pathlib import Path

import click

from grading.errors import StudyError
from grading.marks.events import Decision
from grading.marks.rows import given_text, to_row
from grading.marks.scorecard import Scorecard
from grading.rubric.arithmetic import Stages
from grading.rubric.model import Rubric
from grading.runs.model import Run
from grading.study import Study
from grading.visible import visible
from tui.commands.cards import show_card, show_history
from tui.commands.console import say, say_json
from tui.commands.options import format_option, open_study, reviewer_option, rubric_option, study_option


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
        show_card(found, one)
        if history:
            show_history(entries[number])


def _reviewers(study: Study, run: Run, rubric: Rubric, told: str) -> list[str]:
    found = study.reviewers_of(run, rubric)
    if told in found:
        return [told]
    if found and not told:
        return found
    who = f"{told} has not marked {run.id}" if told else f"{run.id} has no marks"
    raise StudyError(
        f"{visible(who)} under {rubric.name}{'' if told else ' yet'}", do=_instead(study, run, rubric, told)
    )


def _instead(study: Study, run: Run, rubric: Rubric, told: str) -> str:
    """What to do where there is no such card."""
    if found := study.reviewers_of(run, rubric):
        return f"{', '.join(found)} has" if len(found) == 1 else f"{', '.join(found)} have"
    for other in reversed(study.rubrics_of(run.name.task)):
        who = study.reviewers_of(run, other)
        if told in who or (who and not told):
            return f"it is marked under {other.name}: say --rubric {other.name}"
    return f"mark it: sidegrade mark {run.id} CELL VALUE"


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
        "snapshots": dict(one.snapshots),
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
    return {
        **said,
        "value": row.value,
        "body": json.loads(row.body) if row.body else None,
        "snapshot": one.snapshot or None,
    }
