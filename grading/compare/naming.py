"""What a path says about a file: words, the nearest to the file's own name first, and what work it can do at all.

Two hands name the same thing by different customs (`order_handler.py`, `routes/orders.ts`); what is left of a name
without its custom is what they have in common.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

from grading.sides import Pair

_MOST_FOLDERS: Final = 6
_LONGEST_NAME: Final = 80
_MOST_WORDS: Final = 8
_SHORTEST_PART: Final = 4
_LONGEST_PART: Final = 20
_PARTS: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_A-Za-z]+")


def _table(*rows: str) -> dict[str, str]:
    return {word: row.split()[0] for row in rows for word in row.split()}


# What projects of all kinds call the same thing by; the first word of a row stands for all of them.
_MEANING: Final = _table(
    *("test spec", "config configuration setting option preference conf", "error exception problem fault exc"),
    *("route handler controller view endpoint api", "database db storage store persistence repository sql sqlite dao"),
    *("util utility helper common support misc tool shared", "model entity domain", "seed fixture", "ci workflow"),
    *("auth authentication authorization authorisation identity security", "static public web asset www frontend"),
    *("doc documentation", "dockerfile containerfile", "main app run start index entry", "style stylesheet css"),
    *("note summary readme",),
)
# Names that say where a file stands rather than what is in it: then its folder says more.
_VAGUE: Final = frozenset(_table("init main base mod core util"))
_KIND: Final = _table(
    *("js jsx ts tsx mjs cjs mts", "py pyi", "c cc cpp cxx h hpp hh", "kt kts", "sh bash zsh", "css scss sass less"),
    *("html htm xhtml", "md markdown rst txt adoc", "yml yaml", "toml ini cfg conf env"),
)
_CODE: Final = frozenset(_table("js py c cs java kt scala go rs rb php swift dart ex lua pl"))


class Name(Struct, frozen=True):
    """What a path says."""

    words: dict[str, float]
    """Each with its weight."""
    tails: tuple[str, ...]
    """The end of the path, one and more names long, in plain words: what stays when a folder moves."""
    kind: str
    """The extension, or the one that stands for others like it."""
    testing: int
    """2 for a test, 1 for what only stands among tests, 0 for anything else."""


class _Above(Struct, frozen=True):
    """What the folders say that a file is in."""

    words: dict[str, float]
    nearest: tuple[str, ...]
    tails: tuple[str, ...]


def name_of(path: bytes) -> Name:
    """What a path says."""
    folder, _, last = path.rpartition(b"/")
    name = last.decode("utf-8", "replace")
    stem, _, extension = name.rpartition(".")
    if not stem:
        stem, extension = name, ""
    above = _above(folder)
    own = _meant(stem) or (stem[:_LONGEST_NAME],)
    is_vague = all(word in _VAGUE for word in own)
    words = above.words.copy()
    if is_vague:
        words.update(dict.fromkeys(above.nearest, 2.5))
    for word in own:
        words[word] = max(words.get(word, 0.0), 1.0 if word.isdecimal() else 2.0 if is_vague else 3.0)
    joined = " ".join(own)
    kind = _KIND.get(extension.lower(), extension.lower())
    testing = 2 if "test" in own else int("test" in above.words)
    return Name(words, (joined, *(f"{joined}/{tail}" for tail in above.tails)), kind, testing)


@lru_cache(1 << 12)
def _above(folder: bytes) -> _Above:
    folders = folder.decode("utf-8", "replace").rsplit("/", _MOST_FOLDERS)[-_MOST_FOLDERS:] if folder else []
    names = [_meant(name)[: _MOST_WORDS // 2] for name in reversed(folders)]
    words: dict[str, float] = {}
    for place, name in enumerate(names):
        for word in name:
            words.setdefault(word, 1.5 / (1 + 0.7 * place))
    parts = [" ".join(name) for name in names]
    # Also without the outermost folder, and whole: what moved under a folder, or out of one, is found by that.
    sizes = sorted({1, 2, len(parts) - 1, len(parts)} - {-1, 0})
    return _Above(words, names[0] if names else (), tuple("/".join(parts[:size]) for size in sizes))


@lru_cache(1 << 12)
def _meant(name: str) -> tuple[str, ...]:
    """The words of a name, those of one meaning by the same word."""
    return tuple(_MEANING.get(word, word) for word in words_of(name[:_LONGEST_NAME])[:_MOST_WORDS])


@lru_cache(1 << 15)
def words_of(name: str) -> tuple[str, ...]:
    """The words that a name is put together from, whatever the custom, each in its plain form."""
    return tuple(_plain(part.lower()) for part in _PARTS.findall(name))


def _plain(word: str) -> str:
    """The singular, as far as the spelling tells; a number without leading zeros."""
    if word.isdecimal():
        return word.lstrip("0") or "0"
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def words_beside(names: Pair[Sequence[Name]]) -> Pair[list[dict[str, float]]]:
    """The words of names, with those words of the other side that begin or end a longer one (`hostkeys`: `host`)."""
    known = names.map(lambda side: {word for name in side for word in name.words})
    parts = Pair(_all_parts(known.a, known.b), _all_parts(known.b, known.a))
    return names.beside(parts).map(lambda side: [_with_parts(name.words, side[1]) for name in side[0]])


def _all_parts(words: set[str], known: set[str]) -> dict[str, list[str]]:
    return {word: parts for word in words if (parts := _parts(word, known))}


def _parts(word: str, known: set[str]) -> list[str]:
    sizes = range(_SHORTEST_PART, min(len(word) - 1, _LONGEST_PART))
    return [part for size in sizes for part in (word[:size], word[-size:]) if part in known]


def _with_parts(words: dict[str, float], parts: Mapping[str, list[str]]) -> dict[str, float]:
    found = words.copy()
    for word, weight in words.items():
        for part in parts.get(word, ()):
            found[part] = max(found.get(part, 0.0), weight * 2 / 3)
    return found


def fit(a: Name, b: Name) -> float:
    """How well two files can do the same work at all: a test is no program, a style sheet no page."""
    kind = 1.0 if a.kind == b.kind else 0.75 if a.kind in _CODE and b.kind in _CODE else 0.5
    if a.testing == b.testing:
        return kind
    return kind * (0.75 if a.testing and b.testing else 0.5)
