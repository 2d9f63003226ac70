"""A note of several lines, written in place of the cell panel."""

from collections.abc import Sequence
from typing import Final

from rich.style import Style
from textual import events
from textual._types import WatchCallbackType
from textual.app import ComposeResult
from textual.binding import Binding
from textual.color import Color
from textual.containers import Vertical
from textual.dom import DOMNode
from textual.filter import ANSIToTruecolor, DimFilter, LineFilter, Monochrome
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult, TextAreaTheme

from grading.marks.fit import LONGEST_TEXT
from tui.painting.note_keys import note_keys
from tui.painting.one_line import cleaned
from tui.painting.spans import Line, Span, clipped, left, safe
from tui.themes import Look, Theme
from tui.widgets.papered import Papered

_KEPT: Final = "\n\t"
_RECOLOURING: Final = (ANSIToTruecolor, DimFilter, Monochrome)
"""What the library does to colours; the themes know better what a terminal can show."""
_PLAIN: Final = Style(color="default", bgcolor="default")
"""A terminal's own colours, where a theme names none."""
_ENDS: Final = ("escape", "ctrl+s", "ctrl+g")
_OWN_KEYS: Final = (*_ENDS, "ctrl+e", "ctrl+r")
_ACTIONS: Final = {
    key: one.action for one in TextArea.BINDINGS if isinstance(one, Binding) for key in one.key.split(",")
}
"""What the keys of a text do in it."""


class NoteEditor(Vertical):
    """Keeps what is written unless it is dropped: Escape ends it, and whoever looks away leaves a draft."""

    DEFAULT_CSS = "NoteEditor { height: 1fr; }"

    class Finished(Message):
        """The note is written."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Message):
        """The focus went elsewhere; the note is not finished."""

        def __init__(self, draft: str) -> None:
            super().__init__()
            self.draft = draft

    class Dropped(Message):
        """The note stays as it was."""

    class Changed(Message):
        """Something was typed; `draft` has what there is."""

    class EditorAsked(Message):
        """The reviewer would rather write in their own editor."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(
        self, theme: Theme, title: str, text: str = "", earlier: Sequence[str] = (), *, id: str | None = None
    ) -> None:
        """`earlier` are notes of this reviewer that may be used again, the likeliest first."""
        super().__init__(id=id)
        self._theme = theme
        self._before = text
        self._earlier = tuple(dict.fromkeys(cleaned(one, _KEPT).strip() for one in earlier))
        self._next = 0
        self._inserted = ""
        """The earlier note that was put in last; the next takes its place."""
        self._is_over = False
        self.is_ending = False
        """Whether a key is on its way that ends it, or hands it to an editor elsewhere: the next one waits for that."""
        self._title = safe(title)
        self._head = _Row(theme, Look.FOLD)
        self._text = _Text(theme, cleaned(text, _KEPT))

    def compose(self) -> ComposeResult:
        """The title and the text; what the keys do stands at the bottom of the screen."""
        yield self._head
        yield self._text

    def on_mount(self) -> None:
        """Writing begins at the end of what is there."""
        self._text.move_cursor(self._text.document.end)
        self._text.focus()
        self._draw_rule()
        self._head.show([Span(f" {self._title} ", Look.TITLE)])

    def _draw_rule(self) -> None:
        """A rule at the left, as the panel has whose place this takes."""
        rule, ground = _PLAIN + self._theme[Look.FAINT], _PLAIN + self._theme[Look.TEXT]
        self.styles.border_left = ("solid", Color.from_rich_color(rule.color))
        self.styles.background = Color.from_rich_color(ground.bgcolor)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Without those that give a terminal other colours than its theme does."""
        return _own_colours(super().get_line_filters())

    @property
    def theme(self) -> Theme:
        """How everything looks."""
        return self._theme

    @theme.setter
    def theme(self, theme: Theme) -> None:
        self._theme = theme
        self._text.wear(theme)
        self._draw_rule()
        self._head.theme = theme

    @property
    def draft(self) -> str:
        """What is written by now; a note that nobody touched stays as it was, to the last invisible character."""
        text = self._text.text
        return self._before if text == cleaned(self._before, _KEPT) else text

    def put(self, text: str) -> None:
        """Another text instead, as an editor elsewhere left it."""
        self._text.replace(text, self._text.document.start, self._text.document.end)
        self._text.focus()

    def press(self, event: events.Key) -> None:
        """Types a key into the text, wherever the focus is."""
        self.is_ending |= event.key in (*_ENDS, "ctrl+e")
        self._text.post_message(events.Key(event.key, event.character))

    def paste(self, text: str) -> None:
        """Puts a text in where the cursor is, behind what was typed before."""
        self._text.post_message(events.Paste(text))

    def finish(self) -> None:
        """Hands the note over, once."""
        if not self._is_over:
            self._is_over = True
            self.post_message(self.Finished(self.draft))

    def keys(self, width: int) -> Line:
        """What the keys do now, or why no more is taken."""
        if self._text.is_full:
            full = f" {LONGEST_TEXT:,} characters are the most: the rest was left out"
            return Line((Span(left(full, width), Look.UNSURE),), Look.UNSURE)
        return note_keys(self._earlier[self._next % len(self._earlier)] if self._earlier else "", width)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Tells the screen that the draft is another one."""
        event.stop()
        self.post_message(self.Changed())

    def on_key(self, event: events.Key) -> None:
        """The keys that the text itself does not take."""
        match event.key:
            case "escape" | "ctrl+s":
                self.finish()
            case "ctrl+g" if not self._is_over:
                self._is_over = True
                self.post_message(self.Dropped())
            case "ctrl+e":
                self.post_message(self.EditorAsked(self.draft))
            case "ctrl+r":
                self._reuse()
        # Whatever it was: while somebody writes, no key means anything to the screen.
        event.stop()

    def on_paste(self, event: events.Paste) -> None:
        """It has been put into the text; nobody else is to take it."""
        event.stop()

    def _reuse(self) -> None:
        """Puts in the next earlier note, in place of the one that this key put in before."""
        if not self._earlier:
            return
        area = self._text
        note = self._earlier[self._next % len(self._earlier)]
        if self._inserted and area.text.endswith(self._inserted):
            kept = area.text.removesuffix(self._inserted)
        else:
            kept = f"{area.text.rstrip()}\n" if area.text.strip() else ""
        self._next += 1
        self._inserted = note
        area.replace(kept + note, area.document.start, area.document.end)
        area.move_cursor(area.document.end)

    def on_descendant_blur(self) -> None:
        """The focus went elsewhere."""
        if not (self._is_over or self.is_ending):
            self.post_message(self.Left(self.draft))


class _Text(TextArea):
    """The text itself: plain, and never with anything in it that would not show."""

    DEFAULT_CSS = """
    _Text { padding: 0 1; scrollbar-size: 1 1; scrollbar-size-horizontal: 0; }
    """
    BINDING_GROUP_TITLE = "Note"

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(text, soft_wrap=True, compact=True, show_line_numbers=False, highlight_cursor_line=False)
        self.is_full = False
        """Whether the last thing typed or pasted was more than a note holds."""
        self.cursor_blink = False
        self.wear(theme)

    def wear(self, theme: Theme) -> None:
        """Takes the colours of a theme."""
        self.register_theme(
            TextAreaTheme(
                name=theme.name,
                base_style=_PLAIN + theme[Look.TEXT],
                cursor_style=theme[Look.CELL],
                selection_style=_PLAIN + theme[Look.TEXT] + theme[Look.SELECTED],
            )
        )
        self.theme = theme.name

    def render_lines(self, crop: Region) -> list[Strip]:
        """The strips of a part of it; blank ones when it is gone already, and a frame from before still asks for it."""
        if not self.is_attached:
            return [Strip.blank(crop.width)] * crop.height
        return super().render_lines(crop)

    # The application and the screen outlive it, and would keep whatever listens to them as long as they live.

    def watch(self, obj: DOMNode, attribute_name: str, callback: WatchCallbackType, init: bool = True) -> None:
        """Does not watch the application, whose own theme never changes: `wear` tells it."""
        if obj is not self.app:
            super().watch(obj, attribute_name, callback, init)

    def on_unmount(self) -> None:
        """Hears nothing more of what is selected elsewhere."""
        self.screen.text_selection_started_signal.unsubscribe(self)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Without those that give a terminal other colours than its theme does."""
        return _own_colours(super().get_line_filters())

    def edit(self, edit: Edit) -> EditResult:
        """Takes what is typed or pasted without what would not show, and no more than a note holds."""
        text = cleaned(edit.text, _KEPT)
        gone = len(self.get_text_range(edit.top, edit.bottom))
        room = LONGEST_TEXT - len(self.text) + gone
        self.is_full = len(text) > room
        edit.text = text[: max(room, 0)]
        return super().edit(edit)

    async def on_key(self, event: events.Key) -> None:
        """Leaves to the editor around it what ends the note or brings another text, and does all else itself.

        Bindings are looked up only when a key has come up to the application, through a screen for which the same key
        means something else.
        """
        if event.key in _OWN_KEYS:
            event.prevent_default()
        elif event.key in _ACTIONS:
            event.stop()
            event.prevent_default()
            await self.run_action(_ACTIONS[event.key])


def _own_colours(filters: Sequence[LineFilter]) -> list[LineFilter]:
    """The filters of lines that leave colours as they are."""
    return [one for one in filters if not isinstance(one, _RECOLOURING)]


class _Row(Papered):
    """One row of words."""

    DEFAULT_CSS = "_Row { height: 1; }"

    def __init__(self, theme: Theme, ground: Look = Look.TEXT) -> None:
        super().__init__(theme)
        self._ground = ground
        self._spans: list[Span] = []

    def show(self, spans: list[Span]) -> None:
        """Shows these words."""
        self._spans = spans
        self.on_resize()

    def on_resize(self) -> None:
        """Cuts the words to the width."""
        width = self.size.width
        line = Line(tuple(span._replace(text=clipped(span.text, width)) for span in self._spans), self._ground)
        if width:
            self._put([line])
