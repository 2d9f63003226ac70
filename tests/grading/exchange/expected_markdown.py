"""What `standings.md` has to say, from the reckoned standings: every table, and the numbers of every line."""

from collections.abc import Iterator
from fractions import Fraction

from tests.grading.exchange.expected_following import GROUPS, Held, Rows, coefficients, spent
from tests.grading.exchange.expected_front import Front, why
from tests.grading.exchange.ledger_reading import Run
from tests.grading.exchange.ledger_standings import Across, Beside, Place, Table, beside, money, working
from tests.grading.exchange.orders import mean
from tests.grading.exchange.page_reading import numbers
from tests.grading.exchange.spelling import (
    DASH,
    cost,
    count,
    duration,
    each,
    exactly,
    half,
    over,
    plain,
    some,
    spelt,
    spread,
    times,
)

UNKNOWN = ("cost", "$ per point", "time", "tokens", "model weights")


def how(run: Run) -> str:
    return run.manner.replace(" · ", ", ")


def places(number: int) -> str:
    return f"+{number}" if number > 0 else spelt(Fraction(number), 0)


def agreement(found: tuple[float, float] | None, both: int) -> str:
    return f"{' · '.join(coefficients(found))} · {both} in" if found else f"{both} in"


class Chapter:
    """One table of standings, and what follows from it."""

    def __init__(self, front: Front, place: int) -> None:
        self.front, self.table, self.number = front, front.tables[place], place + 1
        self.rubric = self.table.rubric
        self.held: Held | None = front.held.get(place)
        self.beside = beside(front.tables, self.table)

    def tables(self) -> dict[str, Rows]:
        title = f"{self.table.title} · {self.rubric.title}"
        found = {f"{title} / rank": self._ranked(), f"{title} / tier": self._tiers() if self.table.ranked else []}
        found[f"{title} / run"] = self._behind()
        found[f"{title} / ground"] = self._aside()
        found["Cost per working run / model"] = self._working() if self.rubric.gates else []
        found |= {f"By {by} / {by}": groups(self.table, by) for by in GROUPS if len(self.table.by(by)) > 1}
        found["Against the index arena.csv / model"] = index_rows(self.held) if self.held else []
        for one in self.beside:
            found[f"{one.before.rubric.name} → {self.rubric.name} / run"] = moved(one)
        return {f"{self.number}. {name}": rows for name, rows in found.items() if rows}

    def _ranked(self) -> Rows:
        rows = [self._row(one) for one in self.table.ranked]
        runs = [one.run for one in self.table.ranked]
        gone = {name for name in UNKNOWN if all(row[name] == DASH for row in rows)}
        gone |= {"≈"} if not any(one.is_near for one in self.table.ranked) else set()
        gone |= {"spread"} if all(len(one.totals) == 1 for one in self.table.ranked) else set()
        gone |= {"how"} if not any(how(one) for one in runs) else set()
        gone |= {"state"} if all(one.state == "complete" for one in runs) else set()
        self.unknown = [name for name in UNKNOWN if name in gone and name != "$ per point"]
        return [{name: text for name, text in row.items() if name not in gone} for row in rows]

    def _row(self, one: Place) -> dict[str, str]:
        run, totals, decimals = one.run, one.totals.values(), self.rubric.decimals
        reason = f": {run.figures['reason']}" if run.figures.get("reason") else ""
        return {
            **{"rank": str(one.rank), "run": run.name, "how": how(run), "id": run.id, "total": one.total},
            **{"≈": "≈" if one.is_near else "", "tier": one.tier},
            **{
                f"{part['key']} /{exactly(part['max'])}": one.in_part(place, plain(points))
                for place, (part, points) in enumerate(zip(self.rubric.parts, one.means, strict=True))
            },
            **{
                "cards": str(len(totals)),
                "spread": spelt(half(max(totals), decimals) - half(min(totals), decimals), decimals)
                if len(totals) > 1
                else DASH,
            },
            **{"cost": cost(run.cost), "$ per point": each(over(run.usd, one.exact), run.basis)},
            **{"time": duration(run.figures.get("seconds")), "tokens": count(run.tokens)},
            **{
                "model weights": run.figures.get("weights") or DASH,
                "state": "" if run.state == "complete" else run.state + reason,
            },
        }

    def _tiers(self) -> Rows:
        rows, above = [], ""
        for one in self.rubric.tiers:
            least = spelt(Fraction(one["at"]), self.rubric.decimals)
            runs = sum(place.tier == one["name"] for place in self.table.ranked)
            reach = f"{least} to below {above}" if above else f"{least} and more"
            rows.append({"tier": one["name"], "from": reach, "means": one.get("means", DASH), "runs": str(runs)})
            above = least
        return rows

    def _behind(self) -> Rows:
        return [
            {
                **{"run": one.run.name, "id": one.run.id, "total": f"{one.total} of {one.of} so far"},
                "missing": f"{some(one.open, 'cell')} open",
            }
            for one in self.table.behind
        ]

    def _aside(self) -> Rows:
        has_totals, has_whys = any(one.total for one in self.table.aside), any(why(one) for one in self.table.aside)
        has_states = any(one.ended for one in self.table.aside)
        order = ["infrastructure", "unmeasurable", "void", "nothing was attempted", "no marks yet"]
        return [
            {
                **{"ground": one.ground, "run": one.run.name, "id": one.run.id},
                **({"total of its cards": one.total or DASH} if has_totals else {}),
                **({"why": why(one) or DASH} if has_whys else {}),
                **({"state": one.ended or DASH} if has_states else {}),
            }
            for ground in order
            for one in self.table.aside
            if one.ground == ground
        ]

    def _working(self) -> Rows:
        return [
            {
                **{"model": one.model, "runs": str(one.runs), "working": str(one.working), "spent": spent(one.money)},
                **{"per working run": each(one.each, one.money.basis), "why not known": one.why},
            }
            for one in working(self.table)
        ]

    def lines(self) -> Iterator[str]:
        """The numbers of every line that is in no table."""
        rubric, ranked = self.rubric, self.table.ranked
        near = f"within {exactly(rubric.band)} of (≈)" if rubric.band else ""
        yield f"{spelt(rubric.scale, rubric.decimals)} · {near}"
        if ranked:
            for part in rubric.parts:
                yield exactly(part["weight"])
            yield "≈" if any(one.is_near for one in ranked) else ""
            if best := spread([one.exact for one in ranked]):
                yield f"{times(best)} ({ranked[0].total} and {ranked[-1].total})"
        if rubric.gates:
            yield "∞ where"
        if self.held:
            yield from index_lines(self.held)
        for both in self.beside:
            yield agreement(both.agreement, len(both.moved))
            yield "100" if both.is_converted else ""
            yield f"{some(both.flips, 'run')} in another tier; {some(both.swapped, 'pair')}"
        for run in self.table.runs:
            told = [f"{one.card.shown}{'' if one.is_whole else ' so far'}" for one in self.table.cards[run.id]]
            yield ", ".join(told)


def groups(table: Table, by: str) -> Rows:
    found, decimals = [], table.rubric.decimals
    for name, runs in table.by(by).items():
        totals = [one.exact for one in table.ranked if one.run in runs]
        average = mean(totals) if totals else None
        found.append(
            {
                **{by: name or "not said", "ranked": str(len(totals)), "mean": spelt(average, decimals + 1)},
                "best": spelt(max(totals, default=None), decimals),
                "worst": spelt(min(totals, default=None), decimals),
                "best over worst": times(spread(totals)),
                **{"not ranked": str(len(runs) - len(totals)), "spent": spent(money(runs))},
            }
        )
    return found


def index_rows(held: Held) -> Rows:
    return [
        {
            **{"model": held.models[one], "rank": str(held.ranks[0][one]), "total": held.total(one)},
            **{"rank there": str(held.ranks[1][one]), "value there": exactly(held.there[one])},
            "places higher here": places(held.ranks[1][one] - held.ranks[0][one]),
        }
        for one in held.order
    ]


def index_lines(held: Held) -> Iterator[str]:
    yield agreement(held.agreement, len(held.models))
    here, there = held.spreads
    yield f"{here} here, {there} in"
    for high, low in held.pairs:
        near = "(≈)" if held.is_near(high, low) else ""
        values = f"{exactly(held.there[high])} to {exactly(held.there[low])}"
        yield f"({held.total(high)}) ({held.total(low)}) here {near}; {values}"


def moved(both: Beside) -> Rows:
    return [
        {
            **{"run": one.after.run.name, "id": one.after.run.id},
            **{"rank before": str(one.rank_before), "total before": both.totals(one)[0]},
            **{"rank after": str(one.rank_after), "total after": both.totals(one)[1]},
            "change": ("+" if half(one.change, both.decimals) > 0 else "") + spelt(one.change, both.decimals),
            "places up": places(one.rank_before - one.rank_after),
            "tier": f"{one.before.tier} → {one.after.tier}" if one.before.tier != one.after.tier else one.after.tier,
        }
        for one in both.moved
    ]


def together(found: Across, number: int) -> dict[str, Rows]:
    """Several tasks: who is ranked in all of them, and who is not."""
    tasks = [one.task for one in found.tables]
    ranked = [
        {
            **{"rank": str(one.rank), "contender": " · ".join(filter(None, one.who))},
            **{task: spelt(one.totals[task], found.decimals) for task in tasks},
            **{"mean": spelt(one.mean, found.decimals + 1), "swing": spelt(one.seen_swing, found.decimals)},
            "consistency": str(one.steady),
        }
        for one in found.ranked
    ]
    others = [
        {
            **{"contender": " · ".join(filter(None, one.who)), "mean so far": spelt(one.mean, found.decimals + 1)},
            "not ranked in": ", ".join(task for task in tasks if task not in one.totals),
        }
        for one in found.incomplete
    ]
    name = f"{number}. Across tasks: {', '.join(tasks)}"
    return {key: rows for key, rows in ((f"{name} / rank", ranked), (f"{name} / contender", others)) if rows}


def every_table(front: Front) -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    for place in range(len(front.tables)):
        found |= Chapter(front, place).tables()
    for number, one in enumerate(front.across, len(front.tables) + 1):
        found |= together(one, number)
    return found


def every_line(front: Front) -> list[str]:
    said = [f"{some(len(front.kept.reviewers), 'reviewer')} {some(len(front.kept.entries), 'decision')}"]
    for place in range(len(front.tables)):
        said += Chapter(front, place).lines()
    for one in front.across:
        said += ["100" if one.is_converted else "", "1 varies" if one.ranked else ""]
    return [found for one in said if (found := numbers(one))]
