"""The ledger held against the model."""

from fractions import Fraction

from grading.marks.events import Event, FigureSet, Prefer
from grading.marks.rows import given_text, to_row
from grading.marks.scorecard import Scorecard
from grading.study import Study
from tests.tui.screens.replay.cards import Entry
from tests.tui.screens.replay.model import Model


def check_ledger(model: Model, study: Study, told: str) -> None:
    """Every card, every decision and every preference in the ledger is the model's."""
    rubric = study.rubrics()[0]
    for run in study.runs():
        assert standing(study.card(run, rubric, "mia")) == model.cards.of(run.id), told
        events = [one.event for one in study.history(run, rubric, "mia")]
        entries = [_entry(one) for one in events if not isinstance(one, FigureSet)]
        assert entries == model.cards.log[run.id], told
    preferred = {key: answer.value for key, answer in study.preferences(rubric, "mia").items()}
    assert preferred == model.cards.preferred, told


def standing(card: Scorecard) -> dict[tuple[str, str], object]:
    """What stands on a card, as the model says it."""
    found: dict[tuple[str, str], object] = {}
    for cell, value in card.answers.given.items():
        found["value", cell] = value if isinstance(value, Fraction) else given_text(value)
    found |= {("value", cell): "pass" if holds else "fail" for cell, holds in card.answers.gates.items()}
    found |= {("value", cell): "deduct" for cell in card.answers.called}
    found |= {("value", cell): "spare" for cell in card.spared}
    found |= {("note", cell): text for cell, text in card.notes.items()}
    found |= {("flag", cell): True for cell in card.unsure}
    found |= {("evidence", cell): tuple(one.place for one in ones) for cell, ones in card.evidence.items()}
    for cell, adjusted in card.adjustments.items():
        found["adjust", cell] = tuple((one.points, one.reason) for one in adjusted)
    for what, is_so in (("lock", card.locked), ("reveal", card.revealed)):
        if is_so:
            found[what, ""] = True
    return found


def _entry(event: Event) -> Entry:
    row = to_row(event)
    value = row.value
    if row.kind in ("mark", "adjust") and value != "x":
        value = str(Fraction(value))
    if isinstance(event, Prefer):
        value = f"{value} {event.other}"
    return Entry(row.kind, row.cell, "" if row.kind == "withdraw" else value)
