"""The rows of the queue as lines: every state is a sign and a word, and what matters least goes first."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from grading.review.stand import Progress, Stand, State
from grading.visible import visible
from tui.painting.queue_rows import Kind, QueueRows, Row, Shape
from tui.painting.queue_words import (
    ANSWERS,
    NEEDS,
    SIGNS,
    is_named,
    need_words,
    pair_words,
    run_names,
    where_words,
)
from tui.painting.spans import Line, Span, clipped, columns, left, right, safe
from tui.themes import Look

_DONE, _LEFT = "━", "─"
_EMPTY: Final = "nothing to grade yet: `sidegrade rubric add`, then `sidegrade add`"
_STATE: Final = max(len(state.value) for state in State) + 2
_ANSWER: Final = max(map(len, ANSWERS.values()))
_WIDE, _WIDEST = 100, 140
"""From so many columns on, pairs have bars, too; and so many are used."""
_DONE_LOOKS: Final = {
    State.NEW: Look.FAINT,
    State.LOCKED: Look.GOOD,
    State.COMPARED: Look.GOOD,
    State.TO_COMPARE: Look.FAINT,
}


class Here(NamedTuple):
    """What the rows are painted for."""

    next: Stand | None
    is_open: bool
    """Whether names were never hidden."""


def queue_line(rows: QueueRows, number: int, width: int, here: Here, *, has_cursor: bool) -> Line:
    """One row."""
    row = rows[number]
    # In a very wide terminal an eye would lose its row on the way to the end.
    spans = _spans(rows, row, min(width, _WIDEST) - 3, here)
    sign = "▸" if has_cursor else " "
    is_next = row.kind is Kind.PAIR and here.next is not None and rows.stand(row).is_same(here.next)
    head = (Span(f" {sign}", Look.A if has_cursor else Look.TEXT), Span("→" if is_next else " ", Look.TITLE))
    return Line((*head, *_cut(spans, width - 3)), Look.HERE if has_cursor else Look.TEXT)


def _spans(rows: QueueRows, row: Row, width: int, here: Here) -> Sequence[Span]:
    match row.kind:
        case Kind.NEED:
            return _need(rows, row, width, here)
        case Kind.TASK:
            return _task(rows, row, width)
        case Kind.PAIR:
            return _pair(rows, row, width, here)
        case _:
            return _said(rows, row)


def _said(rows: QueueRows, row: Row) -> Sequence[Span]:
    """A row that is a sentence."""
    queue = rows.queue
    found: Sequence[Span] = ()
    match row.kind:
        case Kind.TITLE:
            found = (Span("Needs attention", Look.TITLE), Span(f"  {len(queue.attention):,}", Look.FAINT))
        case Kind.MORE:
            found = (Span(f"  … and {row.place:,} more", Look.FAINT),)
        case Kind.REST:
            sign = "▾" if row.task in rows.shape.rests else "▸"
            said = f"  {sign} {row.place:,} pairs that no card needs, to compare what is graded"
            found = (Span(said, Look.FAINT),)
        case Kind.UNREADY:
            one = queue.unready[row.place]
            found = (Span("× ", Look.UNSURE), Span(_clean(one.task), Look.TITLE), Span(f"  {one.why}; {one.do}"))
        case Kind.NOTHING:
            is_all = rows.shape.sought.is_all
            said = _EMPTY if is_all else "no pair is like that"
            found = (Span(said, Look.FAINT),)
    return found


def _clean(text: str) -> str:
    return safe(visible(text))


def _need(rows: QueueRows, row: Row, width: int, here: Here) -> Sequence[Span]:
    need = rows.queue.attention[row.place]
    stand = rows.stand_of(need)
    cells = next(one for one in rows.queue.tasks if one.rubric.id == stand.rubric).rubric.cells
    title = cells[need.cell].title if need.cell in cells else need.cell
    where = _clean(where_words(stand, need.run, is_open=here.is_open))
    sign = Span(f"{NEEDS[need.need]} ", Look.UNSURE)
    after = Span(f"  {where}", Look.FAINT)
    # Where both have no room, each keeps its beginning.
    room = max(width - columns([sign, after]), (width - columns([sign])) // 2)
    return (sign, Span(clipped(_clean(need_words(need, title)), room)), after)


def _task(rows: QueueRows, row: Row, width: int) -> Sequence[Span]:
    one = rows.queue.tasks[row.task]
    rubric = f"@{one.rubric.edition}" if one.rubric.key == one.task else f" · {one.rubric.key}@{one.rubric.edition}"
    far = one.progress
    # Below one another, numbers are read in columns.
    cards = max(len(f"{len(each.runs):,}") for each in rows.queue.tasks)
    cells = max(len(f"{len(each.rubric.open_cells) * len(each.runs):,}") for each in rows.queue.tasks)
    after = [
        *_bar(far, _bar_width(width, 12)),
        Span(f" {far.cells:>{cells},} of {far.of_cells:>{cells},} cells", Look.FAINT),
    ]
    after.append(Span(f" · {far.cards:>{cards},} of {far.of_cards:>{cards},} cards ", Look.FAINT))
    if columns(after) > width // 2 + 8:
        after = [*_bar(far, 8), Span(f" {far.cells:,}/{far.of_cells:,} ", Look.FAINT)]
    room = width - columns(after) - 2
    sign = "▸" if row.task in rows.shape.folded else "▾"
    before = [Span(f"{sign} {_clean(one.task)}", Look.TITLE), Span(_clean(rubric), Look.FAINT)]
    title = _clean(rows.titles[row.task])
    before += [Span(f"  {title}", Look.TEXT)] if title != one.task else []
    cut = _cut(before, room)
    return (*cut, Span(" " * (width - columns(cut) - columns(after))), *after)


def _bar_width(width: int, least: int) -> int:
    return least if width < _WIDE else least + 4


def _bar(far: Progress, width: int) -> list[Span]:
    """A bar: full only when everything is done, empty only when nothing is."""
    share = Fraction(far.cells, far.of_cells) if far.of_cells else Fraction(0)
    done = min(max(int(share * width), 1 if far.cells else 0), width - (share < 1))
    look = Look.GOOD if share == 1 else Look.TITLE
    return [Span(_DONE * done, look), Span(_LEFT * (width - done), Look.FAINT)]


def _pair(rows: QueueRows, row: Row, width: int, here: Here) -> Sequence[Span]:
    one = rows.stand(row)
    size = len(pair_words(rows.queue.tasks[row.task][len(rows.queue.tasks[row.task]) - 1]))
    look = _DONE_LOOKS.get(one.state, Look.TEXT)
    is_next = here.next is not None and one.is_same(here.next)
    spans = [
        Span("  "),
        Span(left(pair_words(one), size), Look.TITLE if is_next else look if look is Look.FAINT else Look.TEXT),
        Span(f"  {left(f'{SIGNS[one.state]} {one.state.value}', _STATE)}  ", look),
    ]
    if width >= _WIDE:
        spans += [*_bar(Progress(one.decided, one.of), _bar_width(width, 8)), Span(" ")]
    far = f"{one.decided:,} of {one.of:,}"
    spans.append(Span(right(far, len(f"{one.of:,} of {one.of:,}")), look if look is Look.FAINT else Look.TEXT))
    unsure = f"? {one.unsure}" if one.unsure else ""
    spans.append(Span(f"  {left(unsure, 4)}", Look.UNSURE))
    spans.append(Span(f"  {left(ANSWERS[one.answer] if one.answer else '', _ANSWER)}", Look.TEXT))
    spans.append(Span(f"  {left('later' if one.is_later else '', 5)}", Look.UNSURE))
    return (*spans, *_known(one, here))


def _known(stand: Stand, here: Here) -> Sequence[Span]:
    """Whose work it is, where that may be read, and who else marked it."""
    spans = []
    names = [_clean(name) for name in run_names(stand, is_open=here.is_open)]
    if is_named(stand, is_open=here.is_open) and names:
        looks = (Look.A, Look.B) if stand.sides else (Look.TEXT, Look.TEXT)
        signs = ("A ", "B ") if stand.sides else ("", "")
        for place, name in enumerate(names):
            spans.append(Span(f"  {signs[place]}{name}", looks[place]))
    if stand.others:
        spans.append(Span(f"  also {', '.join(map(_clean, stand.others))}", Look.FAINT))
    return spans


def _cut(spans: Sequence[Span], width: int) -> list[Span]:
    """As much of the spans as so many columns hold."""
    found: list[Span] = []
    for span in spans:
        room = width - columns(found)
        if room <= 0:
            break
        found.append(span._replace(text=clipped(span.text, room)))
    return found


def fold_words(row: Row, shape: Shape) -> str:
    """What opening a row does that only shows or hides others; empty for any other row."""
    match row.kind:
        case Kind.TASK:
            return f"{{open}} {'unfolds' if row.task in shape.folded else 'folds'} this task"
        case Kind.REST:
            return f"{{open}} {'hides' if row.task in shape.rests else 'shows'} these pairs"
        case Kind.MORE:
            return "{open} shows all of them"
        case _:
            return ""


def detail_line(called: str, said: str, width: int) -> Line:
    """What is said of the row under the cursor."""
    name = Span(f" {clipped(called, width // 2)}  " if called else " " if said else "", Look.BAR_KEY)
    return Line((name, Span(left(said, max(width - columns([name]), 0)), Look.BAR)), Look.BAR)


def head_line(far: Progress, width: int, told: str) -> Line:
    """How far everything is, and on the right what comes next, or what is looked for."""
    share = f" {far.cells * 100 // far.of_cells} % " if far.of_cells else " "
    spans = [
        Span(f" {far.cards:,} of {far.of_cards:,} cards  " if far.of_cards else " no cards yet  ", Look.BAR),
        *(span._replace(look=Look.BAR) for span in _bar(far, _bar_width(width, 14))),
        Span(share, Look.BAR),
    ]
    room = max(width - columns(spans), 0)
    return Line((*spans, Span(right(f"{clipped(safe(told), room - 1)} ", room), Look.BAR_KEY)), Look.BAR)
