"""The queue: what there is to grade, how far it is, what is next, what needs attention."""

from collections.abc import Callable

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.message import Message

from grading.blind import mask_for
from grading.errors import StudyError
from grading.review.opening import side_drawn
from grading.review.stand import Stand
from grading.review.undo import Turned
from grading.visible import visible
from tui.keys import Scope
from tui.painting.queue_filter import Sought
from tui.painting.queue_rows import Kind, Shape
from tui.painting.queue_words import pair_words
from tui.painting.top_view import Sight
from tui.screens.list_screen import ListScreen
from tui.screens.queue_view import QueueView
from tui.screens.standings_shelf import Shelf
from tui.session import Session
from tui.themes import Theme
from tui.widgets.long_list import LongList
from tui.widgets.one_line import OneLine


class QueueScreen(ListScreen):
    """Home. It decides nothing about a card; what is to be opened, it asks of the application."""

    class Opened(Message):
        """A pair is to be opened."""

        def __init__(self, stand: Stand, cell: str = "", run: str = "") -> None:
            super().__init__()
            self.stand = stand
            self.cell = cell
            """The cell to begin at; empty for wherever its reviewer was."""
            self.run = run
            """Which of its runs the cell is to be looked at on; empty for any."""

    class StandingsWanted(Message):
        """The standings are to be shown, those of a task first where one is named."""

        def __init__(self, task: str, shelf: Shelf) -> None:
            super().__init__()
            self.task, self.shelf = task, shelf

    class Quit(Message):
        """Somebody wants to leave."""

    def __init__(self, session: Session, *, is_back: bool = False) -> None:
        """Who `is_back` comes from a pair that was not opened here, and stands on that one."""
        super().__init__(session, Scope.QUEUE)
        self._is_back = is_back
        self._is_put_off = self._was_put_off = False
        """Whether this command put a pair off, or took it back; and whether the one before did."""
        self._list = LongList(session.theme)
        self._detail = OneLine(session.theme)
        self._view = QueueView(session)

    def compose(self) -> ComposeResult:
        """Where one is, how far it all is, the pairs, what the state of one of them means, and the keys."""
        yield self._top
        yield self._list
        yield self._detail
        yield self._keys

    def wear(self, theme: Theme) -> None:
        """Takes other colours."""
        super().wear(theme)
        self._detail.theme = theme

    def on_mount(self) -> None:
        """Stands on what is next, or on what was left."""
        self._read(self._view.come_back if self._is_back else self._view.read)
        if self._session.unkept:
            self.refuse(self._session.unkept)

    def _show(self) -> None:
        """Paints the rows as they are now."""
        view = self._view
        self._list.show(view.head, len(view.rows), view.line, view.at)
        self._tell()

    def refresh_queue(self) -> None:
        """Reads everything again, after something was graded elsewhere, and stands on that."""
        self._read(self._view.come_back)

    def _read(self, read: Callable[[], None]) -> None:
        with self._speaking():
            read()
        self._show_all()

    def _show_all(self) -> None:
        session, far = self._session, self._view.queue.progress
        sight = Sight.OPEN if session.is_open else Sight.REVEALED if self._view.is_revealed else Sight.BLIND
        self._show_top(session.study.settings.title, sight, far.cells, far.of_cells)
        self._show()

    def why_not(self, name: str) -> str:
        """Why a command cannot act now; nothing where it can."""
        return self._view.why_not(name)

    def on_long_list_chosen(self, event: LongList.Chosen) -> None:
        """A click goes to a row; on the one where the cursor is, it opens it."""
        self._keys.clear()
        if event.is_again:
            self.act("open")
        elif self._view.rows[event.row].can_be_stood_on:
            self._view.at = event.row
            self._go()

    def go(self, steps: int) -> bool:
        """Moves the cursor by so many rows; whether it went anywhere."""
        is_moved = self._view.step(steps)
        self._go()
        return is_moved

    def _go(self) -> None:
        self._list.go(self._view.at)
        self._tell()

    def _tell(self) -> None:
        """Says what the row under the cursor is, and what can be done there."""
        self._detail.show(self._view.detail)
        self._keys.show(self._view.keys)

    def do_row_up(self) -> None:
        self._step(-1)

    def do_row_down(self) -> None:
        self._step(1)

    # Opening

    def do_open(self) -> None:
        view = self._view
        row, shape, stand, need = view.here, view.rows.shape, view.stand, view.need
        if stand is not None:
            self._session.draw(stand)
            self.app.post_message(self.Opened(stand, need.cell, need.run) if need else self.Opened(stand))
        elif row.kind is Kind.MORE:
            self._reshape(replace(shape, are_all_needs=True))
        elif row.kind is Kind.TASK:
            self._reshape(replace(shape, folded=shape.folded ^ {row.task}))
        elif row.kind is Kind.REST:
            self._reshape(replace(shape, rests=shape.rests ^ {row.task}))
        elif row.kind is Kind.UNREADY:
            one = view.queue.unready[row.place]
            raise StudyError(f"{visible(one.task)} has {one.why}", do=one.do)

    def _reshape(self, shape: Shape) -> None:
        self._view.reshape(shape)
        self._show()

    def do_open_next(self) -> None:
        view = self._view
        if view.next is not None:
            self._session.draw(view.next)
            self.app.post_message(self.Opened(view.next, view.section.cells[0].key if view.section else ""))

    def do_order(self) -> None:
        self._view.turn_order()
        self._show()
        if self._view.is_across:
            self._say("one dimension across all pairs, then the next one; {open-next} opens what comes first")
        else:
            self._say("pair by pair; {open-next} opens what comes first")

    def do_later(self) -> None:
        view, session = self._view, self._session
        stand, at = view.stand, view.at
        if stand is None:
            return
        runs = stand.sides or side_drawn(session.study, stand.task, session.reviewer, stand.runs)
        self._is_put_off = True
        session.study.hand_to_later(stand.task, session.reviewer, runs, is_later=not stand.is_later)
        view.read()
        where = f"{stand.task}, {pair_words(stand)}"
        if stand.is_later:
            self._say(f"{where} is back in the queue")
        else:
            view.at = view.rows.step(at, 0)
            self._say(f"{where} stands at the end of its queue now; there, {{later}} brings it back")
        self._show_all()

    # What is shown

    def do_only_open(self) -> None:
        self._seek(replace(self._sought, is_only_open=not self._sought.is_only_open))

    def do_only_unsure(self) -> None:
        self._seek(replace(self._sought, is_only_unsure=not self._sought.is_only_unsure))

    @property
    def _sought(self) -> Sought:
        return self._view.rows.shape.sought

    def _seek(self, sought: Sought) -> None:
        self._view.seek(sought)
        self._show()

    def do_escape(self) -> None:
        self._seek(Sought())

    def do_filter_pairs(self) -> None:
        self._ask("Which pairs", self._sought.typed)

    def sift(self, typed: str) -> str:
        """Shows only what has the words that are typed; says how much of how much that is."""
        self._seek(replace(self._sought, typed=typed))
        return f"{self._view.rows.pairs:,} of {len(self._view.queue):,}"

    # Taking back

    def act(self, name: str) -> None:
        """Does what a command says, or says why not."""
        self._was_put_off, self._is_put_off = self._is_put_off, False
        super().act(name)

    def do_undo(self) -> None:
        if self._was_put_off:  # who means that one would unlock a card elsewhere, for instance
            raise StudyError("that was no decision", do="{later} there takes it back, {undo} again the last decision")
        self._turn(self._session.undo.undo())

    def do_redo(self) -> None:
        self._turn(self._session.undo.redo())

    def _turn(self, turned: Turned) -> None:
        said = self._view.follow(turned)
        self._show_all()
        self._say(said)

    # Elsewhere

    def do_prompt(self) -> None:
        from tui.screens.prompt import PromptScreen

        study = self._session.study
        told = str if self._session.is_open else mask_for(study.runs())
        task = next(one for one in study.tasks() if one.key == self._view.task)
        self.app.push_screen(PromptScreen(self._session.theme, self._keymap, told(task.title), told(task.prompt)))

    def do_standings(self) -> None:
        task = self._view.task
        if not self._view.queue.tasks:
            raise StudyError("there are no standings yet", do="they need a task with runs and a rubric")
        self.app.post_message(self.StandingsWanted(task, Shelf(self._session, self._view.queue).begun(task)))

    def do_quit(self) -> None:
        self.app.post_message(self.Quit())
