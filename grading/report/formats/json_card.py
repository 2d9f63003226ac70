"""One reviewer's card, as JSON."""

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction

from grading.marks.events import Decision, withdrawn
from grading.marks.rows import given_text, to_row
from grading.marks.scorecard import Scorecard
from grading.report.cards import CardReport, Quote
from grading.report.formats.json_figures import Document, number, rubric_facts, run_facts
from grading.rubric.arithmetic import Stages, criterion_points
from grading.rubric.model import Criterion, Dimension


def card_document(report: CardReport) -> Document:
    """The card, its anchors and prices, its evidence with the quoted lines, and its history."""
    card, rubric, shown = report.card, report.card.rubric, report.names_shown
    return {
        "run": report.run.id,
        "task": report.run.name.task,
        **run_facts(report.run),
        "rubric": rubric.name,
        **rubric_facts(rubric),
        "reviewer": card.reviewer,
        "total": card.total_shown or None,
        "exact": number(card.total.exact),
        "of": str(card.total.of),
        "tier": card.tier.name if card.tier else None,
        "tier_means": card.tier.means if card.tier else None,
        "complete": card.total.complete,
        "locked": card.locked,
        "revealed": card.revealed,
        "names_shown": shown.name.lower() if shown.value else None,
        "missing": list(card.total.missing),
        "snapshots": dict(card.snapshots),
        "dimensions": {stage.dimension.key: _stages(stage) for stage in card.stages},
        "cells": {stage.dimension.key: _cells(card, stage) for stage in card.stages},
        "marks": {key: given_text(given) for key, given in card.answers.given.items()},
        "deductions": {key: "call" for key in sorted(card.answers.called)}
        | {key: "spare" for key in sorted(card.spared)},
        "gates": {key: "pass" if holds else "fail" for key, holds in card.answers.gates.items()},
        "gate_titles": {gate.key: gate.title for gate in rubric.gates},
        "adjustments": [
            {"dimension": key, "points": str(entry.points), "reason": entry.reason}
            for key, entries in card.adjustments.items()
            for entry in entries
        ],
        "notes": dict(card.notes),
        "evidence": {key: [place.place for place in places] for key, places in card.evidence.items()},
        "quotes": _quotes(report.quotes),
        "unsure": sorted(card.unsure),
        "history": history_documents(report.history),
    }


def _stages(stage: Stages) -> Document:
    said = {name: number(getattr(stage, name)) for name in ("given", "deducted", "capped", "points")}
    return {**said, "max": str(stage.dimension.max), "attempted": stage.attempted}


def _cells(card: Scorecard, stage: Stages) -> Document:
    """What was asked, and what each answer brought."""
    dimension = stage.dimension
    return {
        "title": dimension.title,
        "asks": dimension.asks or None,
        "weight": number(dimension.weight),
        "missing": list(stage.missing),
        "anchors": [{"at": number(one.at), "means": one.means} for one in dimension.anchors],
        "criteria": [_criterion(card, one) for one in dimension.criteria],
        "deductions": _deductions(card, dimension),
    }


def _criterion(card: Scorecard, one: Criterion) -> Document:
    given = card.answers.given.get(one.key)
    points = criterion_points(one, given) if isinstance(given, Fraction) else None
    return {
        "key": one.key,
        "title": one.title,
        "given": None if given is None else given_text(given),
        "points": number(points),
        "of": number(one.points),
        "ladder": [{"measured": number(rung.measured), "points": number(rung.points)} for rung in one.ladder],
    }


def _deductions(card: Scorecard, dimension: Dimension) -> list[Document]:
    said = {key: "call" for key in card.answers.called} | {key: "spare" for key in card.spared}
    return [
        {"key": one.key, "title": one.title, "points": number(one.points), "answer": said.get(one.key)}
        for one in dimension.deductions
    ]


def _quotes(quotes: Mapping[str, tuple[Quote, ...]]) -> dict[str, list[Document]]:
    return {
        cell: [
            {
                "place": one.place,
                "first": one.first or None,
                "lines": list(one.lines),
                "left_out": one.left_out,
                "why_none": one.why_none or None,
            }
            for one in found
        ]
        for cell, found in quotes.items()
    }


def history_documents(decisions: Sequence[Decision]) -> list[Document]:
    """Every decision, oldest first; one that was taken back says so."""
    gone = withdrawn(decisions)
    found = []
    for one in decisions:
        row = to_row(one.event)
        said: Document = {"id": one.id, "at": one.at, "reviewer": one.reviewer, "kind": row.kind, "cell": row.cell}
        said |= {"value": row.value, "body": json.loads(row.body) if row.body else None}
        found.append({**said, "snapshot": one.snapshot or None, "withdrawn": one.id in gone})
    return found
