"""Titles, notes and names of any kind never break a column of a panel, and none of them reaches the terminal as it is."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from grading.marks.entry import Entry
from grading.marks.events import Adjust, Event, Evidence, Mark, Note
from grading.review.pending import Pending
from grading.review.precedents import Precedent
from grading.rubric.model import Rubric
from grading.sides import Pair, Side
from tests.builders import rubric
from tests.hostile.scanner import offending
from tests.tui.painting.panels import texts, view
from tui.painting.cell_lines import cell_page
from tui.painting.panel_view import Mode
from tui.painting.rubric_columns import fitting_columns
from tui.painting.rubric_lines import rubric_lines, window
from tui.painting.top_lines import top_line
from tui.painting.top_view import Sight, TopView

_ODD = st.sampled_from(
    [
        *"ab 漢[]\\\n\r\t\x00\u202e\u200b\u0301\ufe0f🏽",
        *("\x1b[2J", "\x1b]52;c;x\x07", "\x9b31m", "👩\u200d💻", "[@click=app.quit]x[/]"),
    ]
)
_TEXT = st.lists(_ODD, max_size=30).map("".join)


def odd_rubric(text: str) -> Rubric:
    """The small service with one strange text wherever a person could have written one."""
    plain = rubric()
    api, tests = plain.dimensions
    fault = replace(api.deductions[0], title=text)
    rows = tuple(replace(one, title=text, asks=text, verify=text) for one in tests.criteria)
    dimensions = (replace(api, title=text, asks=text, deductions=(fault,)), replace(tests, title=text, criteria=rows))
    gates = tuple(replace(gate, title=text, verify=text) for gate in plain.gates)
    tiers = tuple(replace(tier, name=text) for tier in plain.tiers)
    return replace(plain, title=text, edition=text, dimensions=dimensions, gates=gates, tiers=tiers)


@settings(max_examples=60)
@given(_TEXT, st.integers(36, 130), st.sampled_from(Mode))
def test_every_row_is_safe_and_no_wider_than_its_panel(text: str, width: int, mode: Mode) -> None:
    of = odd_rubric(text)
    events: list[Event] = [
        *(Mark("api", Fraction(3)), Note("api", text), Evidence("api", f"$ {text}", output=text)),
        *(Adjust("api", Fraction(1), text), Mark("collected", Fraction(9)), Note("collected", text)),
    ]
    seen = replace(
        view(events, events, of=of),
        names=Pair(text, text),
        mode=mode,
        entry=Entry("1", why=text),
        precedents=[Precedent(text, text, (text,), 2)],
        pending={(Side.B, "api"): Pending(Note("api", text), text, text)},
        named=12,
    )
    found = []
    for key in seen.outline.keys:
        there = replace(seen, cell=key)
        page = cell_page(there, width, 9)
        found += page.shown(page.last_top(400), width, 400)
        found += rubric_lines(there, window(there, 12, 0), fitting_columns(of, width))
    found.append(top_line(TopView(text, 1, 2, Sight.OPEN, text, 1, 2, text), width))
    assert not offending("\n".join(texts(found)).encode())
    assert not any("\n" in line for line in texts(found))
    assert all(cell_len(line) <= width for line in texts(found))


@pytest.mark.parametrize("text", ["x" * 10_000, "漢" * 10_000, "word " * 2_000, "\x1b[2J" * 3_000])
def test_texts_without_end_are_shown_in_part(text: str) -> None:
    seen = view([Note("api", text)], of=odd_rubric(text))
    page = cell_page(seen, 60, 12)
    assert len(page.lines) < 400
    assert all(cell_len(line) <= 60 for line in texts(page.lines))
