"""How the program is told to end from outside."""

import signal
from typing import Final

ENDING: Final = (signal.SIGTERM, signal.SIGHUP)


class Ended(BaseException):
    """The program was told to end. It unwinds like an interrupt does, so that children end and files are closed."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number
