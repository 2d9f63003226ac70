"""A note is never lost: it is finished, left as a draft, or handed to an editor; and nothing strange gets into it."""

from rich.color import Color
from textual import events
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import TextArea

from grading.marks.fit import LONGEST_TEXT
from tests.hostile.scanner import offending
from tests.tui.widgets.mounted import Mounted, mounted, painted
from tui.themes import THEMES, Look
from tui.widgets.note_editor import NoteEditor

_DARK = THEMES["dark"]


def seen(editor: NoteEditor) -> list[str]:
    """All its rows, from the title to the end of the text, and what its keys do."""
    return [*(row for part in editor.query(Widget) for row in painted(part)), keys(editor)]


def keys(editor: NoteEditor) -> str:
    """What its keys do."""
    return "".join(span.text for span in editor.keys(90).spans)


def test_escape_finishes_once_with_all_that_was_written() -> None:
    editor = NoteEditor(_DARK, "Note on A · 1 Interface", "before")

    @mounted(editor)
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        await pilot.press("enter", *"a1", "tab", "escape", "escape")
        assert [one.text for one in app.of(NoteEditor.Finished)] == ["before\na1"]
        assert app.of(NoteEditor.Left) == []


def test_a_note_can_be_dropped_and_is_never_both_dropped_and_kept() -> None:
    editor = NoteEditor(_DARK, "Note on A · 1 Interface", "before")

    @mounted(editor)
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        await pilot.press(*"no", "ctrl+g", "ctrl+g", "escape")
        assert len(app.of(NoteEditor.Dropped)) == 1
        assert app.of(NoteEditor.Finished) == []


def test_a_frame_from_before_it_was_gone_finds_nothing_in_its_place() -> None:
    editor = NoteEditor(_DARK, "Note", "what was written")

    @mounted(editor)
    async def _(_: Mounted, pilot: Pilot[None]) -> None:
        text, area = editor.query_one(TextArea), Region(0, 0, 20, 3)
        assert "what was written" in "".join(strip.text for strip in text.render_lines(area))
        await editor.remove()
        await pilot.pause()
        assert [strip.text for strip in text.render_lines(area)] == [" " * 20] * 3


def test_no_key_reaches_the_screen_while_somebody_writes() -> None:
    editor = NoteEditor(_DARK, "Note")

    @mounted(editor)
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        await pilot.press("1", "u", "=", "ctrl+e", "ctrl+r", "f5", "up", "ctrl+s")
        assert app.keys == []
        assert editor.draft == "1u="


def test_the_usual_keys_move_and_edit() -> None:
    editor = NoteEditor(_DARK, "Note", "one two\nthree")

    @mounted(editor)
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        await pilot.press("backspace", "up", "home", "X", "down", "ctrl+w", "shift+left", "delete", "left")
        assert editor.draft == "Xone twohre"
        await pilot.press("ctrl+z", "ctrl+z")
        assert editor.draft.endswith("\nthre")
        assert app.keys == []


def test_looking_away_leaves_a_draft() -> None:
    editor, other = NoteEditor(_DARK, "Note", "a"), TextArea()

    @mounted(editor, other)
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        await pilot.press("b")
        other.focus()
        await pilot.pause()
        assert [one.draft for one in app.of(NoteEditor.Left)] == ["ab"]
        assert app.of(NoteEditor.Finished) == []


def test_what_is_typed_is_told_and_an_editor_elsewhere_can_take_over() -> None:
    editor = NoteEditor(_DARK, "Note", "a")

    @mounted(editor)
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        await pilot.press("b", "ctrl+e")
        assert app.of(NoteEditor.Changed)
        assert [one.text for one in app.of(NoteEditor.EditorAsked)] == ["ab"]
        editor.put("from\nelsewhere")
        await pilot.press("escape")
        assert [one.text for one in app.of(NoteEditor.Finished)] == ["from\nelsewhere"]


def test_what_is_pasted_comes_in_clean() -> None:
    editor = NoteEditor(_DARK, "Note")

    @mounted(editor)
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        app.post_message(events.Paste("a\r\n\tb\x1b[2J\x9b31m\u202e\u200b[bold]x[/]"))
        await pilot.pause()
        assert editor.draft == "a\n\tb[2J31m[bold]x[/]"


def test_a_note_that_is_strange_already_is_shown_safely_and_kept_as_it_is_unless_it_is_touched() -> None:
    strange = "a\x1b[2J\u202eb 👩\u200d💻"
    for keys, kept in (((), strange), (("x",), "a[2Jb 👩💻x")):
        editor = NoteEditor(_DARK, "title\x1b[2J[b]", strange, ["earlier\x1b]0;x\x07"])

        @mounted(editor)
        async def _(
            app: Mounted,
            pilot: Pilot[None],
            editor: NoteEditor = editor,
            keys: tuple[str, ...] = keys,
            kept: str = kept,
        ) -> None:
            assert not offending("\n".join(seen(editor)).encode())
            await pilot.press(*keys, "escape")
            assert [one.text for one in app.of(NoteEditor.Finished)] == [kept]


def test_an_earlier_note_is_put_in_and_the_same_key_takes_the_next_instead() -> None:
    editor = NoteEditor(_DARK, "Note", "mine", ["first", "second", "first"])

    @mounted(editor, size=(90, 10))
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        found, said = [], []
        for _ in range(3):
            said.append(keys(editor).partition("Ctrl+R ")[2])
            await pilot.press("ctrl+r")
            found.append(editor.draft)
        assert [one.rstrip() for one in said] == ["reuses “first”", "reuses “second”", "reuses “first”"]
        assert found == ["mine\nfirst", "mine\nsecond", "mine\nfirst"]
        await pilot.press("!")
        await pilot.press("ctrl+r")
        assert editor.draft == "mine\nfirst!\nsecond"


def test_no_more_is_taken_than_a_note_holds_and_that_is_said() -> None:
    editor = NoteEditor(_DARK, "Note", "x" * 1_000)

    @mounted(editor, size=(90, 10))
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        app.post_message(events.Paste("y" * LONGEST_TEXT))
        await pilot.pause()
        assert len(editor.draft) == LONGEST_TEXT
        assert "100,000 characters are the most" in keys(editor)
        await pilot.press("backspace")
        assert len(editor.draft) == LONGEST_TEXT - 1
        assert "characters are the most" not in keys(editor)


def test_it_takes_the_colours_of_a_theme() -> None:
    editor = NoteEditor(_DARK, "Note", "a")

    @mounted(editor)
    async def _(app: Mounted, pilot: Pilot[None]) -> None:
        for theme in THEMES.values():
            editor.theme = theme
            await pilot.pause()
            assert editor.theme is theme
            area = editor.query_one(TextArea)
            assert area.theme == theme.name
            text = next(one for one in area.render_lines(area.size.region)[0] if one.text.strip())
            wanted = theme[Look.TEXT].color or Color.default()
            assert text.style is not None and text.style.color is not None
            assert text.style.color.is_default == wanted.is_default
            assert text.style.color.get_truecolor() == wanted.get_truecolor()
