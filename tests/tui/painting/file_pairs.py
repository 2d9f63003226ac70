"""Files of a pair, made up for tests by their names."""

from grading.compare.tree import File, FilePair, Status
from grading.runs.vault import Entry
from grading.sides import Pair
from grading.visible import path_text
from tui.painting.file_page import FilePage
from tui.painting.file_walk import FileWalk
from tui.painting.spans import Line

_ENTRIES = Pair(Entry(0o100644, "0" * 40), Entry(0o100644, "1" * 40))


def file_pair(a: str | bytes | None, b: str | bytes | None, likeness: float | None = None) -> FilePair:
    """Two files side by side, or one that stands alone."""
    paths = Pair(a, b).map(lambda one: one.encode() if isinstance(one, str) else one)
    files = Pair(
        None if paths.a is None else File(paths.a, _ENTRIES.a), None if paths.b is None else File(paths.b, _ENTRIES.b)
    )
    if paths.a is None or paths.b is None:
        return FilePair(Status.ONLY_B if paths.a is None else Status.ONLY_A, files)
    return FilePair(Status.CHANGED if paths.a == paths.b else Status.COUNTERPART, files, likeness)


def changed(path: str | bytes) -> FilePair:
    """A file that both sides have, each in its way."""
    return file_pair(path, path)


def same(path: str | bytes) -> FilePair:
    """A file that is the same on both sides."""
    files = changed(path).files
    return FilePair(Status.SAME, Pair(files.a, files.a))


def walk_of(*files: FilePair) -> FileWalk:
    """A list of these files, whatever their order."""
    return FileWalk(sorted(files, key=lambda one: one.path), path_text)


def text(line: Line) -> str:
    """A line as a person reads it, without blanks at its end."""
    return "".join(span.text for span in line.spans).rstrip()


def seen(walk: FileWalk, width: int = 40, height: int = 20, *, has_cursor: bool = False) -> list[str]:
    """All that is seen of a list, without its right edge and empty lines."""
    lines = FilePage(walk, path_text).lines(width, height, has_cursor=has_cursor)
    rows = ["".join(span.text for span in line.spans)[:-1].rstrip() for line in lines]
    return [row for row in rows if row]
