"""`sidegrade demo`: a study made of the sample runs, in a folder of its own."""

import shlex
import tempfile
from importlib.resources import files
from pathlib import Path

import click

from grading.study import Study
from tui.commands.console import announce, progress, say
from tui.commands.options import NAMED_PATH, this_program
from tui.commands.review import has_screen, run_review

TASKS = ("ap-dashboard", "inventory-api", "orders-patch")
REVIEWER = "mia"


@click.command()
@click.argument("folder", type=NAMED_PATH, required=False, metavar="[DIR]")
@click.option("--published", is_flag=True, help="Three published evaluations instead, shown as a tour.")
@click.option("--no-pager", is_flag=True, help="Write the tour to the terminal directly.")
def demo(folder: Path | None, published: bool, no_pager: bool) -> None:
    """Make a study from the sample runs, and open it for review.

    Some marks are given. Without a terminal it prints the queue, the standings, and how to open the study. With
    --published the study is made of three evaluations that others published, and a tour shows what follows from their
    figures. The study is made in DIR, which is new or empty; without DIR in a temporary folder, which the system clears
    away some day.

    \b
        sidegrade demo
        sidegrade demo my-demo
        sidegrade demo --published
    """
    place = folder or Path(tempfile.mkdtemp(prefix="sidegrade-demo-")) / "demo"
    announce("making a study to look around in, a few seconds")
    if published:
        _show_published(place, is_paged=not no_pager, is_kept=folder is not None)
        return
    with make_demo(place) as study:
        if has_screen():
            run_review(study, REVIEWER)
        else:
            _tour(study)
    _say_how_to_go_on(place, "review", is_kept=folder is not None)


def _show_published(place: Path, *, is_paged: bool, is_kept: bool) -> None:
    from tui.commands.pager import page
    from tui.commands.tour import tour
    from tui.commands.tour_study import make_published

    make_published(place).close()
    page(tour(place), wanted=is_paged)
    say()
    _say_how_to_go_on(place, "standings --rubric rails-chat-totals", "review", is_kept=is_kept)


def _say_how_to_go_on(place: Path, *commands: str, is_kept: bool) -> None:
    """Commands that work where this one was started."""
    program = this_program()
    say(f"The study is in {place}. Go on with it:")
    for command in commands:
        say(f"  {program} {command} --study {shlex.quote(str(place))}")
    if not is_kept:
        again = " --published" if len(commands) > 1 else ""
        say("It lies in a temporary folder and goes with it, whatever is marked there. One that stays:")
        say(f"  {program} demo{again} DIR")


def make_demo(place: Path) -> Study:
    """The demo's study."""
    from grading.marks.typed import typed_marks
    from grading.runs.folder import Told, look
    from grading.strict import read_text

    samples = Path(str(files("sample_runs")))
    study = Study.create(place, "Sample runs", REVIEWER)
    with progress("adding sample runs") as watch:
        study.add(look([samples / task for task in TASKS], Told()), reviewer=REVIEWER, watch=watch)
    for task in TASKS:
        path = samples / task / "marks.csv"
        study.mark(typed_marks(read_text(path), str(path)), reviewer=REVIEWER)
    return study


def _tour(study: Study) -> None:
    from tui.commands.group import sidegrade
    from tui.commands.queue import say_queue

    say("The queue:")
    say_queue(study, REVIEWER)
    say()
    say("$ sidegrade standings")
    sidegrade.main(["standings", "--study", str(study.root)], prog_name="sidegrade", standalone_mode=False)
    say()
