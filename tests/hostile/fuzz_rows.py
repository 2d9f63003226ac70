"""Rows that people write: marks, figures, claims and an outside index, as CSV and as JSON."""

from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import Final

from grading.errors import SidegradeError, StudyError
from grading.finding import named_run
from grading.marks.fit import require_fit, require_text
from grading.marks.rows import from_row, to_row
from grading.marks.typed import typed_event, typed_marks
from grading.report.claims import Claim, Computed, Verdict, checked, read_claims
from grading.report.index import against_index, read_index
from grading.runs.figures import figure_text, figures_from
from grading.runs.folder import figure_rows
from grading.strict import decoded
from grading.visible import is_whole, visible
from tests.builders import rubric
from tests.grading.report.tables import TIERS, card, points, run, table
from tests.hostile.fuzz import Check, Target

_PUBLISHED: Final = Path(__file__).parents[2] / "sample_runs" / "published"


def _marks(_: Path) -> Check:
    asked = rubric()

    def check(data: bytes) -> None:
        for row in typed_marks(decoded(data, "marks"), "marks"):
            assert row.run
            assert row.cell
            for text in (row.run, row.note, row.reviewer):
                assert is_whole(text)
            try:
                require_text(row.cell, row.note)
                event = typed_event(asked, row.cell, row.value) if row.value else None
            except SidegradeError:  # another row may be better
                continue
            if event is not None:
                assert from_row(to_row(event)) == event
                with suppress(SidegradeError):
                    require_fit(asked, event)

    return check


def _figures(_: Path) -> Check:
    def check(data: bytes) -> None:
        seen: set[str] = set()
        for task in figure_rows(decoded(data, "figures"), "figures"):
            for one in task.runs:
                assert one.name.id not in seen
                seen.add(one.name.id)
                assert visible(one.name.id) == one.name.id
                assert {key: figure_text(key, text) for key, text in one.figures.items()} == one.figures
                figures_from(one.figures)

    return check


def _computed() -> Computed:
    asked = points(decimals=1, band=1, more=TIERS)
    runs = [run("amber"), run("cobalt"), run("jade"), run("onyx", state="void", reason="x")]
    cards = {one.id: [card(asked, one, build=total)] for one, total in zip(runs, ("87.26", "62", "0"), strict=False)}
    return Computed(
        table(asked, runs, [card for ones in cards.values() for card in ones]),
        cards,
        lambda name: named_run(runs, name),
    )


def _claims(_: Path) -> Check:
    known = _computed()

    def computed(claim: Claim) -> Computed:
        if claim.task not in ("", "service"):
            raise StudyError(f'there is no task "{visible(claim.task)}"')
        return known

    def check(data: bytes) -> None:
        claims: list[Claim] = read_claims(decoded(data, "claims"), "claims")
        found = checked(claims, computed)
        assert [one.claim for one in found] == claims
        for one in found:
            assert bool(one.why) == (one.verdict is Verdict.UNKNOWN)

    return check


def _index(_: Path) -> Check:
    standings = _computed().standings

    def check(data: bytes) -> None:
        index = read_index(decoded(data, "index"), "index")
        assert index.values
        assert all(isinstance(value, Fraction) for value in index.values.values())
        # A few models more make the comparison slow, and no other.
        if len(index.values) < 50:
            against_index(standings, index)

    return check


def _beginning(path: Path, lines: int = 8) -> bytes:
    return b"".join(path.read_bytes().splitlines(keepends=True)[:lines])


def _every(name: str) -> tuple[bytes, ...]:
    return tuple(map(_beginning, sorted(_PUBLISHED.glob(f"*/{name}"))))


_MARKS: Final = b"""run,cell,value,note,reviewer,rubric
service/amber,api,12.5,"fine, mostly",mia,service@1
service/amber,no-paging,call,,mia,service@1
service/amber,starts,pass,,,
service/cobalt,collected,117,,,
service/cobalt,api,x,,,
service/cobalt,faithful,clear,"=1+1",,
"""
_MARK_LINES: Final = b"""{"run": "service/amber", "cell": "api", "value": 12.5, "note": "fine"}
{"run": "service/amber", "cell": "starts", "value": "pass", "reviewer": "mia", "rubric": "service@1"}
{"run": "service/cobalt", "cell": "collected", "value": "1e2"}
"""
_FIGURES: Final = b"""task,model,harness,condition,attempt,label,state,reason,cost_usd,seconds,tokens,tokens_in,tokens_out,weights
service,Amber 2,forge,high,2,,complete,,~1.10,1080,7600000,,63000,open
service,Cobalt,,,,"C, the blue",void,contaminated,subscription,2.5,,,,closed
"""
_FIGURE_LINES: Final = b'{"task": "service", "model": "Amber", "cost_usd": 1.10, "seconds": "12", "attempt": 3}\n'
_CLAIMS: Final = b"""kind,what,run,other,task,rubric,published
total,,amber,,service,,87.3
sum,build,amber,,,,87.26
count,ranked,,,,,3
count,cells,amber,,,,1
difference,,amber,cobalt,,,25.3
ratio,,amber,cobalt,,,"1.4\xc3\x97"
ratio,,amber,jade,,,2
beats,,cobalt,jade,,,yes
tier,,amber,,,,A
rank,,jade,,,,+3
"""
_CLAIM_LINES: Final = b"""{"kind": "total", "run": "amber", "published": 87.3}
{"kind": "beats", "run": "amber", "other": "cobalt"}
{"kind": "count", "what": "runs", "published": "4"}
"""
_CELLS: Final = (
    *(
        b"api",
        b"tests",
        b"no-paging",
        b"starts",
        b"collected",
        b"faithful",
        b"call",
        b"spare",
        b"pass",
        b"fail",
        b"clear",
    ),
    *(b"x", b"run", b"cell", b"value", b"note", b"reviewer", b"rubric", b"service/amber", b",,", b'"run"', b'"value"'),
)
_FIGURE_WORDS: Final = (
    *(
        b"complete",
        b"unfinished",
        b"infrastructure",
        b"unmeasurable",
        b"void",
        b"provisional",
        b"unknown",
        b"~1.5",
        b"$2",
    ),
    *(b"subscription", b"open", b"closed", b"task", b"model", b"attempt", b"cost_usd", b"seconds", b"tokens", b"state"),
)
_CLAIM_WORDS: Final = (
    *(b"total", b"sum", b"rank", b"tier", b"grade", b"count", b"difference", b"ratio", b"beats", b"amber", b"cobalt"),
    *(
        b"jade",
        b"onyx",
        b"runs",
        b"ranked",
        b"apart",
        b"cards",
        b"cells",
        b"deductions",
        b"build",
        b"yes",
        b"no",
        b"+1",
    ),
    *("−1".encode(), "1.5×".encode(), b"kind", b"published", b'"published"', b"service", b"1.000000000000", b"5."),
)
_INDEX_WORDS: Final = (b"model", b"value", b"index", b"amber", b"Cobalt", b"jade", b'"model"', b'"value"', b'"index"')
TARGETS: Final = (
    Target("marks, CSV", _marks, lambda: (_MARKS, *_every("marks.csv")), _CELLS),
    Target("marks, JSON lines", _marks, lambda: (_MARK_LINES,), _CELLS),
    Target("figures, CSV", _figures, lambda: (_FIGURES, _FIGURE_LINES, *_every("figures.csv")), _FIGURE_WORDS),
    Target("claims, CSV and JSON lines", _claims, lambda: (_CLAIMS, _CLAIM_LINES, *_every("claims.csv")), _CLAIM_WORDS),
    Target(
        "an index, CSV and JSON",
        _index,
        lambda: (
            *(b"model,value\nAmber,53\ncobalt,50.5\njade,49\n", b'{"Amber": 53, "cobalt": 50.5, "x": "7"}\n'),
            *(b'[{"model": "amber", "value": 1}, {"model": "jade", "index": "2"}]', b'{"model": "jade", "index": 3}\n'),
            *_every("index.csv"),
        ),
        _INDEX_WORDS,
    ),
)
