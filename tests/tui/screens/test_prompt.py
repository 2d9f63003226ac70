"""A task's prompt on a screen."""

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from tests.tui.screens.home import Around, driven
from tui.keys import keymap
from tui.painting.prompt_page import prompt_lines
from tui.screens.prompt import PromptScreen
from tui.themes import THEMES

PROMPT = """# Build a service

It keeps orders, and it says what became of each of them, with as many words as that
takes.

* one rule that is short
* another rule that goes on and on until no terminal of eighty columns has room for it
  any more

```
a = 1   # kept as it is
```
"""


def prompt(text: str | None, title: str = "Orders") -> PromptScreen:
    """The screen with a prompt."""
    return PromptScreen(THEMES["dark"], keymap({}, ""), title, text)


def rows(text: str | None, width: int) -> list[str]:
    """The rows of a prompt, without their margin."""
    return ["".join(span.text for span in line.spans)[3:].rstrip() for line in prompt_lines(text, width)]


def test_lines_stay_as_they_are_where_they_have_room() -> None:
    assert rows(PROMPT, 120) == PROMPT.rstrip().split("\n")


def test_a_paragraph_is_broken_anew_where_it_has_no_room() -> None:
    assert rows(PROMPT, 66) == [
        "# Build a service",
        "",
        "It keeps orders, and it says what became of each of them,",
        "with as many words as that takes.",
        "",
        "* one rule that is short",
        "* another rule that goes on and on until no terminal of",
        "  eighty columns has room for it any more",
        "",
        "```",
        "a = 1   # kept as it is",
        "```",
    ]


@pytest.mark.parametrize("width", [1, 7, 20, 80, 300])
@pytest.mark.parametrize("text", [PROMPT, "語" * 300, "x" * 100_000, "\t\x1b[31m\u202e\u200b\x07", "- " * 3_000])
def test_every_row_has_room_and_nothing_that_would_not_show(text: str, width: int) -> None:
    for line in prompt_lines(text, width):
        row = "".join(span.text for span in line.spans)
        assert row.isprintable()
        assert cell_len(row) <= max(width, 3 + 2)


def test_nothing_is_lost() -> None:
    assert "".join("".join(rows(PROMPT, 40)).split()) == "".join(PROMPT.split())


@pytest.mark.parametrize("text", [None, "", " \n\t\n"])
def test_a_task_without_a_prompt_says_so(text: str | None) -> None:
    @driven(prompt(text))
    async def _(app: Around, _pilot: Pilot[None]) -> None:
        assert "This task has no prompt" in app.text


def test_reading_keys_scroll() -> None:
    @driven(prompt("\n".join(f"line {number}." for number in range(100))), size=(80, 24))
    async def _(app: Around, pilot: Pilot[None]) -> None:
        def first() -> str:
            return app.text.split("\n")[1].split(".")[0].strip(" ▐")

        for key, line in {"j": "line 0", "space": "line 21", "k": "line 20", "b": "", "end": "line 79"}.items():
            await pilot.press(key)
            assert first() == line, key
        await pilot.press("home", "down")
        assert first() == "line 0"


@pytest.mark.parametrize("key", ["escape", "t", "q"])
def test_it_closes(key: str) -> None:
    @driven(prompt(PROMPT))
    async def _(app: Around, pilot: Pilot[None]) -> None:
        assert app.screen is app.first
        await pilot.press("x", key)
        assert app.screen is not app.first


def test_what_a_stranger_wrote_is_shown_as_text() -> None:
    @driven(prompt("[@click=app.quit]x[/] \x1b]52;c;aGk=\x07", "[/]\x1b[2J"))
    async def _(app: Around, _pilot: Pilot[None]) -> None:
        assert "Task: [/]␛[2J" in app.text
        assert "[@click=app.quit]x[/] ␛]52;c;aGk=␇" in app.text
