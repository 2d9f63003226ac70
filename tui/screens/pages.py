"""A file of a pair → the page that the view shows. It is worked out on a thread, and touches no widget."""

from typing import Final

from msgspec import Struct

from grading.blind import Mask
from grading.compare.aligned import Aligned
from grading.compare.comparison import Comparison
from grading.compare.hunks import White
from grading.compare.tree import File, FilePair, Status
from grading.sides import Pair, Side
from grading.visible import path_text
from tui.painting.kinds import kinds
from tui.painting.lines import notices
from tui.painting.page import Page

WHITE_WORDS: Final = {
    White.EXACT: "white space counts",
    White.END: "white space at the end of lines does not count",
    White.AMOUNT: "the amount of white space does not count",
    White.ALL: "white space does not count",
}


class Wanted(Struct, frozen=True):
    """What is to be shown, and how."""

    comparison: Comparison
    file: FilePair
    white: White
    titles: Pair[str]
    mask: Mask | None
    from_baseline: Pair[Comparison | None]
    """For each side, the task's baseline beside it, where that is asked for."""


def page(wanted: Wanted) -> Page:
    """The page."""
    file = wanted.file
    aligned = wanted.comparison.open(file, wanted.white)
    message = _message(file, aligned)
    beside = Pair(*(_beside_baseline(wanted, side) for side in Side))
    a, b = file.files
    passed_over = [] if wanted.white is White.EXACT or message else [WHITE_WORDS[wanted.white]]
    found = Page(
        titles=wanted.titles,
        aligned=None if message else aligned,
        baseline=beside,
        keys=Pair(*(f"{one.entry.blob} {path_text(one.path)}" if one else "" for one in (a, b))),
        names=Pair(*(path_text(one.path).rpartition("/")[2] if one else "" for one in (a, b))),
        message=message,
        notices=(*kinds(file), *passed_over, *notices(aligned)),
        mask=wanted.mask,
        is_of_two=all(side.tree for side in wanted.comparison.sides),
    )
    found.prepare()
    return found


def _message(file: FilePair, aligned: Aligned) -> str:
    if not aligned.is_binary:
        return ""
    sizes = (f"{side.value} {aligned.texts[side].size:,} bytes" for side in Side if file.files[side])
    return f"no text: {', '.join(sizes)}"


def _beside_baseline(wanted: Wanted, side: Side) -> Aligned | None:
    """What became of the baseline's file; of one that was moved there, the file it was."""
    comparison, file = wanted.from_baseline[side], wanted.file.files[side]
    if comparison is None or file is None:
        return None
    before = comparison.sides.a.tree.get(file.path)
    pair = FilePair(Status.CHANGED, Pair(File(file.path, before) if before else None, file))
    if before is None:
        pair = next((one for one in comparison.files if one.paths.b == file.path), pair)
    found = comparison.open(pair, wanted.white)
    return None if found.is_binary else found


def nothing(titles: Pair[str], message: str) -> Page:
    """A page without a text."""
    return Page(titles, message=message)
