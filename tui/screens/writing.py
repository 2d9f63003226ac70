"""The keys that say why: notes, evidence, adjustments; and the reviewer's own editor."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import TYPE_CHECKING

from textual import events

from grading.errors import MarkError
from grading.marks.events import Adjust
from grading.marks.fit import require_fit
from grading.review import deeds
from grading.review.precedents import precedents
from grading.review.way import Place
from grading.sides import Side
from grading.visible import path_text
from tui.painting.cell_values import signed
from tui.painting.page import Selected
from tui.painting.question import Question
from tui.screens.asking import Asking
from tui.screens.desk import Desk
from tui.screens.filing import Filing
from tui.screens.required import Required
from tui.themes import Look

if TYPE_CHECKING:
    from tui.widgets.note_editor import NoteEditor


class Writing:
    """What is said about a cell."""

    def __init__(self, desk: Desk, asking: Asking, filing: Filing, moved: Callable[[], None]) -> None:
        """`moved` hears that something is said now that was not."""
        self._desk = desk
        self._asking = asking
        self._filing = filing
        self._moved = moved
        self._note: NoteEditor | None = None
        self._at: Place = ("", Side.A)
        """What the note or the adjustment is about: meanwhile another cell may be clicked."""
        self._back: Place | None = None
        """Where to go when the note on another cell is done."""
        self.drafts: dict[str, str] = {}
        """Notes that were begun and not finished, by side and cell."""

    @property
    def is_writing(self) -> bool:
        return self._note is not None

    @property
    def is_over(self) -> bool:
        """Whether the note has got its last key."""
        return self._note is not None and self._note.is_ending

    def press(self, event: events.Key) -> bool:
        """Types a key into the note; whether one is written."""
        if self._note is not None:
            self._note.press(event)
        return self._note is not None

    def paste(self, text: str) -> None:
        """Puts what is pasted into the note."""
        if self._note is not None:
            self._note.paste(text)

    @property
    def required(self) -> Required:
        """What raises an error, by the commands that cannot act then."""
        return {
            "note": self._desk.sitting.require_unlocked,
            "note-last": self._last,
            "evidence": self._rest,
            "adjust": self._require_dimension,
            "editor": lambda: self._filing.current,
        }

    def _require_dimension(self) -> None:
        self._desk.sitting.require_unlocked()
        deeds.dimension_of(self._desk.sitting)

    # Notes

    def do_note(self) -> None:
        from tui.widgets.note_editor import NoteEditor

        sitting = self._desk.sitting
        sitting.end_entry()
        sitting.require_unlocked()
        self._at = sitting.cell, sitting.side
        here = [run.id for run in sitting.runs if run is not None]
        found = precedents(sitting.study, sitting.cell, sitting.rubric, sitting.reviewer, here)
        earlier = [self._desk.shown(one.note) for one in found if one.note]
        title = f"Note on {self._cell}"
        known = sitting.card.notes.get(sitting.cell, "")
        text = self.drafts.get(self._key, f"{known}\n" if known else "")
        self._note = NoteEditor(self._desk.session.theme, title, text, earlier)
        cell = self._desk.widgets.cell
        cell.display = False
        self._desk.widgets.keys.hold(self._note.keys)
        self._desk.hand_keys_to(self._note, self._desk.screen.mount(self._note, after=cell))

    def do_note_last(self) -> None:
        sitting = self._desk.sitting
        sitting.end_entry()
        last, here = self._last(), (sitting.cell, sitting.side)
        sitting.place(*last)
        self.do_note()
        self._back = here

    def _last(self) -> Place:
        sitting = self._desk.sitting
        if sitting.marked is None:
            raise MarkError("nothing was marked here yet", do="{note} writes a note on this cell")
        sitting.require_unlocked(sitting.marked[1])
        return sitting.marked

    @property
    def _cell(self) -> str:
        """What is written about, as it is called on the screen."""
        cell, side = self._at
        return f"{side.value} · {self._desk.shown(self._desk.sitting.rubric.cells[cell].title)}"

    @contextmanager
    def _standing(self) -> Iterator[None]:
        """Stands on what is written about."""
        sitting = self._desk.sitting
        here = sitting.cell, sitting.side
        sitting.place(*self._at)
        try:
            yield
        finally:
            sitting.place(*here)

    @property
    def _key(self) -> str:
        cell, side = self._at
        return f"{side.value} {cell}"

    def changed(self) -> None:
        """Keeps what is written by now, so that not even a draft is lost, and says what its keys do now."""
        if self._note is not None:
            self.drafts[self._key] = self._note.draft
            self._desk.widgets.keys.clear()

    def finished(self, text: str) -> None:
        """Takes a note."""
        self._close()
        with self._desk.speaking(), self._standing():
            if deeds.note(self._desk.sitting, text):
                self._desk.say(f"saved ✓ the note on {self._cell}", Look.GOOD)
            self.drafts.pop(self._key, None)
        self._return()

    def left(self, draft: str) -> None:
        """Keeps a draft of a note that was not finished."""
        self.drafts[self._key] = draft
        self._close()
        self._desk.say("the note is a draft: {note} goes on with it")
        self._return()

    def dropped(self) -> None:
        """Leaves the note as it was."""
        self.drafts.pop(self._key, None)
        self._close()
        self._desk.say("nothing of that was kept: the note is as it was")
        self._return()

    def _return(self) -> None:
        """Goes on where the note was begun from."""
        back, self._back = self._back, None
        if back is not None:
            self._desk.sitting.place(*back)
        self._moved()

    def edit_elsewhere(self, text: str) -> None:
        """Goes on with a note in the reviewer's own editor."""
        from tui.screens import editing

        if self._note is None:
            return
        with self._desk.speaking():
            self._note.put(editing.written(self._desk.screen.app, text))
        self._note.is_ending = False

    def _close(self) -> None:
        note, self._note = self._note, None
        if note is not None:
            note.remove()
        self._desk.widgets.cell.display = True
        self._desk.widgets.keys.hold(None)
        self._desk.screen.set_focus(None)

    # Evidence

    def _rest(self) -> tuple[Side, str]:
        """What evidence would rest on: the lines that are selected, the line under the cursor, a file without lines."""
        self._desk.sitting.require_unlocked()
        text, file = self._desk.widgets.text, self._filing.current
        if not self._filing.is_shown:
            raise MarkError("the file is still being opened")
        selected = text.selected or text.here
        side = selected.side if selected else text.spot.side
        path = file.paths[side]
        if selected is None and text.is_on_fold:
            raise MarkError("the lines under the cursor are folded", do="{fold} shows them")
        if path is None or (selected is None and text.page.text(side)):
            raise MarkError("the line under the cursor is not there on this side", do="{other-side} changes the side")
        if side not in self._desk.sitting.graded:
            raise MarkError("the baseline is no work of this run")
        return side, path_text(path) + (self._span(selected) if selected else "")

    def _span(self, selected: Selected) -> str:
        text = self._desk.widgets.text.page.text(selected.side)
        assert text is not None
        first, last = text.line_of(selected.first), text.line_of(selected.last)
        return f":{first}" if first == last else f":{first}-{last}"

    def do_evidence(self) -> None:
        desk, text = self._desk, self._desk.widgets.text
        sitting, (side, place) = desk.sitting, self._rest()
        if side is not sitting.side:
            sitting.place(sitting.cell, side)
        kept = deeds.evidence(sitting, place)
        text.end_selection()
        desk.say(f"evidence on {side.value}: {desk.shown(kept)} ✓", Look.GOOD)

    # Adjustments

    def do_adjust(self) -> None:
        sitting = self._desk.sitting
        sitting.end_entry()
        self._require_dimension()
        self._at = sitting.cell, sitting.side
        title = self._desk.shown(sitting.section.title)
        question = Question("adjust ", title, f" on {sitting.side.value} by how many points? (+2, -1.5)")
        self._asking.ask(question, answered=self._points)

    def _points(self, said: str) -> None:
        try:
            points = deeds.points_of(said)
            self._require_fit(points, said)  # nobody writes a reason for points that are not taken
        except MarkError as error:
            with self._standing():
                question = Question("adjust ", self._desk.shown(self._desk.sitting.section.title), " by")
            self._ask_again(question, said, error, self._points)
        else:
            question = Question("why ", signed(points), "? (shown with the card)")
            self._asking.ask(question, answered=lambda reason: self._adjust(points, reason))

    def _adjust(self, points: Fraction, reason: str) -> None:
        try:
            self._require_fit(points, reason)
        except MarkError as error:
            question = Question("why ", signed(points), "?")
            self._ask_again(question, reason, error, lambda reason: self._adjust(points, reason))
            return
        with self._desk.speaking(), self._standing():
            deeds.adjust(self._desk.sitting, points, reason)
            self._desk.say("adjusted ✓", Look.GOOD)
        self._moved()

    def _require_fit(self, points: Fraction, reason: str) -> None:
        sitting = self._desk.sitting
        with self._standing():
            require_fit(sitting.rubric, Adjust(deeds.dimension_of(sitting).key, points, reason))

    def _ask_again(self, question: Question, answer: str, error: MarkError, answered: Callable[[str], None]) -> None:
        """Asks once more and says why: were the question closed, what is typed next would be commands."""
        self._asking.ask(question, answer, answered=answered)
        self._asking.say(self._desk.shown(str(error)), Look.BAR_KEY)

    # Elsewhere

    def do_editor(self) -> None:
        from tui.screens import editing

        desk, file = self._desk, self._filing.current
        assert desk.comparison is not None
        opened = desk.comparison.open(file)
        copies = [
            editing.Copy(side.value, desk.shown_path(path).rpartition("/")[2], opened.texts[side])
            for side in Side
            if (path := file.paths[side]) is not None
        ]
        editing.read(desk.screen.app, copies, desk.mask)
