"""CPU time and figures for the table."""

import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table."""

    key: str
    work: str
    goal: str
    seen: str
    holds: bool


def cpu_seconds() -> float:
    """CPU time of this process and of its children that have ended."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def cpu_of(work: Callable[[], object]) -> float:
    """The CPU time that some work takes, children included."""
    before = cpu_seconds()
    work()
    return cpu_seconds() - before


def wall_of(work: Callable[[], object]) -> float:
    """The time that some work takes."""
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


def median(work: Callable[[], float], times: int) -> float:
    """The median of several measurements."""
    return statistics.median(work() for _ in range(times))


def ms(seconds: float) -> str:
    """Seconds as milliseconds."""
    return f"{seconds * 1000:.1f} ms"
