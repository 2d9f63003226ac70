"""Commands found by words, the likeliest first."""

from collections.abc import Iterable
from typing import Final

from tui.keys import Command


def matching(commands: Iterable[Command], typed: str) -> list[Command]:
    """The commands that have every typed word; those that begin with it by name stand before those that mention it."""
    words = typed.lower().replace("-", " ").split()
    ranked = [(max((_distance(command, word) for word in words), default=0), command) for command in commands]
    return [command for distance, command in sorted(ranked, key=lambda one: one[0]) if distance < _NOWHERE]


_NOWHERE: Final = 4


def _distance(command: Command, word: str) -> int:
    names = f"{command.id.replace('-', ' ')} {command.label.lower()}".split()
    if any(name.startswith(word) for name in names):
        return 0
    text = command.help.lower()
    if any(part.startswith(word) for part in text.split()):
        return 1
    if word in text or any(word in name for name in names):
        return 2
    return 3 if command.group.value.lower().startswith(word) else _NOWHERE
