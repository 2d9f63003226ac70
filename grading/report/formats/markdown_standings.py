"""Standings as Markdown: the table itself, what its tiers mean, and the runs that are not in it."""

from collections.abc import Iterator

from grading.report.book import CardLink, Section
from grading.report.formats.figures import left_out_words, mean_words, number, per_point, times
from grading.report.formats.markdown_text import begun, code, inline, table
from grading.report.formats.markdown_words import common_words, facts_words, name_cells, rubric_words
from grading.report.standings import Ranked, Standings
from grading.rubric.arithmetic import rounded, shown
from grading.rubric.model import Dimension
from grading.runs.model import State
from grading.strict import number_text
from grading.words import UNKNOWN, cost_words, count_words, counted, time_words

_NUMBERS = ("rank", "total", "cards", "spread", "cost", "$ per point", "time", "tokens")


def table_blocks(found: Standings) -> Iterator[str]:
    """Everything that the standings themselves say."""
    if found.is_void:
        yield "Every run of this task is void."
        yield _apart(found) if found.apart else ""
        return
    yield rubric_words(found.rubric)
    yield common_words(found)
    if found.ranked:
        yield _ranked(found)
        yield _legend(found)
        yield _tiers(found)
        if found.spread.is_known:
            best, worst = (pick(found.ranked, key=lambda one: one.exact).total for pick in (max, min))
            yield f"Best over worst: {times(found.spread)} ({best} and {worst})."
    else:
        yield "No run is ranked yet."
    if found.partial:
        yield "Not complete, so not ranked:"
        rows = [
            [*name_cells(one.run), f"{one.total} of {one.of} so far", f"{counted(one.missing, 'cell')} open"]
            for one in found.partial
        ]
        yield table(["run", "id", "total", "missing"], rows)
    if found.apart:
        yield "Not ranked, and why:"
        yield _apart(found)


def card_links(section: Section) -> str:
    """Where the card of each run lies, for whoever asks how a total came about."""
    lines = []
    for run in section.table.runs:
        links = [_link(one) for one in section.cards.get(run.id, ())]
        if links:
            name, ident = name_cells(run)
            lines.append(f"- {ident} {name}: {', '.join(links)}")
    return "\n".join(lines)


def _link(one: CardLink) -> str:
    total = (one.total if one.is_complete else f"{one.total} so far") or UNKNOWN
    return f"[{inline(one.reviewer)} {inline(total)}]({one.stem}.md)"


def _columns(found: Standings) -> list[Dimension]:
    # One dimension alone is the total once more.
    return list(found.rubric.dimensions) if len(found.rubric.dimensions) > 1 else []


def _ranked(found: Standings) -> str:
    dimensions = _columns(found)
    heads = [f"{inline(one.key)} /{number_text(one.max)}" for one in dimensions]
    unknown = _unknown(found)
    has = {
        **dict.fromkeys(unknown, False),
        "≈": any(one.is_near_next for one in found.ranked),
        "tier": bool(found.rubric.tiers),
        "spread": any(one.cards > 1 for one in found.ranked),
        "how": any(facts_words(one.run) for one in found.ranked),
        "state": any(one.run.figures.state is not State.COMPLETE for one in found.ranked),
    }
    rows = [_cells(found, one) for one in found.ranked]
    shown_columns = [key for key in rows[0] if has.get(key, True)]
    headings = shown_columns[: shown_columns.index("cards")] + heads + shown_columns[shown_columns.index("cards") :]
    lines = []
    for one, cells in zip(found.ranked, rows, strict=True):
        cells |= {head: mean_words(mean, one) for head, mean in zip(heads, one.dimensions, strict=False)}
        lines.append([cells[heading] for heading in headings])
    return table(headings, lines, (*_NUMBERS, *heads))


def _cells(found: Standings, one: Ranked) -> dict[str, str]:
    figures = one.run.figures
    spread = one.reviewed.spread_seen(found.rubric.decimals)
    return {
        "rank": str(one.rank),
        "run": inline(one.run.name.label or one.run.name.model),
        "how": facts_words(one.run),
        "id": code(one.run.id),
        "total": f"**{one.total}**",
        "≈": "≈" if one.is_near_next else "",
        "tier": inline(one.tier.name) if one.tier else "",
        "cards": str(one.cards),
        "spread": number(spread, found.rubric.decimals),
        "cost": cost_words(figures.cost),
        "$ per point": per_point(one),
        "time": time_words(figures.seconds),
        "tokens": count_words(figures.all_tokens),
        "model weights": inline(figures.weights) or UNKNOWN,
        "state": _state(one),
    }


def _state(one: Ranked) -> str:
    figures = one.run.figures
    if figures.state is State.COMPLETE:
        return ""
    return f"{figures.state.value}: {inline(figures.reason)}" if figures.reason else figures.state.value


def _unknown(found: Standings) -> list[str]:
    """The figures that nobody knows of any of them: a sentence says so, where a column would say it again and again."""
    rows = [_cells(found, one) for one in found.ranked]
    names = ("cost", "$ per point", "time", "tokens", "model weights")
    return [name for name in names if all(row[name] == UNKNOWN for row in rows)]


def _legend(found: Standings) -> str:
    said = [f"{begun(one.key)}: {inline(one.title)}, weight {number_text(one.weight)}" for one in _columns(found)]
    lines = [f"- {one}" for one in said]
    if any(one.is_near_next for one in found.ranked):
        lines.append("- ≈: so near the next one that the order of the two says nothing")
    if any(one.cards > 1 for one in found.ranked):
        lines.append(
            "- spread: the highest total of a reviewer less the lowest, as shown; the total is the mean of the cards"
        )
    lines += [f"- {one}" for one in left_out_words(found)]
    if any(one.run.figures.cost.basis.value == "estimated" for one in found.ranked):
        lines.append("- ~: estimated")
    if unknown := [name for name in _unknown(found) if name != "$ per point"]:
        lines.append(f"- not known for any of them: {', '.join(unknown)}")
    return "\n".join(lines)


def _tiers(found: Standings) -> str:
    rubric = found.rubric
    if not rubric.tiers:
        return ""
    names = [one.tier.name for one in found.ranked if one.tier]
    ordered = sorted(rubric.tiers, key=lambda one: -one.at)
    rows = []
    for place, one in enumerate(ordered):
        least = shown(one.at, rubric.decimals)
        to = "and more" if place == 0 else f"to below {shown(rounded(ordered[place - 1].at, 9), rubric.decimals)}"
        rows.append([inline(one.name), f"{least} {to}", inline(one.means) or UNKNOWN, str(names.count(one.name))])
    return table(["tier", "from", "means", "runs"], rows, ["runs"])


def _apart(found: Standings) -> str:
    rows = [
        {
            **dict(zip(("ground", "run", "id"), (ground.value, *name_cells(one.run)), strict=True)),
            "total of its cards": one.total,
            "why": inline(one.reason),
            "state": inline(one.state),
        }
        for ground, ones in found.apart_by_ground.items()
        for one in ones
    ]
    heads = [head for head in rows[0] if any(row[head] for row in rows)]
    return table(heads, [[row[head] or UNKNOWN for head in heads] for row in rows], ["total of its cards"])
