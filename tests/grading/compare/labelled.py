"""Files of two sides of which is known who stands beside whom, and how well proposals hold against that."""

import hashlib
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Final, NamedTuple

from grading.compare.pairing import Proposal, proposals
from grading.runs.vault import Entry
from grading.sides import Pair

SAMPLES: Final = Path(__file__).parents[3] / "sample_runs"
_ROLES: Final = Path(__file__).with_name("counterparts.toml")

Tree = dict[bytes, bytes]


class Role(NamedTuple):
    """The files of either side that do the same work: each of one side is right beside each of the other."""

    a: frozenset[bytes]
    b: frozenset[bytes]

    @property
    def expected(self) -> int:
        """How many can stand side by side."""
        return min(len(self.a), len(self.b))


@dataclass(frozen=True)
class Labelled:
    """Two trees without what stands under the same path in both, and the truth about them."""

    files: Pair[Tree]
    roles: list[Role]
    """Where counterparts are expected."""
    also: frozenset[tuple[bytes, bytes]] = frozenset()
    """What else is right."""

    @cached_property
    def right(self) -> set[tuple[bytes, bytes]]:
        """Every pair that is no mistake."""
        return {(a, b) for role in self.roles for a in role.a for b in role.b} | self.also


@dataclass(frozen=True, slots=True)
class Tally:
    """How many counterparts there are, how many were found, and what was proposed."""

    expected: int = 0
    found: int = 0
    proposed: int = 0
    wrong: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.expected + other.expected,
            self.found + other.found,
            self.proposed + other.proposed,
            self.wrong + other.wrong,
        )

    @property
    def recall(self) -> float:
        """The part of the counterparts that was found."""
        return self.found / self.expected if self.expected else 1.0

    @property
    def precision(self) -> float:
        """The part of what was proposed that is right."""
        return 1 - self.wrong / self.proposed if self.proposed else 1.0


def judged(one: Labelled, pairs: Iterable[tuple[bytes, bytes]]) -> Tally:
    """What some pairs are worth; each meets one expectation at most: of its own role, else of either file's."""
    proposed = list(pairs)
    right = [pair for pair in proposed if pair in one.right]
    open_roles = [role for role in one.roles for _ in range(role.expected)]
    expected = len(open_roles)
    rest = []
    for a, b in right:
        role = next((role for role in open_roles if a in role.a and b in role.b), None)
        if role is None:
            rest.append((a, b))
        else:
            open_roles.remove(role)
    for a, b in rest:
        role = next((role for role in open_roles if a in role.a or b in role.b), None)
        if role is not None:
            open_roles.remove(role)
    return Tally(expected, expected - len(open_roles), len(proposed), len(proposed) - len(right))


def entries_of(files: Pair[Tree]) -> tuple[Pair[Mapping[bytes, Entry]], Callable[[str], bytes]]:
    """Files as they stand in snapshots, and what reads them."""
    contents: dict[str, bytes] = {}

    def entry(data: bytes) -> Entry:
        blob = hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
        contents[blob] = data
        return Entry(0o100644, blob)

    return files.map(lambda side: {path: entry(data) for path, data in side.items()}), contents.__getitem__


def proposed(files: Pair[Tree]) -> list[Proposal]:
    """What is proposed for some files."""
    return proposals(*entries_of(files))


def tree(root: Path) -> Tree:
    """The files of a folder."""
    return {bytes(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def left_over(files: Pair[Tree]) -> Pair[Tree]:
    """What does not stand under the same path on both sides."""
    same = files.a.keys() & files.b.keys()
    return files.map(lambda side: {path: data for path, data in side.items() if path not in same})


def sample_pairs() -> Iterator[Labelled]:
    """Every two runs of every sample task."""
    for task, runs in tomllib.loads(_ROLES.read_text()).items():
        for a, b in combinations(sorted(runs), 2):
            files = left_over(Pair(tree(SAMPLES / task / a / "workspace"), tree(SAMPLES / task / b / "workspace")))
            yield _by_roles(files, Pair(_roles(runs[a], files.a), _roles(runs[b], files.b)))


def _roles(labels: Mapping[str, str], files: Tree) -> dict[bytes, list[str]]:
    return {path: labels[path.decode()].split() for path in files}


def _by_roles(files: Pair[Tree], roles: Pair[dict[bytes, list[str]]]) -> Labelled:
    first = roles.map(_first)
    expected = [Role(first.a[role], first.b[role]) for role in sorted(first.a.keys() & first.b.keys())]
    also = {(a, b) for a, has in roles.a.items() for b, its in roles.b.items() if set(has) & set(its)}
    return Labelled(files, expected, frozenset(also))


def _first(roles: dict[bytes, list[str]]) -> dict[str, frozenset[bytes]]:
    return {role: frozenset(path for path, has in roles.items() if has[0] == role) for role, *_ in roles.values()}
