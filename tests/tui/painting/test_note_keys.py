"""The keys of a note that is written: each is whole or left out, and of an earlier note only the inside is cut."""

import pytest

from tui.painting.note_keys import note_keys
from tui.painting.spans import columns

NOTE = "canvas has no text alternative\nand no title"


def line(earlier: str, width: int) -> str:
    return "".join(span.text for span in note_keys(earlier, width).spans)


@pytest.mark.parametrize("width", [*range(1, 60), 80, 120, 200])
@pytest.mark.parametrize("earlier", ["", "ok", NOTE, "漢" * 40])
def test_it_is_exactly_as_wide_and_closes_what_it_quotes(width: int, earlier: str) -> None:
    assert columns(note_keys(earlier, width).spans) == width
    assert line(earlier, width).count("“") == line(earlier, width).count("”")


@pytest.mark.parametrize(
    ("width", "said"),
    [
        (120, "Esc keeps it  Ctrl+G drops it  Ctrl+E your editor  Ctrl+R reuses “canvas has no text alternative”"),
        (80, "Esc keeps it  Ctrl+G drops it  Ctrl+E your editor  Ctrl+R reuses “canvas has…”"),
        (70, "Esc keeps it  Ctrl+G drops it  Ctrl+E your editor"),
        (40, "Esc keeps it  Ctrl+G drops it"),
    ],
)
def test_what_has_no_room_is_left_out_as_a_whole(width: int, said: str) -> None:
    assert line(NOTE, width).strip() == said


def test_a_short_note_needs_no_more_room_than_it_has() -> None:
    assert "reuses “ok”" in line("ok", 72)
