"""Work done in a process of its own, so that a front end stays alive or two cores are used.

A function of this program and its arguments go there, its result or error comes back. The process has a session of its
own and is gone when nobody waits for it any more.
"""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final, ParamSpec, TypeVar

from grading.errors import SidegradeError

P = ParamSpec("P")
T = TypeVar("T")

_TRY: Final = "free some memory and try again"
_PATIENCE: Final = 2.0
"""Seconds to end in when asked."""


class ApartError(SidegradeError):
    """The other process ended without an answer."""


@contextmanager
def apart(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Iterator[Callable[[], T]]:
    """Starts the work; what is given here waits for its answer."""
    # -P: the folder that somebody stands in holds no code of ours.
    command = [sys.executable, "-P", "-m", __name__]
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        )
    except OSError as error:
        raise ApartError(f"a helper process cannot be started ({error.strerror})", do=_TRY) from error
    with process:
        assert process.stdin is not None and process.stdout is not None
        try:
            with suppress(BrokenPipeError), process.stdin:  # one that has ended already gives no answer
                pickle.dump((work, args, kwargs), process.stdin, protocol=5)
            yield lambda: _answer(process)
        finally:
            _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Asks first: git children of the process are in sessions of their own, and only it can take them along."""
    assert process.stdout is not None
    process.stdout.close()  # nothing holds it up any more
    if process.poll() is None:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(_PATIENCE)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)


def _answer(process: "subprocess.Popen[bytes]") -> Any:
    assert process.stdout is not None
    try:
        is_done, found = pickle.load(process.stdout)
    except (EOFError, pickle.UnpicklingError) as error:
        raise ApartError("a helper process ended without an answer", do=_TRY) from error
    if is_done:
        return found
    raise found


def main() -> None:
    """What the process does."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    work, args, kwargs = pickle.load(sys.stdin.buffer)
    try:
        answer = (True, work(*args, **kwargs))
    except SidegradeError as error:
        answer = (False, error)
    pickle.dump(answer, sys.stdout.buffer, protocol=5)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
