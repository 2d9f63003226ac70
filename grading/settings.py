"""A study's own settings, `sidegrade.toml`: written once, then a person's to edit; comments survive."""

from pathlib import Path

from msgspec import Struct

from grading.errors import RunError
from grading.runs.model import LEFT_OUT_BY_NAME, require_name
from grading.strict import Table, read_text, toml_table
from grading.visible import visible
from grading.whereabouts import SETTINGS_FILE


class Settings(Struct, frozen=True):
    """What a person decided about a study."""

    title: str
    reviewer: str = ""
    left_out: tuple[str, ...] = LEFT_OUT_BY_NAME


def read_settings(root: Path) -> Settings:
    """The settings of the study in this folder."""
    path = root / SETTINGS_FILE
    table = toml_table(read_text(path), visible(str(path)))
    settings = Settings(
        title=visible(table.text("title", root.name)),
        reviewer=_reviewer(table),
        left_out=table.texts("left_out") if table.has("left_out") else LEFT_OUT_BY_NAME,
    )
    table.done()
    return settings


def _reviewer(table: Table) -> str:
    name = table.text("reviewer", "")
    try:
        return require_name(name, "name of a reviewer") if name else ""
    except RunError as error:
        raise table.wrong("reviewer", error.what, error.do) from error


def new_settings(title: str, reviewer: str) -> str:
    """The text of a new settings file."""
    import tomli_w

    said = tomli_w.dumps({"title": title, **({"reviewer": reviewer} if reviewer else {})})
    return f"""\
{said}
# `reviewer` is who grades when a command does not say --as NAME.

# Folders that are left out of every snapshot by name; this list takes the place of the built-in one:
# left_out = ["node_modules", ".venv", "__pycache__"]
"""
