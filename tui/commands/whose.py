"""Whether who sits here is the reviewer that the study's settings name.

A study that was copied or is shared names the first one, and somebody else's marks would be taken in that name.
"""

from typing import TYPE_CHECKING

import click

from grading.errors import StudyError
from grading.login import login_name
from grading.visible import visible
from tui.commands.options import this_program

if TYPE_CHECKING:
    from grading.study import Study


def require_same(study: "Study") -> None:
    """Asks whether to grade as the settings say, where it may be somebody else who does; `--as NAME` answers, too."""
    if not (why := doubt(study)):
        return
    name = visible(study.settings.reviewer)
    click.echo(f"sidegrade: the study's settings say that {name} grades here, but {why}", err=True)
    if not click.confirm(f"Are you {name}?", default=False, err=True):
        raise StudyError(f"nothing is graded as {name}", do=f"say who you are: {this_program()} review --as NAME")


def doubt(study: "Study") -> str:
    """What speaks against it; nothing where nothing does."""
    name, login, signs = study.settings.reviewer, login_name(), study.signs()
    if not name or name == login:
        return ""
    if signs.last_of(name, login) == login:
        return f"{visible(login)}, who is logged in, has graded here last"
    before = signs.before(name)
    return f"has done so only as {visible(before)}, and this is {visible(signs.here)}" if before else ""
