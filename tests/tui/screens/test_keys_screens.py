"""Help, palette and settings, opened over an application."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.screen import Screen

from tui.keys import Scope, keymap
from tui.painting.cell_values import LEGEND
from tui.painting.spans import Line, Span
from tui.preferences import Preferences, read_preferences
from tui.screens.help import HelpScreen
from tui.screens.palette import PaletteScreen
from tui.screens.settings import SettingsScreen
from tui.themes import THEMES, Theme
from tui.widgets.listing import Listing
from tui.widgets.one_line import OneLine

DARK = THEMES["dark"]
GIVEN = keymap({}, "")


class Host(App[None]):
    """Opens one screen and keeps how it ended."""

    def __init__(self, screen: Screen[Any]) -> None:
        super().__init__()
        self.opened = screen
        self.ends: list[object] = []

    async def on_mount(self) -> None:
        await self.push_screen(self.opened, self.ends.append)

    @property
    def rows(self) -> list[str]:
        listing = self.opened.query_one(Listing)
        strips = listing.render_lines(listing.size.region)
        return ["".join(segment.text for segment in strip if not segment.control) for strip in strips]


def play(
    screen: Screen[Any], what: Callable[[Host, Pilot[None]], Awaitable[None]], size: tuple[int, int] = (80, 24)
) -> None:
    async def go() -> None:
        app = Host(screen)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await what(app, pilot)

    asyncio.run(go())


# Help


@pytest.mark.parametrize(("theme", "alpha"), [("dark", 0.5), ("light", 0.5), ("dark-16", 0), ("plain", 0)])
def test_what_lies_beneath_a_window_stays_readable(theme: str, alpha: float) -> None:
    async def what(app: Host, pilot: Pilot[None]) -> None:
        assert app.opened.styles.background.a == alpha

    play(PaletteScreen(THEMES[theme], GIVEN, Scope.REVIEW, why_not), what)


class OverWideLetters(Host):
    """Has a line beneath in which what follows wide letters is put into its column."""

    def compose(self) -> ComposeResult:
        yield OneLine(DARK)

    async def on_mount(self) -> None:
        self.query_one(OneLine).show(lambda width: Line((Span(" 日本語 "), Span("behind"), Span(" 語 end"))))


def test_what_lies_beneath_a_window_has_no_codes_between_its_words() -> None:
    async def go() -> None:
        app = OverWideLetters(PaletteScreen(DARK, GIVEN, Scope.REVIEW, why_not))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert app.screen._compositor.render_strips()[0].text.rstrip() == " 日本語 behind 語 end"

    asyncio.run(go())


@pytest.mark.parametrize(("scope", "words"), [(Scope.REVIEW, LEGEND), (Scope.QUEUE, "finds a command by its words")])
def test_help_says_what_the_signs_behind_a_value_mean_where_there_are_any(scope: Scope, words: str) -> None:
    async def what(app: Host, pilot: Pilot[None]) -> None:
        assert words in app.rows[-1]
        await pilot.press("n")
        assert words not in app.rows[-1], "a key was asked for"

    play(HelpScreen(DARK, GIVEN, scope), what)


@pytest.mark.parametrize("key", ["escape", "question_mark", "q"])
def test_help_closes_with_the_keys_that_one_tries(key: str) -> None:
    async def what(app: Host, pilot: Pilot[None]) -> None:
        await pilot.press(key)
        assert app.ends == [None]

    play(HelpScreen(DARK, GIVEN, Scope.REVIEW), what)


def test_help_closes_with_escape_whatever_key_leaves_things_elsewhere() -> None:
    async def what(app: Host, pilot: Pilot[None]) -> None:
        await pilot.press("escape")
        assert app.ends == [None]

    play(HelpScreen(DARK, keymap({"escape": ("f9",)}, ""), Scope.REVIEW), what)


def test_in_the_help_a_key_says_what_it_does_and_does_nothing() -> None:
    async def what(app: Host, pilot: Pilot[None]) -> None:
        assert LEGEND in app.rows[-1]
        await pilot.press("U")
        assert app.rows[-1].startswith(" U: Take the last undo back.")
        await pilot.press("right_square_bracket")
        assert app.rows[-1].startswith(" ] or J: Open the next file.")
        await pilot.press("f9")
        assert LEGEND in app.rows[-1]
        assert app.ends == []

    play(HelpScreen(DARK, GIVEN, Scope.REVIEW), what)


def test_in_the_help_a_click_says_what_a_command_does() -> None:
    async def what(app: Host, pilot: Pilot[None]) -> None:
        row = next(number for number, text in enumerate(app.rows) if " reveal " in text)
        await pilot.click(Listing, offset=(app.rows[row].index("reveal"), row))
        assert app.rows[-1].startswith(" R: Show the names;")

    play(HelpScreen(DARK, GIVEN, Scope.REVIEW), what)


def test_a_help_that_is_too_long_scrolls() -> None:
    async def what(app: Host, pilot: Pilot[None]) -> None:
        first = app.rows[1:-1]
        await pilot.press("down")
        assert app.rows[1] == first[1][:-1] + app.rows[1][-1]
        await pilot.press("up", "up")
        assert app.rows[1:-1] == first
        for _ in range(30):
            await pilot.press("space")
        last = app.rows[1:-1]
        assert last != first
        assert last[-1].strip("│▐ ")
        await pilot.press("pageup")
        assert app.rows[1:-1] != last

    play(HelpScreen(DARK, GIVEN, Scope.REVIEW), what, (40, 12))


# Palette


def why_not(name: str) -> str:
    return "the card is locked\x1b[2J" if name in {"note", "deduct"} else ""


def palette() -> PaletteScreen:
    return PaletteScreen(DARK, GIVEN, Scope.REVIEW, why_not)


def test_a_command_is_found_by_words_and_chosen() -> None:
    async def what(app: Host, pilot: Pilot[None]) -> None:
        await pilot.press(*"next", "space", *"file", "enter")
        assert app.ends == ["next-file"]

    play(palette(), what)


def test_arrows_choose_and_typing_begins_at_the_first_again() -> None:
    async def what(app: Host, pilot: Pilot[None]) -> None:
        await pilot.press(*"fold", "down", "down", "up")
        await pilot.press("x", "backspace")
        await pilot.press("down", "enter")
        assert app.ends == ["fold-all"]

    play(palette(), what)


def test_what_is_pasted_is_typed_in_one_safe_line() -> None:
    async def what(app: Host, pilot: Pilot[None]) -> None:
        app.opened.post_message(events.Paste("better\x1b\nsecond line"))
        await pilot.pause()
        assert app.rows[1].startswith(" > better␛▏")
        await pilot.press("backspace", "tab", "tab", "enter")
        assert app.ends == ["equal"]

    play(palette(), what)


def test_escape_chooses_nothing() -> None:
    async def what(app: Host, pilot: Pilot[None]) -> None:
        await pilot.press("escape")
        assert app.ends == [None]

    play(palette(), what)


def test_what_cannot_act_says_why_and_stays_open() -> None:
    async def what(app: Host, pilot: Pilot[None]) -> None:
        await pilot.press(*"note", "enter")
        assert app.ends == []
        assert app.rows[2].startswith("▸· Write a note on the cell. — the card is locked␛[2J")
        assert app.rows[-1].startswith(" the card is locked␛[2J")
        await pilot.press("down", "enter")
        assert app.ends == ["note-last"]

    play(palette(), what)


def test_words_that_nothing_has_are_answered() -> None:
    async def what(app: Host, pilot: Pilot[None]) -> None:
        await pilot.press(*"zebra", "down", "enter")
        assert app.ends == []
        assert app.rows[2].startswith("   no command has these words")
        assert app.rows[-1].startswith(" no command has these words")
        await pilot.press("ctrl+u", *"lock", "enter")
        assert app.ends == ["lock"]

    play(palette(), what)


def test_a_click_chooses() -> None:
    async def what(app: Host, pilot: Pilot[None]) -> None:
        await pilot.press(*"undo")
        await pilot.click(Listing, offset=(10, 2))
        assert app.ends == ["undo"]

    play(palette(), what)


def test_the_chosen_row_stays_in_sight_and_what_cannot_act_comes_last() -> None:
    async def what(app: Host, pilot: Pilot[None]) -> None:
        for _ in range(12):
            await pilot.press("pagedown")
        assert [row.split()[:2] for row in app.rows[-3:-1]] == [["·", "Write"], ["▸·", "Call"]]
        await pilot.press("up", "up", "enter")
        assert app.ends == ["quit"]

    play(palette(), what)


# Settings


def settings(path: Path, heard: list[str]) -> SettingsScreen:
    def told(preferences: Preferences) -> Theme:
        heard.append(preferences["after_mark"])
        return DARK

    return SettingsScreen(DARK, read_preferences(path), path, told)


def test_a_setting_is_saved_and_told_at_once(tmp_path: Path) -> None:
    path, heard = tmp_path / "settings.toml", list[str]()

    async def what(app: Host, pilot: Pilot[None]) -> None:
        await pilot.press("down", "right")
        assert read_preferences(path)["after_mark"] == "cell"
        assert any(
            row.startswith(" ▸ After a mark    ‹ cell ›      the next open cell of the same side") for row in app.rows
        )
        await pilot.press("left", "left")
        assert read_preferences(path)["after_mark"] == "stay"
        assert heard == ["cell", "side", "stay"]
        await pilot.press("escape")
        (end,) = app.ends
        assert isinstance(end, Preferences)
        assert end["after_mark"] == "stay"

    play(settings(path, heard), what)


def test_one_line_says_where_the_keys_are_told(tmp_path: Path) -> None:
    async def what(app: Host, pilot: Pilot[None]) -> None:
        assert "   What each key does, and how to change it: run `sidegrade keys`." in [
            row.rstrip() for row in app.rows
        ]

    play(settings(tmp_path / "settings.toml", []), what)


def test_a_setting_that_cannot_be_saved_keeps_its_value_and_says_so(tmp_path: Path) -> None:
    path, heard = tmp_path / "settings.toml", list[str]()

    async def what(app: Host, pilot: Pilot[None]) -> None:
        path.write_text('theme = """dark"""\n')
        await pilot.press("right")
        assert app.rows[-1].startswith(" not saved: ")
        assert heard == []
        path.unlink()
        await pilot.press("right")
        assert app.rows[-1].startswith(" Saved at once.")
        assert read_preferences(path)["theme"] == "dark"

    play(settings(path, heard), what)


def test_clicks_go_to_a_setting_and_change_it(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"

    async def what(app: Host, pilot: Pilot[None]) -> None:
        row = next(number for number, text in enumerate(app.rows) if "Long lines" in text)
        await pilot.click(Listing, offset=(10, row))
        assert not path.exists()
        await pilot.click(Listing, offset=(10, row))
        assert read_preferences(path)["long_lines"] == "wrap"

    play(settings(path, []), what)


def test_the_settings_name_the_file_for_the_keys(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"

    async def what(app: Host, pilot: Pilot[None]) -> None:
        assert str(path) in "".join(row.strip() for row in app.rows)

    play(settings(path, []), what, (200, 50))
