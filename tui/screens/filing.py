"""The keys of the list of files, and the way from a file to its page on the screen."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from textual.worker import get_current_worker

from grading.compare.comparison import Comparison
from grading.compare.counts import Counts
from grading.compare.tree import FilePair
from grading.errors import MarkError, SidegradeError
from grading.review.place import read_mark
from grading.review.workspaces import first_file, paths_of
from grading.rubric.model import Criterion, Dimension
from grading.rubric.where import named
from grading.sides import Pair, Side
from grading.visible import path_text, visible
from tui.painting.page import Page, Spot, View
from tui.painting.rested import lines_of
from tui.screens.arrivals import Counted, Failed, Found, Opened
from tui.screens.desk import Desk
from tui.screens.pages import Wanted, nothing, page
from tui.screens.reading import Reading

_SOON: Final = 0.04
"""Seconds that nobody notices."""
_HELPING: Final = 512
"""Counts are told so many at a time."""


class Filing:
    """Which file is read."""

    def __init__(self, desk: Desk, moved: Callable[[], None]) -> None:
        """`moved` hears that another file is read."""
        self._desk = desk
        self._moved = moved
        self.reading: Reading | None = None
        self._files: Sequence[FilePair] = ()
        self._number = 0
        self._shown = 0
        """Which page was asked for last, and which one is there."""
        self._spot: Spot | None = None
        self._sought: tuple[Pair[str], Spot | None] = (Pair("", ""), None)
        """Where the reviewer was, until it is open."""
        self._counts: dict[FilePair, Counts] = {}
        self.is_painted = False
        """Whether the screen was painted once: before that, no page is waited for."""
        self._opening: Callable[[], None] = _nothing
        """Shows the page that was asked for last, if it is there soon."""
        self._looking: Callable[[], None] = _nothing
        """What begins as soon as the first file is shown."""
        self.threads = ThreadPoolExecutor(2, "page")

    # What is there

    def begin(self, paths: Pair[str], spot: Spot | None) -> None:
        """Lists the files by path, opens one, and looks for counterparts meanwhile."""
        comparison = self._desk.comparison
        if comparison is None:
            unread = self._desk.shown(self._desk.workspaces.unread)
            told = unread or "no workspace on either side: these runs have figures only"
            self._desk.widgets.text.show(nothing(Pair("", ""), told))
            return
        self._sought = (paths, spot)
        self._looking = lambda: self._look(comparison)
        self._show(comparison.at_once)
        self._open_first()
        if self._desk.widgets.files.current is None:
            self._looking()

    def _look(self, comparison: Comparison) -> None:
        """Looks for counterparts, and how far files differ: what somebody waits for went before."""
        post = self._desk.screen.post_message

        def look() -> None:
            try:
                comparison.look()
                files = comparison.files
                post(Found(files))
                counts = comparison.counts(files)
                helping: dict[FilePair, Counts] = {}
                for file, count in zip(files, counts, strict=True):
                    helping[file] = count
                    if len(helping) == _HELPING:
                        if get_current_worker().is_cancelled:
                            return
                        post(Counted(helping))
                        helping = {}
                post(Counted(helping))
            except SidegradeError as error:
                post(Failed(str(error)))

        self._desk.screen.run_worker(look, thread=True, group="files", exclusive=True)

    def _show(self, files: Sequence[FilePair]) -> None:
        self._files = files
        listed = self._desk.widgets.files
        listed.show(files, self._desk.shown_path)
        self.show_read()

    def found(self, files: Sequence[FilePair]) -> None:
        """Takes the list with counterparts; the file that is read stays."""
        current = self._desk.widgets.files.current
        state = self._desk.widgets.files.state()
        self._show(files)
        self._desk.widgets.files.restore(state)
        if self._open_sought():
            return
        paths = [path for path in current.paths if path is not None] if current else []
        same = next((one for one in files if any(path in one.paths for path in paths)), None)
        if same is not None:
            self._desk.widgets.files.choose(same)
            if current and same.blobs != current.blobs:
                self.open(same, self._desk.widgets.text.spot)
        self.look_where()

    def counted(self, counts: dict[FilePair, Counts]) -> None:
        """Takes how far some files differ."""
        self._counts |= counts
        self._desk.widgets.files.put_counts(counts)

    def repaint(self) -> None:
        """Names are known, or hidden again."""
        self.found(self._files)
        self._desk.widgets.files.put_counts(self._counts)
        self.reopen()

    def end(self) -> None:
        """Lets threads end."""
        self.threads.shutdown(wait=False, cancel_futures=True)

    # The file that is read

    def _open_first(self) -> None:
        if not self._open_sought() and (file := first_file(self._files, Pair("", ""))) is not None:
            self.choose(file)

    def _open_sought(self) -> bool:
        """Opens the file where the reviewer was, once; whether it is among those that are known by now."""
        paths, spot = self._sought
        found = next((one for one in self._files if paths_of(one) == paths), None) if any(paths) else None
        if found is None:
            return False
        self._sought = (Pair("", ""), None)
        self._desk.widgets.files.choose(found)
        self.open(found, spot)
        return True

    def open(self, file: FilePair, spot: Spot | None = None) -> None:
        """Opens a file; what was shown stays until its page is there."""
        comparison, reading = self._desk.comparison, self.reading
        assert comparison is not None and reading is not None
        self._number += 1
        number = self._number
        self._spot = spot
        is_from_baseline = self._desk.widgets.text.view is View.BASELINE
        wanted = Wanted(
            comparison=comparison,
            file=file,
            white=reading.white,
            titles=self._desk.titles(file.paths),
            mask=self._desk.mask,
            from_baseline=self._desk.workspaces.from_baseline if is_from_baseline else Pair(None, None),
        )
        opening = self.threads.submit(_page, wanted)

        def show() -> None:
            try:
                # Most pages are there at once: then the next key finds the new one.
                shown = opening.result(_SOON)
            except TimeoutError:
                post = self._desk.screen.post_message
                opening.add_done_callback(lambda done: post(Opened(file, done.result(), number)))
            else:
                self.opened(file, shown, number)

        if self.is_painted:
            show()
        else:
            self._opening = show

    def complete(self) -> None:
        """The screen is about to be painted for the first time: with the page that was got ready meanwhile."""
        self.is_painted = True
        self._opening()
        self._opening = _nothing

    def opened(self, file: FilePair, shown: Page, number: int) -> None:
        """Shows a page, unless another one is on its way."""
        if number != self._number:
            return
        self._shown = number
        self._desk.shown_file = file
        self._desk.widgets.text.show(shown, self._spot)
        self._desk.widgets.text.set_side(self._desk.sitting.side)
        if self._desk.sought:
            self._desk.widgets.text.search(self._desk.sought)
        self._desk.show_evidence()
        self._moved()
        looking, self._looking = self._looking, _nothing
        self._desk.screen.call_after_refresh(looking)

    @property
    def is_shown(self) -> bool:
        """Whether the page that was asked for last is there."""
        return self.is_painted and self._shown == self._number

    def reopen(self) -> None:
        """Shows the file anew, at the same place."""
        file = self._desk.widgets.files.current
        if file is not None and self._desk.comparison is not None:
            self.open(file, self._desk.widgets.text.spot)

    @property
    def current(self) -> FilePair:
        """The file that is read; an error where there is none."""
        file = self._desk.widgets.files.current
        if file is None:
            raise MarkError("no file is open")
        return file

    def go_to_place(self, place: str, side: Side) -> None:
        """Opens a place that a mark rests on."""
        for file in self._files:
            path = file.paths[side]
            lines = lines_of(place, path_text(path)) if path is not None else None
            if lines is not None:
                self._desk.widgets.files.choose(file)
                self.open(file, Spot(side, lines.start, 0))
                return
        raise MarkError(f"{place} is not among the files here")

    def choose(self, file: FilePair) -> None:
        """Opens a file of the list."""
        self._desk.widgets.files.choose(file)
        self.open(file)

    def look_where(self) -> None:
        """Marks the files that the cell names."""
        sitting, comparison = self._desk.sitting, self._desk.comparison
        item = sitting.rubric.cells[sitting.cell].item
        patterns = item.where if isinstance(item, (Dimension, Criterion)) else ()
        if not patterns and sitting.section.dimension is not None:
            patterns = sitting.section.dimension.where
        self._desk.named = None
        if comparison is not None and patterns:
            found = {path for side in comparison.sides for path in named(patterns, side.tree)}
            self._desk.widgets.files.set_named(found)
            self._desk.named = sum(any(path in found for path in one.paths) for one in self._files)
        else:
            self._desk.widgets.files.set_named(())

    def show_read(self) -> None:
        read = self._desk.session.places.read
        self._desk.widgets.files.set_read([one for one in self._files if read_mark(*one.blobs) in read] if read else ())


def _nothing() -> None:
    pass


def _page(wanted: Wanted) -> Page:
    try:
        return page(wanted)
    except SidegradeError as error:
        said = visible(str(error))
        return nothing(wanted.titles, wanted.mask(said) if wanted.mask else said)
