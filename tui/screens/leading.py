"""The keys that lead elsewhere: other pairs, the queue, the task's prompt, help, settings, out."""

from collections.abc import Awaitable, Callable
from contextlib import suppress

from textual.screen import Screen

from grading.errors import MarkError, StudyError
from grading.review.stand import Stand
from grading.review.undo import Turned
from grading.sides import Pair
from tui.keys import Keymap, Scope
from tui.painting.queue_words import turned_words, where_words
from tui.screens.arrivals import PairWanted, QueueWanted, SettingsWanted, StandingsWanted
from tui.screens.desk import Desk
from tui.screens.required import Required


class Leading:
    """Where else to go."""

    def __init__(
        self,
        desk: Desk,
        act: Callable[[str], None],
        hand_over: Callable[[], Awaitable[None]],
        why_not: Callable[[str], str],
        *,
        is_led_back: bool = False,
    ) -> None:
        """`act` does a command that was found by its words; `hand_over` gives the keys to what it opened; `why_not`
        says why one cannot act now. Who `is_led_back` leaves for the scorecard that led here, and not the program."""
        self._desk = desk
        self._act = act
        self._hand_over = hand_over
        self._why_not = why_not
        self._is_led_back = is_led_back

    @property
    def _keymap(self) -> Keymap:
        return self._desk.session.preferences.keymap

    @property
    def required(self) -> Required:
        """What raises an error, by the commands that cannot act then."""
        return {
            "next-pair": lambda: self._beside(1),
            "last-pair": lambda: self._beside(-1),
            "later": self._pair,
        }

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

    def do_settings(self) -> None:
        self._desk.screen.app.post_message(SettingsWanted())

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
        self._desk.screen.app.post_message(QueueWanted())

    def do_task_standings(self) -> None:
        self._desk.sitting.end_entry()
        opening = self._desk.opening
        self._desk.screen.app.post_message(StandingsWanted(opening.task, opening.rubric.id))

    def do_quit(self) -> None:
        # What is typed and no value, such as 1 where the step is 5, keeps nobody here.
        with suppress(MarkError):
            self._desk.sitting.end_entry()
        if self._is_led_back:
            self._desk.screen.app.post_message(QueueWanted())
        else:
            self._desk.screen.app.exit()

    def do_next_pair(self) -> None:
        self._go_pair(1)

    def do_last_pair(self) -> None:
        self._go_pair(-1)

    def _go_pair(self, steps: int) -> None:
        self._desk.sitting.end_entry()
        self._open(self._beside(steps))

    def _open(self, stand: Stand, said: str = "", begin: tuple[str, str] = ("", "")) -> None:
        self._desk.session.draw(stand)
        self._desk.screen.app.post_message(PairWanted(stand, said, begin))

    def _beside(self, steps: int) -> Stand:
        """The pair so many places further on."""
        found = self._desk.beside(steps)
        if found is None:
            raise StudyError(
                f"that is the {'last' if steps > 0 else 'first'} pair of this task", do="{queue} shows all"
            )
        return found

    def do_later(self) -> None:
        opening, study, reviewer = self._desk.opening, self._desk.session.study, self._desk.session.reviewer
        stand = self._pair()
        self._desk.sitting.end_entry()
        study.hand_to_later(opening.task, reviewer, Pair(*opening.key))
        found = self._desk.session.queue().next(stand)
        if found is None:
            raise StudyError("it is the last pair now, and no other one is open")
        self._open(found, "the pair before stands at the end of the queue now")

    def _pair(self) -> Stand:
        """The pair as it stands in the queue."""
        stand = self._desk.stand
        if stand is None or len(self._desk.opening.key) != 2:
            raise StudyError("only a pair of the queue can be handed to later")
        return stand

    def lead_to(self, turned: Turned) -> None:
        listed = self._desk.pairs_of(turned.rubric).tasks if turned.rubric else ()
        found = next((one for one in listed if turned.run in one.runs), None)
        if found is None:
            self._desk.say(self._desk.shown(turned_words(turned, None)))
            return
        pair = turned.runs if len(turned.runs) > 1 else found.pair_of(turned.run)
        stand = found.stand(pair)
        said = turned_words(turned, found.rubric, where_words(stand, turned.run, is_open=self._desk.session.is_open))
        self._open(stand, said, (turned.run, turned.cell))
