"""Two standings of the same runs held against each other, as rows: who moves, which tiers flip, who changes places."""

from typing import TYPE_CHECKING, Final

from grading.printing import agreement_words, minus
from grading.rubric.arithmetic import rounded
from grading.runs.model import Run
from grading.sides import Pair
from grading.visible import visible
from grading.words import counted
from tui.painting.spans import Span, safe
from tui.painting.standings_plain import Entry, Head, PlainTable, sentence, title
from tui.painting.standings_rows import Known
from tui.themes import Look

if TYPE_CHECKING:
    from grading.report.editions import Editions, Moved
    from grading.report.standings import Ranked

_MOST_REVERSED: Final = 300


def beside_table(both: "Editions", each: Pair[Known]) -> PlainTable:
    """Every run that both rank, in the later order, and what follows from that; the same names are hidden in both.

    A run that only one ranks is called as it is there.
    """
    known = each.b
    before, after = (safe(visible(one.rubric.name)) for one in (both.before, both.after))
    has_tiers = both.have_tiers
    heads = [
        *(Head("#"), Head("moves", False, 2), Head("run", False), Head("was"), Head("is"), Head("by")),
        *([Head("tier", False, 1)] if has_tiers else []),
    ]
    moved = sorted(both.moved, key=lambda one: (one.rank_after, known.name(one.after.run)))
    entries = [_moved(both, one, known, has_tiers=has_tiers) for one in moved]
    summary = [title(f"{after} held against {before}"), sentence(agreement_words(both.agreement))]
    if has_tiers:
        summary.append(sentence(f"{counted(len(both.flips), 'run')} in another tier"))
    return PlainTable(heads, [*entries, Entry(), *summary, *_reversed(both, known), *_alone(both, each)])


def _moved(both: "Editions", one: "Moved", known: Known, *, has_tiers: bool) -> Entry:
    run = one.after.run
    was, now = both.totals(one)
    tiers = [one.before.tier, one.after.tier]
    names = [safe(visible(tier.name)) if tier else "–" for tier in tiers]
    flip = Span(f"{names[0]} → {names[1]}", Look.UNSURE) if one.flips else Span(names[1])
    change = both.change_shown(one)
    cells = (
        Span(str(one.rank_after), Look.TITLE),
        places_span(one.places),
        Span(known.name(run), Look.MASK if run.id in known.hidden else Look.TEXT),
        Span(was, Look.FAINT),
        Span(now, Look.TITLE),
        Span(minus(change), Look.FAINT if not rounded(one.change, both.scale.decimals) else Look.TEXT),
    )
    more = f"place {one.rank_before} → {one.rank_after} of {len(both.moved)} that both rank"
    more += f" · tier {names[0]} → {names[1]}" if has_tiers else ""
    return Entry((*cells, flip) if has_tiers else cells, run=run.id, name=known.name(run), more=more)


def places_span(places: int) -> Span:
    """How many places something moved up; down below 0."""
    if not places:
        return Span("=", Look.FAINT)
    return Span(f"↑ {places}", Look.GOOD) if places > 0 else Span(f"↓ {-places}", Look.UNSURE)


def _reversed(both: "Editions", known: Known) -> list[Entry]:
    pairs = both.reversed
    found = [Entry(), title("Changed places", len(pairs))]
    for high, low in pairs[:_MOST_REVERSED]:
        names = [known.name(one.after.run) for one in (high, low)]
        was, now = (f"{ahead} to {behind}" for ahead, behind in zip(both.totals(low), both.totals(high), strict=True))
        found.append(sentence(f"{names[1]} is ahead of {names[0]}, {now}; it was behind, {was}", Look.TEXT, low.run))
    if len(pairs) > _MOST_REVERSED:
        found.append(sentence(f"… and {len(pairs) - _MOST_REVERSED:,} more"))
    return found if pairs else [sentence("no two runs changed places")]


def _alone(both: "Editions", each: Pair[Known]) -> list[Entry]:
    found: list[Entry] = []
    for table, alone, known in (
        (both.before, both.only_before, each.a),
        (both.after, both.only_after, each.b),
    ):
        if alone:
            found += [Entry(), title(f"Ranked by {safe(visible(table.rubric.name))} only", len(alone))]
            found += [_alone_entry(one.run, one, known) for one in alone]
    return found


def _alone_entry(run: Run, one: "Ranked", known: Known) -> Entry:
    return sentence(f"{known.name(run)}  {one.total}", Look.TEXT, run.id)
