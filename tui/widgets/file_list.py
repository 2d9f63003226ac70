"""The files of a pair as a tree that is walked, filtered and clicked; it has no keys of its own."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer

from grading.compare.counts import Counts
from grading.compare.tree import FilePair
from grading.visible import path_text
from tui.painting.file_page import EDGE, FilePage
from tui.painting.file_walk import FileWalk, ListPlace
from tui.themes import Theme
from tui.widgets.papered import Railed

_NAMED_IDLY: Final = 150
"""Names that are made while nobody waits for them, a few milliseconds at a time."""
_TICK: Final = 1 / 60
_FEW: Final = 500
"""So many names are made in no time once somebody looks for one."""


class FileList(Railed):
    """The files of a pair."""

    DEFAULT_CSS = "FileList { height: 1fr; }"

    class Chosen(Message):
        """A file was clicked."""

        def __init__(self, file: FilePair) -> None:
            super().__init__()
            self.file = file

    def __init__(self, theme: Theme, *, id: str | None = None) -> None:
        super().__init__(theme, id=id)
        self._walk = FileWalk((), path_text)
        self._page = FilePage(self._walk, path_text)
        self._is_looked_at = False
        self._laid = Region()
        self._naming: Timer | None = None

    # What it shows

    def show(self, files: Sequence[FilePair], name_of: Callable[[bytes], str]) -> None:
        """Takes another pair's files, by path; `name_of` makes a whole path safe and masked, its slashes kept."""
        self._walk = FileWalk(files, name_of)
        self._page = FilePage(self._walk, name_of)
        self._name_idly()
        self._paint()

    def put_counts(self, counts: Mapping[FilePair, Counts] | Sequence[Counts | None]) -> None:
        """Takes the counts of some files, or of the first ones in their order."""
        self._walk.facts.put_counts(counts)
        self._learn()

    def set_read(self, files: Collection[FilePair]) -> None:
        """Says which files were read."""
        self._walk.facts.set_read(files)
        self._learn()

    def set_named(self, paths: Collection[bytes]) -> None:
        """Says which paths, of either side, the cell names that is being graded."""
        self._walk.facts.set_named(paths)
        self._learn()

    def set_hits(self, hits: Mapping[FilePair, int] | None) -> None:
        """Says how often a search found something in each file; none when nobody searches any more."""
        self._walk.facts.set_hits(hits)
        self._learn()

    def has_focus_look(self, has: bool) -> None:
        """Shows the cursor, or only which file is read."""
        self._is_looked_at = has
        self._follow()

    # The file that is read

    @property
    def current(self) -> FilePair | None:
        """The file that is read."""
        return self._file(self._walk.current)

    def choose(self, file: FilePair) -> None:
        """Makes a file the one that is read, and brings it into sight."""
        number = self._walk.facts.number(file)
        if number is not None:
            self._walk.choose(number)
            self._follow()

    def go(self, steps: int, only_differing: bool = True) -> FilePair | None:
        """The file so many steps on in the order shown becomes the one that is read; none, and no change, at an end."""
        if not self._walk.go(steps, only_differing=only_differing):
            return None
        self._follow()
        return self.current

    def go_named(self, steps: int) -> FilePair | None:
        """The same among all files that the cell names, round and round; none where it names none."""
        if not self._walk.go_named(steps):
            return None
        self._follow()
        return self.current

    # The cursor

    @property
    def under_cursor(self) -> FilePair | None:
        """The file that the cursor is on; none on a folder."""
        return self._file(self._walk.under_cursor)

    @property
    def page_size(self) -> int:
        """How many lines a page is."""
        return max(self._room - 2, 1)

    def move(self, lines: int) -> None:
        """Moves the cursor, over folders too, as far as there are lines."""
        self._walk.move(lines)
        self._follow()

    def toggle_folder(self) -> None:
        """Opens or closes the folder under the cursor; of a file, the one that it stands in."""
        self._walk.toggle()
        self._follow()

    def open_folder(self) -> None:
        """Opens the folder under the cursor, or goes on to what is in it."""
        self._walk.inward()
        self._follow()

    def close_folder(self) -> None:
        """Closes the folder under the cursor, or goes up to the one around it."""
        self._walk.outward()
        self._follow()

    def filter(self, typed: str) -> None:
        """Shows the files whose names have these letters, best first, the cursor on the best; "" shows all again."""
        self._walk.find(typed)
        self._page.forget()
        self._follow()

    # Its place

    def state(self) -> ListPlace:
        """Which folders are open and where the cursor is, to be kept."""
        return self._walk.place

    def restore(self, place: ListPlace) -> None:
        """Goes there again, as far as it still exists; which file is read is not part of it."""
        self._walk.place = place
        self._follow()

    # Painting

    def render_lines(self, crop: Region) -> list[Strip]:
        """What is painted of a part of the list."""
        if self._laid != self.region:
            # The first frame comes before anybody says how large it is.
            self._walk.follow(self._room)
            self._lay()
        return self._paper.strips(crop)

    def on_resize(self) -> None:
        """Keeps the cursor in sight."""
        self._follow()

    def on_mount(self) -> None:
        """Begins what could not begin before."""
        self._name_idly()

    @property
    def _room(self) -> int:
        return max(self.size.height - 1, 0)

    def _file(self, number: int | None) -> FilePair | None:
        return None if number is None else self._walk.files[number]

    def _learn(self) -> None:
        self._page.forget()
        self._paint()

    def _follow(self) -> None:
        if self._room:
            self._walk.follow(self._room)
        self._paint()

    def _paint(self) -> None:
        width, height = self.size
        changed = self._lay() if width > EDGE and height else []
        if 2 * len(changed) > height:
            self.refresh()
        elif changed:
            self.refresh(*(Region(0, row, width, 1) for row in changed))

    def _lay(self) -> list[int]:
        width, height = self.size
        self._laid = self.region
        lines = self._page.lines(width, height, has_cursor=self._is_looked_at)
        return self._paper.lay(lines, width, self.region.x)

    # Names to be found

    def _name_idly(self) -> None:
        if self._naming is not None:
            self._naming.stop()
            self._naming = None
        if self.is_attached and len(self._walk.files) > _FEW:
            self._naming = self.set_interval(_TICK, self._name_some)

    def _name_some(self) -> None:
        if not self._walk.name_more(_NAMED_IDLY) and self._naming is not None:
            self._naming.stop()
            self._naming = None
            if self._walk.is_filtering:
                self._page.forget()
                self._follow()

    # The mouse

    def scroll_by(self, rows: int) -> None:
        """Shows other rows; the cursor stays where it is."""
        self._walk.scroll(rows, self._room)
        self._paint()

    def on_click(self, event: events.Click) -> None:
        """Chooses a file, or opens or closes a folder."""
        row = self._walk.top + event.y - 1
        if event.y and row < len(self._walk.tree.rows) and not self._is_rail(event):
            event.stop()
            self._walk.stand(row)
            if (file := self.under_cursor) is None:
                self._walk.toggle()
            else:
                self.post_message(self.Chosen(file))
            self._follow()

    def _is_rail(self, event: events.MouseEvent) -> bool:
        return event.x >= self.size.width - EDGE and self._walk.lines > self._room

    def _drag(self, y: int) -> None:
        last = self._walk.lines - self._room
        self._walk.top = 0
        self._walk.scroll(round(last * (y - 1) / max(self._room - 1, 1)), self._room)
        self._paint()
