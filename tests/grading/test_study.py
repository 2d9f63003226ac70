"""One study: making it, finding it, what it refuses, and what survives mishaps."""

import os
import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from grading.errors import MarkError, RunError, SidegradeError, StudyError
from grading.marks.events import Adjust, FigureSet, Lock, Mark, Note
from grading.marks.typed import TypedMark
from grading.rubric.arithmetic import NOT_ATTEMPTED
from grading.runs.folder import Told, look
from grading.runs.shape import Shape, shape
from grading.study import Study
from grading.wishes import Wish
from tests.builders import study_with, write_files


def wish(study: Study, event: Mark | Lock | Note | Adjust) -> Wish:
    return Wish(study.find_run("amber"), study.find_rubric("service"), "mia", event)


def total(study: Study) -> str:
    return study.card(study.find_run("amber"), study.find_rubric("service"), "mia").total_shown


def add(study: Study, folder: Path) -> str:
    (one,) = study.add(look([folder], Told()), reviewer="mia")
    return "unchanged" if one.is_unchanged else "changed"


# Making and finding


def test_a_title_and_a_path_that_are_no_text_make_a_study_all_the_same(tmp_path: Path) -> None:
    root = tmp_path / os.fsdecode(b"s\xff")
    with Study.create(root, "t\udcff") as study:
        assert study.settings.title == "t⟨DCFF⟩"
        assert study.runs() == []


def test_a_name_that_is_none_makes_no_study(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="is no name of a reviewer"):
        Study.create(tmp_path / "s", "", "x" * 300)
    assert not (tmp_path / "s").exists()


def test_a_study_that_cannot_be_made_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("PATH", str(tmp_path))
        with pytest.raises(SidegradeError, match="git is not installed"):
            Study.create(tmp_path / "s")
    assert list((tmp_path / "s").iterdir()) == []
    Study.create(tmp_path / "s").close()
    (tmp_path / "file").touch()
    with pytest.raises(StudyError, match=r"cannot be made \(Not a directory\)"):
        Study.create(tmp_path / "file" / "s")


def test_a_study_without_its_settings_says_what_is_missing(study: Study) -> None:
    (study.root / "sidegrade.toml").unlink()
    for way in (Study.open, Study.nearest, Study.create):
        with pytest.raises(StudyError) as refused:
            way(study.root)
        assert str(refused.value).split(": ")[1] in (
            "sidegrade.toml is missing; make an empty one, the rest is there",
            "sidegrade.toml is missing; make an empty one; the rest is there",
            "there is a study already; choose another folder",
        )
    (study.root / "sidegrade.toml").touch()
    with Study.nearest(study.root) as again:
        assert again.settings.title == "study"
        assert [run.id for run in again.runs()] == ["service/amber", "service/cobalt"]


def test_an_empty_list_of_folders_to_leave_out_leaves_none_out(study: Study, tmp_path: Path) -> None:
    (study.root / "sidegrade.toml").write_text("left_out = []\n")
    write_files(tmp_path / "service" / "jade", {"node_modules/a": "1"})
    with Study.open(study.root) as again:
        (one,) = again.add(look([tmp_path / "service" / "jade"], Told(one_run=True)), reviewer="mia")
    assert one.taken is not None
    assert (one.taken.snapshot.files, one.taken.left_out) == (1, ())


def test_a_reviewer_in_the_settings_that_is_no_name_is_named_with_its_file(study: Study) -> None:
    (study.root / "sidegrade.toml").write_text('reviewer = "a\\u202eb"\n')
    with pytest.raises(SidegradeError, match=r'sidegrade.toml: reviewer: "a⟨202E⟩b" is no name of a reviewer'):
        Study.open(study.root)


# Adding


def test_what_is_gone_from_the_vault_comes_back_when_the_folder_is_added_again(study: Study, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "service" / "jade", {"a.py": "print(1)\n"})
    add(study, folder)
    shutil.rmtree(study.root / ".sidegrade" / "vault.git" / "objects" / "pack")
    (study.root / ".sidegrade" / "vault.git" / "objects" / "pack").mkdir()
    assert study.check_up().damage
    assert add(study, folder) == "unchanged"
    assert study.check_up().damage == ()
    shutil.rmtree(study.root / ".sidegrade" / "vault.git")
    assert study.check_up().damage == ("vault: it is missing; add the runs' folders again",)
    add(study, folder)
    assert study.check_up().damage == ()


def test_a_figure_that_a_person_corrected_stays_when_the_folder_is_added_again(study: Study, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "service" / "jade", {"run.toml": "seconds = 500", "a": "1"})
    add(study, folder)
    jade = study.find_run("jade")
    study.correct(jade, {"seconds": "999"}, reviewer="mia", reason="measured by hand")
    (one,) = study.add(look([folder], Told()), reviewer="mia")
    assert (one.corrected, one.kept, one.is_unchanged) == ((), ("seconds",), True)
    assert str(study.find_run("jade").figures.seconds) == "999"
    (folder / "run.toml").write_text("seconds = 600")
    (one,) = study.add(look([folder], Told()), reviewer="mia")
    assert (one.corrected, one.kept) == (("seconds",), ())
    assert str(study.find_run("jade").figures.seconds) == "600"


def test_undo_takes_a_persons_figure_back_and_leaves_those_of_folders(study: Study, tmp_path: Path) -> None:
    study.decide([wish(study, Mark("api", Fraction(3)))])
    folder = write_files(tmp_path / "service" / "jade", {"run.toml": "seconds = 500", "a": "1"})
    study.correct(study.find_run("amber"), {"seconds": "9"}, reviewer="mia", reason="")
    add(study, folder)
    study.withdraw(study.last_decision("mia"), "mia")
    assert study.find_run("amber").figures.seconds is None
    assert str(study.find_run("jade").figures.seconds) == "500"
    study.withdraw(study.last_decision("mia"), "mia")
    assert total(study) == "0.0"


def test_a_state_that_needs_a_reason_needs_it_by_hand_too(study: Study) -> None:
    amber = study.find_run("amber")
    with pytest.raises(RunError, match="service/amber: the state void needs a reason; say why in `reason`"):
        study.correct(amber, {"state": "void"}, reviewer="mia", reason="saw it")
    # What says why a run is in a state says why it is no longer in another one; and the state is what undo finds first.
    study.correct(amber, {"state": "complete"}, reviewer="mia", reason="")
    taken = study.correct(amber, {"state": "void", "reason": "saw the tests"}, reviewer="mia", reason="")
    assert [one.event for one in taken] == [
        FigureSet("reason", "saw the tests", "saw the tests"), FigureSet("state", "void", "saw the tests"),
    ]  # fmt: skip
    assert study.find_run("amber").figures.reason == "saw the tests"


@pytest.mark.parametrize("place", [".", "..", ".sidegrade"])
def test_a_study_is_never_taken_into_itself(place: str, study: Study) -> None:
    with pytest.raises(RunError, match="the study itself lies in it; name the runs' own folders"):
        study.add(look([(study.root / place).resolve()], Told(one_run=True)), reviewer="mia")
    assert len(study.runs()) == 2


def test_runs_that_lie_in_the_studys_folder_can_be_added(study: Study) -> None:
    assert add(study, write_files(study.root / "runs" / "service" / "jade", {"a": "1"})) == "changed"


# The look of folders


@pytest.mark.parametrize(
    ("names", "is_a"),
    [
        (["rubric.toml", "amber/a", "jade/a"], Shape.TASK),
        (["rubric.toml", "baseline/a", "amber/src/a"], Shape.TASK),
        (["baseline/a", "amber/run.toml"], Shape.TASK),
        (["baseline/a", "amber/a"], Shape.TASK),
        (["amber/src/a", "jade/src/a"], Shape.TASK),
        (["amber/src/a", "jade/README"], Shape.TASK),
        (["amber/pages/a", "jade/README"], Shape.TASK),
        (["one/amber/a", "two/jade/a"], Shape.TREE),
        (["one/amber/a", "one/jade/src/a"], Shape.TREE),
        (["one/rubric.toml", "one/amber/src/a"], Shape.TREE),
        (["src/a", "tests/b"], Shape.RUN),
        (["README", "src/a"], Shape.RUN),
        (["rubric.toml"], Shape.RUN),
    ],
)
def test_a_folder_is_taken_for_what_it_looks_like(names: list[str], is_a: Shape, tmp_path: Path) -> None:
    write_files(tmp_path, dict.fromkeys(names, ""))
    assert shape(tmp_path) is is_a


def test_a_tasks_rubric_and_baseline_are_found_by_their_names(study: Study, tmp_path: Path) -> None:
    text = (tmp_path / "service.toml").read_text().replace('key = "service"', 'key = "another"')
    write_files(tmp_path / "t", {"rubric.toml": text, "baseline/a": "1", "m1/a": "2", "m2/src/a": "3"})
    study.add(look([tmp_path / "t"], Told()), reviewer="mia")
    assert [run.id for run in study.runs("t")] == ["t/m1", "t/m2"]
    (task,) = (one for one in study.tasks() if one.key == "t")
    assert task.baseline is not None
    assert study.find_rubric("t", "another").key == "another"


def test_a_folder_without_runs_says_so(tmp_path: Path) -> None:
    write_files(tmp_path / "t", {"task.toml": ""})
    with pytest.raises(RunError, match="no run was found; name a folder that holds runs"):
        look([tmp_path / "t"], Told())
    with pytest.raises(RunError, match="does not exist; name the baseline's folder"):
        look([tmp_path / "t"], Told(baseline=tmp_path / "none"))


# Deciding


def test_a_mark_behind_a_mark_of_the_whole_dimension_is_refused_and_nothing_is_taken(study: Study) -> None:
    study.decide([wish(study, Mark("tests", Fraction(5)))])
    with pytest.raises(MarkError, match="tests is marked as a whole, so a mark on faithful would change nothing"):
        study.decide([wish(study, Note("api", "n")), wish(study, Mark("faithful", Fraction(1)))])
    assert len(study.history(study.find_run("amber"), study.find_rubric("service"), "mia")) == 1


def test_a_card_is_unlocked_by_name_whatever_came_after_the_lock(study: Study) -> None:
    amber, rubric = study.find_run("amber"), study.find_rubric("service")
    with pytest.raises(MarkError, match="mia's card for service/amber is not locked"):
        study.unlock(amber, rubric, "mia")
    (mark, _) = study.decide([wish(study, Mark("api", Fraction(3))), wish(study, Lock())])
    study.decide([Wish(study.find_run("cobalt"), rubric, "mia", Mark("api", Fraction(3)))])
    with pytest.raises(MarkError, match="the card is locked"):
        study.withdraw(mark, "mia")
    study.unlock(amber, rubric, "mia")
    study.withdraw(mark, "mia")
    assert total(study) == "0.0"
    with pytest.raises(MarkError, match="that decision is mia's; only its reviewer can take it back"):
        study.withdraw(mark, "tom")


def test_a_card_says_on_which_snapshots_its_decisions_stand(study: Study, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "service" / "jade", {"a": "1"})
    add(study, folder)
    study.mark([TypedMark("", "jade", "api", "3")], reviewer="mia")
    first = study.find_run("jade").snapshot
    (folder / "a").write_text("2")
    add(study, folder)
    study.mark([TypedMark("", "jade", "starts", "pass")], reviewer="mia")
    jade = study.find_run("jade")
    assert first is not None and jade.snapshot is not None
    card = study.card(jade, study.find_rubric("service"), "mia")
    assert card.snapshots == {first.tree: 1, jade.snapshot.tree: 1}


def test_a_run_of_which_nothing_was_attempted_is_not_ranked_and_not_called_incomplete(study: Study) -> None:
    study.mark([TypedMark("", "amber", "starts", "pass")], reviewer="mia")
    study.decide([wish(study, Mark("api", NOT_ATTEMPTED)), wish(study, Mark("tests", NOT_ATTEMPTED))])
    found = study.reports.standings("service", study.find_rubric("service"))
    assert [(one.run.id, one.why) for one in found.apart] == [
        ("service/amber", "nothing was attempted"),
        ("service/cobalt", "no marks yet"),
    ]
    assert (found.ranked, found.partial) == ((), ())


def test_names_are_found_by_their_beginnings_and_never_guessed(tmp_path: Path) -> None:
    with study_with(tmp_path, ("amber", "amber two", "jade")) as study:
        assert study.find_run("amber").id == "service/amber"
        assert study.find_run("j").id == "service/jade"
        assert study.find_run("Amber").id == study.find_run("Service/Amber").id == "service/amber"
        with pytest.raises(StudyError, match='"am" names 2 runs; say which of service/amber, service/amber-two'):
            study.find_run("am")
        with pytest.raises(StudyError, match='there is no run ""'):
            study.find_run("")
        rubric = study.find_rubric("service")
        assert study.find_rubric("service", rubric.id[:8]) == rubric
        with pytest.raises(StudyError, match='there is no task "other"'):
            study.find_task("other")


def test_a_vault_without_git_is_a_fault_and_no_damage(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with Study.open(study.root) as again, pytest.raises(SidegradeError, match="git is not installed"):
        again.check_up()
