"""Ids that sort by time (UUIDv7), made so that the instant can be read back to the microsecond.

Order by id is the order in which one ledger took its decisions, whatever the clock did meanwhile.
"""

import os
import uuid
from datetime import UTC, datetime, timedelta
from typing import Final

from grading.errors import LedgerError
from grading.visible import visible

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


class NoInstantError(LedgerError, ValueError):
    """An id that no ledger gave: its bytes are others than they were."""

    def __init__(self, said: object) -> None:
        super().__init__(f"the id {visible(str(said))[:60]} is damaged", do="run `sidegrade doctor`")


def new_id(micros: int) -> str:
    """An id for this instant, in microseconds since 1970: 48 bits of milliseconds, the rest of it, chance."""
    millis, rest = divmod(micros, 1000)
    chance = int.from_bytes(os.urandom(8)) >> 2
    number = millis << 80 | 0x7 << 76 | rest << 64 | 0b10 << 62 | chance
    return str(uuid.UUID(int=number))


def micros_of(decision_id: str) -> int:
    """The instant of an id made here."""
    try:
        number = uuid.UUID(decision_id).int
    except (ValueError, TypeError, AttributeError) as error:
        raise NoInstantError(decision_id) from error
    return (number >> 80) * 1000 + (number >> 64 & 0xFFF)


def instant_text(micros: int) -> str:
    """The instant as ISO 8601 in UTC, always of the same length so that texts sort as instants do."""
    try:
        return f"{_EPOCH + timedelta(microseconds=micros):%Y-%m-%dT%H:%M:%S.%f}Z"
    except OverflowError as error:
        raise NoInstantError(f"of the instant {micros}") from error


def now_micros() -> int:
    """Now, in microseconds since 1970."""
    return (datetime.now(UTC) - _EPOCH) // _MICROSECOND
