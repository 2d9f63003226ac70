"""Hiding who made what, and what others gave it: names of models, vendors and harnesses are masked in any text.

A mask has always the same length, so that not even the length of a name can be read. What is masked too often costs a
word; what is masked too seldom costs the blind grade: names are found in any case, with any separator, and inside
compound words.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import Final

from msgspec import Struct

from grading.marks.tally import Tally
from grading.runs.model import Run

MASK: Final = "▒▒▒▒"

KNOWN: Final = (
    *("OpenAI", "ChatGPT", "GPT-3", "GPT-4", "GPT-5", "Codex", "Anthropic", "Claude", "Gemini", "DeepMind", "Gemma"),
    *("Mistral", "Mixtral", "Codestral", "Devstral", "Magistral", "Llama", "DeepSeek", "Qwen", "Moonshot AI", "Kimi"),
    *("Zhipu", "GLM-4", "GLM-5", "MiniMax", "Grok", "Nemotron", "Copilot", "StepFun", "Hunyuan", "Doubao", "Windsurf"),
    *("Aider", "OpenCode", "OpenHands", "Claude Code", "Gemini CLI", "Roo Code", "Junie", "Devin"),
)
"""Vendors, models and harnesses that texts name of themselves. Names that are words of programs, such as cursor, are
only masked where the study has a run of that name."""

_WORD: Final = re.compile(r"[^\W\d_]+|\d+")
_AS_ASCII: Final = "İıſ\u212a"
"""What stands for a letter of ASCII where case is ignored, and has no such small letter itself."""
_LEAST_FAMILY: Final = 4
"""A family's name of fewer letters is too often part of something else."""
# A word begins where no letter stands before it, or where a capital follows a small one; and ends likewise.
_BEGIN: Final = r"(?:(?<![^\W\d_])|(?-i:(?<=[a-z])(?=[A-Z])))"
_END: Final = r"(?:(?-i:(?![a-z]))|(?<=\d))(?!(?<=\d)\d)"


class Unseen(Struct, frozen=True):
    """What others gave some runs, which somebody who grades blind is not to see yet."""

    reviewer: str = ""
    """Who is not to see it."""
    runs: frozenset[str] = frozenset()
    """The ids of the runs."""

    def hides(self, run: str, reviewer: str) -> bool:
        """Whether this reviewer's card for a run is not to be seen."""
        return run in self.runs and reviewer != self.reviewer


def unseen(reviewer: str, cards: Sequence[Tally]) -> Unseen:
    """What a blind reviewer is not to see of these cards: others' for a run, until their own is locked or names it."""
    seen = {one.run for one in cards if one.reviewer == reviewer and (one.is_locked or one.is_revealed)}
    return Unseen(reviewer, frozenset(one.run for one in cards if one.reviewer != reviewer) - seen)


class Masked(Struct, frozen=True):
    """A text without names, and what was taken out of it."""

    text: str
    parts: tuple[tuple[int, int], ...] = ()
    """The ranges of the unmasked text that are masked."""


class Mask:
    """Masks a study's names."""

    def __init__(self, names: Iterable[str], sayings: Iterable[str] = ()) -> None:
        """`sayings` are only masked as a whole; of a name, the family alone is masked too."""
        self._names, self._sayings = tuple(names), tuple(sayings)
        self._heads = tuple(sorted({_head(name) for name in (*self._names, *self._sayings) if name.strip()}))
        """What the names begin with: most texts are told to hold none by that alone."""

    def __call__(self, text: str) -> str:
        """A text with its names masked."""
        return self.masked(text).text

    def masked(self, text: str) -> Masked:
        """A text with its names masked, and where they stood."""
        if not self._may_name(text) or self._pattern is None:
            return Masked(text)
        found = tuple(one.span() for one in self._pattern.finditer(text))
        if not found:
            return Masked(text)
        ends = (0, *(end for _, end in found))
        begins = (*(begin for begin, _ in found), len(text))
        return Masked(MASK.join(text[end:begin] for end, begin in zip(ends, begins, strict=True)), found)

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        """What finds the names, made when a text may hold one: it takes longer than all that is painted first."""
        found = {one for name in self._names for one in _expressions(name)}
        found |= {_expressions(one)[0] for one in self._sayings if one}
        either = "|".join(sorted(found, key=lambda one: (-len(one), one)))
        return re.compile(f"{_BEGIN}(?:{either}){_END}", re.IGNORECASE) if found else None

    def _may_name(self, text: str) -> bool:
        """Whether a name can stand in a text."""
        if any(letter in text for letter in _AS_ASCII):
            return True
        small = text.lower()
        return any(head in small for head in self._heads)


def mask_for(runs: Iterable[Run]) -> Mask:
    """What hides the makers of these runs."""
    names = [run.name for run in runs]
    makers = (maker for name in names for maker in (name.model, name.harness))
    return Mask((*makers, *KNOWN), (said for name in names for said in (name.condition, name.label)))


def _head(name: str) -> str:
    """The first word of a name, or all of a name that has no words, in small letters; where they are not certain, what
    begins everything."""
    found = _WORD.search(name)
    head = found[0] if found else name.strip()
    return head.lower() if head.isascii() else ""


@lru_cache(1024)
def _expressions(name: str) -> tuple[str, ...]:
    """A name as patterns: all of it with any separators, and its family alone."""
    words = _WORD.findall(name)
    if not words:
        return (re.escape(name.strip()),) if name.strip() else ()
    whole = r"[\s._/@+-]?".join(map(re.escape, words))
    family = words[0]
    is_family = len(words) > 1 and len(family) >= _LEAST_FAMILY and not family.isdigit()
    return (whole, re.escape(family)) if is_family else (whole,)
