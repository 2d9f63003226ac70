"""What people type or paste, as text that may be shown and kept."""

from collections.abc import Sequence

from rich.cells import cell_len

from grading.visible import visible
from tui.painting.spans import fitting


def cleaned(text: str, keep: str = "") -> str:
    """The text without characters that would not show; line ends of other systems are line ends.

    `keep` says which of newline and tab stay; others become blanks.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii() and text.isprintable():
        return text
    return "".join(_cleaned(char, keep) for char in text)


def _cleaned(char: str, keep: str) -> str:
    if char in "\n\t":
        return char if char in keep else " "
    return char if visible(char) == char else ""


class OneLine:
    """A line that is being typed, and where the next character goes."""

    def __init__(self, text: str = "", longest: int = 2_000) -> None:
        self.text = cleaned(text)[:longest]
        self.place = len(self.text)
        self.longest = longest

    def insert(self, text: str) -> None:
        """Puts characters where the cursor is, as many as there is room for."""
        part = cleaned(text)[: self.longest - len(self.text)]
        self.text = self.text[: self.place] + part + self.text[self.place :]
        self.place += len(part)

    def replace(self, text: str) -> None:
        """Another text instead, with the cursor at its end."""
        self.text = cleaned(text)[: self.longest]
        self.place = len(self.text)

    def press(self, key: str) -> bool:
        """A key that edits or moves; false where it does neither."""
        match key:
            case "left" | "ctrl+b":
                self.place = max(self.place - 1, 0)
            case "right" | "ctrl+f":
                self.place = min(self.place + 1, len(self.text))
            case "home" | "ctrl+a":
                self.place = 0
            case "end" | "ctrl+e":
                self.place = len(self.text)
            case "ctrl+left" | "alt+left" | "alt+b":
                self.place = self._word_before()
            case "ctrl+right" | "alt+right" | "alt+f":
                self.place = self._word_after()
            case _:
                return self._delete(key)
        return True

    def _delete(self, key: str) -> bool:
        begin, end = self.place, self.place
        match key:
            case "backspace" | "ctrl+h":
                begin = max(begin - 1, 0)
            case "delete" | "ctrl+d":
                end += 1
            case "ctrl+w" | "alt+backspace" | "ctrl+backspace":
                begin = self._word_before()
            case "ctrl+u":
                begin = 0
            case "ctrl+k":
                end = len(self.text)
            case _:
                return False
        self.text = self.text[:begin] + self.text[end:]
        self.place = begin
        return True

    def _word_before(self) -> int:
        place = self.place
        while place and not self.text[place - 1].isalnum():
            place -= 1
        while place and self.text[place - 1].isalnum():
            place -= 1
        return place

    def _word_after(self) -> int:
        place = self.place
        while place < len(self.text) and not self.text[place].isalnum():
            place += 1
        while place < len(self.text) and self.text[place].isalnum():
            place += 1
        return place

    def seen(self, width: int) -> tuple[str, str, str]:
        """What so many columns show: before the cursor, under it and after it; the cursor is always seen."""
        before, here = self.text[: self.place], self.text[self.place : self.place + 1] or " "
        after = self.text[self.place + 1 :]
        room = width - cell_len(here)
        if cell_len(before) > room:
            before = before[-room:] if room > 0 else ""
            while cell_len(before) > room - 1:
                before = before[1:]
            before = f"…{before}" if room > 0 else ""
        rest = room - cell_len(before)
        if cell_len(after) > rest:
            after = f"{fitting(after, rest - 1)}…" if rest > 0 else ""
        return before, here, after

    def column_at(self, column: int, width: int) -> None:
        """Puts the cursor where somebody clicked in what `seen` shows."""
        before, here, after = self.seen(width)
        hidden = self.place - len(before)
        self.place = min(max(hidden, 0) + len(fitting(before + here + after, column)), len(self.text))


def completed(text: str, found: Sequence[str]) -> str:
    """What all completions of a text have in common, or the text where that is no more than it."""
    least, most = min(found, default=text), max(found, default=text)
    size = 0
    while size < len(least) and least[size] == most[size]:
        size += 1
    return least[:size] if size > len(text) and least.startswith(text) else text
