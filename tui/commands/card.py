"""`sidegrade card`: one run's scorecard, and how every number of it came about."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grading.blind import unseen
from grading.errors import StudyError
from grading.rubric.model import Rubric
from grading.runs.model import Run
from grading.study import Study
from grading.visible import visible
from tui.commands.completing import RUNS
from tui.commands.console import say, say_json, say_prose
from tui.commands.options import format_option, open_study, rubric_option, study_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grading.report.cards import CardReport


@click.command()
@click.argument("run", shell_complete=RUNS)
@study_option
@click.option(
    "--as", "reviewer", default="", metavar="NAME", help="Whose card; else the card of everybody who marked it."
)
@rubric_option
@click.option("--history", is_flag=True, help="Every decision on the card and on the run's figures, oldest first.")
@format_option("text", "md", "json")
def card(run: str, study_folder: Path | None, reviewer: str, rubric_name: str, history: bool, form: str) -> None:
    """Show the scorecard of RUN: how every number came about.

    Given → deducted → capped → points for every dimension, total and tier. Where several reviewers marked the run, the
    card of every one is shown under the reviewer's name, and nothing is hidden; --as NAME shows one and names the
    others, with what they gave once that card is locked. As Markdown or JSON a card holds everything: what its numbers
    mean, all evidence with the lines quoted, the history.

    \b
        sidegrade card ap-dashboard/amber --history
        sidegrade card ap-dashboard/amber --format md > amber.md
    """
    with open_study(study_folder) as study:
        found = study.find_run(run)
        asked = study.find_rubric(found.name.task, rubric_name)
        reports = [study.reports.card(found, asked, name) for name in _reviewers(study, found, asked, reviewer)]
        also = _also(study, found, asked, reviewer) if reviewer and form == "text" else ""
        editions = _other_editions(study, found, asked, reviewer) if form == "text" else ""
    if form == "text":
        _show(reports, also, editions, with_history=history)
        return
    from grading import printing

    if form == "md":
        say("\n".join(printing.card_in_markdown(one) for one in reports).removesuffix("\n"))
    else:
        said = [printing.card_in_json(one) for one in reports]
        say_json(said[0] if len(said) == 1 else {"cards": said})


def _also(study: Study, run: Run, rubric: Rubric, reviewer: str) -> str:
    """Who else marked the run, and what they gave where this reviewer may see it."""
    from grading.printing import outcome_words

    every = study.reports.outcomes(run.name.task, rubric).get(run.id, [])
    cards = [one for one in every if one.reviewer != reviewer and one.decided]
    if not cards:
        return ""
    hidden = unseen(reviewer, study.tallies(rubric))
    if any(hidden.hides(run.id, one.reviewer) for one in cards):
        names = ", ".join(one.reviewer for one in cards)
        return f"also: {names}; what others gave is hidden until the card of {reviewer} is locked"
    return f"also: {', '.join(map(outcome_words, cards))}"


def _other_editions(study: Study, run: Run, rubric: Rubric, reviewer: str) -> str:
    """Which other editions of the rubric the run has a card under: everybody's, or this reviewer's."""
    names = [
        other.name
        for other in reversed(study.rubrics_of(run.name.task))
        if other.key == rubric.key and other.id != rubric.id and _has_card(study.reviewers_of(run, other), reviewer)
    ]
    if not names:
        return ""
    shows = f"--rubric {names[0]} shows it" if len(names) == 1 else "--rubric NAME shows one of them"
    return f"also graded by {', '.join(names)}: {shows}"


def _has_card(marked: list[str], reviewer: str) -> bool:
    return reviewer in marked if reviewer else bool(marked)


def _show(reports: "Sequence[CardReport]", also: str, editions: str, *, with_history: bool) -> None:
    from tui.commands.cards import show_card, show_history

    for number, one in enumerate(reports):
        if number:
            say()
        show_card(one)
        if also:
            say_prose(also, 0)
        # Somebody who finds a card half empty may be looking for the one under the edition before.
        if editions and not one.card.total.complete:
            say_prose(editions, 0)
        if with_history:
            show_history(one.history)


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
