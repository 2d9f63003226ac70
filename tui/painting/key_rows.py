"""Commands in rows of a table: which stand together, and how their keys are told."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from tui.key_names import key_shown
from tui.keys import Command

JOINT: Final = ("/", "")
"""What stands between two keys, which is no key."""


def first_keys(commands: Sequence[Command]) -> Iterator[tuple[str, str]]:
    """The first key of each command as it is shown, with the command; what only joins them has none."""
    having = [command for command in commands if command.keys]
    keys = [key_shown(command.keys[0]) for command in having]
    if len(keys) > 1 and all(key.isdecimal() for key in keys):
        # Digits between the two stand for themselves, so that a click on them could mean any.
        yield f"{keys[0]}–{keys[-1]}", ""
        return
    are_arrows = len({key[:-1] for key in keys}) == 1 and all(key[-1] in "↑↓←→" for key in keys)
    for number, (key, command) in enumerate(zip(keys, having, strict=True)):
        if number and not are_arrows:
            yield JOINT
        yield key[-1] if number and are_arrows else key, command.id


def rows_of(commands: Iterable[Command]) -> Iterator[list[Command]]:
    """Commands that do the same but for what they are given, such as digits, together; the others alone."""
    return (list(found) for _, found in groupby(commands, key=lambda command: (command.help, command.scopes)))


def every_key(commands: Sequence[Command]) -> list[str]:
    """All keys of a row, as they are shown."""
    if len(commands) > 1 and all(len(command.keys) == 1 for command in commands):
        return ["".join(key for key, _ in first_keys(commands))]
    return [key_shown(key) for command in commands for key in command.keys]


def names_of(commands: Sequence[Command]) -> str:
    """The names of a row's commands."""
    first, *rest = (command.id for command in commands)
    return f"{first} … {rest[-1]}" if rest else first
