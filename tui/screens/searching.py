"""Looking for a text in all files of both sides: how often each has it, and the way through those that do."""

from concurrent.futures import Future
from threading import Event
from typing import TYPE_CHECKING

from grading.errors import MarkError, SidegradeError
from grading.words import counted
from tui.screens.arrivals import Failed, Sought
from tui.screens.asking import Asking
from tui.screens.desk import Desk
from tui.screens.filing import Filing
from tui.themes import Look

if TYPE_CHECKING:
    from grading.compare.search import Found


class Searching:
    """What is looked for in every file."""

    def __init__(self, desk: Desk, asking: Asking, filing: Filing) -> None:
        self._desk = desk
        self._asking = asking
        self._filing = filing
        self._stop = Event()

    def do_search_all(self) -> None:
        if self._desk.comparison is None:
            raise MarkError("there are no files to search")
        self._asking.ask("search in all files", answered=self._begin)

    def _begin(self, text: str) -> None:
        desk, comparison = self._desk, self._desk.comparison
        self.end()
        if not text or comparison is None:
            return
        self._stop = stop = Event()
        post, mask = desk.screen.post_message, desk.mask

        def told(done: "Future[Found]") -> None:
            if not stop.is_set():
                try:
                    post(Sought(text, done.result()))
                except SidegradeError as error:
                    post(Failed(str(error)))

        self._filing.threads.submit(comparison.search, text, mask, lambda: not stop.is_set()).add_done_callback(told)
        desk.say("searching …")

    def found(self, text: str, found: "Found") -> None:
        """Shows which files have it, and goes to the first."""
        desk = self._desk
        if not found.lines:
            desk.say("found in no file", Look.UNSURE)
            return
        desk.hits = {file: sum(lines) for file, lines in found.lines.items()}
        desk.sought = text
        desk.widgets.files.set_hits(desk.hits)
        more = "" if found.is_all else ", and perhaps in more: it took too long"
        lines, files = sum(desk.hits.values()), len(desk.hits)
        leading = "; {next-file} and {last-file} lead through them" if files > 1 else ""
        desk.say(f"{counted(lines, 'line')} in {counted(files, 'file')}{more}{leading}")
        current = desk.widgets.files.current
        self._filing.choose(current if current in desk.hits else next(iter(desk.hits)))

    def end(self) -> bool:
        """Forgets what was looked for; whether there was anything."""
        self._stop.set()
        desk = self._desk
        had, desk.hits, desk.sought = desk.hits is not None, None, ""
        if had:
            desk.widgets.files.set_hits(None)
            desk.widgets.text.end_search()
        return had
