"""A whole study as files that others can read, check and import: pages, tables, data. Same ledger, same bytes."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from msgspec import Struct

from grading.errors import StudyError
from grading.exchange.binding import Bound, IndexWanted, bound
from grading.exchange.pages import Watch, in_batches, unwatched, writing_pages
from grading.ledger.contents import PARTS, Values, rows
from grading.ledger.nameless import nameless, writers
from grading.ledger.store import Ledger
from grading.ledger.things import Things
from grading.replacing import replacing, require_only, write
from grading.report.anonymous import numbered, without_names
from grading.report.formats.archive import BEGINNING, FIELDS, Value, archive_text, json_lines
from grading.report.formats.csv_decisions import decision_lines
from grading.report.places import CARDS, GENERATOR, PAIRS
from grading.runs.vault import Vault
from grading.visible import visible
from grading.whereabouts import INSIDE, is_own

_DATA: Final = "study.json"
_FRONT: Final = "index.html"
_FILES: Final = (_FRONT, "standings.md", "standings.csv", "standings.json", "decisions.csv", _DATA)
_HEAD: Final = 2_048
_NO_EXPORT: Final = "is not empty, and not a whole earlier export either"
_PAGE: Final = re.compile(rf"({CARDS}/[^/]+\.(html|md|json)|{PAIRS}/[^/]+\.html)")


class Exported(Struct, frozen=True):
    """What was written."""

    standings: int
    cards: int
    pairs: int
    decisions: int


class Wanted(Struct, frozen=True):
    """Where an export goes, and what it shows."""

    target: Path
    is_anonymous: bool = False
    index: IndexWanted | None = None


def export(wanted: Wanted, title: str, ledger: Ledger, vault: Vault, watch: Watch | None = None) -> Exported:
    """Writes everything into a folder of its own; whole, it takes the place of an earlier export."""
    if is_own(wanted.target):
        raise StudyError("belongs to a study", where=visible(str(wanted.target)), do="name a folder outside of it")
    with replacing(wanted.target, why_not_ours) as folder, _view(ledger, is_anonymous=wanted.is_anonymous) as view:
        things = Things(view)
        found = bound(view, things, title, is_anonymous=wanted.is_anonymous, against=wanted.index)
        decisions = _decisions(view)
        for name in (CARDS, PAIRS):
            (folder / name).mkdir()
        batches = in_batches(folder, found, decisions, vault, things.elsewhere())
        with writing_pages(batches, watch or unwatched):
            _data(folder, title, view, decisions)
            _tables(folder, found)
        book = found.book
        cards = sum(len(ones) for section in book.sections for ones in section.cards.values())
        return Exported(len(book.sections), cards, sum(len(one.pairs) for one in book.sections), book.decisions)


def why_not_ours(folder: Path) -> str:
    """Why a folder is not to be replaced: it is no earlier export, or there is more in it."""
    if any(not (folder / name).is_file() or (folder / name).is_symlink() for name in _FILES) or not _is_export(folder):
        return "is a study's folder, and no export" if (folder / INSIDE).exists() else _NO_EXPORT

    def is_part(name: str, is_folder: bool) -> bool:
        if is_folder:
            os.scandir(folder / name).close()  # what cannot be looked into is not taken away
            return name in (CARDS, PAIRS)
        if not (folder / name).is_file():
            return False
        return name in _FILES or (bool(_PAGE.fullmatch(name)) and _is_page((folder / name).with_suffix(".html")))

    other = require_only(folder, is_part)
    return f'has "{other}" in it, which is no part of a whole export and would be lost' if other else ""


def _is_export(folder: Path) -> bool:
    with (folder / _DATA).open("rb") as data:
        return data.read(len(BEGINNING)) == BEGINNING.encode() and _is_page(folder / _FRONT)


def _is_page(path: Path) -> bool:
    """Whether an export wrote a page; each of the other files of a card has one beside it."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return GENERATOR.encode() in file.read(_HEAD)


@contextmanager
def _view(ledger: Ledger, *, is_anonymous: bool) -> Iterator[Ledger]:
    """The ledger as it is now, whatever is decided meanwhile; or a copy of it without names."""
    with ExitStack() as stack:
        stack.enter_context(ledger.reading())
        if is_anonymous:
            called = numbered(writers(ledger))
            yield stack.enter_context(nameless(ledger, called, without_names(called)))
        else:
            yield ledger


# Data


def _decisions(ledger: Ledger) -> list[Values]:
    """Every decision, read once for everything that is made of them."""
    # The same names and hashes come again and again: each is held once.
    held: dict[Value, Value] = {}
    return [tuple(held.setdefault(value, value) for value in row) for row in rows(ledger, "decisions")]


def _data(folder: Path, title: str, ledger: Ledger, decisions: Sequence[Values]) -> None:
    """Writes `study.json` and `decisions.csv`."""

    def contents(name: str) -> Iterable[Values]:
        assert tuple(one.name for one in FIELDS[name]) == PARTS[name].columns
        return decisions if name == "decisions" else rows(ledger, name)

    write(folder, _DATA, archive_text(title, contents))
    names = {one.id: one.name for one in Things(ledger).rubrics()}
    stands = {ident for (ident,) in ledger.query(tuple[str], "SELECT decision FROM current")}
    write(folder, "decisions.csv", decision_lines(decisions, names, stands))


def _tables(folder: Path, found: Bound) -> None:
    """The front page, and the standings in every format."""
    from grading.report.formats.csv import standings_csv
    from grading.report.formats.html import index_page
    from grading.report.formats.json import across_json, section_json
    from grading.report.formats.markdown import book_markdown

    book = found.book
    write(folder, "index.html", [index_page(book)])
    write(folder, "standings.md", [book_markdown(book)])
    write(folder, "standings.csv", [standings_csv([one.table for one in book.sections])])
    document = {
        "title": book.title,
        "decisions": book.decisions,
        "last": book.last or None,
        "reviewers": list(book.reviewers),
        "anonymous": book.is_anonymous,
        "standings": [section_json(one) for one in book.sections],
        "across": [across_json(one) for one in book.across],
    }
    write(folder, "standings.json", json_lines(document))
