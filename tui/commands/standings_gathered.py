"""What `sidegrade standings` was asked for, brought together from the study's reports."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from grading.errors import StudyError
from grading.finding import called
from tui.commands.standings_asked import Shown, put_together

if TYPE_CHECKING:
    from grading.printing import Sheet, Together
    from grading.report.costs import WorkingCost
    from grading.report.editions import Editions
    from grading.report.groups import By
    from grading.report.standings import Standings
    from grading.study import Study


class Asked(Struct, frozen=True):
    """What is asked for beside the tables, or in their place."""

    by: By | None = None
    across: bool = False
    index: Path | None = None
    beside: str = ""
    working: bool = False
    gates: tuple[str, ...] = ()

    @property
    def of_each(self) -> bool:
        """Whether something stands beside each table."""
        return bool(self.index or self.beside or self.working)

    @property
    def of_several(self) -> bool:
        """Whether something takes the place of the tables."""
        return bool(self.by or self.across)


def group_by(word: str | None) -> By | None:
    """What runs are put together by; none where nobody asked."""
    from grading.printing import by

    return by(word) if word else None


def require_fit(asked: Asked, form: str) -> None:
    """Refuses what cannot be shown together."""
    if asked.of_each and asked.of_several:
        do = "ask for --index, --beside or --working by itself"
        raise StudyError("--by and --across take the place of the tables", do=do)
    if form == "csv" and (asked.of_each or asked.of_several):
        raise StudyError("a CSV of standings holds runs and nothing else", do="say --format md or json")


def sheets(study: Study, tables: Sequence[Standings], asked: Asked, view: Shown, *, common: bool) -> list[Sheet]:
    """Every table as it is shown, with what was asked for beside it."""
    from grading.printing import Sheet
    from grading.strict import read_text

    tasks = {one.key: one for one in study.tasks()}
    index = read_text(asked.index) if asked.index else ""
    has_gates = _with_gates(tables, asked) if asked.working else []
    found = []
    for whole in tables:
        table = view.of(whole)
        working: tuple[WorkingCost, ...] = ()
        if whole in has_gates:
            working = study.reports.working_costs(table, asked.gates)
        found.append(
            Sheet(
                task=tasks[whole.task],
                table=table,
                working=working,
                editions=_editions(study, whole, asked, view, common=common),
                against=study.reports.against(table, index, str(asked.index)) if asked.index else None,
            )
        )
    if asked.beside and tables:
        found = [one for one in found if one.editions]
        if not found:
            other = study.find_rubric(tables[0].task, asked.beside)
            raise StudyError(f"{other.name} is the rubric itself", do="say --beside with another one")
    return found


def _with_gates(tables: Sequence[Standings], asked: Asked) -> list[Standings]:
    """The tables whose rubrics have the gates."""
    found = [one for one in tables if one.rubric.gates]
    if tables and not found:
        told = ", ".join(dict.fromkeys(one.rubric.name for one in tables))
        raise StudyError(f"no gate says what works under {told}", do="say --rubric with one that has gates")
    have = [one for one in found if set(asked.gates) <= {gate.key for gate in one.rubric.gates}]
    # Where no rubric has them all, the first is asked for them, and says which one it does not know.
    return have or found[:1]


def _editions(study: Study, whole: Standings, asked: Asked, view: Shown, *, common: bool) -> tuple[Editions, ...]:
    """The table beside that of the other rubric; nothing where its task has no such one, or it is the same."""
    if not asked.beside:
        return ()
    fitting = called(study.rubrics_of(whole.task), asked.beside)
    if not fitting or fitting[-1].id == whole.rubric.id:
        return ()
    other = fitting[-1]
    runs = replace(view, sort="rank")
    after = study.reports.standings(whole.task, other, common=common)
    return (study.reports.side_by_side(runs.of(whole), runs.of(after)),)


def together(study: Study, tables: Sequence[Standings], asked: Asked) -> list[Together]:
    """The tables put together, as far as that is asked for."""
    from grading.printing import Together

    bundles = put_together(tables) if asked.of_several else []
    if asked.across:
        bundles = [one for one in bundles if sum(not each.is_void for each in one) > 1]
        if not bundles:
            raise StudyError(
                "no two tasks have standings under one rubric", do="grade another one under it; --task keeps to one"
            )
    return [
        Together(
            tables=one,
            groups=study.reports.grouped(one, asked.by) if asked.by else None,
            across=study.reports.across(one) if asked.across else None,
        )
        for one in bundles
    ]
