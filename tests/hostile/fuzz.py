"""One reader against many inputs: each is taken, or refused with an error of ours, within its bounds.

Who feeds it is another matter: `fuzz_run.py` does, in a process of its own, and a test does with a few inputs.
"""

import mmap
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Final, NamedTuple

from grading.errors import SidegradeError

SECONDS: Final = 2.0
"""Of work; what takes longer hangs."""
_WAITED: Final = 30.0
"""Seconds that go by on a busy machine; what waits longer hangs, too."""
MOST_GROWTH: Final = 128.0
"""MB that the peak of the memory may grow by, over all inputs."""
_MOST_FOUND: Final = 20

Check = Callable[[bytes], None]
"""Gives an input to a reader, and holds what it makes of it against what it promises."""


class Target(NamedTuple):
    """A reader."""

    name: str
    check: Callable[[Path], Check]
    """Makes the check, which may use this folder."""
    seeds: Callable[[], Sequence[bytes]]
    words: Sequence[bytes] = ()
    """What stands in files of this kind."""
    longest: int = 3_000
    """Bytes; longer inputs are seldom tried."""
    is_heavy: bool = False
    """Whether each input costs another process; then it gets fewer of them."""


class Found(NamedTuple):
    """A promise that was broken, and by which input."""

    why: str
    data: bytes


class HangError(BaseException):
    """An input took too long; nothing that the program catches."""


@dataclass(slots=True)
class Judge:
    """Gives inputs to a check and keeps the count."""

    check: Check
    now: "mmap.mmap | None" = None
    """Where the input is noted, so that it is known even when the process dies of it."""
    is_traced: bool = False
    """Whether inputs take longer than they would; then nobody asks how long."""
    inputs: int = 0
    accepted: int = 0
    refused: int = 0
    slowest: float = 0.0
    """Seconds of work."""
    slowest_input: bytes = b""
    found: dict[str, Found] = field(default_factory=dict)
    """By what broke and where; the first input for each."""

    def __call__(self, data: bytes) -> None:
        """One input."""
        self.inputs += 1
        if self.now is not None:
            self.now[: 8 + len(data)] = len(data).to_bytes(8) + data
        began = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        signal.setitimer(signal.ITIMER_REAL, _WAITED)
        try:
            self.check(data)
            self.accepted += 1
        except SidegradeError as error:
            self.refused += 1
            if not str(error).strip():
                self._note("an error that says nothing", data)
        except BaseException as error:  # whatever it is, it is what is looked for
            if isinstance(error, KeyboardInterrupt):
                raise
            self._note(_place(error), data)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.setitimer(signal.ITIMER_REAL, 0)
        took = time.process_time() - began
        if took > self.slowest and not self.is_traced:
            self.slowest, self.slowest_input = took, data

    def _note(self, why: str, data: bytes) -> None:
        if len(self.found) < _MOST_FOUND:
            self.found.setdefault(why, Found(why, data))


def _place(error: BaseException) -> str:
    """What broke, and where."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(one.filename).name}:{one.lineno}" for one in frames if "/site-packages/" not in one.filename]
    return f"{type(error).__name__} at {' ← '.join(reversed(places[-3:]))}"


def _hang(_: int, frame: FrameType | None) -> None:
    raise HangError


@contextmanager
def bounded() -> Iterator[None]:
    """Ends what hangs."""
    before = {number: signal.signal(number, _hang) for number in (signal.SIGALRM, signal.SIGPROF)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def peak() -> float:
    """The most memory that this process has held, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (2**20 if sys.platform == "darwin" else 2**10)
