"""A question of one line: every key goes to its answer, and what is pasted is one safe line."""

import pytest
from textual.pilot import Pilot

from tests.tui.screens.reviewing import key_of
from tests.tui.widgets.mounted import Mounted, mounted, painted
from tui.painting.question import Question
from tui.themes import THEMES, Look
from tui.widgets.ask_line import AskLine

_DARK = THEMES["dark"]
_PATHS = ("app/alpha.py", "app/beta.py", "lib/x.py")


def begun(text: str) -> list[str]:
    """The paths that begin so."""
    return [path for path in _PATHS if path.startswith(text)]


def type_in(line: AskLine, *keys: str) -> list[str]:
    """Types, as its screen does; the keys that it does not take."""
    return [key for key in keys if not line.take(key_of(key))]


def test_letters_digits_and_editing_keys_make_the_answer() -> None:
    line = AskLine(_DARK, "search")

    @mounted(line)
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        assert type_in(line, *"x12=", "backspace", "left", "q", "enter") == []
        await pilot.pause()
        assert line.answer == "x1q2"
        assert [one.text for one in app.of(AskLine.Changed)] == ["x", "x1", "x12", "x12=", "x12", "x1q2"]
        assert [one.text for one in app.of(AskLine.Answered)] == ["x1q2"]


def test_escape_leaves_arrows_ask_for_another_and_other_keys_go_on() -> None:
    line = AskLine(_DARK, "search", "foo")

    @mounted(line)
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        assert type_in(line, "down", "up", "f5", "escape") == ["f5"]
        await pilot.pause()
        assert [one.steps for one in app.of(AskLine.Stepped)] == [1, -1]
        assert len(app.of(AskLine.Left)) == 1
        assert line.answer == "foo"


def test_what_is_pasted_is_one_safe_line() -> None:
    line = AskLine(_DARK, "search")

    @mounted(line)
    async def _(_: Mounted, __: Pilot[None]) -> None:
        line.paste("one\ntwo\x1b[2J\u202e\n")
        assert line.answer == "one two[2J"
        type_in(line, "enter")
        line.paste("what comes after the answer is not meant for it")
        assert line.answer == "one two[2J"


def test_tab_goes_through_what_an_answer_could_become() -> None:
    line = AskLine(_DARK, "stand beside", completions=begun)

    @mounted(line)
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        found = []
        for key in ("a", "tab", "tab", "tab", "tab", "shift+tab"):
            type_in(line, key)
            found.append(line.answer)
        assert found == ["a", "app/", "app/alpha.py", "app/beta.py", "app/alpha.py", "app/beta.py"]
        assert "2 of 2" in painted(line)[0]
        line.answer = "nowhere"
        type_in(line, "tab")
        assert line.answer == "nowhere" and "nothing begins so" in painted(line)[0]


def test_without_completions_tab_changes_nothing() -> None:
    line = AskLine(_DARK, "search", "a")

    @mounted(line)
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        assert type_in(line, "tab") == [] and line.answer == "a"


def test_question_answer_and_what_is_said_share_the_row() -> None:
    line = AskLine(_DARK, "why [b]so[/b]\x1b", "long " * 30)

    @mounted(line, size=(60, 3))
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        line.focus()
        line.say("3 of 17", Look.BAR_KEY)
        await pilot.pause()
        (row,) = painted(line)
        assert len(row) == 60
        assert row.startswith(" why [b]so[/b]␛ …") and row.endswith(" 3 of 17 ")
        await pilot.resize_terminal(24, 3)
        assert len(painted(line)[0]) == 24


@pytest.mark.parametrize(
    "question",
    [
        Question("beside ", "orderdesk/refund_calculations.py", ": which file of B? (Tab completes; none: alone)"),
        Question("adjust ", "Routes do what was asked", " on A by how many points? (+2, -1.5)"),
        Question("why ", "-1.5", "? (shown with the card)"),
    ],
)
def test_a_title_gives_way_to_the_answer_and_the_words_around_it_do_not(question: Question) -> None:
    line = AskLine(_DARK, question)

    @mounted(line, size=(80, 3))
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        line.focus()
        await pilot.pause()
        for answer in ("", "twelve chars", "a/long/path/" * 9):
            line.answer = answer
            (row,) = painted(line)
            before, title, after = row.partition(question.after)
            assert before.startswith(f" {question.before}") and title and answer[-9:] in after
            assert len(after) >= len(" ") + 12
        assert before == f" {question.before}…" or len(question.title) < 5
        await pilot.resize_terminal(140, 3)
        line.answer = ""
        assert painted(line)[0].startswith(f" {''.join(question)} ")


def test_a_click_puts_the_cursor_there() -> None:
    line = AskLine(_DARK, "q", "abc")

    @mounted(line)
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        line.focus()
        await pilot.click(line, offset=(4, 0))
        type_in(line, "X")
        assert line.answer == "aXbc"
        line.theme = THEMES["dark"]
        assert line.theme is THEMES["dark"]


def test_its_cursor_shows_only_while_it_has_the_focus() -> None:
    line = AskLine(_DARK, "q", "abc")

    @mounted(line)
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        def has_cursor() -> bool:
            return any(one.style == _DARK[Look.CELL] for one in line.render_lines(line.size.region)[0])

        line.focus()
        await pilot.pause()
        assert has_cursor()
        app.set_focus(None)
        await pilot.pause()
        assert not has_cursor()


def test_what_is_typed_after_the_answer_is_not_meant_for_it() -> None:
    line = AskLine(_DARK, "search")

    @mounted(line)
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        assert type_in(line, "a", "enter", "n", "tab") == ["n", "tab"]
        await pilot.pause()
        assert line.answer == "a"
        assert [one.text for one in app.of(AskLine.Answered)] == ["a"]
