"""A new study on disk: settings, an empty ledger, an empty vault; made whole or not at all."""

import tempfile
from pathlib import Path

from grading.errors import StudyError
from grading.ledger.store import Ledger
from grading.runs.model import require_name
from grading.runs.vault import Vault
from grading.settings import new_settings
from grading.visible import visible
from grading.whereabouts import INSIDE, LEDGER, SETTINGS_FILE, VAULT


def found_study(root: Path, title: str, reviewer: str) -> None:
    """Makes an empty study in a folder that has none."""
    where = visible(str(root))
    if (root / SETTINGS_FILE).exists() or (root / INSIDE).exists():
        raise StudyError("there is a study already", where=where, do="choose another folder")
    said = new_settings(
        visible(title or root.resolve().name), require_name(reviewer, "name of a reviewer") if reviewer else ""
    )
    try:
        root.mkdir(parents=True, exist_ok=True)
        # Made beside its place and moved there whole: an `init` that is broken off leaves no half of a study.
        with tempfile.TemporaryDirectory(prefix=f"{INSIDE}-", dir=root) as name:
            making = Path(name) / INSIDE
            making.mkdir()
            Vault.create(making / VAULT)
            Ledger.create(making / LEDGER).close()
            settings = Path(name) / SETTINGS_FILE
            settings.write_text(said, encoding="utf-8")
            making.rename(root / INSIDE)
            settings.rename(root / SETTINGS_FILE)
    except OSError as error:
        raise StudyError(f"cannot be made ({error.strerror})", where=where, do="check the folder") from error
