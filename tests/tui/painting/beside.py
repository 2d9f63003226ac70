"""Two texts beside one another, and files of a list, as painting takes them: without git, without a folder."""

from difflib import SequenceMatcher

from grading.compare.aligned import Aligned
from grading.compare.lines import Hunk, align
from grading.compare.text import Text, read_text
from grading.compare.tree import File, FilePair, Status
from grading.runs.content import REGULAR
from grading.runs.vault import Entry
from grading.sides import Pair


def beside(a: str | bytes, b: str | bytes) -> Aligned:
    """Two contents, aligned."""
    texts = Pair(a, b).map(lambda one: read_text(one if isinstance(one, bytes) else one.encode()))
    if any(text.has_long_lines for text in texts):
        texts = texts.map(Text.in_pieces)
    lines = texts.map(lambda text: [text.raw(index) for index in range(len(text))])
    found = SequenceMatcher(None, lines.a, lines.b, autojunk=False).get_opcodes()
    hunks = [Hunk(a1, a2 - a1, b1, b2 - b1) for tag, a1, a2, b1, b2 in found if tag != "equal"]
    return Aligned(texts, align(hunks, *texts))


def file_pair(a: bytes | None, b: bytes | None, status: Status, likeness: float | None = None) -> FilePair:
    """A line of the list; the blobs say what its status says."""
    blobs = ("1" * 40, "1" * 40 if status in (Status.SAME, Status.MOVED) else "2" * 40)
    files = (
        None if path is None else File(path, Entry(REGULAR, blob)) for path, blob in zip((a, b), blobs, strict=True)
    )
    return FilePair(status, Pair(*files), likeness)
