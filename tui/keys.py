"""Every command that a key gives, once: the bottom line, the help, the palette and the page of keys come from it.

Keys stand as people type them. Every movement has a key that needs neither brackets nor AltGr, and everything has one
that works on a terminal that knows no Alt and no function keys.
"""

import difflib
import re
from collections.abc import Iterator, Mapping
from enum import Enum
from itertools import product
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from grading.errors import FileError
from grading.visible import visible
from tui.key_names import key_of, key_shown, key_written

_NAMED: Final = re.compile(r"\{([a-z0-9-]+)\}")
_NEEDED: Final = ("palette", "escape", "quit")
"""Without these somebody could be stuck."""


class Group(Enum):
    """What a command is for; groups are shown in this order."""

    SCORE = "Score"
    DECIDE = "Decide"
    READ = "Read"
    FILES = "Files"
    PAIRS = "Pairs"
    STANDINGS = "Standings"
    PROGRAM = "Program"


class Scope(Enum):
    """Where a key means something."""

    REVIEW = "review"
    QUEUE = "queue"
    STANDINGS = "standings"
    CARD = "scorecard"


class Command(Struct, frozen=True):
    """One thing that a key does."""

    id: str
    """Its name in the settings file."""
    keys: tuple[str, ...]
    """The first is the one that is shown."""
    label: str
    """One or two words for the line at the bottom; neighbours there with one label stand together."""
    help: str
    """What it does, in a sentence."""
    group: Group
    scopes: frozenset[Scope]


_R: Final = frozenset({Scope.REVIEW})
_Q: Final = frozenset({Scope.QUEUE})
_RQ: Final = _R | _Q
_S: Final = frozenset({Scope.STANDINGS})
_C: Final = frozenset({Scope.CARD})
_SC: Final = _S | _C
_ALL: Final = _RQ | _SC


class _Rows:
    """The commands of one group as rows: id, keys with blanks between them, label, sentence."""

    def __init__(self, group: Group) -> None:
        self.group = group
        self.made: list[Command] = []

    def __call__(self, name: str, keys: str, label: str, sentence: str, scopes: frozenset[Scope] = _R) -> None:
        self.made.append(Command(name, tuple(keys.split()), label, sentence, self.group, scopes))


def _score() -> list[Command]:
    row = _Rows(Group.SCORE)
    for digit in range(10):
        row(f"score-{digit}", str(digit), "score", "Type a digit of the cell's value.")
    row("point", ". ,", "point", "Type a decimal point: where marks go by halves, the half is taken at once.")
    row("most", "*", "most", "Give the maximum; a gate holds.")
    row("more", "+", "step", "Raise the value by one step; a gate holds.")
    row("less", "-", "step", "Lower the value by one step; a gate fails.")
    row("same", "=", "same", "Give this side the other side's mark.")
    row("not-attempted", "x", "not done", "Mark the dimension as not attempted.")
    row("erase", "backspace", "erase", "Take back the last typed digit; what is saved stays.")
    row("clear", "X delete", "clear", "Take the cell's value away, so that it is open again.")
    row("take", "enter", "take", "Take what is typed; else go to the next open cell, or try again to save.")
    row("other-side", "tab shift+tab", "side", "Go to the same cell of the other side.")
    row("cell-up", "up", "cell", "Go to the cell above.")
    row("cell-down", "down", "cell", "Go to the cell below.")
    row("section-up", "A alt+up ctrl+up", "section", "Go to the section above.")
    row("section-down", "S alt+down ctrl+down", "section", "Go to the section below.")
    row("next-open", "O", "open cell", "Go to the next cell without a value.")
    return row.made


def _decide() -> list[Command]:
    row = _Rows(Group.DECIDE)
    row("note", "c", "note", "Write a note on the cell.")
    row("note-last", "V", "note on last", "Write a note on the cell that was marked last, and come back.")
    row("evidence", "e", "evidence", "Rest the mark on the line under the cursor, or on what is selected.")
    row("deduct", "d", "deduct", "Call deductions by letter, until Esc; a capital: looked at, not called.")
    row("gates", "g", "gates", "Answer gates by letter, until Esc: one holds, then fails, then is open.")
    row("adjust", "a", "adjust", "Adjust the dimension's points, with a reason.")
    row("unsure", "y", "unsure", "Flag the cell as unsure, or take the flag away.")
    row("where", "i", "its files", "Open the next file that the cell's question names, on both sides.")
    row("precedents", "h", "earlier", "Show how you marked this cell elsewhere; notes can be used again.")
    row("better-a", "<", "A/B better", "Say that side A is better overall.")
    row("better-b", ">", "A/B better", "Say that side B is better overall.")
    row("equal", "~ E", "equal", "Say that neither side is better overall.")
    row("undo", "u", "undo", "Take the last decision back, whichever pair it was about.", _RQ)
    row("redo", "U", "redo", "Take the last undo back.", _RQ)
    row("lock", "L", "lock", "Lock the finished card, or unlock it; names stay hidden until you ask.")
    row("reveal", "R", "reveal", "Show the names; before both cards are locked this is recorded as early.")
    return row.made


def _read() -> list[Command]:
    row = _Rows(Group.READ)
    row("line-down", "j", "line", "Go a line down.")
    row("line-up", "k", "line", "Go a line up.")
    row("left", "left", "sideways", "Show what lies further to the left.")
    row("right", "right", "sideways", "Show what lies further to the right.")
    row("page-down", "space pagedown", "page", "Go a page down.", _ALL)
    row("page-up", "b pageup", "page", "Go a page up.", _ALL)
    row("first-line", "home", "ends", "Go to the beginning.", _ALL)
    row("last-line", "end", "ends", "Go to the end.", _ALL)
    row("turn-cell", "D ctrl+d", "cell's text", "Show what lies further down about the cell; then the top again.")
    row("next-change", "n", "change", "Go to the next change.")
    row("last-change", "p", "change", "Go to the change before.")
    row("search", "/", "search", "Search the file on both sides.")
    row("search-all", "F ctrl+f", "search all", "Search all files on both sides.")
    row("next-hit", "H", "hit", "Go to the next hit; while you type what to search, Down does so, too.")
    row("last-hit", "N", "hit", "Go to the hit before.")
    row("view", "v", "view", "Change the view: differences, reading, from baseline.")
    row("white", "w", "white space", "Leave white space aside: at line ends, its amount, all of it; or none.")
    row("wrap", "l", "wrap", "Wrap long lines, or cut them.")
    row("columns", "C", "columns", "Show both sides beside each other, or one column.")
    row("fold", "z", "fold", "Open the fold under the cursor, or fold what is the same around it.")
    row("fold-all", "Z", "fold", "Open all folds, or close them.")
    row("extend-up", "shift+up I", "select", "Select the line above, too.")
    row("extend-down", "shift+down M", "select", "Select the line below, too.")
    row("copy", "ctrl+c Y", "copy", "Copy what is selected, or the line under the cursor.")
    row("prompt", "t", "task", "Show the task's prompt.", _RQ)
    row("editor", "o", "editor", "Open both files in your own editor as read-only copies.")
    return row.made


def _files() -> list[Command]:
    row = _Rows(Group.FILES)
    row("next-file", "] J", "file", "Open the next file.")
    row("last-file", "[ K", "file", "Open the file before.")
    row("filter", "f", "filter", "Find a file by letters of its path, in their order.")
    row("read", "r", "read", "Mark the file as read and open the next one, or as unread.")
    row("stand-beside", "m", "stand beside", "Stand another file beside this one.")
    row("swap-focus", "s", "to the list", "Move the cursor between the text and the list of files.")
    return row.made


def _pairs() -> list[Command]:
    row = _Rows(Group.PAIRS)
    row("row-up", "up k", "pair", "Go to the row above.", _Q)
    row("row-down", "down j", "pair", "Go to the row below.", _Q)
    row("open", "enter", "open", "Open the pair.", _Q)
    row("open-next", "n", "what is next", "Open what should be graded next.", _Q)
    row("filter-pairs", "f /", "filter", "Show only the pairs whose task or number holds what you type.", _Q)
    row("only-open", "o", "only open", "Show only the pairs that are still needed, or all.", _Q)
    row("only-unsure", "y", "unsure", "Show only what is flagged as unsure, or everything.", _Q)
    row("next-pair", "} P alt+right", "pair", "Go to the next pair.")
    row("last-pair", "{ B alt+left", "pair", "Go to the pair before.")
    row("later", "ctrl+l W", "later", "Hand the pair to later.", _RQ)
    row("order", "ctrl+o G", "order", "Go pair by pair, or one dimension across all pairs.", _Q)
    row("queue", "Q", "queue", "Go back to the queue, or to the scorecard that led here.")
    row("task-standings", "T", "standings", "Show who stands where on this task, and come back.")
    return row.made


def _standings() -> list[Command]:
    row = _Rows(Group.STANDINGS)
    row("standings", "s", "standings", "Show who stands where, and why.", _Q)
    row("entry-up", "up k", "row", "Go up by one row.", _SC)
    row("entry-down", "down j", "row", "Go down by one row.", _SC)
    row("open-card", "enter", "card", "Open the run's scorecard.", _S)
    row("sort-next", "o right", "sort", "Sort by the next column.", _S)
    row("sort-last", "O left", "sort", "Sort by the column before.", _S)
    row("turn-around", "r", "turn", "Turn the order around.", _S)
    row("filter-runs", "f /", "filter", "Show only the runs whose row holds what you type.", _S)
    row("weights", "w", "weights", "Show only open weights, only closed ones, or all runs.", _S)
    row("condition", "c", "condition", "Show the runs of one condition after the other, or all of them.", _S)
    row("common", "m", "common", "Count only what every ranked run attempted, or everything.", _S)
    row("next-table", "} n", "table", "Go to the next table: another rubric, or another task.", _S)
    row("last-table", "{ p", "table", "Go to the table before.", _S)
    row(
        "compare",
        "v tab",
        "compare",
        "Compare two rubrics, then an index, then all tasks; then groups and costs; then the table.",
        _S,
    )
    row("show-names", "R", "names", "Show the names that are hidden from you; that is recorded.", _S)
    row("open-evidence", "enter e", "evidence", "Open the review at the evidence under the cursor.", _C)
    row("next-part", "right ] J", "part", "Go to the next part of the scorecard.", _C)
    row("last-part", "left [ K", "part", "Go to the part of the scorecard before.", _C)
    row("next-card", "} n", "reviewer", "Show the next reviewer's card for the run.", _C)
    row("last-card", "{ p", "reviewer", "Show the card of the reviewer before.", _C)
    row("leave", "q Q", "back", "Go back to where you came from.", _SC)
    return row.made


def _program() -> list[Command]:
    row = _Rows(Group.PROGRAM)
    row("help", "? f1", "help", "Show all keys.", _ALL)
    row("palette", "ctrl+p :", "commands", "Find a command by its words.", _ALL)
    row(
        "settings",
        "ctrl+s f2",
        "settings",
        "Change the settings: theme, colours, where marks lead.",
        _ALL,
    )
    row("escape", "escape", "close", "Leave what is open; drop a number that waits still.", _ALL)
    row("quit", "q", "quit", "Leave at once; everything is saved; where a scorecard led here, go back to it.", _RQ)
    return row.made


COMMANDS: Final = (*_score(), *_decide(), *_read(), *_files(), *_pairs(), *_standings(), *_program())

FOOTER: Final[Mapping[Scope, tuple[str, ...]]] = {
    Scope.REVIEW: (
        *("score-0", "score-9", "other-side", "cell-up", "cell-down", "same", "next-change", "last-change"),
        *("next-file", "last-file", "note", "evidence", "deduct", "undo", "where", "view", "search", "gates"),
        *("precedents", "unsure", "next-pair", "last-pair", "task-standings", "queue", "palette", "quit"),
    ),
    Scope.QUEUE: (
        *("open", "row-up", "row-down", "open-next", "standings", "filter-pairs", "only-open", "only-unsure", "later"),
        *("undo", "palette", "quit"),
    ),
    Scope.STANDINGS: (
        *("open-card", "entry-up", "entry-down", "sort-next", "sort-last", "filter-runs", "next-table", "last-table"),
        *("compare", "leave", "turn-around", "weights", "condition", "common", "show-names", "palette"),
    ),
    Scope.CARD: (
        *("open-evidence", "entry-up", "entry-down", "last-part", "next-part", "next-card", "last-card", "leave"),
        "palette",
    ),
}
"""What the line at the bottom says, first things first, as far as there is room."""


class Keymap:
    """The keys as they are now. No key means two things in one place."""

    def __init__(self, commands: tuple[Command, ...]) -> None:
        self.commands = commands
        self._by_id = {command.id: command for command in commands}
        self._by_key = {
            (key, scope): command for command in commands for scope in command.scopes for key in command.keys
        }

    def __getitem__(self, name: str) -> Command:
        return self._by_id[name]

    def command(self, key: str, scope: Scope) -> Command | None:
        """What a key does in a place; the key as Textual reports it, or as people write it."""
        return self._by_key.get((key_of(key), scope))

    def keys(self, name: str) -> tuple[str, ...]:
        """The keys of a command."""
        return self._by_id[name].keys

    def shown(self, key: str) -> str:
        """A key as it is shown to people: ], Tab, ↑."""
        return key_shown(key_of(key))

    def first(self, name: str) -> str:
        """A command's first key as it is shown to people; nothing where it has none."""
        keys = self._by_id[name].keys
        return key_shown(keys[0]) if keys else ""

    def in_scope(self, scope: Scope) -> Iterator[Command]:
        """The commands of a place, in the order of the table."""
        return (command for command in self.commands if scope in command.scopes)

    def told(self, text: str) -> str:
        """A sentence in which commands stand in braces, with their keys in place of them."""

        def key(found: re.Match[str]) -> str:
            name = found[1]
            return found[0] if name not in self._by_id else self.first(name) or self._by_id[name].label

        return _NAMED.sub(key, text)


def keymap(overrides: Mapping[str, tuple[str, ...]], where: str) -> Keymap:
    """The keys with those of a person in place of the given ones; `where` names the file for errors."""
    known = {command.id: command for command in COMMANDS}
    for name, keys in overrides.items():
        place = f"{where}: keys, {visible(name)}"
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            meant = f'perhaps "{near[0]}" is meant' if near else "`sidegrade keys` names them all"
            raise FileError("is not a command", where=place, do=meant)
        if not keys and name in _NEEDED:
            raise FileError("needs a key", where=place, do="without one somebody could be stuck")
        known[name] = _with_keys(known[name], keys, place)
    commands = tuple(known.values())
    _refuse_clashes(commands, overrides, where)
    return Keymap(commands)


def _with_keys(command: Command, written: tuple[str, ...], place: str) -> Command:
    keys = []
    for text in written:
        try:
            keys.append(key_written(text))
        except ValueError as error:
            what, _, do = str(error).partition("; ")
            raise FileError(f'"{visible(text)}" {what}', where=place, do=do) from error
    return replace(command, keys=tuple(dict.fromkeys(keys)))


def _refuse_clashes(commands: tuple[Command, ...], overrides: Mapping[str, object], where: str) -> None:
    taken: dict[tuple[str, Scope], Command] = {}
    for command in commands:
        for key, scope in product(command.keys, Scope):
            if scope not in command.scopes:
                continue
            other = taken.setdefault((key, scope), command)
            if other is not command:
                one, two = (command, other) if command.id in overrides else (other, command)
                raise FileError(
                    f"{key_shown(key)} would mean two things: {one.id} ({one.label}) and {two.id} ({two.label})",
                    where=f"{where}: keys, {one.id}",
                    do=f"give {two.id} another key, too",
                )
