"""How long whoever opens a ledger waits for another program that writes: a script longer than a person at a screen."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

_SECONDS: Final = ContextVar("seconds", default=10.0)


def patience() -> float:
    """Seconds that a ledger waits that is opened now, as long as it is open."""
    return _SECONDS.get()


@contextmanager
def waiting_at_most(seconds: float) -> Iterator[None]:
    """A ledger that is opened in here waits no longer."""
    token = _SECONDS.set(seconds)
    try:
        yield
    finally:
        _SECONDS.reset(token)
