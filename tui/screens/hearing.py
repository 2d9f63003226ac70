"""What the review hears from its threads and widgets, and which part of it gets to know."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.screens import arrivals
from tui.screens.asking import Asking
from tui.screens.desk import Desk
from tui.screens.filing import Filing
from tui.screens.keyed import KeyedScreen
from tui.screens.marking import Marking
from tui.screens.searching import Searching
from tui.screens.writing import Writing
from tui.themes import Look
from tui.widgets.ask_line import AskLine
from tui.widgets.cell_panel import CellPanel
from tui.widgets.diff_view import DiffView
from tui.widgets.file_list import FileList
from tui.widgets.key_line import KeyLine
from tui.widgets.rubric_panel import RubricPanel

if TYPE_CHECKING:
    from tui.widgets.note_editor import NoteEditor


class HearingScreen(KeyedScreen[None], inherit_bindings=False):
    """Hears, and hands on."""

    desk: Desk
    asking: Asking
    marking: Marking
    filing: Filing
    writing: Writing
    searching: Searching

    def _compositor_refresh(self) -> None:
        """Paints. While a batch holds back what is painted, it would be worked out and thrown away."""
        if not self.app._batch_count:
            super()._compositor_refresh()

    @property
    def is_closing(self) -> bool:
        """Whether a question was answered, or a note ended, and what it leads to is still to come."""
        return self.asking.is_over or self.writing.is_over

    def act(self, name: str) -> None:
        """Does what a command says, or says why not."""
        raise NotImplementedError

    def show(self) -> None:
        """Paints what may have changed."""
        raise NotImplementedError

    def note_place(self) -> None:
        """Notes where the reviewer is."""
        raise NotImplementedError

    async def hand_over(self) -> None:
        """Waits until a text is there that takes the keys: none of them means anything else meanwhile."""
        waiting, self.desk.writer = self.desk.writer, None
        if waiting is not None:
            writer, mounting = waiting
            await mounting
            inner = writer.query("TextArea")
            self.set_focus(inner.first() if inner else writer)

    # What threads and widgets tell

    def on_found(self, event: arrivals.Found) -> None:
        """Shows the files with their counterparts."""
        self.filing.found(event.files)
        self.desk.show_cards()

    def on_counted(self, event: arrivals.Counted) -> None:
        """Shows how far files differ."""
        self.filing.counted(event.counts)

    def on_opened(self, event: arrivals.Opened) -> None:
        """Shows a file."""
        self.filing.opened(event.file, event.page, event.number)

    def on_sought(self, event: arrivals.Sought) -> None:
        """Shows in which files a text was found."""
        self.searching.found(event.text, event.found)

    def on_failed(self, event: arrivals.Failed) -> None:
        """Says what went wrong on a thread."""
        self.desk.say(self.desk.shown(event.why), Look.BAD)

    def on_file_list_chosen(self, event: FileList.Chosen) -> None:
        """Opens a file that was clicked."""
        self.filing.choose(event.file)

    def on_rubric_panel_cell_chosen(self, event: RubricPanel.CellChosen) -> None:
        """Stands on a cell that was clicked."""
        self._do(lambda: self.marking.choose(event.cell, event.side))

    def on_cell_panel_deduction_chosen(self, event: CellPanel.DeductionChosen) -> None:
        """Calls a deduction that was clicked."""
        self._do(lambda: self.marking.deduction(event.key))

    def on_cell_panel_gate_chosen(self, event: CellPanel.GateChosen) -> None:
        """Answers a gate that was clicked."""
        self._do(lambda: self.marking.gate(event.key))

    def on_cell_panel_evidence_chosen(self, event: CellPanel.EvidenceChosen) -> None:
        """Opens a place that a mark rests on."""
        self._do(lambda: self.filing.go_to_place(event.place, self.desk.sitting.side))

    async def on_key_line_asked(self, event: KeyLine.Asked) -> None:
        """Does a command that was clicked, but for one that was clicked twice, and has opened a text by now."""
        if not (self.asking.is_asking or self.writing.is_writing):
            self.act(event.command)
        await self.hand_over()

    def on_diff_view_side_chosen(self, event: DiffView.SideChosen) -> None:
        """Goes to the side that was clicked."""
        if event.side in self.desk.sitting.graded and event.side is not self.desk.sitting.side:
            self._do(self.marking.do_other_side)

    def on_diff_view_moved(self) -> None:
        """Notes where the reader is."""
        self.note_place()

    def _do(self, deed: Callable[[], object]) -> None:
        with self.desk.speaking():
            deed()
        self.show()

    # What is typed

    def on_ask_line_changed(self, event: AskLine.Changed) -> None:
        """Hands on what is typed."""
        self.asking.changed(event.text)

    async def on_ask_line_answered(self, event: AskLine.Answered) -> None:
        """Hands an answer to whoever asked."""
        answered = self.asking.answered
        self.asking.end()
        answered(event.text)
        self.show()
        await self.hand_over()
        self.go_on()

    def on_ask_line_left(self) -> None:
        """Tells whoever asked that there is no answer."""
        left = self.asking.left
        self.asking.end()
        left()
        self.show()
        self.go_on()

    def on_ask_line_stepped(self, event: AskLine.Stepped) -> None:
        """Hands on that another one is asked for."""
        self.asking.stepped(event.steps)

    def on_note_editor_changed(self) -> None:
        """Keeps the draft."""
        self.writing.changed()
        self.note_place()

    def on_note_editor_finished(self, event: "NoteEditor.Finished") -> None:
        """Takes a note."""
        self.writing.finished(event.text)
        self.go_on()

    def on_note_editor_left(self, event: "NoteEditor.Left") -> None:
        """Keeps a draft that was left."""
        self.writing.left(event.draft)
        self.go_on()

    def on_note_editor_dropped(self) -> None:
        """Leaves a note as it was."""
        self.writing.dropped()
        self.go_on()

    def on_note_editor_editor_asked(self, event: "NoteEditor.EditorAsked") -> None:
        """Goes on in the reviewer's own editor."""
        self.writing.edit_elsewhere(event.text)
        self.go_on()
