"""`sidegrade init`: an empty study."""

from itertools import islice
from pathlib import Path
from typing import Final

import click

from grading.errors import StudyError
from grading.visible import visible
from tui.commands.console import say, telling
from tui.commands.options import NAMED_PATH

_MANY: Final = 20


@click.command()
@click.argument("folder", type=NAMED_PATH, required=False, metavar="[DIR]")
@click.option("--title", default="", help="What the study is called; else the folder's name.")
@click.option("--as", "reviewer", default="", metavar="NAME", help="Who grades when a command does not say.")
def init(folder: Path | None, title: str, reviewer: str) -> None:
    """Make an empty study in DIR, or here.

    A home directory, or a folder with many things in it, is made a study only where it is named: . is this folder.

    \b
        sidegrade init my-study --title "Spring comparison" --as mia
    """
    from grading.study import Study

    if folder is None:
        folder = Path()
        _require_meant(folder)
    with Study.create(folder, title, reviewer) as study, telling("the study is made"):
        say(f"{study.settings.title}: an empty study in {folder.resolve()}")
        say("next: sidegrade rubric add FILE (`sidegrade rubric new FILE` writes one to change), sidegrade add runs/*")


def _require_meant(folder: Path) -> None:
    """Refuses a folder that was not named and hardly meant."""
    here = folder.resolve()
    if here == _home():
        why = "is your home directory"
    elif _holds_many(here):
        why = f"has more than {_MANY} things in it"
    else:
        return
    do = "name a new folder, `sidegrade init my-study`, or say `sidegrade init .` if this one is meant"
    raise StudyError(f"{why}, all of which would be in the study's folder", where=visible(str(here)), do=do)


def _home() -> Path | None:
    """The user's home directory; a user without a name may have none."""
    try:
        return Path.home().resolve()
    except RuntimeError:
        return None


def _holds_many(folder: Path) -> bool:
    """Whether there is more than somebody put there for a study."""
    try:
        seen = (one for one in folder.iterdir() if not one.name.startswith("."))
        return len(list(islice(seen, _MANY + 1))) > _MANY
    except OSError:
        return False  # making the study says what is wrong
