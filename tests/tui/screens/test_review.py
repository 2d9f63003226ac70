"""The review, driven by keys: what they decide, where they lead, and what is said of those that cannot act."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from grading.errors import LedgerError
from grading.marks.events import Answer, Decision
from grading.sides import Side
from grading.study import Study
from grading.wishes import Wish
from tests.tui.screens.reviewing import FILES, Review, review, session_of, study_of


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with study_of(tmp_path) as study:
        yield study


def given(study: Study, run: str) -> dict[str, object]:
    card = study.card(study.find_run(run), study.find_rubric("service"), "mia")
    return {**card.answers.given, **card.answers.gates}


def test_digits_score_and_the_cursor_goes_round(study: Study) -> None:
    async def drive(it: Review) -> None:
        went = []
        for keys in ("9", "8", "12\n", "9\n", "2.", "1.", "1", "0"):
            went.append(it.cell)
            await it.press(*("enter" if key == "\n" else key for key in keys))
        assert went == [f"{cell} {side}" for cell in ("api", "collected", "faithful", "starts") for side in "AB"]
        assert not it.screen.desk.sitting.values[Side.A].total.missing

    review(session_of(study), drive)
    cards = [study.card(run, study.find_rubric("service"), "mia") for run in study.runs()]
    assert sorted(str(card.answers.given["api"]) for card in cards) == ["8", "9"]
    assert all(card.total.complete for card in cards)


def test_a_key_that_cannot_act_says_why(study: Study) -> None:
    async def drive(it: Review) -> None:
        said = {}
        for key in ("backspace", "=", "X", "%", "L", "{", "U"):
            await it.press(key)
            said[key] = it.said
        assert said["backspace"] == "nothing is being typed; u takes the last decision back"
        assert said["="] == "the other side has no value yet"
        assert said["X"] == "the cell has no value to take away"
        assert said["%"] == "that key does nothing here; ? shows all keys"
        assert said["L"] == "4 cells are open; O leads to the next"
        assert said["{"] == "that is the first pair of this task; Q shows all"
        assert said["U"].startswith("there is nothing to redo")

    review(session_of(study), drive)


def test_undo_and_redo_lead_to_the_cell(study: Study) -> None:
    async def drive(it: Review) -> None:
        await it.press("9", "8")
        assert it.cell == "collected A"
        await it.press("u")
        assert (it.cell, it.said) == ("api B", "taken back: the mark on Interface · side B")
        await it.press("u")
        assert (it.cell, it.said) == ("api A", "taken back: the mark on Interface · side A")
        assert it.screen.desk.sitting.is_open("api", Side.A)
        await it.press("U", "U")
        assert it.said == "brought back: the mark on Interface · side B"
        assert not it.screen.desk.sitting.is_open("api", Side.B)

    review(session_of(study), drive)


def test_faults_gates_doubts_and_preferences(study: Study) -> None:
    async def drive(it: Review) -> None:
        await it.press("d", "a")
        assert it.said == "called: Long lists come whole"
        await it.press("g", "a")
        assert it.said == "The service starts: holds"
        await it.press("a")
        assert it.said == "The service starts: fails"
        await it.press("y")
        assert it.said == "flagged as unsure: the queue lists it"
        await it.press(">")
        assert it.said == "B is better overall ✓"
        assert "blind · B better" in it.text()
        card = it.screen.desk.sitting.card
        assert (set(card.answers.called), dict(card.answers.gates), set(card.unsure)) == (
            {"no-paging"},
            {"starts": False},
            {"api"},
        )

    review(session_of(study), drive)
    assert list(study.preferences(study.find_rubric("service"), "mia").values()) == [Answer.B]


def test_a_note_and_an_adjustment(study: Study) -> None:
    async def drive(it: Review) -> None:
        await it.press("c", *"only 9 guards", "escape")
        assert it.said == "saved ✓ the note on A · Interface"
        await it.press("a", *"+2", "enter", *"runs twice as fast", "enter")
        assert it.said == "adjusted ✓"
        card = it.screen.desk.sitting.card
        assert card.notes == {"api": "only 9 guards"}
        assert [(one.points, one.reason) for one in card.adjustments["api"]] == [(Fraction(2), "runs twice as fast")]
        assert not card.answers.given, "digits that are typed into a text never score"

    review(session_of(study), drive)


def test_points_that_change_nothing_are_refused_before_anybody_is_asked_why(study: Study) -> None:
    async def drive(it: Review) -> None:
        await it.press("a", "0", "enter")
        assert "an adjustment of 0 points changes nothing" in it.text().split("\n")[-1]
        assert "why" not in it.text().split("\n")[-1]

    review(session_of(study), drive)


def test_a_note_goes_on_in_a_new_line_and_can_be_dropped(study: Study) -> None:
    async def drive(it: Review) -> None:
        await it.press("c", *"one", "escape", "c")
        assert "Note on A · Interface" in it.text()
        below = it.text().split("\n")[-1]
        assert below.startswith(" Esc keeps it  Ctrl+G drops it") and "score" not in below
        await it.press(*"two", "escape")
        assert it.screen.desk.sitting.card.notes == {"api": "one\ntwo"}
        await it.press("c", "escape")
        assert it.said == "", "nothing was written"
        assert " score  Tab side" in it.text().split("\n")[-1]
        await it.press("c", *"three", "ctrl+g")
        assert it.said == "nothing of that was kept: the note is as it was"
        assert it.screen.desk.sitting.card.notes == {"api": "one\ntwo"}
        await it.press("c", *"four", "escape")
        assert it.screen.desk.sitting.card.notes == {"api": "one\ntwo\nfour"}, "nor is there a draft of it"

    review(session_of(study), drive)


def test_what_was_just_marked_gets_its_note_and_the_cursor_comes_back(study: Study) -> None:
    async def drive(it: Review) -> None:
        await it.press("V")
        assert it.said == "nothing was marked here yet; c writes a note on this cell"
        await it.press("9", "8", "V")
        assert "Note on B · Interface" in it.text()
        await it.press(*"slow", "escape")
        assert (it.cell, it.said) == ("collected A", "saved ✓ the note on B · Interface")
        assert it.screen.desk.sitting.values[Side.B].notes == {"api": "slow"}
        await it.press("V", *"x", "ctrl+g")
        assert it.cell == "collected A"
        await it.press("1", "V", *"few", "escape")
        assert (it.cell, it.screen.desk.sitting.card.notes) == ("collected A", {"collected": "few"})

    review(session_of(study), drive)


def test_evidence_comes_from_the_cursor_and_from_a_selection(study: Study) -> None:
    async def drive(it: Review) -> None:
        while it.path != "app/main.py":
            await it.press("]")
        await it.press("e")
        await it.press("j", "j", "j", "shift+down", "shift+down", "e")
        places = [one.place for one in it.screen.desk.sitting.card.evidence["api"]]
        assert len(places) == 2
        assert places[0].startswith("app/main.py:")
        assert "-" in places[1]

    review(session_of(study), drive)


def test_the_rubric_leads_to_the_files(study: Study) -> None:
    async def drive(it: Review) -> None:
        await it.press("i")
        first = it.path
        await it.press("i")
        assert {first, it.path} == {"app/main.py", "app/util.py"}
        assert it.screen.desk.named == 2

    review(session_of(study), drive)


def test_files_are_walked_filtered_and_read(study: Study) -> None:
    async def drive(it: Review) -> None:
        paths = [it.path]
        for _ in range(2):
            await it.press("]")
            paths.append(it.path)
        assert len(set(paths)) == 3
        await it.press("[")
        assert it.path == paths[1]
        await it.press("f", *"readme", "enter")
        assert it.path == "README.md"
        await it.press("r")
        assert it.path != "README.md"
        assert len(it.app.session.places.read) == 1

    review(session_of(study), drive)


@pytest.mark.parametrize(
    ("typed", "beside", "said"),
    [
        ("main.py", {b"app/main.py", b"README.md"}, ""),
        ("util.py", {b"README.md"}, "2 files of X are called util.py; name the folder"),
        ("nowhere", {b"README.md"}, "X has no file of that name"),
    ],
)
def test_a_file_is_stood_beside_another_by_its_name_alone_where_there_is_one(
    typed: str, beside: set[bytes], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = {"app/util.py": "", "lib/util.py": ""}
    for model in ("amber", "cobalt"):
        monkeypatch.setitem(FILES, model, FILES[model] | more)

    async def drive(it: Review) -> None:
        await it.press("f", *"readme", "enter", "m")
        side = it.screen.desk.widgets.text.side
        asked = f" beside README.md: which file of {side.other.value}? (Tab completes; none: alone) "
        assert it.text().split("\n")[-1].rstrip() == asked.rstrip()
        await it.press(*typed, "enter")
        file = it.screen.desk.widgets.files.current
        assert file is not None
        assert ({*file.paths}, it.said) == (beside, said.replace("X", side.other.value))

    with study_of(tmp_path / "more") as study:
        review(session_of(study), drive)


def test_search_counts_and_goes_round(study: Study) -> None:
    async def drive(it: Review) -> None:
        await it.press("i")
        await it.press("/", *"same", "enter")
        assert it.said == "hit 1 of 30"
        await it.press("N")
        assert it.said == "hit 30 of 30"
        await it.press("/", *"nowhere to be found", "enter")
        assert it.said == "not found in this file"

    review(session_of(study), drive)


def test_a_text_is_looked_for_in_all_files(study: Study) -> None:
    async def drive(it: Review) -> None:
        await it.press("F", *"health", "enter")
        await it.until("4 lines in 2 files; ] and [ lead through them")
        assert it.path == "app/main.py"
        await it.press("]")
        assert it.path == "tests/test_main.py"
        await it.press("]")
        assert it.said == "that is the last file that has it"
        await it.press("[", "[")
        assert (it.path, it.said) == ("app/main.py", "that is the first file that has it")
        await it.press("escape", "[")
        assert it.path == "README.md"
        await it.press("F", *"only here", "enter")
        await it.until("1 line in 1 file")
        assert it.said == "1 line in 1 file", "nothing leads through one file"
        await it.press("F", *"nowhere to be found", "enter")
        await it.until("found in no file")

    review(session_of(study), drive)


def test_a_card_is_locked_and_the_names_are_shown(study: Study) -> None:
    async def drive(it: Review) -> None:
        for _ in range(2):
            await it.press("9")
        await it.press("3", "enter", "3", "enter", "1", ".", "1", ".", "1", "1")
        assert "amber" not in it.text().lower()
        assert "cobalt" not in it.text().lower()
        assert it.cell == "starts B"
        await it.press("L")
        assert it.said == "B's card is locked ✓"
        await it.press("9")
        assert it.said == "the card is locked; L unlocks it"
        await it.press("R")
        assert it.said.startswith("not every card is locked yet; R again")
        await it.press("tab", "L", "R")
        assert it.said == "the names are shown; that is recorded ✓"
        assert "amber" in it.text()
        assert "cobalt" in it.text()

    review(session_of(study), drive)


def test_what_cannot_be_saved_is_shown_and_tried_again(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    decide = study.decide
    broken = [True]

    def fail(wishes: Iterable[Wish]) -> list[Decision]:
        if broken:
            raise LedgerError("not saved: the disk is full", do="make room, then press Enter")
        return decide(wishes)

    monkeypatch.setattr(study, "decide", fail)

    async def drive(it: Review) -> None:
        sitting = it.screen.desk.sitting
        run = sitting.run.id
        await it.press("9")
        assert it.said.startswith("NOT SAVED: not saved: the disk is full")
        assert given(study, run) == {}
        broken.clear()
        await it.press("enter")
        assert it.said == "saved ✓"
        assert given(study, run) == {"api": Fraction(9)}
        assert sitting.side is Side.B

    review(session_of(study), drive)


def test_it_opens_where_it_was_left(study: Study) -> None:
    async def leave(it: Review) -> None:
        await it.press("i", "down", "tab", "j", "j")
        seen.append((it.cell, it.path, it.screen.desk.widgets.text.spot))
        await it.press("q")

    async def come_back(it: Review) -> None:
        seen.append((it.cell, it.path, it.screen.desk.widgets.text.spot))

    seen: list[object] = []
    review(session_of(study), leave)
    review(session_of(study), come_back)
    assert seen[0] == seen[1]


@pytest.mark.parametrize("is_void_before", [True, False])
def test_a_void_run_that_is_named_can_be_graded_and_left(is_void_before: bool, tmp_path: Path) -> None:
    async def drive(it: Review) -> None:
        await it.press("9")
        if not is_void_before:
            study.correct(run, void, reviewer="tom", reason="a slip")
        await it.press("u", "U")
        assert {one: given(study, one).get("api") for one in ("amber", "jade")} in (
            {"amber": Fraction(9), "jade": None},
            {"amber": None, "jade": Fraction(9)},
        )
        await it.press("}", "u", "U", "Q", "j", "enter")

    void = {"state": "void", "reason": "added twice"}
    with study_of(tmp_path, ("amber", "cobalt", "jade")) as study:
        run = study.find_run("jade")
        if is_void_before:
            study.correct(run, void, reviewer="tom", reason="a slip")
        review(session_of(study), drive, "amber", "jade")
