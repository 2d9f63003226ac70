"""Which inputs reach a line of the program that none reached before: those are worth changing further.

From Python 3.12 on the interpreter tells each line once and costs nothing after that. Before, lines are traced, which is
slow, so that only some of the inputs are watched.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, Final, Protocol

_ROOT: Final = Path(__file__).parents[2]
_WATCHED: Final = (str(_ROOT / "grading"), str(_ROOT / "tui"))


class Reach(Protocol):
    """Runs something and says whether it reached something new."""

    every: int
    """One of so many inputs is watched."""
    slows: bool
    """Whether watching takes time."""

    def __call__(self, run: Callable[[], None]) -> bool: ...


def reach() -> Reach:
    """What this Python can do."""
    if sys.version_info >= (3, 12):
        return _Told()
    return _Traced()


class _Traced:
    every = 6
    slows = True

    def __init__(self) -> None:
        self._seen: set[tuple[CodeType, int]] = set()

    def __call__(self, run: Callable[[], None]) -> bool:
        before = len(self._seen)
        sys.settrace(self._called)
        try:
            run()
        finally:
            sys.settrace(None)
        return len(self._seen) > before

    def _called(self, frame: FrameType, event: str, _: object) -> Any:
        return self._line if frame.f_code.co_filename.startswith(_WATCHED) else None

    def _line(self, frame: FrameType, event: str, _: object) -> Any:
        self._seen.add((frame.f_code, frame.f_lineno))
        return self._line


if sys.version_info >= (3, 12):

    class _Told:
        every = 1
        slows = False

        def __init__(self) -> None:
            self._is_new = False
            tool, events = sys.monitoring.COVERAGE_ID, sys.monitoring.events
            sys.monitoring.use_tool_id(tool, "fuzz")
            sys.monitoring.register_callback(tool, events.LINE, self._line)
            sys.monitoring.set_events(tool, events.LINE)

        def __call__(self, run: Callable[[], None]) -> bool:
            self._is_new = False
            run()
            return self._is_new

        def _line(self, code: CodeType, _: int) -> Any:
            self._is_new |= code.co_filename.startswith(_WATCHED)
            return sys.monitoring.DISABLE
