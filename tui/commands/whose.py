"""Whether who sits here is the reviewer that the study's settings name.

A study that was copied or is shared names the first one, and somebody else's marks would be taken in that name.
"""

import os
from typing import TYPE_CHECKING

import click

from grading.errors import StudyError
from grading.visible import visible
from tui.commands.options import login_name, this_program

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
    name, login = study.settings.reviewer, login_name()
    if not name or name == login:
        return ""
    named, own = _last_here(study, name), _last_here(study, login)
    # Whoever graded under the login's name first and under the other one since has settled it.
    if own and (named is None or own.st_mtime_ns > named.st_mtime_ns):
        return f"{visible(login)}, who is logged in, has graded here last"
    if named and named.st_uid != os.getuid():
        return "another user of this machine did so last"
    before = study.machine_before(name)
    return f"has done so only on another machine, {visible(before)}" if before else ""


def _last_here(study: "Study", name: str) -> os.stat_result | None:
    """By whom and when it was kept last where a reviewer was."""
    try:
        return study.place_of(name).stat()
    except OSError:
        return None
