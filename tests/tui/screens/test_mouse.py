"""The mouse in the whole application: what is clicked opens, what is turned scrolls, what is dragged follows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual import events
from textual.geometry import Region
from textual.widget import Widget

from grading.review.queue import queue
from grading.sides import Side
from grading.study import Study
from tests.tui.screens.reviewing import FILES, Review, review, session_of, study_of
from tui.widgets.long_list import LongList

LONG = "".join(
    f'\n[[dimension]]\nkey = "more-{number}"\ntitle = "More {number}"\nmax = 5\nasks = "{"Is it so? " * 80}"\n'
    for number in range(30)
)
"""A rubric with this has more rows than there is room for, and cells with more words."""
RUBRIC = f'format = 1\nkey = "service"\nedition = "1"\ntitle = "A small service"\n{LONG}'


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with study_of(tmp_path) as study:
        yield study


def rows(widget: Widget) -> list[str]:
    """What a widget shows."""
    return [line.text for line in widget.render_lines(Region(0, 0, *widget.size))]


def row_of(widget: Widget, words: str) -> int:
    """The first row that has these words."""
    return next(number for number, row in enumerate(rows(widget)) if words in row)


async def click(it: Review, widget: Widget, column: int, row: int) -> None:
    """Clicks, and waits until nothing is under way any more."""
    await it.pilot.click(widget, offset=(column, row))
    await it.settle()


async def drag(it: Review, widget: Widget, begin: tuple[int, int], end: tuple[int, int]) -> None:
    """Presses, moves and lets go; the widget may move with it."""
    x, y = widget.region.offset
    await it.pilot.mouse_down(offset=(x + begin[0], y + begin[1]))
    await it.pilot.hover(offset=(x + end[0], y + end[1]))
    await it.pilot.mouse_up(offset=(x + end[0], y + end[1]))
    await it.settle()


async def turn(it: Review, widget: Widget, steps: int) -> None:
    """Turns the wheel over the middle of a widget, as the terminal says it."""
    place = widget.region.center
    kind = events.MouseScrollDown if steps > 0 else events.MouseScrollUp
    for _ in range(abs(steps)):
        x, y = int(place[0]), int(place[1])
        turned = kind(None, x, y, 0, 0, 0, shift=False, meta=False, ctrl=False, screen_x=x, screen_y=y)
        it.app.screen._forward_event(turned)
        await it.settle()


def test_a_click_on_a_file_opens_it_and_on_a_folder_closes_that(study: Study) -> None:
    async def drive(it: Review) -> None:
        listed = it.screen.desk.widgets.files
        await click(it, listed, 8, row_of(listed, " main.py"))
        assert it.path == "app/main.py"
        assert "app/main.py" in rows(it.screen.desk.widgets.text)[0]
        await click(it, listed, 5, row_of(listed, "app"))
        assert not any(" main.py" in row for row in rows(listed))
        assert it.path == "app/main.py", "what is read stays"

    review(session_of(study), drive)


def test_a_click_in_the_rubric_goes_to_that_cell_and_side(study: Study) -> None:
    async def drive(it: Review) -> None:
        panel = it.screen.desk.widgets.rubric
        head = rows(panel)[0]
        for words, side, cell in (("Interface", "B", "api"), ("Tests", "A", "collected"), ("Tests", "B", "collected")):
            await click(it, panel, head.rindex(side), row_of(panel, words))
            assert it.cell == f"{cell} {side}"
        await click(it, panel, head.rindex("B"), row_of(panel, "Doubles match"))
        assert it.cell == "faithful B"
        assert "Doubles match" in rows(it.screen.desk.widgets.cell)[0]
        await it.press("2", "enter")
        given = {side: dict(card.answers.given) for side, card in it.screen.desk.sitting.values.items()}
        assert given == {Side.A: {}, Side.B: {"faithful": 2}}

    review(session_of(study), drive)


def test_the_wheel_scrolls_only_what_is_under_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = {f"lib/part_{number:02}.py": f"here = {number}\n" for number in range(60)}
    changed = {path: f"{text}there = 1\n" for path, text in many.items()}
    monkeypatch.setitem(FILES, "amber", {"a.py": "".join(f"line {n}\n" for n in range(200)), **many})
    monkeypatch.setitem(FILES, "cobalt", {"a.py": "".join(f"{n} lines\n" for n in range(200)), **changed})

    async def drive(it: Review) -> None:
        widgets = it.screen.desk.widgets
        parts: list[Widget] = [widgets.files, widgets.text, widgets.rubric, widgets.cell]
        for under in parts:
            before = [rows(one) for one in parts]
            await turn(it, under, 2)
            changed = [one for one, was in zip(parts, before, strict=True) if rows(one) != was]
            assert changed == [under]
            await turn(it, under, -2)
            # The cursor of the text stays in sight, so that it may stand in another row now.
            plain = [[row.replace("▸", " ") for row in seen] for seen in (*before, *map(rows, parts))]
            assert plain[:4] == plain[4:]
        assert it.cell == "more-0 A", "the wheel moves no cursor"

    with study_of(tmp_path, rubric=RUBRIC) as study:
        review(session_of(study), drive)


def test_what_the_mouse_is_drawn_over_is_selected_and_copied(study: Study) -> None:
    async def drive(it: Review) -> None:
        await it.press("i")
        text = it.screen.desk.widgets.text
        row = row_of(text, "def health")
        column = rows(text)[row].index("health")
        await drag(it, text, (column, row), (column + 8, row))
        await it.press("ctrl+c")
        assert it.app.clipboard == "health()"
        assert it.said == "1 line copied"
        await drag(it, text, (column, row), (column + 2, row + 1))
        await it.press("ctrl+c")
        assert it.app.clipboard.splitlines()[0] == "health():"
        assert it.said == "2 lines copied"
        assert it.screen.get_selected_text() is None, "the library's own selection stays out of it"

    review(session_of(study), drive)


def test_the_divider_is_dragged(study: Study) -> None:
    async def drive(it: Review) -> None:
        divider = it.screen.query_one("Divider")
        text, panel = it.screen.desk.widgets.text, it.screen.desk.widgets.rubric
        heights = text.size.height, panel.size.height
        await drag(it, divider, (40, 0), (40, -5))
        assert (text.size.height, panel.size.height) == (heights[0] - 5, heights[1] + 5)
        await drag(it, divider, (40, 0), (40, 2))
        assert (text.size.height, panel.size.height) == (heights[0] - 3, heights[1] + 3)
        await it.pilot.hover(divider, offset=(40, 3))
        assert panel.size.height == heights[1] + 3, "it was let go"
        await drag(it, divider, (40, 0), (40, -divider.region.y))
        assert text.size.height >= 6
        await it.press("9")
        assert it.cell == "api B", "keys go where they went"

    review(session_of(study), drive)


def test_a_click_on_a_fold_opens_it(study: Study) -> None:
    async def drive(it: Review) -> None:
        await it.press("i")
        text = it.screen.desk.widgets.text
        before = rows(text)
        assert "lines the same" in before[row_of(text, "lines the same")]
        await click(it, text, 12, row_of(text, "lines the same"))
        assert not any("lines the same" in row for row in rows(text))

    review(session_of(study), drive)


def test_a_click_in_the_queue_opens_the_pair(tmp_path: Path) -> None:
    async def drive(it: Review) -> None:
        listed = it.app.screen.query_one(LongList)
        place = row_of(listed, "pair 2")
        wanted = queue(four, "mia").tasks[0][1].runs
        await click(it, listed, 12, place)
        assert it.app.screen.query(LongList), "the first click goes there"
        await click(it, listed, 12, place)
        assert it.screen.desk.stand is not None
        assert it.screen.desk.stand.runs == wanted

    with study_of(tmp_path, ("amber", "cobalt", "jade", "onyx")) as four:
        review(session_of(four), drive)
