"""The keys that decide: values, faults, gates, doubts, preferences, locks, and taking any of it back."""

from collections.abc import Callable
from typing import Final

from grading.errors import MarkError
from grading.marks.events import Answer
from grading.review import deeds
from grading.review.precedents import precedents
from grading.review.sitting import Sitting
from grading.review.undo import Turned
from grading.sides import Side
from tui.keys import Scope
from tui.painting.cell_calls import letters_words
from tui.painting.cell_values import left_out_words
from tui.painting.panel_view import Mode
from tui.painting.queue_words import turned_words
from tui.screens.desk import Desk
from tui.screens.required import Required
from tui.themes import Look

_EDGES: Final = 2
"""A blank on either side of what is said."""


class Marking:
    """What happens to the cards of a pair."""

    def __init__(self, desk: Desk, lead_to: Callable[[Turned], None]) -> None:
        """`lead_to` shows a decision about another pair."""
        self._desk = desk
        self._lead_to = lead_to
        self._is_asked = False
        """Whether letters were asked for, and none was given yet."""

    @property
    def _sitting(self) -> Sitting:
        return self._desk.sitting

    @property
    def required(self) -> Required:
        """What raises an error, by the commands that cannot act then."""
        sitting, unlocked = self._sitting, self._sitting.require_unlocked
        return {
            **dict.fromkeys(("point", "most", "more", "less", "not-attempted", "clear", "unsure"), unlocked),
            "same": self._require_other,
            **dict.fromkeys(("better-a", "better-b", "equal"), lambda: deeds.require_two(sitting)),
            "other-side": sitting.require_two_sides,
            "deduct": lambda: deeds.require_deductions(sitting),
            "gates": lambda: deeds.require_gates(sitting),
            "reveal": lambda: deeds.require_hidden(sitting),
            "undo": self._require_undo,
            "redo": self._desk.session.undo.to_redo,
        }

    def _require_other(self) -> None:
        self._sitting.require_unlocked()
        self._sitting.require_two_sides()

    def _require_undo(self) -> None:
        if not self._sitting.entry.text:
            self._desk.session.undo.to_undo()

    # Values

    def type(self, key: str) -> None:
        """A digit, or the point; what is left of a number that was taken with its point means nothing."""
        desk = self._desk
        if desk.was_rest.startswith(key):
            desk.rest, desk.is_taken = desk.was_rest[1:], True
            self._say_taken(key)
            return
        if desk.was_rest and key == "0":  # `3.0` is meant, and not 0 for the next cell
            desk.is_taken = True
            desk.refuse(
                "a number was taken with its point already; {undo} takes it back, the next digit is for this cell"
            )
            return
        desk.rest = deeds.rest_of(self._sitting, key)
        self._sitting.type(key)
        desk.is_taken = not self._sitting.entry.text

    def _say_taken(self, digit: str) -> None:
        if self._desk.is_any_open:
            self._desk.say(f"taken already with its {digit}; the next digit is for this cell")
        else:
            self._desk.say_done()

    def do_most(self) -> None:
        self._sitting.most()

    def do_more(self) -> None:
        self._sitting.step(1)

    def do_less(self) -> None:
        self._sitting.step(-1)

    def do_same(self) -> None:
        self._sitting.same()

    def do_not_attempted(self) -> None:
        was_open = self._desk.is_any_open
        title = self._desk.shown(self._sitting.section.title)
        self._sitting.leave_out(sure=self._is_sure("not-attempted"))
        if self._desk.is_any_open or not was_open:  # else what is left to do matters more
            was = self._sitting.replaced
            before = was[0] if was and was[0] != was[1] else None
            self._desk.say(left_out_words(title, before, self._desk.screen.size.width - _EDGES))

    def do_erase(self) -> None:
        self._sitting.erase()

    def do_clear(self) -> None:
        self._sitting.clear()

    def take(self) -> bool:
        """What is typed is taken, or what is pending tried again; whether there was anything of it."""
        if self._sitting.entry.text:
            self._sitting.end_entry(None)
        elif self._sitting.pending:
            self._sitting.retry()
            self._desk.say("saved ✓", Look.GOOD)
        else:
            return False
        return True

    # Where the next key goes

    def do_other_side(self) -> None:
        self._sitting.change_side()

    def do_cell_up(self) -> None:
        self._sitting.move(-1)

    def do_cell_down(self) -> None:
        self._sitting.move(1)

    def do_section_up(self) -> None:
        self._sitting.move_section(-1)

    def do_section_down(self) -> None:
        self._sitting.move_section(1)

    def do_next_open(self) -> None:
        sitting = self._sitting
        if sitting.next_open():
            return
        if sitting.is_open(sitting.cell, sitting.side):
            self._desk.refuse("this is the only cell that is open")
        else:
            self._desk.say_done()

    def choose(self, cell: str, side: Side) -> None:
        """Stands on a cell that was clicked."""
        self._desk.mode = Mode.NORMAL
        self._sitting.place(cell, side)

    # Faults and gates, by letter

    def do_deduct(self) -> None:
        deeds.require_deductions(self._sitting)
        self._turn_mode(Mode.DEDUCT)

    def do_gates(self) -> None:
        deeds.require_gates(self._sitting)
        self._turn_mode(Mode.GATES)

    def _turn_mode(self, mode: Mode) -> None:
        """Letters mean this now; what it was already, it is no more."""
        self._desk.mode = Mode.NORMAL if self._desk.mode is mode else mode
        self._is_asked = self._desk.mode is mode
        if self._is_asked:
            self._desk.say(f"{letters_words(mode, [*self._letters])} · {{escape}} closes")

    def is_called(self, letter: str) -> bool:
        """Whether a letter, small or capital, is meant for those that are called by letters now.

        The first one after they were asked for is, whichever it is: else a wrong one would do something else.
        """
        if self._desk.mode is Mode.NORMAL:
            return False
        if letter.lower() in self._letters:
            return True
        command = self._desk.session.preferences.keymap.command(letter, Scope.REVIEW)
        is_over = command is not None and command.id in ("deduct", "gates")
        return self._is_asked and letter.isalpha() and not is_over

    @property
    def _letters(self) -> tuple[str, ...]:
        """Those that are called now."""
        match self._desk.mode:
            case Mode.DEDUCT:
                return tuple(self._sitting.section.deductions)
            case Mode.GATES:
                return tuple(self._sitting.outline.gates)
            case _:
                return ()

    def letter(self, letter: str) -> None:
        """Such a letter."""
        if letter.lower() not in self._letters:
            words = letters_words(self._desk.mode, [*self._letters])
            raise MarkError(f"{letter} is none of them", do=f"{words} · {{escape}} closes")
        self._is_asked = False
        sitting, was_open = self._sitting, self._desk.is_any_open
        by_letter = deeds.deduct if self._desk.mode is Mode.DEDUCT else deeds.gate
        event = by_letter(sitting, letter)
        if self._desk.is_any_open or not was_open:  # else what is left to do matters more
            self._desk.say(deeds.said(event, self._desk.shown(sitting.rubric.cells[event.cell].title)))

    def deduction(self, key: str) -> None:
        """A deduction that was clicked."""
        letters = {fault.key: letter for letter, fault in self._sitting.section.deductions.items()}
        deeds.deduct(self._sitting, letters[key])

    def gate(self, key: str) -> None:
        """A gate that was clicked."""
        place = [gate.key for gate in self._sitting.rubric.gates].index(key)
        deeds.gate(self._sitting, chr(ord("a") + place))

    # Doubts, preferences, the end

    def do_unsure(self) -> None:
        unsure = deeds.doubt(self._sitting)
        self._desk.say("flagged as unsure: the queue lists it" if unsure else "not unsure any more")

    def do_better_a(self) -> None:
        self._prefer(Answer.A, "A is better overall")

    def do_better_b(self) -> None:
        self._prefer(Answer.B, "B is better overall")

    def do_equal(self) -> None:
        self._prefer(Answer.EQUAL, "both are equally good overall")

    def _prefer(self, answer: Answer, text: str) -> None:
        deeds.prefer(self._sitting, answer)
        self._desk.say(f"{text} ✓", Look.GOOD)

    def do_lock(self) -> None:
        if deeds.lock(self._sitting, sure=self._is_sure("lock")):
            seen = " · {task-standings} leads to what others gave" if self._others else ""
            self._desk.say(f"{self._sitting.side.value}'s card is locked ✓{seen}", Look.GOOD)
        else:
            self._desk.say(f"{self._sitting.side.value}'s card is open again")

    @property
    def _others(self) -> bool:
        """Whether somebody else has marked this run, too."""
        sitting = self._sitting
        return any(one != sitting.reviewer for one in sitting.study.reviewers_of(sitting.run, sitting.rubric))

    def _is_sure(self, command: str) -> bool:
        return self._desk.asked_again == command

    # Looking back

    def do_precedents(self) -> None:
        sitting = self._sitting
        if self._desk.precedents is not None:
            self._desk.precedents = None
            return
        here = [run.id for run in sitting.runs if run is not None]
        found = precedents(sitting.study, sitting.cell, sitting.rubric, sitting.reviewer, here)
        self._desk.precedents = list(found)

    def do_undo(self) -> None:
        if self._sitting.entry.text:
            self._sitting.forget_entry()
            self._desk.say("what was typed is gone; {undo} takes the last decision back")
            return
        self._turn(self._desk.session.undo.undo())

    def do_redo(self) -> None:
        self._sitting.end_entry()
        self._turn(self._desk.session.undo.redo())

    def _turn(self, turned: Turned) -> None:
        sitting = self._sitting
        here = {run.id: side for side in sitting.graded if (run := sitting.runs[side]) is not None}
        if not turned.runs <= here.keys() or turned.rubric not in ("", sitting.rubric.id):
            self._lead_to(turned)
            return
        sitting.refresh()
        if turned.cell in sitting.rubric.cells:
            sitting.place(sitting.outline.cell_of(turned.cell), here[turned.run])
        where = f"side {here[turned.run].value}" if len(here) > len(turned.runs) else ""
        self._desk.say(self._desk.shown(turned_words(turned, sitting.rubric, where)))
