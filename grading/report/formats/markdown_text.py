"""Text of strangers as Markdown that shows it and does nothing else; tables and fenced code that read well as they are.

Whatever a name, note or title holds, it opens no tag, link, table cell, list, heading or formula, in CommonMark, in
GitHub's flavour and in viewers that read more into braces and carets. A bare mail address is all that some viewers
make a link of on their own, which no escape prevents.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from grading.visible import visible

_SIGNS: Final = re.compile(r"[\\`*\[\]<>|~&$^{}]|(?<![^\W_])_|_(?![^\W_])|:(?=//)|(?<=www)\.", re.IGNORECASE)
_CLOSING: Final = re.compile(r"(?<!\\)#+\Z")
_NUMBERED: Final = re.compile(r"(\d+)([.)])")
_BREAKS: Final = re.compile(r"[ \t]*(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])[ \t]*")
_SPACE: Final = "&nbsp;"
_DEEPEST: Final = 40
_KEPT: Final = 2048
"""The words of a rubric are on every card."""
_LONGEST_PADDED: Final = 60
"""A column with longer cells is padded only so far: one of them must not push the others out of sight."""


@lru_cache(maxsize=_KEPT)
def inline(text: str) -> str:
    """One line of text, for a table's cell or within a sentence."""
    return _escaped(_one_line(text))


def begun(text: str) -> str:
    """One line of text that a line or the entry of a list begins with: no heading, list, rule or underline."""
    return _begun(inline(text))


def heading(level: int, *parts: str) -> str:
    """A heading of parts that are Markdown already."""
    said = _begun(" · ".join(part for part in parts if part))
    # Number signs at the end would be taken for the end of the heading.
    return f"{'#' * level} {_CLOSING.sub(lambda found: f'{chr(92)}{found[0]}', said)}"


@lru_cache(maxsize=_KEPT)
def code(text: str) -> str:
    """An id or a path; as plain text where it holds what code cannot."""
    said = visible(_one_line(text))
    return f"`{said}`" if said and not set(said) & set("`|") else inline(text)


def paragraphs(text: str) -> str:
    """Several lines of text as they were written: each on its own line, blank lines between paragraphs."""
    return "\n".join(_begun(_escaped(line.strip())) for line in _lines(text)).strip("\n")


def block_quote(text: str) -> str:
    """What somebody said, word by word."""
    lines = [_indented(line) for line in _lines(text.strip())]
    # Two blanks at the end of a line keep the break that its writer made.
    ends = ["  " if line and after else "" for line, after in zip(lines, [*lines[1:], ""], strict=True)]
    return "\n".join(f"> {line}{end}" if line else ">" for line, end in zip(lines, ends, strict=True))


def _indented(line: str) -> str:
    """A line with the blanks that it begins with, as code has them: left as they are, Markdown takes them away."""
    words = line.strip()
    blanks = len(line[: len(line) - len(line.lstrip())].expandtabs(4)) if words else 0
    return _SPACE * min(blanks, _DEEPEST) + _begun(_escaped(words))


def fenced(lines: Iterable[str]) -> str:
    """Lines of code, whatever they hold."""
    shown = [visible(line) for line in lines]
    longest = max((len(run) for line in shown for run in re.findall(r"`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([f"{fence}text", *shown, fence])


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], numbers: Iterable[str] = ()) -> str:
    """A table of cells that are Markdown already, in columns that line up; `numbers` are the headings of those."""
    right = [heading in set(numbers) for heading in headings]
    sizes = [[len(cell) if cell.isascii() else _width(cell) for cell in row] for row in (headings, *rows)]
    widths = [max(3, *(min(size, _LONGEST_PADDED) for size in column)) for column in zip(*sizes, strict=True)]
    if not right[-1]:
        widths[-1] = 0  # nothing stands behind the last column that it would have to make room for
    rule = ["-" * max(width - 1, 2) + (":" if is_right else "-") for width, is_right in zip(widths, right, strict=True)]
    lines = []
    for row, taken in zip((headings, *rows), sizes, strict=True):
        blanks = [" " * (width - size) for width, size in zip(widths, taken, strict=True)]
        parts = zip(row, blanks, right, strict=True)
        lines.append([blank + cell if is_right else cell + blank for cell, blank, is_right in parts])
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (lines[0], rule, *lines[1:]))


def joined(parts: Iterable[str]) -> str:
    """Blocks with a blank line between them, and one line feed at the end."""
    return "\n\n".join(part for part in parts if part) + "\n"


def _one_line(text: str) -> str:
    return _BREAKS.sub(" ", text).strip()


def _lines(text: str) -> list[str]:
    return re.split(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]", text)


def _escaped(text: str) -> str:
    return _SIGNS.sub(lambda found: f"\\{found[0]}", visible(text))


def _begun(text: str) -> str:
    if found := _NUMBERED.match(text):
        return f"{found[1]}\\{text[found.end(1) :]}"
    return f"\\{text}" if text[:1] and text[0] in "-#+=:%" else text


def _width(text: str) -> int:
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.category(char) in ("Mn", "Me") for char in text)
