"""Pages of two texts, aligned without a vault."""

from difflib import SequenceMatcher

from grading.blind import Mask
from grading.compare.aligned import Aligned
from grading.compare.lines import Hunk, align
from grading.compare.text import read_text
from grading.sides import Pair
from tui.painting.page import Page


def aligned_of(a: str | bytes, b: str | bytes) -> Aligned:
    """Two texts as they are aligned; of bytes, those that are no UTF-8 stay."""
    texts = Pair(a, b).map(lambda text: read_text(text if isinstance(text, bytes) else text.encode()))
    lines = texts.map(lambda text: [text.raw(index) for index in range(len(text))])
    opcodes = SequenceMatcher(None, lines.a, lines.b, autojunk=False).get_opcodes()
    hunks = [Hunk(i1, i2 - i1, j1, j2 - j1) for tag, i1, i2, j1, j2 in opcodes if tag != "equal"]
    return Aligned(texts, align(hunks, *texts))


def page_of(a: str | bytes, b: str | bytes, *, mask: Mask | None = None, base: str | None = None) -> Page:
    """A page of two texts; with a baseline, where there is one."""
    titles = Pair("left.py", "right.py")
    sides = Pair(a, b)
    baseline: Pair[Aligned | None] = Pair(None, None)
    if base is not None:
        baseline = sides.map(lambda side: aligned_of(base, side))
    return Page(titles, aligned_of(a, b), baseline, mask=mask)


def numbered(count: int, *, changed: dict[int, str] | None = None) -> str:
    """So many lines, each with its number; some say something else, or are not there."""
    lines = [(changed or {}).get(number, f"line {number}") for number in range(1, count + 1)]
    return "\n".join(line for line in lines if line != "-") + "\n"
