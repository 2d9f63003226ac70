"""What the front page has to say, from the reckoned standings: every table, and the numbers of every sentence."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from grading.visible import visible
from tests.grading.exchange.expected_following import (
    GROUPS,
    Held,
    Rows,
    across_rows,
    beside_facts,
    beside_rows,
    group_rows,
    tier_key,
    working_rows,
)
from tests.grading.exchange.ledger_reading import Kept, Run
from tests.grading.exchange.ledger_standings import Aside, Place, Table, across, beside, standings
from tests.grading.exchange.spelling import (
    DASH,
    bar,
    cost,
    count,
    duration,
    each,
    half,
    key,
    over,
    plain,
    some,
    spelt,
    spread,
    times,
)


def called(run: Run) -> str:
    return f"{run.name} {run.manner}".strip()


def links(table: Table, run: Run) -> str:
    """The cards of a run and what each comes to; … where cells are open."""
    return " ".join(
        f"{one.reviewer} {one.card.shown or DASH}{'' if one.is_whole else '…'}" for one in table.cards[run.id]
    )


def why(one: Aside) -> str:
    """Why a run stands apart; empty where its ground and its state say all of it."""
    reason = "" if one.ended else one.run.figures.get("reason", "")
    return reason or ("" if one.why == one.ground else one.why)


class Standing:
    """One table of standings as the page has it."""

    def __init__(self, table: Table) -> None:
        self.table, self.rubric = table, table.rubric
        figures = [one.run for one in table.ranked]
        self.has_tiers, self.has_parts = bool(self.rubric.tiers), len(self.rubric.parts) > 1
        self.has_cost = any(one.cost != "unknown" for one in figures)
        self.has_time = any(one.figures.get("seconds") for one in figures)
        self.has_tokens = any(one.tokens is not None for one in figures)
        self.has_states = any(one.state != "complete" for one in figures)
        self.has_apart = any(len(one.totals) > 1 for one in table.ranked)

    def rows(self) -> Rows:
        return [self._row(one) for one in self.table.ranked]

    def _row(self, one: Place) -> dict[str, str]:
        run, rubric = one.run, self.rubric
        row = {"Rank": f"{one.rank}{'≈' if one.is_near else ''}", "Run": called(run)}
        row["Total"] = spelt(one.exact, rubric.decimals) + bar(one.exact, rubric.scale)
        row |= {"Tier": one.tier + tier_key(rubric, one.tier)} if self.has_tiers else {}
        for place, (part, points) in enumerate(zip(rubric.parts, one.means, strict=True)):
            if self.has_parts:
                said = one.in_part(place, plain(points))
                row[f"{part['title']} of {plain(part['max'])}"] = said + bar(points, part["max"])
        row["Cards"] = links(self.table, run)
        if self.has_apart:
            ends = [half(total, rubric.decimals) for total in one.totals.values()]
            apart = max(ends) - min(ends)
            row["Spread"] = spelt(apart, rubric.decimals) if len(one.totals) > 1 else DASH
        if self.has_cost:
            per_point = over(run.usd, one.exact)
            row["Cost"] = cost(run.cost) + (f" [v{plain_usd(run)}]")
            row["Cost per point"] = each(per_point, run.basis) + key(per_point)
        if self.has_time:
            row["Time"] = f"{duration(run.figures.get('seconds'))} [v{run.figures.get('seconds', '')}]"
        if self.has_tokens:
            row["Tokens"] = f"{count(run.tokens)} [v{'' if run.tokens is None else run.tokens}]"
        row["Model weights"] = run.figures.get("weights") or DASH
        return row | ({"State": run.state} if self.has_states else {})

    def behind(self) -> Rows:
        return [
            {
                **{"Run": called(one.run), "So far": one.total, "Of": one.of, "Cells open": str(one.open)},
                "Cards": links(self.table, one.run),
            }
            for one in self.table.behind
        ]

    def aside(self) -> Rows:
        has_totals = any(one.total for one in self.table.aside)
        has_states = any(one.ended for one in self.table.aside)
        has_whys = any(why(one) for one in self.table.aside)
        order = ["infrastructure", "unmeasurable", "void", "nothing was attempted", "no marks yet"]
        return [
            {
                "Ground": one.ground,
                "Run": called(one.run),
                **({"Why": why(one)} if has_whys else {}),
                **({"State": one.ended} if has_states else {}),
                **({"Total": one.total or DASH} if has_totals else {}),
                "Cost": f"{cost(one.run.cost)} [v{plain_usd(one.run)}]",
            }
            for ground in order
            for one in self.table.aside
            if one.ground == ground
        ]

    def facts(self) -> str:
        """The numbers of the sentence over the table, each with the word behind it."""
        table = self.table
        said = [f"{len(table.ranked)} {'run' if len(table.ranked) == 1 else 'runs'}", plain(self.rubric.scale)]
        said += [f"{len(table.behind)} not"] if table.behind else []
        said += [f"{len(table.aside)} apart"] if table.aside else []
        best = spread([one.exact for one in table.ranked])
        said += [f"{times(best)} the"] if best else []
        said += [f"{plain(self.rubric.band)} of", "≈"] if self.rubric.band else []
        return ", ".join(said)


def plain_usd(run: Run) -> str:
    return "" if run.usd is None else plain(run.usd)


class Front:
    """The whole front page."""

    def __init__(self, kept: Kept, index: dict[str, Fraction], held: tuple[str, str]) -> None:
        self.kept, self.tables = kept, standings(kept)
        self.across = across(self.tables)
        self.held = {
            place: Held(one, index) for place, one in enumerate(self.tables) if held == (one.task, one.rubric.name)
        }

    def every_table(self) -> dict[str, Rows]:
        found: dict[str, Rows] = {}
        for place, table in enumerate(self.tables):
            standing, ident = Standing(table), f"s{place + 1}"
            parts = {"standings": standing.rows(), "partial": standing.behind(), "apart": standing.aside()}
            parts["working"] = working_rows(table) if table.rubric.gates else []
            parts |= {f"by-{by}": group_rows(table, by) for by in GROUPS if len(table.by(by)) > 1}
            parts |= {f"beside-{number}": beside_rows(one) for number, one in enumerate(beside(self.tables, table), 1)}
            parts["index"] = self.held[place].rows() if place in self.held else []
            found |= {f"{ident}-{name}": rows for name, rows in parts.items() if rows}
        return found | {f"across{place}-table": across_rows(one) for place, one in enumerate(self.across, 1)}

    def sentences(self) -> list[str]:
        """The numbers of every text that is in no table or drawing, in the order of the page."""
        runs = {run.id for one in self.tables for run in one.runs}
        reviewers = some(len(self.kept.reviewers), "reviewer")
        decisions = some(len(self.kept.entries), "decision")
        said = [f"{some(len(runs), 'run')}, {reviewers}, {decisions}"]
        said += [f"{len(one.tables)} tasks" for one in self.across]
        for place, table in enumerate(self.tables):
            said += self._chapter(place, table)
        for one in self.across:
            said += [f"{len(one.tables)} tasks", *(["100"] if one.is_converted else [])]
        return [*said, decisions]

    def _chapter(self, place: int, table: Table) -> Iterator[str]:
        yield Standing(table).facts()
        for tier in table.rubric.tiers:
            yield plain(Fraction(tier["at"]))
        if table.rubric.gates:
            yield "∞ means"
        if place in self.held:
            yield from self.held[place].facts()
        for both in beside(self.tables, table):
            yield beside_facts(both)
        if pairs := self.pairs(table):
            yield some(len(pairs), "pair")

    def pairs(self, table: Table) -> dict[tuple[str, frozenset[str]], tuple[str, str]]:
        """By reviewer: what was drawn, what was preferred, and neighbours, where both have a card."""
        found: dict[tuple[str, frozenset[str]], tuple[str, str]] = {}
        ranked = [one.run.id for one in table.ranked]
        for who in sorted({card.reviewer for cards in table.cards.values() for card in cards}):
            sides = [(a, b) for reviewer, a, b in self.kept.draws if reviewer == who]
            sides += [
                (run, one.body["other"])
                for (run, rubric, reviewer), said in self.kept.said.items()
                if (rubric, reviewer) == (table.rubric.name, who)
                for one in said.of_kind("prefer", "")
            ]
            for a, b in [*sides, *pairwise(ranked)]:
                own = [any(card.reviewer == who for card in table.cards.get(run, ())) for run in (a, b)]
                if all(own):
                    found.setdefault((who, frozenset((a, b))), (a, b))
        return found


def known(kept: Kept) -> set[str]:
    """Names, notes, places and dates: what people wrote, and no figure."""
    found = {"A study", *kept.titles.values(), *kept.titles, *(one.name for one in kept.rubrics)}
    for run in kept.runs.values():
        figures = run.figures
        found |= {
            run.full,
            run.name,
            run.model,
            run.harness,
            run.condition,
            run.manner,
            run.id,
            figures.get("reason", ""),
        }
        found |= {run.tree, run.tree[:12], f"{run.name} · {run.manner}"}
    for one in kept.entries:
        found |= {one.at, f"{one.at[:10]} {one.at[11:19]} UTC", one.at[:19].replace("T", " ")}
        found |= {one.reviewer, *one.body.values(), one.value if one.kind in ("note", "evidence") else ""}
    for rubric in kept.rubrics:
        found |= {
            rubric.title,
            rubric.about,
            *(text for tier in rubric.tiers for text in (tier["name"], tier.get("means", ""))),
        }
        asked = [
            *rubric.parts,
            *rubric.gates,
            *(row for one in rubric.parts for row in [*one["criterion"], *one["deduction"]]),
        ]
        found |= {one.get(word, "") for one in asked for word in ("key", "title", "asks", "verify")}
        found |= {anchor["means"] for one in rubric.parts for anchor in one["anchor"]}
    # What does not show is written out: that is no figure either.
    return {" ".join(text.split()) for one in found for text in (one, visible(one))} - {""}
