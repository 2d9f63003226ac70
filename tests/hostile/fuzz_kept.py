"""What is kept, as somebody may have tampered with it: rows of a ledger, places that evidence names, exports."""

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from grading.exchange.exporting import Wanted
from grading.exchange.vetting import vetted
from grading.exchange.vetting_entries import Entries
from grading.ledger.seals import Columns
from grading.ledger.store import as_decision
from grading.marks.events import Adjust, Answer, Deduct, Evidence, Flag, GateResult, Lock, Mark, Note, Prefer
from grading.marks.places import COMMAND, place_from
from grading.marks.rows import from_row, to_row
from grading.quoting import Quotes
from grading.report.formats.archive_reading import read_archive
from grading.rubric.arithmetic import NOT_ATTEMPTED
from grading.runs.figures import figures_from
from grading.runs.model import Run, RunName
from grading.runs.snapshot import take_in
from grading.runs.vault import Entry, Vault
from grading.sides import Pair
from grading.visible import is_whole
from grading.wishes import Wish, evidence_at
from tests.builders import add_folder, study_with, write_files
from tests.hostile.fuzz import Check, Target
from tests.hostile.fuzz_texts import require_shown


def _rows(_: Path) -> Check:
    def check(data: bytes) -> None:
        # SQLite gives texts that are UTF-8, and no others.
        parts = data.decode("utf-8", "replace").split("|", 3)
        row = parts + [""] * (4 - len(parts))
        event = as_decision(Columns("id", "at", "mia", "", "", "service/amber", "rubric", "", "", *row)).event
        assert from_row(to_row(event)) == event
        assert all(map(is_whole, to_row(event)))

    return check


class _Remembering(Vault):
    """A vault that is asked for the same tree again and again."""

    def entries(self, tree: str) -> dict[bytes, Entry]:
        return self._entries[tree]

    def remember(self, tree: str) -> None:
        """Looks at a tree once."""
        self._entries = {tree: super().entries(tree)}


def _places(folder: Path) -> Check:
    work = write_files(
        folder / "work", {"src/app.py": "one\ntwo\n\x1b[2Jthree\r\n" * 30, "a:1": "x\n", "é\u202e": "x" * 900}
    )
    vault = _Remembering.create(folder / "vault.git")
    assert isinstance(vault, _Remembering)
    snapshot = take_in(work, vault, skipped_folders=()).snapshot
    vault.remember(snapshot.tree)
    quotes = Quotes(vault)
    run = Run(RunName("service", "amber"), figures_from({}), snapshot)

    def check(data: bytes) -> None:
        text = data.decode("utf-8", "surrogateescape")
        place = place_from(text)
        first = place.lines.first if place is not None and place.lines is not None else 0
        for tree in (snapshot.tree, ""):
            quote = quotes.quote(Evidence("api", text, "", text), tree)
            assert len(quote.lines) <= 40
            assert quote.lines or quote.why_none
            assert place is None or not quote.lines or quote.first == first > 0
            for line in quote.lines:
                require_shown(line)
        made = evidence_at(vault, run, "api", text)
        require_shown(made.place)
        assert from_row(to_row(made)) == made
        if not made.place.startswith(COMMAND):
            assert evidence_at(vault, run, "api", made.place) == made
            assert quotes.quote(made, snapshot.tree).lines or ":" not in text

    return check


def _exports(_: Path) -> Check:
    def check(data: bytes) -> None:
        entries = Entries()
        archive = read_archive(data.decode("utf-8-sig", "replace"), "study.json")
        vetted(archive, {"draws": entries.draw, "counterparts": entries.counterpart, "decisions": entries.decision})

    return check


_RUBRIC: Final = """format = 1
key = "a"
edition = "1"
title = "A"
[[dimension]]
key = "api"
title = "I"
max = 20
  [[dimension.deduction]]
  key = "d"
  title = "D"
  points = 3
[[gate]]
key = "g"
title = "G"
caps = { api = 0 }
"""


@cache
def exports() -> Sequence[bytes]:
    """Two small exports with one of everything in them."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        with study_with(folder, text=_RUBRIC) as study:
            study.export(Wanted(folder / "before"))
            add_folder(study, write_files(folder / "service" / "amber", {"app.py": "one\ntwo\n", "b.py": "x\n"}))
            runs, asked = study.runs(), study.find_rubric("service")
            events = (
                *(Mark("api", Fraction(12)), Mark("api", NOT_ATTEMPTED), Deduct("d"), GateResult("g", True)),
                *(Adjust("api", Fraction(-2), "so"), Note("", "fine"), Flag("api", True)),
                *(Prefer("", runs[1].id, Answer.A), Evidence("api", "app.py:1-2", "0" * 64)),
            )
            study.decide(Wish(runs[0], asked, "mia", event) for event in events)
            study.withdraw(study.last_decision("mia"), "mia")
            study.correct(runs[0], {"cost_usd": "~1.10"}, reviewer="mia", reason="the bill")
            study.decide([Wish(runs[0], asked, "mia", Lock())])
            study.draw("service", "mia", Pair(runs[0].id, runs[1].id))
            study.export(Wanted(folder / "after"))
        return [(folder / one / "study.json").read_bytes() for one in ("after", "before")]


_EVENTS: Final = (
    *(b"mark|api|12.5|", b"mark|api|x|", b"mark|api|1/3|", b"mark|api|-0.000000001|", b"clear|api||", b"deduct|d||"),
    *(
        b"spare|d||",
        b"gate|g|pass|",
        b"gate|g|fail|",
        b'adjust|api|-1.5|{"reason": "kind"}',
        b"note|api|fine|",
        b"lock|||",
    ),
    *(b'evidence|api|src/app.py:1-2|{"output": "x", "sha256": "00"}', b"flag|api|unsure|", b"flag|api||", b"reveal|||"),
    *(b'prefer|api|<|{"other": "service/cobalt"}', b'figure|cost_usd|~1.10|{"reason": "bill"}', b"withdraw|api|id|"),
)
_KINDS: Final = (
    *(
        b"mark|",
        b"adjust|",
        b"prefer|",
        b"evidence|",
        b"figure|",
        b"|",
        b"pass",
        b"unsure",
        b"<",
        b">",
        b"~",
        b"1/3",
        b"x",
    ),
    *(
        b'{"reason": "\\ud800"}',
        b'{"output": "\\udc9b"}',
        b'{"other": 1}',
        b"[]",
        b"-1/1000000000000000000000000000001",
    ),
)
_PLACES: Final = (
    b"src/app.py",
    b"src/app.py:2",
    b"src/app.py:2-20",
    b"a:1:1",
    b"$ pytest -q",
    "é\\u{202e}:1".encode(),
    b"a:1",
)
_MARKS: Final = (
    b":",
    b"-",
    "–".encode(),
    b":0",
    b":0-9",
    b":9-1",
    b":1-99999",
    b":3",
    b"\\x",
    b"src/",
    b"$ ",
    b":999999999",
    b" ",
)
_ROWS: Final = (
    *(
        b'"service/amber"',
        b'"service"',
        b'"mia"',
        b'"mark"',
        b'"note"',
        b'"withdraw"',
        b'"figure"',
        b'"prefer"',
        b'"cell"',
    ),
    *(
        b'"api"',
        b'"decisions"',
        b'"body"',
        b'"reason"',
        b'"kind"',
        b'"value"',
        b'"rubric"',
        b"[",
        b"]",
        b"{",
        b"}",
        b"2",
    ),
)
TARGETS: Final = (
    Target("rows of a ledger", _rows, lambda: _EVENTS, _KINDS),
    Target("places that evidence names", _places, lambda: _PLACES, _MARKS),
    Target("exports for import", _exports, exports, _ROWS, longest=7_000),
)
