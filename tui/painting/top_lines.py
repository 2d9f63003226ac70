"""The line at the top, in whatever columns there are: what matters least goes first."""

from typing import Final

from grading.visible import visible
from tui.painting.spans import Line, Span, clipped, columns, safe
from tui.painting.top_view import Sight, TopView
from tui.themes import Look

_LEAST_TITLE: Final = 12
_LEAST: Final = 14
"""What is left of the line for what stands before."""
_LEAST_WITH_NAME: Final = 34
"""The same, as long as the reviewer's name stands after it."""


def top_line(view: TopView, width: int) -> Line:
    """The row: program, task, pair, what is known of the runs; on the right who reviews, what is saved, how far."""
    tails = _tails(view)
    after = next((tail for least, tail in tails if columns(tail) + least <= width), tails[-1][1])
    if columns(after) > width:
        after = (Span(clipped(after[0].text, width), after[0].look),)
    room = width - columns(after)
    before = next((head for head in _heads(view) if columns(head) <= room), _heads(view)[-1])
    if columns(before) > room:
        before = (Span(clipped(before[0].text, max(room, 0)), before[0].look),)
    return Line((*before, Span(" " * (room - columns(before)), Look.BAR), *after), Look.BAR)


def _heads(view: TopView) -> list[tuple[Span, ...]]:
    title = safe(visible(view.title)) or "one pair"
    pair = "" if view.number is None else f" · pair {view.number:,} of {view.of:,}"
    short = "" if view.number is None else f" · {view.number:,}/{view.of:,}"
    sight = f" · {view.sight.value}"
    look = Look.BAR if view.sight is Sight.BLIND else Look.BAR_KEY
    name, said = Span(" sidegrade ", Look.BAR_KEY), Span(f" · {view.better}" if view.better else "", Look.BAR_KEY)
    found = [
        (name, Span(f" {clipped(title, 60)}", Look.BAR_KEY), Span(pair, Look.BAR), Span(sight, look), said),
        (Span(f" {clipped(title, 60)}", Look.BAR_KEY), Span(pair, Look.BAR), Span(sight, look), said),
    ]
    found += [
        (Span(f" {clipped(title, size)}", Look.BAR_KEY), Span(short, Look.BAR), Span(sight, look), said)
        for size in (40, 24, 16, _LEAST_TITLE)
    ]
    return [*found, (Span(f" {clipped(title, _LEAST_TITLE)}", Look.BAR_KEY), Span(short, Look.BAR)), (found[0][1],)]


def _tails(view: TopView) -> list[tuple[int, tuple[Span, ...]]]:
    """What stands on the right in ever fewer words, each with what it leaves for the rest."""
    who = safe(visible(view.reviewer))
    saved, why = Span("saved ✓", Look.BAR), Span("", Look.BAR)
    if view.unsaved:
        saved = Span(" NOT SAVED ", Look.BAD)
        why = Span(f" {clipped(safe(view.unsaved), 60)} ", Look.BAR_KEY)
    far = Span(f"  {view.decided:,} of {view.cells:,} cells ", Look.BAR)
    short = Span(f"  {view.decided:,}/{view.cells:,} ", Look.BAR)
    name, small = Span(f"{clipped(who, 24)}  ", Look.BAR), Span(f"{clipped(who, 10)}  ", Look.BAR)
    return [
        (_LEAST_WITH_NAME, (name, saved, why, far)),
        (_LEAST_WITH_NAME, (name, saved, far)),
        (_LEAST_WITH_NAME, (small, saved, short)),
        (_LEAST, (saved, short)),
        (_LEAST, (saved,)),
    ]
