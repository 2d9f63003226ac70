"""`cards/*.json`: the whole document, key by key, from the decisions alone."""

import json
from fractions import Fraction
from typing import Any

from tests.grading.exchange.conftest import Made
from tests.grading.exchange.expected_cards import MOST_LINES, Parts, quoted
from tests.grading.exchange.ledger_reading import Entry, Graded
from tests.grading.exchange.spelling import exactly
from tests.grading.exchange.test_exporting_cards import cards
from tests.grading.exchange.test_exporting_json import facts, text

Document = dict[str, Any]


def stages(card: Graded, place: int) -> Document:
    found = card.stages(place)
    values = [None] * 4 if found is None else [str(one) for one in found]
    names = ("given", "deducted", "capped", "points")
    return {
        **dict(zip(names, values, strict=True)),
        **{"max": str(card.rubric.parts[place]["max"]), "attempted": card.card.parts[place].attempted},
    }


def marked(card: Graded, cell: str) -> str | None:
    """A mark as it is kept: "x" for not attempted."""
    one = card.values.get(cell)
    if one is None or one.kind != "mark":
        return None
    return one.value if one.value == "x" else exactly(Fraction(one.value))


def cells(card: Graded, place: int) -> Document:
    part, parts = card.rubric.parts[place], Parts(card)
    said = {"": None, "deduct": "call", "spare": "spare"}
    return {
        **{"title": part["title"], "asks": part["asks"] or None, "weight": text(part["weight"])},
        "missing": card.card.parts[place].missing,
        "anchors": [{"at": str(one["at"]), "means": one["means"]} for one in part["anchor"]],
        "criteria": [
            {
                **{"key": one["key"], "title": one["title"], "given": marked(card, one["key"])},
                **{"points": text(parts.earned(one)), "of": text(Fraction(one["points"]))},
                "ladder": [{"measured": str(at), "points": str(brings)} for at, brings in one["ladder"]],
            }
            for one in part["criterion"]
        ],
        "deductions": [
            {
                **{"key": one["key"], "title": one["title"], "points": str(Fraction(one["points"]))},
                "answer": said[parts.answer(one["key"])],
            }
            for one in part["deduction"]
        ],
    }


def entry(one: Entry) -> Document:
    names = ("id", "at", "reviewer", "kind", "cell", "value")
    said = {name: getattr(one, name) for name in names}
    return {**said, "body": one.body or None, "snapshot": one.snapshot or None, "withdrawn": not one.counts}


def lines(one: Entry) -> tuple[int | None, int, int]:
    """Where a quote begins, how many lines it has, and how many are left out."""
    first, number = quoted(one) or (0, 0)
    return first or None, min(number, MOST_LINES), max(0, number - MOST_LINES)


def names_shown(card: Graded) -> str | None:
    """When the names were shown; nobody here was shown them once a card was locked."""
    if not card.of_kind("reveal"):
        return None
    kinds = [one.kind for one in card.history]
    before = kinds[: kinds.index("reveal")]
    assert "lock" not in before
    return "first" if {"mark", "clear", "deduct", "spare", "gate", "adjust"}.isdisjoint(before) else "amid"


def document(card: Graded) -> Document:
    rubric, keys = card.rubric, [one["key"] for one in card.rubric.parts]
    given = {cell: marked(card, cell) for cell in card.values}
    answers = {key: one.kind for key, one in card.values.items()}
    return {
        **{**facts(card.run), "task": card.run.task, "reviewer": card.reviewer},
        **{"rubric": rubric.name, "rubric_title": rubric.title, "rubric_id": rubric.id},
        **{"scale": text(rubric.scale), "decimals": rubric.decimals, "tie_band": text(rubric.band)},
        **{"total": card.card.shown or None, "exact": text(card.total), "of": str(card.of)},
        **{"tier": card.card.tier, "complete": card.is_whole, "missing": card.card.missing},
        "tier_means": next((one.get("means", "") for one in rubric.tiers if one["name"] == card.card.tier), None),
        **{"locked": bool(card.of_kind("lock")), "revealed": bool(card.of_kind("reveal"))},
        "names_shown": names_shown(card),
        "snapshots": dict(card.snapshots),
        "dimensions": {key: stages(card, place) for place, key in enumerate(keys)},
        "cells": {key: cells(card, place) for place, key in enumerate(keys)},
        "marks": {cell: value for cell, value in given.items() if value is not None},
        "deductions": {
            key: {"deduct": "call", "spare": "spare"}[kind]
            for key, kind in answers.items()
            if kind in ("deduct", "spare")
        },
        "gates": {key: card.values[key].value for key, kind in answers.items() if kind == "gate"},
        "gate_titles": {gate["key"]: gate["title"] for gate in rubric.gates},
        "notes": {one.cell: one.value for one in card.of_kind("note")},
        "unsure": sorted(one.cell for one in card.of_kind("flag")),
        "history": [entry(one) for one in card.history],
    }


def test_every_value_of_every_card(published: Made) -> None:
    for stem, _, card in cards(published):
        said, expected = json.loads(published.read(f"{stem}.json")), document(card)
        adjustments = sorted((one["dimension"], one["points"], one["reason"]) for one in said.pop("adjustments"))
        expected_adjustments = [(one.cell, one.value, one.body["reason"]) for one in card.of_kind("adjust")]
        assert [(cell, Fraction(points), why) for cell, points, why in adjustments] == sorted(
            (cell, Fraction(points), why) for cell, points, why in expected_adjustments
        )
        places: dict[str, list[str]] = {}
        quotes: dict[str, list[tuple[int | None, int, int]]] = {}
        for one in card.of_kind("evidence"):
            places.setdefault(one.cell, []).append(one.value)
            quotes.setdefault(one.cell, []).append(lines(one))
        assert said.pop("evidence") == places
        assert {
            cell: [(one["first"], len(one["lines"]), one["left_out"]) for one in found]
            for cell, found in said.pop("quotes").items()
        } == quotes
        assert (stem, {key: said.get(key) for key in expected if said.get(key) != expected[key]}) == (stem, {})
        assert set(said) == set(expected)
