"""Taking runs in: whole or not at all, nothing known is lost, and what changed is said."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from grading.errors import RubricError, SidegradeError
from grading.intake import Added
from grading.marks.events import FigureSet
from grading.marks.typed import TypedMark
from grading.runs.folder import FoundRun, FoundTask, Told, figure_rows, look
from grading.runs.model import Basis, LeftOut, RunName
from grading.study import Study
from tests.builders import SERVICE, figure_run, write_files


def add(study: Study, folder: Path, told: Told | None = None, *, everything: bool = False) -> list[Added]:
    return study.add(look([folder], told or Told()), reviewer="mia", everything=everything)


def add_one(study: Study, folder: Path, told: Told | None = None) -> Added:
    (added,) = add(study, folder, told)
    return added


def figures_of(study: Study, run: str) -> list[tuple[str, str, str]]:
    """Every decision on a run's figures: name, value, reason, oldest first."""
    (rubric,) = study.rubrics()
    history = study.history(study.find_run(run), rubric, "mia")
    return [(one.event.cell, one.event.value, one.event.reason) for one in history if isinstance(one.event, FigureSet)]


def test_a_tasks_folder_brings_its_rubric_prompt_baseline_and_runs(tmp_path: Path) -> None:
    write_files(
        tmp_path / "t",
        {
            "task.toml": 'title = "The task"',
            "prompt.md": "Do it.",
            "rubric.toml": SERVICE,
            "baseline/a": "1",
            "amber/run.toml": 'model = "Amber 5"\ncost_usd = 1',
            "amber/a": "2",
            "cobalt/a": "3",
        },
    )
    with Study.create(tmp_path / "study", "", "mia") as study:
        added = add(study, tmp_path / "t")
        assert [(one.run, one.task, one.model, one.is_new, one.is_unchanged) for one in added] == [
            ("t/amber-5", "t", "Amber 5", True, False),
            ("t/cobalt", "t", "cobalt", True, False),
        ]
        (task,) = study.tasks()
        assert (task.title, task.prompt, task.baseline and task.baseline.files) == ("The task", "Do it.", 1)
        assert [one.name for one in study.rubrics_of("t")] == ["service@1"]
        assert [run.snapshot and run.snapshot.files for run in study.runs()] == [1, 1]
        assert added[0].taken and added[0].taken.left_out == (LeftOut("run.toml", "the run's description"),)

        again = add(study, tmp_path / "t")
        assert [(one.is_new, one.is_unchanged, one.corrected) for one in again] == [(False, True, ())] * 2
        assert len(study._things.workspaces("task", "t")) == 1
        assert [len(study._things.workspaces("run", run.id)) for run in study.runs()] == [1, 1]

        write_files(tmp_path / "t", {"baseline/a": "changed", "prompt.md": "Do it well."})
        add(study, tmp_path / "t")
        assert len(study._things.workspaces("task", "t")) == 2
        assert study.tasks()[0].prompt == "Do it well."
        assert study.check_up().damage == ()


def test_adding_again_writes_nothing_and_says_unchanged(study: Study, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "service" / "onyx", {"run.toml": "seconds = 5", "a": "1", "b/c": "2"})
    first = add_one(study, folder)
    files = {
        path: path.stat().st_mtime_ns for path in (study.root / ".sidegrade" / "vault.git").rglob("*") if path.is_file()
    }
    again = add_one(study, folder)
    assert (first.is_unchanged, again.is_unchanged) == (False, True)
    assert again.taken == first.taken
    after = {
        path: path.stat().st_mtime_ns for path in (study.root / ".sidegrade" / "vault.git").rglob("*") if path.is_file()
    }
    assert after == files


def test_a_changed_folder_makes_a_new_snapshot_and_the_marks_stay_with_the_old(study: Study, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "service" / "onyx", {"a": "1"})
    first = add_one(study, folder)
    study.mark([TypedMark("here", "onyx", "api", "12"), TypedMark("here", "onyx", "faithful", "1")], reviewer="mia")
    write_files(folder, {"a": "2"})
    second = add_one(study, folder)
    assert first.taken and second.taken
    assert (second.is_new, second.is_unchanged, second.earlier) == (False, False, first.taken.snapshot)
    assert second.decisions_on_earlier == 2
    kept = [one.snapshot for one in study._things.workspaces("run", "service/onyx")]
    assert kept == [first.taken.snapshot, second.taken.snapshot]
    assert study.find_run("onyx").snapshot == second.taken.snapshot
    assert {one.tree for one in kept} <= study._vault.snapshots()
    write_files(folder, {"a": "1"})
    assert add_one(study, folder).taken == first.taken
    assert study.find_run("onyx").snapshot == first.taken.snapshot


def test_a_corrected_cost_keeps_the_old_value_and_the_reason(study: Study, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "service" / "onyx", {"run.toml": "cost_usd = 1.10\nseconds = 5", "a": "1"})
    assert add_one(study, folder).corrected == ()
    write_files(folder, {"run.toml": 'cost_usd = "~1.30"\nseconds = 5'})
    added = add_one(study, folder)
    assert (added.corrected, added.is_unchanged, added.decisions_on_earlier) == (("cost_usd",), False, 0)
    assert figures_of(study, "onyx") == [
        ("cost_usd", "1.1", ""),
        ("seconds", "5", ""),
        ("cost_usd", "~1.3", "added again"),
    ]
    assert study.find_run("onyx").figures.cost.basis is Basis.ESTIMATED


def test_a_figure_that_was_not_there_before_is_not_called_unchanged(study: Study, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "service" / "onyx", {"a": "1"})
    add_one(study, folder)
    write_files(folder, {"run.toml": "seconds = 5"})
    added = add_one(study, folder)
    assert figures_of(study, "onyx") == [("seconds", "5", "")]
    assert (added.is_unchanged, added.corrected) == (False, ())


def test_several_runs_of_one_model_are_told_apart(study: Study, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "service" / "Onyx", {"a": "1"})
    tellings = [Told(), Told(attempt=2), Told(harness="loom"), Told(condition="high"), Told(harness="loom", attempt=2)]
    runs = [add_one(study, folder, told).run for told in tellings]
    assert runs == [
        *("service/onyx", "service/onyx~2", "service/onyx@loom", "service/onyx+high", "service/onyx@loom~2"),
    ]
    assert all(add_one(study, folder, told).is_unchanged for told in tellings)


def test_two_names_that_make_one_id_are_refused_and_nothing_is_taken_in(study: Study, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "service" / "onyx", {"run.toml": "cost_usd = 1", "a": "1"})
    add_one(study, folder, Told(model="Onyx 5"))
    with pytest.raises(SidegradeError) as refused:
        add_one(study, folder, Told(model="onyx-5"))
    assert str(refused.value) == "the run service/onyx-5 is there as Onyx 5; give one of them another name"
    assert len(study.runs()) == 3


def test_figures_alone_are_a_run_without_a_workspace(study: Study) -> None:
    rows = "task,model,cost_usd\nservice,Onyx,1.10\nservice,Pearl,\n"
    onyx, pearl = study.add(figure_rows(rows, "f.csv"), reviewer="mia")
    assert (onyx.taken, onyx.is_new, onyx.is_unchanged, pearl.is_new) == (None, True, False, True)
    assert study.find_run("onyx").snapshot is None
    again = study.add(figure_rows(rows, "f.csv"), reviewer="mia")
    assert [one.is_unchanged for one in again] == [True, True]


def test_figures_added_later_leave_the_workspace_as_it_is(study: Study, tmp_path: Path) -> None:
    first = add_one(study, write_files(tmp_path / "service" / "onyx", {"a": "1"}))
    study.add([FoundTask("service", runs=[figure_run("onyx", cost_usd="2")])], reviewer="mia")
    assert first.taken and study.find_run("onyx").snapshot == first.taken.snapshot


def test_rows_of_which_one_is_refused_leave_nothing_behind(study: Study) -> None:
    runs = [figure_run("Onyx 5"), FoundRun(RunName("service", "onyx-5"), {})]
    with pytest.raises(SidegradeError):
        study.add([FoundTask("service", runs=runs)], reviewer="mia")
    assert [run.name.model for run in study.runs()] == ["amber", "cobalt"]


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({"t/rubric.toml": "format = 1"}, "key: is missing"),
        ({"t/task.toml": 'rubrics = ["no.toml"]'}, r"no\.toml"),
    ],
)
def test_a_task_whose_rubric_cannot_be_used_leaves_nothing_behind(
    files: dict[str, str | bytes], sentence: str, study: Study, tmp_path: Path
) -> None:
    write_files(tmp_path, {"t/task.toml": "", "t/amber/a": "1", **files})
    with pytest.raises(SidegradeError, match=sentence):
        add(study, tmp_path / "t")
    assert [task.key for task in study.tasks()] == ["service"]


def test_a_task_whose_rubric_is_there_with_other_content_leaves_nothing_behind(study: Study, tmp_path: Path) -> None:
    write_files(
        tmp_path, {"t/task.toml": "", "t/amber/a": "1", "t/rubric.toml": SERVICE.replace("max = 20", "max = 21")}
    )
    with pytest.raises(RubricError, match="the study has another service@1 already"):
        add(study, tmp_path / "t")
    assert [task.key for task in study.tasks()] == ["service"]


def test_a_task_whose_baseline_is_not_there_leaves_nothing_behind(study: Study, tmp_path: Path) -> None:
    write_files(tmp_path, {"t/task.toml": 'baseline = "start"', "t/amber/a": "1"})
    with pytest.raises(SidegradeError, match="start"):
        add(study, tmp_path / "t")
    assert [task.key for task in study.tasks()] == ["service"]


def test_a_fault_while_a_run_is_written_leaves_the_run_out_and_the_ones_before_it_in(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path, {"t/onyx/a": "1", "t/pearl/a": "2"})
    real: Callable[..., None] = study._things.put_workspace

    def failing(task: str, run: str | None, *rest: object) -> None:
        if run == "t/pearl":
            raise SidegradeError("the disk is full")
        real(task, run, *rest)

    monkeypatch.setattr(study._things, "put_workspace", failing)
    with pytest.raises(SidegradeError, match="the disk is full"):
        add(study, tmp_path / "t")
    assert [run.id for run in study.runs("t")] == ["t/onyx"]


def test_what_the_settings_leave_out_is_left_out_and_all_keeps_it(tmp_path: Path) -> None:
    write_files(
        tmp_path, {"t/onyx/mine/a": "1", "t/onyx/node_modules/b": "2", "t/onyx/.gitignore": "*.o", "t/onyx/c.o": "3"}
    )
    with Study.create(tmp_path / "study", "", "mia"):
        (tmp_path / "study" / "sidegrade.toml").write_text('left_out = ["mine"]')
    with Study.open(tmp_path / "study") as study:
        (some,) = add(study, tmp_path / "t" / "onyx")
        (every,) = add(study, tmp_path / "t" / "onyx", everything=True)
    assert some.taken and {one.path for one in some.taken.left_out} == {"mine/", "c.o"}
    assert every.taken and (every.taken.left_out, every.taken.snapshot.files) == ((), 4)


def test_what_was_left_out_is_in_the_ledger_with_where_it_came_from(study: Study, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "service" / "onyx", {"a": "1", "node_modules/b": "2"})
    os.mkfifo(folder / "p\x1bpe")
    added = add_one(study, folder)
    (workspace,) = study._things.workspaces("run", "service/onyx")
    assert workspace.origin == str(folder)
    assert added.taken and workspace.report == added.taken
    assert {one.path for one in workspace.report.left_out} == {"p\\x1bpe", "node_modules/"}


def test_a_folder_whose_path_is_not_utf_8_can_be_added(study: Study, tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9")) / "service" / "onyx"
    write_files(folder, {"a": "1"})
    assert add_one(study, folder).run == "service/onyx"
    (workspace,) = study._things.workspaces("run", "service/onyx")
    assert workspace.origin.isprintable()


def test_progress_names_the_run_and_the_baseline(tmp_path: Path) -> None:
    write_files(tmp_path, {"t/task.toml": "", "t/baseline/a": "1", "t/onyx/a": "2"})
    told: set[str] = set()
    with Study.create(tmp_path / "study", "", "mia") as study:
        study.add(look([tmp_path / "t"], Told()), reviewer="mia", watch=lambda name, done, of: told.add(name))
    assert told == {"t baseline", "t/onyx"}
