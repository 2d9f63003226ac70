"""`sidegrade init`: an empty study."""

from pathlib import Path

import click

from tui.commands.console import say, telling
from tui.commands.options import NAMED_PATH


@click.command()
@click.argument("folder", type=NAMED_PATH, default=".", metavar="[DIR]")
@click.option("--title", default="", help="What the study is called; else the folder's name.")
@click.option("--as", "reviewer", default="", metavar="NAME", help="Who grades when a command does not say.")
def init(folder: Path, title: str, reviewer: str) -> None:
    """Make an empty study in DIR, or here.

    \b
        sidegrade init my-study --title "Spring comparison" --as mia
    """
    from grading.study import Study

    with Study.create(folder, title, reviewer) as study, telling("the study is made"):
        say(f"{study.settings.title}: an empty study in {folder.resolve()}")
        say("next: sidegrade rubric add FILE, sidegrade add runs/*")
