"""`sidegrade keys`: the table of keys."""

from collections.abc import Sequence
from typing import Final

import click

from grading.visible import visible
from tui.commands.columns import Column
from tui.commands.console import say, say_json, say_table
from tui.commands.options import format_option
from tui.keys import COMMANDS, Command, Group, Scope
from tui.painting.key_rows import every_key, names_of, rows_of
from tui.preferences import given_preferences, preferences_path, read_preferences


@click.command()
@click.option("--given", is_flag=True, help="As the program comes, without your own settings.")
@format_option("table", "md", "json")
def keys(given: bool, form: str) -> None:
    """List every key and what it does, as your settings have it.

    \b
        sidegrade keys
    """
    path = preferences_path()
    found = (given_preferences() if given else read_preferences(path)).keymap.commands
    if form == "json":
        say_json({"keys": [_json(command) for command in found]})
    elif form == "md":
        say(page(found))
    else:
        for number, group in enumerate(Group):
            if number:
                say()
            rows = [_row(row) for row in rows_of(found) if row[0].group is group]
            say_table(_COLUMNS, rows, title=group.value)
        say()
        say(f"Other keys can be given under [keys] in {visible(str(path))}")


_COLUMNS: Final = (Column("keys"), Column("does", wraps=True), Column("command"))


def _row(row: Sequence[Command]) -> list[str]:
    return ["  ".join(every_key(row)) or "–", _help(row[0]), names_of(row)]


def _help(command: Command) -> str:
    if Scope.REVIEW in command.scopes:
        return command.help
    where = " and ".join(words for scope, words in _PLACES.items() if scope in command.scopes)
    return f"{where[0].upper()}{where[1:]}: {command.help}"


_PLACES: Final = {Scope.QUEUE: "in the queue", Scope.STANDINGS: "in the standings", Scope.CARD: "on a scorecard"}


def _json(command: Command) -> dict[str, object]:
    return {
        "command": command.id,
        "keys": command.keys,
        "given": next(one.keys for one in COMMANDS if one.id == command.id),
        "label": command.label,
        "help": command.help,
        "group": command.group.value,
        "where": sorted(scope.value for scope in command.scopes),
    }


_HEAD: Final = """\
# Keys

Digits score wherever the cursor is. Every key below can be changed: put the command's name and the key, or a list of
keys, under `[keys]` in your settings file, whose place `sidegrade keys` names.

```toml
[keys]
next-change = "alt+n"
copy = ["Y", "ctrl+c"]
```

Write a key as you type it (`]`, `U`, `é`), or by its name: `up`, `down`, `left`, `right`, `home`, `end`, `pageup`,
`pagedown`, `insert`, `delete`, `backspace`, `tab`, `enter`, `escape`, `space`, `f1` to `f24`. `ctrl+`, `alt+` and
`shift+` may stand before it. What you write takes the place of the keys given here; `[]` leaves a command without any.
A key that would mean two things in one place is refused, and both are named.

On a French keyboard, digits score without shift so:

```toml
[keys]
score-0 = ["0", "à"]
score-1 = ["1", "&"]
score-2 = ["2", "é"]
score-3 = ["3", '"']
score-4 = ["4", "'"]
score-5 = ["5", "("]
score-6 = ["6", "-"]
score-7 = ["7", "è"]
score-8 = ["8", "_"]
score-9 = ["9", "ç"]
less = ")"
```
"""


def page(commands: tuple[Command, ...]) -> str:
    """The page of keys, in Markdown."""
    lines = [_HEAD]
    for group in Group:
        lines += [f"## {group.value}", "", "| keys | does | command |", "|---|---|---|"]
        lines += [_md_row(row) for row in rows_of(commands) if row[0].group is group]
        lines.append("")
    return "\n".join(lines).rstrip("\n")


def _md_row(row: Sequence[Command]) -> str:
    keys = " ".join(f"`{key}`" for key in every_key(row)).replace("|", "\\|")
    return f"| {keys} | {_help(row[0])} | `{names_of(row)}` |"
