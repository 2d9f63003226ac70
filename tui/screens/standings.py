"""The standings: who stands where, sorted and filtered by key, and two tables held against each other."""

from collections.abc import Callable, Sequence
from typing import Final

from msgspec.structs import replace
from textual.message import Message

from grading.errors import SidegradeError, StudyError
from grading.marks.events import Reveal
from grading.wishes import Wish
from tui.keys import Scope
from tui.painting.standings_shape import Shape
from tui.painting.top_view import Sight
from tui.screens.standings_compared import PlainSheet
from tui.screens.standings_filter import FilteredScreen
from tui.screens.standings_held import (
    View,
    across_later,
    beside_later,
    can_be_indexed,
    groups_sheet,
    has_groups,
    index_later,
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
        """A table was held against another one, or against an outside index."""

        def __init__(self, number: int, view: View, found: PlainSheet | SidegradeError) -> None:
            super().__init__()
            self.number = number
            """Of the comparison: what was asked for before another one is wanted no more."""
            self.view = view
            self.found = found

    def __init__(self, session: Session, task: str = "", shelf: Shelf | None = None, rubric: str = "") -> None:
        """The task to begin with, what was read for it already, and the id of a rubric of it."""
        super().__init__(session, Scope.STANDINGS)
        self._shelf = shelf or Shelf(session)
        self._number = self._shelf.number(task, rubric)
        self._view = self._wanted = View.TABLE
        """What is shown; and what is, once it is compared."""
        self._pair = 0
        self._compared = 0
        """How often something was compared."""
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
        view = self._view
        self.renew()
        self._show_all()
        if view is View.BESIDE and self._pairs:
            self._hold()
        elif view is not View.TABLE:
            self._look(view)

    def renew(self) -> None:
        """Reads everything as the ledger has it now; what is looked at only is shown as it was."""
        key, run = self._key, self._table.run
        pair = self._pairs[self._pair] if self._pair < len(self._pairs) else None
        self._shelf = Shelf(self._session)
        places = [place for place, one in enumerate(self._shelf.keys) if one == key]
        self._number = places[0] if places else self._shelf.number(key.task)
        pairs = list(self._pairs)
        self._pair = pairs.index(pair) if pair in pairs else max(len(pairs) - 1, 0)
        view, sheet = self._view, self._sheet
        self._take_table(self._table.shape)
        self._table.go_to(run)
        if view is not View.TABLE:
            self._view, self._sheet = view, sheet

    def _take_table(self, shape: Shape) -> None:
        self._table = self._made_table(shape)
        self._view, self._sheet = View.TABLE, self._table

    @property
    def _pairs(self) -> Sequence[tuple[Key, Key]]:
        return pairs_of(self._shelf, self._key)

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
            self._sort_by(event.key)

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
            return "this is only looked at; {escape} goes back to the table"
        match name:
            case "open-card" if not self._sheet.run:
                why = "no run is chosen"
            case "weights" if not table.weights:
                why = "no weights are known of the runs whose names you may read"
            case "condition" if len(table.conditions) <= 1:
                why = "all runs whose names you may read have the same condition"
            case "next-table" | "last-table" if self._view is View.ACROSS:
                why = "all tasks of this rubric are here; {escape} goes back to the table"
            case "next-table" | "last-table" if len(self._stepped) == 1:
                why = "there is no other table"
            case "compare" if len(self._shelf.keys) == 1 and not self._has_groups and not self._has_index:
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
        self.app.post_message(self.CardWanted(self._sheet.run, key.rubric.id, self._shelf.current()))

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
        view, run, before = self._view, self._table.run, self._key.task
        self._number = (self._number + steps) % len(self._shelf.keys)
        self._take_table(replace(self._table.shape, by="rank", is_turned=False))
        if not self._table.runs:  # no filter is meant for a table without what it looks for
            self._take_table(Shape())
        if before == self._key.task:
            self._table.go_to(run)
        self._look(view)

    def do_compare(self) -> None:
        views = self._views
        if len(views) == 1:
            raise StudyError("there is nothing to compare", do="another task has to rank a run")
        self._look(next_step(views, self._wanted))

    @property
    def _has_groups(self) -> bool:
        return has_groups(self._shelf, self._key)

    @property
    def _has_index(self) -> bool:
        return self._session.index is not None and can_be_indexed(self._shelf, self._key)

    @property
    def _views(self) -> Sequence[View]:
        """What there is to look at, one after the other."""
        there = {
            View.BESIDE: bool(self._pairs),
            View.INDEX: self._has_index,
            View.ACROSS: len(self._of_tasks) > 1,
            View.GROUPS: self._has_groups,
        }
        return [View.TABLE, *(view for view, is_there in there.items() if is_there)]

    def _look(self, view: View) -> None:
        """Shows this of the table, or the table itself where it has nothing of the kind."""
        reports, shelf, key = self._session.study.reports, self._shelf, self._key
        match view if view in self._views else View.TABLE:
            case View.BESIDE:
                here = [place for place, pair in enumerate(self._pairs) if key in pair]
                self._pair = here[-1] if here else 0
                self._hold()
            case View.INDEX if self._session.index is not None:
                self._compare(View.INDEX, index_later(reports, shelf, key, self._session.index))
            case View.ACROSS:
                self._compare(View.ACROSS, across_later(reports, shelf, self._of_tasks))
            case View.GROUPS:
                self._turn(View.GROUPS, groups_sheet(reports, shelf, key))
            case _:
                self._turn(View.TABLE, self._table)

    def _turn(self, view: View, sheet: Sheet) -> None:
        self._compared += 1
        self._view = self._wanted = view
        self._sheet = sheet
        self._show_all()

    def _hold(self) -> None:
        self._compare(View.BESIDE, beside_later(self._session.study.reports, self._shelf, self._pairs, self._pair))

    def _compare(self, view: View, later: Callable[[], PlainSheet]) -> None:
        """Compares on a thread: what says how far two orders agree takes long to load."""
        self._compared += 1
        self._wanted, number = view, self._compared

        def compare() -> None:
            try:
                found: PlainSheet | SidegradeError = later()
            except SidegradeError as error:
                found = error
            self.post_message(self.Held(number, view, found))

        self._say("comparing …")
        self.run_worker(compare, thread=True, group="beside", exclusive=True)

    def on_standings_screen_held(self, event: Held) -> None:
        """Shows what was held against what."""
        if event.number != self._compared:
            return
        self._keys.clear()
        if isinstance(event.found, SidegradeError):
            self._wanted = self._view
            self.refuse(str(event.found))
        else:
            self._turn(event.view, event.found)

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
            self._turn(View.TABLE, self._table)
        elif not self._table.shape.is_all:
            self._reshape(replace(self._table.shape, typed="", weights="", condition=None))
        else:
            self.do_leave()
