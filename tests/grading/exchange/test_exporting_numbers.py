"""Every number of an export, beside a reckoning that reads nothing but the table of decisions.

Which decision stands, and what a card comes to, is reckoned by the second implementation of the formula; means, ranks
and their order are worked out here, in plain fractions.
"""

import json
import re
from collections import defaultdict
from fractions import Fraction
from pathlib import Path

import pytest

from grading.exchange.exporting import Wanted
from grading.report.formats.csv import from_csv
from tests.grading.exchange.ledger_reading import Kept
from tests.grading.graded import graded_study
from tests.grading.rubric.reckoning import Card


def read(root: Path) -> dict[tuple[str, str, str], Card]:
    """Every card, reckoned from the decisions: by run, rubric and reviewer."""
    return {key: one.card for key, one in Kept(root).said.items()}


def exact(card: Card) -> Fraction | None:
    return None if card.total is None else Fraction(card.total, card.unit)


def is_whole(card: Card) -> bool:
    return card.total is not None and not card.missing


def half_up(value: Fraction) -> str:
    """With one decimal, as the rubric asks."""
    tenths = (value * 20 + 1) // 2
    return f"{tenths // 10}.{tenths % 10}"


@pytest.fixture(scope="module", params=[1, 2, 11])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A study made up anew, and its export."""
    folder = tmp_path_factory.mktemp("numbers")
    with graded_study(folder, seed=request.param, steps=80) as study:
        study.export(Wanted(folder / "out"))
    return folder / "study", folder / "out"


def test_what_is_reckoned_has_all_kinds_of_cards(made: tuple[Path, Path]) -> None:
    seen = {one for card in read(made[0]).values() for one in card.seen}
    assert {"not attempted", "capped", "complete", "open", "withdrawn mark", "withdrawn gate"} <= seen


def test_every_number_of_every_card(made: tuple[Path, Path]) -> None:
    root, out = made
    cards = read(root)
    found = [json.loads(path.read_text()) for path in sorted((out / "cards").glob("*.json"))]
    assert len(found) > 15
    for one in found:
        card = cards.pop((one["run"], one["rubric"], one["reviewer"]))
        total = exact(card)
        assert one["total"] == (card.shown or None)
        assert one["exact"] == (None if total is None else str(total))
        assert (one["tier"], one["complete"]) == (card.tier, is_whole(card))
        assert sorted(one["missing"]) == sorted(card.missing)
        for part, key in zip(card.parts, ("api", "tests"), strict=True):
            names = ("given", "deducted", "capped", "points")
            stages = [None] * 4 if part.stages is None else [str(Fraction(stage, part.unit)) for stage in part.stages]
            assert [one["dimensions"][key][name] for name in names] == stages
            assert one["dimensions"][key]["attempted"] == part.attempted
    # What has no page is a card on which no answer stands.
    assert all(card.total is None or card.missing for card in cards.values())


def test_every_number_of_the_standings(made: tuple[Path, Path]) -> None:
    root, out = made
    whole: defaultdict[tuple[str, str, str], dict[str, Fraction]] = defaultdict(dict)
    for (run, rubric, reviewer), card in read(root).items():
        total = exact(card)
        if is_whole(card) and total is not None and run != "service/pearl":  # that one is void
            whole[run.split("/")[0], rubric, run][reviewer] = total
    means = {key: sum(totals.values(), Fraction(0)) / len(totals) for key, totals in whole.items()}
    csv = {(row["task"], row["rubric"], row["run"]): row for row in from_csv((out / "standings.csv").read_text())}
    tables = json.loads((out / "standings.json").read_text())["standings"]
    listed = {(table["task"], table["rubric"], row["run"]): row for table in tables for row in table["ranked"]}
    assert set(listed) == set(means) == {key for key, row in csv.items() if row["standing"] == "ranked"}
    for (task, rubric, run), mean in means.items():
        key, totals = (task, rubric, run), whole[task, rubric, run]
        others = [Fraction(half_up(one)) for (t, r, _), one in means.items() if (t, r) == (task, rubric)]
        rank = 1 + sum(one > Fraction(half_up(mean)) for one in others)
        assert (csv[key]["total"], csv[key]["rank"]) == (half_up(mean), str(rank))
        assert (listed[key]["total"], listed[key]["exact"], listed[key]["rank"]) == (half_up(mean), str(mean), rank)
        assert {one["reviewer"]: one["exact"] for one in listed[key]["reviewers"]} == {
            who: str(total) for who, total in totals.items()
        }
        assert csv[key]["cards"] == str(len(totals))
        assert [Fraction(csv[key][name]) for name in ("lowest", "highest")] == [
            min(totals.values()),
            max(totals.values()),
        ]
        assert listed[key]["tier"] == ("A" if Fraction(half_up(mean)) >= 40 else "B")


def test_the_front_page_says_the_same(made: tuple[Path, Path]) -> None:
    _, out = made
    rows = [row for row in from_csv((out / "standings.csv").read_text()) if row["standing"] == "ranked"]
    page = (out / "index.html").read_text()
    tables = re.findall(r"<table.*?</table>", page, re.DOTALL)
    shown = [[re.sub(r"<.*?>", " ", cell).split() for cell in re.findall(r"<t[dh].*?</t[dh]>", line, re.DOTALL)]
             for table in tables for line in re.findall(r"<tr.*?</tr>", table, re.DOTALL)]  # fmt: skip
    for row in rows:
        fitting = [cells for cells in shown if any(row["model"] in cell for cell in cells)]
        assert any(
            cells[0][:1] == [row["rank"]] and any(row["total"] in cell for cell in cells) for cells in fitting
        ), (row["run"], row["rank"], row["total"])
