"""What the parts of the review screen work with: the pair, its cards and files, the widgets, and a voice."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import Final

from msgspec import Struct
from textual.screen import Screen
from textual.widget import AwaitMount, Widget

from grading.blind import Mask, mask_for
from grading.compare.comparison import Comparison
from grading.compare.tree import FilePair
from grading.errors import LedgerError, SidegradeError
from grading.review import deeds
from grading.review.opening import Opening
from grading.review.precedents import Precedent
from grading.review.queue import Queue, queue
from grading.review.sitting import AskAgainError, Sitting
from grading.review.stand import Stand
from grading.review.way import After
from grading.review.workspaces import Workspaces
from grading.runs.model import Run
from grading.sides import Pair, Side
from grading.visible import path_text, visible
from tui.painting.cell_values import replaced_words
from tui.painting.done_words import done_words
from tui.painting.panel_view import Mode, PanelView
from tui.painting.queue_words import ANSWERS
from tui.painting.rested import rested
from tui.painting.top_view import Sight, TopView
from tui.session import Session
from tui.themes import Look
from tui.widgets.cell_panel import CellPanel
from tui.widgets.diff_view import DiffView
from tui.widgets.file_list import FileList
from tui.widgets.key_line import KeyLine
from tui.widgets.rubric_panel import RubricPanel
from tui.widgets.top_line import TopLine

_LONGEST_TITLE: Final = 1_000


class Widgets(Struct, frozen=True):
    """The parts of the screen that are painted."""

    top: TopLine
    files: FileList
    text: DiffView
    rubric: RubricPanel
    cell: CellPanel
    keys: KeyLine


class Desk:
    """One pair on the screen."""

    def __init__(
        self,
        screen: Screen[None],
        session: Session,
        workspaces: Workspaces,
        widgets: Widgets,
        *,
        stand: Stand | None,
        of: int,
    ) -> None:
        """`stand` is its place in the queue, of so many; none for runs that were asked for by name."""
        self.screen, self.session, self.workspaces = screen, session, workspaces
        self.stand, self.of, self.widgets = stand, of, widgets
        after = After(session.preferences["after_mark"])
        where = session.study, session.reviewer, self.opening.rubric, self.opening.runs
        self.sitting = Sitting(*where, after=after)
        self.mode = Mode.NORMAL
        self.precedents: list[Precedent] | None = None
        self.is_listing = False
        """Whether the cursor is in the list of files."""
        self.named: int | None = None
        """How many files the cell names."""
        self.asked_again = ""
        """The command that asked to be pressed once more."""
        self.is_taken = False
        """Whether this key ended a number, which was taken by itself."""
        self.was_taken = False
        """The same of the key before: who presses Enter out of habit then has nothing left to take."""
        self.rest = self.was_rest = ""
        """What was left to type of such a number, which is taken with its point: who types all of 3.5 marks once."""
        self.shown_file: FilePair | None = None
        """The file whose page is there; none before the first."""
        self.hits: dict[FilePair, int] | None = None
        """In how many lines of which files a text was found; none while nobody looks for one in all of them."""
        self.sought = ""
        self.writer: tuple[Widget, AwaitMount] | None = None
        """What is about to take the keys, as soon as it is there."""

    @property
    def opening(self) -> Opening:
        """The runs, and the rubric that they are graded by."""
        return self.workspaces.opening

    @property
    def comparison(self) -> Comparison | None:
        """Both workspaces; none where neither side has one."""
        return self.workspaces.comparison

    def pairs_of(self, rubric: str) -> Queue:
        """The pairs of a rubric, whichever was asked for: what is open, or undone, may be of an earlier edition."""
        return queue(self.session.study, self.session.reviewer, rubric)

    def beside(self, steps: int) -> Stand | None:
        """The pair so many places further on; none at an end."""
        stand, session = self.stand, self.session
        if stand is None:
            return session.queue().next()
        listed = self.pairs_of(stand.rubric).tasks
        return next((one.beside(stand, steps) for one in listed if one.task == stand.task), None)

    @property
    def is_any_open(self) -> bool:
        """Whether any cell of the pair waits for its value."""
        return any(card.total.missing and not card.locked for card in self.sitting.values.values())

    def close(self) -> None:
        """Lets go of what was opened."""
        self.workspaces.close()

    @property
    def sight(self) -> Sight:
        """What the reviewer knows of the runs."""
        if self.session.is_open:
            return Sight.OPEN
        return Sight.REVEALED if deeds.is_revealed(self.sitting) else Sight.BLIND

    @cached_property
    def _mask(self) -> Mask:
        return mask_for(self.session.study.runs())

    @property
    def mask(self) -> Mask | None:
        """What hides the makers' names; nothing does once they are known."""
        return self._mask if self.sight is Sight.BLIND else None

    def shown(self, text: str) -> str:
        """A text of the study's, safe and without names that are not to be read."""
        said = visible(text)
        return self.mask(said) if self.mask else said

    def shown_path(self, path: bytes | None) -> str:
        """A path, safe and without names; the slashes stay."""
        return "" if path is None else self.shown(path_text(path))

    def name(self, side: Side) -> str:
        """What a side is called."""
        run = self.opening.runs[side]
        if run is None:
            return "baseline" if self.opening.baseline else ""
        return side.value if self.sight is Sight.BLIND else self.shown(_told(run))

    def titles(self, paths: Pair[bytes | None]) -> Pair[str]:
        """What stands above the text of each side: its path, and whose it is once that may be read."""
        is_blind = self.sight is Sight.BLIND
        found = [_ending(self.shown_path(paths[side])) for side in Side]
        named = [path if is_blind else f"{self.name(side)} · {path}" for side, path in zip(Side, found, strict=True)]
        return Pair(*(name if path else "" for name, path in zip(named, found, strict=True)))

    # Showing

    def show_cards(self) -> None:
        """Paints the marks, how far they are, and beside the text what they rest on."""
        sitting = self.sitting
        view = PanelView(
            outline=sitting.outline,
            cards=sitting.cards,
            names=Pair(self.name(Side.A), self.name(Side.B)),
            cell=sitting.cell,
            side=sitting.side,
            entry=sitting.entry,
            pending=sitting.pending,
            mode=self.mode,
            precedents=self.precedents,
            named=self.named,
            keys=self._keys,
            mask=self.mask,
        )
        self.widgets.rubric.show(view)
        self.widgets.cell.show(view)
        self.show_evidence()
        self.show_top()

    def show_evidence(self) -> None:
        """Marks the lines that the cards rest on."""
        if self.shown_file is not None:
            self.widgets.text.set_evidence(rested(self.sitting.values, self.shown_file.paths))

    @cached_property
    def _keys(self) -> Mapping[str, str]:
        keymap = self.session.preferences.keymap
        return {command.id: keymap.first(command.id) for command in keymap.commands}

    def show_top(self) -> None:
        """Paints the line at the top."""
        cards = self.sitting.values.values()
        waiting = next(iter(self.sitting.pending.values()), None)
        self.widgets.top.show(
            TopView(
                title=self.opening.task,
                number=self.stand.number if self.stand else None,
                of=self.of,
                sight=self.sight,
                reviewer=self.session.reviewer,
                decided=sum(card.decided for card in cards),
                cells=len(self.sitting.rubric.open_cells) * len(cards),
                better=ANSWERS[self.sitting.better] if self.sitting.better else "",
                unsaved=waiting.why if waiting else "",
            )
        )

    def hand_keys_to(self, writer: Widget, mounting: AwaitMount) -> None:
        """From now on, keys are typed into this."""
        self.writer = (writer, mounting)

    # Saying

    def say(self, text: str, look: Look = Look.BAR) -> None:
        """Says something in place of the keys, until the next key."""
        self.widgets.keys.say(self.session.preferences.keymap.told(text), look)

    def refuse(self, text: str) -> None:
        """Says why nothing happens."""
        self.say(text, Look.UNSURE)

    def say_done(self) -> None:
        """Says what is left to do once no cell is open."""
        self.say(done_words(self.sitting.values.values(), has_next=self.beside(1) is not None))

    @contextmanager
    def speaking(self, command: str = "") -> Iterator[None]:
        """Says what goes wrong inside; where a key has to be pressed again, remembers which."""
        again, said = "", self.widgets.keys.said
        # What could not be saved counts as taken here: its last digit is none of another value either.
        self.was_rest, self.rest = self.rest if self.is_taken or self.sitting.pending else "", ""
        self.was_taken, self.is_taken = self.is_taken, False
        self.sitting.replaced = None
        was_open = self.is_any_open
        try:
            yield
            if self.widgets.keys.said == said:
                self._say_what_came_of_it(was_open=was_open)
        except AskAgainError as error:
            again = command
            self.refuse(self.shown(str(error)))
        except LedgerError as error:
            # Where the ledger lies would leave no room for what to do.
            self.say(f"NOT SAVED: {error.what}{f'; {error.do}' if error.do else ''}", Look.BAD)
        except SidegradeError as error:
            self.refuse(self.shown(str(error)))
        finally:
            self.asked_again = again

    def _say_what_came_of_it(self, *, was_open: bool) -> None:
        if was_open and not self.is_any_open:
            self.say_done()
        elif self.sitting.replaced is not None:
            self.say(replaced_words(*self.sitting.replaced))
        elif self.is_listing and self.writer is None:
            self.say("in the list: {cell-up} {cell-down} move · {take} opens · {swap-focus} back to the text")


def _ending(path: str) -> str:
    """A path, or the end of one that is longer than any terminal is wide."""
    return path if len(path) <= _LONGEST_TITLE else f"…{path[1 - _LONGEST_TITLE :]}"


def _told(run: Run) -> str:
    """What a run is called once its name may be read."""
    return run.name.label or run.id.split("/", 1)[1]
