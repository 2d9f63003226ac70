"""`sidegrade add`: folders → runs and snapshots; figures → runs without a workspace."""

from pathlib import Path

import click

from grading.intake import Added
from grading.runs.model import LeftOut, TakenIn
from grading.words import counted
from tui.commands.console import progress, say, say_json, telling
from tui.commands.options import NAMED_PATH, format_option, open_study, reviewer_name, reviewer_option, study_option

_MOST_NAMED = 12
_OF_A_FOLDER = ("task", "model", "harness", "condition", "attempt", "baseline", "prompt", "one_run", "everything")


@click.command()
@click.argument("paths", nargs=-1, type=NAMED_PATH, metavar="PATH…")
@study_option
@reviewer_option
@click.option("--task", default="", help="The task's key; else the name of the folder around the run.")
@click.option("--model", default="", help="The model; else as run.toml says, or the folder's name.")
@click.option("--harness", default="", help="The program that drove the model.")
@click.option("--condition", default="", help="What else tells this run from others of its model.")
@click.option("--attempt", type=click.IntRange(1, 9999), help="Which attempt of the model this is.")
@click.option("--baseline", type=NAMED_PATH, help="The workspace that the task starts from.")
@click.option("--prompt", type=NAMED_PATH, help="A file with what the models were asked to do.")
@click.option("--figures", type=NAMED_PATH, help="CSV or JSON lines with runs that have figures only.")
@click.option("--one", "one_run", is_flag=True, help="Each PATH is one run's workspace, whatever is in it.")
@click.option("--all", "everything", is_flag=True, help="Keep what is left out by name or by ignore files, too.")
@format_option("text", "json")
def add(
    paths: tuple[Path, ...],
    study_folder: Path | None,
    reviewer: str,
    task: str,
    model: str,
    harness: str,
    condition: str,
    attempt: int | None,
    baseline: Path | None,
    prompt: Path | None,
    figures: Path | None,
    one_run: bool,
    everything: bool,
    form: str,
) -> None:
    """Add runs to the study: each folder becomes a snapshot.

    PATH is one run's folder, a task's folder with a folder per model, or a folder of tasks. A run is described by
    options, by run.toml or result.json in its folder, or by the folder's name. Adding the same content again changes
    nothing; a folder that has changed makes a new snapshot, and no snapshot is ever altered or deleted.

    \b
        sidegrade add runs/*
        sidegrade add ~/work/try-3 --task ap-dashboard --model amber --attempt 3
        sidegrade add --figures published.csv
    """
    from grading.runs.folder import Told, figure_rows, look
    from grading.strict import read_text

    _require_paths(paths, figures)
    told = Told(task, model, harness, condition, attempt, one_run, prompt, baseline)
    found = look(paths, told)
    if figures is not None:
        found += figure_rows(read_text(figures), str(figures))
    with open_study(study_folder) as study, progress("adding") as watch:
        added = study.add(found, reviewer=reviewer_name(study, reviewer), everything=everything, watch=watch)
    with telling("the runs are added"):
        if form == "json":
            say_json({"runs": [_as_json(one) for one in added]})
        else:
            _report_all(added)


def _require_paths(paths: tuple[Path, ...], figures: Path | None) -> None:
    """Refuses options that say something about folders where no folder is named: they would be dropped."""
    if paths:
        return
    if figures is None:
        raise click.UsageError("name a folder to add, or --figures FILE")
    context = click.get_current_context()
    for parameter in context.command.params:
        if parameter.name in _OF_A_FOLDER and context.params[parameter.name] not in ("", None, False):
            raise click.UsageError(
                f"{parameter.opts[0]} is said of a PATH; a row of --figures says it in its own column"
            )


def _report_all(added: list[Added]) -> None:
    for one in added:
        _report(one)
    fresh = sum(one.is_new for one in added)
    same = sum(one.is_unchanged for one in added)
    back = sum(one.is_back and not one.is_new for one in added)
    changed = len(added) - fresh - same - back
    returned = f", {back} with files back" if back else ""
    say(f"{counted(len(added), 'run')}: {fresh} new, {same} unchanged, {changed} changed{returned}")


def _report(one: Added) -> None:
    say(f"{one.run}  {_what(one)}")
    if one.corrected:
        say(f"  corrected: {', '.join(one.corrected)}; the earlier figures are kept")
    if one.kept:
        say(f"  kept as a person set them, though the folder says otherwise: {', '.join(one.kept)}")
    if one.decisions_on_earlier:
        stand = "stands" if one.decisions_on_earlier == 1 else "stand"
        say(f"  {counted(one.decisions_on_earlier, 'decision')} {stand} on the earlier snapshot, which is kept")
    if one.taken is not None:
        if not one.taken.snapshot.files and not any(each.files for each in one.taken.left_out):
            void = f'`sidegrade figure {one.run} state=void reason="added by mistake"`'
            say(f"  it holds no file; where that is a mistake, add the right folder, or say {void}")
        _list("left out", one.taken.left_out)
        _list("note", one.taken.odd)


def _what(one: Added) -> str:
    if one.taken is None:
        return "figures only" if not one.is_unchanged else "figures only, unchanged"
    size = one.taken.snapshot
    held = f"{counted(size.files, 'file')}, {_bytes(size.bytes)}"
    if one.is_unchanged:
        return f"unchanged: {held}"
    if one.is_back:
        return f"files are back: {held}"
    return f"{held}, snapshot {size.tree[:12]}" + (", a new snapshot" if _is_replaced(one.taken, one) else "")


def _is_replaced(taken: TakenIn, one: Added) -> bool:
    return one.earlier is not None and taken.snapshot != one.earlier


def _list(title: str, what: tuple[LeftOut, ...]) -> None:
    for one in what[:_MOST_NAMED]:
        count = f" ({counted(one.files, 'file')}, {_bytes(one.bytes)})" if one.files > 1 else ""
        say(f"  {title}: {one.path}{count} · {one.why}")
    if len(what) > _MOST_NAMED:
        say(f"  {title}: {len(what) - _MOST_NAMED} more; --format json names them all")


def _bytes(count: int) -> str:
    if count < 10_000:
        return f"{count} B"
    return f"{count / 1000:.0f} kB" if count < 10_000_000 else f"{count / 1_000_000:.0f} MB"


def _as_json(one: Added) -> dict[str, object]:
    taken = one.taken
    left_out = (
        [{"path": x.path, "why": x.why, "files": x.files, "bytes": x.bytes} for x in taken.left_out] if taken else []
    )
    odd = [{"path": x.path, "what": x.why} for x in taken.odd] if taken else []
    return {
        "run": one.run,
        "task": one.task,
        "model": one.model,
        "snapshot": taken.snapshot.tree if taken else None,
        "digest": taken.snapshot.digest if taken else None,
        "files": taken.snapshot.files if taken else 0,
        "bytes": taken.snapshot.bytes if taken else 0,
        "left_out": left_out,
        "notes": odd,
        "unchanged": one.is_unchanged,
        "files_back": one.is_back,
    }
