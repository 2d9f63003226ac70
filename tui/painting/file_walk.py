"""Where a reader is in the files of a pair: the file that is read, the line of the cursor, what is typed to find one.

The file that is read and the line of the cursor are two things: somebody may look around and read on.
"""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from grading.compare.tree import FilePair, Status
from grading.visible import path_bytes, path_text
from tui.painting.file_facts import FileFacts
from tui.painting.file_filter import FileFilter
from tui.painting.file_rows import Said, Tally
from tui.painting.file_tree import FileTree, nearest

_MARGIN: Final = 2
"""So many lines around the cursor stay in sight."""
_NAMED_AT_ONCE: Final = 500


class ListPlace(NamedTuple):
    """What is kept of a place in a list, with paths as `path_text` writes them; not to be shown, since no name in it is
    masked."""

    closed: Sequence[str] = ()
    """Folders that somebody closed."""
    opened: Sequence[str] = ()
    """Folders of files that are the same that somebody opened; the empty one is the line that holds them all."""
    cursor: str = ""


class FileWalk:
    """Files, and where the reader is in them."""

    def __init__(self, files: Sequence[FilePair], name_of: Callable[[bytes], str]) -> None:
        self.files = files
        self._paths = [file.path for file in files]
        self.facts = FileFacts(files, self._paths)
        self.filter = FileFilter(files, name_of)
        self.tally = Tally.of(files)
        statuses = [file.status for file in files]
        self.differing = [number for number, one in enumerate(statuses) if one is not Status.SAME]
        self.typed = ""
        self.matches = 0
        """How many files fit what is typed, seen or not."""
        self.current: int | None = None
        """The file that is read."""
        self.cursor = 0
        """The node of the tree that is seen."""
        self.top = 0
        same = [number for number, one in enumerate(statuses) if one is Status.SAME]
        self._whole = FileTree(self._paths, self.differing, same)
        self._found: FileTree | None = None
        self._left = 0
        """Where the cursor was before anything was typed."""

    @property
    def tree(self) -> FileTree:
        """What is seen: all files, or those that were found."""
        return self._whole if self._found is None else self._found

    @property
    def row(self) -> int:
        """The row of the cursor."""
        return self.tree.row_of(self.cursor)

    @property
    def current_row(self) -> int | None:
        """The row of the file that is read, or of the closed folder that hides it."""
        if self.current is None or not self.tree.has(self.current):
            return None
        node = self.tree.node_of(self.current)
        return None if node is None else self.tree.row_of(node)

    @property
    def under_cursor(self) -> int | None:
        """The file under the cursor; none where that is a folder."""
        return self.tree[self.cursor].file if self.tree else None

    # The file that is read

    def choose(self, number: int) -> None:
        """Reads a file: the folders that it stands in are open."""
        self.current = number
        node = self.tree.reveal(number)
        if node is not None:
            self.cursor = node

    def go(self, steps: int, *, only_differing: bool) -> bool:
        """Reads the file so many steps on in the order that is seen; false at an end."""
        if self._found is None and only_differing:
            before = -1 if steps > 0 else len(self.files)
            found = nearest(self.differing, before if self.current is None else self.current, steps)
        else:
            order = [one for one in self.tree.order() if not only_differing or self._differs(one)]
            here = order.index(self.current) if self.current in order else -1 if steps > 0 else len(order)
            found = order[here + steps] if 0 <= here + steps < len(order) else None
        if found is not None:
            self.choose(found)
        return found is not None

    def go_named(self, steps: int) -> bool:
        """The same among the files that the cell names, round and round; false where it names none."""
        places = {self._whole.node_of(number): number for number in self.facts.named}
        order = sorted(place for place in places if place is not None)
        if not order:
            return False
        here = None if self.current is None else self._whole.node_of(self.current)
        before = -1 if steps > 0 else len(self._whole)
        found = nearest(order, before if here is None else here, steps)
        # Behind the last one comes the first.
        self.choose(places[order[0 if steps > 0 else -1] if found is None else found])
        return True

    def _differs(self, number: int) -> bool:
        return self.files[number].status is not Status.SAME

    # The cursor

    def move(self, lines: int) -> None:
        """Moves the cursor by lines, of folders too, as far as there are any."""
        rows = self.tree.rows
        if rows:
            self.cursor = rows[min(max(self.row + lines, 0), len(rows) - 1)]

    def stand(self, row: int) -> None:
        """Puts the cursor into a row."""
        self.cursor = self.tree.rows[row]

    def toggle(self) -> None:
        """Opens or closes the folder under the cursor; of a file, the one that it stands in."""
        if self.tree:
            folder = self.cursor if self.under_cursor is None else self.tree.folder_of(self.cursor)
            if folder is not None:
                self.tree.toggle(folder)
                self.cursor = folder

    def inward(self) -> None:
        """Opens the folder under the cursor, or goes on to what is in it."""
        if self.tree and self.under_cursor is None:
            if self.tree.is_open(self.cursor):
                self.move(1)
            else:
                self.tree.toggle(self.cursor)

    def outward(self) -> None:
        """Closes the folder under the cursor, or goes up to the one around it."""
        if not self.tree:
            return
        if self.under_cursor is None and self.tree.is_open(self.cursor):
            self.tree.toggle(self.cursor)
        elif (folder := self.tree.folder_of(self.cursor)) is not None:
            self.cursor = folder

    def follow(self, room: int) -> None:
        """Scrolls as little as brings the cursor into sight."""
        margin = min(_MARGIN, max((room - 1) // 2, 0))
        row = self.row
        self.top = min(max(self.top, row + margin + 1 - room), row - margin)
        self.scroll(0, room)

    def scroll(self, rows: int, room: int) -> None:
        """Scrolls, no further than there are rows."""
        self.top = max(min(self.top + rows, self.lines - room), 0)

    @property
    def lines(self) -> int:
        """How many lines there are to be seen; one of them says what was found and is not."""
        return len(self.tree.rows) + (self.unseen > 0)

    @property
    def unseen(self) -> int:
        """How many matches are too far down to be of use."""
        return 0 if self._found is None else self.matches - self._found.files

    # What is typed

    @property
    def read(self) -> int:
        """How many of the files that differ were read."""
        return sum(self._differs(number) for number in self.facts.read)

    @property
    def said_of_same(self) -> Said:
        """What the line tells that hides all files that are the same."""
        hits = self.facts.hits
        found = None if hits is None else sum(count for number, count in hits.items() if not self._differs(number))
        return Said(hits=found, is_named=not all(map(self._differs, self.facts.named)))

    @property
    def is_filtering(self) -> bool:
        """Whether only what was found is seen."""
        return self._found is not None

    def find(self, typed: str) -> None:
        """Shows the files whose names have these letters, the cursor on the best; nothing typed shows all."""
        self.typed = typed
        if typed.split():
            if self._found is None:
                self._left = self.cursor
            self.filter.name_more(_NAMED_AT_ONCE)
            self._search()
        elif self._found is not None:
            self._found = None
            self.cursor, self.top = self._left, 0
            if self.current is not None:
                self.choose(self.current)

    def name_more(self, most: int) -> bool:
        """Makes more names to be found; whether any are still left."""
        is_left = self.filter.name_more(most)
        if not is_left and self._found is not None:
            self._search()
        return is_left

    def _search(self) -> None:
        files, self.matches = self.filter.find(self.typed)
        self._found = FileTree(self._paths, files)
        best = self._found.node_of(files[0]) if files else None
        self.cursor, self.top = best or 0, 0

    # What is kept

    @property
    def place(self) -> ListPlace:
        """Which folders are open and where the cursor is."""
        closed, opened = self._whole.unusual
        cursor = self.cursor if self._found is None else self._left
        node = self._whole[cursor].path if self._whole else b""
        return ListPlace((*map(path_text, closed),), (*map(path_text, opened),), path_text(node))

    @place.setter
    def place(self, place: ListPlace) -> None:
        self._whole.set_unusual(map(path_bytes, place.closed), map(path_bytes, place.opened))
        node = self._whole.node_at(path_bytes(place.cursor))
        if node is not None and self._found is None:
            self.cursor = node
