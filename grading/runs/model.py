"""The nouns of what was made: task, run, figures, snapshot. Frozen; an unknown figure is none, never 0."""

import hashlib
import re
import unicodedata
from decimal import Decimal
from enum import Enum
from typing import Final

from msgspec import Struct

from grading.errors import RunError
from grading.visible import visible


class State(Enum):
    """How a run ended, as far as ranking cares."""

    COMPLETE = "complete"
    UNFINISHED = "unfinished"
    INFRASTRUCTURE = "infrastructure"
    UNMEASURABLE = "unmeasurable"
    VOID = "void"
    PROVISIONAL = "provisional"

    @property
    def is_ranked(self) -> bool:
        """Whether a complete card of such a run is ranked; the others say nothing about the model."""
        return self in (State.COMPLETE, State.UNFINISHED, State.PROVISIONAL)


class Basis(Enum):
    """How well a cost is known."""

    EXACT = "exact"
    ESTIMATED = "estimated"
    SUBSCRIPTION = "subscription"
    UNKNOWN = "unknown"


class Cost(Struct, frozen=True):
    """What a run cost in US dollars; an amount only where one is known."""

    basis: Basis = Basis.UNKNOWN
    usd: Decimal | None = None


class Figures(Struct, frozen=True):
    """A run's figures as they stand."""

    state: State = State.COMPLETE
    reason: str = ""
    cost: Cost = Cost()
    seconds: Decimal | None = None
    tokens: int | None = None
    tokens_in: int | None = None
    tokens_out: int | None = None
    weights: str = ""
    """`open` or `closed`; empty where it is not known."""

    @property
    def all_tokens(self) -> int | None:
        """The sum of both directions, or the one number that is known."""
        if self.tokens_in is not None and self.tokens_out is not None:
            return self.tokens_in + self.tokens_out
        return self.tokens


class RunName(Struct, frozen=True):
    """What tells one run from every other: task, model, harness, condition, attempt."""

    task: str
    model: str
    harness: str = ""
    condition: str = ""
    attempt: int = 1
    label: str = ""
    """How a report may call it instead of the model's name; no part of the id."""

    @property
    def id(self) -> str:
        """Readable, stable, safe as a file name and in a shell."""
        parts = [self.task, "/", slug(self.model)]
        parts += ["@", slug(self.harness)] if self.harness else []
        parts += ["+", slug(self.condition)] if self.condition else []
        parts += [f"~{self.attempt}"] if self.attempt != 1 else []
        return "".join(parts)


LEFT_OUT_BY_NAME: Final = (
    *("node_modules", "bower_components", ".venv", "venv", "__pycache__", ".tox", ".nox", ".eggs"),
    *(".mypy_cache", ".pytest_cache", ".ruff_cache", ".gradle", ".next", ".nuxt", ".parcel-cache", ".turbo"),
    *(".svelte-kit", ".terraform", ".hg", ".svn", ".cache"),
)
"""Folders that tools make and nobody grades; a study's settings can say others."""


class LeftOut(Struct, frozen=True):
    """Something in a workspace that is not in its snapshot, and why."""

    path: str
    """As `visible.path_text` writes it; a folder ends with `/`."""
    why: str
    files: int = 1
    bytes: int = 0


class Snapshot(Struct, frozen=True):
    """The immutable, content-addressed copy of a workspace: its tree id in the vault and its manifest digest."""

    tree: str
    digest: str
    files: int
    bytes: int


class TakenIn(Struct, frozen=True):
    """What came of taking a folder in: the snapshot, what was left out, and what is odd about what was kept."""

    snapshot: Snapshot
    left_out: tuple[LeftOut, ...] = ()
    odd: tuple[LeftOut, ...] = ()


class Run(Struct, frozen=True):
    """One attempt of one model at one task."""

    name: RunName
    figures: Figures
    snapshot: Snapshot | None

    @property
    def id(self) -> str:
        return self.name.id


class Task(Struct, frozen=True):
    """What the models were asked to do."""

    key: str
    title: str
    prompt: str
    baseline: Snapshot | None


_NOT_IN_SLUG: Final = re.compile(r"[^a-z0-9._]+")
LONGEST_NAME: Final = 200


def slug(name: str) -> str:
    """A name as part of an id: lower case, and nothing that a shell, a URL or a folder would read otherwise."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    text = _NOT_IN_SLUG.sub("-", plain).strip("-.")[:80].strip("-.")
    # A name with nothing of that kind in it still gets an id of its own, the same every time.
    return text or f"x{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def require_name(name: str, what: str) -> str:
    """A name that a person or a manifest gave, without what has no business in a name."""
    said = name.strip()
    if not said or len(said) > LONGEST_NAME or visible(said) != said:
        raise RunError(
            f'"{visible(said)[:40]}" is no {what}', do=f"give 1 to {LONGEST_NAME} visible characters on one line"
        )
    return said


def require_task_key(name: str) -> str:
    """A task's key: a slug already, or made into one."""
    return slug(require_name(name, "name of a task"))
