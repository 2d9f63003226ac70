"""The standings: who stands where, sorted and filtered by key, and two tables held against each other."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace
from textual.message import Message

from grading.errors import SidegradeError, StudyError
from grading.marks.events import Reveal
from grading.wishes import Wish
from tui.keys import Scope
from tui.painting.standings_shape import Shape
from tui.painting.top_view import Sight
from tui.screens.standings_filter import FilteredScreen
from tui.screens.standings_held import (
    View,
    across_sheet,
    beside_sheet,
    groups_sheet,
    has_groups,
    next_step,
    one_of_each_task,
    pairs_of,
)
from tui.screens.standings_sheet import Sheet
from tui.screens.standings_shelf import Key, Shelf
from tui.screens.standings_table import TableSheet
from tui.session import Session
from tui.themes import Look
from tui.widgets.long_list import LongList
from tui.widgets.sorting_list import SortingList

if TYPE_CHECKING:
    from grading.report.editions import Editions

_OF_A_TABLE: Final = frozenset(
    {"sort-next", "sort-last", "turn-around", "filter-runs", "weights", "condition", "common", "open-card"}
)


class StandingsScreen(FilteredScreen):
    """One table at a time. It computes nothing; it shows what the study's reports say."""

    class CardWanted(Message):
        """A run's scorecard is to be opened."""

        def __init__(self, run: str, rubric: str, shelf: Shelf) -> None:
            super().__init__()
            self.run = run
            self.rubric = rubric
            """The rubric's id."""
            self.shelf = shelf
            """What was read for the standings."""

    class Held(Message):
        """Two tables were held against each other."""

        def __init__(self, number: int, found: "Editions | SidegradeError") -> None:
            super().__init__()
            self.number = number
            self.found = found

    def __init__(self, session: Session, task: str = "", shelf: Shelf | None = None, rubric: str = "") -> None:
        """The task to begin with, what was read for it already, and the id of a rubric of it."""
        super().__init__(session, Scope.STANDINGS)
        self._shelf = shelf or Shelf(session)
        self._number = self._shelf.number(task, rubric)
        self._view = View.TABLE
        self._pair = 0
        self._is_common = False
        self._asked_again = False
        self._table = self._made_table(Shape())
        self._sheet: Sheet = self._table

    def on_mount(self) -> None:
        """Shows the first table."""
        self._show_all()

    # What there is

    @property
    def _key(self) -> Key:
        return self._shelf.keys[self._number]

    def _made_table(self, shape: Shape) -> TableSheet:
        key = self._key
        table = self._shelf.table(key, common=self._is_common)
        return TableSheet(table, self._shelf.known(key), self._number, len(self._shelf.keys), shape)

    def read_again(self) -> None:
        """Shows everything as the ledger has it now; the cursor stays on its run."""
        key, run = self._key, self._table.run
        self._shelf = Shelf(self._session)
        places = [place for place, one in enumerate(self._shelf.keys) if one == key]
        self._number = places[0] if places else self._shelf.number(key.task)
        self._take_table(self._table.shape)
        self._table.go_to(run)
        self._show_all()

    def _take_table(self, shape: Shape) -> None:
        self._table = self._made_table(shape)
        self._view, self._sheet = View.TABLE, self._table

    @property
    def _pairs(self) -> Sequence[tuple[Key, Key]]:
        return pairs_of(self._shelf)

    @property
    def _of_tasks(self) -> Sequence[Key]:
        return one_of_each_task(self._shelf, self._key)

    # Showing

    def _show_all(self) -> None:
        session, key = self._session, self._key
        is_all_known = not self._shelf.known(key).hidden
        sight = Sight.OPEN if session.is_open else Sight.REVEALED if is_all_known else Sight.BLIND
        far = self._shelf.queue.progress
        self._show_top(session.study.settings.title, sight, far.cells, far.of_cells)
        self._show()

    def on_long_list_chosen(self, event: LongList.Chosen) -> None:
        """A click goes to a row; on the one where the cursor is, it opens it."""
        self._keys.clear()
        if event.is_again:
            self.act("open-card")
        elif self._sheet.can_stand(event.row):
            self._sheet.at = event.row
            self._go()

    def on_sorting_list_head_chosen(self, event: SortingList.HeadChosen) -> None:
        """A click on what stands above a column sorts by it."""
        if self._view is View.TABLE:
            self._keys.clear()
            self._table.sort_by(event.key)
            self._show()

    # What can be done

    def act(self, name: str) -> None:
        """Does what a command says, or says why not."""
        is_again, self._asked_again = self._asked_again, False
        if name == "show-names" and not is_again and not self.why_not(name):
            self._ask_for_names()
            return
        super().act(name)

    def why_not(self, name: str) -> str:
        """Why a command cannot act now; nothing where it can."""
        table, why = self._table, ""
        if self._view is not View.TABLE and name in _OF_A_TABLE and not (self._leads_on and name == "open-card"):
            return "this is only looked at; {compare} goes on to the table"
        match name:
            case "open-card" if not self._sheet.run:
                why = "no run is chosen"
            case "weights" if not table.weights:
                why = "no weights are known of the runs whose names you may read"
            case "condition" if len(table.conditions) <= 1:
                why = "all runs whose names you may read have the same condition"
            case "next-table" | "last-table" if len(self._stepped) == 1:
                why = "there is no other table"
            case "compare" if len(self._shelf.keys) == 1 and not has_groups(self._shelf, self._key):
                why = "there is nothing to compare: one task, and one rubric with marks"
            case "show-names" if not self._shelf.known(self._key).hidden:
                why = "no name is hidden from you here"
        return why

    @property
    def _leads_on(self) -> bool:
        return self._view in (View.TABLE, View.BESIDE)

    @property
    def _stepped(self) -> Sequence[object]:
        """What the next table is chosen from."""
        return self._pairs if self._view is View.BESIDE else self._shelf.keys

    def do_open_card(self) -> None:
        key = self._pairs[self._pair][1] if self._view is View.BESIDE else self._key
        self.app.post_message(self.CardWanted(self._sheet.run, key.rubric.id, self._shelf))

    def do_sort_next(self) -> None:
        self._say(f"sorted by {self._table.sort_beside(1)}")
        self._show()

    def do_sort_last(self) -> None:
        self._say(f"sorted by {self._table.sort_beside(-1)}")
        self._show()

    def do_turn_around(self) -> None:
        shape = self._table.shape
        self._reshape(replace(shape, is_turned=not shape.is_turned))

    def do_weights(self) -> None:
        self._reshape(
            replace(self._table.shape, weights=next_step(["", *self._table.weights], self._table.shape.weights))
        )

    def do_condition(self) -> None:
        steps: list[str | None] = [None, *self._table.conditions]
        self._reshape(replace(self._table.shape, condition=next_step(steps, self._table.shape.condition)))

    def do_common(self) -> None:
        self._is_common = not self._is_common
        run, shape = self._table.run, self._table.shape
        self._take_table(shape)
        self._table.go_to(run)
        self._show()
        what = "only what every ranked run attempted counts" if self._is_common else "every dimension counts"
        self._say(what)

    # Other tables

    def do_next_table(self) -> None:
        self._turn_to(1)

    def do_last_table(self) -> None:
        self._turn_to(-1)

    def _turn_to(self, steps: int) -> None:
        if self._view is View.BESIDE:
            self._pair = (self._pair + steps) % len(self._pairs)
            self._hold()
            return
        run, before = self._table.run, self._key.task
        self._number = (self._number + steps) % len(self._shelf.keys)
        if self._view is View.ACROSS:
            self._across()
        elif self._view is View.GROUPS:
            self._take_table(replace(self._table.shape, by="rank", is_turned=False))
            self._group()
        else:
            self._take_table(replace(self._table.shape, by="rank", is_turned=False))
        if before == self._key.task:
            self._table.go_to(run)
        self._show_all()

    def do_compare(self) -> None:
        match next_step(self._views, self._view):
            case View.BESIDE:
                here = [place for place, pair in enumerate(self._pairs) if self._key in pair]
                self._pair = here[-1] if here else 0
                self._hold()
            case View.ACROSS:
                self._across()
                self._show_all()
            case View.GROUPS:
                self._group()
                self._show_all()
            case View.TABLE if self._view is View.TABLE:
                raise StudyError("there is nothing to compare", do="another task has to rank a run")
            case View.TABLE:
                self._view, self._sheet = View.TABLE, self._table
                self._show_all()

    @property
    def _views(self) -> Sequence[View]:
        """What there is to look at, one after the other."""
        there = {
            View.BESIDE: bool(self._pairs),
            View.ACROSS: len(self._of_tasks) > 1,
            View.GROUPS: has_groups(self._shelf, self._key),
        }
        return [View.TABLE, *(view for view, is_there in there.items() if is_there)]

    def _group(self) -> None:
        """Another table may have no groups, and is shown itself then."""
        if has_groups(self._shelf, self._key):
            sheet = groups_sheet(self._session.study.reports, self._shelf, self._key)
            self._view, self._sheet = View.GROUPS, sheet
        else:
            self._take_table(self._table.shape)

    def _hold(self) -> None:
        """Holds two tables against each other on a thread: what says how far they agree takes long to load."""
        number, reports = self._pair, self._session.study.reports
        before, after = (self._shelf.table(key) for key in self._pairs[number])

        def hold() -> None:
            try:
                found: Editions | SidegradeError = reports.side_by_side(before, after)
            except SidegradeError as error:
                found = error
            self.post_message(self.Held(number, found))

        self._say("comparing …")
        self.run_worker(hold, thread=True, group="beside", exclusive=True)

    def on_standings_screen_held(self, event: Held) -> None:
        """Shows two tables held against each other."""
        if event.number != self._pair:
            return
        self._keys.clear()
        if isinstance(event.found, SidegradeError):
            self.refuse(str(event.found))
            return
        self._view, self._sheet = View.BESIDE, beside_sheet(self._shelf, self._pairs, event.number, event.found)
        self._show()

    def _across(self) -> None:
        sheet = across_sheet(self._session.study.reports, self._shelf, self._of_tasks)
        self._view, self._sheet = View.ACROSS, sheet

    # Names

    def _ask_for_names(self) -> None:
        self._asked_again = True
        known = self._shelf.known(self._key)
        number = len(known.hidden)
        names = "the name" if number == 1 else f"all {number:,} names"
        given = " and what others gave" if known.unseen else ""
        self.refuse(f"{{show-names}} again shows {names}{given}; that is recorded")

    def do_show_names(self) -> None:
        key, session = self._key, self._session
        hidden = self._shelf.known(key).hidden
        runs = [run for run in session.study.runs(key.task) if run.id in hidden]
        session.study.decide(Wish(run, key.rubric, session.reviewer, Reveal()) for run in runs)
        self.read_again()
        self._say("the names are shown; that is recorded ✓", Look.GOOD)

    def do_escape(self) -> None:
        if self._view is not View.TABLE:
            self._view, self._sheet = View.TABLE, self._table
            self._show_all()
        elif not self._table.shape.is_all:
            self._reshape(replace(self._table.shape, typed="", weights="", condition=None))
        else:
            self.do_leave()
