"""Standings and scorecards as plain dictionaries, ready for JSON. Keys are a contract: some may be added, none goes.

Every exact number is a text, `"57/2"` or `"12"`; `total`, `mean`, `swing` and `change` are texts as they are shown,
rounded half-up, `swing` from totals as shown. Ranks, places and counts are numbers. What is not known, or does not
apply, is null. A ratio is `{"value", "infinite"}`. Texts are as they were written: whoever shows them escapes them.

Standings: `task`, `rubric` (key@edition), `rubric_title`, `rubric_id`, `scale`, `decimals`, `tie_band`, `common` (the
dimensions that count, null for all), `dimensions` (of a run: each the mean of so many `cards`), `gates`, `tiers` (with
what they mean, and how many runs), `spread` (best over worst), then the runs:

    ranked   rank, run, total, exact, tier, near_next, cards, reviewers, reviewers_spread, dimensions, cost_per_point
    partial  run, total, of, missing (how many cells are open)
    apart    run, why, ground, total (what its cards come to all the same)

and of each of them `model`, `label`, `harness`, `condition`, `attempt`, `weights`, `state`, `reason`, `cost` (basis and
usd), `seconds`, `tokens`, `tokens_in`, `tokens_out`, `snapshot`. What follows from standings stands under `working`,
`groups`, `editions` and `index` where it was asked for; `only` says in words which runs are there, where not all are.
What several runs `spent` has a sum (`usd`) only where every amount is known, and what is known of it beside.
Several tasks together (`across`) have `tasks`, `ranked` and `incomplete` contenders, each with `totals` by task.

A card: `run`, `task` and its figures, `rubric`, `reviewer`, `total`, `exact`, `of`, `tier`, `tier_means`, `complete`,
`locked`, `revealed` (the reviewer was shown whose run it is), `names_shown` (when that was: `first`, before any mark;
`amid`, before the card was locked; `after` that; `changed`, after it, and marks were changed since; null where it was
not), `missing` and `snapshots` (decisions made on each);
`dimensions` by key, each with its stages (given → deducted → capped → points), and `cells`, each with what was asked:
title, weight, anchors, criteria with the points that their marks bring, deductions with price and answer; `marks`,
`deductions`, `gates`, `gate_titles`, `adjustments`, `notes`, `evidence` and `quotes` by cell ("" is the whole card),
`unsure`, and `history`: every decision, oldest first, `withdrawn` where it was taken back.
"""

from collections.abc import Iterable

from grading.report.across import Across
from grading.report.book import Section
from grading.report.cards import CardReport
from grading.report.costs import WorkingCost
from grading.report.editions import Editions
from grading.report.formats.json_card import card_document
from grading.report.formats.json_figures import Document
from grading.report.formats.json_following import (
    across_document,
    editions_document,
    groups_document,
    index_document,
    working_documents,
)
from grading.report.formats.json_standings import table_document
from grading.report.groups import Groups
from grading.report.index import AgainstIndex
from grading.report.standings import Standings


def standings_json(
    table: Standings,
    *,
    working: Iterable[WorkingCost] | None = None,
    groups: Iterable[Groups] | None = None,
    editions: Iterable[Editions] | None = None,
    against: AgainstIndex | None = None,
) -> Document:
    """One table, with what follows from it as far as it was asked for."""
    document = table_document(table)
    if working is not None:
        document["working"] = working_documents(working)
    if groups is not None:
        document["groups"] = [groups_document(one) for one in groups]
    if editions is not None:
        document["editions"] = [editions_document(one) for one in editions]
    if against is not None:
        document["index"] = index_document(against)
    return document


def section_json(section: Section) -> Document:
    """One section of an export, with everything that follows from it."""
    document = standings_json(
        section.table,
        working=section.working,
        groups=section.groups,
        editions=section.editions,
        against=section.against,
    )
    return {**document, "task_title": section.task.title}


def across_json(across: Across) -> Document:
    """Several tasks together."""
    return across_document(across)


def groups_json(groups: Groups) -> Document:
    """Runs in groups."""
    return groups_document(groups)


def card_json(report: CardReport) -> Document:
    """One reviewer's card with everything it came from."""
    return card_document(report)
