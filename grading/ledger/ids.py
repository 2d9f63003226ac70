"""Ids that sort by time (UUIDv7), made so that the instant can be read back to the microsecond.

Order by id is the order in which one ledger took its decisions, whatever the clock did meanwhile.
"""

import os
import uuid
from datetime import UTC, datetime, timedelta
from typing import Final

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def new_id(micros: int) -> str:
    """An id for this instant, in microseconds since 1970: 48 bits of milliseconds, the rest of it, chance."""
    millis, rest = divmod(micros, 1000)
    chance = int.from_bytes(os.urandom(8)) >> 2
    number = millis << 80 | 0x7 << 76 | rest << 64 | 0b10 << 62 | chance
    return str(uuid.UUID(int=number))


def micros_of(decision_id: str) -> int:
    """The instant of an id made here."""
    number = uuid.UUID(decision_id).int
    return (number >> 80) * 1000 + (number >> 64 & 0xFFF)


def instant_text(micros: int) -> str:
    """The instant as ISO 8601 in UTC, always of the same length so that texts sort as instants do."""
    return f"{_EPOCH + timedelta(microseconds=micros):%Y-%m-%dT%H:%M:%S.%f}Z"


def now_micros() -> int:
    """Now, in microseconds since 1970."""
    return (datetime.now(UTC) - _EPOCH) // _MICROSECOND
