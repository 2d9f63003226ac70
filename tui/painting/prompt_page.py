"""The prompt of a task as rows: made safe, its lines as their writer set them where they have room.

Where one of a paragraph's lines has no room, the paragraph is broken anew: else every second row would hold a word.
"""

import re
from collections.abc import Iterator
from typing import Final

from grading.compare.shown import shown
from tui.painting.spans import Line, Span, columns, paragraph
from tui.themes import Look

_MARGIN: Final = 3
_WIDEST: Final = 112
"""Longer rows are hard to read."""
_LONGEST: Final = 2_000
"""What is longer without a line end is no text that somebody reads; it is broken anywhere."""
_ITEM: Final = re.compile(r"(\s*)((?:[-*+•]|\d{1,3}[.)])\s+)?")
_FENCE: Final = ("```", "~~~")
_ALONE: Final = ("#", "|", ">", "<", "=", "---", "===", *_FENCE)
"""What begins so is neither gone on with nor goes on with the line before."""


def prompt_lines(prompt: str | None, width: int) -> tuple[Line, ...]:
    """All rows, for so many columns."""
    if prompt is None or not prompt.strip():
        prompt = "This task has no prompt: none was added with it."
    room = max(min(width - 2 * _MARGIN, _WIDEST), 1)
    margin = Span(" " * _MARGIN)
    return tuple(Line((margin, *spans)) for spans in _rows(prompt.replace("\r\n", "\n").strip("\n"), room))


def _rows(prompt: str, room: int) -> Iterator[tuple[Span, ...]]:
    is_code = False
    together: list[str] = []
    for line in prompt.split("\n"):
        is_fence = line.lstrip().startswith(_FENCE)
        if together and (is_code or is_fence or not _goes_on(together[-1], line)):
            yield from _together(together, room)
            together = []
        if is_code or is_fence:
            yield from _broken(line, room, Look.B)
        else:
            together.append(line)
        is_code ^= is_fence
    yield from _together(together, room)


def _goes_on(before: str, line: str) -> bool:
    """Whether a line goes on with the paragraph of the one before it."""
    is_item = (found := _ITEM.match(line)) is not None and found[2] is not None
    texts = before.strip(), line.strip()
    return not is_item and all(text and not text.startswith(_ALONE) for text in texts)


def _together(lines: list[str], room: int) -> Iterator[tuple[Span, ...]]:
    if sum(map(len, lines)) < _LONGEST and any(columns([Span(shown(line).text)]) > room for line in lines):
        lines = [" ".join((lines[0].rstrip(), *(line.strip() for line in lines[1:])))]
    for line in lines:
        yield from _broken(line, room, Look.TITLE if line.startswith("#") else Look.TEXT)


def _broken(line: str, room: int, look: Look) -> Iterator[tuple[Span, ...]]:
    for start in range(0, max(len(line), 1), _LONGEST):
        text = shown(line[start : start + _LONGEST]).text
        found = None if start else _ITEM.match(text)
        head = found[0] if found else ""
        # A terminal with room for a mark and nothing else has no use for an indent.
        head = head if len(head) < room // 2 else ""
        yield from paragraph([Span(head, look)], text[len(head) :], room, look)
