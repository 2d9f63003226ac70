"""The pages of cards and pairs, written from the decisions themselves, by one process or by two."""

import gc
from collections import OrderedDict, defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import groupby
from pathlib import Path
from threading import Lock
from typing import Final

from msgspec import Struct, convert

from grading.apart import apart
from grading.exchange.binding import Bound
from grading.ledger.contents import PARTS, Values
from grading.ledger.seals import COLUMNS, Columns
from grading.ledger.store import as_decision
from grading.marks.events import Answer
from grading.quoting import Quotes
from grading.replacing import write
from grading.report.book import Book, CardLink, PairLink
from grading.report.cards import CardReport, PairReport
from grading.report.formats.archive import json_lines
from grading.reporting import card_report
from grading.runs.model import Run
from grading.runs.vault import Vault

_KEPT: Final = 256
"""Cards that are held for the pairs that they stand in."""
_RUNS: Final = 20
"""As many runs in a batch: enough to make sending it worth while, few enough that no process waits for the other."""
_MANY_PAGES: Final = 200
"""From so many on, a second process costs less than it saves."""

Watch = Callable[[int, int], None]
"""Told how many pages of how many are written."""


def unwatched(done: int, of: int) -> None:
    """Nobody watches."""


class Batch(Struct, frozen=True):
    """Some pages of a section, and all that they are made from."""

    folder: Path
    book: Book
    section: int
    cards: Sequence[CardLink]
    pairs: Sequence[tuple[PairLink, Answer | None]]
    rows: Mapping[str, Sequence[Values]]
    """Every decision about the runs of these pages, by run, in the order of the ids."""
    vault: Vault
    elsewhere: frozenset[str]

    @property
    def pages(self) -> int:
        return len(self.cards) + len(self.pairs)


def in_batches(
    folder: Path, found: Bound, decisions: Sequence[Values], vault: Vault, elsewhere: frozenset[str]
) -> list[Batch]:
    """Every page, in the order of the standings: neighbours are pairs, and each card is made once for all its pages."""
    by_run: defaultdict[str, list[Values]] = defaultdict(list)
    for row in decisions:
        by_run[str(row[_RUN])].append(row)
    batches = []
    for number, section in enumerate(found.book.sections):
        runs = [run.id for run in section.table.runs]
        for start in range(0, len(runs), _RUNS):
            some = runs[start : start + _RUNS]
            cards = [link for run in some for link in section.cards.get(run, ())]
            pairs = [(link, found.preferences.get(link.stem)) for link in section.pairs if link.runs.a in some]
            needed = {*some, *(link.runs.b for link, _ in pairs)}
            rows = {run: by_run[run] for run in runs if run in needed and run in by_run}
            batches.append(Batch(folder, found.book, number, cards, pairs, rows, vault, elsewhere))
    return batches


@contextmanager
def writing_pages(batches: Sequence[Batch], watch: Watch) -> Iterator[None]:
    """Writes all pages, many of them by a second process that begins while something else is done here."""
    of, done = sum(one.pages for one in batches), 0
    left, counting = deque(batches), Lock()

    def take(work: Callable[[Batch], None], side: Callable[[], Batch]) -> None:
        nonlocal done
        while True:
            try:
                batch = side()
            except IndexError:
                return
            work(batch)
            with counting:
                done += batch.pages

    def here(batch: Batch) -> None:
        before = done
        write_pages(batch, lambda number: watch(min(before + number, of), of))

    if of < _MANY_PAGES:
        yield
        take(here, left.popleft)
        return
    with _without_collecting(), apart() as begin, ThreadPoolExecutor(1, "pages") as threads:
        there = threads.submit(take, lambda batch: begin(write_pages, batch)(), left.pop)
        try:
            yield
            take(here, left.popleft)
        finally:
            left.clear()
        there.result()
    watch(of, of)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Hardly anything goes in circles here, and looking for it takes a sixth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def write_pages(batch: Batch, watch: Callable[[int], None] = lambda number: None) -> None:
    """Writes every page of a batch; a pair as soon as the first of its cards is there."""
    from grading.report.formats.html import card_page, pair_page
    from grading.report.formats.json import card_json
    from grading.report.formats.markdown import card_markdown

    book, section = batch.book, batch.book.sections[batch.section]
    maker = _Maker(batch)
    pairs: defaultdict[str, list[tuple[PairLink, Answer | None]]] = defaultdict(list)
    for one, answer in batch.pairs:
        pairs[one.runs.a].append((one, answer))
    done = 0
    for run, links in groupby(batch.cards, key=lambda link: link.run):
        for link in links:
            report = maker.card(link.reviewer, run)
            write(batch.folder, f"{link.stem}.html", [card_page(book, section, report, link)])
            write(batch.folder, f"{link.stem}.md", [card_markdown(report)])
            write(batch.folder, f"{link.stem}.json", json_lines(card_json(report)))
            done += 1
        for two, preference in pairs[run]:
            cards = two.runs.map(partial(maker.card, two.reviewer))
            page = pair_page(book, section, PairReport(cards, preference), two)
            write(batch.folder, f"{two.stem}.html", [page])
            done += 1
        watch(done)


class _Maker:
    """Makes cards; the last ones are held, since pairs come in the order of the standings."""

    def __init__(self, batch: Batch) -> None:
        section = batch.book.sections[batch.section]
        self._rows = batch.rows
        self._quotes = Quotes(batch.vault, batch.elsewhere)
        self._runs: dict[str, Run] = {run.id: run for run in section.table.runs}
        self._rubric = section.table.rubric
        self._made: OrderedDict[tuple[str, str], CardReport] = OrderedDict()

    def card(self, reviewer: str, run: str) -> CardReport:
        """One reviewer's card."""
        key = (run, reviewer)
        if key not in self._made:
            decisions = [as_decision(row) for row in self._of(run, self._rubric.id, reviewer)]
            self._made[key] = card_report(self._runs[run], self._rubric, reviewer, decisions, self._quotes)
            if len(self._made) > _KEPT:
                self._made.popitem(last=False)
        self._made.move_to_end(key)
        return self._made[key]

    def _of(self, run: str, rubric: str, reviewer: str) -> Iterator[Columns]:
        """The decisions on a card, and those on the run's figures."""
        for row in self._rows.get(run, ()):
            if row[_RUBRIC] is None or (row[_RUBRIC] == rubric and row[_REVIEWER] == reviewer):
                yield convert([row[place] for place in _ORDER], Columns)


_COLUMNS: Final = PARTS["decisions"].columns
_RUN: Final = _COLUMNS.index("run")
_RUBRIC: Final = _COLUMNS.index("rubric")
_REVIEWER: Final = _COLUMNS.index("reviewer")
_ORDER: Final = [_COLUMNS.index(name) for name in COLUMNS]
