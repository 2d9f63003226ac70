"""The keys that read: lines, changes, views, folds, search, selection."""

from collections.abc import Callable
from typing import Final

from grading.compare.hunks import White
from grading.errors import MarkError
from grading.review.workspaces import white_named
from tui.painting.page import Hits, View
from tui.screens.asking import Asking
from tui.screens.desk import Desk
from tui.screens.pages import WHITE_WORDS
from tui.themes import Look
from tui.widgets.diff_view import DiffView

_SIDEWAYS: Final = 8


class Reading:
    """What happens to the text."""

    def __init__(self, desk: Desk, asking: Asking, reopen: Callable[[], None]) -> None:
        """`reopen` opens the file again, since it is to be shown in another way."""
        self._desk = desk
        self._asking = asking
        self._reopen = reopen
        self.white = White.EXACT

    def resume(self, white: str) -> None:
        """Leaves aside what was left aside before."""
        self.white = white_named(white)

    @property
    def _text(self) -> DiffView:
        return self._desk.widgets.text

    # Moving

    def do_line_down(self) -> None:
        self._move(1)

    def do_line_up(self) -> None:
        self._move(-1)

    def _move(self, lines: int) -> None:
        if self._desk.is_listing:
            self._desk.widgets.files.move(lines)
        else:
            self._text.move(lines)

    def do_page_down(self) -> None:
        self._page(1)

    def do_page_up(self) -> None:
        self._page(-1)

    def _page(self, pages: int) -> None:
        files = self._desk.widgets.files
        if self._desk.is_listing:
            files.move(pages * files.page_size)
        else:
            self._text.page_by(pages)

    def do_first_line(self) -> None:
        if self._desk.is_listing:
            self._desk.widgets.files.move(-(10**9))
        else:
            self._text.go_first()

    def do_last_line(self) -> None:
        if self._desk.is_listing:
            self._desk.widgets.files.move(10**9)
        else:
            self._text.go_last()

    def do_left(self) -> None:
        if self._desk.is_listing:
            self._desk.widgets.files.close_folder()
        else:
            self._sideways(-_SIDEWAYS)

    def do_right(self) -> None:
        if self._desk.is_listing:
            self._desk.widgets.files.open_folder()
        else:
            self._sideways(_SIDEWAYS)

    def _sideways(self, columns: int) -> None:
        if self._text.is_wrapped:
            raise MarkError("long lines go on in the next row", do="{wrap} cuts them")
        self._text.sideways(columns)

    def do_next_change(self) -> None:
        if not self._text.go_change(1):
            self._desk.refuse("no further change in this file; {next-file} opens the next")

    def do_last_change(self) -> None:
        if not self._text.go_change(-1):
            self._desk.refuse("no change before this one; {last-file} opens the file before")

    # Looking

    def do_turn_cell(self) -> None:
        if not self._desk.widgets.cell.turn():
            self._desk.refuse("all about this cell is on the screen")

    def do_view(self) -> None:
        views = [one for one in View if one is not View.BASELINE or self._desk.workspaces.baseline]
        view = views[(views.index(self._text.view) + 1) % len(views)]
        self._text.set_view(view)
        self._desk.say(f"view: {view.value}")
        if view is View.BASELINE:
            self._reopen()

    def do_white(self) -> None:
        modes = list(White)
        self.white = modes[(modes.index(self.white) + 1) % len(modes)]
        self._desk.say(WHITE_WORDS[self.white])
        self._reopen()

    def do_wrap(self) -> None:
        self._text.set_wrap(not self._text.is_wrapped)
        self._desk.say("long lines go on in the next row" if self._text.is_wrapped else "long lines are cut")

    def do_fold(self) -> None:
        if not self._text.toggle_fold():
            self._desk.refuse("there is nothing to fold here")

    def do_fold_all(self) -> None:
        if not self._text.toggle_all_folds():
            self._desk.refuse("there is nothing to fold in this file")

    # Searching

    def do_search(self) -> None:
        page, spot, side = self._text.page, self._text.spot, self._text.side

        def go_back() -> None:
            # Whoever opened another file meanwhile stays there; a line of one side is no reason to change to that one.
            if self._text.page is page and self._text.spot != spot:
                self._text.go_to(spot)
                self._text.set_side(side)

        def found(text: str) -> Hits:
            hits = self._text.search(text)
            if not hits.count:
                go_back()
            return hits

        def changed(text: str) -> None:
            if text:
                self._tell(found(text))
            else:
                left()
                self._asking.say("")

        def answered(text: str) -> None:
            if text:
                self._told(found(text))

        def left() -> None:
            self._text.end_search()
            go_back()

        self._asking.ask("search", changed=changed, answered=answered, left=left, stepped=self._hit)

    def _hit(self, steps: int) -> None:
        self._tell(self._text.go_hit(steps))

    def do_next_hit(self) -> None:
        self._go_hit(1)

    def do_last_hit(self) -> None:
        self._go_hit(-1)

    def _go_hit(self, steps: int) -> None:
        if not self._text.is_searching:
            raise MarkError("nothing is looked for", do="{search} looks for a text in this file")
        self._told(self._text.go_hit(steps))

    def _tell(self, hits: Hits) -> None:
        self._asking.say(_counted(hits), Look.BAR if hits.count else Look.UNSURE)

    def _told(self, hits: Hits) -> None:
        self._desk.say(_counted(hits), Look.BAR if hits.count else Look.UNSURE)

    # Selecting

    def do_extend_up(self) -> None:
        self._extend(-1)

    def do_extend_down(self) -> None:
        self._extend(1)

    def _extend(self, lines: int) -> None:
        if not self._text.extend(lines):
            raise MarkError("this side has no line to select", do="{other-side} changes the side")

    def do_copy(self) -> None:
        text = self._text.text_to_copy()
        if not text:
            raise MarkError("there is nothing to copy here")
        self._desk.screen.app.copy_to_clipboard(text)
        count = text.count("\n") + 1
        self._desk.say(f"{count} {'line' if count == 1 else 'lines'} copied")

    def leave(self) -> bool:
        """Ends a selection or a search; whether there was one."""
        if self._text.selected is not None:
            self._text.end_selection()
            return True
        return False


def _counted(hits: Hits) -> str:
    if not hits.count:
        return "not found in this file"
    more = "+" if hits.is_cut else ""
    return f"hit {hits.place} of {hits.count:,}{more}"
