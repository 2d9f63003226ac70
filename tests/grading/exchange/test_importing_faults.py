"""Files that are no export, or one with a mistake in it: one sentence that names the place, and nothing is changed."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from grading.errors import FileError, SidegradeError
from grading.exchange import importing
from grading.exchange.exporting import Wanted
from grading.ledger.contents import PARTS
from grading.ledger.ids import instant_text, new_id, now_micros
from grading.report.formats.archive import EDITION, FIELDS
from grading.study import Study
from tests.builders import add_folder, write_files
from tests.grading.exchange.test_importing import contents
from tests.grading.graded import graded_study, with_workspace

Document = dict[str, Any]
CHANGED = "decisions 12: "


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("faults")
    with graded_study(folder) as study:
        with_workspace(study, folder)
        add_folder(study, write_files(folder / "service" / "cobalt", {"app.py": "other\n"}))
        study.export(Wanted(folder / "out"))
    return (folder / "out" / "study.json").read_text()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    with Study.create(tmp_path_factory.mktemp("empty") / "study", "A study") as study:
        yield study


def refused(study: Study, path: Path, raw: bytes) -> str:
    """What is said of a file; it begins with its name, and the study stays as it is."""
    path.write_bytes(raw)
    before = contents(study.root)
    with pytest.raises(SidegradeError) as error:
        study.take_in(path)
    assert contents(study.root) == before
    said = str(error.value)
    assert "\n" not in said
    assert len(said) < 600
    assert said.startswith(str(path))
    return said.removeprefix(str(path)).removeprefix(": ")


def test_the_file_and_the_ledger_have_the_same_columns() -> None:
    assert {name: tuple(one.name for one in fields) for name, fields in FIELDS.items()} == {
        name: part.columns for name, part in PARTS.items()
    }


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", 'line 1: is not valid JSON: "{" is expected'),
        (b"[]", 'line 1: is not valid JSON: "{" is expected'),
        (b"{}", "is no study that sidegrade exported"),
        (b'{"name": 1}', "is no study that sidegrade exported"),
        (b'{"format": "another"}', "is no study that sidegrade exported"),
        (b'{"format": "sidegrade study"', 'line 1: is not valid JSON: "," or "}" is expected'),
        (b'{"format": "sidegrade study"}', "edition is missing"),
        (b'{"format": "sidegrade study", "edition": 1}', "title is missing"),
        (b'{"format": "sidegrade study", "edition": 1, "title": "x"}', "tasks is missing"),
        (b'{"format": "sidegrade study", "edition": 2}', "was exported by a newer sidegrade (edition 2; this one knows 1); update"),
        (b'{"format": "sidegrade study", "edition": true}', "edition is no whole number"),
        (b'{"format": "sidegrade study", "edition": 1.0}', "edition is no whole number"),
        (b'{"format": "sidegrade study", "edition": NaN}', "line 1: is not valid JSON"),
        (b'{"format": "sidegrade study", "edition": ' + b"9" * 5000 + b"}", "line 1: is not valid JSON"),
        (b'{"format": "sidegrade study", "format": "sidegrade study"}', '"format" is there twice'),
        (b'{"format": "sidegrade study", "colour": 1}', '"colour" is not a known key; use tasks, prompts'),
        (b'{"format": "sidegrade study", "tasks": {}}', "tasks is no list"),
        (b'{"format": "sidegrade study", "tasks": [1]}', "tasks 1: is no object"),
        (b'{"format": "sidegrade study", "tasks": [{}]} {}', 'tasks 1: key "" is no key of a task'),
        (b'{"format": "sidegrade study", "tasks": [,]}', "line 1: is not valid JSON"),
        (b'{"format": "sidegrade study", "tasks": [' + b"[" * 100_000, "line 1: is not valid JSON: too deep"),
        (b'{"format": "sidegrade study", "tasks": [{"key": ' + b'{"a":' * 100_000, "line 1: is not valid JSON: too deep"),
        (b'{"format": "sidegrade study", "tasks": [{"key": "a", "key": "b"}]}', 'line 1: is not valid JSON: the key "key" is there twice'),
        (b'{"format": "sidegrade study", "tasks": [{"key": "a", "hue": "b"}]}', 'tasks 1: has "hue", which is not a known key'),
        (b'{"format": "sidegrade study", "title": "\\ud800"}', "edition is missing"),
        (b'{"format": "sidegrade study", "tasks": [{"key": "\\ud800"}]}', "tasks 1: key has half a character in it"),
        (b'{\n"format": "sidegrade study",\n"title": "\xff"}', "line 3 is not UTF-8"),
    ],
)  # fmt: skip
def test_what_is_no_export(empty: Study, tmp_path: Path, raw: bytes, said: str) -> None:
    # Its rows are looked at only when it is whole.
    whole = b', "edition": 1, "title": "x"' + b"".join(
        b', "%s": []' % name.encode() for name in FIELDS if name != "tasks"
    )
    told = refused(
        empty, tmp_path / "study.json", raw.replace(b"]} {}", b"]" + whole + b"}") if raw.endswith(b" {}") else raw
    )
    assert told.startswith(said)


def at(name: str, number: int, **said: object) -> Callable[[Document], object]:
    """Puts something else into a row."""
    return lambda document: document[name][number].update(said)


def late(years: int) -> dict[str, str]:
    micros = now_micros() + years * 366 * 24 * 3600 * 1_000_000
    return {"id": new_id(micros), "at": instant_text(micros)}


TREE = "a" * 40

FAULTS: list[tuple[Callable[[Document], object], str]] = [
    (at("tasks", 0, key="Not A Slug"), 'tasks 1: key "Not A Slug" is no key of a task'),
    (at("tasks", 0, key="../x"), 'tasks 1: key "../x" is no key of a task'),
    (at("tasks", 0, title=""), "tasks 1: title has 0 characters"),
    (at("tasks", 0, title=7), "tasks 1: title is not a text"),
    (at("tasks", 0, added_at="yesterday"), 'tasks 1: added_at "yesterday" is no instant'),
    (at("tasks", 1, key="other"), "tasks 2: the task other is there twice"),
    (at("prompts", 0, task="moon"), 'prompts 1: task "moon" is no task of this export'),
    (at("rubrics", 0, source="format = 1"), "the rubric service@1: key: is missing"),
    (at("rubrics", 0, id="0" * 64), "rubrics 1: the source is not that of service@1"),
    (at("rubrics", 0, title="Another"), "rubrics 1: the source is not that of service@1"),
    (lambda d: d["rubrics"].append(d["rubrics"][0]), "rubrics 3: the rubric a3427"),
    (lambda d: d["task_rubrics"].append({"task": "moon"}), 'task_rubrics 1: task "moon"'),
    (at("runs", 0, model="cobalt"), 'runs 1: id "service/amber" is not what its names make, service/cobalt'),
    (at("runs", 0, model="a\nb"), 'runs 1: "a␊b" is no name of a model'),
    (at("runs", 0, id="service/../../etc"), "runs 1: id"),
    (at("runs", 0, task="moon"), 'runs 1: task "moon"'),
    (at("runs", 0, attempt=0), "runs 1: attempt is 0"),
    (at("runs", 0, attempt=10**30), "runs 1: attempt is not a whole number that a ledger could hold"),
    (at("runs", 0, attempt=1.5), "runs 1: attempt is not a whole number"),
    (at("runs", 0, attempt=True), "runs 1: attempt is not a whole number"),
    (at("snapshots", 0, tree="xyz"), "snapshots 1: tree and digest are no 40 and 64"),
    (at("snapshots", 0, files=-1), "snapshots 1: files is below 0"),
    (at("workspaces", 0, run="service/moon"), 'workspaces 1: run "service/moon" is no run'),
    (at("workspaces", 0, run="other/amber"), "workspaces 1: the run other/amber is not of the task service"),
    (at("workspaces", 0, snapshot=TREE), f'workspaces 1: snapshot "{TREE}" is no snapshot'),
    (at("workspaces", 0, report={"left_out": 3, "odd": []}), "workspaces 1: report cannot be read"),
    (at("workspaces", 0, report={"odd": []}), "workspaces 1: report is not what was left out"),
    (at("draws", 0, a="service/moon"), 'draws 1: a "service/moon" is no run'),
    (at("draws", 0, a="other/amber"), "draws 1: other/amber and"),
    (at("draws", 0, later=2), "draws 1: later is neither 0 nor 1"),
    (lambda d: d["draws"].append(d["draws"][0]), "draws 4: the id"),
    (lambda d: d["counterparts"].append({**d["draws"][0], "a": "moon", "b": "x", "task": "", "file_a": "x"}), 'counterparts 1: has "task"'),
    (lambda d: d["counterparts"].append({**late(-1), "reviewer": "mia", "a": "moon", "b": "x", "file_a": "x"}), 'counterparts 1: a "moon" is nothing'),
    (lambda d: d["counterparts"].append({**late(-1), "reviewer": "mia", "a": "service/cobalt", "b": "service/amber", "file_a": "x"}), "counterparts 1: a and b are not in order"),
    (lambda d: d["counterparts"].append({**late(-1), "reviewer": "mia", "a": "service/amber", "b": "service/cobalt"}), "counterparts 1: file_a and file_b"),
    (at("decisions", 11, id="12"), CHANGED + 'id "12" is no id of a ledger (UUIDv7)'),
    (at("decisions", 11, id="0190b5a2-0000-4000-8000-000000000000"), CHANGED + 'id "0190b5a2-'),
    (at("decisions", 11, at="2020-01-01T00:00:00.000000Z"), CHANGED + 'at "2020-01-01T00:00:00.000000Z" is not the instant of the id'),
    (at("decisions", 11, **late(3)), CHANGED + "at 2029-"),
    (at("decisions", 11, id="ffffffff-ffff-7fff-bfff-ffffffffffff"), CHANGED + "the instant of the id"),
    (lambda d: d["decisions"].append(d["decisions"][11]), "the id"),
    (at("decisions", 11, reviewer="a\nb"), CHANGED + '"a␊b" is no name of a reviewer'),
    (at("decisions", 11, reviewer=""), CHANGED + 'reviewer "" is no name of a reviewer'),
    (at("decisions", 11, reviewer=" mia"), CHANGED + 'reviewer " mia" is no name of a reviewer'),
    (at("decisions", 11, machine="\x1b[2J"), CHANGED + "machine is no name of one"),
    (at("decisions", 11, session="x" * 300), CHANGED + "session is no name of one"),
    (at("decisions", 11, run="service/moon"), CHANGED + 'run "service/moon" is no run of this export'),
    (at("decisions", 11, rubric="0" * 64), CHANGED + f'rubric "{"0" * 64}" is no rubric of this export'),
    (at("decisions", 11, rubric=None), CHANGED),
    (at("decisions", 11, kind="mark", cell="api", value="9", body="", rubric=None), CHANGED + "rubric is missing"),
    (at("decisions", 11, kind="adjust", cell="api", value="2", body="x"), CHANGED + "body is not an object"),
    (at("decisions", 11, kind="adjust", cell="api", value="2", body="[]"), CHANGED + "body is not an object"),
    (at("decisions", 11, kind="adjust", cell="api", value="2", body="9" * 9000), CHANGED + "body is not an object"),
    (at("decisions", 11, kind="figure", cell="seconds", value="3", body="", rubric="", asked=""), CHANGED + "rubric is empty"),
    (at("decisions", 11, snapshot=TREE), CHANGED + f'snapshot "{TREE}" is no snapshot of this export'),
    (at("decisions", 11, asked="x"), CHANGED + "asked is not what the cell asks"),
    (at("decisions", 11, kind="praise"), CHANGED + '"praise" is no kind of decision'),
    (at("decisions", 11, kind="mark", cell="api", value="21", body={}), CHANGED + "a decision of the kind mark is not written so"),
    (at("decisions", 11, kind="mark", cell="api", value="21", body=""), CHANGED + "api cannot get 21"),
    (at("decisions", 11, kind="mark", cell="api", value="0.5", body=""), CHANGED + "api cannot get 0.5"),
    (at("decisions", 11, kind="mark", cell="api", value="07", body=""), CHANGED + "a decision of the kind mark is not written so"),
    (at("decisions", 11, kind="mark", cell="api", value="1e999999999", body=""), CHANGED + '"1e999999999" is no number'),
    (at("decisions", 11, kind="mark", cell="api", value="9" * 5000, body=""), CHANGED),
    (at("decisions", 11, kind="mark", cell="collected", value="9" * 25, body=""), CHANGED + "collected cannot measure more than 10^12"),
    (at("decisions", 11, kind="mark", cell="moon", value="1", body=""), CHANGED + 'the rubric service@1 has no cell "moon"'),
    (at("decisions", 11, kind="deduct", cell="api", value="", body=""), CHANGED + "api is a dimension"),
    (at("decisions", 11, kind="gate", cell="starts", value="perhaps", body=""), CHANGED + '"perhaps" is none of pass, fail'),
    (at("decisions", 11, kind="adjust", cell="api", value="2", body=""), CHANGED + "an adjustment needs a reason"),
    (at("decisions", 11, kind="note", cell="", value="x" * 100_001, body="", asked=""), CHANGED + "the text on the card is longer"),
    (at("decisions", 11, kind="prefer", cell="", value="<", body={"other": "moon"}, asked=""), CHANGED + '"moon" is no other run'),
    (at("decisions", 11, kind="prefer", cell="", value="!", body={"other": "moon"}, asked=""), CHANGED),
    (at("decisions", 11, kind="withdraw", cell="api", value="moon", body=""), CHANGED),
    (at("decisions", 11, kind="figure", cell="seconds", value="3", body=""), CHANGED + "a figure is under no rubric"),
    (at("decisions", 11, kind="figure", rubric=None, asked="", cell="seconds", value="soon", body=""), CHANGED + 'seconds cannot be "soon"'),
    (at("decisions", 11, kind="figure", rubric=None, asked="", cell="mood", value="3", body=""), CHANGED + '"mood" is not a figure'),
]  # fmt: skip


@pytest.mark.parametrize(("change", "said"), FAULTS)
def test_a_row_that_no_ledger_could_hold(
    exported: str, empty: Study, tmp_path: Path, change: Callable[[Document], object], said: str
) -> None:
    document = json.loads(exported)
    change(document)
    told = refused(empty, tmp_path / "study.json", json.dumps(document).encode())
    assert said in told


def test_a_withdrawal_takes_back_only_what_its_reviewer_said_before(
    exported: str, empty: Study, tmp_path: Path
) -> None:
    document = json.loads(exported)
    number, one = next((n, one) for n, one in enumerate(document["decisions"]) if one["kind"] == "withdraw")
    for change, said in (
        ({"reviewer": "somebody"}, "is not one that somebody can take back here"),
        ({"value": document["decisions"][-1]["id"]}, "is no earlier decision of this export"),
        ({"value": one["id"]}, "is no earlier decision of this export"),
        (
            {"run": "service/pearl" if one["run"] != "service/pearl" else "service/onyx", "snapshot": None},
            "can take back here",
        ),
    ):
        document["decisions"][number] = {**one, **change}
        told = refused(empty, tmp_path / "study.json", json.dumps(document).encode())
        assert told.startswith(f"decisions {number + 1}: ")
        assert said in told


def test_any_layout_and_any_order_of_parts_is_read(exported: str, tmp_path: Path) -> None:
    document = json.loads(exported)
    document["decisions"].reverse()
    (tmp_path / "study.json").write_text(json.dumps(dict(sorted(document.items())), indent=3), encoding="utf-8-sig")
    with Study.create(tmp_path / "study", "A study") as study:
        study.take_in(tmp_path / "study.json")
        study.export(Wanted(tmp_path / "out"))
    assert (tmp_path / "out" / "study.json").read_text() == exported
    assert document["edition"] == EDITION


def test_what_is_no_file_or_too_large(empty: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path, said in (
        (tmp_path, "is no file"),
        (tmp_path / "none", "No such file"),
        (Path("/dev/zero"), "is no file"),
    ):
        with pytest.raises(FileError, match=said):
            empty.take_in(path)
    monkeypatch.setattr(importing, "_LARGEST", 2**20)
    told = refused(empty, tmp_path / "large", b" " * (2**20 + 1))
    assert told.startswith("is larger than 1 MiB")
