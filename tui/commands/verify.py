"""`sidegrade verify`: published numbers against computed ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from grading.strict import read_text
from grading.visible import visible
from grading.words import UNKNOWN
from tui.commands.columns import Column
from tui.commands.completing import TASKS
from tui.commands.console import say, say_json, say_table
from tui.commands.options import NAMED_PATH, format_option, open_study, rubric_option, study_option

if TYPE_CHECKING:
    from grading.report.claims import Checked, Claim

_FAILS: Final = "does not hold"
_NAMES: Final = ("tier", "grade")
"""Kinds of claims whose values are words of the rubric, not numbers."""
_UNKNOWN: Final = "cannot be computed"
_SIGNS: Final = {"holds": "✓", _FAILS: "✗", _UNKNOWN: "?"}
_OF_SEVERAL: Final = {"holds": "hold", _FAILS: "do not hold", _UNKNOWN: _UNKNOWN}


@click.command()
@click.argument("claims", type=NAMED_PATH)
@click.option("--task", default="", metavar="KEY", help="The task of claims that name none.", shell_complete=TASKS)
@rubric_option
@study_option
@click.option("--strict", is_flag=True, help="Answer 1, too, when a claim cannot be computed.")
@format_option("table", "md", "json")
def verify(claims: Path, task: str, rubric_name: str, study_folder: Path | None, strict: bool, form: str) -> int:
    """Hold published numbers against computed ones.

    The exit status is 1 when one of them does not hold. A claim that cannot be computed, since its run is not ranked or
    there is none of that name, is shown with the reason; it makes the answer 1 only with --strict. A number is compared
    as precisely as it was published: 87 is true of 87.4, and 87.0 is not. Of a total of 32.75 that is shown as 32.8,
    both are true.

    CLAIMS is CSV with a header, or JSON (lines or a list) with the same keys; columns that nobody needs may be left
    out, and task and rubric be added. A file with every kind of claim:

    \b
        kind,what,run,other,published
        total,,amber,,87.4
        sum,tests,amber,,12
        rank,,amber,,1
        tier,,amber,,A
        grade,,amber,,A
        difference,,amber,cobalt,5.5
        ratio,,amber,cobalt,1.2×
        ratio,,,,3.1
        beats,,amber,cobalt,yes
        count,runs,,,24
        count,deductions,amber,,3

    A sum is the points in the dimension under what, a grade is a tier. A difference is of the totals of run and other,
    as shown or exact; beats goes by those as shown, a ratio by the exact ones; without runs it is best over worst.
    Counted are runs, ranked, apart, cards, cells, deductions; the last three of one run, too.

    \b
        sidegrade verify claims.csv --task rails-chat --strict
    """
    said = read_text(claims)
    with open_study(study_folder) as study:
        found = study.reports.verified(said, str(claims), task, rubric_name)
    if form == "json":
        say_json([_as_json(one) for one in found])
    else:
        _show(found, is_markdown=form == "md")
    against = {_FAILS, _UNKNOWN} if strict else {_FAILS}
    return int(any(one.verdict.value in against for one in found))


def _show(found: list[Checked], *, is_markdown: bool) -> None:
    headings = ["", "claim", "published", "computed"]
    rows = [[_SIGNS[one.verdict.value], _words(one.claim), one.claim.published, _computed(one)] for one in found]
    if is_markdown:
        for row in (headings, ["---"] * len(headings), *rows):
            say(f"| {' | '.join(_in_markdown(field) for field in row)} |")
    else:
        say_table(
            [Column(""), Column("claim", wraps=True), Column("published", True), Column("computed", wraps=True)], rows
        )
    say()
    counts = {said: sum(one.verdict.value == said for one in found) for said in _SIGNS}
    say(" · ".join(f"{count} {said if count == 1 else _OF_SEVERAL[said]}" for said, count in counts.items()))


def _computed(one: Checked) -> str:
    if not one.computed:
        return f"{UNKNOWN} {one.why}"
    from grading.printing import minus

    if one.claim.kind.value in _NAMES:
        return one.computed
    return minus(" or ".join(filter(None, (one.computed, one.exact))))


def _in_markdown(text: str) -> str:
    shown = visible(text)
    for sign in "\\|`*_<>[]":
        shown = shown.replace(sign, f"\\{sign}")
    return shown


def _words(claim: Claim) -> str:
    """What a claim says, in words."""
    about = f" · {claim.task}" if claim.task else ""
    about += f" · {claim.rubric}" if claim.rubric else ""
    kind = claim.kind.value
    if kind == "beats":
        return f"{claim.run} beats {claim.other}{about}"
    between = f" of {claim.run} and {claim.other}" if claim.other else f" of {claim.run}" if claim.run else ""
    return f"{kind}{f' {claim.what}' if claim.what else ''}{between}{about}"


def _as_json(one: Checked) -> dict[str, object]:
    claim = one.claim
    said = {"kind": claim.kind.value, "what": claim.what, "run": claim.run, "other": claim.other, "task": claim.task}
    return {
        **said,
        "rubric": claim.rubric,
        "place": claim.place,
        "published": claim.published,
        "verdict": one.verdict.value,
        "computed": one.computed or None,
        "exact": one.exact or None,
        "why": one.why or None,
    }
