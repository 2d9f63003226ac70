"""Folders and manifests → descriptions: every key, every refusal, and which of two sayings wins."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grading.errors import SidegradeError
from grading.runs.folder import FoundRun, FoundTask, Told, look
from grading.runs.model import RunName
from grading.runs.shape import Shape, shape
from tests.builders import write_files
from tests.grading.runs import NOTHING, one_run, refusal

# Layouts


def test_a_tree_is_its_tasks_with_their_runs_and_a_baseline_is_no_run(tmp_path: Path) -> None:
    files = ["one/task.toml", "one/baseline/a", "one/amber/a", "one/cobalt/b", "two/Amber 5/a", "two/.git/a"]
    write_files(tmp_path, dict.fromkeys(files, ""))
    (tmp_path / "two" / "link").symlink_to("../one/amber")
    found = look([tmp_path], NOTHING)
    assert [(task.key, task.baseline, [run.name.id for run in task.runs]) for task in found] == [
        ("one", tmp_path / "one" / "baseline", ["one/amber", "one/cobalt"]),
        ("two", None, ["two/amber-5"]),
    ]
    assert [run.workspace for run in found[1].runs] == [tmp_path / "two" / "Amber 5"]


def test_runs_that_are_named_one_by_one_come_together_in_their_task(tmp_path: Path) -> None:
    write_files(tmp_path, dict.fromkeys(["t/amber/a", "t/cobalt/a", "u/amber/a"], ""))
    found = look([tmp_path / "t" / "amber", tmp_path / "u" / "amber", tmp_path / "t" / "cobalt"], NOTHING)
    assert [[run.name.id for run in task.runs] for task in found] == [["t/amber", "t/cobalt"], ["u/amber"]]


def test_one_takes_each_folder_as_a_run_whatever_is_in_it(tmp_path: Path) -> None:
    write_files(tmp_path, dict.fromkeys(["t/amber/x/run.toml", "t/amber/task.toml", "t/amber/y/z/run.toml"], ""))
    assert shape(tmp_path / "t" / "amber") is Shape.TASK
    assert one_run(tmp_path / "t" / "amber", Told(one_run=True)).workspace == tmp_path / "t" / "amber"


def test_a_baseline_is_no_run_even_where_it_is_named(tmp_path: Path) -> None:
    write_files(tmp_path, dict.fromkeys(["t/prompt.md", "t/baseline/a", "t/amber/a"], ""))
    assert refusal(tmp_path / "t" / "baseline") == (
        "baseline: is what the runs of t began with; leave it out: it comes with the runs beside it; "
        "--one adds it as a run all the same"
    )
    assert one_run(tmp_path / "t" / "baseline", Told(one_run=True)).name.id == "t/baseline"


def test_a_workspace_is_what_the_run_around_it_left_behind(tmp_path: Path) -> None:
    write_files(tmp_path, dict.fromkeys(["t/amber/workspace/a", "t/cobalt/workspace/a"], ""))
    places = [(tmp_path / "t",), (tmp_path / "t" / "amber", tmp_path / "t" / "cobalt")]
    for paths in places:
        (task,) = look(paths, NOTHING)
        assert [(run.name.id, run.workspace) for run in task.runs] == [
            (f"t/{name}", tmp_path / "t" / name / "workspace") for name in ("amber", "cobalt")
        ]


def test_a_study_is_taken_for_a_run_only_where_that_is_said(tmp_path: Path) -> None:
    write_files(tmp_path, {"mine/.sidegrade/ledger.db": "", "mine/notes.md": "", "service/sidegrade.toml": ""})
    assert refusal(tmp_path / "mine") == (
        "mine: is a study; name the runs' own folders, or say --one if it is what a run left behind"
    )
    assert len(look([tmp_path / "mine"], Told(one_run=True))) == 1
    write_files(tmp_path / "service", dict.fromkeys(("amber/a", "cobalt/b", "jade/run.toml"), ""))
    (task,) = look([tmp_path / "service"], NOTHING)
    assert len(task.runs) == 3, "a study may lie around the runs that it holds"


def test_a_workspace_beside_its_description_is_the_one_that_is_taken(tmp_path: Path) -> None:
    write_files(tmp_path, {"t/amber/run.toml": "", "t/amber/workspace/a": "", "t/cobalt/run.toml": ""})
    (tmp_path / "t" / "cobalt" / "workspace").symlink_to("/etc")
    amber, cobalt = look([tmp_path / "t"], NOTHING)[0].runs
    assert (amber.workspace, amber.has_own_folder) == (tmp_path / "t" / "amber" / "workspace", True)
    assert (cobalt.workspace, cobalt.has_own_folder) == (tmp_path / "t" / "cobalt", False)


@pytest.mark.parametrize("told", [Told(one_run=True), NOTHING], ids=["--one", "by the look of it"])
def test_a_project_with_a_folder_named_workspace_loses_nothing(told: Told, tmp_path: Path) -> None:
    write_files(tmp_path, dict.fromkeys(["t/amber/Cargo.toml", "t/amber/src/a", "t/amber/workspace/b"], ""))
    assert one_run(tmp_path / "t" / "amber", told).workspace == tmp_path / "t" / "amber"


@pytest.mark.parametrize(
    "target", ["n" * 300, "self", "/no/where", "/root/x"], ids=["long", "circle", "dangling", "closed"]
)
def test_no_link_of_a_workspace_keeps_it_from_being_recognised(target: str, tmp_path: Path) -> None:
    write_files(tmp_path, {"t/amber/src/a": "", "t/amber/pages/b": ""})
    (tmp_path / "t" / "amber" / "self").symlink_to(target)
    (tmp_path / "t" / "amber" / "pages" / "self").symlink_to(target)
    assert one_run(tmp_path / "t" / "amber").name.id == "t/amber"


def closed(real: Callable[[object], object]) -> Callable[[object], object]:
    """A way of listing folders that may not list those of this name, whoever asks."""

    def listing(path: object) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return real(path)

    return listing


def test_a_folder_that_may_not_be_read_does_not_keep_a_workspace_from_being_recognised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path, {"t/amber/README": "", "t/amber/closed/a": ""})
    for name in ("scandir", "listdir"):
        monkeypatch.setattr(os, name, closed(getattr(os, name)))
    assert one_run(tmp_path / "t" / "amber").name.id == "t/amber"


def test_what_is_no_folder_is_refused(tmp_path: Path) -> None:
    write_files(tmp_path, {"t/a": ""})
    do = "name the folder that a run left behind"
    assert refusal(tmp_path / "t" / "a") == f"a: is not a folder; {do}"
    assert refusal(tmp_path / "t" / "no\x1b").endswith(f": does not exist; {do}")


def test_one_model_cannot_be_told_of_several_runs(tmp_path: Path) -> None:
    write_files(tmp_path, dict.fromkeys(["t/amber/a", "t/cobalt/a"], ""))
    assert refusal(tmp_path / "t", Told(model="Amber")) == (
        "--model names one model, but several runs were found; add them one at a time"
    )


# Tasks


def test_a_task_file_says_everything_and_nothing_else(tmp_path: Path) -> None:
    write_files(
        tmp_path,
        {
            "t/task.toml": 'title = "A\\u001btask"\nprompt = "ask.md"\nbaseline = "start"\nrubrics = ["r/a.toml", "b.toml"]\n',
            "t/ask.md": "Do it.",
            "t/prompt.md": "Not this.",
            "t/start/a": "",
            "t/r/a.toml": "",
            "t/b.toml": "",
            "t/amber/a": "",
        },
    )
    top = tmp_path / "t"
    (task,) = look([top], NOTHING)
    rubrics = (top / "r/a.toml", top / "b.toml")
    assert task == FoundTask("t", "A␛task", "Do it.", top / "start", rubrics, task.runs)


@pytest.mark.parametrize("manifest", [{"t/task.toml": ""}, {}], ids=["with a task file", "with a prompt alone"])
def test_what_a_task_has_is_found_by_its_usual_names(manifest: dict[str, str | bytes], tmp_path: Path) -> None:
    usual: dict[str, str | bytes] = {
        "t/prompt.md": "Do it.",
        "t/rubric.toml": "",
        "t/baseline/a": "",
        "t/amber/run.toml": "",
    }
    write_files(tmp_path, {**manifest, **usual})
    top = tmp_path / "t"
    (task,) = look([top / "amber"], NOTHING)
    assert (task.prompt, task.baseline, task.rubrics) == ("Do it.", top / "baseline", (top / "rubric.toml",))


@pytest.mark.parametrize("name", ["/", ".", "t"])
def test_a_folder_is_no_prompt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    write_files(tmp_path, {"t/amber/a.py": "1\n"})
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SidegradeError, match="is a folder; name a text file"):
        look([tmp_path / "t" / "amber"], Told(task="t", prompt=Path(name)))


def test_without_a_task_file_or_a_prompt_the_folder_around_says_its_name_only(tmp_path: Path) -> None:
    write_files(tmp_path, {"t/rubric.toml": "", "t/baseline/a": "", "t/amber/run.toml": ""})
    assert look([tmp_path / "t" / "amber"], NOTHING)[0].baseline is None


def test_a_task_that_the_command_names_is_described_by_the_command_alone(tmp_path: Path) -> None:
    write_files(
        tmp_path, {"t/task.toml": 'title = "T"', "t/prompt.md": "No.", "t/amber/run.toml": 'task = "x"', "ask": "Yes."}
    )
    told = Told(task="My Task", prompt=tmp_path / "ask", baseline=tmp_path / "t" / ".." / "t")
    (task,) = look([tmp_path / "t" / "amber"], told)
    assert (task.key, task.title, task.prompt, task.baseline) == ("my-task", "", "Yes.", tmp_path / "t")


def test_a_prompt_that_the_command_names_and_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    write_files(tmp_path, {"t/amber/a": ""})
    assert refusal(
        tmp_path / "t", Told(task="t", prompt=tmp_path / "no")
    ) == f"{tmp_path}/no: is not there; check the path".replace(f"{tmp_path}/", "")


def test_a_baseline_that_is_not_there_is_refused_before_anything_is_taken_in(tmp_path: Path) -> None:
    write_files(tmp_path, {"t/task.toml": 'baseline = "start"', "t/amber/a": ""})
    with pytest.raises(SidegradeError):
        look([tmp_path / "t"], NOTHING)


@pytest.mark.parametrize("key", ["prompt", "baseline", "rubrics"])
def test_a_task_file_cannot_reach_out_of_its_folder_through_a_link(key: str, tmp_path: Path) -> None:
    write_files(tmp_path, {"secret/key": "s", "t/amber/a": ""})
    (tmp_path / "t" / "inside").symlink_to("../secret")
    said = {"prompt": '"inside/key"', "baseline": '"inside"', "rubrics": '["inside/key"]'}[key]
    write_files(tmp_path, {"t/task.toml": f"{key} = {said}"})
    with pytest.raises(SidegradeError):
        look([tmp_path / "t"], NOTHING)


@pytest.mark.parametrize("name", ["baseline", "prompt.md", "rubric.toml"])
def test_a_link_under_a_usual_name_is_not_followed_out_of_the_task(name: str, tmp_path: Path) -> None:
    write_files(tmp_path, {"secret/key": "s", "t/task.toml": "", "t/amber/a": ""})
    (tmp_path / "t" / name).symlink_to("../secret" if name == "baseline" else "../secret/key")
    try:
        (task,) = look([tmp_path / "t"], NOTHING)
    except SidegradeError:
        return
    assert (task.baseline, task.prompt, task.rubrics) == (None, "", ())


def test_a_pipe_in_a_rubrics_place_holds_nobody_up(tmp_path: Path) -> None:
    write_files(tmp_path, {"t/task.toml": 'rubrics = ["pipe"]', "t/amber/a": ""})
    os.mkfifo(tmp_path / "t" / "pipe")
    program = [sys.executable, "-P", "-m", "tui"]
    subprocess.run([*program, "init", f"{tmp_path}/study", "--as", "mia"], capture_output=True, check=True)
    command = [*program, "add", f"{tmp_path}/t", "--study", f"{tmp_path}/study"]
    try:
        status = subprocess.run(command, capture_output=True, check=False, timeout=3).returncode
    except subprocess.TimeoutExpired:
        status = -1
    assert status == 2, "it waits for ever for somebody to write into the pipe"


# Runs

FULL = """
task = "t"
model = "Amber 5"
harness = "loom"
condition = "high"
attempt = 2
label = "The amber\\u001b one"
state = "void"
reason = "power cut"
cost_usd = "~$1.10"
seconds = 90.5
tokens = 7
tokens_in = 3
tokens_out = 4
weights = "open"
"""


def test_a_run_file_can_say_everything(tmp_path: Path) -> None:
    write_files(tmp_path, {"t/amber/run.toml": FULL})
    assert one_run(tmp_path / "t" / "amber") == FoundRun(
        RunName("t", "Amber 5", "loom", "high", 2, "The amber␛ one"),
        {
            **{"state": "void", "reason": "power cut", "cost_usd": "~1.1", "seconds": "90.5", "tokens": "7"},
            **{"tokens_in": "3", "tokens_out": "4", "weights": "open"},
        },
        tmp_path / "t" / "amber",
    )


RESULT = (
    '{"label": "L", "harness": "json", "model": "J", "phases": [{"cost": 1, "seconds": 2, "tokens": 3}], "other": {}}'
)


def test_options_go_before_run_toml_before_result_json_before_the_folders_name(tmp_path: Path) -> None:
    folder = tmp_path / "t" / "amber"
    write_files(folder, {"a": ""})
    told = Told(task="told", model="O", harness="o", condition="oc", attempt=9)
    assert one_run(folder).name == RunName("t", "amber")
    write_files(folder, {"result.json": RESULT})
    assert one_run(folder).name == RunName("t", "J", "json", label="L")
    assert one_run(folder).figures == {"cost_usd": "1", "seconds": "2", "tokens": "3"}
    write_files(folder, {"run.toml": 'model = "T"\ncondition = "tc"\nattempt = 2\nseconds = 5\ncost_usd = "unknown"\n'})
    assert one_run(folder).name == RunName("t", "T", "json", "tc", 2, "L")
    assert one_run(folder).figures == {"cost_usd": "unknown", "seconds": "5", "tokens": "3"}
    assert one_run(folder, told).name == RunName("told", "O", "o", "oc", 9, "L")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('modle = "x"', 'modle: is not a known key; perhaps "model" is meant'),
        ("model = 5", "model: is 5, but a text is expected; put it in quotes"),
        ("attempt = 0", "attempt: is 0, but 1 to 9999 is expected"),
        ('attempt = "1"', "attempt: is '1', but a whole number is expected"),
        (
            'cost_usd = "1,10"',
            'cost_usd: cannot be "1,10"; give dollars such as 1.10, ~1.10 where estimated, subscription, or unknown',
        ),
        ("cost_usd = -1", "cost_usd: is -1, but a number of 0 or more is expected"),
        ("cost_usd = true", "cost_usd: is true, but a text is expected; put it in quotes"),
        ('seconds = "18m"', 'seconds: cannot be "18m"; give a number'),
        ("tokens = 1.5", "tokens: is 1.5, but a whole number is expected"),
        ("tokens_in = -1", f"tokens_in: is -1, but 0 to {10**15} is expected"),
        (
            'state = "done"',
            'state: cannot be "done"; give one of complete, unfinished, infrastructure, unmeasurable, void, provisional',
        ),
        ('weights = "x"', 'weights: cannot be "x"; give one of open, closed'),
        ('state = "void"', "the state void needs a reason; say why in `reason`"),
        ('task = "u"', 'is of the task "u", but its folder stands in "t"; move the folder, or say --task'),
        ("model =", "is not valid TOML: the file ends too early (Invalid value); complete or close what stands open"),
    ],
)
def test_a_mistake_in_a_run_file_is_one_sentence(text: str, sentence: str, tmp_path: Path) -> None:
    write_files(tmp_path, {"t/amber/run.toml": text})
    assert refusal(tmp_path / "t" / "amber") == f"amber/run.toml: {sentence}"


@pytest.mark.parametrize("key", ["model", "harness", "condition"])
def test_names_in_a_run_file_hold_nothing_that_does_not_show(key: str, tmp_path: Path) -> None:
    write_files(tmp_path, {"t/amber/run.toml": f'{key} = "a\\u202eb"'})
    assert refusal(tmp_path / "t" / "amber") == (
        f'amber: "a⟨202E⟩b" is no name of a {key}; give 1 to 200 visible characters on one line'
    )


def test_a_folders_name_that_is_no_text_is_refused(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/t/\xff"
    os.makedirs(folder)
    assert refusal(Path(os.fsdecode(folder))).startswith('\\xff: "⟨DCFF⟩" is no name of a model')


def test_a_run_file_that_is_a_link_or_a_pipe_is_refused(tmp_path: Path) -> None:
    write_files(tmp_path, {"t/amber/a": "", "t/cobalt/a": "", "secret": 'model = "x"'})
    (tmp_path / "t" / "amber" / "run.toml").symlink_to(tmp_path / "secret")
    os.mkfifo(tmp_path / "t" / "cobalt" / "run.toml")
    assert refusal(tmp_path / "t" / "amber") == "amber/run.toml: cannot be read (became a link); make it a plain file"
    assert (
        refusal(tmp_path / "t" / "cobalt")
        == "cobalt/run.toml: cannot be read (not a regular file); make it a plain file"
    )
