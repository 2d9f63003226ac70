"""What the queue shows of a study, and where its reader is in it: no widget, no key."""

from collections.abc import Sequence

from msgspec.structs import replace

from grading.blind import mask_for
from grading.review.attention import Attention
from grading.review.outline import Outline, Section
from grading.review.queue import Queue, across
from grading.review.stand import Stand
from grading.review.undo import Turned
from tui.keys import FOOTER, Scope
from tui.painting.queue_filter import Sought
from tui.painting.queue_lines import Here, detail_line, fold_words, head_line, queue_line
from tui.painting.queue_rows import Kind, QueueRows, Row, Shape
from tui.painting.queue_words import (
    left_words,
    next_words,
    pair_words,
    state_words,
    turned_words,
    where_words,
)
from tui.painting.spans import Line
from tui.session import Session


class QueueView:
    """The rows, and the one that the cursor is on."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.queue = Queue(session.reviewer, ())
        self.next: Stand | None = None
        """What should be graded next."""
        self.section: Section | None = None
        """The dimension of it that is graded across all pairs; none where one pair is graded after the other."""
        self.is_across = False
        self.at = 0
        self._titles: Sequence[str] = ()
        self.rows = self._made(Shape())

    def _made(self, shape: Shape) -> QueueRows:
        return QueueRows(self.queue, shape, self._titles, is_open=self._session.is_open)

    @property
    def is_revealed(self) -> bool:
        """Whether its reader was shown every name of every task."""
        tasks = self.queue.tasks
        mine = [one.mine.get(run) for one in tasks for run in one.runs]
        return bool(mine) and all(tally is not None and tally.is_revealed for tally in mine)

    # Where the cursor is

    @property
    def here(self) -> Row:
        """The row that the cursor is on."""
        return self.rows[self.at]

    @property
    def task(self) -> str:
        """The key of the task that the row there is about; empty where it is about none."""
        row = self.here
        match row.kind:
            case Kind.TASK | Kind.PAIR | Kind.REST:
                return self.queue.tasks[row.task].task
            case Kind.UNREADY:
                return self.queue.unready[row.place].task
            case _:
                stand = self.stand
                return stand.task if stand else ""

    @property
    def need(self) -> Attention | None:
        """What needs attention there."""
        row = self.here
        return self.queue.attention[row.place] if row.kind is Kind.NEED else None

    @property
    def stand(self) -> Stand | None:
        """The pair there, or the one that what needs attention is about."""
        if self.here.kind is Kind.PAIR:
            return self.rows.stand(self.here)
        need = self.need
        return self.rows.stand_of(need) if need else None

    def step(self, steps: int) -> bool:
        """Goes so many rows on, as far as there are any; whether it went anywhere."""
        before, self.at = self.at, self.rows.step(self.at, steps)
        return self.at != before

    # What there is

    def read(self) -> None:
        """Reads everything again; the cursor stays on its pair, and goes to what is next the first time."""
        stand = self.stand if len(self.queue) else None
        study = self._session.study
        self.queue = self._session.queue()
        told = str if self._session.is_open else mask_for(study.runs())
        titles = {task.key: told(task.title) for task in study.tasks()}
        self._titles = [titles.get(one.task, one.task) for one in self.queue.tasks]
        self._look_ahead()
        self.rows = self._made(self.rows.shape)
        self.go_to(stand or self.next)

    def come_back(self) -> None:
        """Reads everything again after somebody was elsewhere; the cursor stands on the pair that was left last."""
        self.read()
        self.go_to(self._left)

    @property
    def _left(self) -> Stand | None:
        """The pair that its reader was in last; none where the queue does not list it."""
        place = self._session.places.last
        if place is None:
            return None
        tasks = (one for one in self.queue.tasks if (one.task, one.rubric.id) == (place.task, place.rubric))
        runs = frozenset(place.runs)
        return next((one.stand(runs) for one in tasks if one.lists(runs)), None)

    def turn_order(self) -> None:
        """From one order to the other: pair by pair, or one dimension across all pairs."""
        self.is_across = not self.is_across
        self._look_ahead()
        self.go_to(self.next)

    def _look_ahead(self) -> None:
        """Finds what is next: an open pair, or the first one in which the first open dimension is open."""
        self.section, self.next = None, self.queue.next()
        if not self.is_across or self.next is None:
            return
        tasks = self.queue.of(self.next)
        for section in Outline(tasks.rubric).sections:
            cells = [cell.key for cell in section.cells]
            found = across(self._session.study, tasks, self._session.reviewer, cells, None)
            if found is not None:
                self.section, self.next = section, found
                return

    # What is shown

    def reshape(self, shape: Shape) -> None:
        """Shows other rows; the cursor stays on its own, or near to where it was."""
        row = self.here
        self.rows = self._made(shape)
        found = self.rows.find(row)
        self.at = self.rows.step(self.at, 0) if found is None else found

    def seek(self, sought: Sought) -> None:
        """Shows only what is sought; where that leaves the cursor's pair out, the first one that is shown."""
        row = self.here
        self.reshape(replace(self.rows.shape, sought=sought))
        if self.rows.find(row) is None:
            self.at = 0
            while self.here.kind is not Kind.PAIR and self.step(1):
                pass

    def go_to(self, stand: Stand | None) -> None:
        """Puts the cursor on a pair, unfolding what hides it."""
        row = self.rows.row_of(stand) if stand else None
        if row is None:
            self.at = self.rows.step(self.at, 0)
            return
        if self.rows.find(row) is None and (unfolded := self.rows.shape_with(row)):
            self.rows = self._made(unfolded)
        found = self.rows.find(row)
        self.at = self.rows.step(self.at, 0) if found is None else found

    def line(self, row: int, width: int, has_cursor: bool) -> Line:
        """A row as it is painted."""
        return queue_line(self.rows, row, width, Here(self.next, self._session.is_open), has_cursor=has_cursor)

    def head(self, width: int) -> Line:
        """The row above all others: how far everything is; what comes next, or what is looked for."""
        sought = self.rows.shape.sought
        if sought.is_all:
            return head_line(self.queue.progress, width, next_words(self.next, self.section, is_empty=self._is_empty))
        parts = ["only open"] if sought.is_only_open else []
        parts += ["only unsure"] if sought.is_only_unsure else []
        parts += [f"“{sought.typed.strip()}”"] if sought.words else []
        told = f"{' · '.join(parts)}: {self.rows.pairs:,} of {len(self.queue):,} pairs"
        return head_line(self.queue.progress, width, told)

    def detail(self, width: int) -> Line:
        """What the state of the pair under the cursor means, or what opening another row does."""
        stand, told = self.stand, self._session.preferences.keymap.told
        if stand is None:
            return detail_line("", told(self._folds), width)
        said = state_words(stand, is_open=self._session.is_open)
        return detail_line(pair_words(stand), told(said), width)

    @property
    def keys(self) -> Sequence[str]:
        """The commands that are shown below; that a row is opened only where something opens."""
        return [name for name in FOOTER[Scope.QUEUE] if name != "open" or not self._folds]

    @property
    def _folds(self) -> str:
        return fold_words(self.here, self.rows.shape)

    @property
    def _is_empty(self) -> bool:
        """Whether there is no pair at all."""
        return not len(self.queue)

    # Taking back

    def follow(self, turned: Turned) -> str:
        """Goes to what undo or redo was about, and says what that was."""
        self.read()
        tasks = [one for one in self.queue.tasks if turned.run in one.runs]
        one = next((one for one in tasks if one.rubric.id == turned.rubric), tasks[0] if tasks else None)
        if one is None:
            return turned_words(turned, None)
        stand = one.stand(turned.runs if len(turned.runs) > 1 else one.pair_of(turned.run))
        self.go_to(stand)
        return turned_words(turned, one.rubric, where_words(stand, turned.run, is_open=self._session.is_open))

    # What cannot be done

    def why_not(self, name: str) -> str:
        """Why a command cannot act now; nothing where it can."""
        stand, sought, why = self.stand, self.rows.shape.sought, ""
        match name:
            case "open" if not self.here.can_be_stood_on:
                why = "there is nothing to open"
            case "open-next" | "order" if self.next is None:
                why = left_words(is_empty=self._is_empty)
            case "prompt" if not self.task:
                why = "no task is chosen"
            case "later" if stand is None:
                why = "no pair is chosen"
            case "later" if stand is not None and len(stand.runs) != 2:
                why = "a run that stands alone cannot be handed to later"
            case "only-open" if not sought.is_only_open and self.next is None:
                why = "no pair is open: every card that is needed is graded"
            case "only-unsure" if not sought.is_only_unsure and next(self.queue.unsure(), None) is None:
                why = "nothing is flagged as unsure"
            case "escape" if sought.is_all:
                why = "everything is shown; {quit} leaves"
        return why
