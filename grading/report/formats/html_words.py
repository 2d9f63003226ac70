"""Values in the words of a page. What is not known is a dash, never 0."""

from collections.abc import Sequence
from fractions import Fraction

from markupsafe import Markup, escape

from grading.report.ratios import Ratio
from grading.rubric.arithmetic import rounded
from grading.rubric.model import Rubric, Tier
from grading.runs.model import Run, RunName
from grading.visible import visible
from grading.words import unwrapped

_INFINITE = "∞"


def share_of(points: Fraction | None, of: Fraction) -> str:
    """The class that draws a bar of this length, by whole percents; empty where there is nothing to draw."""
    if points is None or not of:
        return ""
    return f" w{min(100, max(0, int(rounded(100 * points / of, 0))))}"


def sorting(value: Fraction | Ratio | None) -> str:
    """What a column is sorted by; empty where there is nothing to sort by."""
    if isinstance(value, Ratio):
        return "1e99" if value.is_infinite else sorting(value.value)
    return "" if value is None else f"{float(value):.9g}"


def tier_sorting(rubric: Rubric, tier: Tier | None) -> str:
    """The place of a tier among those of its rubric, the best one first; their names have no order."""
    return "" if tier is None else f"tier {sum(one.at > tier.at for one in rubric.tiers):03}"


def called(name: RunName) -> str:
    """What a report calls a run."""
    return name.label or name.model


def manner(name: RunName) -> str:
    """What tells a run from others of its model; empty where nothing does."""
    parts = [name.harness, name.condition, f"attempt {name.attempt}" if name.attempt != 1 else ""]
    return " · ".join(part for part in parts if part)


def full_name(run: Run) -> str:
    """A run's name with everything that tells it from others."""
    more = manner(run.name)
    return f"{called(run.name)} ({more})" if more else called(run.name)


def paragraphs(text: str) -> Markup:
    """Text of several lines, each of them kept; what would not show is made visible."""
    if text.isascii() and text.isprintable():
        return escape(text)
    return escape(visible(text.replace("\r\n", "\n").strip("\n"), keep="\n"))


def prose(text: str) -> Markup:
    """A text as it is read, its lines broken where the page breaks them."""
    return paragraphs(unwrapped(text))


def rows(lines: Sequence[str]) -> Markup:
    """Quoted lines as items of a list that is open already."""
    return Markup("<li>").join(visible(line) for line in lines)


def instant(at: str) -> str:
    """2026-05-03 10:20:30 UTC."""
    whole = len(at) >= 19 and at.endswith(("Z", "+00:00"))
    return f"{at[:10]} {at[11:19]} UTC" if whole else at
