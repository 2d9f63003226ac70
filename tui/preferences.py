"""What one person wants of the program wherever they grade: keys, colours, where a mark leads. One file for each user.

The file is a person's own: the settings screen changes single lines of it and leaves everything else as it stands.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from msgspec import Struct
from platformdirs import user_config_path

from grading.errors import FileError
from grading.strict import read_text, toml_table
from grading.visible import visible
from tui.keys import Keymap, keymap


class Choice(Struct, frozen=True):
    """One setting that has a few values; the first is what holds where nothing is said."""

    key: str
    """Its name in the file."""
    title: str
    values: Mapping[str, str]
    """Each value, and what it means."""

    @property
    def given(self) -> str:
        """What holds where nothing is said."""
        return next(iter(self.values))


CHOICES: Final = (
    Choice(
        "theme",
        "Colours",
        {
            "auto": "as the terminal says, else dark",
            "dark": "light text on a dark ground",
            "light": "dark text on a light ground",
            "contrast": "the strongest contrast",
        },
    ),
    Choice(
        "after_mark",
        "After a mark",
        {
            "side": "the other side, then the next open cell",
            "cell": "the next open cell of the same side",
            "stay": "the cursor stays where it is",
        },
    ),
    Choice(
        "columns",
        "Both sides",
        {
            "auto": "beside each other where there is room",
            "two": "always beside each other",
            "one": "always in one column",
        },
    ),
    Choice(
        "long_lines",
        "Long lines",
        {"cut": "cut at the edge; ← → show the rest", "wrap": "go on in the next row"},
    ),
)
"""All settings but the keys, in the order that the settings screen shows."""

_NEW_FILE: Final = """\
# What you want of sidegrade wherever you grade. Other keys than the given ones go under [keys]; `sidegrade keys`
# names every command:
#
# [keys]
# next-change = "alt+n"
# copy = ["Y", "ctrl+c"]
"""


class Preferences(Struct, frozen=True):
    """What holds now."""

    keymap: Keymap
    values: Mapping[str, str]
    """The value of every other setting."""

    def __getitem__(self, key: str) -> str:
        return self.values[key]


def preferences_path() -> Path:
    """Where the file lies, or would."""
    return user_config_path("sidegrade") / "settings.toml"


def given_preferences() -> Preferences:
    """What holds for somebody who wants nothing else."""
    return _preferences("", "")


def read_preferences(path: Path) -> Preferences:
    """What the file says; what it does not say is as given."""
    # Who has no home has no file, and none in the folder here is taken for it.
    if not path.is_absolute() or not path.exists():
        return given_preferences()
    return _preferences(read_text(path), visible(str(path)))


def _preferences(text: str, where: str) -> Preferences:
    table = toml_table(text, where)
    values = {one.key: table.choice(one.key, tuple(one.values), one.given) for one in CHOICES}
    keys = table.texts_by_name("keys")
    table.done()
    return Preferences(keymap(keys, where), values)


def change_preference(path: Path, key: str, value: str) -> Preferences:
    """Writes one setting into the file and leaves the rest as it stands; what holds from then on."""
    where = visible(str(path))
    if not path.is_absolute():
        raise FileError("has no folder", where=where, do="name one in XDG_CONFIG_HOME")
    before = read_text(path) if path.exists() else _NEW_FILE
    _preferences(before, where)
    after = _with_line(before, key, value)
    # What looked like the setting's line may have been part of a longer text.
    if not _differ_in(before, after, key, value):
        raise FileError("is written in a way that cannot be changed from here", where=where, do=f"edit {key} by hand")
    try:
        _write(path.resolve(), after.encode())
    except OSError as error:
        reason = (error.strerror or "not known").lower()
        raise FileError(f"cannot be written ({reason})", where=where, do="see to its folder, then try again") from error
    return _preferences(after, where)


def _with_line(text: str, key: str, value: str) -> str:
    lines = text.split("\n")
    header = next((number for number, line in enumerate(lines) if line.lstrip().startswith("[")), len(lines))
    pattern = re.compile(rf"""(\s*{key}\s*=\s*)(?:"[^"]*"|'[^']*')(\s*(?:#.*)?)""")
    for number, line in enumerate(lines[:header]):
        if found := pattern.fullmatch(line):
            lines[number] = f'{found[1]}"{value}"{found[2]}'
            return "\n".join(lines)
    said = [number for number, line in enumerate(lines[:header]) if line.strip() and not line.lstrip().startswith("#")]
    if said or header < len(lines):
        lines.insert(said[-1] + 1 if said else 0, f'{key} = "{value}"')
        return "\n".join(lines)
    return f'{text.rstrip()}\n\n{key} = "{value}"\n'.lstrip()


def _differ_in(before: str, after: str, key: str, value: str) -> bool:
    try:
        return tomllib.loads(after) == {**tomllib.loads(before), key: value}
    except tomllib.TOMLDecodeError:
        return False


def _write(path: Path, data: bytes) -> None:
    """Puts the whole file in place at once: broken off, the one before still stands."""
    import tempfile

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            Path(name).chmod(path.stat().st_mode & 0o777)
        Path(name).replace(path)
    except OSError:
        with suppress(OSError):
            Path(name).unlink()
        raise
