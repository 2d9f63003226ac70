"""Work done in a process of its own, so that a front end stays alive or two cores are used.

A function of this program and its arguments go there, its result or error comes back, and the next can begin. The
process has a session of its own and is gone when nobody waits for it any more.
"""

import gc
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, Final, ParamSpec, Protocol, TypeVar

from grading.errors import SidegradeError

P = ParamSpec("P")
T = TypeVar("T")

_TRY: Final = "free some memory and try again"
_PATIENCE: Final = 2.0
"""Seconds to end in when asked."""


class ApartError(SidegradeError):
    """The other process ended without an answer."""


class Begin(Protocol):
    """Begins a piece of work; what it gives waits for the answer. One answer is waited for before the next begins."""

    def __call__(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Callable[[], T]: ...


def here(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Callable[[], T]:
    """Work in no other process: it is done when somebody waits for it."""
    return partial(work, *args, **kwargs)


@contextmanager
def apart() -> Iterator[Begin]:
    """A process for one piece of work after the other."""
    # -P: the folder that somebody stands in holds no code of ours.
    command = [sys.executable, "-P", "-m", __name__]
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        )
    except OSError as error:
        raise ApartError(f"a helper process cannot be started ({error.strerror})", do=_TRY) from error

    begun = 0
    answered = 0

    def begin(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Callable[[], T]:
        nonlocal begun
        assert process.stdin is not None
        begun += 1
        with suppress(BrokenPipeError):  # one that has ended already gives no answer
            pickle.dump((work, args, kwargs), process.stdin, protocol=5)
            process.stdin.flush()
        return answer

    def answer() -> Any:
        nonlocal answered
        is_done, found = _next(process)
        answered += 1
        if is_done:
            return found
        raise found

    with process:
        try:
            yield begin
        finally:
            _end(process, is_idle=answered == begun)


def _end(process: "subprocess.Popen[bytes]", *, is_idle: bool) -> None:
    """One that is at work is asked first: its git children are in sessions of their own, and only it can end them."""
    assert process.stdin is not None and process.stdout is not None
    process.stdout.close()  # nothing holds it up any more
    with suppress(BrokenPipeError):
        process.stdin.close()
    if not is_idle and process.poll() is None:
        process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(_PATIENCE)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)


def _next(process: "subprocess.Popen[bytes]") -> tuple[bool, Any]:
    assert process.stdout is not None
    try:
        is_done, found = pickle.load(process.stdout)
    except (EOFError, pickle.UnpicklingError) as error:
        raise ApartError("a helper process ended without an answer", do=_TRY) from error
    return is_done, found


def main() -> None:
    """What the process does."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    gc.disable()  # it lives for a moment, and hardly anything goes in circles
    while True:
        try:
            work, args, kwargs = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        try:
            answer = (True, work(*args, **kwargs))
        except SidegradeError as error:
            answer = (False, error)
        pickle.dump(answer, sys.stdout.buffer, protocol=5)
        sys.stdout.flush()


if __name__ == "__main__":
    main()
