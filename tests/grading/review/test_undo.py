"""Undo and redo through the ledger."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.errors import LedgerError, MarkError
from grading.ledger.store import Ledger
from grading.marks.events import Adjust, Decision, Event, Evidence, Lock, Mark, Note, Prefer, Reveal, Withdraw
from grading.marks.events import Answer as Better
from grading.marks.trail import Trail
from grading.review.undo import Turned, Undo
from grading.runs.folder import Told, look
from grading.study import Study
from grading.wishes import Wish
from tests.builders import study_with, write_files

NAMES = map("reviewer {}".format, count())


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    with study_with(tmp_path_factory.mktemp("undo")) as made:
        yield made


def decide(study: Study, event: Event, name: str = "amber", reviewer: str = "mia") -> Decision:
    return study.decide([Wish(study.find_run(name), study.rubrics()[0], reviewer, event)])[0]


def three(value: int = 3) -> Mark:
    return Mark("api", Fraction(value))


def told(turned: Turned) -> tuple[str, str, bool]:
    return turned.run, turned.cell, turned.stands


def given_to(study: Study, name: str = "amber") -> object:
    return study.card(study.find_run(name), study.rubrics()[0], "mia").answers.given.get("api")


def test_undo_goes_across_runs_and_says_what_it_was_about(study: Study) -> None:
    decide(study, three())
    decide(study, Note("", "n"), "cobalt")
    undo = Undo(study, "mia")
    assert told(undo.undo()) == ("service/cobalt", "", False)
    taken = undo.undo()
    assert told(taken) == ("service/amber", "api", False)
    assert (taken.rubric, taken.decision.event) == (study.rubrics()[0].id, three())
    assert given_to(study) is None
    assert told(undo.redo()) == ("service/amber", "api", True)
    assert given_to(study) == 3


def test_undo_and_redo_refuse_with_a_reason(study: Study) -> None:
    undo = Undo(study, "mia")
    for way, said in ((undo.undo, "nothing to undo"), (undo.redo, "nothing to redo")):
        with pytest.raises(MarkError, match=said):
            way()
    decide(study, three())
    decide(study, three(), reviewer="tom")
    undo.undo()
    decide(study, three(4))
    with pytest.raises(MarkError, match="nothing to redo"):
        undo.redo()


def test_a_session_goes_on_where_the_last_one_was(study: Study) -> None:
    decide(study, three())
    decide(study, three(5))
    Undo(study, "mia").undo()
    assert given_to(study) == 3
    with Study.open(study.root) as again:
        undo = Undo(again, "mia")
        undo.redo()
        assert given_to(again) == 5
        undo.undo()
        undo.undo()
        assert given_to(again) is None


def test_what_another_program_wrote_meanwhile_is_undone_first(study: Study) -> None:
    undo = Undo(study, "mia")
    decide(study, three())
    undo.follow()
    with Study.open(study.root) as other:
        decide(other, Mark("tests", Fraction(2)))
    assert undo.undo().cell == "tests"


def test_of_a_locked_card_the_lock_goes_first(study: Study) -> None:
    decide(study, three())
    decide(study, Lock())
    undo = Undo(study, "mia")
    assert told(undo.undo()) == ("service/amber", "", False)
    assert undo.undo().cell == "api"
    undo.redo()
    undo.redo()
    assert study.card(study.find_run("amber"), study.rubrics()[0], "mia").locked


def test_opening_a_card_again_is_undone_as_what_it_is(study: Study) -> None:
    amber, rubric = study.find_run("amber"), study.rubrics()[0]
    decide(study, Lock())
    decide(study, three(), "cobalt")
    study.unlock(amber, rubric, "mia")
    undo = Undo(study, "mia")
    turned = undo.undo()
    assert isinstance(turned.decision.event, Withdraw)
    assert (told(turned), turned.about.event) == (("service/amber", "", True), Lock())
    assert study.card(amber, rubric, "mia").locked
    assert told(undo.redo()) == ("service/amber", "", False)
    assert not study.card(amber, rubric, "mia").locked


def test_what_was_learned_cannot_be_unlearned(study: Study) -> None:
    decide(study, three())
    decide(study, Reveal())
    undo = Undo(study, "mia")
    assert undo.undo().cell == "api"
    with pytest.raises(MarkError, match="nothing to undo"):
        undo.undo()
    assert study.card(study.find_run("amber"), study.rubrics()[0], "mia").revealed


def test_figures_are_undone_when_a_person_set_them_in_this_session(study: Study, tmp_path: Path) -> None:
    decide(study, three())
    with Study.open(study.root) as earlier:
        earlier.correct(earlier.find_run("cobalt"), {"seconds": "7"}, reviewer="mia", reason="")
        earlier.withdraw(earlier.last_decision("mia"), "mia")
        earlier.correct(earlier.find_run("cobalt"), {"seconds": "8"}, reviewer="mia", reason="")
    study.correct(study.find_run("amber"), {"seconds": "9"}, reviewer="mia", reason="")
    study.add(
        look([write_files(tmp_path / "service" / "jade", {"run.toml": "seconds = 5", "a": "1"})], Told()),
        reviewer="mia",
    )
    undo = Undo(study, "mia")
    turned = undo.undo()
    assert (told(turned), turned.rubric) == (("service/amber", "seconds", False), "")
    assert undo.undo().cell == "api"
    figures = {run.name.model: run.figures.seconds for run in study.runs()}
    assert (figures["amber"], str(figures["cobalt"]), str(figures["jade"])) == (None, "8", "5")


@dataclass
class Model:
    """What should stand: everything that was done, in order; `int` takes back what was done at that place."""

    done: list[tuple[str, Event | int]] = field(default_factory=list)
    undone: list[tuple[str, Event | int]] = field(default_factory=list)

    def standing(self, run: str) -> list[Event]:
        gone = {deed for _, deed in self.done if isinstance(deed, int)}
        every = [(name, deed) for place, (name, deed) in enumerate(self.done) if place not in gone]
        return [deed for name, deed in every if name == run and not isinstance(deed, int)]

    def card(self, run: str) -> tuple[object, ...]:
        """The value, the note, the evidence, the adjustments and the lock of a card."""
        value: object = None
        note: str | None = None
        places: list[str] = []
        points, locked = Fraction(0), False
        for event in self.standing(run):
            match event:
                case Mark(value=given):
                    value = given
                case Note(text=text):
                    note = text or None
                case Evidence(place=place):
                    places.append(place)
                case Adjust(points=more):
                    points += more
                case Lock():
                    locked = True
        return value, note, places, points, locked

    def takes(self, run: str, event: Event) -> bool:
        """Whether a card is open for it; a place is evidence once."""
        is_known = isinstance(event, Evidence) and event in self.standing(run)
        return isinstance(event, Prefer) or not (self.card(run)[-1] or is_known)

    def do(self, run: str, deed: Event | int) -> None:
        if isinstance(deed, int) and deed == len(self.done) - 1:
            self.undone.append(self.done.pop())
        else:
            self.done.append((run, deed))
            self.undone.clear()


EVENTS: tuple[Event, ...] = (
    *(Mark("api", Fraction(number)) for number in range(3)),
    *(Note("api", "n"), Note("api", ""), Evidence("api", "a.py"), Evidence("api", "b.py")),
    *(Adjust("api", Fraction(1), "why"), Lock(), Lock(), Prefer("", "service/jade", Better.A)),
)
DEEDS = st.one_of(
    st.sampled_from(["undo", "undo", "redo", "redo"]),
    st.sampled_from(EVENTS),
    st.sampled_from(EVENTS),
    st.integers(0, 9),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["amber", "cobalt"]), DEEDS), max_size=25))
def test_any_sequence_leaves_what_a_simple_model_says(
    shared: Study, deeds: list[tuple[str, Event | int | str]]
) -> None:
    reviewer, rubric = next(NAMES), shared.rubrics()[0]
    model, undo = Model(), Undo(shared, reviewer)
    kept: dict[int, Decision] = {}
    for name, deed in deeds:
        if deed == "undo":
            if model.done:
                undo.undo()
                model.undone.append(model.done.pop())
        elif deed == "redo":
            if model.undone:
                undo.redo()
                model.done.append(model.undone.pop())
        elif isinstance(deed, int):
            take_back(shared, model, kept, deed)
        elif not isinstance(deed, str) and model.takes(name, deed):
            model.do(name, deed)
            kept[len(model.done) - 1] = decide(shared, deed, name, reviewer)
        for run in ("amber", "cobalt"):
            card = shared.card(shared.find_run(run), rubric, reviewer)
            places = [one.place for one in card.evidence.get("api", ())]
            points = card.answers.adjusted.get("api", Fraction(0))
            assert model.card(run) == (
                card.answers.given.get("api"),
                card.notes.get("api"),
                places,
                points,
                card.locked,
            )
    for way, left in ((undo.undo, model.done), (undo.redo, model.undone)):
        if not left:
            with pytest.raises(MarkError, match="there is nothing to"):
                way()


def take_back(study: Study, model: Model, kept: dict[int, Decision], place: int) -> None:
    """Takes back what was done at some place, unless its card is locked or it was no decision."""
    if place >= len(model.done):
        return
    name, deed = model.done[place]
    if isinstance(deed, int) or (model.card(name)[-1] and not isinstance(deed, (Lock, Prefer))):
        return
    decision = kept[place]
    study.withdraw(decision, decision.reviewer)
    model.do(name, place)


def test_names_that_were_seen_stay_seen(study: Study) -> None:
    decide(study, three())
    seen = decide(study, Reveal())
    last = study.last_decision("mia")
    assert last.event == three()
    study.withdraw(last, "mia")
    with pytest.raises(MarkError, match="the names were seen"):
        study.withdraw(seen, "mia")
    with pytest.raises(MarkError, match="no decision to take back"):
        study.last_decision("mia")
    assert study.card(study.find_run("amber"), study.rubrics()[0], "mia").revealed


@pytest.mark.parametrize("body", ["{", '{"reason": "\\ud800"}'])
def test_a_figure_that_was_tampered_with_is_named(tmp_path: Path, body: str) -> None:
    with study_with(tmp_path) as study:
        study.correct(study.find_run("amber"), {"cost_usd": "1.10"}, reviewer="mia", reason="the bill")
        ledger = Ledger.open(study.root / ".sidegrade" / "ledger.db")
        try:
            ledger.connection.execute("DROP TRIGGER decisions_never_change")
            ledger.connection.execute("UPDATE decisions SET body = ? WHERE kind = 'figure'", (body,))
        finally:
            ledger.close()
        with pytest.raises(LedgerError, match=r"the decision \S+ cannot be read \(.*\); run `sidegrade doctor`"):
            study.follow(Trail(), "mia")
