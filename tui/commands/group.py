"""The `sidegrade` command itself: its sub-commands are loaded by name, when they are used."""

import importlib
from keyword import iskeyword
from typing import Final

import click

COMMANDS: Final = {
    "demo": "demo",
    "init": "init",
    "add": "add",
    "runs": "lists",
    "tasks": "lists",
    "rubrics": "lists",
    "rubric": "rubric",
    "mark": "mark",
    "undo": "mark",
    "figure": "figure",
    "review": "review",
    "diff": "diff",
    "card": "card",
    "standings": "standings",
    "verify": "verify",
    "export": "export",
    "import": "import_",
    "doctor": "doctor",
    "keys": "keys",
}
"""Command → the module that holds it, in the order that the help shows."""


class LazyGroup(click.Group):
    """A group whose commands are imported one at a time."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"tui.commands.{COMMANDS[cmd_name]}")
        command = getattr(module, f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="sidegrade", message="sidegrade %(version)s")
def sidegrade() -> None:
    """Grade what AI models built: runs, a rubric, marks, one exact ledger.

    \b
        sidegrade demo                  a study from sample runs, to look around in
        sidegrade init my-study         an empty study
        sidegrade rubric new r.toml     a rubric to change, every key explained
        sidegrade add runs/*            folders → immutable snapshots
        sidegrade mark RUN CELL VALUE   a mark; what it makes is computed
        sidegrade standings             ranks, ties, tiers, cost
        sidegrade export out/           pages, tables and data to publish
    """
