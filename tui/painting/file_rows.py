"""The rows of a file list: a file or a folder in its columns, and the line that says how many there are."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct
from rich.cells import cell_len

from grading.compare.counts import Counts
from grading.compare.nature import Nature, nature_by_name
from grading.compare.tree import FilePair, Status
from grading.visible import path_text
from grading.words import counted
from tui.painting.file_filter import places, small
from tui.painting.file_names import BETWEEN, Called, both, least, shortened, whole
from tui.painting.kinds import changed_kind
from tui.painting.signs import MARKS, SUGGESTION, mark
from tui.painting.spans import Line, Span, clipped, columns, left, safe
from tui.themes import Look

OPEN, CLOSED = "▾", "▸"
_CURSOR, _HERE, _NAMED, _READ = "▸", "▌", "◆", "✓"
_WARNED, _GENERATED = "!", "g"
_SIGNS: Final = frozenset((OPEN, CLOSED, _HERE, _NAMED, _READ, "…", "−", *MARKS.values()))
_STEP: Final = 2
_LOOKS: Final = {
    Status.SAME: Look.FAINT,
    Status.CHANGED: Look.TEXT,
    Status.ONLY_A: Look.A,
    Status.ONLY_B: Look.B,
    Status.MOVED: Look.TEXT,
    Status.COUNTERPART: Look.TEXT,
}


class Where(Struct, frozen=True):
    """Where a row stands, and how it stands to the reader."""

    width: int
    depth: int = 0
    is_current: bool = False
    """It is the file that is being read, or the folder that hides it."""
    has_cursor: bool = False
    has_keys: bool = False
    """It has the cursor, and keys go to the list."""


class Said(Struct, frozen=True):
    """What a row tells beside its name."""

    counts: Counts | None = None
    hits: int | None = None
    """What a search found in it; none while nobody searches."""
    is_read: bool = False
    is_named: bool = False


def file_line(file: FilePair, called: Called, said: Said, where: Where, typed: str = "") -> Line:
    """The row of a file, with the letters marked that were typed to find it."""
    look = Look.FAINT if said.is_read or said.hits == 0 else _LOOKS[file.status]
    sign = Look.UNSURE if file.is_suggestion and look is not Look.FAINT else look
    head = [*_head(said, where), Span(f"{mark(file)} ", sign)]
    ending = [*_flags(file), _read(said)]
    room = where.width - columns(head) - columns(ending)
    beside_name = room - (whole(called) if typed else least(called))
    figures = _fitting_figures(said, beside_name)
    changed = changed_kind(file)
    kind = [Span(f" {changed[changed.index('→') :]}", Look.FAINT)] if changed else []
    if columns(kind) + columns(figures) <= beside_name:
        figures = [*kind, *figures]
    name, other = both(called, room - columns(figures))
    spans = [*_lit(name, typed, Look.TITLE if where.is_current and look is not Look.FAINT else look)]
    if other:
        spans += [Span(BETWEEN, Look.FAINT), *_lit(other, typed, look)]
    return _row(head, spans, [*ending[:-1], *figures, ending[-1]], where)


def folder_line(name: str, said: Said, where: Where, hidden_files: int = 0) -> Line:
    """The row of a folder; one that is closed says how many files it hides, and what they have together."""
    head = [*_head(said, where), Span(f"{CLOSED if hidden_files else OPEN} ", Look.FAINT)]
    hidden = [Span(f" {hidden_files:,}", Look.FAINT)] if hidden_files else []
    room = where.width - columns(head) - columns(hidden)
    tail: list[Span] = []
    if hidden_files:
        read = _read(said)
        tail = [*_fitting_figures(said, room - columns([read]) - least(Called(name))), read]
    room -= columns(tail)
    look = Look.FAINT if said.is_read or said.hits == 0 else Look.TEXT
    return _row(head, [Span(shortened(name, room), look), *hidden], tail, where)


def same_line(files: int, said: Said, where: Where, *, is_open: bool) -> Line:
    """The row below which all files stand that are the same."""
    head = [*_head(said, where), Span(f"{OPEN if is_open else CLOSED} ", Look.FAINT)]
    tail = [*_figures(said, brief), _read(said)]
    room = where.width - columns(head) - columns(tail)
    return _row(head, [Span(clipped(f"{files:,} the same", room), Look.FAINT)], tail, where)


def plain_line(text: str, width: int) -> Line:
    """What stands where no file does."""
    return Line((Span("  "), Span(left(text, width - 2), Look.FAINT)))


class Tally(Struct, frozen=True):
    """How many files there are, of each kind."""

    counts: Mapping[Status, int]
    suggested: int
    same: int

    @classmethod
    def of(cls, files: Sequence[FilePair]) -> "Tally":
        """Counts files."""
        statuses = [file.status for file in files]
        counts = {status: statuses.count(status) for status in MARKS}
        suggested = sum(file.is_suggestion for file in files if file.likeness is not None)
        same = counts.pop(Status.SAME)
        counts[Status.COUNTERPART] -= suggested
        return cls(counts, suggested, same)

    @property
    def differing(self) -> int:
        """How many are not the same."""
        return sum(self.counts.values()) + self.suggested


def header(tally: Tally, read: int, width: int) -> Line:
    """What there is and how much of it was read, as fully as so many columns allow."""
    head: list[Span] = []
    tail: list[Span] = []
    for head, tail in _headers(tally, read):
        if columns(head) + columns(tail) + 2 <= width:
            break
    return _spread(head, tail, width)


def filter_header(typed: str, shown: int, of: int, width: int) -> Line:
    """What is typed to find a file, and how many it finds."""
    of_all = f" {shown:,} of {of:,}"
    room = max(width - len(of_all) - 10, 1)
    text = safe(typed)
    while cell_len(text) > room:
        text = text[1:]  # what was typed last is what is looked at
    return _spread([Span(" filter ", Look.FAINT), Span(text, Look.TITLE), Span("▏", Look.TITLE)], [Span(of_all)], width)


def hits_header(hits: Sequence[int], width: int) -> Line:
    """How much a search found, in how many files."""
    files = sum(map(bool, hits))
    words = f"{counted(sum(hits), 'line')} in {counted(files, 'file')}"
    return _spread([Span(" Files ", Look.TITLE)], [Span(words, Look.TITLE)], width)


def _headers(tally: Tally, read: int) -> Iterator[tuple[list[Span], list[Span]]]:
    kinds = [(MARKS[status], status, count) for status, count in tally.counts.items() if count]
    kinds += [(SUGGESTION, Status.COUNTERPART, tally.suggested)] if tally.suggested else []
    of = tally.differing
    in_words = [Span(f"{read:,} of {of:,} read", Look.GOOD if read == of else Look.FAINT)] if of else []
    in_short = [Span(f"{brief(read)}/{brief(of)} {_READ}", span.look) for span in in_words]
    title = Span(" Files", Look.TITLE)
    yield [title, *_kinds(kinds, "  {:,} only {}", "  {:,} {}")], in_words
    yield [title, *_kinds(kinds, " {:,} {}")], in_words
    yield _kinds(kinds, " {:,} {}"), in_words
    yield _kinds(kinds, " {:,} {}"), in_short
    yield _kinds([(sign, status, brief(count)) for sign, status, count in kinds], " {}{}"), in_short
    yield [title, Span(f" {of:,} differ")], in_short


def _kinds(kinds: Sequence[tuple[str, Status, int | str]], form: str, form_else: str = "") -> list[Span]:
    """How many files there are of each kind; the first form is for those of one side."""
    return [
        Span((form if sign in "AB" else form_else or form).format(count, sign), _LOOKS[status])
        for sign, status, count in kinds
    ]


def _head(said: Said, where: Where) -> list[Span]:
    indent = " " * (1 + min(_STEP * where.depth, where.width // 3))
    signs = (_CURSOR if where.has_keys else _HERE if where.is_current else " ") + (_NAMED if said.is_named else " ")
    return [Span(signs, Look.EVIDENCE), Span(indent)] if signs.strip() else [Span(signs + indent)]


def _flags(file: FilePair) -> Iterator[Span]:
    if any(path is not None and _is_strange(path) for path in file.paths):
        yield Span(" ")
        yield Span(_WARNED, Look.WARNED)
    if nature_by_name(file.path) is Nature.GENERATED:
        yield Span(f" {_GENERATED}", Look.FAINT)


def _is_strange(path: bytes) -> bool:
    """Whether the name has something in it that would not show."""
    return path_text(path).encode() != path


def _fitting_figures(said: Said, room: int) -> list[Span]:
    """The counts or hits of a row, as exactly as there is room for; a name comes before any figure."""
    for figures in ([*_figures(said, str)], [*_figures(said, brief)], [*_sum(said)]):
        if columns(figures) <= room:
            return figures
    return []


def _figures(said: Said, number: Callable[[int], str]) -> Iterator[Span]:
    faint = Look.FAINT if said.is_read else None
    if said.hits is not None:
        if said.hits:
            yield Span(" ")
            yield Span(f"{number(said.hits)} line{'' if said.hits == 1 else 's'}", Look.HIT)
    elif said.counts is not None:
        if said.counts.is_binary:
            yield Span(" binary", Look.FAINT)
        if said.counts.added:
            yield Span(f" +{number(said.counts.added)}", faint or Look.B)
        if said.counts.removed:
            yield Span(f" −{number(said.counts.removed)}", faint or Look.A)


def _sum(said: Said) -> Iterator[Span]:
    if said.hits is not None:
        yield from [Span(" "), Span(brief(said.hits), Look.HIT)] if said.hits else []
    elif said.counts is not None and said.counts.added + said.counts.removed:
        yield Span(f" ±{brief(said.counts.added + said.counts.removed)}", Look.FAINT)


def _read(said: Said) -> Span:
    return Span(f" {_READ}", Look.GOOD) if said.is_read else Span("  ")


def brief(number: int) -> str:
    """A number in at most four columns."""
    for size, sign in ((1_000_000, "M"), (1_000, "k")):
        if number >= size:
            return f"{number // size}{sign}"
    return str(number)


def _lit(name: str, typed: str, look: Look) -> Iterator[Span]:
    """A name with the letters marked that were typed to find it."""
    needle = "".join(typed.split())
    found: Sequence[int] = ()
    if needle:
        compared = name if needle != needle.lower() else small(name)
        # The letters before may stand in its folders.
        endings = (places(compared, needle[begin:], name) for begin in range(len(needle)))
        found = next(filter(None, endings), ())
    begin = 0
    for at in found:
        if at > begin:
            yield Span(name[begin:at], look)
        yield Span(name[at], Look.HIT)
        begin = at + 1
    if begin < len(name) or not name:
        yield Span(name[begin:], look)


def _row(head: Sequence[Span], middle: Sequence[Span], tail: Sequence[Span], where: Where) -> Line:
    gap = where.width - columns(head) - columns(middle) - columns(tail)
    spans = _merged((*head, *middle, Span(" " * max(gap, 0)), *tail))
    return Line(tuple(spans), Look.HERE if where.has_cursor else Look.TEXT)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Neighbours of one look as one span, which is painted sooner; what may take other columns stays by itself."""
    found: list[Span] = []
    for span in spans:
        if found and found[-1].look is span.look and _is_certain(span.text) and _is_certain(found[-1].text):
            found[-1] = Span(found[-1].text + span.text, span.look)
        elif span.text:
            found.append(span)
    return found


def _is_certain(text: str) -> bool:
    """Whether every terminal draws it in as many columns as it should take."""
    return text.isascii() or all(char in _SIGNS or char.isascii() for char in text)


def _spread(head: Sequence[Span], tail: Sequence[Span], width: int) -> Line:
    """Something at the left and something at the right, the latter only as far as there is room for both."""
    spans: list[Span] = []
    for span in head:
        spans.append(Span(clipped(span.text, width - columns(spans)), span.look))
    gap = width - columns(spans) - columns(tail)
    if gap < 1:
        return Line((*spans, Span(" " * (width - columns(spans)))))
    return Line((*spans, Span(" " * gap), *tail))
