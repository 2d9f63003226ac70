"""Where the evidence for a cell usually is: path patterns of a rubric → the files of a workspace that they name.

`*` and `?` stay within a folder's name, `**` stands for any number of folders, none included; names that begin with a
dot are names like others. A pattern that ends with a slash names everything below it.
"""

import os
import re
from collections.abc import Iterable, Sequence
from fnmatch import translate
from functools import lru_cache

# A name of the way, or none for any number of folders.
_Way = tuple["re.Pattern[str] | None", ...]


def named(patterns: Sequence[str], paths: Iterable[bytes]) -> list[bytes]:
    """The paths that any of the patterns names, in their order."""
    ways = [_way(pattern) for pattern in patterns]
    return [path for path in paths if any(_leads_to(way, os.fsdecode(path).split("/")) for way in ways)]


@lru_cache(1024)
def _way(pattern: str) -> _Way:
    names = pattern.removeprefix("./").strip("/").split("/")
    if pattern.endswith(("/", "/**")) or pattern == "**":
        # Below a folder there is at least one name.
        names = [*names[: -1 if names[-1] == "**" else None], "**", "*"]
    return tuple(None if name == "**" else re.compile(translate(name)) for name in names)


def _leads_to(way: _Way, names: Sequence[str]) -> bool:
    """Whether a way leads to a path. After a failure only the last `**` is tried further on, which is enough."""
    step = place = 0
    again: tuple[int, int] | None = None
    while place < len(names):
        part = way[step] if step < len(way) else _NOWHERE
        if part is None:
            again = (step, place)
            step += 1
        elif part.match(names[place]):
            step += 1
            place += 1
        elif again is not None:
            again = (again[0], again[1] + 1)
            step, place = again[0] + 1, again[1]
        else:
            return False
    return step == len(way)


_NOWHERE = re.compile(r"(?!)")
