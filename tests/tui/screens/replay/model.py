"""What every key of the review should decide, and where it should lead: the rules as they are promised to people.

It knows the rubric and nothing else of the program. What only the screen can know (the line under the cursor, which
pair comes next) it is told.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction
from functools import partial

from tests.tui.screens.replay.cards import Refused, Slot
from tests.tui.screens.replay.walk import Walk, shown

_POINTS = re.compile(r"([+-]?)(\d+(?:\.\d+)?)")


class Model(Walk):
    """A reviewer, their cards, and where the next key goes."""

    # Values

    def give(self, value: Fraction | str, after: str = "") -> None:
        """A value for this cell on this side."""
        kind, said = ("gate", str(value)) if self.asked is None else ("mark", str(value))
        dimension = self.dimension
        is_part = dimension is not None and self.cell != dimension.key
        if dimension and is_part and self.cards.at("value", self.run, dimension.key) is not None:
            raise Refused  # the dimension is marked as a whole
        self.cards.decide(kind, Slot("value", self.run, self.cell), value, said)
        self.go_on(after or self.after)

    def type(self, key: str) -> None:
        """A digit or a point: the value is taken as soon as no longer one could be meant."""
        if key in self.was_rest[:1]:
            self.rest, self.is_taken = self.was_rest[1:], True
            return
        if self.was_rest and key == "0":
            self.is_taken = True
            return
        if self.cards.is_locked(self.run):
            raise Refused
        if self.asked is None:
            self._answer_gate({"1": "pass", "0": "fail"}.get(key, ""))
            return
        text = self.typed + key
        text = "0." if text == "." else text
        if self.is_measured:
            if text.count(".") > 1 or len(text) > 12:
                raise Refused
            self.typed = text
            return
        forms = {shown(value): value for value in self.steps}
        fitting = [form for form in forms if form.startswith(text)]
        if not fitting:
            raise Refused
        if len(fitting) == 1 and (fitting[0] == text or "." in text):
            self.typed = ""
            self.give(forms[fitting[0]])
            self.rest, self.is_taken = fitting[0][len(text) :], True
        else:
            self.typed = text

    def _answer_gate(self, value: str) -> None:
        if not value:
            raise Refused
        self.give(value)
        self.is_taken = True

    def end_typing(self, after: str = "stay") -> None:
        """A move takes what is typed as it is."""
        if not self.typed:
            return
        value = Fraction(self.typed.removesuffix("."))
        if not self.is_measured and value not in self.steps:
            raise Refused
        self.typed = ""
        self.give(value, after)

    def _most(self) -> None:
        if self.is_measured:
            raise Refused
        self.typed = ""
        self.give("pass" if self.asked is None else self.steps[-1])

    def _step(self, steps: int) -> None:
        if self.is_measured:
            raise Refused
        if self.asked is None:
            self.give("pass" if steps > 0 else "fail")
            return
        self.end_typing()
        known = self.steps
        standing = self.cards.at("value", self.run, self.cell)
        if not isinstance(standing, Fraction):
            raise Refused  # there is nothing to go on from
        place = known.index(standing) + steps
        if not 0 <= place < len(known):
            raise Refused
        self.give(known[place], "stay")

    def _same(self) -> None:
        value = self.cards.at("value", self.runs[1 - self.side], self.cell)
        if not isinstance(value, (Fraction, str)):
            raise Refused
        self.typed = ""
        self.give(value)

    def _leave_out(self, *, sure: bool) -> None:
        dimension = self.dimension
        if dimension is None:
            raise Refused
        if dimension.criteria and not sure:
            self.again = "not-attempted"
            raise Refused
        self.typed = ""
        self.cards.decide("mark", Slot("value", self.run, dimension.key), "x", "x")
        self.go_on(self.after)

    def _clear(self) -> None:
        keys = [self.cell, *([self.dimension.key] if self.dimension else [])]
        standing = [key for key in keys if self.cards.at("value", self.run, key) is not None]
        if not standing:
            raise Refused
        self.cards.decide("clear", Slot("value", self.run, standing[0]), None)
        self.typed = ""

    # All else that is decided

    def letter(self, letter: str) -> None:
        """A letter after the keys for deductions and gates, which stay until another key."""
        self.again, self.is_first, place = "", False, ord(letter.lower()) - ord("a")
        if self.mode == "deduct":
            self._call(self.faults[place].key, "spare" if letter.isupper() else "deduct")
        elif letter.isupper():
            raise Refused
        else:
            self.turn_gate(self.rubric.gates[place].key)

    @property
    def letters(self) -> str:
        """Those that are called now."""
        called = {"deduct": self.faults, "gates": self.rubric.gates}.get(self.mode, ())
        return "abcdefghijklmnopqrstuvwxyz"[: len(called)]

    def hears(self, name: str, key: str) -> bool:
        """Whether a key means a command while letters are called: the first letter never does."""
        is_first = self.is_first and self.mode and name not in ("deduct", "gates")
        return key.lower() not in self.letters and not (is_first and len(key) == 1 and key.isalpha())

    def _call(self, key: str, wanted: str) -> None:
        slot = Slot("value", self.run, key)
        is_standing = self.cards.stands.get(slot) == wanted
        self.cards.decide("clear" if is_standing else wanted, slot, None if is_standing else wanted)

    def turn_gate(self, key: str) -> None:
        """A gate holds, then fails, then says nothing."""
        slot = Slot("value", self.run, key)
        match self.cards.stands.get(slot):
            case None:
                self.cards.decide("gate", slot, "pass", "pass")
            case "pass":
                self.cards.decide("gate", slot, "fail", "fail")
            case _:
                self.cards.decide("clear", slot, None)

    def _flag(self) -> None:
        slot = Slot("flag", self.run, self.cell)
        is_unsure = slot not in self.cards.stands
        self.cards.decide("flag", slot, is_unsure or None, "unsure" if is_unsure else "")

    def _prefer(self, answer: str) -> None:
        a, b = self.runs
        self.cards.decide("prefer", Slot("prefer", a, b), answer, f"{answer} {b}")

    def _lock(self, *, sure: bool) -> None:
        self.end_typing()
        if self.cards.is_locked(self.run):
            if not sure:
                self.again = "lock"
                raise Refused
            self.cards.unlock(self.run)
            return
        if self.cards.missing(self.run, self.cells):
            raise Refused
        if self.cards.unsure(self.run) and not sure:
            self.again = "lock"
            raise Refused
        self.cards.decide("lock", Slot("lock", self.run, ""), True)

    def _reveal(self, *, sure: bool) -> None:
        hidden = [run for run in self.runs if self.cards.at("reveal", run) is None]
        if not hidden:
            raise Refused
        if not sure and not all(map(self.cards.is_locked, self.runs)):
            self.again = "reveal"
            raise Refused
        for run in hidden:
            self.cards.decide("reveal", Slot("reveal", run, ""), True)

    def _turn(self, turned: Slot) -> None:
        """Undo and redo lead to what they are about, be it of another pair."""
        if turned.what == "prefer":
            return
        if turned.run not in self.runs:
            self.leads = (turned.run, turned.cell)
        elif turned.cell:
            self.stand(self.cell_of(turned.cell), self.runs.index(turned.run))

    def write_note(self, text: str) -> None:
        """What is in the editor when it is closed; the same as before is no decision."""
        if text.strip() != (self.cards.at("note", self.run, self.cell) or ""):
            self.cards.decide("note", Slot("note", self.run, self.cell), text.strip(), text.strip())

    def adjust(self, points: str, reason: str) -> None:
        """Points outside the rubric."""
        found, dimension = _POINTS.fullmatch(points), self.dimension
        assert found is not None and dimension is not None
        value = Fraction(found[2]) * (-1 if found[1] == "-" else 1)
        if not value or abs(value) > dimension.max or not reason.strip():
            raise Refused
        slot = Slot("adjust", self.run, dimension.key)
        after = (*self.cards.many("adjust", self.run, dimension.key), (value, reason))
        self.cards.decide("adjust", slot, after, str(value))

    def rest_on(self, side: int, place: str) -> None:
        """The lines under the cursor, on the side that they are on."""
        if side != self.side:
            self.end_typing()
            self.stand(self.cell, side)
        known = self.cards.many("evidence", self.run, self.cell)
        if self.cards.is_locked(self.run) or place in known:
            raise Refused
        self.cards.decide("evidence", Slot("evidence", self.run, self.cell), (*known, place), place)

    def stand_on(self, cell: str, side: int) -> None:
        """A cell was clicked."""
        self.again, self.is_taken = "", False
        self.end_typing()
        self.stand(cell, side)

    # Keys

    def press(self, name: str) -> None:
        """A command; `Refused` where it decides nothing and leads nowhere."""
        again, self.again, mode = self.again, "", self.mode
        self.was_rest, self.rest = self.rest if self.is_taken else "", ""
        self.was_taken, self.is_taken = self.is_taken, False
        try:
            self._do(name, sure=again == name)
        finally:
            if self.mode == mode and name != "other-side":
                self.mode = ""

    def _do(self, name: str, *, sure: bool) -> None:
        deeds: dict[str, Callable[[], object]] = {
            "point": lambda: self.type("."),
            "most": self._most,
            "more": lambda: self._step(1),
            "less": lambda: self._step(-1),
            "same": self._same,
            "not-attempted": lambda: self._leave_out(sure=sure),
            "erase": self._erase,
            "clear": self._clear,
            "escape": self._leave,
            "deduct": lambda: self._wait_for_letter(name, is_any=bool(self.faults)),
            "gates": lambda: self._wait_for_letter(name, is_any=bool(self.rubric.gates)),
            "unsure": self._flag,
            "better-a": lambda: self._prefer("<"),
            "better-b": lambda: self._prefer(">"),
            "equal": lambda: self._prefer("~"),
            "lock": lambda: self._lock(sure=sure),
            "reveal": lambda: self._reveal(sure=sure),
            "take": self._take,
            "next-open": self.next_open,
            "cell-up": lambda: None if self.is_listing else self.move(-1),
            "cell-down": lambda: None if self.is_listing else self.move(1),
            "section-up": lambda: self.move_section(-1),
            "section-down": lambda: self.move_section(1),
            "other-side": self._change_side,
            "swap-focus": self._swap,
            "undo": self._undo,
            "redo": self._redo,
            "note": self._begin_to_write,
            "adjust": self._begin_to_write,
            "quit": self._end,
            **dict.fromkeys(("next-pair", "last-pair", "queue", "later"), self.end_typing),
            **{f"score-{digit}": partial(self.type, str(digit)) for digit in range(10)},
        }
        if name == "adjust" and self.dimension is None:
            self.end_typing()
            raise Refused
        if name in deeds:
            deeds[name]()

    def _take(self) -> None:
        """Nothing where the key before took it."""
        if self.was_taken:
            return
        if self.typed:
            self.end_typing(self.after)
        else:
            self.next_open()

    def _erase(self) -> None:
        self.typed = self.typed[:-1]

    def _leave(self) -> None:
        """The letters first, then the list of files, then what is typed."""
        if self.mode:
            return
        if self.is_listing:
            self.is_listing = False
        else:
            self.typed = ""

    def _wait_for_letter(self, mode: str, *, is_any: bool) -> None:
        self.mode, self.is_first = (mode, True) if is_any else (self.mode, self.is_first)

    def _change_side(self) -> None:
        self.end_typing()
        self.stand(self.cell, 1 - self.side)

    def _swap(self) -> None:
        self.is_listing = not self.is_listing

    def _undo(self) -> None:
        """What is typed is the last thing that was done."""
        if self.typed:
            self.typed = ""
        else:
            self._turn(self.cards.undo())

    def _redo(self) -> None:
        self.end_typing()
        self._turn(self.cards.redo())

    def _begin_to_write(self) -> None:
        self.end_typing()
        if self.cards.is_locked(self.run):
            raise Refused

    def _end(self) -> None:
        """Nothing keeps anybody here, not even a number that is none."""
        with suppress(Refused):
            self.end_typing()
