"""Where a study and its parts lie on disk."""

from pathlib import Path
from typing import Final

SETTINGS_FILE: Final = "sidegrade.toml"
INSIDE: Final = ".sidegrade"
"""The study's own folder."""
LEDGER: Final = "ledger.db"
VAULT: Final = "vault.git"


def is_study(folder: Path) -> bool:
    """Whether a folder is a study's, whole or damaged."""
    return (folder / SETTINGS_FILE).is_file() or (folder / INSIDE / LEDGER).is_file()


def nearest_study(start: Path) -> Path | None:
    """The study's folder that this one is, or lies in."""
    folder = start.resolve()
    return next(filter(is_study, (folder, *folder.parents)), None)
