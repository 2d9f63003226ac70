"""Standings and cards as JSON: every figure of the values, exact ones as texts, and hostile texts unchanged."""

import json
from fractions import Fraction
from typing import Any

import pytest

from grading.report.formats.json import across_json, card_json, groups_json, section_json, standings_json
from tests.grading.report.formats.sheets import book, is_golden, report, section, service_table


def said(document: object) -> Any:
    """As a reader of the file gets it; standard JSON only, so nothing like NaN."""
    return json.loads(json.dumps(document, allow_nan=False))


def text_of(document: object) -> str:
    return json.dumps(document, ensure_ascii=True, indent=2) + "\n"


def test_standings_are_as_they_are_kept() -> None:
    assert is_golden("standings.json", text_of(section_json(section())))


def test_a_card_is_as_it_is_kept() -> None:
    assert is_golden("card.json", text_of(card_json(report())))


def test_several_tasks_are_as_they_are_kept() -> None:
    (across,) = book().across
    document = {"across": across_json(across), "groups": groups_json(section().groups[0])}
    assert is_golden("together.json", text_of(document))


def test_the_keys_of_a_table_stay() -> None:
    found = said(standings_json(service_table(points=("20", "55/3", "3"))))
    assert {"task", "rubric", "common", "ranked", "partial", "apart"} <= set(found)
    keys = {"rank", "run", "total", "exact", "tier", "cards", "near_next", "state"}
    assert all(keys <= set(one) for one in found["ranked"])
    assert {"run", "total", "of", "missing"} <= set(found["partial"][0])
    assert {"run", "why"} <= set(found["apart"][0])
    assert [Fraction(one["exact"]) for one in found["ranked"]] == [49, Fraction(145, 3), 33]
    assert "working" not in found


def test_what_is_not_known_is_null_and_what_is_infinite_says_so() -> None:
    found = said(section_json(section()))
    onyx = found["ranked"][2]
    assert (onyx["cost"], onyx["cost_per_point"]) == (
        {"basis": "subscription", "usd": None},
        {"value": None, "infinite": False},
    )
    working = {one["model"]: one["per_working_run"] for one in found["working"]}
    assert working["beryl"] == {"value": None, "infinite": True}
    assert working["amber"] == {"value": "11/10", "infinite": False}


def test_a_card_has_its_whole_history_with_what_was_taken_back() -> None:
    found = said(card_json(report()))
    assert [one["withdrawn"] for one in found["history"]].count(True) == 1
    assert (found["total"], found["exact"], found["complete"], found["locked"]) == ("28.5", "57/2", True, True)
    assert found["dimensions"]["api"] == {
        **{"given": "18", "deducted": "15", "capped": "10", "points": "21/2", "max": "20"},
        "attempted": True,
    }
    assert found["cells"]["api"]["deductions"] == [
        {"key": "no-paging", "title": "Long lists come whole", "points": "3", "answer": "call"}
    ]
    assert found["quotes"]["api"][0]["lines"] == ["def pages():", "    return ```all```"]


@pytest.mark.parametrize("text", ["=1+1", "<script>", "a|b", "two\nlines", "\u202eשלום", "\0\x1b[2J", "x" * 10_000])
def test_hostile_texts_read_back_unchanged(text: str) -> None:
    found = said(section_json(section(text)))
    assert {one["label"] for one in found["ranked"]} == {text}
    assert found["apart"][0]["reason"] == found["rubric_title"] == found["dimensions"][0]["title"] == text
    assert found["index"]["index"] == text
    one = said(card_json(report(text, quoted=[text])))
    assert (one["reviewer"], one["label"], one["notes"][""]) == (text, text, text)
    assert one["quotes"]["api"][0]["lines"] == [text]
    assert one["adjustments"][0]["reason"] == text
    assert text_of(found).isascii()
