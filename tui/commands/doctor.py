"""`sidegrade doctor`: is everything whole?"""

from pathlib import Path

import click

from grading.words import counted
from tui.commands.console import say, say_json
from tui.commands.options import format_option, open_study, study_option


@click.command()
@study_option
@format_option("text", "json")
def doctor(study_folder: Path | None, form: str) -> int:
    """Check ledger and vault, and mend what can be derived.

    What is derived from the decisions is rebuilt. Exit status 1 when something is damaged that cannot be derived.

    \b
        sidegrade doctor
    """
    with open_study(study_folder) as study:
        found = study.check_up()
    if form == "json":
        said = {"decisions": found.decisions, "current": found.current, "mended": found.mended}
        say_json({**said, "damage": list(found.damage), "notes": list(found.notes)})
    else:
        compared = f"{counted(found.current, 'current value')} compared, {found.mended} mended"
        say(f"{counted(found.decisions, 'decision')} read, {compared}")
        for one in found.damage:
            say(f"damaged: {one}")
        for one in found.notes:
            say(one)
        if any(one.startswith("vault:") for one in found.damage):
            say("a snapshot comes back when the same folder is added again")
        say("restore what is damaged from a backup" if found.damage else "ledger and vault are whole")
    return 1 if found.damage else 0
