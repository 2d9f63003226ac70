"""Where a study and its parts lie on disk."""

import hashlib
import re
from pathlib import Path
from typing import Final

SETTINGS_FILE: Final = "sidegrade.toml"
INSIDE: Final = ".sidegrade"
"""The study's own folder."""
LEDGER: Final = "ledger.db"
VAULT: Final = "vault.git"
REVIEWERS: Final = "reviewers"
"""Where each reviewer was, for the next time."""


def is_study(folder: Path) -> bool:
    """Whether a folder is a study's, whole or damaged."""
    return (folder / SETTINGS_FILE).is_file() or (folder / INSIDE / LEDGER).is_file()


def nearest_study(start: Path) -> Path | None:
    """The study's folder that this one is, or lies in."""
    folder = start.resolve()
    return next(filter(is_study, (folder, *folder.parents)), None)


def is_own(folder: Path) -> bool:
    """Whether a folder is, or lies in, the one that a study keeps its ledger and its vault in."""
    full = folder.expanduser().resolve()
    return any(one.name == INSIDE and is_study(one.parent) for one in (full, *full.parents))


def reviewer_file(root: Path, reviewer: str) -> Path:
    """The file that says where a reviewer was: every name has one of its own, and every file system takes it."""
    readable = re.sub("[^a-z0-9]+", "-", reviewer.lower())[:40].strip("-")
    digest = hashlib.sha256(reviewer.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return root / INSIDE / REVIEWERS / f"{readable or 'reviewer'}-{digest}.json"
