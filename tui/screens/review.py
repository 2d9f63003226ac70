"""The review: two workspaces side by side, and the rubric that they are graded by.

A key is looked up in the table of keys and done by one of the parts (marking, reading, filing, writing); what a part
decides is on disk when it returns, and only then painted.
"""

from contextlib import ExitStack
from typing import Final

from msgspec.structs import replace
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal

from grading.review import deeds
from grading.review.opening import Opening
from grading.review.outline import Outline
from grading.review.stand import Stand
from grading.review.way import After
from grading.sides import Pair, Side
from grading.visible import path_text
from tui.keys import Scope
from tui.painting.page import Spot, View
from tui.painting.panel_view import Mode
from tui.painting.syntax import Syntax
from tui.screens.asking import Asking
from tui.screens.choosing import Choosing
from tui.screens.desk import Desk, Widgets
from tui.screens.filing import Filing
from tui.screens.hearing import HearingScreen
from tui.screens.keys_below import keys_below
from tui.screens.layout import WIDE, layout
from tui.screens.leading import Leading
from tui.screens.marking import Marking
from tui.screens.reading import Reading
from tui.screens.required import deeds_of, why_not
from tui.screens.searching import Searching
from tui.screens.writing import Writing
from tui.session import Session
from tui.themes import Look, Theme
from tui.widgets.cell_panel import CellPanel
from tui.widgets.diff_view import DiffView
from tui.widgets.divider import Divider
from tui.widgets.file_list import FileList
from tui.widgets.rubric_panel import RubricPanel
from tui.widgets.top_line import TopLine

_AT_ONCE: Final = 0.001
_BESIDE: Final = {"auto": None, "two": True, "one": False}
_COLUMNS: Final = {wanted: name for name, wanted in _BESIDE.items()}
_LINES: Final = {"cell-up": -1, "cell-down": 1}
"""What these keys mean while the cursor is in the list."""
_TYPED: Final = {"point": ".", **{f"score-{digit}": str(digit) for digit in range(10)}}


class ReviewScreen(HearingScreen, inherit_bindings=False):
    """One pair, or one run."""

    DEFAULT_CSS = """
    ReviewScreen { layout: vertical; }
    #middle, #panels { height: 1fr; }
    CellPanel { width: 1fr; height: 1fr; }
    """

    def __init__(
        self,
        session: Session,
        opening: Opening,
        syntax: Syntax | None,
        stand: Stand | None = None,
        of: int = 0,
        *,
        is_led_back: bool = False,
    ) -> None:
        """Whoever came from a scorecard `is_led_back` there, and does not leave the program."""
        super().__init__()
        self._session = session
        self._syntax = syntax
        theme, keymap = session.theme, session.preferences.keymap
        widgets = Widgets(
            top=TopLine(theme),
            files=FileList(theme),
            text=DiffView(theme, syntax),
            rubric=RubricPanel(theme),
            cell=CellPanel(theme),
            keys=keys_below(theme, keymap, is_led_back=is_led_back),
        )
        self._middle = Horizontal(widgets.files, widgets.text, id="middle")
        self._divider = Divider(theme)
        self._panels = Horizontal(widgets.rubric, widgets.cell, id="panels")
        self.desk = Desk(self, session, session.workspaces(opening), widgets, stand=stand, of=of)
        self.asking = asking = Asking(self.desk)
        self.filing = Filing(self.desk, self.note_place)
        self.reading = Reading(self.desk, asking, self.filing.reopen)
        self.filing.reading = self.reading
        self.choosing = Choosing(self.desk, asking, self.filing, self._lay)
        self.searching = Searching(self.desk, asking, self.filing)
        leading = Leading(self.desk, self.act, self.hand_over, self._why_not, is_led_back=is_led_back)
        self.marking = Marking(self.desk, leading.lead_to)
        self.writing = Writing(self.desk, asking, self.filing, self.show)
        self._place = session.place_in(opening)
        self._deeds = deeds_of(self.marking, self.reading, self.choosing, self.writing, self.searching, leading, self)
        self._leading = leading
        self._readings = frozenset(deeds_of(self.reading))
        self._stood = ("", Side.A)
        self._is_beside: bool | None = None
        """Whether both sides were asked to stand beside each other, or not; None while nobody asked."""
        self._unseen = ExitStack()
        self._panel_height: int | None = None
        """Where the line between text and rubric was dragged to; None while nobody did."""

    def compose(self) -> ComposeResult:
        """The list and the text above, the rubric and its cell below; nothing is painted before all is filled."""
        self._unseen.enter_context(self.app.batch_update())
        yield self.desk.widgets.top
        yield self._middle
        yield self._divider
        yield self._panels
        yield self.desk.widgets.keys

    def on_mount(self) -> None:
        """Goes where the reviewer was."""
        place, desk = self._place, self.desk
        text = desk.widgets.text
        if place.view in [one.value for one in View]:
            text.set_view(View(place.view))
        text.set_wrap(place.is_wrapped or self._session.preferences["long_lines"] == "wrap")
        self.reading.resume(place.white)
        self._is_beside = _BESIDE.get(place.columns)
        self.writing.drafts = dict(place.drafts)
        if place.cell in desk.sitting.outline.keys:
            desk.sitting.place(place.cell, Side(place.cell_side))
        self._lay()
        self.filing.begin(Pair(place.file_a, place.file_b), Spot(Side(place.side), place.line, place.column))
        self.show()
        # All is painted at once when every part has its size: the clock that paints what changes would take longer.
        self.set_timer(_AT_ONCE, self._appear)

    def _appear(self) -> None:
        self.filing.complete()
        self._unseen.close()
        self._on_timer_update()

    def begin(self, run: str, cell: str, said: str) -> None:
        """Stands on a run's cell where they are named, or from a cell alone on what is open; and says why."""
        sitting = self.desk.sitting
        named = (side for side in sitting.graded if (of := sitting.runs[side]) is not None and run in ("", of.id))
        side = next(named, sitting.side)
        if cell in sitting.rubric.cells:
            sitting.place(sitting.outline.cell_of(cell), side)
            if not run:
                sitting.go_on()
            self.show()
        if said:
            self.desk.say(self.desk.shown(said))

    def on_unmount(self) -> None:
        """Lets go of what was opened."""
        self._unseen.close()
        self.filing.end()
        self.desk.close()

    def on_resize(self) -> None:
        """Divides another size."""
        self._lay()

    def on_divider_dragged(self, event: Divider.Dragged) -> None:
        """Gives the text or the rubric more room."""
        self._panel_height = self.size.height - event.row - 2  # the divider itself, and the keys below
        self._lay()

    def wear(self, theme: Theme) -> None:
        """Takes other colours."""
        widgets = self.desk.widgets
        painted = (widgets.top, widgets.files, widgets.text, widgets.rubric, widgets.cell, widgets.keys)
        for one in (*painted, self._divider):
            one.theme = theme

    def prefer(self, changed: set[str]) -> None:
        """Takes the settings as they are now; what a key chose holds where its setting is as it was."""
        preferences = self._session.preferences
        self.desk.sitting.after = After(preferences["after_mark"])
        if "columns" in changed:
            self._is_beside = None
        if "long_lines" in changed:
            self.desk.widgets.text.set_wrap(preferences["long_lines"] == "wrap")
        self._lay()

    def _lay(self) -> None:
        widgets, desk = self.desk.widgets, self.desk
        width, height = self.size
        rows = _rows(desk.sitting.outline)
        found = layout(width, height, rows, is_listing=desk.is_listing, panel=self._panel_height)
        # Not looked up: a program that is told to end while it begins never puts them on the screen.
        self._panels.styles.height = found.panel_height
        self._middle.styles.height = max(height - found.panel_height - 3, 1)
        widgets.files.display = bool(found.list_width) or found.is_list_alone
        widgets.files.styles.width = width if found.is_list_alone else found.list_width
        widgets.text.display = not found.is_list_alone
        widgets.rubric.styles.width = found.rubric_width
        wanted = self._is_beside if self._is_beside is not None else _BESIDE[self._session.preferences["columns"]]
        widgets.text.set_side_by_side(found.is_beside if wanted is None else wanted)

    # Keys

    async def take(self, event: events.Key) -> None:
        """Does what a key says, unless a text is there that takes the keys, or is about to be."""
        await self.hand_over()
        if not self.asking.press(event) and not self.writing.press(event):
            self._press(event)
            await self.hand_over()

    async def paste(self, text: str) -> None:
        """Gives what is pasted to the text that is written."""
        await self.hand_over()
        self.asking.paste(text)
        self.writing.paste(text)

    def _press(self, event: events.Key) -> None:
        desk = self.desk
        desk.widgets.keys.clear()
        if event.character and self.marking.is_called(event.character):
            with desk.speaking():
                self.marking.letter(event.character)
            self.show()
            return
        command = self._session.preferences.keymap.command(event.key, Scope.REVIEW)
        if command is None:
            desk.mode, desk.is_taken = Mode.NORMAL, False
            desk.refuse("that key does nothing here; {help} shows all keys")
            self.show()
            return
        self.act(command.id)

    def _why_not(self, name: str) -> str:
        said = why_not((self.marking, self.choosing, self.writing, self._leading), name)
        return self._session.preferences.keymap.told(self.desk.shown(said))

    def act(self, name: str) -> None:
        """Does what a command says, or says why not."""
        desk = self.desk
        mode = desk.mode
        with desk.speaking(name):
            if name in _TYPED:
                self.marking.type(_TYPED[name])
            elif desk.is_listing and name in _LINES:
                desk.widgets.files.move(_LINES[name])
            else:
                self._deeds[name]()
        if desk.mode is mode and name != "other-side":  # letters go on with that one
            desk.mode = Mode.NORMAL
        if name in self._readings and mode is Mode.NORMAL:
            self.note_place()  # whoever reads on has the same cards
        else:
            self.show()

    def show(self) -> None:
        """Paints what may have changed."""
        desk = self.desk
        sitting = desk.sitting
        here = (sitting.cell, sitting.side)
        if self._stood[0] != sitting.cell:
            desk.precedents = None
            self.filing.look_where()
        if self._stood[1] is not sitting.side or not self._stood[0]:
            desk.widgets.text.set_side(sitting.side)
        self._stood = here
        desk.show_cards()
        self.note_place()

    def read_again(self) -> None:
        """Shows the cards as the ledger has them now: they may have been changed, and named, elsewhere."""
        desk = self.desk
        before = desk.sight
        with desk.speaking():
            desk.sitting.refresh()
            if desk.sight is not before:
                self.filing.repaint()
        self.show()

    def do_take(self) -> None:
        if self.desk.was_taken and not self.desk.is_any_open:
            self.desk.say_done()
        elif self.desk.was_taken:
            self.desk.say("taken already; {take} again leads to the next open cell")
        elif not self.choosing.take() and not self.marking.take():
            self.marking.do_next_open()

    def do_escape(self) -> None:
        desk = self.desk
        if desk.mode is not Mode.NORMAL:
            return  # any command ends that
        if desk.is_listing:
            self.choosing.do_swap_focus()
        elif typed := desk.sitting.entry.text:
            desk.sitting.forget_entry()
            desk.say(f"{typed} is dropped; nothing is marked")
        elif desk.precedents is not None:
            desk.precedents = None
        elif not self.reading.leave() and not self.searching.end() and desk.sitting.pending:
            desk.sitting.give_up()
            desk.refuse("what could not be saved is given up")

    def do_columns(self) -> None:
        before = self._is_beside if self._is_beside is not None else self.size.width >= WIDE
        self._is_beside = not before
        self._lay()
        self.desk.say("both sides beside each other" if self._is_beside else "one column")

    def do_reveal(self) -> None:
        deeds.reveal(self.desk.sitting, sure=self.desk.asked_again == "reveal")
        self.filing.repaint()
        self.desk.say("the names are shown; that is recorded ✓", Look.GOOD)

    def note_place(self) -> None:
        """Notes where the reviewer is, to be kept soon."""
        desk = self.desk
        text, sitting, listed = desk.widgets.text, desk.sitting, desk.widgets.files
        file = listed.current
        a, b = file.paths.map(lambda path: path_text(path) if path is not None else "") if file else ("", "")
        spot = text.spot
        self._session.be_at(
            replace(
                self._place,
                runs=desk.opening.key,
                cell=sitting.cell,
                cell_side=sitting.side.value,
                file_a=a,
                file_b=b,
                side=spot.side.value,
                line=spot.line,
                column=spot.column,
                view=text.view.value,
                white=self.reading.white.value,
                is_wrapped=text.is_wrapped,
                columns=_COLUMNS[self._is_beside],
                drafts=self.writing.drafts,
            )
        )


def _rows(outline: Outline) -> int:
    """How many rows a rubric has, all of it unfolded."""
    return len(outline.keys) + sum(not one.is_single for one in outline.sections) + 2
