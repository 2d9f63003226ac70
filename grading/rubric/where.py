"""Where the evidence for a cell usually is: path patterns of a rubric → the files of a workspace that they name.

`*` and `?` stay within a folder's name, `**` stands for any number of folders, none included; names that begin with a
dot are names like others. A pattern that ends with a slash names everything below it.
"""

import os
import re
from collections.abc import Iterable, Sequence
from fnmatch import translate
from functools import lru_cache
from itertools import groupby
from typing import Final

from msgspec import Struct

_ANY_FOLDERS: Final = "**"
# As `fnmatch` reads it: a bracket that comes first is one of the characters, and one that is never closed is a bracket.
_PARTS: Final = re.compile(r"(?P<star>\*+)|(?P<one>\?)|(?P<some>\[!?+\]?+[^\]]*+\])|(?P<plain>\[|[^*?\[]+)", re.DOTALL)


def named(patterns: Sequence[str], paths: Iterable[bytes]) -> list[bytes]:
    """The paths that any of the patterns names, in their order."""
    every = [*paths]
    found: set[bytes] = set()
    for way in map(_way, patterns):
        match, sure = way.whole.match, way.sure
        found.update(path for path in every if sure in path and match(os.fsdecode(path)))
    return [path for path in every if path in found]


class _Way(Struct, frozen=True):
    """A pattern, ready to be tried on many paths."""

    whole: "re.Pattern[str]"
    sure: bytes
    """What stands in every path that it names: most paths are told apart by that alone."""


@lru_cache(1024)
def _way(pattern: str) -> _Way:
    names = pattern.removeprefix("./").strip("/").split("/")
    if pattern.endswith(("/", "/**")) or pattern == _ANY_FOLDERS:
        # Below a folder there is at least one name.
        names = [*names[: -1 if names[-1] == _ANY_FOLDERS else None], _ANY_FOLDERS, "*"]
    stretches = ["/".join(map(_name, part)) for is_any, part in groupby(names, _ANY_FOLDERS.__eq__) if not is_any]
    *before, last = stretches
    begin = before.pop(0) + "/" if before and names[0] != _ANY_FOLDERS else ""
    # Of several places where a stretch of names stands, the first is as good as any: it is never looked for again.
    between = "".join(f"(?>(?:[^/]*+/)*?{stretch}/)" for stretch in before)
    anywhere = "(?:[^/]*+/)*" if _ANY_FOLDERS in names else ""
    sure = max((part for name in names for part in _plain(name)), key=len, default="")
    return _Way(re.compile(f"{begin}{between}{anywhere}{last}\\Z", re.DOTALL), os.fsencode(sure))


def _plain(name: str) -> list[str]:
    return [found["plain"] for found in _PARTS.finditer(name) if found["plain"]]


def _name(name: str) -> str:
    """One name of the way as an expression. Between two stars, too, the first place is as good as any."""
    parts = [""]
    for found in _PARTS.finditer(name):
        match found.lastgroup:
            case "star":
                parts.append("")
            case "one":
                parts[-1] += "[^/]"
            case "some":
                parts[-1] += "(?!/)" + translate(found[0]).removeprefix("(?s:").rpartition(")")[0]
            case _:
                parts[-1] += re.escape(found[0])
    first, *others = parts
    if not others:
        return first
    return first + "".join(f"(?>[^/]*?{part})" for part in others[:-1]) + f"[^/]*{others[-1]}"
