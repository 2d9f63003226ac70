"""Where the page of each card and pair lies: names that people gave → names of files, each its own on every disk.

A name is readable as far as it can be: lower-case letters, digits, dots and dashes, and nothing else. Where two would
be the same, or one too long, each of them ends in a few digits of the hash of what it stands for, so that a page
keeps its name whatever else is exported beside it.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from grading.runs.model import slug

CARDS: Final = "cards"
PAIRS: Final = "pairs"
GENERATOR: Final = '<meta name="generator" content="sidegrade">'
"""What every page has near its beginning: an earlier export is known by it."""
_LONGEST: Final = 140
_DIGITS: Final = 10

Named = tuple[str, ...]
"""What tells one page from every other, such as run, rubric and reviewer."""


def stems(folder: str, pages: Iterable[Named]) -> Mapping[Named, str]:
    """`folder/…` without an ending for each page."""
    every = list(dict.fromkeys(pages))
    readable = {page: _readable(page) for page in every}
    times = Counter(readable.values())
    found: dict[Named, str] = {}
    taken: set[str] = set()
    for page in sorted(every, key=lambda one: (not _is_own(readable[one], times), one)):
        name = readable[page] if _is_own(readable[page], times) else _with_digits(readable[page], page, _DIGITS)
        more = _DIGITS
        while name in taken:  # somebody named a run after the digits of another one's page
            more += 1
            name = _with_digits(readable[page], page, more)
        taken.add(name)
        found[page] = f"{folder}/{name}"
    return found


def _is_own(name: str, times: Mapping[str, int]) -> bool:
    return times[name] == 1 and len(name) <= _LONGEST


def _readable(page: Named) -> str:
    return "-".join(slug(part.replace("/", "-")) for part in page)


def _with_digits(name: str, page: Named, number: int) -> str:
    # Each part behind its length: no two pages make one text.
    said = "".join(f"{len(part)}:{part}" for part in page)
    digits = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:number]
    return f"{name[: _LONGEST - number - 1].rstrip('-.')}-{digits}"
