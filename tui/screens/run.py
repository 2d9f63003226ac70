"""A scorecard: every mark of one run under one rubric, what it rests on, and how it came about."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.message import Message

from grading.errors import StudyError
from grading.marks.places import COMMAND
from grading.runs.model import Run
from grading.visible import visible
from tui.keys import Scope
from tui.painting.rail import EDGE
from tui.painting.run_head import total_words
from tui.painting.run_page import run_page
from tui.painting.run_rows import Row, row_line
from tui.painting.run_sheet import RunSheet
from tui.painting.spans import Line, Span, clipped, columns, left, safe
from tui.painting.standings_lines import caption_line
from tui.painting.top_view import Sight
from tui.screens.standings_frame import FramedScreen
from tui.screens.standings_shelf import Key, Shelf
from tui.session import Session
from tui.themes import Look
from tui.widgets.long_list import LongList

if TYPE_CHECKING:
    from grading.report.standings import Standings


class RunScreen(FramedScreen):
    """One reviewer's card at a time; the cursor goes over all of it."""

    class EvidenceWanted(Message):
        """The review of a run is to be opened, at a cell and at a place of its workspace."""

        def __init__(self, runs: frozenset[str], run: str, rubric: str, cell: str, place: str) -> None:
            super().__init__()
            self.runs = runs
            """The run, and the one that it was graded beside, where there is one."""
            self.run = run
            self.rubric = rubric
            """The rubric's id."""
            self.cell = cell
            self.place = place
            """The place of evidence; empty where there is none."""

    def __init__(self, session: Session, run: str, rubric: str, shelf: Shelf | None = None) -> None:
        """A run and a rubric by their ids; what was read for standings that the run is in."""
        super().__init__(session, Scope.CARD)
        self._shelf = shelf or Shelf(session)
        self._run = run
        self._rubric = next(one for one in session.study.rubrics() if one.id == rubric)
        self._reviewers = [session.reviewer]
        self._number = 0
        self._at = 0
        self._width = 0
        self._rows: Sequence[Row] = ()
        self._read()

    # What there is

    def _read(self) -> None:
        study = self._session.study
        run = self._found_run
        unseen = self._shelf.unseen(self._key)
        every = [one for one in study.reviewers_of(run, self._rubric) if not unseen.hides(run.id, one)]
        here = self._reviewers[self._number]
        self._reviewers = every or [self._session.reviewer]
        self._number = self._reviewers.index(here) if here in self._reviewers else 0
        self._take(run)

    @property
    def _found_run(self) -> Run:
        return next(one for one in self._shelf.table(self._key).runs if one.id == self._run)

    @property
    def _key(self) -> Key:
        return Key(self._run.split("/", 1)[0], self._rubric)

    def _take(self, run: Run) -> None:
        """Reads the card of the reviewer whose turn it is."""
        unseen = self._shelf.unseen(self._key)
        self._sheet = RunSheet(
            report=self._session.study.reports.card(run, self._rubric, self._reviewers[self._number]),
            known=self._shelf.known(self._key),
            number=self._number,
            of=len(self._reviewers),
            standing=standing_words(self._shelf.table(self._key), run.id, is_unseen=run.id in unseen.runs),
            key=self._keymap.first,
        )
        self._width = 0

    def read_again(self) -> None:
        """Shows everything as the ledger has it now."""
        self.renew()
        self._show_all()

    def renew(self) -> None:
        """Reads everything as the ledger has it now, and shows nothing of it yet."""
        self._shelf = Shelf(self._session)
        self._read()

    # Showing

    def on_mount(self) -> None:
        """Stands on the first row."""
        self._show_all()

    def on_resize(self) -> None:
        """Texts have other rows in another width."""
        self._show()

    def _show_all(self) -> None:
        session, card = self._session, self._sheet.card
        sight = Sight.OPEN if session.is_open else Sight.BLIND if self._sheet.is_hidden else Sight.REVEALED
        self._show_top(self._key.task, sight, card.decided, len(self._rubric.open_cells))
        self._show()

    def _show(self) -> None:
        width = self.size.width - EDGE
        if width <= 0:
            return
        if width != self._width:
            # The row that the cursor is on has its cell at another place now.
            here = self._rows[self._at] if self._at < len(self._rows) and self._rows else None
            part = self._part_of(self._at) if here else 0
            self._rows, self._width = run_page(self._sheet, width), width
            self._at = self._found(here, part) if here else 0
        self._caption.show(self._captioned)
        self._list.show(self._head, len(self._rows), self._line_at, self._at)
        self._detail.show(self._told)
        self._show_keys()

    def _found(self, here: Row, part: int) -> int:
        """The row that is about the same as one of other rows."""
        text = self._rows.index(here) if here in self._rows else -1
        if text >= 0 and here.spans and self._part_of(text) == part:
            return text
        same = [place for place, row in enumerate(self._rows) if (row.cell, row.place) == (here.cell, here.place)]
        if here.cell and same:
            return next((place for place in same if self._part_of(place) == part), same[0])
        return self._parts[min(part, len(self._parts) - 1)]

    def _captioned(self, width: int) -> Line:
        sheet = self._sheet
        where = [sheet.name, safe(visible(self._rubric.name)), safe(visible(sheet.card.reviewer))]
        place = f"card {sheet.number + 1} of {sheet.of}" if sheet.of > 1 else ""
        return caption_line(where, place, width)

    def _head(self, width: int) -> Line:
        """What part of the card the first rows belong to, so that a long one is never without its name."""
        part = self._rows[self._parts[self._part_of(self._at)]] if self._rows else Row(())
        name = part.spans[0].text if part.spans else ""
        tail = Span(f"{total_words(self._sheet)} ", Look.BAR)
        return Line((Span(left(f"  {name}", max(width - columns([tail]), 0)), Look.BAR_KEY), tail), Look.BAR)

    def _line_at(self, row: int, width: int, has_cursor: bool) -> Line:
        return row_line(self._rows[row] if row < len(self._rows) else Row(()), width, has_cursor=has_cursor)

    def _told(self, width: int) -> Line:
        """What Enter would open."""
        row = self._here
        cell = self._rubric.cells.get(row.cell)
        about = safe(visible(cell.title)) if cell else "the whole card"
        place = self._place
        said = f"evidence {self._sheet.told(place)}" if place else "no evidence here"
        text = f" {about} · {said}"
        return Line((Span(left(clipped(text, width), width), Look.BAR),), Look.BAR)

    # Moving

    @property
    def _here(self) -> Row:
        return self._rows[self._at] if self._at < len(self._rows) else Row(())

    @property
    def _parts(self) -> Sequence[int]:
        return [place for place, row in enumerate(self._rows) if row.is_part] or [0]

    def _part_of(self, at: int) -> int:
        """The number of the part that a row belongs to."""
        return max(sum(place <= at for place in self._parts) - 1, 0)

    def go(self, steps: int) -> bool:
        """Moves the cursor by so many rows; whether it went anywhere."""
        before = self._at
        self._at = max(0, min(self._at + steps, len(self._rows) - 1))
        self._go()
        return self._at != before

    def _go(self) -> None:
        self._list.go(self._at)
        self._detail.show(self._told)
        self._show_keys()

    def do_next_part(self) -> None:
        later = [place for place in self._parts if place > self._at]
        if not later:
            raise StudyError("that is the last part")
        self._go_to(later[0])

    def do_last_part(self) -> None:
        earlier = [place for place in self._parts if place < self._at]
        if not earlier:
            raise StudyError("that is the first part")
        self._go_to(earlier[-1])

    def _go_to(self, row: int) -> None:
        # A part is looked at from its beginning, so it comes to the top.
        self._at = row
        self._list.go(min(row + self._list.page_size, len(self._rows) - 1))
        self._go()

    def on_long_list_chosen(self, event: LongList.Chosen) -> None:
        """A click goes to a row; on the one where the cursor is, it opens what it is about."""
        self._keys.clear()
        if event.is_again:
            self.act("open-evidence")
        else:
            self._at = event.row
            self._go()

    # What can be done

    def why_not(self, name: str) -> str:
        """Why a command cannot act now; nothing where it can."""
        why = ""
        match name:
            case "next-card" | "last-card" if self._sheet.unseen:
                why = self._sheet.unseen
            case "next-card" | "last-card" if len(self._reviewers) == 1:
                why = "nobody else has marked this run under this rubric"
            case "open-evidence" if self._here.place.startswith(COMMAND):
                why = "a command's output stands here; no file holds it"
            case "open-evidence" if self._sheet.report.run.snapshot is None:
                why = "this run has figures only: there are no files to open"
        return why

    def do_open_evidence(self) -> None:
        stand = self._shelf.stands(self._key).get(self._run)
        # Only a pair that was drawn is one that it was graded in.
        runs = stand.runs if stand is not None and stand.sides is not None else frozenset({self._run})
        self.app.post_message(self.EvidenceWanted(runs, self._run, self._rubric.id, self._here.cell, self._place))

    @property
    def _leads_on(self) -> bool:
        return not self.why_not("open-evidence")

    @property
    def _place(self) -> str:
        """The place of evidence that Enter opens; nothing where the row has none."""
        return self._here.place or self._first_place(self._here.cell)

    @property
    def _labels(self) -> Mapping[str, str]:
        """Where there is no evidence, Enter opens the review all the same."""
        return {} if self._place else {"open-evidence": "review"}

    def _first_place(self, cell: str) -> str:
        quotes = self._sheet.report.quotes.get(cell, ()) if cell else ()
        return next((one.place for one in quotes if not one.place.startswith(COMMAND)), "")

    def do_next_card(self) -> None:
        self._turn(1)

    def do_last_card(self) -> None:
        self._turn(-1)

    def _turn(self, steps: int) -> None:
        self._number = (self._number + steps) % len(self._reviewers)
        self._take(self._found_run)
        self._show_all()


def standing_words(table: "Standings", run: str, *, is_unseen: bool = False) -> str:
    """Where a run stands among all; nothing where that rests on cards that are not to be seen."""
    for one in table.ranked:
        if one.run.id == run:
            mean = f", the mean of {one.cards} cards" if one.cards > 1 else ""
            return f"rank {one.rank} of {len(table.ranked)} with {one.total}{mean}"
    if is_unseen:
        return ""
    why = next((one.ground.value for one in table.apart if one.run.id == run), "the card is not complete")
    return f"not ranked: {why}"
