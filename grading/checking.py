"""Is a study whole? The ledger and the vault, looked through together."""

from dataclasses import replace

from grading.errors import SidegradeError
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
    try:
        damage = [f"vault: {one}" for one in vault.problems()]
        kept = vault.snapshots()
        damage += [
            f"vault: the snapshot {one.tree[:12]} is missing" for one in things.snapshots() if one.tree not in kept
        ]
    except SidegradeError as error:
        damage = [f"vault: {error}"]
    return Checkup(found.decisions, found.current, found.mended, (*found.damage, *damage))
