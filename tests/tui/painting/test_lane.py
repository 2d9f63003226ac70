"""Wherever a reader goes, the cursor is on the screen, and the screen is full as long as there is text."""

import random

import pytest

from grading.compare.folds import Folds
from tests.tui.painting.leaves import aligned_of, numbered
from tui.painting.flows import Beside, changes
from tui.painting.lane import Lane, Place, flat


def lane(count: int, heights: list[int] | None = None) -> Lane:
    text = numbered(count) if count else ""
    rows = aligned_of(text, text).rows
    flow = Beside(Folds(rows, None), changes(rows))
    return Lane(flow) if heights is None else Lane(flow, None, lambda line: heights[line])


def lines(one: Lane, room: int) -> list[int]:
    return [place.line for place in one.seen(room)]


def test_the_cursor_keeps_some_lines_around_it() -> None:
    one = lane(100)
    one.move(6, 10)
    assert (one.cursor, one.top) == (6, Place(0))
    one.move(1, 10)
    assert (one.cursor, one.top) == (7, Place(1))
    one.move(90, 10)
    assert (one.cursor, one.top) == (97, Place(90))
    one.move(-3, 10)
    assert (one.cursor, one.top) == (94, Place(90))
    one.move(-2, 10)
    assert (one.cursor, one.top) == (92, Place(89))


def test_pages_overlap_a_little_and_end_at_the_ends() -> None:
    one = lane(25)
    tops = []
    for _ in range(4):
        one.page(1, 10)
        tops.append((one.top.line, one.cursor))
    assert tops == [(8, 11), (15, 19), (15, 24), (15, 24)]
    one.page(-0.5, 10)
    assert one.top.line == 10
    for _ in range(4):
        one.page(-1, 10)
    assert (one.top, one.cursor) == (Place(0), 0)


def test_what_a_page_further_shows_is_known_before() -> None:
    one = lane(100)
    for pages in (1, 1, 0.5, 1, -1, -0.5, 1, 1, 1, 1, 1, 1, 1, 1):
        before = one.top, one.cursor
        ahead = one.beyond(pages, 20)
        assert (one.top, one.cursor) == before
        one.page(pages, 20)
        assert one.seen(20) == ahead


def test_what_is_jumped_to_has_more_below_than_above_it() -> None:
    one = lane(200)
    one.go(100, 30)
    assert (one.cursor, one.top) == (100, Place(90))
    one.go(105, 30)
    assert one.top == Place(90)
    one.go(199, 30)
    assert one.top == Place(170)


def test_scrolling_takes_the_cursor_along_only_where_it_would_be_lost() -> None:
    one = lane(100)
    one.scroll(3, 10)
    assert (one.top, one.cursor) == (Place(3), 3)
    one.scroll(-2, 10)
    assert (one.top, one.cursor) == (Place(1), 3)
    one.show_at(50, 10)
    assert (one.top, one.cursor) == (Place(45), 45)


def test_a_line_taller_than_the_screen_is_walked_through() -> None:
    one = lane(3, [1, 25, 1])
    one.move(1, 10)
    seen = [one.seen(10)]
    while one.cursor == 1:
        one.move(1, 10)
        seen.append(one.seen(10))
    assert {place for places in seen for place in places} >= {Place(1, sub) for sub in range(25)}
    assert one.cursor == 2
    one.move(-1, 10)
    while one.top != Place(1):
        one.move(-1, 10)
        assert one.cursor == 1
    one.move(-1, 10)
    assert (one.cursor, one.top) == (0, Place(0))


@pytest.mark.parametrize("seed", range(12))
def test_wherever_a_reader_goes_the_cursor_is_seen(seed: int) -> None:
    chance = random.Random(seed)
    count = chance.choice([0, 1, 5, 40, 300])
    heights = None if seed % 3 == 0 else [chance.choice([1, 1, 1, 2, 5, 12]) for _ in range(count)]
    one, room = lane(count, heights), chance.choice([1, 2, 7, 24])
    for _ in range(300):
        act = chance.choice([one.move, one.page, one.scroll, one.go, one.show_at, one.put])
        act(chance.choice([-1, 1, -9, 9, chance.randrange(-count - 2, count + 2)]), room)
        if chance.random() < 0.05:
            room = chance.choice([1, 2, 7, 24])
            one.follow(room)
        places = one.seen(room)
        assert places == sorted(set(places))
        assert len(places) == min(room, sum(map(one.height, range(count))))
        assert not count or one.cursor in {place.line for place in places}


def test_a_screen_without_room_is_no_fault() -> None:
    one = lane(10)
    for act in (one.move, one.page, one.scroll, one.go, one.show_at):
        act(3, 0)
    assert one.seen(0) == []
    assert flat(7) == 1
