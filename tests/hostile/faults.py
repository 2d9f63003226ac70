"""The faults that `make soak` tries: each is a step that gets a folder, a seed, and whether it has seconds only."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from tests.hostile.fault_bytes import damaged_ledger
from tests.hostile.fault_clock import clock
from tests.hostile.fault_crowd import crowd
from tests.hostile.fault_disk import full_disk
from tests.hostile.fault_held import held_ledger
from tests.hostile.fault_kills import review_kills
from tests.hostile.fault_terminal import terminals
from tests.hostile.fault_vault import broken_vault
from tests.hostile.results import Tried

FAULTS: Final[Mapping[str, Callable[[Path, int, bool], Iterator[Tried]]]] = {
    "review-kills": review_kills,
    "full-disk": full_disk,
    "held": held_ledger,
    "damaged-ledger": damaged_ledger,
    "broken-vault": broken_vault,
    "clock": clock,
    "crowd": crowd,
    "terminals": terminals,
}
