"""`sidegrade diff` in a study: what names stand for, and which files a person stood together."""

import json
from collections import defaultdict
from hashlib import sha1
from itertools import count
from pathlib import Path

import pytest

from grading.ledger.counterparts import choices
from grading.ledger.store import Ledger
from grading.sides import Pair
from tests.builders import ask, write_files
from tests.tui.folders import ORDERS
from tests.tui.program import Program, Said


@pytest.fixture
def study(sidegrade: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """A study with the runs jade and onyx of the task service, which has a baseline; amber has figures only."""
    task = tmp_path / "runs" / "service"
    write_files(task / "baseline", {"app.py": "print(0)\n", "README": "read me\n"})
    write_files(task / "jade", {"app.py": "print(1)\n", "README": "read me\n", "src/orders.py": ORDERS})
    write_files(task / "onyx", {"app.py": "print(2)\n", "README": "read me\n", "lib/baskets.txt": "three\n"})
    assert sidegrade("add", str(task)).status == 0
    monkeypatch.chdir(tmp_path)
    return sidegrade


def compare(study: Program, *arguments: str) -> dict[str, str]:
    """Each file that differs, and how."""
    said = study("diff", *arguments, "--format", "json")
    assert said.status in (0, 1), said.err
    return {_name(one): one["status"] for one in json.loads(said.out)["files"] if one["status"] != "same"}


def _name(file: dict[str, str | None]) -> str:
    return " ↔ ".join(dict.fromkeys(path for path in (file["a"], file["b"]) if path is not None))


def snapshot_of(study: Program, run: str) -> str:
    found = {one["run"]: one["snapshot"] for one in json.loads(study("runs", "--format", "json").out)["runs"]}
    tree = found[run]
    assert isinstance(tree, str)
    return tree


# Names


def test_runs_are_compared_by_their_names(study: Program) -> None:
    said = study("diff", "jade", "onyx", "app.py", "--width", "40")
    assert said == Said(
        1,
        "A  service/jade\nB  service/onyx\n\n≠ app.py  +1 −1\n1 - print(1)       │ 1 + print(2)\n",
        "",
    )
    assert study("diff", "service/jade", "on", "app.py", "--width", "40") == said
    assert compare(study, "jade", "jade") == {}


def test_a_baseline_is_named_by_its_task(study: Program) -> None:
    assert compare(study, "service/baseline", "onyx") == {"app.py": "changed", "lib/baskets.txt": "only-b"}
    assert study("diff", "service/baseline", "jade").out.startswith("A  service/baseline\nB  service/jade\n")


def test_a_snapshot_is_named_by_its_start(study: Program, tmp_path: Path) -> None:
    first = snapshot_of(study, "service/onyx")
    write_files(tmp_path / "runs" / "service" / "onyx", {"app.py": "print(3)\n"})
    assert study("add", str(tmp_path / "runs" / "service" / "onyx")).status == 0
    assert compare(study, first[:6], "onyx") == {"app.py": "changed"}
    assert study("diff", first, "onyx").out.startswith(f"A  {first[:12]}\nB  service/onyx\n")
    assert study("diff", first[:5], "onyx").err == (
        f'sidegrade: there is no run "{first[:5]}", and no folder of that name; `sidegrade runs` lists them\n'
    )


def test_a_start_of_two_snapshots_names_neither(study: Program, tmp_path: Path) -> None:
    first, second = _twins()
    for name, content in (("pearl", first), ("quartz", second)):
        write_files(tmp_path / "service" / name, {"f": content})
        study("add", str(tmp_path / "service" / name))
    start = snapshot_of(study, "service/pearl")[:6]
    assert snapshot_of(study, "service/quartz").startswith(start)
    assert study("diff", start, "jade") == Said(
        2, "", f'sidegrade: "{start}" names 2 snapshots; say more of the one that is meant\n'
    )


def _twins() -> tuple[str, str]:
    """Two contents that make snapshots of the same start, for a workspace of the one file f."""
    seen: defaultdict[str, list[str]] = defaultdict(list)
    for number in count():
        text = f"{number}\n"
        blob = sha1(b"blob %d\0%s" % (len(text), text.encode())).digest()
        entry = b"100644 f\0" + blob
        start = sha1(b"tree %d\0%s" % (len(entry), entry)).hexdigest()[:6]
        seen[start].append(text)
        if len(seen[start]) == 2:
            break
    first, second = seen[start]
    return first, second


def test_a_run_goes_before_a_folder_of_its_name_and_a_path_is_always_a_folder(study: Program, tmp_path: Path) -> None:
    write_files(tmp_path / "jade", {"app.py": "print(9)\n"})
    assert compare(study, "jade", "service/jade") == {}
    for name in ("./jade", str(tmp_path / "jade")):
        assert compare(study, name, "service/jade") == {
            "app.py": "changed",
            "README": "only-b",
            "src/orders.py": "only-b",
        }
    assert compare(study, "runs/service/jade", "jade") == {}
    assert study("diff", "./jade", "jade").out.startswith("A  ./jade\nB  service/jade\n")


def test_a_run_is_compared_with_a_folder_as_it_is_now(study: Program, tmp_path: Path) -> None:
    place = tmp_path / "runs" / "service" / "jade"
    write_files(place, {"src/orders.py": ORDERS.replace("find_refund", "search_refund"), "new.py": "new = True\n"})
    assert compare(study, "jade", str(place)) == {"src/orders.py": "changed", "new.py": "only-b"}
    assert "+def search_refund" in study("diff", "jade", str(place), "-u").out
    assert "-def search_refund" in study("diff", str(place), "jade", "-u").out
    kept = study("runs", "--format", "json").out
    assert study("add", str(place)).status == 0
    assert study("runs", "--format", "json").out != kept, "what was only compared is not taken in"


def test_the_study_says_what_is_left_out_of_a_folder(study: Program, tmp_path: Path) -> None:
    place = write_files(tmp_path / "folder", {"gen/a": "1", "node_modules/b": "2"})
    assert "gen/a" in compare(study, str(place), "jade")
    assert "node_modules/b" not in compare(study, str(place), "jade")
    settings = Path(study.study) / "sidegrade.toml"
    settings.write_text('title = "T"\nleft_out = ["gen"]\n')
    assert "node_modules/b" in compare(study, str(place), "jade")
    assert "gen/a" not in compare(study, str(place), "jade")
    assert "gen/a" in compare(study, str(place), "jade", "--ignored")


def test_plain_folders_can_be_compared_in_a_study_too(study: Program) -> None:
    assert compare(study, "./runs/service/jade", "./runs/service/onyx").keys() >= {"app.py", "src/orders.py"}


def test_the_nearest_study_upward_is_asked(study: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(study.study)
    assert study("diff", "jade", "onyx", study=False).status == 1
    monkeypatch.chdir("/")
    assert study("diff", "jade", "onyx", study=False).err == (
        "sidegrade: jade: is no folder; name a folder, or a run of a study (--study DIR)\n"
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("amber", "service/amber has figures only, no workspace; add the run's folder first"),
        ("nope", 'there is no run "nope", and no folder of that name; `sidegrade runs` lists them'),
        ("n\x1b[2J\u202e", 'there is no run "n␛[2J⟨202E⟩", and no folder of that name; `sidegrade runs` lists them'),
        ("./nope", "./nope: is no folder; name a folder, or a run of a study (--study DIR)"),
        ("other/baseline", 'there is no run "other/baseline", and no folder of that name; `sidegrade runs` lists them'),
        ("0" * 40, f'there is no run "{"0" * 40}", and no folder of that name; `sidegrade runs` lists them'),
        (
            "service/",
            '"service/" names 4 runs, and no folder of that name; say which of service/amber, service/cobalt, service/jade, service/onyx',
        ),
    ],
)
def test_a_name_that_stands_for_nothing_is_one_sentence(name: str, said: str, study: Program) -> None:
    assert study("diff", name, "jade") == Said(2, "", f"sidegrade: {said}\n")
    assert study("diff", "jade", name) == Said(2, "", f"sidegrade: {said}\n")


def test_a_task_without_a_baseline_says_so(study: Program, tmp_path: Path) -> None:
    study("add", str(write_files(tmp_path / "other" / "opal", {"x": "1"})))
    assert study("diff", "other/baseline", "jade").err == "sidegrade: the task other has no baseline\n"


# What a person stood together


def test_two_files_that_were_stood_together_stay_together(study: Program) -> None:
    assert compare(study, "jade", "onyx") == {
        **{"app.py": "changed", "src/orders.py": "only-a"},
        "lib/baskets.txt": "only-b",
    }
    said = study("diff", "jade", "onyx", "--beside", "src/orders.py", "./lib/baskets.txt", "--as", "tom")
    assert (said.status, said.err) == (1, "")
    assert "≈ orders.py ↔ lib/baskets.txt" in said.out
    together = {"app.py": "changed", "src/orders.py ↔ lib/baskets.txt": "counterpart"}
    assert compare(study, "jade", "onyx") == together
    (file,) = json.loads(study("diff", "jade", "onyx", "src", "--format", "json").out)["files"]
    assert (file["likeness"], file["added"], file["removed"]) == (None, 1, 60)
    assert "stood together by hand" in study("diff", "jade", "onyx", "lib/baskets.txt").out


def test_a_choice_holds_the_other_way_round_and_for_these_two_runs_only(study: Program) -> None:
    study("diff", "onyx", "jade", "--beside", "lib/baskets.txt", "src/orders.py")
    assert compare(study, "jade", "onyx")["src/orders.py ↔ lib/baskets.txt"] == "counterpart"
    assert compare(study, "onyx", "jade")["lib/baskets.txt ↔ src/orders.py"] == "counterpart"
    assert "lib/baskets.txt ↔ src/orders.py" not in compare(study, snapshot_of(study, "service/onyx"), "jade")


def test_a_choice_goes_before_a_path_that_is_the_same(study: Program) -> None:
    found = compare(study, "jade", "onyx", "--beside", "app.py", "lib/baskets.txt")
    assert found == {"app.py ↔ lib/baskets.txt": "counterpart", "app.py": "only-b", "src/orders.py": "only-a"}


def test_a_file_that_was_stood_apart_stands_alone(study: Program) -> None:
    found = compare(study, "jade", "onyx", "--apart", "./app.py")
    files = json.loads(study("diff", "onyx", "jade", "app.py", "--format", "json").out)["files"]
    assert [(one["a"], one["b"], one["status"]) for one in files] == [
        ("app.py", None, "only-a"),
        (None, "app.py", "only-b"),
    ]
    assert found == {"app.py": "only-b", "src/orders.py": "only-a", "lib/baskets.txt": "only-b"}
    assert study("diff", "jade", "onyx", "--apart", "app.py").err == (
        'sidegrade: no file stands beside "app.py"; `sidegrade diff A B` shows which do\n'
    )


def test_the_last_choice_for_a_file_holds(study: Program) -> None:
    study("diff", "jade", "onyx", "--apart", "app.py")
    assert compare(study, "jade", "onyx", "--beside", "app.py", "app.py")["app.py"] == "changed"
    study("diff", "jade", "onyx", "--beside", "app.py", "lib/baskets.txt")
    study("diff", "jade", "onyx", "--beside", "src/orders.py", "lib/baskets.txt")
    assert compare(study, "jade", "onyx") == {
        "src/orders.py ↔ lib/baskets.txt": "counterpart",
        "app.py": "changed",
    }


def test_a_choice_outlives_a_new_snapshot(study: Program, tmp_path: Path) -> None:
    study("diff", "jade", "onyx", "--beside", "src/orders.py", "lib/baskets.txt")
    study("add", str(write_files(tmp_path / "runs" / "service" / "onyx", {"app.py": "print(4)\n"})))
    assert "src/orders.py ↔ lib/baskets.txt" in compare(study, "jade", "onyx")
    (tmp_path / "runs" / "service" / "onyx" / "lib" / "baskets.txt").unlink()
    study("add", str(tmp_path / "runs" / "service" / "onyx"))
    assert compare(study, "jade", "onyx")["src/orders.py"] == "only-a"


def test_every_choice_is_kept_with_its_reviewer(study: Program) -> None:
    study("diff", "onyx", "jade", "--beside", "lib/baskets.txt", "src/orders.py", "--as", "tom")
    study("diff", "jade", "onyx", "--apart", "src/orders.py")
    ledger = Ledger.open(Path(study.study) / ".sidegrade" / "ledger.db")
    assert [tuple(one) for one in choices(ledger, Pair("service/jade", "service/onyx"))] == [
        (b"src/orders.py", b"lib/baskets.txt"),
        (b"src/orders.py", None),
        (None, b"lib/baskets.txt"),
    ]
    assert [row[0] for row in ask(ledger, "SELECT reviewer FROM counterparts ORDER BY id")] == ["tom", "mia", "mia"]
    ledger.close()
    assert study("doctor").status == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["jade", "onyx", "--beside", "none", "app.py"],
            'service/jade has no file "none"; `sidegrade diff A B` lists them',
        ),
        (
            ["jade", "onyx", "--beside", "app.py", "src"],
            'service/onyx has no file "src"; `sidegrade diff A B` lists them',
        ),
        (
            ["jade", "onyx", "--apart", "src/orders.py"],
            'no file stands beside "src/orders.py"; `sidegrade diff A B` shows which do',
        ),
        (
            ["jade", "./runs", "--beside", "app.py", "x"],
            "only a study remembers which files stand together; add both folders to one as runs",
        ),
        (
            ["./runs", "jade", "--apart", "x"],
            "only a study remembers which files stand together; add both folders to one as runs",
        ),
        (
            ["jade", "onyx", "--beside", "app.py", "app.py", "--as", " "],
            '"" is no name of a reviewer; give 1 to 200 visible characters on one line',
        ),
    ],
)
def test_a_choice_that_cannot_be_kept_is_one_sentence(arguments: list[str], said: str, study: Program) -> None:
    assert study("diff", *arguments) == Said(2, "", f"sidegrade: {said}\n")
    assert json.loads(study("doctor", "--format", "json").out)["damage"] == []
