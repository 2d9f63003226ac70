"""`sidegrade rubric new|check|add|show`: rubric files."""

import shlex
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grading.errors import FileError, RubricError, StudyError
from grading.rubric.model import Criterion, Dimension, Rubric
from grading.strict import number_text as n
from grading.visible import visible
from grading.words import counted, unwrapped
from tui.commands.columns import Column
from tui.commands.completing import RUBRICS_OR_FILES, TASKS
from tui.commands.console import say, say_json, say_prose, say_table, say_title, telling
from tui.commands.options import NAMED_PATH, format_option, open_study, study_option

if TYPE_CHECKING:
    from grading.study import Study


@click.group()
def rubric() -> None:
    """Write, check, add and show rubrics.

    \b
        sidegrade rubric new rubric.toml      a rubric to change, with every key explained
        sidegrade rubric check rubric.toml
        sidegrade rubric add rubric.toml
    """


@rubric.command()
@click.argument("file", type=NAMED_PATH, required=False, metavar="[FILE]")
def new(file: Path | None) -> None:
    """Write a rubric with every key explained into FILE.

    Without FILE, show it. It passes `rubric check` as it is, and is the reference of the format.

    \b
        sidegrade rubric new rubric.toml
    """
    text = (_shipped() / "template.toml").read_text(encoding="utf-8")
    if file is None:
        click.echo(text, nl=False)
        return
    where = visible(str(file))
    try:
        with file.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError as error:
        raise RubricError("is there already", where=where, do="choose another name") from error
    except OSError as error:
        reason = (error.strerror or "not known").lower()
        raise RubricError(f"cannot be written ({reason})", where=where, do="choose another place") from error
    with telling("the rubric is written"):
        say(f"{file} is written; change it, then: sidegrade rubric check {shlex.quote(str(file))}")


@rubric.command()
@click.argument("file", type=NAMED_PATH, shell_complete=RUBRICS_OR_FILES)
@study_option
@format_option("text", "json")
def check(file: Path, study_folder: Path | None, form: str) -> int:
    """Check a rubric file, and name what is wrong with it.

    First whether all of it can be read; once it can, every sum, weight, ladder, step, tier, gate and deduction. FILE is
    a rubric file, or the key of a rubric that ships or that the study has. Exit status 1 when there is an error;
    warnings do not count. `sidegrade rubric new` shows every key there is, and what each one means.

    \b
        sidegrade rubric check rubric.toml
    """
    from grading.rubric.file import rubric_from_toml, without_weight
    from grading.strict import read_text

    found = _found(file, study_folder)
    if isinstance(found, Rubric):
        return _say_findings(found, found.name, form)
    text, where = read_text(found), visible(str(found))
    try:
        checked = rubric_from_toml(text, where)
    except FileError as error:
        return _say_faults(error, form)
    return _say_findings(checked, where, form, without_weight(text, where))


def _say_findings(checked: Rubric, where: str, form: str, without: Collection[str] = ()) -> int:
    from grading.rubric.lint import Level, lint

    findings = lint(checked, without)
    errors = [one for one in findings if one.level is Level.ERROR]
    warnings = [one for one in findings if one.level is Level.WARNING]
    if form == "json":
        said = {"errors": errors, "warnings": warnings}
        say_json({key: [{"where": f"{where}: {x.where}", "what": x.what} for x in ones] for key, ones in said.items()})
    else:
        for one in findings:
            say(f"{one.level.value}: {where}: {one.where}: {one.what}")
        counts = f"{counted(len(errors), 'error')}, {counted(len(warnings), 'warning')}"
        say(f"{checked.name}: {counted(len(checked.open_cells), 'cell')}, scale {n(checked.scale)}; {counts}")
    return 1 if errors else 0


def _say_faults(error: FileError, form: str) -> int:
    """What keeps a file from being read as a rubric."""
    faults = error.faults
    if form == "json":
        errors = [{"where": one.where, "what": f"{one.what}; {one.do}" if one.do else one.what} for one in faults]
        say_json({"errors": errors, "warnings": []})
    else:
        for one in faults:
            say(f"error: {one}")
        these = "this is" if len(faults) == 1 else "these are"
        say(f"{counted(len(faults), 'error')}; sums, ladders and the rest are checked once {these} mended")
    return 1


@rubric.command()
@click.argument("file", type=NAMED_PATH, shell_complete=RUBRICS_OR_FILES)
@study_option
@click.option(
    "--task",
    "tasks",
    multiple=True,
    help="Grade this task by it; may be said again. Else every task.",
    shell_complete=TASKS,
)
def add(file: Path, study_folder: Path | None, tasks: tuple[str, ...]) -> None:
    """Add a rubric to the study. One that has errors is refused.

    FILE is a rubric file, or the name of a rubric that ships: perch-build, inventory-absolute, inventory-relative,
    rails-chat.

    \b
        sidegrade rubric add rubric.toml --task ap-dashboard
    """
    with open_study(study_folder) as study:
        added, is_new = study.add_rubric(_rubric_path(file), tasks)
        follows = _what_follows(study, added, tasks) if is_new or tasks else []
    grades = ", ".join(tasks) or "every task"
    size = counted(len(added.open_cells), "cell")
    with telling("the rubric is in the study"):
        say(f"{added.name} {'added' if is_new else 'was there already'}: {size}, grades {grades}")
        for line in follows:
            say(line)


def _what_follows(study: "Study", added: Rubric, tasks: Sequence[str]) -> list[str]:
    """What becomes of the marks of tasks that were graded by an earlier edition."""
    earlier: dict[str, list[str]] = {}
    for task in tasks or [one.key for one in study.tasks()]:
        *before, last = [one for one in study.rubrics_of(task) if one.key == added.key]
        runs = {run.id for run in study.runs(task)}
        for one in before if last.id == added.id else []:
            if any(tally.run in runs and tally.decided for tally in study.tallies(one)):
                earlier.setdefault(one.name, []).append(task)
    return [
        f"{', '.join(keys)}: graded by {added.name} from now on; marks under {name} stay with it"
        f" (sidegrade review --rubric {name})"
        for name, keys in earlier.items()
    ]


@rubric.command()
@click.argument("file", type=NAMED_PATH, shell_complete=RUBRICS_OR_FILES)
@study_option
@format_option("text", "toml")
def show(file: Path, study_folder: Path | None, form: str) -> None:
    """Show what a rubric asks.

    With --format toml it is written with every default filled in. FILE is a rubric file, or the key of a rubric that
    ships or that the study has.

    \b
        sidegrade rubric show rails-chat
    """
    from grading.rubric.file import rubric_to_toml

    shown = _rubric_of(file, study_folder)
    if form == "toml":
        click.echo(rubric_to_toml(shown), nl=False)
    else:
        _show(shown)


def _rubric_of(file: Path, study_folder: Path | None) -> Rubric:
    """The rubric in the file, the one of that name that ships, or the study's."""
    from grading.rubric.file import rubric_from_toml
    from grading.strict import read_text

    found = _found(file, study_folder)
    return found if isinstance(found, Rubric) else rubric_from_toml(read_text(found), visible(str(found)))


def _found(file: Path, study_folder: Path | None) -> Path | Rubric:
    """The rubric's file, or the study's rubric of that name."""
    try:
        return _rubric_path(file)
    except RubricError as error:
        every = _of_study(study_folder)
        fitting = [one for one in every if str(file) in (one.key, one.name)]
        if not fitting and every:
            told = ", ".join(dict.fromkeys(one.name for one in every))
            raise RubricError(error.what, do=f"{error.do}, or one of the study: {told}") from error
        if not fitting:
            raise
        return fitting[-1]


def _rubric_path(file: Path) -> Path:
    """The file, or the one of that name that ships."""
    # A folder of that name is no rubric: a task's folder is often called as its rubric is.
    if len(file.parts) > 1 or (file.exists() and not file.is_dir()):
        return file
    library = _shipped() / "library"
    shipped = library / f"{file.name.removesuffix('.toml')}.toml"
    if not shipped.is_file():
        told = ", ".join(sorted(one.stem for one in library.glob("*.toml")))
        raise RubricError(f'there is no rubric file "{visible(str(file))}"', do=f"name one, or one that ships: {told}")
    return shipped


def _shipped() -> Path:
    """Where the rubrics lie that come with the program."""
    from importlib.resources import files

    return Path(str(files("grading.rubric")))


def _of_study(folder: Path | None) -> list[Rubric]:
    """The study's rubrics, oldest first; none where there is no study."""
    try:
        study = open_study(folder)
    except StudyError:
        if folder is not None:
            raise
        return []
    with study:
        return study.rubrics()


def _show(shown: Rubric) -> None:
    say_title(f"{shown.title} · {shown.name} · out of {n(shown.scale)}")
    if shown.about:
        say_prose(unwrapped(shown.about), 0)
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
        say_table([Column("tier"), Column("from", True), Column("means", wraps=True)], rows)


def _show_dimension(one: Dimension) -> None:
    weight = "" if one.weight == one.max else f" · weight {n(one.weight)}"
    say_title(f"{one.key}  {one.title} · 0 … {n(one.max)} in steps of {n(one.step)}{weight}")
    if one.asks:
        say_prose(unwrapped(one.asks))
    rows = [["", n(anchor.at), "", anchor.means] for anchor in one.anchors]
    rows += [["", f"−{n(fault.points)}", fault.key, fault.title] for fault in one.deductions]
    rows += [["", n(row.points), row.key, _criterion_words(row)] for row in one.criteria]
    if rows:
        say_table([Column(""), Column("points", True), Column("cell"), Column("what", wraps=True)], rows)


def _criterion_words(row: Criterion) -> str:
    rungs = ", ".join(f"{n(rung.measured)} → {n(rung.points)}" for rung in row.ladder)
    return "\n".join(
        line for line in (row.title, rungs, unwrapped(row.asks), f"$ {row.verify}" if row.verify else "") if line
    )
