"""Is a study whole? The ledger and the vault, looked through together."""

from msgspec.structs import replace

from grading.errors import LedgerError, SidegradeError
from grading.ledger.checkup import Checkup, check_ledger
from grading.ledger.store import Ledger
from grading.ledger.things import Things
from grading.runs.vault import Vault


def check_up(ledger: Ledger, things: Things, vault: Vault) -> Checkup:
    """Looks the ledger and the vault through, mends what can be derived, and says what is damaged."""
    found = check_ledger(ledger)
    vault.git.require_installed()
    if not vault.is_there:
        return replace(found, damage=(*found.damage, "vault: it is missing; add the runs' folders again"))
    vault.clear_leftovers()
    damage = list(found.damage)
    notes: tuple[str, ...] = ()
    try:
        damage += [f"vault: {one}" for one in vault.problems()]
        damage += [f"vault: the snapshot {tree[:12]} is missing" for tree in _missing(things, vault.snapshots())]
        notes = _notes(things)
    except LedgerError as error:
        if not found.damage:  # else it is told there, and what is in the way of the rest is no news
            damage.append(f"ledger: {error}")
    except SidegradeError as error:
        damage.append(f"vault: {error}")
    return replace(found, damage=tuple(damage), notes=notes)


def _missing(things: Things, kept: set[str]) -> list[str]:
    """The snapshots that should be in the vault, and are not."""
    elsewhere = _elsewhere(things, kept)
    return [one.tree for one in things.snapshots() if one.tree not in kept and one.tree not in elsewhere]


def _elsewhere(things: Things, kept: set[str]) -> frozenset[str]:
    """The snapshots that came with an import, and whose files nobody has added since."""
    found = things.elsewhere()
    if found & kept:  # from now on they are the study's own: to lose them again would be damage
        things.are_elsewhere(found - kept)
    return found - kept


def _notes(things: Things) -> tuple[str, ...]:
    runs = things.runs_elsewhere()
    if not runs:
        return ()
    told = ", ".join(runs[:3]) + (" …" if len(runs) > 3 else "")
    came = "it came by import; add its folder to read it"
    if len(runs) == 1:
        return (f"the workspace of {told} is not in this study's vault: {came}",)
    came = "they came by import; add their folders to read them"
    return (f"the workspaces of {len(runs)} runs ({told}) are not in this study's vault: {came}",)
