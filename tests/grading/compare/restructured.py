"""Trees of which the counterparts are known: a tree, and the same one as another hand might have laid it out and written it."""

import random
import re
import sysconfig
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from grading.sides import Pair
from tests.grading.compare.labelled import Labelled, Role, Tree, left_over

_WORD: Final = re.compile(r"[A-Za-z_]\w{2,}")
_PARTS: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_INDENT: Final = re.compile(r"^ +")
_OTHER_WORDS: Final = (
    *("harbour", "lantern", "meadow", "quarry", "saddle", "timber", "velvet", "willow", "anchor", "basket", "copper"),
    *("dragon", "ember", "falcon", "garnet", "hollow", "island", "jigsaw", "kettle", "ladder", "marble", "nectar"),
    *("orchard", "pepper", "quiver", "ribbon", "silver", "thistle", "umbrella", "violet", "walnut", "yonder", "zephyr"),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of a tree. Shares are parts of 1."""

    seed: int
    under: str = ""
    """A folder that everything moves into."""
    folders: float = 0.0
    """So many of the folders are called something else altogether."""
    names: str = "kept"
    """How files are called: kept, camel, kebab, or other, which has nothing to do with what they were called."""
    numbers: float = 0.0
    """So many of the file names turn from singular to plural, or back."""
    extensions: Mapping[str, str] = field(default_factory=dict)
    edited: tuple[float, float] = (0.1, 0.4)
    """From how many to how many of a file's lines are changed; one file in ten stays as it is."""
    indented: bool = False
    """Whether what was indented is indented otherwise."""
    split: float = 0.0
    """So many of the files of forty lines or more become two files."""
    alone: float = 0.1
    """So many of the files have no counterpart, on either side."""


def package(*names: str) -> dict[str, bytes]:
    """The source files of packages of the standard library."""
    root = Path(sysconfig.get_path("stdlib"))
    files = sorted(path for name in names for path in (root / name).rglob("*.py"))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files if "test" not in path.parts}


def restructured(files: Mapping[str, bytes], plan: Plan) -> Labelled:
    """A tree beside what a plan makes of it, the same every time."""
    chance = random.Random(plan.seed)
    strangers = [line for data in files.values() if b"\0" not in data for line in _lines(data)]
    a: Tree = {}
    b: Tree = {}
    truth: dict[bytes, frozenset[bytes]] = {}
    folders: dict[str, str] = {}
    for path, data in sorted(files.items()):
        fate = chance.random()
        if fate >= plan.alone / 2:
            a[path.encode()] = data
        if fate < 1 - plan.alone / 2:
            made = _rewritten(_moved(path, plan, folders, chance), data, plan, strangers, chance)
            made = {place: content for place, content in made.items() if place not in b}
            b.update(made)
            truth[path.encode()] = frozenset(made)
    left = left_over(Pair(a, b))
    known = [Role(frozenset({path} & left.a.keys()), made & left.b.keys()) for path, made in truth.items()]
    return Labelled(left, known)


def _moved(path: str, plan: Plan, folders: dict[str, str], chance: random.Random) -> str:
    *above, name = path.split("/")
    for place, folder in enumerate(above):
        if folder not in folders:
            folders[folder] = chance.choice(_OTHER_WORDS) if chance.random() < plan.folders else folder
        above[place] = folders[folder]
    stem, dot, extension = name.rpartition(".")
    if not stem:
        stem, dot, extension = name, "", ""
    if not stem.startswith((".", "__")):
        stem = _renamed(stem, plan, chance)
    moved = "/".join([*above, stem + dot + plan.extensions.get(extension, extension)])
    return f"{plan.under}/{moved}" if plan.under else moved


def _renamed(stem: str, plan: Plan, chance: random.Random) -> str:
    if plan.names == "other":
        return "_".join(chance.sample(_OTHER_WORDS, 2))
    words: list[str] = _PARTS.findall(stem) or [stem]
    if chance.random() < plan.numbers:
        words[-1] = words[-1].removesuffix("s") if words[-1].endswith("s") else words[-1] + "s"
    if plan.names == "camel":
        return words[0].lower() + "".join(word.capitalize() for word in words[1:])
    if plan.names == "kebab":
        return "-".join(word.lower() for word in words)
    return "_".join(words) if plan.numbers else stem


def _rewritten(
    path: str, data: bytes, plan: Plan, strangers: Sequence[str], chance: random.Random
) -> dict[bytes, bytes]:
    if b"\0" in data:
        return {path.encode(): data}
    lines = _lines(data)
    if chance.random() >= 0.1:
        lines = _edited(lines, chance.uniform(*plan.edited), strangers, chance)
    if plan.indented:
        lines = [_INDENT.sub(lambda blanks: "\t" * (len(blanks[0]) // 2), line) for line in lines]
    if len(lines) >= 40 and chance.random() < plan.split:
        stem, dot, extension = path.rpartition(".")
        cut = len(lines) * chance.randrange(35, 66) // 100
        return {
            f"{stem}_part{dot}{extension}".encode(): _joined(lines[:cut]),
            f"{stem}_rest{dot}{extension}".encode(): _joined(lines[cut:]),
        }
    return {path.encode(): _joined(lines)}


def _edited(lines: list[str], share: float, strangers: Sequence[str], chance: random.Random) -> list[str]:
    """Of the lines that change, some go, some become lines of other files, and in some the words change."""
    found = []
    for line in lines:
        kind = chance.random() if chance.random() < share else 1.0
        if kind >= 0.6:
            found.append(_WORD.sub(lambda word: _other(word[0], chance), line) if kind < 1.0 else line)
        elif kind >= 0.25:
            found.append(chance.choice(strangers))
    return found


def _other(word: str, chance: random.Random) -> str:
    return chance.choice(_OTHER_WORDS) if chance.random() < 0.5 else word


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8", "surrogateescape").split("\n")


def _joined(lines: list[str]) -> bytes:
    return "\n".join(lines).encode("utf-8", "surrogateescape")
