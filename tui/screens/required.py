"""What commands need to act: a key asks for it when it is pressed, the palette beforehand, to say why one cannot."""

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
