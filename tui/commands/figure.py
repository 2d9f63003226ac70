"""`sidegrade figure`: a run's cost, time, tokens and state, corrected with a reason."""

from pathlib import Path

import click

from grading.errors import RunError
from grading.words import counted
from tui.commands.completing import RUNS
from tui.commands.console import say, telling
from tui.commands.options import open_study, reviewer_name, reviewer_option, study_option


@click.command()
@click.argument("run", shell_complete=RUNS)
@click.argument("figures", nargs=-1, required=True, metavar="NAME=VALUE…")
@click.option("--reason", default="", help="Why; needed where a figure was there already.")
@study_option
@reviewer_option
def figure(run: str, figures: tuple[str, ...], reason: str, study_folder: Path | None, reviewer: str) -> None:
    """Set or correct figures of RUN. The earlier value stays in the history, with the reason.

    Names: state, reason, cost_usd, seconds, tokens, tokens_in, tokens_out, weights. A cost is 1.10, ~1.10 where it is
    estimated, subscription or unknown; any other figure becomes unknown with an empty value.

    \b
        sidegrade figure ap-dashboard/amber cost_usd=1.10 --reason "the invoice came"
        sidegrade figure ap-dashboard/amber state=void reason="added twice"
    """
    texts: dict[str, str] = {}
    for one in figures:
        name, equals, value = one.partition("=")
        if not equals:
            raise RunError(f'"{one}" is not NAME=VALUE', do="write for instance cost_usd=1.10")
        if name.strip() in texts:
            raise RunError(f'"{name.strip()}" is there twice', do="say it once")
        texts[name.strip()] = value
    with open_study(study_folder) as study:
        found = study.find_run(run)
        taken = study.correct(found, texts, reviewer=reviewer_name(study, reviewer), reason=reason)
        with telling("the figures are saved" if taken else "nothing was changed"):
            say(
                f"{found.id}: {counted(len(taken), 'figure')} recorded"
                if taken
                else f"{found.id}: that is what stands already"
            )
