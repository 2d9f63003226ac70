"""`sidegrade rubric check|add|show`: rubric files."""

from pathlib import Path

import click

from grading.rubric.model import Criterion, Dimension, Rubric
from grading.strict import number_text as n
from grading.visible import visible
from tui.commands.console import Column, say, say_json, say_prose, say_table, say_title
from tui.commands.options import format_option, open_study, study_option


@click.group()
def rubric() -> None:
    """Check, add and show rubrics."""


@rubric.command()
@click.argument("file", type=click.Path(path_type=Path))
@format_option("text", "json")
def check(file: Path, form: str) -> int:
    """Check a rubric file: every sum, weight, ladder, step, tier, gate and deduction in it.

    Exit status 1 when there is an error; warnings do not count.

    \b
        sidegrade rubric check rubric.toml
    """
    from grading.rubric.file import rubric_from_toml
    from grading.rubric.lint import Level, lint
    from grading.strict import read_text

    path = _rubric_path(file)
    where = visible(str(path))
    checked = rubric_from_toml(read_text(path), where)
    findings = lint(checked)
    errors = [one for one in findings if one.level is Level.ERROR]
    warnings = [one for one in findings if one.level is Level.WARNING]
    if form == "json":
        said = {"errors": errors, "warnings": warnings}
        say_json({key: [{"where": f"{where}: {x.where}", "what": x.what} for x in ones] for key, ones in said.items()})
    else:
        for one in findings:
            say(f"{one.level.value}: {where}: {one.where}: {one.what}")
        counts = f"{len(errors)} errors, {len(warnings)} warnings"
        say(f"{checked.name}: {len(checked.open_cells)} cells, scale {n(checked.scale)}; {counts}")
    return 1 if errors else 0


@rubric.command()
@click.argument("file", type=click.Path(path_type=Path))
@study_option
@click.option("--task", "tasks", multiple=True, help="Grade this task by it; may be said again. Else every task.")
def add(file: Path, study_folder: Path | None, tasks: tuple[str, ...]) -> None:
    """Add a rubric to the study. One that has errors is refused.

    FILE is a rubric file, or the name of a rubric that ships: perch-build, inventory-absolute, inventory-relative,
    rails-chat.

    \b
        sidegrade rubric add rubric.toml --task ap-dashboard
    """
    with open_study(study_folder) as study:
        added, is_new = study.add_rubric(_rubric_path(file), tasks)
    grades = ", ".join(tasks) or "every task"
    say(f"{added.name} {'added' if is_new else 'was there already'}: {len(added.open_cells)} cells, grades {grades}")


@rubric.command()
@click.argument("file", type=click.Path(path_type=Path))
@format_option("text", "toml")
def show(file: Path, form: str) -> None:
    """Show what a rubric asks; --format toml writes it with every default filled in.

    \b
        sidegrade rubric show rails-chat
    """
    from grading.rubric.file import rubric_from_toml, rubric_to_toml
    from grading.strict import read_text

    path = _rubric_path(file)
    shown = rubric_from_toml(read_text(path), visible(str(path)))
    if form == "toml":
        click.echo(rubric_to_toml(shown), nl=False)
    else:
        _show(shown)


def _rubric_path(file: Path) -> Path:
    """The file, or the one of that name that ships."""
    from importlib.resources import files

    shipped = Path(str(files("grading.rubric"))) / "library" / f"{file.name.removesuffix('.toml')}.toml"
    return shipped if not file.exists() and len(file.parts) == 1 and shipped.is_file() else file


def _show(shown: Rubric) -> None:
    say_title(f"{shown.title} · {shown.name} · out of {n(shown.scale)}")
    if shown.about:
        say_prose(shown.about, 0)
    for one in shown.dimensions:
        say()
        _show_dimension(one)
    for gate in shown.gates:
        caps = ", ".join(f"{cap.dimension} × {n(cap.share)}" for cap in gate.caps)
        say()
        say_title(f"gate {gate.key}  {gate.title}")
        say_prose(f"When it fails, this share of the maximum is left: {caps}")
    if shown.tiers:
        say()
        rows = [[one.name, n(one.at), one.means] for one in shown.tiers]
        say_table([Column("tier"), Column("from", True), Column("means")], rows)


def _show_dimension(one: Dimension) -> None:
    weight = "" if one.weight == one.max else f" · weight {n(one.weight)}"
    say_title(f"{one.key}  {one.title} · 0 … {n(one.max)} in steps of {n(one.step)}{weight}")
    if one.asks:
        say_prose(one.asks)
    rows = [["", n(anchor.at), "", anchor.means] for anchor in one.anchors]
    rows += [["", f"−{n(fault.points)}", fault.key, fault.title] for fault in one.deductions]
    rows += [["", n(row.points), row.key, _criterion_words(row)] for row in one.criteria]
    if rows:
        say_table([Column(""), Column("points", True), Column("cell"), Column("what")], rows)


def _criterion_words(row: Criterion) -> str:
    rungs = ", ".join(f"{n(rung.measured)} → {n(rung.points)}" for rung in row.ladder)
    return "\n".join(line for line in (row.title, rungs, row.asks, f"$ {row.verify}" if row.verify else "") if line)
