"""sidegrade on a machine whose clock jumps: `python fault_clock_child.py COMMAND …`, with the seed in CLOCK_SEED."""

import os
import random
from datetime import UTC, datetime, timedelta, tzinfo

import grading.ledger.ids
from tui.__main__ import main

_CHANCE = random.Random(os.environ["CLOCK_SEED"])
_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
_YEAR = 365 * 86_400.0


class Jumping(datetime):
    """Whoever asks it hears another day, most often an earlier one."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "Jumping":
        """Now, some way off."""
        away = _CHANCE.choice((-40 * _YEAR, -60 * _YEAR, -_YEAR, -3600.0, -1.0, -0.001, 0.0, 0.001, 3600.0))
        found = max(datetime.now(UTC) + timedelta(seconds=away * _CHANCE.random()), _EARLIEST)
        return cls.fromtimestamp(found.timestamp(), tz)


vars(grading.ledger.ids)["datetime"] = Jumping
if __name__ == "__main__":
    main()
