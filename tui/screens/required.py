"""What commands do, and what they need to: a key asks for it when it is pressed, the palette beforehand."""

from collections.abc import Callable, Mapping
from typing import Protocol

from grading.errors import SidegradeError

Required = Mapping[str, Callable[[], object]]
"""What raises an error where a command cannot act now, by the command's name."""


class Needing(Protocol):
    """A part of a screen with commands that need something."""

    @property
    def required(self) -> Required:
        """What raises an error, by the commands that cannot act then."""


def why_not(parts: tuple[Needing, ...], name: str) -> str:
    """Why a command of one of these parts cannot act now; nothing where it can, or where only a try would tell."""
    try:
        for part in parts:
            if name in part.required:
                part.required[name]()
    except SidegradeError as error:
        return str(error)
    return ""


def deeds_of(*parts: object) -> Mapping[str, Callable[[], object]]:
    """What each command does, by its name."""
    return {
        name.removeprefix("do_").replace("_", "-"): getattr(part, name)
        for part in parts
        for name in dir(part)
        if name.startswith("do_")
    }
