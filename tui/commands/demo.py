"""`sidegrade demo`: a study made of the sample runs, in a folder of its own."""

import tempfile
from importlib.resources import files
from pathlib import Path

import click

from grading.study import Study
from tui.commands.console import progress, say
from tui.commands.options import NAMED_PATH

TASKS = ("ap-dashboard", "inventory-api", "orders-patch")


@click.command()
@click.argument("folder", type=NAMED_PATH, required=False, metavar="[DIR]")
def demo(folder: Path | None) -> None:
    """Make a study from the sample runs, with some marks given, and show it.

    \b
        sidegrade demo
    """
    place = folder or Path(tempfile.mkdtemp(prefix="sidegrade-demo-")) / "demo"
    with make_demo(place) as study:
        root = study.root
    _tour(root)


def make_demo(place: Path) -> Study:
    """The demo's study."""
    from grading.marks.typed import typed_marks
    from grading.runs.folder import Told, look
    from grading.strict import read_text

    samples = Path(str(files("sample_runs")))
    study = Study.create(place, "Sample runs", "mia")
    with progress("adding sample runs") as watch:
        study.add(look([samples / task for task in TASKS], Told()), reviewer="mia", watch=watch)
    for task in TASKS:
        path = samples / task / "marks.csv"
        study.mark(typed_marks(read_text(path), str(path)), reviewer="mia")
    return study


def _tour(root: Path) -> None:
    from tui.commands.group import sidegrade

    def show(*arguments: str) -> None:
        say(f"$ sidegrade {' '.join(arguments)}")
        sidegrade.main([*arguments, "--study", str(root)], prog_name="sidegrade", standalone_mode=False)
        say()

    show("runs")
    show("card", "orders-patch/cobalt")
    show("standings")
    say(f"The study is in {root}. Go on with it:")
    say(f"  cd {root} && sidegrade mark ap-dashboard/jade --help")
