"""The keys that lead elsewhere: other pairs, the queue, the task's prompt, help, settings, out."""

from collections.abc import Awaitable, Callable
from contextlib import suppress

from textual.screen import Screen

from grading.errors import MarkError, StudyError
from grading.review.queue import queue
from grading.review.undo import Turned
from grading.sides import Pair
from tui.keys import Keymap, Scope
from tui.screens.arrivals import PairWanted, QueueWanted, SettingsWanted
from tui.screens.desk import Desk
from tui.screens.marking import said_of


class Leading:
    """Where else to go."""

    def __init__(self, desk: Desk, act: Callable[[str], None], hand_over: Callable[[], Awaitable[None]]) -> None:
        """`act` does a command that was found by its words; `hand_over` gives the keys to what it opened."""
        self._desk = desk
        self._act = act
        self._hand_over = hand_over

    @property
    def _keymap(self) -> Keymap:
        return self._desk.session.preferences.keymap

    def _push(self, screen: Screen[None]) -> None:
        self._desk.screen.app.push_screen(screen)

    def do_help(self) -> None:
        from tui.screens.help import HelpScreen

        self._desk.screen.app.push_screen(
            HelpScreen(self._desk.session.theme, self._desk.session.preferences.keymap, Scope.REVIEW)
        )

    def do_palette(self) -> None:
        from tui.screens.palette import PaletteScreen

        def chosen(name: str | None) -> None:
            if name:
                self._act(name)
                self._desk.screen.call_next(self._hand_over)

        self._desk.screen.app.push_screen(
            PaletteScreen(self._desk.session.theme, self._keymap, Scope.REVIEW, self._why_not), chosen
        )

    def _why_not(self, name: str) -> str:
        return ""

    def do_settings(self) -> None:
        self._desk.screen.post_message(SettingsWanted())

    def do_prompt(self) -> None:
        from tui.screens.prompt import PromptScreen

        task = next(one for one in self._desk.session.study.tasks() if one.key == self._desk.opening.task)
        self._push(
            PromptScreen(
                self._desk.session.theme, self._keymap, self._desk.shown(task.title), self._masked(task.prompt)
            )
        )

    def _masked(self, prompt: str) -> str:
        return self._desk.mask(prompt) if self._desk.mask else prompt

    def do_queue(self) -> None:
        self._desk.sitting.end_entry()
        self._desk.screen.post_message(QueueWanted())

    def do_quit(self) -> None:
        # What is typed and no value, such as 1 where the step is 5, keeps nobody here.
        with suppress(MarkError):
            self._desk.sitting.end_entry()
        self._desk.screen.app.exit()

    def do_next_pair(self) -> None:
        self._go_pair(1)

    def do_last_pair(self) -> None:
        self._go_pair(-1)

    def _go_pair(self, steps: int) -> None:
        self._desk.sitting.end_entry()
        every = queue(self._desk.session.study, self._desk.session.reviewer)
        stand = self._desk.stand
        found = every.next() if stand is None else every.of(stand).beside(stand, steps)
        if found is None:
            raise StudyError(
                f"that is the {'last' if steps > 0 else 'first'} pair of this task", do="{queue} shows all"
            )
        self._desk.screen.post_message(PairWanted(found))

    def do_later(self) -> None:
        opening, study, reviewer = self._desk.opening, self._desk.session.study, self._desk.session.reviewer
        a, b = opening.runs
        stand = self._desk.stand
        if a is None or b is None or stand is None:
            raise StudyError("only a pair of the queue can be handed to later")
        self._desk.sitting.end_entry()
        study.hand_to_later(opening.task, reviewer, Pair(a.id, b.id))
        found = queue(study, reviewer).next(stand)
        if found is None:
            raise StudyError("it is the last pair now, and no other one is open")
        self._desk.screen.post_message(PairWanted(found, "the pair before stands at the end of the queue now"))

    def do_order(self) -> None:
        raise StudyError("the order is changed in the queue", do="{queue} leads there")

    def lead_to(self, turned: Turned) -> None:
        every = queue(self._desk.session.study, self._desk.session.reviewer)
        found = next((one for one in every.tasks if turned.run in one.runs and one.rubric.id == turned.rubric), None)
        if found is None:
            self._desk.say(said_of(turned))
            return
        pair = turned.runs if len(turned.runs) > 1 else found.pair_of(turned.run)
        begin = (turned.run, turned.cell)
        self._desk.screen.post_message(PairWanted(found.stand(pair), said_of(turned), begin))
