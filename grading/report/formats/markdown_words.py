"""What runs, rubrics and tables are called in Markdown."""

from grading.report.formats.figures import number
from grading.report.formats.markdown_text import code, inline
from grading.report.standings import Standings
from grading.rubric.arithmetic import shown
from grading.rubric.model import Rubric
from grading.runs.model import Run


def name_cells(run: Run) -> tuple[str, str]:
    """What a run is called, and its id."""
    return inline(run.name.label or run.name.model), code(run.id)


def name_words(run: Run) -> str:
    """Both of them in a sentence."""
    return " ".join(name_cells(run))


def facts_words(run: Run) -> str:
    """Harness, condition and attempt, as far as they are said."""
    name = run.name
    attempt = f"attempt {name.attempt}" if name.attempt != 1 else ""
    return ", ".join(filter(None, [inline(name.harness), inline(name.condition), attempt]))


def rubric_words(rubric: Rubric) -> str:
    """Which rubric, and what its totals are out of."""
    band = number(rubric.tie_band)
    near = (
        f" · totals within {band} of each other are within the noise (≈): their order says nothing"
        if rubric.tie_band
        else ""
    )
    return f"Rubric {code(rubric.name)} · out of {shown(rubric.scale, rubric.decimals)}{near}"


def common_words(table: Standings) -> str:
    """What counts, where only what all attempted does."""
    if table.common is None:
        return ""
    counts = ", ".join(code(key) for key in table.common) or "nothing: no dimension is common"
    return f"Only what every ranked run attempted counts: {counts}."
